import { type CompiledCalendar, openSpans } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { dayOf, fromLocalMs, MINUTE, toLocalMs } from '#modules/calendar/rules/local-time.ts';
import type { Dossier } from '../schema.ts';
import { currentRun, openWait } from './clock.ts';

/** Working minutes that the steps after this one need on the usual way, by their budgets. */
export function minutesAfter(dossier: Pick<Dossier, 'steps'>, key: string | undefined): number {
  const byKey = new Map(dossier.steps.map((step) => [step.key, step]));
  const seen = new Set<string>();
  let sum = 0;
  for (
    let step = byKey.get(byKey.get(key ?? '')?.next[0] ?? '');
    step !== undefined && !seen.has(step.key);
  ) {
    seen.add(step.key);
    // Handing over the result is not part of the term: processing ends before (rules 4.5).
    sum += step.kind === 'return' ? 0 : step.minutes;
    step = byKey.get(step.next[0] ?? '');
  }
  return sum;
}

/**
 * The moment that lies so many working minutes before another, in office time; where that is an opening, the closing
 * before it, as people say it ("trước 17:30 thứ Sáu"). @throws CalendarError `not-covered`
 */
export function workingMinutesBefore(
  moment: Temporal.Instant,
  minutes: number,
  calendar: CompiledCalendar,
): Temporal.Instant {
  const end = toLocalMs(moment);
  let left = minutes * MINUTE;
  if (left <= 0) {
    return moment;
  }
  for (let day = dayOf(end); ; day -= 1) {
    for (const span of openSpans(calendar, day).toReversed()) {
      const length = Math.min(span.end, end) - span.start;
      if (length > 0 && left < length) {
        return fromLocalMs(span.start + length - left);
      }
      left -= Math.max(0, length);
    }
  }
}

/** What boards keep of an open dossier beside its own columns. */
export interface Outlook {
  /** Latest moment to leave the present step; null while nothing runs, or where no step follows. */
  readonly leaveBy: Temporal.Instant | null;
  readonly laterMinutes: number;
}

/**
 * Until when the present step must be left so that the later ones, by their budgets, still fit before the judged date. An
 * apology does not move it (rules 1.10). Null where the dossier is not open.
 */
export function outlookOf(dossier: Dossier, calendar: CompiledCalendar): Outlook | null {
  if (dossier.receivedAt === null || dossier.endedAt !== null) {
    return null;
  }
  const visit = dossier.visits.findLast((one) => one.leftAt === null) ?? dossier.visits.at(-1);
  const laterMinutes = Math.round(minutesAfter(dossier, visit?.stepKey));
  const run = currentRun(dossier);
  if (run === null || laterMinutes === 0 || openWait(dossier) !== null) {
    return { leaveBy: null, laterMinutes };
  }
  try {
    return { leaveBy: workingMinutesBefore(run.due, laterMinutes, calendar), laterMinutes };
  } catch (error) {
    // A dossier older than its calendar is late anyway; a board must not fail for it.
    if (error instanceof CalendarError) {
      return { leaveBy: null, laterMinutes };
    }
    throw error;
  }
}
