/** The mirror of the provincial system: what is read of it, and how its fields are called there. */
import { z } from 'zod';
import { MirrorSource } from '#integrations/provincial-system/port.ts';
import { Status } from '#modules/dossiers/schema.ts';
import type { MirrorSaid } from './rules/said.ts';

export { MirrorSource } from '#integrations/provincial-system/port.ts';

/** What is kept of a dossier of the provincial system. */
export const MIRROR_FIELDS = [
  'number',
  'localNumber',
  'procedureCode',
  'procedureName',
  'applicantName',
  'applicantId',
  'phone',
  'status',
  'unitName',
  'receivedAt',
  'dueAt',
  'endedAt',
  'returnedAt',
  'changedAt',
] as const;
export const MirrorField = z.enum(MIRROR_FIELDS);
export type MirrorField = z.infer<typeof MirrorField>;

/** Fields without which a row says nothing. */
export const NEEDED_FIELDS = ['number', 'status'] as const satisfies readonly MirrorField[];

/** How the fields are called there (a column header, or a name with dots in an answer), and which of its states are which of ours. */
export const MirrorMapping = z.object({
  columns: z.partialRecord(MirrorField, z.string().trim().min(1).max(120)),
  /** Name or code of a state there → status 1–10. */
  states: z.record(z.string(), Status).default({}),
});
export type MirrorMapping = z.output<typeof MirrorMapping>;

/** One field with when the source says that it was so; instants as ISO texts, statuses as digits. */
const Stamped = z.object({ value: z.string(), at: z.string() });
export const StampedFields = z.partialRecord(MirrorField, Stamped);
export type StampedFields = z.output<typeof StampedFields>;

/** What one row of the source says of one dossier. */
export interface Observation {
  readonly number: string;
  /** When the source says that it was so. */
  readonly at: Temporal.Instant;
  readonly values: Readonly<Partial<Record<MirrorField, string>>>;
}

/** How it became known that a mirrored dossier is one received here. */
export const LinkedBy = z.enum(['number', 'local-number', 'person', 'hand']);
export type LinkedBy = z.infer<typeof LinkedBy>;

/** A dossier as the provincial system tells it. */
export interface MirroredDossier {
  readonly number: string;
  readonly status: Status;
  readonly localNumber: string | null;
  readonly procedureCode: string | null;
  readonly procedureName: string;
  readonly applicantName: string;
  readonly applicantId: string | null;
  readonly phone: string | null;
  readonly unitName: string;
  readonly receivedAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly returnedAt: Temporal.Instant | null;
  /** Where it comes from, and as of when. */
  readonly source: string;
  readonly asOf: Temporal.Instant;
  readonly dossierId: string | null;
  readonly linkedBy: LinkedBy | null;
}

/** One file or page that was read. */
export interface MirrorBatch {
  readonly id: string;
  readonly kind: 'http' | 'file';
  readonly name: string;
  readonly state: 'taken' | 'failed';
  readonly why: string | null;
  readonly remarks: readonly string[];
  readonly rows: number;
  readonly changed: number;
  readonly quarantined: number;
  readonly asOf: Temporal.Instant | null;
  readonly at: Temporal.Instant;
  readonly byName: string;
}

/** A row that was not taken. */
export interface QuarantinedRow {
  readonly batchName: string;
  readonly at: Temporal.Instant;
  readonly line: number;
  readonly reasons: readonly string[];
}

/** From where a centre mirrors. */
export interface MirrorSettings {
  readonly version: string;
  readonly source: MirrorSource;
  readonly mapping: MirrorMapping;
  /** Hours without a read after which figures are old; null: what is usual for the way they come. */
  readonly staleHours: number | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

const StateLines = z
  .string()
  .max(20_000)
  .default('')
  .transform((text, context) => {
    const found: Record<string, Status> = {};
    for (const line of text.split('\n').filter((row) => row.trim() !== '')) {
      const at = line.lastIndexOf('=');
      const name = line.slice(0, at).trim();
      const code = Status.safeParse(Number(line.slice(at + 1).trim()));
      if (at < 1 || name === '' || !code.success) {
        context.addIssue({
          code: 'custom',
          message: `Dòng “${line.trim()}” chưa đúng dạng: Tên trạng thái = số từ 1 đến 10.`,
        });
        return z.NEVER;
      }
      found[name] = code.data;
    }
    return found;
  });

/** Input of the settings page. An empty secret keeps the one that is stored. */
export const MirrorSettingsInput = z
  .object({
    requestId: z.uuid(),
    secret: z.string().trim().max(2000).default(''),
    /** Empty: what is usual for the way they come. */
    staleHours: z
      .union(
        [z.literal('').transform(() => null), z.coerce.number().int().min(1).max(720)],
        'Xin ghi số giờ từ 1 đến 720, hoặc để trống.',
      )
      .nullable()
      .default(null),
    columns: z
      .partialRecord(MirrorField, z.string().trim().max(120))
      .default({})
      .refine((columns) => NEEDED_FIELDS.every((field) => (columns[field] ?? '') !== ''), {
        message: 'Xin ghi ít nhất tên cột của mã hồ sơ và trạng thái.',
      }),
    states: StateLines,
  })
  .and(MirrorSource);
export type MirrorSettingsInput = z.output<typeof MirrorSettingsInput>;

/** Input of settling a doubt: one of the candidates, or none of them with a reason. */
export const SettleInput = z
  .object({
    requestId: z.uuid(),
    dossierId: z.union([z.uuid(), z.literal('none')], 'Xin chọn một hồ sơ, hoặc “không phải hồ sơ nào”.'),
    reason: z.string().trim().max(500).default(''),
  })
  .refine((input) => input.dossierId !== 'none' || input.reason.length >= 5, {
    path: ['reason'],
    message: 'Xin ghi rõ vì sao không phải hồ sơ nào (ít nhất 5 chữ).',
  });
export type SettleInput = z.output<typeof SettleInput>;

/** An official code that may belong to more than one dossier received here. */
export interface Doubt {
  readonly id: string;
  readonly number: string;
  readonly candidates: readonly string[];
  readonly foundAt: Temporal.Instant;
}

/** What public look-up shows of a mirrored dossier: never a name or a number of a person. */
export interface MirrorFace {
  /** Where it comes from and when that was read; null only outside a centre's layer. */
  readonly said: MirrorSaid | null;
  readonly number: string;
  readonly localNumber: string | null;
  readonly procedureCode: string | null;
  readonly procedureName: string;
  readonly status: Status;
  readonly unitName: string;
  readonly receivedAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant | null;
  readonly returnedAt: Temporal.Instant | null;
  readonly source: string;
  readonly asOf: Temporal.Instant;
}
