import type { TermSettings } from '../schema.ts';
import {
  type CompiledCalendar,
  closingOf,
  isWorked,
  openingOf,
  openSpans,
  workedOnOrAfter,
} from './compile.ts';
import { dayOf, fromLocalMs, HOUR, type LocalMs, toLocalMs } from './local-time.ts';

/** The moment from which the law counts a receipt, and why it is not the moment stamped. */
export interface Receipt {
  readonly at: LocalMs;
  readonly why?: 'day-off' | 'outside-hours' | 'last-hour-online';
}

/**
 * Receipt outside office hours counts as receipt at the next opening. The closing moment itself is still office time:
 * who hands in at 17:30 sharp has handed in that day.
 * @throws CalendarError `not-covered`
 */
export function countedReceipt(
  stamped: LocalMs,
  calendar: CompiledCalendar,
  settings: TermSettings,
): Receipt {
  const opened = openingAtOrAfter(stamped, calendar);
  if (opened !== stamped) {
    return { at: opened, why: isWorked(calendar, dayOf(stamped)) ? 'outside-hours' : 'day-off' };
  }
  const day = dayOf(stamped);
  if (settings.lastHourOnline && stamped >= closingOf(calendar, day) - HOUR) {
    return { at: openingOf(calendar, workedOnOrAfter(calendar, day + 1)), why: 'last-hour-online' };
  }
  return { at: stamped };
}

/** `at` itself within office hours, else the next opening. */
function openingAtOrAfter(at: LocalMs, calendar: CompiledCalendar): LocalMs {
  const day = dayOf(at);
  for (const span of openSpans(calendar, day)) {
    if (at <= span.end) {
      return Math.max(at, span.start);
    }
  }
  return openingOf(calendar, workedOnOrAfter(calendar, day + 1));
}

/**
 * The moment at which the office can act on what arrives at `at`: `at` itself within office hours, else the next
 * opening. @throws CalendarError `not-covered`
 */
export function nextOpening(at: Temporal.Instant, calendar: CompiledCalendar): Temporal.Instant {
  return fromLocalMs(openingAtOrAfter(toLocalMs(at), calendar));
}

/**
 * Whether the doors are open at that moment; pass the "open to the public" calendar, not the one for terms.
 * From the opening moment on, until before the closing moment. @throws CalendarError `not-covered`
 */
export function isOpenToPublic(at: Temporal.Instant, publicCalendar: CompiledCalendar): boolean {
  const local = toLocalMs(at);
  return openSpans(publicCalendar, dayOf(local)).some((s) => local >= s.start && local < s.end);
}

/** Whether the doors are open, and when that changes next. */
export type OpenState =
  | { readonly open: true; readonly until: Temporal.Instant }
  | { readonly open: false; readonly next: Temporal.Instant };

/**
 * What a citizen wants to know before setting out: open until when, or closed and open again when. The lunch break is
 * closed time. Pass the "open to the public" calendar. @throws CalendarError `not-covered`
 */
export function openState(at: Temporal.Instant, publicCalendar: CompiledCalendar): OpenState {
  const local = toLocalMs(at);
  const day = dayOf(local);
  for (const span of openSpans(publicCalendar, day)) {
    if (local < span.start) {
      return { open: false, next: fromLocalMs(span.start) };
    }
    if (local < span.end) {
      return { open: true, until: fromLocalMs(span.end) };
    }
  }
  return {
    open: false,
    next: fromLocalMs(openingOf(publicCalendar, workedOnOrAfter(publicCalendar, day + 1))),
  };
}
