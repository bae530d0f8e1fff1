import { z } from 'zod';
import type { BillResult, InitResult, QueryResult } from './answers.ts';
import type { InitOrder } from './messages.ts';

const Line = z.string().trim().max(200);

/** What both transports need. Where the interface leaves something open, it is a setting. */
const Common = {
  /** Addresses of the three services, whole; the platform's operator gives them with the partner code. */
  initUrl: z.url('Xin nhập địa chỉ khởi tạo, ví dụ https://….'),
  queryUrl: z.url('Xin nhập địa chỉ tra cứu giao dịch, ví dụ https://….'),
  billUrl: z.url('Xin nhập địa chỉ lấy biên lai, ví dụ https://….'),
  /** `PhienBan`. */
  version: z.string().trim().min(1).max(20).default('1.0.6'),
  /** `MaDoiTac`. */
  partner: z.string().trim().min(1, 'Xin nhập mã đối tác do đơn vị vận hành cấp.').max(60),
  paymentKind: Line.default('PAY'),
  channel: Line.default('1'),
  device: Line.default('1'),
  language: Line.default('vi-VN'),
  currency: Line.default('VND'),
  bank: Line.default('PAYMENT'),
  /** `MaDonVi` and `TenDonVi` of the receipt. */
  unitCode: Line.min(1, 'Xin nhập mã đơn vị thu.'),
  unitName: Line.min(1, 'Xin nhập tên đơn vị thu.'),
  /** `TKThuHuong`, `MaNHThuHuong`, `TenTKThuHuong`. */
  account: Line.min(1, 'Xin nhập số tài khoản thụ hưởng.'),
  accountBank: Line.min(1, 'Xin nhập mã ngân hàng thụ hưởng.'),
  accountHolder: Line.min(1, 'Xin nhập tên tài khoản thụ hưởng.'),
  treasuryAccount: Line.default(''),
  district: Line.default(''),
  province: Line.default(''),
  /** How `LoaiPhiLePhi` tells fee from charge: 1 and 2, or the words. */
  feeKind: z.enum(['number', 'word']).default('number'),
  /** Whether an answer to a QUERY must carry the hash of a CONFIRM. */
  queryHash: z.enum(['checked', 'unchecked']).default('checked'),
  /** `MaXacThuc` of our answer to a CONFIRM: the one that came, or a hash of our own answer. */
  replyHash: z.enum(['echo', 'computed']).default('echo'),
  /** Whether the portal may look fees up with us ("tra cứu và thanh toán"), with the key in `x-portal-key`. */
  lookUp: z.enum(['off', 'key']).default('off'),
  /** Minutes after which a payment whose call-back is missing is asked about. */
  firstQueryMinutes: z.coerce.number().int().min(1).max(1_440).default(30),
  timeoutSeconds: z.coerce.number().int().min(1).max(120).default(30),
};

/** How a centre reaches the payment platform: directly, through a province's relay, or not. */
export const PlatformConnection = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  z.object({ mode: z.literal('direct'), ...Common }),
  z.object({
    mode: z.literal('relay'),
    ...Common,
    tokenStyle: z.enum(['none', 'bearer', 'lgspaccesstoken', 'access_token']).default('none'),
  }),
]);
export type PlatformConnection = z.output<typeof PlatformConnection>;
/** A connection that is not off. */
export type OpenConnection = Exclude<PlatformConnection, { mode: 'off' }>;

/** The secrets of a connection: the shared one of the hashes, the relay's token, the key of the look-up. */
export const PlatformSecrets = z.object({
  shared: z.string().default(''),
  token: z.string().default(''),
  lookUpKey: z.string().default(''),
});
export type PlatformSecrets = z.output<typeof PlatformSecrets>;

/** The payment platform as we use it. No call throws for the line's sake. */
export interface PaymentPlatform {
  /** Begins a payment: the payer's address, a refusal, or an unknown outcome. */
  init(order: InitOrder): Promise<InitResult>;
  /** What became of a payment. @param stamp `ThoiGianGD` of its INIT */
  query(reference: string, stamp: string): Promise<QueryResult>;
  /** The electronic receipt of a paid payment: an address or the PDF. */
  bill(reference: string, stamp: string): Promise<BillResult>;
}
