import { z } from 'zod';
import { PortalDossier, type PortalRating, PortalStep } from '#integrations/national-portal/payload.ts';
import { PortalConnection } from '#integrations/national-portal/port.ts';

/** Code lists that the guide or the province may set otherwise. */
export const PortalCodes = z.object({
  channels: z
    .object({ direct: z.string(), online: z.string(), postal: z.string() })
    .default({ direct: '1', online: '2', postal: '3' }),
  /** Return of the result: at the counter or electronically `0`, by post `1`. */
  deliveries: z
    .object({ counter: z.string(), electronic: z.string(), post: z.string() })
    .default({ counter: '0', electronic: '0', post: '1' }),
  citizen: z.string().default('1'),
  organisation: z.string().default('2'),
  /** Nơi nộp hồ sơ: 2 is the local system. */
  handedInAt: z.string().default('2'),
  /** Mã lĩnh vực by the name of the field, where the province gave them. */
  fields: z.record(z.string(), z.string()).default({}),
});
export type PortalCodes = z.output<typeof PortalCodes>;

/** One machine, or a range of them, that may fetch files. */
const Caller = z
  .string()
  .trim()
  .refine(
    (text) => z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(text).success,
    'Xin ghi mỗi dòng một địa chỉ máy hoặc dải địa chỉ, ví dụ 10.20.0.5 hoặc 10.20.0.0/16.',
  );

/** Who may fetch files from us, and how long an address is good. Nobody until somebody is named. */
export const PortalFiles = z.object({
  callers: z.array(Caller).max(50).default([]),
  days: z.int().min(1).max(90).default(7),
});
export type PortalFiles = z.output<typeof PortalFiles>;

/** How a centre reaches the portal. */
export interface PortalSettings {
  /** Changes with every change of the settings. */
  readonly version: string;
  readonly connection: PortalConnection;
  readonly codes: PortalCodes;
  readonly files: PortalFiles;
  /** Whether the satisfaction of each month is told. */
  readonly ratings: boolean;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** Input of the settings page. An empty secret keeps the one that is stored. */
export const SettingsInput = z
  .object({
    requestId: z.uuid(),
    secret: z.string().trim().max(500).default(''),
    callers: z
      .string()
      .max(5_000)
      .default('')
      .transform((text) => text.split('\n').filter((line) => line.trim() !== ''))
      .pipe(PortalFiles.shape.callers.unwrap()),
    days: z.coerce
      .number('Xin ghi số ngày.')
      .int('Xin ghi số ngày là số nguyên.')
      .min(1, 'Ít nhất 1 ngày.')
      .max(90, 'Nhiều nhất 90 ngày.')
      .default(7),
    ratings: z
      .string()
      .optional()
      .transform((value) => value === 'yes'),
    fields: z
      .string()
      .max(20_000)
      .default('')
      .transform((text, context) => {
        const found: Record<string, string> = {};
        for (const line of text.split('\n').filter((row) => row.trim() !== '')) {
          const [name, code, ...more] = line.split('=').map((part) => part.trim());
          if (name === undefined || code === undefined || name === '' || code === '' || more.length > 0) {
            context.addIssue({
              code: 'custom',
              message: `Dòng “${line.trim()}” chưa đúng dạng: Tên lĩnh vực = Mã lĩnh vực.`,
            });
            return z.NEVER;
          }
          found[name] = code;
        }
        return found;
      }),
  })
  .and(PortalConnection);
export type SettingsInput = z.output<typeof SettingsInput>;

export const OutboxState = z.enum(['waiting', 'pushed', 'sent', 'stuck', 'skipped']);
export type OutboxState = z.infer<typeof OutboxState>;

/** One change that the portal must hear of. */
export interface OutboxItem {
  readonly seq: number;
  readonly dossierId: string;
  readonly number: string;
  readonly dossierSeq: number;
  /** `dossier`: one of ours with its steps; `state`: what came of one that the portal gave us. */
  readonly kind: 'dossier' | 'state';
  readonly payload: unknown;
  /** Checked, as the payload is, when they are sent. */
  readonly steps: readonly unknown[];
  readonly trimmed: readonly string[];
  readonly state: OutboxState;
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
  readonly firstTryAt: Temporal.Instant | null;
  readonly nextAt: Temporal.Instant;
  readonly lastWhy: string | null;
  readonly endedAt: Temporal.Instant | null;
}

/** What the portal is known to hold of a dossier. */
export interface Known {
  readonly known: 'no' | 'unsure' | 'yes';
  readonly toldStatus: string | null;
  /** TechID that the portal named for a filed dossier's owner; empty: it knows none; null: not asked. */
  readonly techId: string | null;
}

/** One difference between both sides. */
export const Difference = z.object({
  number: z.string(),
  kind: z.enum(['not-there', 'other-status', 'other-procedure']),
  ours: z.string(),
  theirs: z.string(),
});
export type Difference = z.output<typeof Difference>;

/** A comparison of both sides. */
export interface Reconciliation {
  readonly at: Temporal.Instant;
  readonly checked: number;
  readonly unanswered: number;
  readonly differences: readonly Difference[];
}

/** Input of skipping an item: what the person answers for. */
export const SkipInput = z.object({
  requestId: z.uuid(),
  reason: z
    .string('Xin ghi lý do bỏ qua.')
    .trim()
    .min(5, 'Xin ghi rõ lý do bỏ qua (ít nhất 5 chữ).')
    .max(500),
});
export type SkipInput = z.output<typeof SkipInput>;

export type { Outcome } from '#integrations/national-portal/answer.ts';
export type { PortalRating };
export { PortalDossier, PortalStep };
