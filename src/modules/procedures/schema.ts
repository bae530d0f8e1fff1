/**
 * The administrative procedure (thủ tục hành chính, TTHC) as one schema: what the law publishes about it
 * (NĐ 63/2010 Điều 8 k.2 and the fields of the national record) and what the centre needs to receive it.
 *
 * A published body never changes: a correction is a new version, and a running dossier keeps the version of its
 * receipt. Every part has a default, so that an import may fill in what it knows; `missingParts` (rules/listing.ts)
 * says what the law still wants.
 */
import { z } from 'zod';

/** National code of a procedure, e.g. `2.000884`: 1–3 digits, a dot, six digits. Local suffixes are kept apart. */
export const ProcedureCode = z.string().regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193');
export type ProcedureCode = z.infer<typeof ProcedureCode>;

/** How a dossier may be handed in (cách thức thực hiện): at the counter, online, by post. */
export const Channel = z.enum(['in-person', 'online', 'postal']);
export type Channel = z.infer<typeof Channel>;

/** Unit of a term (thời hạn giải quyết); the same words as the calendar's terms. */
export const TermUnit = z.enum(['working-day', 'calendar-day', 'working-hour', 'same-day']);
export type TermUnit = z.infer<typeof TermUnit>;

/** Local time of day, `HH:MM`, zone Asia/Ho_Chi_Minh. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Giờ có dạng 15:00');

/**
 * One term of the law. `amount` counts units (0 for `same-day`); `cutOff` belongs to `same-day` alone: received at or
 * before it, due the same day, otherwise at closing of the next working day (e.g. NĐ 23/2015 Điều 7).
 */
export const Term = z
  .strictObject({
    unit: TermUnit,
    amount: z.int().min(0).max(3660),
    cutOff: TimeOfDay.optional(),
  })
  .refine((term) => (term.unit === 'same-day') === (term.amount === 0), {
    message: 'Thời hạn "trong ngày" có số lượng 0; thời hạn khác phải lớn hơn 0',
    path: ['amount'],
  })
  .refine((term) => term.cutOff === undefined || term.unit === 'same-day', {
    message: 'Chỉ thời hạn "trong ngày" mới có giờ chốt',
    path: ['cutOff'],
  });
export type Term = z.infer<typeof Term>;

/** A term with the channels and the case it is for. The first entry that fits is the ordinary one. */
export const ProcedureTerm = z.strictObject({
  term: Term,
  /** Channels it is for; empty means all of the procedure's. */
  channels: z.array(Channel).default([]),
  /** The case it is for, in words of the law; absent for the ordinary case. */
  condition: z.string().min(1).optional(),
  note: z.string().min(1).optional(),
  legalBasis: z.string().min(1).optional(),
  /** False where the source leaves the unit open ("ngày"): an administrator confirms it. */
  certain: z.boolean().default(true),
});
export type ProcedureTerm = z.infer<typeof ProcedureTerm>;

/** What a fee is counted by. */
export const FeeUnit = z.enum([
  'case',
  'page',
  'copy',
  'document',
  'transaction',
  'signature',
  'person',
  'item',
]);
export type FeeUnit = z.infer<typeof FeeUnit>;

const DateRange = {
  /** First day in force, local date; absent means "from the start of the version". */
  from: z.iso.date().optional(),
  /** Last day in force, local date; absent means "until further notice". */
  to: z.iso.date().optional(),
};

/** A dated relief from a fee (miễn, giảm). `amountVnd` replaces the price of one unit; 0 is free. */
export const FeeExemption = z.strictObject({
  who: z.string().min(1),
  amountVnd: z.int().min(0),
  channels: z.array(Channel).default([]),
  legalBasis: z.string().min(1).optional(),
  ...DateRange,
});
export type FeeExemption = z.infer<typeof FeeExemption>;

/**
 * A fee or charge (phí, lệ phí) in whole đồng. `amountVnd` null means no single amount is known (left to the
 * provincial council, or a share of a value): the officer enters it from `text`.
 */
export const Fee = z.strictObject({
  kind: z.enum(['fee', 'charge']).default('fee'),
  name: z.string().min(1).default('Phí, lệ phí'),
  amountVnd: z.int().min(0).nullable(),
  unit: FeeUnit.default('case'),
  /** Another price from the n-th unit on, e.g. 1.000 đ from the third page. */
  steps: z.array(z.strictObject({ fromUnit: z.int().min(2), amountVnd: z.int().min(0) })).default([]),
  /** Ceiling for one copy, document or case. */
  maxVnd: z.int().min(0).optional(),
  channels: z.array(Channel).default([]),
  condition: z.string().min(1).optional(),
  legalBasis: z.string().min(1).optional(),
  setByProvince: z.boolean().default(false),
  /** The official wording. */
  text: z.string().min(1),
  exemptions: z.array(FeeExemption).default([]),
  ...DateRange,
});
export type Fee = z.infer<typeof Fee>;

/**
 * One paper of the dossier (thành phần hồ sơ). `show` papers are looked at and given back; they are never scanned or
 * kept. `need`: always asked; one of its `group` is enough; or only in the case that `condition` names.
 */
export const Component = z.strictObject({
  /** Stable inside one version, e.g. `c3`. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  kind: z.enum(['submit', 'show']).default('submit'),
  originals: z.int().min(0).max(99).default(0),
  copies: z.int().min(0).max(99).default(0),
  need: z.enum(['always', 'one-of', 'if-applies']).default('always'),
  group: z.string().min(1).optional(),
  condition: z.string().min(1).optional(),
  formCode: z.string().min(1).optional(),
  formFile: z.string().min(1).optional(),
  /** The database that can answer instead of the paper (NĐ 118/2025 Điều 4 k.2a), in words. */
  dataSource: z.string().min(1).optional(),
});
export type Component = z.infer<typeof Component>;

/** The result (kết quả) with its national code, e.g. `KQ.G15.000022`. */
export const Result = z.strictObject({
  name: z.string().min(1),
  code: z
    .string()
    .regex(/^KQ\.G\d{2,3}\.\d{6}$/)
    .optional(),
});
export type Result = z.infer<typeof Result>;

/** Whose office carries the procedure out. */
export const Executor = z.enum(['commune', 'police', 'military', 'land-office', 'received-at-commune']);
export type Executor = z.infer<typeof Executor>;

/** Level of the agency competent to decide. */
export const Level = z.enum(['ministry', 'province', 'commune', 'other']);
export type Level = z.infer<typeof Level>;

/** Register book (sổ) that gets one number for each document, e.g. `SCT/CK,ĐC` (NĐ 23/2015 Điều 13). */
export const RegisterRef = z.strictObject({
  code: z.string().min(1).max(40),
  name: z.string().min(1),
  /** How many numbers a dossier takes: one, or one for each document. */
  numbering: z.enum(['per-dossier', 'per-document']).default('per-document'),
});
export type RegisterRef = z.infer<typeof RegisterRef>;

/** Something the officer says, checks or refuses before receiving; shown beside the check table. */
export const CounterNote = z.strictObject({
  kind: z.enum(['offer-first', 'check', 'refuse-when', 'remember']),
  text: z.string().min(1),
  legalBasis: z.string().min(1).optional(),
});
export type CounterNote = z.infer<typeof CounterNote>;

/** How a procedure behaves at the counter. */
export const ProcedureFlags = z.strictObject({
  /** Certification (chứng thực): same-day rule, register, certifier's signature. */
  certification: z.boolean().default(false),
  /** May be decided while the citizen waits. */
  decidedAtCounter: z.boolean().default(false),
  /** No receipt is owed where the result is handed over at once. */
  receiptOptional: z.boolean().default(false),
  /** Nobody may act for the person; they must come themselves. */
  inPersonOnly: z.boolean().default(false),
});
export type ProcedureFlags = z.infer<typeof ProcedureFlags>;

/** The published body of one version of a procedure. */
export const Procedure = z.strictObject({
  code: ProcedureCode,
  name: z.string().min(3),
  /** What people call it; shown first, the official name below. */
  plainName: z.string().min(3).optional(),
  /** One or two sentences: is this my matter? */
  summary: z.string().min(1).optional(),
  field: z.string().min(1),
  fieldGroup: z.string().min(1),
  executor: Executor.default('commune'),
  levels: z.array(Level).default([]),
  agency: z.string().min(1).optional(),
  coordinatingAgencies: z.string().min(1).optional(),
  promulgatedBy: z.string().min(1).optional(),
  /** Province whose own procedure this is; absent for a national one. */
  province: z.string().min(1).optional(),
  audience: z.array(z.string().min(1)).default([]),
  channels: z.array(Channel).default([]),
  terms: z.array(ProcedureTerm).default([]),
  fees: z.array(Fee).default([]),
  components: z.array(Component).default([]),
  /** Instructions that the portal lists among the papers. */
  componentNotes: z.array(z.string().min(1)).default([]),
  /** Number of dossiers to hand in (số lượng hồ sơ). */
  dossierCount: z.int().min(1).max(20).default(1),
  results: z.array(Result).default([]),
  requirements: z.string().min(1).optional(),
  steps: z.array(z.string().min(1)).default([]),
  legalBasis: z.array(z.string().min(1)).default([]),
  /** Number of the decision that publishes the procedure. */
  decision: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  sourceUrl: z.url({ protocol: /^https$/ }).optional(),
  /** Procedure that replaces this one (bị thay thế bởi). */
  replacedBy: ProcedureCode.optional(),
  keywords: z.array(z.string().min(1)).default([]),
  /** Events of life it belongs to, keys of `LIFE_EVENTS`. */
  lifeEvents: z.array(z.string().min(1)).default([]),
  /** Code of the internal process (quy trình nội bộ), e.g. `dat-dai-6-buoc`. */
  processCode: z.string().min(1).optional(),
  register: RegisterRef.optional(),
  counterNotes: z.array(CounterNote).default([]),
  flags: ProcedureFlags.default({
    certification: false,
    decidedAtCounter: false,
    receiptOptional: false,
    inPersonOnly: false,
  }),
  /** Estimated yearly dossiers of a commune, the search's prior until real counts exist. */
  usualPerYear: z.int().min(0).default(0),
  effectiveFrom: z.iso.date().optional(),
  effectiveTo: z.iso.date().optional(),
});
export type Procedure = z.infer<typeof Procedure>;

/** A stored version: the body with its identity and the period in which new dossiers take it. */
export interface ProcedureVersion {
  readonly id: string;
  readonly procedureId: string;
  readonly version: number;
  readonly body: Procedure;
  readonly importedFrom: string;
  readonly effectiveFrom: Temporal.PlainDate;
  /** Last day, or null while it is in force. */
  readonly effectiveTo: Temporal.PlainDate | null;
  readonly createdAt: Temporal.Instant;
}
