import { z } from 'zod';
import { FeeQuantity } from '#modules/procedures/schema/fee-choice.ts';
import { Line, Moment } from './moment.ts';

/**
 * How one paper (thành phần hồ sơ) is satisfied. `shown` papers are looked at and never scanned
 * (TT 03/2025 Điều 5 k.2); `database` replaces the paper by data (NĐ 118/2025 Đ4 k.2a).
 */
export const Satisfaction = z.discriminatedUnion('how', [
  z.object({ how: z.literal('original') }),
  z.object({ how: z.literal('certified-copy') }),
  z.object({ how: z.literal('plain-copy') }),
  z.object({ how: z.literal('shown') }),
  z.object({ how: z.literal('uploaded') }),
  z.object({ how: z.literal('reused'), from: Line }),
  z.object({
    how: z.literal('database'),
    database: Line,
    key: z.string().max(100).default(''),
    at: Moment,
    by: Line,
    outcome: z.string().max(500).default(''),
  }),
]);
export type Satisfaction = z.output<typeof Satisfaction>;

const Sentence = z.string().trim().min(1).max(1000);
const Count = z.int().min(0).max(999);

/** One paper of the dossier with its counts, scans and how it is satisfied; `satisfied: null` means missing. */
export const Paper = z.object({
  key: z.string().trim().min(1).max(80),
  /** Left empty, it is taken from the procedure. */
  name: z.string().trim().max(6000).default(''),
  required: z.boolean().default(true),
  originals: Count.default(0),
  certifiedCopies: Count.default(0),
  plainCopies: Count.default(0),
  /** Papers with the same group stand for each other: one of them is enough. */
  group: z.string().max(200).nullable().default(null),
  satisfied: Satisfaction.nullable().default(null),
  files: z.array(z.uuid()).max(50).default([]),
  note: z.string().trim().max(500).default(''),
});
export type Paper = z.output<typeof Paper>;

/**
 * A paper as the counter ticks it: what is left out is taken from the published procedure. `required: false` says that
 * the paper is not needed in this case.
 */
export const PaperTick = Paper.extend({ required: z.boolean().nullable().default(null) });
export type PaperTick = z.output<typeof PaperTick>;

const Dong = z.int().min(0).max(10_000_000_000);

/** How a line follows from the procedure's fee list: kept, so that nobody has to ask later why it was that much. Whole đồng. */
const Reckoned = z.object({
  /** Place of the fee in the list of the procedure version. */
  fee: z.int().min(0).max(50),
  quantities: z.array(FeeQuantity).max(200),
  /** By the list before and after the exemption; null where the list names no amount. */
  baseVnd: Dong.nullable(),
  listVnd: Dong.nullable(),
  /** The exemption that was chosen: its place in the fee's list, for whom, and by what law. */
  exemption: z.object({ place: z.int(), who: z.string(), legalBasis: z.string().nullable() }).nullable(),
  /** Why another sum than the list's is asked; empty when it is the list's. */
  reason: z.string(),
});

/** One line of charges (phí, lệ phí) in đồng. */
export const FeeLine = z.object({ name: Line, amount: Dong, reckoned: Reckoned.optional() });
export type FeeLine = z.output<typeof FeeLine>;

/**
 * A line as the counter enters it. With `choice` it is worked out by the procedure's fee list, and another amount needs a reason; without one it stands
 * as it is told.
 */
export const FeeLineEntry = z
  .object({
    name: Line,
    amount: Dong.optional(),
    choice: z
      .object({
        fee: z.int().min(0).max(50),
        quantities: z.array(FeeQuantity).max(200).default([]),
        /** Place of the exemption whose papers the officer has seen. */
        exemption: z.int().min(0).max(50).nullable().default(null),
        reason: z.string().trim().max(500).default(''),
      })
      .optional(),
  })
  .refine(({ amount, choice }) => amount !== undefined || choice !== undefined, {
    path: ['amount'],
    message: 'Xin nhập số tiền.',
  });
export type FeeLineEntry = z.output<typeof FeeLineEntry>;

export const PayMethod = z.enum(['cash', 'transfer', 'portal', 'card']);
export type PayMethod = z.infer<typeof PayMethod>;

/** The charge of a dossier. `paid` tells how and when it was paid; null while it is owed. */
export const Fee = z.object({
  lines: z.array(FeeLine).max(20).default([]),
  paid: z
    .object({ method: PayMethod, at: Moment, receiptNo: z.string().max(60).default('') })
    .nullable()
    .default(null),
});
export type Fee = z.output<typeof Fee>;

/** The charge as the counter enters it: paid now, unless it says when. */
export const FeeEntry = Fee.extend({
  lines: z.array(FeeLineEntry).max(20).default([]),
  paid: z
    .object({ method: PayMethod, at: Moment.optional(), receiptNo: z.string().max(60).default('') })
    .nullable()
    .default(null),
});
export type FeeEntry = z.output<typeof FeeEntry>;

/** How the citizen wants the result (hình thức nhận kết quả). */
export const Delivery = z.object({
  how: z.enum(['counter', 'post', 'electronic']).default('counter'),
  /** Số nhà, thôn, xóm, đường; the whole address where the next two are not there. */
  address: z.string().trim().max(500).default(''),
  /** Xã, phường, for the post. Not there for dossiers that never had any, as the next two. */
  commune: z.string().trim().max(100).optional(),
  /** Tỉnh, thành phố. */
  province: z.string().trim().max(100).optional(),
  /** Whom the postman calls, when it is another number than the applicant's. */
  phone: z.string().trim().max(20).optional(),
});
export type Delivery = z.output<typeof Delivery>;

/** One thing missing, named on the supplement slip (Mẫu 02). */
export const MissingItem = z.object({
  /** Key of the paper it is about; null for something that is no listed paper. */
  paperKey: z.string().max(80).nullable().default(null),
  content: Sentence,
  reason: Sentence,
  guidance: z.string().trim().max(1000).default(''),
});
export type MissingItem = z.output<typeof MissingItem>;

/** A document that is certified or issued and gets its own number in a register. */
export const RegisterDocument = z.object({
  name: Line,
  signers: z.array(Line).max(20).default([]),
  pages: z.int().min(0).max(9999).default(1),
  copies: z.int().min(0).max(9999).default(1),
  fee: z.int().min(0).default(0),
  note: z.string().trim().max(300).default(''),
});
export type RegisterDocument = z.output<typeof RegisterDocument>;
