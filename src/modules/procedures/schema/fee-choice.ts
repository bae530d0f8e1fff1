import { z } from 'zod';
import type { Fee } from '../schema.ts';

/**
 * What a fee is multiplied by. `units` are pages, documents or cases as the fee says; `times` repeats the whole
 * (copies of one document). Two documents of different length are two entries.
 */
export const FeeQuantity = z.strictObject({
  units: z.number().int().min(1).max(10_000).default(1),
  times: z.number().int().min(1).max(10_000).default(1),
});
export type FeeQuantity = z.infer<typeof FeeQuantity>;

/** What was said at the counter about one fee of the procedure. */
export const FeeChoice = z.strictObject({
  /** Place of the fee in the procedure version's list. */
  fee: z.number().int().min(0).max(50),
  quantities: z
    .array(FeeQuantity)
    .max(200)
    .default([{ units: 1, times: 1 }]),
  /** Places of the exemptions whose person and papers the officer has seen. */
  exemptions: z.array(z.number().int().min(0).max(50)).max(20).default([]),
  /** The amount in đồng where the catalogue names none (left to the provincial council, or a share of a value). */
  enteredVnd: z.number().int().min(0).max(10_000_000_000).nullable().default(null),
});
export type FeeChoice = z.infer<typeof FeeChoice>;

/** The exemption that was applied, with its legal basis. */
export interface FeeRelief {
  readonly who: string;
  readonly legalBasis: string | null;
}

/** One line of a bill: what is owed and why it is that much. Whole đồng. */
export interface FeeLine {
  readonly name: string;
  readonly kind: Fee['kind'];
  /** Before any exemption. */
  readonly baseVnd: number;
  readonly amountVnd: number;
  /** Null when none was applied. */
  readonly exemption: FeeRelief | null;
  readonly legalBasis: string | null;
}

/** Why a fee cannot be worked out or does not apply. */
export type FeeProblem =
  | { readonly code: 'unknown-fee'; readonly fee: number }
  | { readonly code: 'not-in-force'; readonly fee: number }
  | { readonly code: 'other-channel'; readonly fee: number }
  | { readonly code: 'amount-needed'; readonly fee: number; readonly text: string }
  | { readonly code: 'exemption-not-applicable'; readonly fee: number; readonly exemption: number };
