import { z } from 'zod';
import { withoutMarks } from '#platform/vietnamese.ts';

const Line = z.string().trim().max(300);
const Name = (fallback: string) => z.string().trim().min(1).max(60).default(fallback);
const IntCode = (what: string) => z.coerce.number(what).int(what).min(0, what).max(999_999, what);

/** What happened to a shipment, in our words. `unknown`: a code that nobody has explained to us yet. */
export const TrackingKind = z.enum([
  'collected',
  'transit',
  'delivering',
  'failed',
  'returned',
  'lost',
  'delivered',
  'unknown',
]);
export type TrackingKind = z.infer<typeof TrackingKind>;

const PROVINCES = 'Xin ghi mỗi dòng một tỉnh, dạng: Thanh Hóa = 44';
const STATUSES =
  'Xin ghi mỗi dòng một mã, dạng: 50 = đã phát. Các loại: đã nhận, trên đường, đang phát, phát chưa được, chuyển hoàn, thất lạc, đã phát.';

/** The kinds as people write them in the setting, without marks. */
const KIND_WORDS: Readonly<Record<string, TrackingKind>> = {
  'da nhan': 'collected',
  'tren duong': 'transit',
  'dang phat': 'delivering',
  'phat chua duoc': 'failed',
  'chuyen hoan': 'returned',
  'that lac': 'lost',
  'da phat': 'delivered',
};

/** What a status means, as the setting says it: in Vietnamese, with or without marks, or by our own name; null for anything else. */
export function trackingKindOf(text: string): TrackingKind | null {
  const plain = withoutMarks(text).toLowerCase().replace(/\s+/g, ' ').trim();
  return KIND_WORDS[plain] ?? TrackingKind.safeParse(plain).data ?? null;
}

/** Lines "left = right" of a setting; null when a line is not of that shape. */
export function pairsOf(text: string): readonly (readonly [string, string])[] | null {
  const pairs = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => /^(.+?)\s*=\s*(\S.*)$/.exec(line));
  return pairs.every((match) => match !== null)
    ? pairs.map((match): [string, string] => [match[1] ?? '', match[2] ?? ''])
    : null;
}

const Common = {
  /** Address for orders without a waybill of ours. */
  orderUrl: z.url('Xin nhập địa chỉ tạo đơn do Bưu điện cấp, ví dụ https://….'),
  /** Address for orders that name a pre-printed waybill (`ItemCode`); empty where no waybills were given out. */
  itemUrl: z.union([z.literal(''), z.url('Xin nhập địa chỉ dạng https://… hoặc để trống.')]).default(''),
  /** Address that tells the events of an order; empty: the post only calls back. */
  trackUrl: z.union([z.literal(''), z.url('Xin nhập địa chỉ dạng https://… hoặc để trống.')]).default(''),
  /** How the token travels: the header named in the reference, a bearer token, or none. */
  tokenStyle: z.enum(['access_token', 'bearer', 'lgspaccesstoken', 'none']).default('access_token'),
  /** `CustomerCode`. */
  customerCode: Line.min(1, 'Xin nhập mã khách hàng do Bưu điện cấp.'),
  /** `SenderProvince`, `SenderDistrict`: integer codes of the post. */
  senderProvince: IntCode('Mã tỉnh của Bưu điện là một số, ví dụ 44.'),
  senderDistrict: IntCode('Mã huyện của Bưu điện là một số; không còn dùng thì ghi 0.').default(0),
  senderName: Line.min(1, 'Xin nhập tên nơi gửi.'),
  senderAddress: Line.min(1, 'Xin nhập địa chỉ nơi gửi.'),
  senderTel: Line.min(1, 'Xin nhập số điện thoại nơi gửi.'),
  senderEmail: Line.default(''),
  /** `FlagConfig`. */
  flagConfig: Line.default('2'),
  /** Integer codes that the post has for provinces, a line each. */
  provinces: z
    .string()
    .max(5_000)
    .refine((text) => pairsOf(text)?.every(([, code]) => /^\d{1,6}$/.test(code)) === true, PROVINCES),
  /** District code of a receiver, where the post still wants one. */
  receiverDistrict: IntCode('Mã huyện là một số; không còn dùng thì ghi 0.').default(0),
  /** What the status codes of tracking mean, a line each. */
  statuses: z
    .string()
    .max(5_000)
    .refine((text) => pairsOf(text)?.every(([, kind]) => trackingKindOf(kind) !== null) === true, STATUSES),
  /** Names of the tracking fields: the reference leaves them open. */
  fieldOrder: Name('OrderNumber'),
  fieldItem: Name('ItemCode'),
  fieldStatus: Name('StatusCode'),
  fieldTime: Name('StatusTime'),
  fieldPlace: Name('Location'),
  fieldReceiver: Name('ReceiverName'),
  fieldReason: Name('Reason'),
  /** How a call-back proves that it is genuine: an HMAC-SHA256 of the body in hexadecimal, or the key itself. */
  proof: z.enum(['hmac', 'key']).default('hmac'),
  proofHeader: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,60}$/)
    .default('x-post-signature'),
  pollMinutes: z.coerce.number().int().min(5, 'Ít nhất 5 phút.').max(1_440).default(60),
  timeoutSeconds: z.coerce.number().int().min(1).max(120).default(30),
};

/** How a centre reaches the public post: over the province's platform (LGSP), or not. */
export const PostConnection = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  z.object({ mode: z.literal('lgsp'), ...Common }),
]);
export type PostConnection = z.output<typeof PostConnection>;
/** A connection that is not off. */
export type OpenPost = Extract<PostConnection, { mode: 'lgsp' }>;

/** The secrets: the token of the line, the key of the call-back. */
export const PostSecrets = z.object({ token: z.string().default(''), callBackKey: z.string().default('') });
export type PostSecrets = z.output<typeof PostSecrets>;

/** One end of a shipment. */
export const PostParty = z.object({
  name: Line.min(1),
  tel: Line.min(1),
  address: z.string().trim().min(1).max(600),
  email: Line.default(''),
  province: z.int().min(0),
  district: z.int().min(0),
});
export type PostParty = z.output<typeof PostParty>;

/** An order as the post is asked for it. Money in đồng. */
export interface PostOrder {
  readonly orderCode: string;
  readonly itemCode: string | null;
  readonly sender: PostParty;
  readonly receiver: PostParty;
  readonly codVnd: number;
  readonly contents: string;
  readonly note: string;
}

/**
 * What became of an order. `refused`: the post understood and said no; `unavailable`: nothing is known, and `sent` tells
 * whether the order may be there all the same.
 */
export type OrderResult =
  | { readonly kind: 'accepted'; readonly itemCode: string | null; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unavailable'; readonly why: string; readonly sent: boolean };

/** One event of tracking as the post told it. */
export interface TrackingEvent {
  readonly orderCode: string;
  readonly itemCode: string;
  readonly kind: TrackingKind;
  readonly code: string;
  readonly at: Temporal.Instant;
  readonly place: string;
  readonly receiver: string;
  readonly reason: string;
}

/** What the post told of an order. `none`: it does not know the order. */
export type TrackResult =
  | { readonly kind: 'events'; readonly events: readonly TrackingEvent[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable'; readonly why: string };

/** The public post as we use it. No call throws for the line's sake. */
export interface PublicPost {
  order(order: PostOrder): Promise<OrderResult>;
  /** Null where the connection has no address for it. */
  readonly track: ((orderCode: string) => Promise<TrackResult>) | null;
}
