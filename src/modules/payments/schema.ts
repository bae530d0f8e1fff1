import { z } from 'zod';
import { FeeChoice } from '#modules/procedures/schema/fee-choice.ts';
import { Channel, ProcedureCode } from '#modules/procedures/schema.ts';

/** Ways in which money comes (hình thức nộp). `portal` and `transfer` are matched against the bank in another part. */
export const PayMethod = z.enum(['cash', 'transfer', 'portal', 'card']);
export type PayMethod = z.infer<typeof PayMethod>;

/** What the counter asks before it receives. */
export const QuoteInput = z.strictObject({
  procedureCode: ProcedureCode,
  channel: Channel.default('in-person'),
  choices: z.array(FeeChoice).max(50),
});
export type QuoteInput = z.output<typeof QuoteInput>;

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
