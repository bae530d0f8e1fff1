import { z } from 'zod';

/** ISO day with a real date, as `2026-04-23`; a Vietnamese calendar day. */
export const IsoDay = z.iso.date();
export type IsoDay = z.infer<typeof IsoDay>;

/** Wall-clock time of day in Viet Nam, `HH:MM`, `00:00` to `23:59`. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type ClockTime = z.infer<typeof ClockTime>;

/** Closing time: as {@link ClockTime}, or `24:00` for midnight at the end of the day. */
export const ClosingTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** The units in which the law and internal processes state terms (`thời hạn giải quyết`). */
export const TERM_UNITS = ['working-day', 'calendar-day', 'working-hour', 'same-day'] as const;
export const TermUnit = z.enum(TERM_UNITS);
export type TermUnit = z.infer<typeof TermUnit>;

/** Last moment of receipt for an answer on the same day: NĐ 23/2015 Đ7, TT 01/2020/TT-BTP Đ2. */
export const DEFAULT_CUT_OFF = '15:00';

/**
 * A term of settlement. Days are whole numbers; hours may be fractions that make whole minutes (0.5).
 * `amount` is not used by `same-day`. `cutOff` is used by `same-day` only; left out it is {@link DEFAULT_CUT_OFF}.
 * Signs and fractions are judged by `addTerm`, which says what is wrong in Vietnamese.
 */
export const Term = z.object({
  amount: z.number(),
  unit: TermUnit,
  cutOff: ClockTime.optional(),
});
export type Term = z.infer<typeof Term>;

/** One unbroken stretch of opening, from opening to closing. */
export const OpeningHours = z.tuple([ClockTime, ClosingTime]);
export type OpeningHours = z.infer<typeof OpeningHours>;

/** Monday first, as ISO counts weekdays. */
export const WEEKDAY_KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const Hours = z.array(OpeningHours);

/** Office hours by weekday; a weekday that is missing (or empty) is off. */
export const WeekHours = z.strictObject({
  mon: Hours.optional(),
  tue: Hours.optional(),
  wed: Hours.optional(),
  thu: Hours.optional(),
  fri: Hours.optional(),
  sat: Hours.optional(),
  sun: Hours.optional(),
});
export type WeekHours = z.infer<typeof WeekHours>;

/** A day that is worked wherever it falls (`ngày làm bù`); without hours it has Monday's. */
export const WorkingDay = z.strictObject({ date: IsoDay, hours: Hours.optional() });
export type WorkingDay = z.infer<typeof WorkingDay>;

/**
 * A calendar as programs exchange it (`motcua deadline --calendar FILE`). `covers` is the first and the last
 * day that it answers for. Unknown keys are refused: a misspelt `daysOff` would silently give wrong dates.
 */
export const CalendarFile = z.strictObject({
  hours: WeekHours,
  daysOff: z.array(IsoDay).default([]),
  workingDays: z.array(WorkingDay).default([]),
  covers: z.tuple([IsoDay, IsoDay]),
});
export type CalendarFile = z.infer<typeof CalendarFile>;

/** How sure a day of the calendar is: announced, seen in one source, or computed before the announcement. */
export const CERTAINTIES = ['confirmed', 'single-source', 'estimate'] as const;
export const Certainty = z.enum(CERTAINTIES);
export type Certainty = z.infer<typeof Certainty>;

/** What is known of a special day besides its date. */
export const DayNote = z.object({ name: z.string(), certainty: Certainty, source: z.string() });
export type DayNote = z.infer<typeof DayNote>;

/** A stretch of waiting that the law or a stated reason does not count; `to` is not before `from`. */
export interface Pause {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Readings of the rules that a province may choose. The defaults are NĐ 118/2025 and the Civil Code as they stand. */
export const TermSettings = z.object({
  /** Set for online receipts only: a receipt in the last hour before closing counts as the next working day's. */
  lastHourOnline: z.boolean().default(false),
  /** Working-day terms end at the time of day of the receipt instead of at closing time. */
  dueAtTimeOfReceipt: z.boolean().default(false),
  /** Whether a day paused for a part of its office hours counts. */
  partialPauseDay: z.enum(['counts', 'does-not-count']).default('counts'),
});
export type TermSettings = z.infer<typeof TermSettings>;

/** Consecutive days, both ends included; `name` where all of them have the same. */
export const DayRange = z.object({ from: IsoDay, to: IsoDay, name: z.string().optional() });
export type DayRange = z.infer<typeof DayRange>;

const Moment = z.iso.datetime({ offset: true });

/**
 * Why a due date is what it is: facts in the order in which they were applied. Plain JSON, moments as ISO with
 * `+07:00`, so that it can be stored with the dossier. `renderExplanation` words it.
 */
export const ExplanationStep = z.discriminatedUnion('kind', [
  /** The moment of receipt, as stamped. */
  z.object({ kind: z.literal('received'), at: Moment }),
  /** The receipt counts as made at this opening. */
  z.object({
    kind: z.literal('counted-as-received'),
    at: Moment,
    why: z.enum(['day-off', 'outside-hours', 'last-hour-online']),
  }),
  /** First day of a day term: the day after receipt (Civil Code, Art. 147). */
  z.object({
    kind: z.literal('starts'),
    on: IsoDay,
    amount: z.number(),
    unit: z.enum(['working-day', 'calendar-day']),
  }),
  /** An hour term starts at the moment of receipt (Civil Code, Art. 147). */
  z.object({ kind: z.literal('hours'), from: Moment, minutes: z.number() }),
  /** Same-day term: on which side of the cut-off the receipt fell. */
  z.object({ kind: z.literal('cut-off'), cutOff: ClockTime, after: z.boolean() }),
  /** Holidays and swapped days off that fell on usual working days. */
  z.object({ kind: z.literal('days-off'), days: z.array(DayRange) }),
  /** Make-up working days that counted. */
  z.object({ kind: z.literal('make-up-days'), days: z.array(DayRange) }),
  /** Days that did not count because of pauses. */
  z.object({ kind: z.literal('paused-days'), days: z.array(DayRange) }),
  /** Days paused in part that counted all the same. */
  z.object({ kind: z.literal('partly-paused-days'), days: z.array(DayRange) }),
  /** Office time taken out of an hour term by a pause. */
  z.object({ kind: z.literal('paused-time'), from: Moment, to: Moment, minutes: z.number() }),
  /** The last day fell on a day off (Civil Code, Art. 148.5). */
  z.object({ kind: z.literal('moved'), from: IsoDay, to: IsoDay }),
  /** Days off on the way that are estimates, not yet announced. */
  z.object({ kind: z.literal('estimated-days'), days: z.array(DayRange) }),
  /** The due moment; always the last step. */
  z.object({ kind: z.literal('due'), at: Moment }),
]);
export type ExplanationStep = z.infer<typeof ExplanationStep>;

/** A due moment with its reasons. */
export interface DueDate {
  readonly due: Temporal.Instant;
  readonly explanation: readonly ExplanationStep[];
}
