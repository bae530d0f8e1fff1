import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeBalance } from './rules/checks.ts';
import { edgesOf, longestWay, reach } from './rules/graph.ts';
import {
  checkProcess,
  chooseProcess,
  MINUTES_WITHOUT_TERM,
  planSteps,
  stepBudgets,
  termMinutes,
} from './rules.ts';
import { ProcessDefinition } from './schema.ts';
import { draws, soundProcess } from './testing/graphs.ts';

function step(key: string, time: object, extra: object = {}): object {
  return { key, name: `Bước ${key}`, kind: 'handle', unit: 'phong-kinh-te', role: 'officer', time, ...extra };
}

function definition(steps: readonly object[], extra: object = {}): ProcessDefinition {
  return ProcessDefinition.parse({
    code: 'thu',
    name: 'Quy trình thử',
    source: 'ví dụ',
    validFrom: '2025-07-01',
    steps,
    ...extra,
  });
}

const signed = step('ky', { hours: 4 }, { kind: 'sign', role: 'commune-leader' });

describe('term of a process in working minutes', () => {
  it.each([
    [{ amount: 3, unit: 'working-day' }, 1440],
    [{ amount: 8, unit: 'working-hour' }, 480],
    [{ amount: 1, unit: 'same-day' }, 480],
    [{ amount: 7, unit: 'calendar-day' }, 2400],
    [{ amount: 1, unit: 'calendar-day' }, 480],
    [null, MINUTES_WITHOUT_TERM],
  ] as const)('%o gives %i', (term, minutes) => {
    expect(termMinutes(term)).toBe(minutes);
  });
});

describe('stepBudgets', () => {
  it('gives what is left after fixed hours by shares', () => {
    const { steps } = definition([step('a', { hours: 4 }), step('b', { share: 3 }), step('c', { share: 1 })]);
    expect(stepBudgets(steps, 2400)).toEqual([240, 1620, 540]);
  });

  it('scales fixed hours down when they are more than the whole term', () => {
    const { steps } = definition([step('a', { hours: 6 }), step('b', { hours: 6 })]);
    expect(stepBudgets(steps, 480)).toEqual([240, 240]);
  });

  it('leaves a rest where fixed hours are less than the term', () => {
    const { steps } = definition([step('a', { hours: 3 }), step('b', { hours: 4 })]);
    expect(stepBudgets(steps, 480)).toEqual([180, 240]);
  });

  it('counts steps that run at the same time once, by the longer one', () => {
    const { steps } = definition([
      step('tach', { hours: 4 }, { next: ['a', 'b'], split: 'all' }),
      step('a', { share: 3 }, { next: ['gap'] }),
      step('b', { share: 1 }, { next: ['gap'] }),
      step('gap', { hours: 4 }),
    ]);
    expect(stepBudgets(steps, 2400)).toEqual([240, 1920, 640, 240]);
  });

  it('in a line never exceeds the term, uses it up where a step has a share, and no budget is negative', () => {
    const time = fc.oneof(
      fc.integer({ min: 1, max: 400 }).map((n) => ({ hours: n / 4 })),
      fc.integer({ min: 1, max: 50 }).map((share) => ({ share })),
    );
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 60_000 }),
        (times, total) => {
          const { steps } = definition(times.map((t, i) => step(`b${i}`, t)));
          const budgets = stepBudgets(steps, total);
          const sum = budgets.reduce((a, b) => a + b, 0);
          const fixed = times.reduce((hours, t) => hours + ('hours' in t ? t.hours * 60 : 0), 0);
          const full = fixed >= total || times.some((t) => 'share' in t);
          expect(sum).toBe(full ? total : fixed);
          expect(Math.min(...budgets)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('checkProcess (NĐ 118/2025 Đ38 k.1d)', () => {
  it('finds nothing in a sound process', () => {
    const sound = definition(
      [step('a', { hours: 12 }), step('ky', { hours: 4 }, { kind: 'sign', returnTo: ['a'] })],
      {
        term: { amount: 2, unit: 'working-day' },
      },
    );
    expect(checkProcess(sound, () => true)).toEqual([]);
  });

  it('says by how much the times exceed the legal term, and what is left of it', () => {
    const long = definition([step('a', { hours: 13 }), signed], { term: { amount: 2, unit: 'working-day' } });
    expect(checkProcess(long)).toEqual([{ code: 'time-over', stepMinutes: 1020, termMinutes: 960 }]);
    const short = definition([step('a', { hours: 8 }), signed], { term: { amount: 2, unit: 'working-day' } });
    expect(checkProcess(short)).toEqual([]);
    expect(timeBalance(short)).toEqual({
      stepMinutes: 720,
      termMinutes: 960,
      restMinutes: 240,
      way: ['a', 'ky'],
    });
  });

  it('the longest way must fit the term, also by a branch', () => {
    const branching = definition(
      [
        step('a', { hours: 4 }, { next: ['ky', 'lay-y-kien'] }),
        step('lay-y-kien', { hours: 40 }, { next: ['ky'] }),
        signed,
      ],
      { term: { amount: 1, unit: 'working-day' } },
    );
    expect(checkProcess(branching)).toEqual([{ code: 'time-over', stepMinutes: 2880, termMinutes: 480 }]);
  });

  it.each([
    ['unreachable', [step('a', { share: 1 }, { next: ['ky'] }), step('b', { share: 1 }), signed], 'b'],
    ['no-way-out', [step('a', { share: 1 }, { next: ['a'] }), signed], 'a'],
    ['unknown-step', [step('a', { share: 1 }, { next: ['ky', 'x'] }), signed], 'a'],
    ['duplicate-key', [step('a', { share: 1 }), step('a', { share: 1 }), signed], 'a'],
    ['loop', [step('a', { share: 1 }), step('b', { share: 1 }, { next: ['a', 'ky'] }), signed], 'a'],
    [
      'ends-elsewhere',
      [
        step('a', { share: 1 }, { next: ['tra', 'ky'] }),
        step('tra', { share: 1 }, { kind: 'return', next: [] }),
        signed,
      ],
      'ky',
    ],
    ['split-of-one', [step('a', { share: 1 }, { next: ['ky'], split: 'all' }), signed], 'a'],
    [
      'never-joins',
      [
        step('a', { share: 1 }, { next: ['b', 'ky'], split: 'all' }),
        step('b', { share: 1 }, { next: [] }),
        signed,
      ],
      'a',
    ],
    [
      'tangled',
      [
        step('a', { share: 1 }, { next: ['b', 'c'], split: 'all' }),
        step('b', { share: 1 }, { next: ['ky', 'c'] }),
        step('c', { share: 1 }, { next: ['ky'] }),
        signed,
      ],
      'a',
    ],
    [
      'tangled',
      [
        step('a', { share: 1 }),
        step('b', { share: 1 }, { next: ['c', 'd'], split: 'all' }),
        step('c', { share: 1 }, { next: ['ky'], returnTo: ['a'] }),
        step('d', { share: 1 }, { next: ['ky'] }),
        signed,
      ],
      'b',
    ],
    [
      'asks-nobody-after',
      [step('a', { share: 1 }), step('b', { share: 1 }, { kind: 'opinion', next: [] })],
      'b',
    ],
    ['agency-missing', [step('a', { share: 1 }), step('b', { share: 1 }, { kind: 'agency' }), signed], 'b'],
    ['returns-forward', [step('a', { share: 1 }, { returnTo: ['ky'] }), signed], 'a'],
  ])('finds %s', (code, steps, key) => {
    expect(checkProcess(definition(steps))).toContainEqual(expect.objectContaining({ code, step: key }));
  });

  it('finds a process that decides nothing, and a role that nobody holds', () => {
    const lame = definition([step('a', { share: 1 })]);
    expect(checkProcess(lame, (_, role) => role !== 'officer')).toEqual([
      { code: 'no-decision' },
      { code: 'not-staffed', step: 'a', unit: 'phong-kinh-te', role: 'officer' },
    ]);
  });
});

describe('chooseProcess', () => {
  const named = definition([signed], { code: 'rieng' });
  const listed = definition([signed], { code: 'theo-ma', appliesTo: { procedures: ['2.000884'] } });
  const field = definition([signed], { code: 'linh-vuc', appliesTo: { fieldGroups: ['Chứng thực'] } });
  const all = definition([signed], { code: 'mac-dinh', appliesTo: { everything: true } });
  const request = { procedureCode: '2.000884', fieldGroup: 'Chứng thực', term: null };

  it.each([
    [{ ...request, processCode: 'rieng' }, 'theo-ma'],
    [{ ...request, procedureCode: '2.000815', processCode: 'rieng' }, 'rieng'],
    [request, 'theo-ma'],
    [{ ...request, procedureCode: '2.000815' }, 'linh-vuc'],
    [{ ...request, procedureCode: '1.001193', fieldGroup: 'Hộ tịch' }, 'mac-dinh'],
  ])('for %o chooses %s', (wanted, code) => {
    expect(chooseProcess([all, field, listed, named], wanted)?.code).toBe(code);
  });

  it('chooses none where none fits', () => {
    expect(chooseProcess([field], { ...request, fieldGroup: 'Đất đai' })).toBeNull();
  });
});

it('planSteps names the followers that the file leaves out', () => {
  expect(planSteps(definition([step('a', { share: 1 }), signed]), null).map((s) => s.next)).toEqual([
    ['ky'],
    [],
  ]);
});

describe('checkProcess on generated graphs', () => {
  it('finds nothing wrong in processes that were built sound: lines, branches, splits that join', () => {
    fc.assert(
      fc.property(soundProcess, (process) => {
        expect(checkProcess(process)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a step that is cut off, a way that ends too early, and a strand that never joins', () => {
    fc.assert(
      fc.property(soundProcess, fc.nat(), (process, at) => {
        const index = at % (process.steps.length - 1);
        const cut = process.steps.map((one, i) => (i === index ? { ...one, next: [] } : one));
        expect(checkProcess({ ...process, steps: cut })).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a process without findings can be walked from any choice to its result, and its longest way is the longest', () => {
    fc.assert(
      fc.property(soundProcess, draws, (process, choose) => {
        const edges = edgesOf(process.steps);
        const minutes = (key: string) => {
          const found = process.steps.find((one) => one.key === key);
          return found !== undefined && 'hours' in found.time ? found.time.hours * 60 : 0;
        };
        const { length } = longestWay(process.steps, (i) => minutes(process.steps[i]?.key ?? ''));
        let walked = 0;
        let key = process.steps[0]?.key;
        let last = key;
        while (key !== undefined) {
          last = key;
          walked += minutes(key);
          const ways: readonly string[] = edges.get(key) ?? [];
          key = ways[choose(ways.length)];
        }
        expect(process.steps.find((one) => one.key === last)?.kind).toBe('return');
        expect(walked).toBeLessThanOrEqual(length);
        expect(reach([process.steps[0]?.key ?? ''], edges).size).toBe(process.steps.length);
      }),
      { numRuns: 300 },
    );
  });

  it('budgets of any sound process keep its longest way within the term', () => {
    fc.assert(
      fc.property(soundProcess, fc.integer({ min: 60, max: 20_000 }), (process, total) => {
        const budgets = stepBudgets(process.steps, total);
        expect(longestWay(process.steps, (i) => budgets[i] ?? 0).length).toBeLessThanOrEqual(total);
        expect(Math.min(...budgets)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });
});
