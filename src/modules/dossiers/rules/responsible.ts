import type { z } from 'zod';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { Dossier } from '../schema.ts';
import { currentRun } from './clock.ts';

const { compare } = Temporal.Instant;

/** What the clocks of the steps are read from: nothing but the history of the steps. */
export const ClockFacts = Dossier.pick({
  steps: true,
  visits: true,
  strands: true,
  handOvers: true,
  waits: true,
  runs: true,
  endedAt: true,
});
export type ClockFacts = z.output<typeof ClockFacts>;

/** The clock of one step over all its stays. Minutes are office time. */
export interface StepClock {
  readonly stepKey: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  /** In whose hands it was last entered; null while the unit had named nobody. Giving it to another later blames nobody else. */
  readonly person: { readonly accountId: string; readonly name: string } | null;
  /** When the clock was started: the first entry, or the first offer that its unit let lie. */
  readonly since: Temporal.Instant;
  readonly budgetMinutes: number;
  readonly usedMinutes: number;
  /** Used beyond the budget; 0 within it. */
  readonly overMinutes: number;
}

interface Span {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return compare(a, b) >= 0 ? a : b;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return compare(a, b) <= 0 ? a : b;
}

/** A span without the holes; what is left, in order. */
function without(span: Span, holes: readonly Span[]): readonly Span[] {
  return holes.reduce<readonly Span[]>(
    (parts, hole) =>
      parts.flatMap((part) =>
        [
          { from: part.from, to: earlier(part.to, hole.from) },
          { from: later(part.from, hole.to), to: part.to },
        ].filter(({ from, to }) => compare(from, to) < 0),
      ),
    [span],
  );
}

/** Spans of one step joined, so that a moment never counts twice for it. */
function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => compare(a.from, b.from))) {
    const last = result.at(-1);
    if (last !== undefined && compare(span.from, last.to) <= 0) {
      result[result.length - 1] = { from: last.from, to: later(last.to, span.to) };
    } else {
      result.push(span);
    }
  }
  return result;
}

/** Every stay of a step, on the main way or beside it, and every offer to it until it was taken up or sent back. */
function staysOf(facts: ClockFacts, key: string, end: Temporal.Instant): readonly Span[] {
  const stays = facts.visits
    .filter((visit) => visit.stepKey === key)
    .map((visit) => ({ from: visit.enteredAt, to: visit.leftAt ?? end }));
  const offers = facts.handOvers
    .filter((one) => one.stepKey === key)
    .map((one) => ({ from: one.at, to: one.acceptedAt ?? one.refusedAt ?? end }));
  const beside = (facts.strands ?? [])
    .flatMap((strand) => strand.legs)
    .filter((leg) => leg.stepKey === key)
    .map((leg) => ({ from: leg.enteredAt, to: leg.leftAt ?? end }));
  return [...stays, ...offers, ...beside];
}

/**
 * The clocks of the steps within the run that is judged (rules 1.10: the original date counts), in the order of the
 * process; steps that were never reached are left out. A step answers for all its stays together: its budget is given
 * once, by the first entry, and being sent back to it starts nothing anew. What was offered and lay untaken is the
 * receiver's time. Waiting for the citizen is nobody's.
 * @throws CalendarError where the calendar does not cover the run
 */
export function stepClocks(
  facts: ClockFacts,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
): readonly StepClock[] {
  const run = currentRun(facts);
  if (run === null) {
    return [];
  }
  const end = facts.endedAt ?? now;
  const waits = facts.waits.map((wait) => ({ from: wait.from, to: wait.to ?? end }));
  return facts.steps.flatMap((step): StepClock[] => {
    const spans = joined(
      staysOf(facts, step.key, end)
        .map(({ from, to }) => ({ from: later(from, run.startedAt), to: earlier(to, end) }))
        .filter(({ from, to }) => compare(from, to) < 0),
    );
    const [first] = spans;
    if (first === undefined) {
      return [];
    }
    const usedMinutes = spans
      .flatMap((span) => without(span, waits))
      .reduce((sum, { from, to }) => sum + elapsed(from, to, calendar).workingMinutes, 0);
    const legs = (facts.strands ?? []).flatMap((strand) => strand.legs);
    const visit = [...facts.visits, ...legs].findLast(
      (one) => one.stepKey === step.key && one.accountId !== null,
    );
    return [
      {
        stepKey: step.key,
        name: step.name,
        unitId: step.unitId,
        unitName: step.unitName,
        person:
          visit === undefined || visit.accountId === null
            ? null
            : { accountId: visit.accountId, name: visit.name ?? '' },
        since: first.from,
        budgetMinutes: step.minutes,
        usedMinutes,
        overMinutes: Math.max(0, usedMinutes - Math.round(step.minutes)),
      },
    ];
  });
}

/**
 * The step that used up the time: the one furthest over its budget; of equals the first of the process. Null while every
 * step keeps its budget, so that nobody is blamed by guess.
 * @throws CalendarError where the calendar does not cover the run
 */
export function responsibleStep(
  facts: ClockFacts,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
): StepClock | null {
  return stepClocks(facts, now, calendar).reduce<StepClock | null>(
    (worst, clock) => (clock.overMinutes > (worst?.overMinutes ?? 0) ? clock : worst),
    null,
  );
}
