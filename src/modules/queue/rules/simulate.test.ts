import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_PATTERNS, peopleOf } from '../testing/days.ts';
import { LANES } from './order.ts';
import { type Comer, type Duty, simulate } from './simulate.ts';
import { quantile, samplesOf, summarise } from './waits.ts';

const comer = (id: string, at: number, minutes: number, rest: Partial<Comer> = {}): Comer => ({
  id,
  at,
  minutes,
  group: 'A',
  lane: 'ordinary',
  ...rest,
});
const duty = (counter: number, from: number, to: number, ...own: string[]): Duty => ({
  counter,
  from,
  to,
  lines: (own.length === 0 ? ['A'] : own).map((group) => ({ group, helps: false })),
});
const calls = (comers: readonly Comer[], duties: readonly Duty[]) =>
  Object.fromEntries(simulate(comers, duties).map((stay) => [stay.comer.id, stay.calledAt]));

describe('a day that is played', () => {
  it.each([
    [
      'one after the other',
      [comer('a', 0, 5), comer('b', 1, 5), comer('c', 2, 5)],
      [duty(1, 0, 60)],
      { a: 0, b: 5, c: 10 },
    ],
    [
      'two counters',
      [comer('a', 0, 5), comer('b', 1, 5), comer('c', 2, 5)],
      [duty(1, 0, 60), duty(2, 0, 60)],
      { a: 0, b: 1, c: 5 },
    ],
    ['nobody before the counter opens', [comer('a', 0, 5)], [duty(1, 30, 60)], { a: 30 }],
    [
      'nobody from the moment it closes; who is there is finished',
      [comer('a', 0, 10), comer('b', 1, 5)],
      [duty(1, 0, 10)],
      { a: 0, b: undefined },
    ],
    [
      'priority before ordinary',
      [comer('a', 0, 5), comer('b', 1, 5), comer('c', 2, 5, { lane: 'priority' })],
      [duty(1, 0, 60)],
      { a: 0, c: 5, b: 10 },
    ],
    [
      'whoever gave up is not called',
      [comer('a', 0, 10), comer('b', 1, 5, { leavesAt: 9 }), comer('c', 2, 5)],
      [duty(1, 0, 60)],
      { a: 0, b: undefined, c: 10 },
    ],
    [
      'the longest wait first among own lines',
      [comer('a', 0, 10), comer('b', 1, 5, { group: 'B' }), comer('c', 2, 5)],
      [duty(1, 0, 60, 'A', 'B')],
      { a: 0, b: 10, c: 15 },
    ],
  ])('%s', (_name, comers, duties, expected) => {
    expect(calls(comers, duties)).toEqual(expected);
  });

  it('a helper calls from the other line only while its own is empty', () => {
    const helper: Duty = {
      ...duty(1, 0, 60),
      lines: [
        { group: 'A', helps: false },
        { group: 'B', helps: true },
      ],
    };
    const people = [comer('b', 0, 5, { group: 'B' }), comer('c', 1, 5, { group: 'B' }), comer('a', 2, 5)];
    expect(calls(people, [helper])).toEqual({ b: 0, a: 5, c: 10 });
  });

  const someone = fc.record({
    at: fc.integer({ min: 0, max: 240 }),
    minutes: fc.integer({ min: 1, max: 40 }),
    lane: fc.constantFrom(...LANES),
    group: fc.constantFrom('A', 'B'),
  });
  const crowd = fc
    .array(someone, { minLength: 1, maxLength: 60 })
    .map((list) => list.map((one, index) => ({ ...one, id: String(index).padStart(3, '0') })));

  it('everybody once, nobody before they came, no counter with two people', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 4 }), (people, counters) => {
        const duties = Array.from({ length: counters }, (_, index) => duty(index + 1, 10, 300, 'A', 'B'));
        const stays = simulate(people, duties);
        expect(stays.map(({ comer: { id } }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
        const ends = new Map<number, number>();
        for (const { comer: one, calledAt, counter } of stays) {
          if (calledAt === undefined || counter === undefined) {
            continue;
          }
          expect(calledAt).toBeGreaterThanOrEqual(Math.max(one.at, 10));
          expect(calledAt).toBeLessThan(300);
          expect(calledAt).toBeGreaterThanOrEqual(ends.get(counter) ?? 0);
          ends.set(counter, calledAt + one.minutes);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('in one line without lanes one counter more makes nobody wait longer, person by person', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 5 }), (some, counters) => {
        const people = some.map((one) => ({ ...one, group: 'A', lane: 'ordinary' as const }));
        const duties = Array.from({ length: counters + 1 }, (_, index) => duty(index + 1, 0, 3000));
        const fewer = calls(people, duties.slice(1));
        const more = calls(people, duties);
        for (const { id } of people) {
          expect(more[id]).toBeLessThanOrEqual(fewer[id] ?? 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(DAY_PATTERNS)('one counter more for everybody shortens the mean wait: $name', (pattern) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const people = peopleOf(pattern, seed);
      const more = [...pattern.duties, duty(9, 450, 690, 'A', 'B'), duty(9, 810, 1020, 'A', 'B')];
      const mean = (duties: readonly Duty[]) => summarise(samplesOf(simulate(people, duties), 1020)).mean;
      expect(mean(more)).toBeLessThanOrEqual(mean(pattern.duties));
    }
  });
});

describe('waits in figures', () => {
  it('by the hour of coming, nearest rank', () => {
    const waits = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];
    const summary = summarise([
      ...waits.map((wait, index) => ({ at: 480 + index, wait })),
      { at: 610, wait: 5 },
      { at: 620, wait: undefined },
    ]);
    expect(summary.hours).toEqual([
      { hour: 8, people: 10, unserved: 0, median: 40, late: 80 },
      { hour: 9, people: 0, unserved: 0, median: undefined, late: undefined },
      { hour: 10, people: 2, unserved: 1, median: 5, late: 5 },
    ]);
    expect(summary).toMatchObject({ called: 11, unserved: 1, longest: 90 });
  });

  it('who waited in vain waited all the same', () => {
    const people = [comer('a', 0, 50), comer('b', 10, 5), comer('c', 20, 5, { leavesAt: 30 })];
    const summary = summarise(samplesOf(simulate(people, [duty(1, 0, 45)]), 45));
    expect(summary).toMatchObject({ called: 1, unserved: 2, mean: (0 + 35 + 10) / 3, longest: 35 });
  });

  it('nothing of nobody', () => {
    expect(summarise([])).toMatchObject({ hours: [], called: 0, unserved: 0, mean: 0, longest: 0 });
    expect(quantile([], 0.5)).toBeUndefined();
  });
});
