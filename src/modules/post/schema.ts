import { z } from 'zod';
import { PostConnection, PostParty, TrackingKind } from '#integrations/post/port.ts';

export { type OpenPost, pairsOf, type TrackingEvent } from '#integrations/post/port.ts';
export { PostParty };

/** Where a shipment is, as far as the post told. `none`: nothing yet. */
export const Tracking = z.enum(['none', ...TrackingKind.exclude(['unknown']).options]);
export type Tracking = z.infer<typeof Tracking>;

/** Whether the post has the order. `waiting`: it will be asked, or asked again. */
export const Sending = z.enum(['waiting', 'accepted', 'refused', 'cancelled']);
export type Sending = z.infer<typeof Sending>;

/** `out`: a result goes home; `in`: papers are fetched at home. */
export const Direction = z.enum(['out', 'in']);
export type Direction = z.infer<typeof Direction>;

/** Everything that the post is told, as it was when the shipment was made. */
export const Parcel = z.object({
  sender: PostParty,
  receiver: PostParty,
  /** Money that the post collects on delivery (thu hộ), in đồng. */
  codVnd: z.int().min(0),
  contents: z.string(),
  note: z.string(),
  /** Of papers that are fetched: what they are for. */
  procedureCode: z.string().optional(),
});
export type Parcel = z.output<typeof Parcel>;

/** Why a person is needed. */
export const Attention = z.enum([
  'refused',
  'given-up',
  'failed',
  'returned',
  'lost',
  'other-item',
  'both-ends',
  'not-closed',
]);
export type Attention = z.infer<typeof Attention>;

/** Where the code of an item is from. */
export const ItemFrom = z.enum(['ours', 'answer', 'events']);
export type ItemFrom = z.infer<typeof ItemFrom>;

/** A shipment (bưu gửi). */
export interface Shipment {
  readonly id: string;
  readonly direction: Direction;
  readonly dossierId: string | null;
  readonly dossierNumber: string;
  /** `OrderNumber`: ours, the same at every try. */
  readonly orderCode: string;
  readonly itemCode: string | null;
  /** Typed here beforehand, told in the post's answer, or learnt from what it told later. */
  readonly itemFrom: ItemFrom | null;
  readonly parcel: Parcel;
  readonly sending: Sending;
  readonly tries: number;
  readonly nextTryAt: Temporal.Instant | null;
  readonly nextPollAt: Temporal.Instant | null;
  readonly lastWhy: string | null;
  readonly tracking: Tracking;
  readonly trackedAt: Temporal.Instant | null;
  readonly receivedBy: string | null;
  readonly attention: Attention | null;
  readonly handOverId: string | null;
  readonly settledAt: Temporal.Instant | null;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
  readonly endedAt: Temporal.Instant | null;
}

/** One thing that the post told of a shipment. */
export interface PostEvent {
  readonly key: string;
  readonly kind: TrackingKind;
  readonly code: string;
  readonly itemCode: string;
  readonly at: Temporal.Instant;
  readonly place: string;
  readonly receiver: string;
  readonly reason: string;
  readonly via: 'call-back' | 'poll';
}

/** A list by which shipments were handed to the post. */
export interface HandOverList {
  readonly id: string;
  readonly year: number;
  readonly no: number;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
}

const Secret = z.string().trim().max(500, 'Khóa dài nhất 500 ký tự.').default('');

/** Input of the settings page. Empty secrets keep the stored ones. */
export const PostSettingsInput = z
  .object({
    requestId: z.uuid(),
    token: Secret,
    callBackKey: Secret,
    /** Whether a shipment is made by itself when a result that goes by post is ready. */
    auto: z.enum(['off', 'on']).default('off'),
  })
  .and(PostConnection)
  .refine(({ callBackKey }) => callBackKey === '' || callBackKey.length >= 16, {
    path: ['callBackKey'],
    message: 'Khóa gọi lại cần ít nhất 16 ký tự.',
  });
export type PostSettingsInput = z.output<typeof PostSettingsInput>;

/** How the post is reached, with the version that the secrets are bound to. */
export interface PostSettings {
  readonly version: string;
  readonly connection: PostConnection;
  readonly auto: boolean;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

const Needed = (message: string, longest = 300) =>
  z.string({ error: message }).trim().min(1, message).max(longest);
const Phone = z
  .string({ error: 'Xin nhập số điện thoại để bưu tá gọi.' })
  .transform((text) => text.replace(/[\s.-]/g, ''))
  .pipe(z.string().regex(/^(0|\+84)[0-9]{8,10}$/, 'Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.'));
const Optional = z.string().trim().max(300).default('');

/** An address as it is typed: village line, commune, province. */
export const AddressInput = z.object({
  name: Needed('Xin nhập họ và tên.'),
  tel: Phone,
  village: Needed('Xin nhập số nhà, thôn, xóm hoặc đường.', 400),
  commune: Needed('Xin nhập xã, phường.', 100),
  province: Needed('Xin nhập tỉnh, thành phố.', 100),
});
export type AddressInput = z.output<typeof AddressInput>;

const Amount = z
  .string()
  .transform((text) => text.replace(/[\s.]/g, ''))
  .pipe(z.string().regex(/^\d{1,9}$/, 'Số tiền thu hộ là số đồng, ví dụ 8.000.'))
  .transform(Number)
  .default(0);

/** A result that is given to the post. */
export const ShipInput = AddressInput.extend({
  requestId: z.uuid(),
  itemCode: z
    .string()
    .trim()
    .regex(/^([0-9A-Za-z-]{4,40})?$/, 'Mã vận đơn gồm 4 đến 40 chữ cái, chữ số.')
    .default(''),
  cod: Amount,
  note: Optional,
});
export type ShipInput = z.output<typeof ShipInput>;

/** Papers that are fetched at home. */
export const PickUpInput = AddressInput.extend({
  requestId: z.uuid(),
  procedureCode: z
    .string({ error: 'Xin nhập mã thủ tục, ví dụ 1.001193.' })
    .trim()
    .regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193.'),
  note: Optional,
});
export type PickUpInput = z.output<typeof PickUpInput>;
