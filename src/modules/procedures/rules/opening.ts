/** Whether the centre is open now, and until when; or when it opens next. Pure. */
import { type CompiledCalendar, openSpans } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { dayOf, fromLocalMs, toLocalMs } from '#modules/calendar/rules/local-time.ts';

/** Open until, or closed until; `unknown` where the calendar ends. */
export type Opening =
  | { readonly state: 'open' | 'closed'; readonly until: Temporal.Instant }
  | { readonly state: 'unknown' };

/** Longest stretch of days off that is looked through: Tết with make-up days is under two weeks. */
const DAYS_AHEAD = 21;

/** The state of the doors at an instant, by the calendar that is "open to the public". */
export const openingAt = (calendar: CompiledCalendar, now: Temporal.Instant): Opening => {
  const at = toLocalMs(now);
  try {
    for (let day = dayOf(at); day <= dayOf(at) + DAYS_AHEAD; day++) {
      for (const span of openSpans(calendar, day)) {
        if (at < span.start) {
          return { state: 'closed', until: fromLocalMs(span.start) };
        }
        if (at < span.end) {
          return { state: 'open', until: fromLocalMs(span.end) };
        }
      }
    }
  } catch (error) {
    if (!(error instanceof CalendarError)) {
      throw error;
    }
  }
  return { state: 'unknown' };
};
