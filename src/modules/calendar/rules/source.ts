import type { CalendarParts, CalendarSource, SpecialDay } from '../schema/official.ts';
import type { CalendarFile, WeekHours } from '../schema.ts';
import { type CompiledCalendar, compileCalendar } from './compile.ts';
import { toEpochDay, toIsoDay } from './local-time.ts';

/** The two calendars of a centre: days and hours that count for terms, and those on which the doors are open. */
export interface CalendarPair {
  readonly terms: CompiledCalendar;
  readonly open: CompiledCalendar;
}

/** Ranges of days off written out, one day each, together with the make-up days. */
export function specialDaysOf(source: CalendarSource): SpecialDay[] {
  const off = source.daysOff.flatMap(({ from, to, ...note }): SpecialDay[] => {
    const first = toEpochDay(from);
    const count = Math.max(1, toEpochDay(to ?? from) - first + 1);
    return Array.from({ length: count }, (_, i) => ({ date: toIsoDay(first + i), kind: 'off', ...note }));
  });
  return [...off, ...source.workingDays.map((day): SpecialDay => ({ kind: 'work', ...day }))];
}

/** The calendar as programs exchange it. */
export function toCalendarFile(parts: CalendarParts, hours: WeekHours = parts.hours): CalendarFile {
  return {
    hours,
    daysOff: parts.days.filter((d) => d.kind === 'off').map((d) => d.date),
    workingDays: parts.days
      .filter((d) => d.kind === 'work')
      .map(({ date, hours: own }) => (own ? { date, hours: own } : { date })),
    covers: [...parts.covers],
  };
}

/** @throws CalendarError as `compileCalendar` does */
export function compilePair(parts: CalendarParts): CalendarPair {
  const notes = new Map(
    parts.days.map(({ date, name, certainty, source }) => [date, { name, certainty, source }] as const),
  );
  const terms = compileCalendar(toCalendarFile(parts), notes);
  const open = parts.publicHours ? compileCalendar(toCalendarFile(parts, parts.publicHours), notes) : terms;
  return { terms, open };
}
