import { type CompiledCalendar, openSpans } from '#modules/calendar/rules/compile.ts';
import { fromLocalMs, toEpochDay } from '#modules/calendar/rules/local-time.ts';
import { isWorkingDay } from '#modules/calendar/rules/workdays.ts';

/** The moment at a share (0 to 1) of a day's office time. @throws Error on a day off */
export function momentOf(
  day: Temporal.PlainDate,
  share: number,
  calendar: CompiledCalendar,
): Temporal.Instant {
  const spans = openSpans(calendar, toEpochDay(day));
  const total = spans.reduce((sum, span) => sum + span.end - span.start, 0);
  let left = Math.min(Math.max(share, 0), 0.999) * total;
  for (const span of spans) {
    const length = span.end - span.start;
    if (left < length) {
      return fromLocalMs(span.start + Math.floor(left / 1000) * 1000);
    }
    left -= length;
  }
  throw new Error(`${day} is a day off`);
}

/** Working days of a span, both ends included. @throws CalendarError where the calendar does not cover it */
export function workingDays(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  calendar: CompiledCalendar,
): readonly Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(day, calendar)) {
      days.push(day);
    }
  }
  return days;
}

/** The working day so many working days after one; 0 is the next working day on or after it. */
export function workingDayAfter(
  day: Temporal.PlainDate,
  count: number,
  calendar: CompiledCalendar,
): Temporal.PlainDate {
  let current = day;
  let left = count;
  while (left > 0 || !isWorkingDay(current, calendar)) {
    current = current.add({ days: 1 });
    if (isWorkingDay(current, calendar)) {
      left -= 1;
    }
  }
  return current;
}
