import { z } from 'zod';
import type { WarningLevel } from './schema/settings.ts';

/**
 * What it warns of: the term is running out (`term`), it has passed (`overdue`), a step will use up its budget
 * (`step-soon`) or has (`step`), what another unit does beside the main way nears its own term (`strand-soon`) or is past it
 * (`strand`),
 * or the time to bring papers has passed and a person has to close the dossier (`closing`, NĐ 118/2025 Đ19 k.5).
 */
export const WarningKind = z.enum([
  'term',
  'overdue',
  'step',
  'step-soon',
  'strand',
  'strand-soon',
  'closing',
]);
export type WarningKind = z.infer<typeof WarningKind>;

/**
 * What came of a warning. `moved-on`: the step was left; `reassigned`: another person got it; `waiting`: the citizen was
 * asked; `new-date`: an apology was given; `finished…`: how it ended.
 */
export const WarningOutcome = z.enum([
  'moved-on',
  'waiting',
  'new-date',
  'reassigned',
  'finished-in-time',
  'finished-late',
  'ended',
]);
export type WarningOutcome = z.infer<typeof WarningOutcome>;

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
  readonly subject: 'dossier' | 'task';
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
  /** Open work of other units beside the main way, each with a term of its own; empty for tasks. */
  readonly strands: readonly WatchedStrand[];
}

/** One open strand (opinion, parallel step, sub-dossier) as watching sees it. */
export interface WatchedStrand {
  /** Its number within the dossier: "1". */
  readonly key: string;
  readonly title: string;
  readonly openedAt: Temporal.Instant;
  readonly due: Temporal.Instant;
  readonly unitId: string;
  readonly unitName: string;
  readonly accountId: string | null;
  /** Empty while the unit has named nobody. */
  readonly holderName: string;
}

/** A warning that should exist now. Equal `dossierId`, `kind`, `level`, `due` and `stepKey` are one warning. */
export interface DueWarning {
  /** Of a dossier, or of a task outside dossiers whose id stands in `dossierId`. */
  readonly subject: 'dossier' | 'task';
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
