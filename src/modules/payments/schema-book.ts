import { z } from 'zod';

/** Whole đồng as people type them: "8.000". */
const Amount = (missing: string) =>
  z
    .string(missing)
    .transform((text) => text.replace(/[\s.]/g, ''))
    .pipe(z.string().regex(/^\d{1,13}$/, 'Số tiền là số nguyên đồng, ví dụ 8.000.'))
    .transform(Number);

/** How money goes back. */
export const RefundMethod = z.enum(['cash', 'transfer', 'portal'], 'Xin chọn cách hoàn trả.');
export type RefundMethod = z.infer<typeof RefundMethod>;

/** Input of deciding that a fee goes back, wholly or in part. */
export const RefundInput = z
  .strictObject({
    requestId: z.uuid(),
    amountVnd: Amount('Xin nhập số tiền hoàn trả.').refine((amount) => amount > 0, 'Số tiền phải lớn hơn 0.'),
    method: RefundMethod,
    account: z.string().trim().max(200).default(''),
    payee: z
      .string('Xin nhập tên người nhận lại tiền.')
      .trim()
      .min(2, 'Xin nhập tên người nhận lại tiền.')
      .max(200),
    reason: z
      .string('Xin ghi lý do hoàn trả.')
      .trim()
      .min(5, 'Xin ghi rõ lý do hoàn trả (ít nhất 5 chữ).')
      .max(500),
    legalBasis: z
      .string('Xin ghi căn cứ hoàn trả.')
      .trim()
      .min(5, 'Xin ghi căn cứ hoàn trả: văn bản, điều khoản.')
      .max(500),
  })
  .refine((input) => input.method !== 'transfer' || input.account.length >= 5, {
    path: ['account'],
    message: 'Xin nhập ngân hàng và số tài khoản của người nhận.',
  });
export type RefundInput = z.output<typeof RefundInput>;

/** Input of saying that a decided refund was paid out, or will not be. */
export const EndRefundInput = z.strictObject({
  requestId: z.uuid(),
  as: z.enum(['paid', 'dropped'], 'Xin chọn kết quả.'),
  note: z.string('Xin ghi số chứng từ hoặc lý do.').trim().min(3, 'Xin ghi số chứng từ hoặc lý do.').max(300),
});
export type EndRefundInput = z.output<typeof EndRefundInput>;

/** A refund (hoàn phí) of one receipt. */
export interface Refund {
  readonly id: string;
  readonly receiptId: string;
  readonly dossierId: string;
  readonly dossierNumber: string;
  readonly payee: string;
  readonly amountVnd: number;
  readonly method: RefundMethod;
  readonly account: string;
  readonly reason: string;
  readonly legalBasis: string;
  readonly documentId: string;
  readonly number: string;
  readonly state: 'decided' | 'paid' | 'dropped';
  readonly decidedAt: Temporal.Instant;
  readonly decider: string;
  readonly endedAt: Temporal.Instant | null;
  readonly ender: string | null;
  readonly endedNote: string | null;
}

const Line = z.object({ number: z.string(), name: z.string(), amount: z.number().int(), reason: z.string() });

/** What stands in a cash book (sổ quỹ ngày). Whole đồng. */
export const BookFigures = z.object({
  takings: z.array(
    z.object({
      method: z.enum(['cash', 'transfer', 'portal', 'card']),
      collector: z.string(),
      count: z.number().int(),
      amount: z.number().int(),
    }),
  ),
  /** Receipts voided in the time of the book; `cash` tells what left the drawer. */
  voids: z.array(Line.extend({ cash: z.boolean() })),
  /** Refunds paid out in cash. */
  refunds: z.array(Line),
});
export type BookFigures = z.output<typeof BookFigures>;

/** Input of closing the book. */
export const CloseBookInput = z
  .strictObject({
    requestId: z.uuid(),
    /** What the page showed, so that money taken meanwhile is seen before the book is closed. */
    computedVnd: z.coerce.number().int(),
    countedVnd: Amount('Xin nhập số tiền mặt đếm được.'),
    handedInVnd: Amount('Xin nhập số tiền nộp vào tài khoản (0 nếu không nộp).'),
    reason: z.string().trim().max(500).default(''),
  })
  .refine((input) => input.handedInVnd <= input.countedVnd, {
    path: ['handedInVnd'],
    message: 'Không thể nộp nhiều hơn số tiền mặt đếm được.',
  })
  .refine((input) => input.countedVnd === input.computedVnd || input.reason.length >= 5, {
    path: ['reason'],
    message: 'Tiền đếm được khác sổ: xin ghi lý do chênh lệch (ít nhất 5 chữ).',
  });
export type CloseBookInput = z.output<typeof CloseBookInput>;

/** A closed book. */
export interface CashBook {
  readonly id: string;
  readonly day: Temporal.PlainDate;
  readonly no: number;
  readonly openingVnd: number;
  readonly figures: BookFigures;
  readonly computedVnd: number;
  readonly countedVnd: number;
  readonly handedInVnd: number;
  readonly reason: string | null;
  readonly documentId: string;
  readonly closedAt: Temporal.Instant;
  readonly closer: string;
}

/** Whose list of a day is compared with ours. */
export const ComparisonSource = z.enum(['bank', 'platform'], 'Xin chọn bên đưa danh sách.');
export type ComparisonSource = z.infer<typeof ComparisonSource>;

/** Input of comparing: the day's list as it was copied from the statement. */
export const CompareInput = z.strictObject({
  requestId: z.uuid(),
  source: ComparisonSource,
  day: z.iso.date('Xin chọn ngày.'),
  list: z
    .string('Xin dán danh sách giao dịch.')
    .max(500_000, 'Danh sách quá dài; xin đối chiếu từng phần.')
    .default(''),
});
export type CompareInput = z.output<typeof CompareInput>;

/** One difference between their list and ours. */
export const MoneyDifference = z.object({
  kind: z.enum(['not-ours', 'not-theirs', 'other-amount', 'twice']),
  number: z.string(),
  theirsVnd: z.number().int(),
  oursVnd: z.number().int(),
});
export type MoneyDifference = z.output<typeof MoneyDifference>;

/** A comparison that was made. */
export interface Comparison {
  readonly id: string;
  readonly source: ComparisonSource;
  readonly day: Temporal.PlainDate;
  readonly lines: number;
  readonly theirsVnd: number;
  readonly oursVnd: number;
  readonly differences: readonly MoneyDifference[];
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
}

/** It was decided that money goes back, in the transaction that decides it. */
interface RefundDecided {
  readonly refundId: string;
  readonly dossierId: string;
  readonly amountVnd: number;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'fee.refund-decided': RefundDecided;
  }
}
