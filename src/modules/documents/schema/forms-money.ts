import { z } from 'zod';
import { Count, Day, Dong, FormOffice, FormParty, Line, Moment, Passage } from './form-parts.ts';

/** Giấy báo nộp phí: what is owed, with the VietQR by which it is paid from any bank's app. */
const PaymentRequestData = z.object({
  office: FormOffice,
  dossierNumber: Line,
  payer: FormParty,
  lines: z
    .array(z.object({ name: Passage, amount: Dong }))
    .min(1)
    .max(20),
  bank: Line,
  account: Line,
  holder: Line,
  /** Text of the transfer, by which the money finds the dossier. */
  content: Line,
  /** The text of the VietQR. */
  vietQr: Line,
});

/** Phiếu hoàn trả: a fee given back, wholly or in part. */
const RefundData = z.object({
  office: FormOffice,
  dossierNumber: Line,
  receiptNumber: Line,
  payee: FormParty,
  paid: Dong,
  amount: Dong,
  method: Line,
  account: Line.optional(),
  reason: Passage,
  legalBasis: Passage,
  decidedAt: Moment,
  decider: Line,
});

/** Sổ quỹ ngày: what was there, what came and went, what was counted. */
const CashBookData = z.object({
  office: FormOffice,
  no: Count.min(1),
  day: Day,
  opening: z.int(),
  takings: z.array(z.object({ method: Line, collector: Line, count: Count, amount: Dong })).max(500),
  voids: z.array(z.object({ number: Line, payer: Line, amount: Dong, reason: Passage })).max(2000),
  refunds: z.array(z.object({ number: Line, payee: Line, amount: Dong, reason: Passage })).max(2000),
  computed: z.int(),
  counted: Dong,
  /** Why the counted cash differs from the computed. */
  reason: Passage.optional(),
  handedIn: Dong,
  closedAt: Moment,
  closer: Line,
});

/** Papers about money, by the form's id. */
export const MONEY_FORMS = {
  'payment-request': PaymentRequestData,
  refund: RefundData,
  'cash-book': CashBookData,
} as const;
