import {
  type CompiledCalendar,
  closingOf,
  isWorked,
  openingOf,
  workedOnOrAfter,
  workedOnOrBefore,
} from './compile.ts';
import { DAY, dayOf, fromLocalMs, HOUR, toEpochDay, toLocalMs, toPlainDate } from './local-time.ts';
import { countedReceipt } from './receipt.ts';
import { DEFAULT_SETTINGS } from './term.ts';

/** Whether the day counts as a working day, half days and make-up days included. @throws CalendarError `not-covered` */
export function isWorkingDay(day: Temporal.PlainDate, calendar: CompiledCalendar): boolean {
  return isWorked(calendar, toEpochDay(day));
}

/**
 * Working days from one local day to another: those after the day of `from` up to and including the day of `to`
 * ("còn 2 ngày làm việc"). 0 on the same day; negative when `to` lies before ("trễ 3 ngày làm việc").
 * @throws CalendarError `not-covered`
 */
export function workingDaysBetween(
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendar: CompiledCalendar,
): number {
  const start = dayOf(toLocalMs(from));
  const end = dayOf(toLocalMs(to));
  let days = 0;
  for (let day = Math.min(start, end) + 1; day <= Math.max(start, end); day += 1) {
    if (isWorked(calendar, day)) {
      days += 1;
    }
  }
  return end < start ? -days : days;
}

/** The working day `count` working days before `day`; `day` itself need not be one. @throws CalendarError `not-covered` */
export function subtractWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  calendar: CompiledCalendar,
): Temporal.PlainDate {
  let current = toEpochDay(day);
  for (let left = count; left > 0; left -= 1) {
    current = workedOnOrBefore(calendar, current - 1);
  }
  return toPlainDate(current);
}

/**
 * Last moment to send the apology with a new date: closing of the last working day that is at least one day before
 * the day on which the term ends (NĐ 118/2025 Đ19 k.6). @throws CalendarError `not-covered`
 */
export function apologyLimit(due: Temporal.Instant, calendar: CompiledCalendar): Temporal.Instant {
  const day = workedOnOrBefore(calendar, dayOf(toLocalMs(due)) - 1);
  return fromLocalMs(closingOf(calendar, day));
}

/** From this time of day on, paper may be handed over at the start of the next working day. */
const HAND_OVER_CUT_OFF = 15 * HOUR;

/**
 * Until when the paper dossier must be handed over to the competent agency: closing of the day of receipt, or the
 * opening of the next working day when received after 15:00 (NĐ 118/2025 Đ18 k.2). Its data go at once (k.1).
 * @throws CalendarError `not-covered`
 */
export function handOverLimit(received: Temporal.Instant, calendar: CompiledCalendar): Temporal.Instant {
  const { at } = countedReceipt(toLocalMs(received), calendar, DEFAULT_SETTINGS);
  const day = dayOf(at);
  const late = at - day * DAY > HAND_OVER_CUT_OFF;
  return fromLocalMs(
    late ? openingOf(calendar, workedOnOrAfter(calendar, day + 1)) : closingOf(calendar, day),
  );
}
