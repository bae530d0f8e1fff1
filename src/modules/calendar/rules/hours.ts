import type { ExplanationStep } from '../schema.ts';
import { type CompiledCalendar, openSpans } from './compile.ts';
import { CalendarError } from './error.ts';
import { dayOf, type LocalMs, MINUTE, toIsoMoment, toLocalMs } from './local-time.ts';
import { specialDaysSteps } from './notes.ts';
import { overlap, type Span, subtract } from './spans.ts';
import type { Counted } from './term.ts';

/**
 * Adds office time to a moment; paused office time does not count. Ends exactly at a closing time where it fits.
 * @param need milliseconds of office time
 * @throws CalendarError `not-covered`
 */
export function addHours(
  from: LocalMs,
  need: number,
  calendar: CompiledCalendar,
  pauses: readonly Span[],
): Counted {
  const start = dayOf(from);
  const end = need === 0 ? from : endOfOfficeTime(from, need, calendar, pauses);
  return {
    end,
    steps: [
      { kind: 'hours', from: toIsoMoment(from), minutes: need / MINUTE },
      ...specialDaysSteps(start + 1, dayOf(end), calendar),
      ...pausedTimeSteps({ start: from, end }, calendar, pauses),
    ],
  };
}

function endOfOfficeTime(
  from: LocalMs,
  need: number,
  calendar: CompiledCalendar,
  pauses: readonly Span[],
): LocalMs {
  let left = need;
  for (let day = dayOf(from); ; day += 1) {
    for (const span of openSpans(calendar, day)) {
      const rest = { start: Math.max(span.start, from), end: span.end };
      for (const free of subtract(rest, pauses)) {
        const length = free.end - free.start;
        if (left <= length) {
          return free.start + left;
        }
        left -= length;
      }
    }
  }
}

function pausedTimeSteps(
  counted: Span,
  calendar: CompiledCalendar,
  pauses: readonly Span[],
): ExplanationStep[] {
  return pauses.flatMap((pause): ExplanationStep[] => {
    const common = { start: Math.max(pause.start, counted.start), end: Math.min(pause.end, counted.end) };
    const minutes = common.end > common.start ? officeTime(common, calendar) / MINUTE : 0;
    return minutes > 0
      ? [{ kind: 'paused-time', from: toIsoMoment(common.start), to: toIsoMoment(common.end), minutes }]
      : [];
  });
}

/** Milliseconds of office time within a stretch. */
function officeTime(span: Span, calendar: CompiledCalendar): number {
  let total = 0;
  for (let day = dayOf(span.start); day <= dayOf(span.end); day += 1) {
    for (const open of openSpans(calendar, day)) {
      total += overlap(open, span);
    }
  }
  return total;
}

/**
 * Office time between two moments, in whole minutes (a begun minute does not count).
 * @throws CalendarError `span-reversed`, or `not-covered` where a touched day is outside the calendar
 */
export function elapsed(
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendar: CompiledCalendar,
): { readonly workingMinutes: number } {
  const span = { start: toLocalMs(from), end: toLocalMs(to) };
  if (span.end < span.start) {
    throw new CalendarError('span-reversed', { from: toIsoMoment(span.start), to: toIsoMoment(span.end) });
  }
  return { workingMinutes: Math.floor(officeTime(span, calendar) / MINUTE) };
}
