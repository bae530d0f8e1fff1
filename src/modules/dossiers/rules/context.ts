import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import type { Fee } from '#modules/procedures/schema.ts';
import type {
  AgencyRef,
  By,
  CommandType,
  DossierEvent,
  DossierSettings,
  Holder,
  Paper,
  ProcedureSnapshot,
  RegisterLine,
  SignedVersion,
  Step,
} from '../schema.ts';

/** What the shell found out about the procedure and numbers before a reception or a corrected procedure. */
export interface ReceptionFacts {
  readonly dossierId: string;
  readonly procedure: ProcedureSnapshot;
  /** The procedure's papers, all missing: what the officer's ticks are laid over. */
  readonly papers: readonly Paper[];
  /** The procedure's fee list, by which charges are worked out. */
  readonly fees: readonly Fee[];
  /** Nobody may act for the applicant. */
  readonly inPersonOnly: boolean;
  readonly agencies: {
    readonly helpedAt: AgencyRef;
    readonly receivedAt: AgencyRef;
    readonly competent: AgencyRef;
  };
  /** Whether the competent agency is here, so that the term starts at once. */
  readonly competentHere: boolean;
  readonly process: { readonly code: string; readonly version: number } | null;
  readonly steps: readonly Step[];
  /** Issued from a locked counter in the same transaction; null where another system gives it, or for a draft. */
  readonly number: string | null;
  readonly localNumber: string | null;
  /** Random, printed on the receipt. */
  readonly lookupCode: string;
}

/** A person found by the duty matrix, with the reason as people read it. */
interface FoundAssignee {
  readonly accountId: string;
  readonly name: string;
  readonly why: string;
  /** The person's own unit, where it is not the one that the step names: somebody who signs by authority. */
  readonly unit?: { readonly id: string; readonly name: string } | undefined;
}

/** Everything `decide` may know besides the dossier and the command. No clock, no database. */
export interface DecideContext {
  readonly now: Temporal.Instant;
  readonly by: By;
  /** The actor leads a unit, the centre or the commune. */
  readonly leads: boolean;
  /** Units for which the actor takes dossiers up: the own one, and the commune's row for its leaders. */
  readonly actsFor: readonly string[];
  readonly calendar: CompiledCalendar;
  /** Kept with each run, so that its dates can be followed back. */
  readonly calendarVersion: string;
  readonly settings: DossierSettings;
  readonly centreId: string;
  /** The centre as a unit: where dossiers are received and results handed over. */
  readonly centreUnit: { readonly id: string; readonly name: string };
  readonly reception?: ReceptionFacts | undefined;
  /** The unit (and person) of `hand-over`, `assign` and `hand-on`. */
  readonly target?: Holder | undefined;
  /** Who should take the step that the command leads to; null when the duty matrix names nobody. */
  readonly nextAssignee?: FoundAssignee | null | undefined;
  /** Who should take each step that begins beside the main way, by its key. */
  readonly besideAssignees?: ReadonlyMap<string, FoundAssignee> | undefined;
  /** The written authority by which the actor decides and signs; null or left out where the office itself allows it. */
  readonly authority?: string | null | undefined;
  /** The signed versions of the result files, verified by the shell; left out where nothing was signed digitally here. */
  readonly signedFiles?: readonly SignedVersion[] | undefined;
  /** Register numbers, issued from a locked counter in the same transaction. */
  readonly lines?: readonly RegisterLine[] | undefined;
}

/** Why a command is refused: a stable code, the sentence for the person, and what may be done now. */
export interface Refusal {
  readonly kind: 'not-allowed-now' | 'already-done' | 'validation';
  readonly code: string;
  /** Vietnamese: what is wrong, who holds the dossier, what to do next. */
  readonly text: string;
  readonly field?: string;
  readonly allowed: readonly CommandType[];
  /** Who did what when, for conflicts. */
  readonly facts: Readonly<Record<string, string>>;
}

/** The answer of `decide`: what happened, or why not. */
export type Decided = { readonly events: readonly DossierEvent[] } | { readonly refusal: Refusal };

/** Narrows a {@link Decided}. */
export function isRefused(decided: Decided): decided is { readonly refusal: Refusal } {
  return 'refusal' in decided;
}
