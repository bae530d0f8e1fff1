import { z } from 'zod';
import { Certainty, type DayNote, IsoDay, OpeningHours, WeekHours } from '../schema.ts';

const listed = { name: z.string().min(1), certainty: Certainty, source: z.string().min(1) };

/** A day off or a range of them (both ends included). */
export const ListedDayOff = z.strictObject({ from: IsoDay, to: IsoDay.optional(), ...listed });
export type ListedDayOff = z.infer<typeof ListedDayOff>;

export const ListedWorkingDay = z.strictObject({
  date: IsoDay,
  hours: z.array(OpeningHours).optional(),
  ...listed,
});
export type ListedWorkingDay = z.infer<typeof ListedWorkingDay>;

/** A thing the administrator must settle before entering it. */
export const OpenQuestion = z.strictObject({ days: z.array(IsoDay).min(1), text: z.string().min(1) });
export type OpenQuestion = z.infer<typeof OpenQuestion>;

/** A readable calendar below `catalogue/calendars/`: hours of both calendars, every special day with its source. */
export const CalendarSource = z.strictObject({
  title: z.string().min(1),
  source: z.string().min(1),
  effectiveFrom: IsoDay,
  covers: z.tuple([IsoDay, IsoDay]),
  hours: WeekHours,
  publicHours: WeekHours.optional(),
  daysOff: z.array(ListedDayOff),
  workingDays: z.array(ListedWorkingDay),
  questions: z.array(OpenQuestion).default([]),
});
export type CalendarSource = z.infer<typeof CalendarSource>;

/** One special day as it is stored: a row of its own, with source and certainty. */
export interface SpecialDay extends DayNote {
  readonly date: IsoDay;
  readonly kind: 'off' | 'work';
  readonly hours?: OpeningHours[] | undefined;
}

/** What both calendars of a centre are made of. */
export interface CalendarParts {
  readonly covers: readonly [string, string];
  readonly hours: WeekHours;
  readonly publicHours?: WeekHours | undefined;
  readonly days: readonly SpecialDay[];
}
