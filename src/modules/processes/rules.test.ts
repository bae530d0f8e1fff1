import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkProcess,
  chooseProcess,
  MINUTES_WITHOUT_TERM,
  planSteps,
  stepBudgets,
  termMinutes,
} from './rules.ts';
import { ProcessDefinition } from './schema.ts';

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

  it('always adds up to the term, and no budget is negative', () => {
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
          expect(budgets.reduce((a, b) => a + b, 0)).toBe(total);
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

  it('says by how much the times miss the legal term', () => {
    const short = definition([step('a', { hours: 8 }), signed], { term: { amount: 2, unit: 'working-day' } });
    expect(checkProcess(short)).toEqual([{ code: 'time-mismatch', stepMinutes: 720, termMinutes: 960 }]);
  });

  it('counts a branch once: the usual way is what must fit the term', () => {
    const branching = definition(
      [
        step('a', { hours: 4 }, { next: ['ky', 'lay-y-kien'] }),
        step('lay-y-kien', { hours: 40 }, { next: ['ky'] }),
        signed,
      ],
      { term: { amount: 1, unit: 'working-day' } },
    );
    expect(checkProcess(branching)).toEqual([]);
  });

  it.each([
    ['unreachable', [step('a', { share: 1 }, { next: ['ky'] }), step('b', { share: 1 }), signed], 'b'],
    ['no-way-out', [step('a', { share: 1 }, { next: ['a'] }), signed], 'a'],
    ['unknown-step', [step('a', { share: 1 }, { next: ['ky', 'x'] }), signed], 'a'],
    ['duplicate-key', [step('a', { share: 1 }), step('a', { share: 1 }), signed], 'a'],
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
    [{ ...request, processCode: 'rieng' }, 'rieng'],
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
