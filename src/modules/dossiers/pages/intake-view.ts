import type { Procedure } from '#modules/procedures/schema.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Tone } from '#ui/components.ts';
import type { IntakeFact } from '../intake-facts.ts';
import type { FeeRow } from './intake-fee-rows.ts';

/** One procedure that fits the words. */
export interface ProcedureHit {
  readonly code: string;
  readonly name: string;
  readonly field: string;
}

/** When a dossier received now would be due; or why that cannot be told. */
export type DuePreview =
  | { readonly tone: Tone; readonly text: string; readonly why: readonly string[] }
  | { readonly problem: string };

/** Everything the intake page shows. `values` is what was typed so far, by the names of the inputs. */
export interface IntakeView {
  readonly requestId: string;
  /** ISO moment at which the form was first opened. */
  readonly openedAt: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  /** Why the last press did not succeed, when no single field is to blame. */
  readonly refusal: string | null;
  readonly cardNote: { readonly message: string; readonly tone: 'ok' | 'soon' | 'late' } | null;
  readonly ticket: string | null;
  /** What modules above know of the dossier that was kept. */
  readonly facts: readonly IntakeFact[];
  readonly query: string;
  readonly hits: readonly ProcedureHit[];
  readonly procedure: Procedure | null;
  /** The fees asked today for this way of handing in. */
  readonly fees: readonly FeeRow[];
  readonly due: DuePreview | null;
  /** Who will process it and why, as one sentence. */
  readonly who: string | null;
  /** An open slip: what is missing (Mẫu 02), or why it is refused (Mẫu 03). */
  readonly panel: 'supplement' | 'refuse' | null;
}
