import type { CalendarFile, DayNote, OpeningHours } from '../schema.ts';
import { WEEKDAY_KEYS } from '../schema.ts';
import { CalendarError } from './error.ts';
import { DAY, type EpochDay, HOUR, MINUTE, toEpochDay, toIsoDay, weekdayIndex } from './local-time.ts';
import { joinSpans, type Span } from './spans.ts';

/**
 * What the calendar says of one day. `open` are stretches in milliseconds since local midnight, joined and in order,
 * empty on a day off. `holiday` is a listed day off that would have been worked; a plain Sunday is only `rest`.
 */
export interface DayPlan {
  readonly kind: 'work' | 'make-up' | 'rest' | 'holiday';
  readonly open: readonly Span[];
  readonly note?: DayNote | undefined;
}

/** A calendar ready for counting. Immutable; build it once per calendar version with {@link compileCalendar}. */
export interface CompiledCalendar {
  readonly first: EpochDay;
  readonly last: EpochDay;
  /** Monday first, seven plans. */
  readonly week: readonly DayPlan[];
  readonly special: ReadonlyMap<EpochDay, DayPlan>;
}

const REST: DayPlan = { kind: 'rest', open: [] };

/** Milliseconds since midnight of `HH:MM`. */
export function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}

function stretches(hours: readonly OpeningHours[], where: string): Span[] {
  const spans = hours.map(([from, to]) => {
    const span = { start: timeOfDay(from), end: timeOfDay(to) };
    if (span.end <= span.start) {
      throw new CalendarError('bad-hours', { from, to, where });
    }
    return span;
  });
  return joinSpans(spans);
}

/**
 * Prepares a calendar for counting. A make-up day wins over a day off of the same date: it is worked wherever it falls.
 * @param notes names and certainty of special days by ISO date, where known
 * @throws CalendarError on hours that end before they begin, a make-up day without any hours, a reversed cover
 */
export function compileCalendar(
  file: CalendarFile,
  notes: ReadonlyMap<string, DayNote> = new Map(),
): CompiledCalendar {
  const [firstDay, lastDay] = file.covers;
  const first = toEpochDay(firstDay);
  const last = toEpochDay(lastDay);
  if (last < first) {
    throw new CalendarError('covers-reversed', { first: firstDay, last: lastDay });
  }
  const week = WEEKDAY_KEYS.map((key): DayPlan => {
    const open = stretches(file.hours[key] ?? [], key);
    return open.length > 0 ? { kind: 'work', open } : REST;
  });
  const special = new Map<EpochDay, DayPlan>();
  for (const date of file.daysOff) {
    const day = toEpochDay(date);
    const usual = week[weekdayIndex(day)] ?? REST;
    special.set(day, { kind: usual.kind === 'work' ? 'holiday' : 'rest', open: [], note: notes.get(date) });
  }
  const madeUp = new Map<EpochDay, string>();
  for (const { date, hours } of file.workingDays) {
    const day = toEpochDay(date);
    const open = hours ? stretches(hours, date) : (week[0] ?? REST).open;
    if (open.length === 0) {
      throw new CalendarError(hours ? 'empty-working-day' : 'no-monday', { day: date });
    }
    const shape = JSON.stringify(open);
    if ((madeUp.get(day) ?? shape) !== shape) {
      throw new CalendarError('two-working-days', { day: date });
    }
    madeUp.set(day, shape);
    special.set(day, { kind: 'make-up', open, note: notes.get(date) });
  }
  return { first, last, week, special };
}

/**
 * The plan of a day.
 * @throws CalendarError `not-covered` outside the calendar: it never guesses
 */
export function planOf(calendar: CompiledCalendar, day: EpochDay): DayPlan {
  if (day < calendar.first || day > calendar.last) {
    throw new CalendarError('not-covered', {
      first: toIsoDay(calendar.first),
      last: toIsoDay(calendar.last),
      day: toIsoDay(day),
    });
  }
  return calendar.special.get(day) ?? calendar.week[weekdayIndex(day)] ?? REST;
}

/** Always true, for a day that the calendar answers for. @throws CalendarError `not-covered` */
export function isCovered(calendar: CompiledCalendar, day: EpochDay): true {
  planOf(calendar, day);
  return true;
}

/** Whether anybody works on that day, be it for an hour. @throws CalendarError `not-covered` */
export function isWorked(calendar: CompiledCalendar, day: EpochDay): boolean {
  return planOf(calendar, day).open.length > 0;
}

/** The office hours of a day as stretches of local time. @throws CalendarError `not-covered` */
export function openSpans(calendar: CompiledCalendar, day: EpochDay): Span[] {
  const midnight = day * DAY;
  return planOf(calendar, day).open.map((s) => ({ start: midnight + s.start, end: midnight + s.end }));
}

/** Closing time of a worked day. @throws CalendarError `not-covered` */
export function closingOf(calendar: CompiledCalendar, day: EpochDay): number {
  return day * DAY + (planOf(calendar, day).open.at(-1)?.end ?? DAY);
}

/** Opening time of a worked day. @throws CalendarError `not-covered` */
export function openingOf(calendar: CompiledCalendar, day: EpochDay): number {
  return day * DAY + (planOf(calendar, day).open[0]?.start ?? 0);
}

/** The first worked day on or after `day`. @throws CalendarError `not-covered` where the calendar ends before */
export function workedOnOrAfter(calendar: CompiledCalendar, day: EpochDay): EpochDay {
  let candidate = day;
  while (!isWorked(calendar, candidate)) {
    candidate += 1;
  }
  return candidate;
}

/** The last worked day on or before `day`. @throws CalendarError `not-covered` where the calendar begins after */
export function workedOnOrBefore(calendar: CompiledCalendar, day: EpochDay): EpochDay {
  let candidate = day;
  while (!isWorked(calendar, candidate)) {
    candidate -= 1;
  }
  return candidate;
}
