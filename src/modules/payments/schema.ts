import { z } from 'zod';
import { Channel, type Fee, ProcedureCode } from '#modules/procedures/schema.ts';

/** Ways in which money comes (hình thức nộp). `portal` and `transfer` are matched against the bank in another part. */
export const PayMethod = z.enum(['cash', 'transfer', 'portal', 'card']);
export type PayMethod = z.infer<typeof PayMethod>;

/** How a dossier is handed in, in the catalogue's words; exemptions may hold for one way only. */
export type FeeChannel = Fee['channels'][number];

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

/** What the counter asks before it receives. */
export const QuoteInput = z.strictObject({
  procedureCode: ProcedureCode,
  channel: Channel.default('in-person'),
  choices: z.array(FeeChoice).max(50),
});
export type QuoteInput = z.output<typeof QuoteInput>;

/** One line of a bill: what is owed and why it is that much. Whole đồng. */
export interface FeeLine {
  readonly name: string;
  readonly kind: Fee['kind'];
  /** Before any exemption. */
  readonly baseVnd: number;
  readonly amountVnd: number;
  /** The exemption that was applied, with its legal basis; null when none. */
  readonly exemption: { readonly who: string; readonly legalBasis: string | null } | null;
  readonly legalBasis: string | null;
}

/** Why a fee cannot be worked out or does not apply. */
export type FeeProblem =
  | { readonly code: 'unknown-fee'; readonly fee: number }
  | { readonly code: 'not-in-force'; readonly fee: number }
  | { readonly code: 'other-channel'; readonly fee: number }
  | { readonly code: 'amount-needed'; readonly fee: number; readonly text: string }
  | { readonly code: 'exemption-not-applicable'; readonly fee: number; readonly exemption: number };

/** One receipt for money (biên lai thu phí, lệ phí). */
export const Receipt = z.strictObject({
  id: z.uuid(),
  centreId: z.uuid(),
  year: z.number().int(),
  /** Gap-free within centre and year. */
  no: z.number().int().min(1),
  /** The printed receipt. */
  documentId: z.uuid(),
  dossierId: z.uuid(),
  dossierNumber: z.string(),
  payer: z.string(),
  lines: z.array(z.strictObject({ name: z.string(), amountVnd: z.number().int().min(0) })).min(1),
  totalVnd: z.number().int().positive(),
  method: PayMethod,
  collectedAt: z.instanceof(Temporal.Instant),
  collectedBy: z.string(),
  voidedAt: z.instanceof(Temporal.Instant).nullable(),
  voidReason: z.string().nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

/** What a void asks for. */
export const VoidInput = z.strictObject({
  requestId: z.uuid(),
  reason: z.string().trim().min(5, 'Xin ghi rõ lý do hủy biên lai (ít nhất 5 chữ).').max(500),
});
export type VoidInput = z.infer<typeof VoidInput>;
