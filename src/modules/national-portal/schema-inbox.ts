import { z } from 'zod';

/**
 * `off`: nothing is taken; `key`: the secret goes with each post in `x-portal-key` (`Authorization: Bearer` is the API's own, for its programs); `hmac`: each post
 * is signed with it.
 */
export const InboxAuth = z.enum(['off', 'key', 'hmac']);

/** One origin from which files may be fetched: scheme, host and port, nothing behind. */
const Origin = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.parse(text);
    const plain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
    if (!plain || url.username !== '') {
      context.addIssue({
        code: 'custom',
        message: `“${text}” chưa đúng dạng. Xin ghi mỗi dòng một máy chủ, ví dụ https://tep.dichvucong.gov.vn`,
      });
      return z.NEVER;
    }
    return url.origin;
  });

const Path = z
  .string()
  .trim()
  .regex(/^(\/[^\s?#]*)?$/, 'Đường dẫn bắt đầu bằng dấu / hoặc để trống.')
  .default('');

/** How dossiers from the portal come in. */
export const InboxSettings = z.object({
  auth: InboxAuth.default('off'),
  origins: z.array(Origin).max(50).default([]),
  /** Files may lie in the own network, as behind a relay of the province. */
  ownNetwork: z.boolean().default(false),
  /** Where a relay that does not push is asked; empty: it is not. */
  waitingPath: Path,
  acknowledgePath: Path,
  /** The portal's page of a procedure, `{code}` in place of its code; for filing with a citizen. */
  procedurePage: z
    .string()
    .trim()
    .regex(/^https:\/\/\S+$/, 'Địa chỉ bắt đầu bằng https://')
    .default('https://dichvucong.gov.vn/'),
  /** Codes told in place of the national status code, where the province wants others, e.g. 3 → 11. */
  stateCodes: z.record(z.string().regex(/^([1-9]|10)$/), z.string().regex(/^\d{1,2}$/)).default({}),
});
export type InboxSettings = z.output<typeof InboxSettings>;

/** Input of the settings page. An empty secret keeps the stored one. */
export const InboxSettingsInput = z
  .object({
    requestId: z.uuid(),
    auth: InboxAuth.default('off'),
    secret: z
      .union([z.literal(''), z.string().trim().min(16, 'Khóa bí mật cần ít nhất 16 ký tự.').max(500)])
      .default(''),
    origins: z
      .string()
      .max(5_000)
      .default('')
      .transform((text) => text.split('\n').filter((line) => line.trim() !== ''))
      .pipe(InboxSettings.shape.origins.unwrap()),
    ownNetwork: z
      .string()
      .optional()
      .transform((value) => value === 'yes'),
    waitingPath: Path,
    acknowledgePath: Path,
    procedurePage: InboxSettings.shape.procedurePage,
    stateCodes: z
      .string()
      .max(500)
      .default('')
      .transform((text, context) => {
        const pairs = text.split('\n').filter((line) => line.trim() !== '');
        const found: Record<string, string> = {};
        for (const line of pairs) {
          const [, from = '', to = ''] = /^\s*(\d{1,2})\s*=\s*(\d{1,2})\s*$/.exec(line) ?? [];
          if (!/^([1-9]|10)$/.test(from) || to === '') {
            context.addIssue({
              code: 'custom',
              message: `Dòng “${line.trim()}” chưa đúng dạng, ví dụ 3 = 11`,
            });
            return z.NEVER;
          }
          found[from] = to;
        }
        return found;
      }),
  })
  .refine(({ waitingPath, acknowledgePath }) => (waitingPath === '') === (acknowledgePath === ''), {
    path: ['acknowledgePath'],
    message: 'Xin điền cả đường dẫn hỏi hồ sơ và đường dẫn xác nhận, hoặc để trống cả hai.',
  });
export type InboxSettingsInput = z.output<typeof InboxSettingsInput>;

export const ArrivalState = z.enum(['kept', 'admitted', 'quarantined', 'dismissed']);
export type ArrivalState = z.infer<typeof ArrivalState>;

/** One post of the portal as it was kept. */
export interface Arrival {
  readonly id: string;
  /** Empty when even that could not be read. */
  readonly number: string;
  readonly version: number;
  readonly body: unknown;
  readonly arrivedAt: Temporal.Instant;
  readonly alertBy: Temporal.Instant;
  /** Null where the calendar ends before. */
  readonly respondBy: Temporal.Instant | null;
  readonly state: ArrivalState;
  readonly why: string | null;
  readonly dossierId: string | null;
  readonly openedAt: Temporal.Instant | null;
  readonly openedBy: string | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly escalated: number;
}

export const ArrivedFileState = z.enum(['waiting', 'kept', 'refused']);

/** One file of an arrival. */
export interface ArrivedFile {
  readonly id: string;
  readonly inboxId: string;
  readonly place: number;
  readonly outsideId: string;
  readonly name: string;
  readonly paperKey: string;
  readonly url: string;
  readonly state: z.infer<typeof ArrivedFileState>;
  readonly why: string | null;
  readonly attempts: number;
  readonly nextAt: Temporal.Instant;
  readonly fileId: string | null;
  readonly bound: boolean;
}

/** Input of leaving an arrival out: what the person answers for. */
export const DismissInput = z.object({
  requestId: z.uuid(),
  reason: z
    .string('Xin ghi lý do không nhận.')
    .trim()
    .min(5, 'Xin ghi rõ lý do không nhận (ít nhất 5 chữ).')
    .max(500),
});
export type DismissInput = z.output<typeof DismissInput>;

/** What is kept of one assisted filing. */
export interface Assist {
  readonly id: string;
  readonly helperId: string;
  readonly helperName: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly citizenName: string;
  readonly citizenId: string;
  readonly note: string;
  readonly startedAt: Temporal.Instant;
  readonly state: 'open' | 'filed' | 'dropped';
  readonly number: string | null;
  readonly endedAt: Temporal.Instant | null;
  readonly why: string | null;
  /** Whether the filed dossier has come in. */
  readonly arrived: boolean;
}

/** Input of beginning to help: the citizen may stay unnamed. */
export const AssistInput = z.object({
  requestId: z.uuid(),
  procedureCode: z
    .string('Xin chọn thủ tục.')
    .trim()
    .regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193.'),
  citizenName: z.string().trim().max(300).default(''),
  citizenId: z
    .string()
    .trim()
    .regex(/^(\d{9}|\d{12})?$/, 'Số căn cước gồm 12 chữ số; để trống nếu người dân không cung cấp.')
    .default(''),
  note: z.string().trim().max(500).default(''),
});
export type AssistInput = z.output<typeof AssistInput>;

/** Input of the number that the portal gave. */
export const FiledInput = z.object({
  requestId: z.uuid(),
  number: z
    .string('Xin nhập mã hồ sơ mà Cổng vừa cấp.')
    .trim()
    .min(6, 'Mã hồ sơ trên Cổng dài hơn. Xin chép đủ.')
    .max(50)
    .regex(/^[A-Za-z0-9.\-/]+$/, 'Mã hồ sơ chỉ gồm chữ, số, dấu chấm và gạch ngang.'),
});
export type FiledInput = z.output<typeof FiledInput>;

/** Input of ending without a dossier. */
export const DropInput = z.object({
  requestId: z.uuid(),
  reason: z.string('Xin ghi lý do chưa nộp.').trim().min(3, 'Xin ghi rõ lý do chưa nộp.').max(500),
});
export type DropInput = z.output<typeof DropInput>;

export {
  FiledBy,
  FiledDossier,
  FiledPost,
  HandedIn,
  PortalState,
  type PostAnswer,
} from '#integrations/national-portal/inbound.ts';
