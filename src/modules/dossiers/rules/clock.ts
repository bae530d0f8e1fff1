import { type CompiledCalendar, closingOf } from '#modules/calendar/rules/compile.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { fromLocalMs, toEpochDay } from '#modules/calendar/rules/local-time.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { localDay } from '#platform/time.ts';
import type { Dossier, DossierSettings, Run, Standing, Term, Wait } from '../schema.ts';

const { compare } = Temporal.Instant;

/** A term of the law ends the way the procedure says; one without any (null) is watched as one working day. */
const WITHOUT_TERM: Term = { unit: 'working-day', amount: 1 };

/** The run of the term that counts now: the last one. Null before the competent agency has the dossier. */
export function currentRun(dossier: Pick<Dossier, 'runs'>): Run | null {
  return dossier.runs.at(-1) ?? null;
}

/** The open span of waiting for the citizen, if any. */
export function openWait(dossier: Pick<Dossier, 'waits'>): Wait | null {
  return dossier.waits.find((wait) => wait.to === null) ?? null;
}

/**
 * A new run of the whole term (Đ17 k.3; Đ19 k.5 after a supplement).
 * @throws CalendarError where the calendar does not cover the span
 */
export function startRun(
  dossier: Pick<Dossier, 'runs'> | null,
  reason: Run['reason'],
  from: Temporal.Instant,
  term: Term | null,
  calendar: CompiledCalendar,
  calendarVersion: string,
): Run {
  const counted = term ?? WITHOUT_TERM;
  const { due, explanation } = addTerm(from, counted, calendar);
  return {
    no: (dossier?.runs.length ?? 0) + 1,
    reason,
    term: counted,
    calendarVersion,
    startedAt: from,
    originalDue: due,
    due,
    explanation: [...explanation],
    endedAt: null,
    endReason: null,
  };
}

/** The current run's due moment with all waits of that run that stop the term, the last one ending now. */
export function dueAfterPause(dossier: Dossier, now: Temporal.Instant, calendar: CompiledCalendar) {
  const run = currentRun(dossier);
  if (run === null) {
    return null;
  }
  const pauses = dossier.waits
    .filter((wait) => wait.pausesTerm && compare(wait.from, run.startedAt) >= 0)
    .map((wait) => ({ from: wait.from, to: wait.to ?? now }));
  return pauses.length === 0 ? null : addTerm(run.startedAt, run.term, calendar, pauses);
}

/** Last moment of the closing limit after a notice (Đ19 k.5), with its explanation. */
export function closingLimit(
  notice: Temporal.Instant,
  settings: DossierSettings,
  calendar: CompiledCalendar,
) {
  return addTerm(notice, settings.closingLimit, calendar);
}

/** Last moment in which a supplement may be asked after examination (Đ19 k.5: 3 working days from receipt). */
export function examinationLimit(
  received: Temporal.Instant,
  settings: DossierSettings,
  calendar: CompiledCalendar,
) {
  return addTerm(received, { unit: 'working-day', amount: settings.examinationDays }, calendar).due;
}

/** Closing time of a local day. @throws CalendarError when the calendar does not cover it */
export function closingTime(day: Temporal.PlainDate, calendar: CompiledCalendar): Temporal.Instant {
  return fromLocalMs(closingOf(calendar, toEpochDay(day)));
}

/** Due moment of a step's budget of working minutes from its entry. Null where the calendar ends before. */
export function stepDue(entered: Temporal.Instant, minutes: number, calendar: CompiledCalendar) {
  return addTerm(entered, { unit: 'working-hour', amount: Math.round(minutes) / 60 }, calendar).due;
}

/**
 * The moment that officers work towards now: of an open correction, else the date promised with an apology, else the
 * run's. Null when nothing runs: before receipt, while a supplement is awaited, after the end.
 */
export function workingDue(dossier: Dossier): Temporal.Instant | null {
  if (dossier.correction !== null && dossier.correction.doneAt === null) {
    return dossier.correction.due;
  }
  const run = currentRun(dossier);
  if (run === null || dossier.endedAt !== null || run.endedAt !== null) {
    return null;
  }
  return dossier.extension?.runNo === run.no ? dossier.extension.newDue : run.due;
}

/** The facts that lateness is judged by; a stored row has them as columns. */
export interface StandingFacts {
  readonly status: Dossier['status'];
  readonly received: boolean;
  readonly waiting: boolean;
  /** Due moment of the last run, never that of an apology (rules 1.10: the original date counts). */
  readonly judgedDue: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly ending: Dossier['ending'];
}

/** The {@link StandingFacts} of a dossier. */
export function standingFacts(dossier: Dossier): StandingFacts {
  return {
    status: dossier.status,
    received: dossier.receivedAt !== null,
    waiting: openWait(dossier) !== null,
    judgedDue: currentRun(dossier)?.due ?? null,
    endedAt: dossier.endedAt,
    ending: dossier.ending,
  };
}

/**
 * Early, on time or late, and how an open dossier stands: the one definition, used by lists, reports and the portal.
 *
 * - late: processing ended after the due moment; early: on a local day before the due day; on time: else.
 * - What the citizen withdrew, or what ended for want of a supplement or was stopped, counts as on time (rules 4.5).
 * - What waits for the citizen is never late; a supplement before receipt has no term at all.
 * - An apology moves the promised date, not this judgement.
 */
export function classify(facts: StandingFacts, now: Temporal.Instant): Standing {
  const { judgedDue, endedAt } = facts;
  if (!facts.received) {
    return facts.waiting ? 'waiting' : 'not-counted';
  }
  if (endedAt !== null) {
    if (facts.ending !== 'finished' || judgedDue === null) {
      return 'on-time';
    }
    return compare(endedAt, judgedDue) > 0
      ? 'late'
      : Temporal.PlainDate.compare(localDay(endedAt), localDay(judgedDue)) < 0
        ? 'early'
        : 'on-time';
  }
  if (facts.waiting) {
    return 'waiting';
  }
  return judgedDue !== null && compare(now, judgedDue) > 0 ? 'overdue' : 'in-term';
}

/** How a dossier stands now. */
export function standingOf(dossier: Dossier, now: Temporal.Instant): Standing {
  return classify(standingFacts(dossier), now);
}

/** What the QĐ 766 score counts: the first appointment, with the waiting for the citizen subtracted. */
export interface ScoreFacts {
  readonly onTime: boolean;
  /** The end, or the moment of the supplement request that it still waits on, or now. */
  readonly judgedAt: Temporal.Instant;
  /** Milliseconds between a supplement request after examination and its completion. */
  readonly waitedMs: number;
  readonly supplements: number;
  /** Working minutes of waiting, which are subtracted. */
  readonly waitedMinutes: number;
  /** Working minutes from the start of the first run to `judgedAt`, without those of waiting. */
  readonly workingMinutes: number;
}

/**
 * Counting conventions of QĐ 766 (rules 5.2): waiting is subtracted; judged at the request while a supplement is awaited;
 * more than one request after receipt is overdue. Null before the term starts.
 * @throws CalendarError where the calendar does not cover the span
 */
export function scoreFacts(
  dossier: Dossier,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
): ScoreFacts | null {
  const first = dossier.runs[0];
  if (first === undefined) {
    return null;
  }
  const waits = dossier.waits.filter((wait) => wait.kind === 'supplement-after-examination');
  const open = waits.find((wait) => wait.to === null);
  const judgedAt = dossier.endedAt ?? open?.from ?? now;
  let waitedMs = 0;
  let waitedMinutes = 0;
  for (const wait of waits) {
    const to = wait.to ?? judgedAt;
    waitedMs += Math.max(0, to.epochMilliseconds - wait.from.epochMilliseconds);
    waitedMinutes += compare(to, wait.from) > 0 ? elapsed(wait.from, to, calendar).workingMinutes : 0;
  }
  const supplements = waits.length;
  const countedMs = judgedAt.epochMilliseconds - waitedMs;
  const total =
    compare(judgedAt, first.startedAt) > 0 ? elapsed(first.startedAt, judgedAt, calendar).workingMinutes : 0;
  return {
    onTime: supplements <= 1 && countedMs <= first.due.epochMilliseconds,
    judgedAt,
    waitedMs,
    supplements,
    waitedMinutes,
    workingMinutes: Math.max(0, total - waitedMinutes),
  };
}
