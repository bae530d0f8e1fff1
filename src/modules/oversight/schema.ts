import { z } from 'zod';

/** Whom a warning reaches: the person at the step, then the head of the unit, then the leaders of centre and commune. */
export const WarningLevel = z.enum(['officer', 'unit-head', 'leader']);
export type WarningLevel = z.infer<typeof WarningLevel>;

/**
 * What it warns of: the term is running out (`term`), it has passed (`overdue`), a step has used up its budget (`step`),
 * or the time to bring papers has passed and a person has to close the dossier (`closing`, NĐ 118/2025 Đ19 k.5).
 */
export const WarningKind = z.enum(['term', 'overdue', 'step', 'closing']);
export type WarningKind = z.infer<typeof WarningKind>;

/** What came of a warning. `moved-on`: the step was left; `waiting`: the citizen was asked; `finished…`: how it ended. */
export const WarningOutcome = z.enum([
  'moved-on',
  'waiting',
  'new-date',
  'finished-in-time',
  'finished-late',
  'ended',
]);
export type WarningOutcome = z.infer<typeof WarningOutcome>;

/**
 * When to warn, as settings: no law fixes these figures. A rung is reached when the working time left is at most its
 * share of the whole, and never earlier than `maxMinutes` before the end, so that a long term is not chased for weeks.
 */
export const WarningSettings = z.object({
  term: z
    .array(
      z.object({
        level: WarningLevel,
        /** Share of the whole working time of the run that is left, 0 to 1. */
        shareLeft: z.number().min(0).max(1),
        /** Working minutes before the due moment, at most. */
        maxMinutes: z.int().min(0),
      }),
    )
    .default([
      { level: 'officer', shareLeft: 0.25, maxMinutes: 960 },
      // A day and a half: while an apology, due a day ahead (Đ19 k.6), can still be given.
      { level: 'unit-head', shareLeft: 0.2, maxMinutes: 720 },
    ]),
  /** Whom the passed due moment reaches, and after how many working minutes. */
  overdue: z.array(z.object({ level: WarningLevel, afterMinutes: z.int().min(0) })).default([
    { level: 'officer', afterMinutes: 0 },
    { level: 'unit-head', afterMinutes: 0 },
    { level: 'leader', afterMinutes: 0 },
  ]),
  /** The same for the budget of one step. */
  step: z.array(z.object({ level: WarningLevel, afterMinutes: z.int().min(0) })).default([
    { level: 'officer', afterMinutes: 0 },
    { level: 'unit-head', afterMinutes: 240 },
  ]),
});
export type WarningSettings = z.output<typeof WarningSettings>;

/** The settings that a centre starts with. */
export const DEFAULT_WARNINGS: WarningSettings = WarningSettings.parse({});

/** What a person needs to recognise a dossier by; no name of a citizen. */
export interface DossierLabel {
  readonly number: string;
  readonly procedureName: string;
  readonly stepName: string;
  readonly unitName: string;
  /** Empty while the unit has not named anybody. */
  readonly holderName: string;
}

/** Where a dossier stands, as far as watching needs it. Made from the dossier by `watchFacts`. */
export interface WatchFacts {
  readonly dossierId: string;
  /** The centre, whose staff close what was not completed (Đ19 k.5). */
  readonly centreId: string;
  readonly label: DossierLabel;
  /** Start of the term that runs now; null while none runs. */
  readonly startedAt: Temporal.Instant | null;
  /** The moment that officers work towards (an apology's new date counts); null while none runs. */
  readonly due: Temporal.Instant | null;
  /** The citizen's turn: never chased. */
  readonly waiting: boolean;
  /** After this moment a person may close it for want of papers. */
  readonly closingLimit: Temporal.Instant | null;
  readonly holder: { readonly unitId: string; readonly accountId: string | null };
  readonly step: {
    readonly key: string;
    readonly enteredAt: Temporal.Instant;
    readonly due: Temporal.Instant | null;
  } | null;
  /** Working minutes that the steps after this one need by their budgets. */
  readonly laterMinutes: number;
}

/** A warning that should exist now. Equal `dossierId`, `kind`, `level`, `due` and `stepKey` are one warning. */
export interface DueWarning {
  readonly dossierId: string;
  readonly kind: WarningKind;
  readonly level: WarningLevel;
  /** The moment that it warns of. */
  readonly due: Temporal.Instant;
  readonly stepKey: string;
  readonly unitId: string;
  /** The person at the step; null where only the unit is known, and the warning goes to its head. */
  readonly accountId: string | null;
}

/** A stored warning with what came of it. */
export interface StoredWarning extends DueWarning {
  readonly id: string;
  readonly label: DossierLabel;
  readonly createdAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant | null;
  readonly outcome: WarningOutcome | null;
  readonly closedAt: Temporal.Instant | null;
}

/**
 * How a running dossier will end if every step takes its budget: `late` already is; `will-be-late`: the later steps
 * alone need more than is left; `tight`: with the rest of this step they do; `fine`; `waiting` for the citizen.
 */
export type Outlook = 'late' | 'will-be-late' | 'tight' | 'fine' | 'waiting';
