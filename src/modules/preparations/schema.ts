/**
 * A dossier prepared at home (hồ sơ chuẩn bị ở nhà): who it is for, who brings it, the papers and how each comes, the
 * answers of the form. Everything may be missing while it is a draft (bản nháp); `missingOf` says in words what is.
 */
import { z } from 'zod';
import { Answers } from '#modules/forms/schema.ts';

const text = (max: number) => z.string().trim().max(max).default('');

/** Whose matter it is: the own one, a relative's who stays at home, or somebody else types for the person. */
export const Who = z.enum(['self', 'relative', 'helper']);
export type Who = z.infer<typeof Who>;

/** How a paper comes. `original` and `copy` are brought by hand; `shown` is looked at and given back. */
export const Way = z.enum(['original', 'copy', 'shown', 'photo', 'none', 'later']);
export type Way = z.infer<typeof Way>;

const Applicant = z.object({
  name: text(300),
  idNumber: text(20),
  /** Local day, `YYYY-MM-DD`; empty while not answered. */
  birthDate: text(10),
  address: text(500),
  phone: text(20),
});

/** Who brings it for a relative. `paper`: the authorisation (giấy ủy quyền); empty where kinship is enough. */
const Submitter = z.object({
  name: text(300),
  idNumber: text(20),
  phone: text(20),
  relation: text(100),
  paper: text(300),
});

/** Who types for the person: a grandchild, a neighbour, an officer. */
const Helper = z.object({ name: text(300), phone: text(20) });

const DeliveryAnswer = z.object({
  how: z.enum(['', 'counter', 'post', 'electronic']).default(''),
  address: text(500),
});

/** What was answered so far; stored as it is. */
export const Body = z.object({
  who: Who.nullable().default(null),
  applicant: Applicant.prefault({}),
  submitter: Submitter.prefault({}),
  helper: Helper.prefault({}),
  delivery: DeliveryAnswer.prefault({}),
  papers: z.record(z.string().max(40), Way).default({}),
  /** The version of the form that is answered; null where the procedure has none. */
  formId: z.uuid().nullable().default(null),
  answers: Answers.default({}),
});
export type Body = z.output<typeof Body>;

export const PreparationState = z.enum(['draft', 'opened', 'filed']);
export type PreparationState = z.infer<typeof PreparationState>;

/** What a used draft became. */
export interface Use {
  readonly dossierId: string;
  readonly at: Temporal.Instant;
  readonly by: string;
}

/** Clocks of what was filed here (NĐ 118/2025 Đ17 k.2). */
export interface Clocks {
  readonly alertBy: Temporal.Instant;
  readonly respondBy: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant | null;
  readonly openedBy: string | null;
  readonly answeredAt: Temporal.Instant | null;
}

/** A stored preparation. */
export interface Preparation {
  readonly id: string;
  readonly centreId: string;
  /** Ten digits, for officers only. */
  readonly code: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly state: PreparationState;
  readonly body: Body;
  readonly ownerKey: string | null;
  /** The officer who filled it in with the citizen. */
  readonly helper: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  /** Of the request that began it; its address is made of it. */
  readonly requestId: string;
  readonly use: Use | null;
  readonly clocks: Clocks | null;
}

/** A photograph or file of a draft. */
export interface PreparedFile {
  readonly id: string;
  readonly preparationId: string;
  readonly paperKey: string;
  readonly name: string;
  readonly mediaType: 'image/jpeg' | 'application/pdf';
  /** Bytes. */
  readonly size: number;
  readonly pages: number | null;
  /** Hex. */
  readonly sha256: string;
  /** `waiting`: the virus scanner has not looked at it yet; it is handed to nobody. */
  readonly state: 'clean' | 'waiting';
  readonly reusedFrom: string | null;
  readonly handedOn: boolean;
  readonly requestId: string;
  readonly addedAt: Temporal.Instant;
}

/** Limits of a draft: what a whole dossier of a commune needs, and not a store for films. */
export const LIMITS = {
  filesPerPaper: 20,
  files: 60,
  bytes: 120 * 1024 * 1024,
} as const;

/** The beginning of a draft. */
export const StartInput = z.object({
  requestId: z.uuid(),
  procedureCode: z.string('Xin chọn thủ tục.').regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193'),
});
export type StartInput = z.output<typeof StartInput>;

/** The ten digits, however they are typed: "482 109 3716", or the whole text of the QR. */
export const CodeInput = z.object({
  requestId: z.uuid(),
  code: z.string('Xin nhập mã hồ sơ chuẩn bị.').max(500),
  ticketId: z.uuid().optional(),
});
export type CodeInput = z.output<typeof CodeInput>;

/** Settings of the centre. */
export const SettingsInput = z.object({
  keepDays: z.coerce
    .number('Xin nhập số ngày.')
    .int('Xin nhập số ngày tròn.')
    .min(3, 'Ít nhất 3 ngày.')
    .max(365, 'Nhiều nhất 365 ngày.'),
  scannerHost: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]([a-z0-9.:-]{0,248}[a-z0-9])?$/, 'Địa chỉ có dạng 192.168.1.20 hoặc may-quet.local.')
    .or(z.literal(''))
    .default(''),
  scannerPort: z.coerce.number('Cổng là một số.').int().min(1).max(65_535).default(3310),
});
export type SettingsInput = z.output<typeof SettingsInput>;

/** Switching the filing of one procedure here on or off. */
export const FilingInput = z.object({
  procedureCode: StartInput.shape.procedureCode,
  on: z.enum(['yes', 'no']),
});
export type FilingInput = z.output<typeof FilingInput>;
