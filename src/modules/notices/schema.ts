import { z } from 'zod';
import { CARRIER_FAULTS } from '#integrations/messaging.ts';

/** Ways to tell a citizen. */
export const CHANNELS = ['zalo', 'sms', 'email'] as const;
export const Channel = z.enum(CHANNELS);
export type Channel = z.output<typeof Channel>;

/** What citizens are told of. */
export const EVENTS = [
  'received',
  'supplement',
  'due-changed',
  'payment',
  'result-ready',
  'returned',
  'not-received',
  'stopped',
  'refund',
  'booked',
  'appointment',
  'message',
  'withdrawn',
  'answer',
  'supplement-taken',
  'supplement-returned',
  'withdrawal-refused',
  'petition-received',
  'petition-accepted',
  'petition-asked',
  'petition-answered',
  'petition-refused',
  'petition-forwarded',
  'confirm-email',
] as const;
export const NoticeEvent = z.enum(EVENTS);
export type NoticeEvent = z.output<typeof NoticeEvent>;

/** What a text may name. Nothing else of a person or a dossier leaves the house. */
export const VARIABLES = [
  'so',
  'thu_tuc',
  'don_vi',
  'ten',
  'ngay',
  'so_tien',
  'noi_dung',
  'tra_cuu',
] as const;
export const Variable = z.enum(VARIABLES);
export type Variable = z.output<typeof Variable>;

/** Values of a notice by variable. */
export const NoticeValues = z.partialRecord(Variable, z.string());
export type NoticeValues = z.output<typeof NoticeValues>;

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Xin nhập giờ như 07:00.');

/** Texts of one event as the centre changed them; what is empty is as delivered. */
export const EventTexts = z.object({
  off: z.boolean().default(false),
  sms: z.string().trim().max(1_000).default(''),
  email: z.string().trim().max(4_000).default(''),
  /** Number of the approved ZNS template, and which variable each of its parameters holds. */
  zns: z
    .string()
    .trim()
    .regex(/^\d{0,20}$/, 'Mã mẫu ZNS chỉ gồm chữ số.')
    .default(''),
  znsParams: z.record(z.string().regex(/^[a-z0-9_]{1,40}$/i), Variable).default({}),
  /** VNPT: number of the registered template, and its parameters in order. */
  vnpt: z.string().trim().max(20).default(''),
  vnptParams: z.array(Variable).max(10).default([]),
});
export type EventTexts = z.output<typeof EventTexts>;

/** How a centre tells its citizens. */
export const NoticeSettings = z.object({
  on: z.boolean().default(true),
  order: z.array(Channel).min(1).default(['zalo', 'sms', 'email']),
  /** Hours in which notices go; urgent ones go at any. */
  from: Time.default('07:00'),
  until: Time.default('21:00'),
  /** How the applicant is named: not at all, last name only with the rest as dots, or in full. */
  names: z.enum(['none', 'masked', 'full']).default('masked'),
  /**
   * Whether the number given with the dossier is told without being asked: a state agency doing its duty needs no consent (Luật 91/2025/QH15 Điều 19).
   * What somebody took back is taken back either way.
   */
  withoutConsent: z.boolean().default(false),
  /** Most that may be spent in a month, in đồng; null: no limit. */
  limitVnd: z.int().min(0).nullable().default(null),
  texts: z.partialRecord(NoticeEvent, EventTexts).default({}),
});
export type NoticeSettings = z.output<typeof NoticeSettings>;

/** Input of the settings page. */
export const SettingsInput = z
  .object({
    requestId: z.uuid(),
    on: z.enum(['yes', 'no']),
    first: Channel,
    second: Channel.or(z.literal('none')).default('none'),
    third: Channel.or(z.literal('none')).default('none'),
    from: Time,
    until: Time,
    names: z.enum(['none', 'masked', 'full']),
    withoutConsent: z.enum(['yes', 'no']).default('no'),
    limitVnd: z.coerce.number('Xin nhập số đồng, ví dụ 2000000.').int().min(0).max(10_000_000_000).optional(),
  })
  .superRefine(({ first, second, third, from, until }, context) => {
    const chosen = [first, second, third].filter((one) => one !== 'none');
    if (new Set(chosen).size !== chosen.length) {
      context.addIssue({ code: 'custom', path: ['second'], message: 'Mỗi kênh chỉ chọn một lần.' });
    }
    if (from >= until) {
      context.addIssue({ code: 'custom', path: ['until'], message: 'Giờ kết thúc phải sau giờ bắt đầu.' });
    }
  });
export type SettingsInput = z.output<typeof SettingsInput>;

/** Input of the page of one event's texts. */
export const TextsInput = EventTexts.omit({ znsParams: true, vnptParams: true, off: true }).extend({
  requestId: z.uuid(),
  off: z.enum(['yes', 'no']).default('no'),
  /** One per line, `parameter = variable`. */
  znsParams: z.string().max(2_000).default(''),
  /** Variables in order, apart by commas. */
  vnptParams: z.string().max(500).default(''),
});
export type TextsInput = z.output<typeof TextsInput>;

/** Why a try failed: the carrier's word, or that the line was not there. */
export const TRY_FAULTS = [...CARRIER_FAULTS, 'unavailable'] as const;
export const TryFault = z.enum(TRY_FAULTS);
export type TryFault = z.output<typeof TryFault>;

export const TryState = z.enum(['sending', 'accepted', 'delivered', 'failed', 'unknown']);
export type TryState = z.output<typeof TryState>;

/** One try to tell a citizen. Its id is the request id for the carrier. */
export interface NoticeTry {
  readonly id: string;
  readonly round: number;
  readonly channel: Channel;
  /** The account that carried it; null for e-mail. */
  readonly carrierId: string | null;
  readonly provider: string;
  readonly state: TryState;
  readonly fault: TryFault | null;
  readonly reference: string | null;
  readonly code: string;
  readonly why: string;
  readonly content: string;
  readonly parts: number;
  readonly costVnd: number;
  /** How often its outcome was asked for, or it was repeated under the same id. */
  readonly asked: number;
  readonly startedAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
}

export const NoticeState = z.enum(['waiting', 'sent', 'delivered', 'stuck', 'not-sent', 'skipped']);
export type NoticeState = z.output<typeof NoticeState>;

/** A notice as stored. */
export interface NoticeRow {
  readonly id: string;
  readonly event: NoticeEvent;
  readonly dossierId: string | null;
  readonly subject: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly values: NoticeValues;
  readonly urgent: boolean;
  readonly askedFor: boolean;
  /** The only channels that were chosen for this matter; null: whatever the citizen agreed to. */
  readonly channels: readonly Channel[] | null;
  readonly state: NoticeState;
  readonly round: number;
  /** When the round began: tries are given up some time after. */
  readonly roundAt: Temporal.Instant;
  readonly nextAt: Temporal.Instant | null;
  readonly lastWhy: string | null;
  readonly createdAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly endedBy: string | null;
}

/** How consent came. */
export const ConsentHow = z.enum(['counter', 'online', 'own-page', 'link', 'officer']);
export type ConsentHow = z.output<typeof ConsentHow>;

/** What holds for an address and a channel. */
export interface Consent {
  readonly channel: Channel;
  readonly address: string;
  readonly wants: boolean;
  readonly how: ConsentHow;
  readonly byName: string;
  readonly evidence: string;
  readonly at: Temporal.Instant;
}

/** An officer's message to a citizen. */
export const WriteInput = z.object({
  requestId: z.uuid(),
  text: z
    .string('Xin nhập nội dung.')
    .trim()
    .min(5, 'Xin nhập nội dung, ít nhất 5 ký tự.')
    .max(300, 'Nội dung dài nhất 300 ký tự.'),
  urgent: z.enum(['yes', 'no']).default('no'),
});
export type WriteInput = z.output<typeof WriteInput>;

/** A person's word on a notice that does not go on by itself. */
export const SkipInput = z.object({
  requestId: z.uuid(),
  reason: z.string('Xin ghi lý do.').trim().min(3, 'Xin ghi lý do.').max(300),
});
export type SkipInput = z.output<typeof SkipInput>;
