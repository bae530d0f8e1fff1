import { z } from 'zod';
import { ExplanationStep } from '#modules/calendar/schema.ts';
import { Moment } from './moment.ts';

/** A term of the law as the dossier keeps it; `same-day` has amount 0 and a cut-off. Zone Asia/Ho_Chi_Minh. */
export const Term = z.object({
  unit: z.enum(['working-day', 'calendar-day', 'working-hour', 'same-day']),
  amount: z.int().min(0).max(3660),
  cutOff: z.string().optional(),
});
export type Term = z.output<typeof Term>;

/** The calendar's explanation of one due moment: typed steps, rendered by `#modules/calendar`. */
export const Explanation = z.array(ExplanationStep);
export type Explanation = z.output<typeof Explanation>;

/**
 * One run of the term. `originalDue` is set when the run starts and never changes; `due` is the same moment moved by
 * pauses that a setting lets count. A completed supplement or a corrected procedure opens a new run.
 */
export const Run = z.object({
  no: z.int().min(1),
  reason: z.enum(['receipt', 'supplement-completed', 'procedure-corrected']),
  term: Term,
  calendarVersion: z.string(),
  startedAt: Moment,
  originalDue: Moment,
  due: Moment,
  explanation: Explanation,
  endedAt: Moment.nullable(),
  endReason: z
    .enum(['supplement', 'procedure-corrected', 'finished', 'withdrawn', 'stopped', 'closed'])
    .nullable(),
});
export type Run = z.output<typeof Run>;

/** A span in which the dossier waits for the citizen. It is never late meanwhile. */
export const Wait = z.object({
  kind: z.enum(['supplement-at-reception', 'supplement-after-examination', 'payment']),
  reason: z.string(),
  legalBasis: z.string(),
  from: Moment,
  to: Moment.nullable(),
  /** After this moment a person may close the dossier; null for payment. */
  closingLimit: Moment.nullable(),
  closingExplanation: Explanation,
  /** Whether the running term stands still meanwhile (a setting for payment; a supplement ends the run instead). */
  pausesTerm: z.boolean(),
});
export type Wait = z.output<typeof Wait>;

/** Ways by which an apology (phiếu xin lỗi và hẹn lại) reaches the applicant. */
export const ApologyVia = z.enum(['page', 'paper', 'phone', 'post']);
export type ApologyVia = z.infer<typeof ApologyVia>;

/** Apology and new date (Mẫu 04). The run's due moment stays. */
export const Extension = z.object({
  at: Moment,
  /** The run whose date it moves. */
  runNo: z.int(),
  fromDue: Moment,
  newDue: Moment,
  reason: z.string(),
  by: z.string(),
  /** How many times the date has been moved so far, this one included. */
  count: z.int().min(1).default(1),
  /** Whether the settings of that day would let it be moved once more (Đ19 k.6: at most once). */
  again: z.boolean().default(false),
  /** How the applicant is told: the follow page shows the new date at once; further ways that the officer takes. */
  via: z.array(ApologyVia).default(['page']),
});
export type Extension = z.output<typeof Extension>;
