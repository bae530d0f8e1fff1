import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CounterOutlook, lineCapacity } from './capacity.ts';
import { comingBreak } from './day.ts';
import { ASSUMED_SERVICE, serviceAhead, serviceOf, waitQuantiles, waitRange } from './estimate.ts';

const minutes = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 });

describe('how long visitors keep a counter', () => {
  it('is the assumption while nothing is known, and the measurement in the end', () => {
    expect(serviceOf([])).toEqual(ASSUMED_SERVICE);
    expect(serviceOf(Array(600).fill(20)).mean).toBeCloseTo(20, 0);
  });

  it('lies between what was believed and what was seen', () => {
    fc.assert(
      fc.property(minutes, (seen) => {
        const measured = seen.reduce((sum, value) => sum + Math.min(value, 60), 0) / Math.max(1, seen.length);
        const { mean } = serviceOf(seen);
        const ends = seen.length === 0 ? [ASSUMED_SERVICE.mean] : [measured, ASSUMED_SERVICE.mean];
        expect(mean).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...ends) + 1e-9);
      }),
    );
  });

  it('counts a visit whose end was pressed hours late as an hour', () => {
    expect(serviceOf([600])).toEqual(serviceOf([60]));
  });

  it('knows the procedures of those ahead once enough of them were seen', () => {
    const stays = [
      ...Array.from({ length: 20 }, () => ({ procedureCode: 'land', minutes: 30 })),
      ...Array.from({ length: 20 }, () => ({ procedureCode: 'copy', minutes: 4 })),
      { procedureCode: 'rare', minutes: 60 },
    ];
    const mean = (...ahead: (string | null)[]) => serviceAhead(stays, ahead).mean;
    expect(mean('land', 'land')).toBeGreaterThan(25);
    expect(mean('copy')).toBeLessThan(8);
    expect(mean('land', 'copy')).toBeCloseTo((mean('land') + mean('copy')) / 2);
    expect(mean('rare')).toBe(mean(null));
    expect(mean()).toBe(mean(null));
  });
});

describe('what people are told', () => {
  it('nothing while no counter calls from the line', () => {
    expect(waitRange(3, { capacity: 0, minutes: [] })).toBeUndefined();
  });

  it('says whether it rests on measurement or on an assumption', () => {
    expect(waitRange(4, { capacity: 1, minutes: [] })?.basis).toBe('assumption');
    expect(waitRange(4, { capacity: 1, minutes: Array(20).fill(10) })?.basis).toBe('history');
  });

  it('is no wait where a free counter is left for everybody', () => {
    expect(waitRange(1, { capacity: 3, free: 2, minutes: [] })).toMatchObject({ from: 0, to: 5 });
  });

  it('is rounded outwards to five minutes', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        fc.double({ min: 0.25, max: 20, noNaN: true }),
        minutes,
        (ahead, capacity, seen) => {
          const line = { capacity, minutes: seen };
          const exact = waitQuantiles(ahead, line);
          const told = waitRange(ahead, line);
          if (exact === undefined || told === undefined) {
            throw new Error('an open counter gives a range');
          }
          expect([told.from % 5, told.to % 5]).toEqual([0, 0]);
          expect(told.from).toBeLessThanOrEqual(exact.median);
          expect(told.to).toBeGreaterThanOrEqual(exact.late);
          expect(told.to).toBeGreaterThanOrEqual(told.from + 5);
          expect(told.from).toBeGreaterThan(exact.median - 5);
        },
      ),
    );
  });

  it('grows with the people ahead and with favoured ones to come, and shrinks with open and with free counters', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        fc.integer({ min: 1, max: 20 }),
        minutes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ahead, capacity, seen, favoured) => {
          const here = { capacity, minutes: seen, favoured };
          const median = (people: number, line: typeof here & { free?: number }) =>
            waitQuantiles(people, line)?.median ?? Number.NaN;
          expect(median(ahead + 1, here)).toBeGreaterThanOrEqual(median(ahead, here));
          expect(median(ahead, { ...here, capacity: capacity + 1 })).toBeLessThanOrEqual(median(ahead, here));
          expect(median(ahead, { ...here, favoured: 0 })).toBeLessThanOrEqual(median(ahead, here));
          expect(median(ahead, { ...here, free: 1 })).toBeLessThanOrEqual(median(ahead, here));
        },
      ),
    );
  });

  it('does not charge more favoured people than the rules let pass', () => {
    const line = { capacity: 1, minutes: Array(30).fill(10), favoured: 0.5 };
    const few = waitQuantiles(2, { ...line, mostPassing: 1 })?.median ?? 0;
    expect(few - (waitQuantiles(2, { ...line, mostPassing: 0 })?.median ?? 0)).toBeCloseTo(10, -1);
    expect(waitQuantiles(2, line)?.median).toBeGreaterThan(few);
  });

  it('adds the lunch break for whoever is not called before it', () => {
    const line = { capacity: 1, minutes: Array(40).fill(10) };
    const pause = { after: 60, lasts: 120 };
    expect(waitRange(1, { ...line, pause })).toEqual(waitRange(1, line));
    expect(waitRange(12, { ...line, pause })?.from).toBe((waitRange(12, line)?.from ?? 0) + 120);
  });
});

describe('what a line gets of the counters', () => {
  const own = (...ids: string[]): CounterOutlook => ({
    free: false,
    lines: ids.map((groupId) => ({ groupId, helps: false })),
  });
  const helper: CounterOutlook = {
    free: true,
    lines: [
      { groupId: 'B', helps: false },
      { groupId: 'A', helps: true },
    ],
  };
  const waiting = (a: number, b: number) =>
    new Map([
      ['A', a],
      ['B', b],
    ]);

  it.each([
    ['nobody is open', [], waiting(3, 3), { capacity: 0, free: 0 }],
    ['a counter of this line only', [own('A')], waiting(3, 3), { capacity: 1, free: 0 }],
    ['a counter of another line', [own('B')], waiting(3, 3), { capacity: 0, free: 0 }],
    [
      'a counter of two lines is divided as they are filled',
      [own('A', 'B')],
      waiting(2, 3),
      { capacity: 0.5, free: 0 },
    ],
    [
      'a helper with people of its own does not count',
      [own('A'), helper],
      waiting(3, 1),
      { capacity: 1, free: 0 },
    ],
    [
      'a helper without people of its own counts in part',
      [own('A'), helper],
      waiting(3, 0),
      { capacity: 1.6, free: 1 },
    ],
    ['busy helpers alone still serve now and then', [helper], waiting(3, 1), { capacity: 0.25, free: 0 }],
  ])('%s', (_name, counters, people, expected) => {
    const { capacity, free } = lineCapacity(counters, 'A', people);
    expect(capacity).toBeCloseTo(expected.capacity);
    expect(free).toBe(expected.free);
  });
});

describe('the break that is to come', () => {
  const at = (time: string) => Temporal.Instant.from(`2026-05-04T${time}:00+07:00`);
  const day = [
    { start: at('07:30'), end: at('11:30') },
    { start: at('13:30'), end: at('17:00') },
  ];
  it.each([
    ['07:00', undefined],
    ['07:30', { after: 240, lasts: 120 }],
    ['11:29', { after: 1, lasts: 120 }],
    ['11:30', undefined],
    ['14:00', undefined],
  ])('at %s', (time, expected) => {
    expect(comingBreak(at(time), day)).toEqual(expected);
  });
});
