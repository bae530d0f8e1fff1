import { z } from 'zod';

/** Whom a warning reaches: the person at the step, then the head of the unit, then the leaders of centre and commune. */
export const WarningLevel = z.enum(['officer', 'unit-head', 'leader']);
export type WarningLevel = z.infer<typeof WarningLevel>;

/** A rung that is reached by the share of working time that is left, never earlier than `maxMinutes` before the end. */
const LeftRung = z.object({
  level: WarningLevel,
  /** Share of the whole working time that is left, 0 to 1. */
  shareLeft: z.number().min(0).max(1),
  /** Working minutes before the end, at most. */
  maxMinutes: z.int().min(0).max(48_000),
});
/** A rung that is reached so many working minutes after the end. */
const OverRung = z.object({ level: WarningLevel, afterMinutes: z.int().min(0).max(48_000) });

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Giờ có dạng 07:30.');

/**
 * When to warn, as settings: no law fixes these figures. A rung is reached when the working time left is at most its
 * share of the whole, and never earlier than `maxMinutes` before the end, so that a long term is not chased for weeks.
 */
export const WarningSettings = z.object({
  /** Before the due moment of the whole term. */
  term: z.array(LeftRung).default([
    { level: 'officer', shareLeft: 0.25, maxMinutes: 960 },
    // A day and a half: while an apology, due a day ahead (Đ19 k.6), can still be given.
    { level: 'unit-head', shareLeft: 0.2, maxMinutes: 720 },
  ]),
  /** Whom the passed due moment reaches. */
  overdue: z.array(OverRung).default([
    { level: 'officer', afterMinutes: 0 },
    { level: 'unit-head', afterMinutes: 0 },
    { level: 'leader', afterMinutes: 0 },
  ]),
  /** Before the end of one step's budget. */
  stepSoon: z.array(LeftRung).default([]),
  /** After the end of one step's budget. */
  step: z.array(OverRung).default([
    { level: 'officer', afterMinutes: 0 },
    { level: 'unit-head', afterMinutes: 240 },
  ]),
  /** Hours of the day, local time, in which nobody is disturbed; outside office hours nobody is anyway. */
  quiet: z
    .array(z.object({ from: TimeOfDay, to: TimeOfDay }))
    .max(4)
    .default([]),
  /** Working hours without any act after which a dossier counts as idle. */
  idleHours: z.int().min(1).max(400).default(16),
});
export type WarningSettings = z.output<typeof WarningSettings>;

/** The settings that a centre starts with. */
export const DEFAULT_WARNINGS: WarningSettings = WarningSettings.parse({});

/** Settings from a day on, with the document that says so. */
export const ChangeWarningsInput = z.object({
  effectiveFrom: z.iso.date({ error: 'Xin chọn ngày bắt đầu áp dụng.' }),
  source: z
    .string({ error: 'Xin ghi văn bản làm căn cứ.' })
    .trim()
    .min(1, 'Xin ghi văn bản làm căn cứ.')
    .max(500),
  settings: WarningSettings,
});
export type ChangeWarningsInput = z.output<typeof ChangeWarningsInput>;

/** Settings as they were put in force. */
export interface DatedWarnings {
  readonly effectiveFrom: Temporal.PlainDate;
  readonly source: string;
  readonly settings: WarningSettings;
}
