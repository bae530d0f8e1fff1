import { z } from 'zod';
import type { PrintState } from '#modules/documents/schema.ts';
import type { FunctionState, KioskFunction } from './rules/kiosk-functions.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const Flag = z
  .union([z.boolean(), z.enum(['1', '0'])])
  .transform((value) => value === true || value === '1')
  .default(false);

/** Several answers of one name: an HTML form sends one as text, more as a list. */
const Ids = z
  .union([z.uuid().transform((id) => [id]), z.array(z.uuid())])
  .default([])
  .transform((ids) => [...new Set(ids)]);

/** Wi-Fi of the hall as printed in a QR code, and the portal that kiosks lead to. */
export const HallSettings = z.object({
  wifiName: z.string(),
  wifiSecurity: z.enum(['WPA', 'nopass']),
  wifiPassword: z.string(),
  wifiHidden: z.boolean(),
  portalUrl: z.string(),
});
export type HallSettings = z.infer<typeof HallSettings>;

const encoder = new TextEncoder();

/** What an administrator types for {@link HallSettings}. An empty Wi-Fi name means that no Wi-Fi is offered. */
export const HallSettingsInput = z
  .object({
    wifiName: z
      .string()
      .trim()
      .default('')
      .refine(
        (name) => encoder.encode(name).length <= 32,
        'Tên Wi-Fi dài nhất 32 byte (chữ có dấu tính 2–3 byte). Xin đặt tên ngắn hơn.',
      ),
    wifiSecurity: z.enum(['WPA', 'nopass']).default('WPA'),
    wifiPassword: z
      .string()
      .default('')
      .refine(
        (text) => text === '' || /^[\x20-\x7e]{8,63}$/.test(text),
        'Mật khẩu Wi-Fi có 8–63 ký tự không dấu.',
      ),
    wifiHidden: Flag,
    portalUrl: z
      .union([z.literal(''), z.url({ protocol: /^https$/, error: 'Địa chỉ cổng bắt đầu bằng https://' })])
      .default(''),
  })
  .superRefine((input, context) => {
    if (input.wifiName !== '' && input.wifiSecurity === 'WPA' && input.wifiPassword === '') {
      context.addIssue({
        code: 'custom',
        path: ['wifiPassword'],
        message: 'Xin nhập mật khẩu Wi-Fi, hoặc chọn “không có mật khẩu”.',
      });
    }
  })
  .transform((input) => ({
    ...input,
    wifiPassword: input.wifiName === '' || input.wifiSecurity === 'nopass' ? '' : input.wifiPassword,
  }));
export type HallSettingsInput = z.output<typeof HallSettingsInput>;

/** A board of the hall (bảng gọi số). Without groups and counters it shows all. */
export interface Board {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly counters: readonly string[];
  readonly voice: boolean;
  /** How often a call is spoken. */
  readonly repeats: number;
  /** Whether announcements run on it. */
  readonly notices: boolean;
  readonly active: boolean;
}

/** What an administrator types for a board. */
export const BoardInput = z.object({
  id: z.uuid().optional(),
  name: z
    .string('Xin đặt tên bảng.')
    .trim()
    .min(1, 'Xin đặt tên bảng.')
    .max(80, 'Tên bảng dài nhất 80 ký tự.'),
  groups: Ids,
  counters: Ids,
  voice: Flag,
  repeats: z.coerce.number().int().min(1).max(3, 'Đọc nhiều nhất 3 lần.').default(2),
  notices: Flag,
  active: Flag,
});
export type BoardInput = z.output<typeof BoardInput>;

/** An announcement between calls; times are local ("07:30"), days ISO or null for every day. */
export interface HallNotice {
  readonly id: string;
  readonly body: string;
  readonly fromTime: string;
  readonly toTime: string;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly spoken: boolean;
  readonly everyMinutes: number;
}

/** What an administrator types for an announcement. */
export const NoticeInput = z
  .object({
    id: z.uuid().optional(),
    body: z
      .string('Xin viết thông báo.')
      .trim()
      .min(1, 'Xin viết thông báo.')
      .max(300, 'Thông báo dài nhất 300 ký tự.'),
    fromTime: z.string('Xin ghi giờ bắt đầu.').regex(TIME, 'Giờ có dạng 07:30.'),
    toTime: z.string('Xin ghi giờ kết thúc.').regex(TIME, 'Giờ có dạng 11:30.'),
    firstDay: z.iso.date('Ngày có dạng 2026-11-27.').optional(),
    lastDay: z.iso.date('Ngày có dạng 2026-11-27.').optional(),
    spoken: Flag,
    everyMinutes: z.coerce
      .number()
      .int()
      .min(5, 'Đọc cách nhau ít nhất 5 phút.')
      .max(240, 'Đọc cách nhau nhiều nhất 240 phút.')
      .default(15),
  })
  .refine(({ fromTime, toTime }) => fromTime < toTime, {
    path: ['toTime'],
    message: 'Giờ kết thúc phải sau giờ bắt đầu.',
  })
  .refine(({ firstDay, lastDay }) => firstDay === undefined || lastDay === undefined || firstDay <= lastDay, {
    path: ['lastDay'],
    message: 'Ngày cuối không được trước ngày đầu.',
  });
export type NoticeInput = z.output<typeof NoticeInput>;

/** How the paper of a ticket stands: as its print job. */
export type SlipState = PrintState;

/** The paper of a ticket at a kiosk. */
export interface Slip {
  readonly jobId: string;
  readonly ticketId: string;
  readonly state: SlipState;
  /** How often it was sent to the printer. */
  readonly tries: number;
}

/** A call for an officer from a kiosk. */
export interface HelpCall {
  readonly id: string;
  readonly deviceId: string;
  /** Name of the kiosk, as enrolled. */
  readonly place: string;
  readonly calledAt: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
  /** Account of the officer who comes, and the name. */
  readonly officerId: string | null;
  readonly acknowledgedBy: string | null;
  readonly endedAt: Temporal.Instant | null;
}

/** How an identity check at a kiosk ended. */
export const IdentityNote = z.object({
  way: z.enum(['card', 'vneid']),
  outcome: z.enum(['ok', 'refused', 'failed']),
});
export type IdentityNote = z.output<typeof IdentityNote>;

/** A recording of the commune's own. */
export interface OwnClip {
  readonly clip: string;
  readonly kind: 'wav' | 'mp3' | 'opus';
  readonly storeKey: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly uploadedAt: Temporal.Instant;
}

/**
 * Asks upper modules and connections how they stand, e.g. payment at the kiosk: whoever has something to say calls `add` with one of
 * the kinds and states of `rules/kiosk-functions.ts`.
 */
interface KioskFunctionsAsked {
  add(kind: KioskFunction, state: FunctionState): void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'queue.kiosk-functions': KioskFunctionsAsked;
  }
}
