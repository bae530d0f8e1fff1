import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from '#modules/dossiers/rules/context.ts';
import { decide } from '#modules/dossiers/rules/decide.ts';
import { evolveAll } from '#modules/dossiers/rules/evolve.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { context, INTAKE, play } from '#modules/dossiers/testing/facts.ts';
import type { RandomAct } from '#modules/dossiers/testing/random.ts';
import { localDay } from '#platform/time.ts';
import {
  addCounts,
  deltaOf,
  ended,
  factsOf,
  imbalance,
  keyText,
  LEAST_PUBLISHED,
  mergeSmall,
  onTimeShare,
  periodOf,
  settled,
  spanChanges,
  totalFigures,
} from './rules.ts';
import type { DailyFact, PeriodFigures } from './schema.ts';
import { histories } from './testing/histories.ts';

const START = Temporal.Instant.from('2026-05-04T08:00+07:00');

/** All states that a random history goes through; refused acts change nothing. */
function statesOf(acts: readonly RandomAct[]): readonly Dossier[] {
  const states: Dossier[] = [];
  let now = START;
  for (const act of acts) {
    now = now.add({ minutes: act.later });
    const before = states.at(-1) ?? null;
    const decided = decide(before, act.command, context(act.person, now.toString()));
    if (!isRefused(decided)) {
      const after = evolveAll(before, decided.events);
      states.push(...(after === null ? [] : [after]));
    }
  }
  return states;
}

const received = ['counter', '2026-05-04T09:00+07:00', { type: 'receive', intake: INTAKE }] as const;

describe('factsOf', () => {
  it('counts nothing before receipt', () => {
    const kept = play(['counter', '2026-05-04T09:00+07:00', { type: 'keep-draft', intake: INTAKE }]);
    expect(factsOf(kept)).toMatchObject({ facts: [], spans: [] });
  });

  it('counts a receipt on its local day, with its due moment while it is open', () => {
    const { facts, spans } = factsOf(play(received));
    expect(facts).toMatchObject([{ day: '2026-05-04', channel: 'direct', counts: { received: 1, late: 0 } }]);
    expect(spans.map((span) => [String(span.from), span.to, String(span.due)])).toEqual([
      ['2026-05-04T02:00:00Z', null, '2026-05-11T10:30:00Z'],
    ]);
  });

  it('counts what the citizen withdrew apart from what was settled', () => {
    const gone = play(received, [
      'counter',
      '2026-05-05T09:00+07:00',
      { type: 'withdraw', reason: 'Đổi ý định' },
    ]);
    expect(factsOf(gone).facts[1]).toMatchObject({
      day: '2026-05-05',
      counts: { withdrawn: 1, early: 0, onTime: 0, late: 0 },
    });
  });

  it('has no due moment while the citizen is asked for papers: such a dossier is never overdue', () => {
    const items = [{ content: 'Giấy chứng sinh', reason: 'Còn thiếu' }];
    const asked = play(received, [
      'counter',
      '2026-05-05T09:00+07:00',
      { type: 'request-supplement', items },
    ]);
    expect(factsOf(asked).spans.at(-1)).toMatchObject({ to: null, due: null });
  });
});

describe('random histories', () => {
  it('facts kept by differences equal facts worked out at the end', () => {
    fc.assert(
      fc.property(histories, (acts) => {
        const kept = new Map<string, DailyFact>();
        let before: Dossier | null = null;
        for (const state of statesOf(acts)) {
          for (const fact of deltaOf(before === null ? [] : factsOf(before).facts, factsOf(state).facts)) {
            const known = kept.get(keyText(fact));
            kept.set(keyText(fact), known ? { ...fact, counts: addCounts(known.counts, fact.counts) } : fact);
          }
          before = state;
        }
        const rebuilt = deltaOf([], before === null ? [] : factsOf(before).facts);
        const live = deltaOf([], [...kept.values()]);
        expect(live.map(keyText)).toEqual(rebuilt.map(keyText));
        expect(live.map((f) => f.counts)).toEqual(rebuilt.map((f) => f.counts));
      }),
      { numRuns: 300 },
    );
  });

  it('at every moment, received − ended = in progress by the spans', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 200 }), (acts, days) => {
        const last = statesOf(acts).at(-1);
        if (last === undefined) {
          return;
        }
        const { facts, spans } = factsOf(last);
        const day = localDay(START).add({ days });
        const midnight = day.add({ days: 1 }).toZonedDateTime('Asia/Ho_Chi_Minh').toInstant();
        const until = facts.filter((fact) => fact.day <= day.toString()).map((fact) => fact.counts);
        const sum = addCounts(...until);
        const open = spans.filter(
          (s) =>
            Temporal.Instant.compare(s.from, midnight) < 0 &&
            (s.to === null || Temporal.Instant.compare(s.to, midnight) >= 0),
        ).length;
        expect(open).toBe(sum.received - ended(sum));
      }),
      { numRuns: 300 },
    );
  });

  it('spans follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(histories, (acts) => {
        for (const state of statesOf(acts)) {
          const { spans } = factsOf(state);
          for (const [i, span] of spans.entries()) {
            const next = spans[i + 1];
            expect(String(span.to)).toBe(String(next === undefined ? state.endedAt : next.from));
          }
          expect(spanChanges(spans, factsOf(state).spans, false)).toEqual({ gone: [], added: [] });
        }
      }),
      { numRuns: 100 },
    );
  });
});

const figures: PeriodFigures = {
  carriedOver: 12,
  received: 100,
  early: 60,
  onTime: 20,
  late: 5,
  withdrawn: 4,
  stopped: 3,
  refused: 2,
  inTerm: 18,
  overdue: 2,
};

describe('shares and balance', () => {
  it('Hoa Lộc, 1 July to 30 December 2025: 4.696 of 4.749', () => {
    const half = { early: 3000, onTime: 1696, late: 53 };
    expect(settled(half)).toBe(4749);
    expect((onTimeShare(half) ?? 0).toFixed(3)).toBe('0.989');
  });

  it('says by how much a balance fails', () => {
    expect(imbalance(figures)).toBe(0);
    expect(imbalance({ ...figures, overdue: 1 })).toBe(1);
  });

  it.each([
    [{}, '2026-01-01', '2026-05-04'],
    [{ tu: '2025-07-01', den: '2025-12-30' }, '2025-07-01', '2025-12-30'],
    [{ tu: '2025-12-30', den: '2025-07-01' }, '2025-07-01', '2025-12-30'],
  ])('the period of %o', (query, from, to) => {
    const period = periodOf(query, Temporal.PlainDate.from('2026-05-04'));
    expect([period.from.toString(), period.to.toString()]).toEqual([from, to]);
  });
});

describe('what is published', () => {
  const line = (key: string, received: number) => ({
    key,
    label: key,
    figures: { ...figures, carriedOver: 0, received },
  });

  it('keeps lines of five dossiers and more as they are', () => {
    const lines = [line('a', 5), line('b', 90)];
    expect(mergeSmall(lines, 'khác')).toBe(lines);
  });

  it.each([
    [
      [9, 2, 40],
      ['40', 'other'],
    ],
    [
      [9, 3, 2, 40],
      ['9', '40', 'other'],
    ],
    [[3], ['other']],
  ])('of %j shows %j', (sizes, shown) => {
    const merged = mergeSmall(
      sizes.map((n) => line(String(n), n)),
      'khác',
    );
    expect(merged.map(({ key }) => key)).toEqual(shown);
  });

  it('hides no dossier and shows no small line beside others', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 }), (sizes) => {
        const lines = sizes.map((n, i) => line(String(i), n));
        const merged = mergeSmall(lines, 'khác');
        expect(totalFigures(merged.map((one) => one.figures))).toEqual(
          totalFigures(lines.map((one) => one.figures)),
        );
        const small = merged.filter(({ figures: f }) => f.received < LEAST_PUBLISHED);
        expect(small.length <= (merged.length === 1 ? 1 : 0)).toBe(true);
      }),
    );
  });
});
