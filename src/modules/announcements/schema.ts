import { z } from 'zod';

export type { LookUpOutcome, SendOutcome } from '#integrations/messaging.ts';

/**
 * Ways by which news goes out: web article, lobby board, loudspeaker script, Zalo OA article, Facebook page, SMS, e-mail, web push, and
 * `group`: a text that an officer pastes into ordinary Zalo groups, which have no interface.
 */
export const CHANNELS = [
  'web',
  'board',
  'loudspeaker',
  'zalo',
  'facebook',
  'sms',
  'email',
  'push',
  'group',
] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.infer<typeof Channel>;

/** Priorities of a bulletin (TT 39/2020/TT-BTTTT): thông thường, ưu tiên, khẩn cấp. */
export const PRIORITIES = ['normal', 'priority', 'urgent'] as const;
export const Priority = z.enum(PRIORITIES);
export type Priority = z.infer<typeof Priority>;

/** What an officer decided for one channel: whether news goes there, and the text of their own where the proposal was changed. */
const StoredVersion = z.object({
  on: z.boolean(),
  title: z.string().optional(),
  text: z.string().optional(),
});

/** Decisions by channel; a channel that is missing is on with the proposal. */
export const StoredVersions = z.partialRecord(Channel, StoredVersion);
export type StoredVersions = z.output<typeof StoredVersions>;

/** A picture as stored: JPEG, drawn anew, without position or device. */
export const Picture = z.object({
  key: z.string(),
  alt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
});
export type Picture = z.output<typeof Picture>;

/** What the officer wrote. */
export interface Content {
  readonly title: string;
  readonly body: string;
  readonly priority: Priority;
  readonly place: string;
  /** Thôn, bản, tổ dân phố it is for; empty: the whole commune. */
  readonly villages: readonly string[];
  readonly validFrom: Temporal.Instant;
  readonly validTo: Temporal.Instant;
  /** Local times of day at which loudspeakers play it, `HH:MM`. */
  readonly airTimes: readonly string[];
  /** How often it is said in a row. */
  readonly airRepeat: number;
  readonly picture: Picture | null;
  /** What was wrong before; null for the first revision. */
  readonly correction: string | null;
}

/** One version for one channel, as it will go out. */
export interface Version {
  readonly channel: Channel;
  readonly on: boolean;
  readonly title: string;
  readonly text: string;
  /** Whether the officer changed the proposal. */
  readonly edited: boolean;
}

export const RevisionState = z.enum(['draft', 'submitted', 'approved', 'dropped']);
export type RevisionState = z.infer<typeof RevisionState>;

/** A revision of a piece of news. */
export interface Revision {
  readonly newsId: string;
  readonly revision: number;
  readonly state: RevisionState;
  readonly content: Content;
  readonly versions: StoredVersions;
  readonly editorId: string;
  readonly editorName: string;
  readonly changedAt: Temporal.Instant;
  /** Raised with every change. */
  readonly edits: number;
  readonly returnedWhy: string | null;
  readonly submittedAt: Temporal.Instant | null;
  readonly approvedAt: Temporal.Instant | null;
}

/** A piece of news without its texts. */
export interface News {
  readonly id: string;
  readonly slug: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly createdAt: Temporal.Instant;
  readonly liveRevision: number | null;
  readonly publishedAt: Temporal.Instant | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawReason: string | null;
}

/** An approval of the text as it stood at `edits`. */
export interface Approval {
  readonly accountId: string;
  readonly name: string;
  readonly position: string;
  readonly leader: boolean;
  readonly edits: number;
  readonly reason: string | null;
  readonly at: Temporal.Instant;
}

/** The sound of a loudspeaker script. */
export interface Audio {
  readonly source: 'engine' | 'recording';
  readonly madeBy: string;
  readonly kind: 'wav' | 'mp3' | 'opus';
  readonly storeKey: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly durationMs: number;
  /** Hex digest of the normalised words that it says. */
  readonly scriptSha256: string;
  readonly madeAt: Temporal.Instant;
}

export const Action = z.enum(['publish', 'correct', 'withdraw']);
export type Action = z.infer<typeof Action>;

export const DeliveryState = z.enum(['waiting', 'sent', 'failed', 'manual', 'cancelled']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** What one channel (and one recipient of it) has to be told. */
export interface Delivery {
  readonly id: string;
  readonly newsId: string;
  readonly revision: number;
  readonly channel: Channel;
  readonly action: Action;
  /** Empty, or the id of a contact or a listener. */
  readonly recipient: string;
  /** The SMS gateway or Official Account of the last try. */
  readonly carrierId: string | null;
  readonly state: DeliveryState;
  /** A call was begun whose end is not known. */
  readonly unsure: boolean;
  readonly attempts: number;
  readonly nextAt: Temporal.Instant;
  readonly leaseUntil: Temporal.Instant | null;
  readonly firstTryAt: Temporal.Instant | null;
  readonly reference: string | null;
  readonly lastWhy: string | null;
  readonly doneBy: string | null;
  readonly createdAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;

/** Words separated by commas or lines; each once. */
function listOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n,;]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}

const localMoment = (name: string) =>
  z
    .string(`Xin ghi ${name}.`)
    .regex(LOCAL, `Xin ghi ${name} đủ ngày và giờ.`)
    .refine((text) => {
      try {
        Temporal.PlainDateTime.from(text);
        return true;
      } catch {
        return false;
      }
    }, `Xin ghi ${name} đủ ngày và giờ, ngày có thật.`)
    .transform((text) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Ho_Chi_Minh').toInstant());

/** What an officer types for a piece of news. */
export const NewsInput = z
  .object({
    requestId: z.uuid(),
    title: z
      .string('Xin viết tiêu đề.')
      .trim()
      .min(5, 'Xin viết tiêu đề ít nhất 5 ký tự.')
      .max(200, 'Tiêu đề dài nhất 200 ký tự. Xin viết gọn lại.'),
    body: z
      .string('Xin viết nội dung.')
      .trim()
      .min(20, 'Xin viết nội dung ít nhất 20 ký tự: việc gì, ai cần biết, ở đâu, khi nào.')
      .max(10_000, 'Nội dung dài nhất 10.000 ký tự. Xin viết gọn lại.'),
    priority: Priority.default('normal'),
    place: z.string().trim().max(200, 'Địa điểm dài nhất 200 ký tự.').default(''),
    villages: z
      .string()
      .default('')
      .transform(listOf)
      .refine((all) => all.length <= 60, 'Nhiều nhất 60 thôn, bản, tổ dân phố.'),
    validFrom: localMoment('lúc bắt đầu'),
    validTo: localMoment('lúc hết hạn'),
    airTimes: z
      .string()
      .default('')
      .transform(listOf)
      .refine((all) => all.every((time) => TIME.test(time)), 'Giờ phát ghi dạng 05:30, cách nhau dấu phẩy.')
      .refine((all) => all.length <= 6, 'Mỗi ngày phát nhiều nhất 6 giờ khác nhau.')
      .transform((all) => all.toSorted()),
    airRepeat: z.coerce.number().int().min(1).max(3, 'Mỗi lần đọc nhiều nhất 3 lượt.').default(1),
    alt: z.string().trim().max(200, 'Lời tả ảnh dài nhất 200 ký tự.').default(''),
    /** The edit that the officer saw; left out for news that is new. */
    edits: z.coerce.number().int().min(0).optional(),
    /** What was wrong before; only for a correction. */
    correction: z.string().trim().max(500, 'Lời đính chính dài nhất 500 ký tự.').default(''),
  })
  .refine(({ validFrom, validTo }) => Temporal.Instant.compare(validFrom, validTo) < 0, {
    path: ['validTo'],
    message: 'Lúc hết hạn phải sau lúc bắt đầu.',
  })
  .refine(
    ({ validFrom, validTo }) => Temporal.Instant.compare(validFrom.add({ hours: 24 * 370 }), validTo) > 0,
    { path: ['validTo'], message: 'Tin có hạn dài nhất một năm. Xin ghi lúc hết hạn sớm hơn.' },
  );
export type NewsInput = z.output<typeof NewsInput>;

/** What an officer types for one channel. */
export const VersionInput = z.object({
  requestId: z.uuid(),
  /** The edit that the officer saw. */
  edits: z.coerce.number().int().min(0),
  on: z
    .enum(['1', '0'])
    .default('0')
    .transform((value) => value === '1'),
  title: z.string().trim().max(500).default(''),
  text: z.string().trim().max(20_000).default(''),
});
export type VersionInput = z.output<typeof VersionInput>;

/** What an approver says. `edits`: the text they read. */
export const ApproveInput = z.object({
  requestId: z.uuid(),
  edits: z.coerce.number().int().min(0),
  reason: z.string().trim().max(500, 'Lý do dài nhất 500 ký tự.').default(''),
});
export type ApproveInput = z.output<typeof ApproveInput>;

/** Why a text is sent back, or a piece of news called back. */
export const ReasonInput = z.object({
  requestId: z.uuid(),
  reason: z
    .string('Xin ghi lý do.')
    .trim()
    .min(5, 'Xin ghi rõ lý do (ít nhất 5 chữ).')
    .max(500, 'Lý do dài nhất 500 ký tự.'),
});
export type ReasonInput = z.output<typeof ReasonInput>;

/** Someone who asked for news. */
export interface Contact {
  readonly id: string;
  readonly kind: 'email' | 'sms';
  readonly address: string;
  readonly name: string;
  readonly village: string;
  readonly consent: string;
  readonly token: string;
  readonly addedBy: string;
  readonly addedAt: Temporal.Instant;
}

/** What an officer types for a contact. */
export const ContactInput = z
  .object({
    requestId: z.uuid(),
    kind: z.enum(['email', 'sms'], 'Xin chọn nhận bằng thư điện tử hay tin nhắn.'),
    address: z.string('Xin ghi địa chỉ nhận.').trim().toLowerCase().max(200),
    name: z
      .string('Xin ghi ai nhận.')
      .trim()
      .min(2, 'Xin ghi ai nhận.')
      .max(120, 'Tên người nhận dài nhất 120 ký tự.'),
    village: z.string().trim().max(80).default(''),
    consent: z
      .string('Xin ghi người nhận đã đồng ý thế nào.')
      .trim()
      .min(5, 'Xin ghi người nhận đã đồng ý thế nào, ví dụ: phiếu đăng ký ngày 05/5/2026.')
      .max(200),
  })
  .superRefine(({ kind, address }, context) => {
    if (kind === 'email' && !z.email().safeParse(address).success) {
      context.addIssue({
        code: 'custom',
        path: ['address'],
        message: 'Địa chỉ thư chưa đúng, ví dụ ten@example.vn.',
      });
    }
    if (kind === 'sms' && !/^0[35789]\d{8}$/.test(address.replaceAll(/[ .]/g, ''))) {
      context.addIssue({
        code: 'custom',
        path: ['address'],
        message: 'Số di động có 10 chữ số, ví dụ 0900 000 001.',
      });
    }
  })
  .transform((input) => ({
    ...input,
    address: input.kind === 'sms' ? input.address.replaceAll(/[ .]/g, '') : input.address,
  }));
export type ContactInput = z.output<typeof ContactInput>;

const Base64Url = z.string().regex(/^[\w-]+={0,2}$/);

/** What a browser tells of itself when it subscribes to the news (Push API). */
export const ListenerInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({ p256dh: Base64Url.min(80).max(100), auth: Base64Url.min(16).max(40) }),
});
export type ListenerInput = z.output<typeof ListenerInput>;
