import { z } from 'zod';

/** What a citizen sends for a dossier that an officer has to settle: an answer to a request for supplement, or a wish to withdraw. */
/** Every kind. */
export const SENDING_KINDS = ['supplement', 'withdrawal'] as const;
const SendingKind = z.enum(SENDING_KINDS);
export type SendingKind = z.infer<typeof SendingKind>;

/** States of a sending; see the table in `rules/sending.ts`. */
const SENDING_STATES = ['draft', 'sent', 'taken', 'sent-back', 'overtaken'] as const;
export type SendingState = (typeof SENDING_STATES)[number];

/** A sending as its row holds it. */
export const Sending = z.object({
  id: z.uuid(),
  dossierId: z.uuid(),
  kind: SendingKind,
  state: z.enum(SENDING_STATES),
  words: z.string(),
  startedAt: z.custom<Temporal.Instant>(),
  sentAt: z.custom<Temporal.Instant | null>(),
  sendRequestId: z.string().nullable(),
  settledAt: z.custom<Temporal.Instant | null>(),
  settledBy: z.string().nullable(),
  settledWhy: z.string().nullable(),
  settledSeq: z.number().nullable(),
});
export type Sending = z.output<typeof Sending>;

const MediaType = z.enum(['image/jpeg', 'application/pdf']);

/** A file of a sending. `item`: which of the papers asked for, from 0. `size` in bytes. */
export const SentFile = z.object({
  id: z.uuid(),
  sendingId: z.uuid(),
  item: z.int(),
  name: z.string(),
  mediaType: MediaType,
  size: z.int(),
  requestId: z.uuid(),
});
export type SentFile = z.output<typeof SentFile>;

/** A message about a dossier. `byPost`: unit and post of the officer, never a private name. */
export const Message = z.object({
  id: z.uuid(),
  dossierId: z.uuid(),
  author: z.enum(['citizen', 'office']),
  byPost: z.string(),
  words: z.string(),
  photoId: z.uuid().nullable(),
  photoType: MediaType.nullable(),
  at: z.custom<Temporal.Instant>(),
  answeredAt: z.custom<Temporal.Instant | null>(),
});
export type Message = z.output<typeof Message>;

/** The number and second secret of a dossier, as typed at look-up. */
export const SecretInput = z.object({
  so: z.string().trim().min(1).max(60),
  ma: z.string().trim().min(1).max(40),
});

const requestId = z.uuid();

/** Sending the collected papers. */
export const SendInput = z.object({ requestId, words: z.string().trim().max(1000).default('') });

/** A wish to withdraw: with a reason, and said twice. */
export const WithdrawInput = z.object({
  requestId,
  words: z
    .string({ error: 'Xin ghi lý do rút hồ sơ.' })
    .trim()
    .min(3, 'Xin ghi lý do rút hồ sơ.')
    .max(1000, 'Lý do dài nhất 1.000 chữ cái. Xin viết gọn hơn.'),
  sure: z.literal('1', { error: 'Xin đánh dấu ô xác nhận để chắc chắn ông/bà muốn rút hồ sơ.' }),
});
export type WithdrawInput = z.output<typeof WithdrawInput>;

/** One message. */
export const MessageInput = z.object({
  requestId,
  words: z
    .string({ error: 'Xin viết nội dung tin nhắn.' })
    .trim()
    .min(1, 'Xin viết nội dung tin nhắn.')
    .max(1000, 'Tin nhắn dài nhất 1.000 chữ cái. Xin viết gọn hơn hoặc gửi làm hai tin.'),
});
export type MessageInput = z.output<typeof MessageInput>;

/** An officer takes a sending. `complete`: of a supplement, whether everything asked for is there. */
export const TakeInput = z.object({
  sendingId: z.uuid(),
  complete: z.enum(['1', '0']).default('1'),
});

/** An officer sends a sending back. */
export const SendBackInput = z.object({
  sendingId: z.uuid(),
  why: z
    .string({ error: 'Xin ghi lý do để người dân biết cần làm gì.' })
    .trim()
    .min(3, 'Xin ghi lý do để người dân biết cần làm gì.')
    .max(1000, 'Lý do dài nhất 1.000 chữ cái.'),
});
export type SendBackInput = z.output<typeof SendBackInput>;

/** What a centre lets its citizens do. `answerHours`: working hours within which messages should be answered. */
export const SettingsInput = z.object({
  resultDownload: z.enum(['1']).optional(),
  answerHours: z.coerce
    .number({ error: 'Xin nhập số giờ làm việc từ 1 đến 80.' })
    .int('Xin nhập số giờ làm việc từ 1 đến 80.')
    .min(1, 'Xin nhập số giờ làm việc từ 1 đến 80.')
    .max(80, 'Xin nhập số giờ làm việc từ 1 đến 80.'),
});
export type SettingsInput = z.output<typeof SettingsInput>;

/**
 * The settings in force. Until the centre decided, whoever holds the receipt's code or signed in may download what was signed digitally: such a file proves
 * itself. A result signed on paper is given out electronically only where the centre says so.
 */
export interface FollowSettings {
  readonly resultDownload: boolean;
  /** Only what was signed digitally may be downloaded. */
  readonly digitalOnly: boolean;
  readonly answerHours: number;
}
export const DEFAULT_SETTINGS: FollowSettings = { resultDownload: true, digitalOnly: true, answerHours: 8 };

/** What one sending, and one message, may hold. */
export const LIMITS = { filesPerItem: 10, files: 40, bytes: 60 * 1024 * 1024, messagesPerDay: 20 } as const;
