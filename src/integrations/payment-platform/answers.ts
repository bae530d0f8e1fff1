import { z } from 'zod';
import { ConfirmMessage, confirmCode, sameCode } from './messages.ts';
import type { OpenConnection } from './port.ts';

/** A call that brought no usable answer. `unknown`: the platform may have done it all the same. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly unknown: boolean;
  readonly why: string;
}

/** What an INIT led to. */
export type InitResult =
  | { readonly kind: 'begun'; readonly payUrl: string }
  | { readonly kind: 'refused'; readonly why: string }
  | Unavailable;

/** What a QUERY told. `other`: an answer that does not prove itself or speaks of another payment. */
export type QueryResult =
  | { readonly kind: 'paid'; readonly message: ConfirmMessage }
  | { readonly kind: 'pending' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  | Unavailable;

/** The electronic receipt. */
export type BillResult =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: string }
  | Unavailable;

/** What came over the line. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly bytes: Uint8Array }
  | { readonly kind: 'lost'; readonly sent: boolean; readonly why: string };

const Code = z.union([z.string(), z.number()]).transform(String);
const Words = z.string().nullish();
const Direct = z.looseObject({ MaLoi: Code, MoTaLoi: Words });
const Relayed = z.looseObject({ error_code: Code, message: z.unknown() });
const Begun = z.looseObject({ UrlThanhToan: z.string() });
const Bill = z.looseObject({ UrlBienLai: z.string() });
/** Codes of an answer that says yes. */
const GOOD = new Set(['00', '0']);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The platform's own words, whether they came directly or inside a relay's envelope; or why there are none. */
type Said =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly refused: string }
  | Unavailable;

function unavailable(why: string, unknown: boolean): Unavailable {
  return { kind: 'unavailable', unknown, why };
}

function relayedOf(value: z.output<typeof Relayed>): Said {
  const inner = typeof value.message === 'string' ? jsonOf(value.message) : value.message;
  if (GOOD.has(value.error_code) && typeof inner === 'object' && inner !== null) {
    return { ok: true, value: inner };
  }
  const words = typeof value.message === 'string' ? value.message : '';
  return GOOD.has(value.error_code)
    ? unavailable('câu trả lời không đúng dạng', true)
    : { ok: false, refused: `${words.slice(0, 200)} (mã ${value.error_code})` };
}

function said(reply: Reply): Said {
  if (reply.kind === 'lost') {
    return unavailable(reply.why, reply.sent);
  }
  if (reply.status >= 500 || reply.status === 429) {
    return unavailable(`máy chủ trả lời HTTP ${reply.status}`, true);
  }
  const parsed = jsonOf(Buffer.from(reply.bytes).toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) {
    return unavailable(`câu trả lời không phải JSON (HTTP ${reply.status})`, true);
  }
  const relayed = Relayed.safeParse(parsed);
  const direct = Direct.safeParse(parsed);
  if (relayed.success && !direct.success) {
    return relayedOf(relayed.data);
  }
  return reply.status >= 400
    ? { ok: false, refused: `${direct.data?.MoTaLoi ?? ''} (HTTP ${reply.status})`.trim() }
    : { ok: true, value: parsed };
}

function refusalOf(value: object): string {
  const read = Direct.safeParse(value);
  return read.success ? `${read.data.MoTaLoi ?? ''} (mã ${read.data.MaLoi})`.trim() : 'không rõ lý do';
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Reads the answer to an INIT. Only `MaLoi` 00 (or a relay's 0) with a web address begins a payment. */
export function readInit(reply: Reply): InitResult {
  const found = said(reply);
  if ('kind' in found) {
    return found;
  }
  if (!found.ok) {
    return { kind: 'refused', why: found.refused };
  }
  const code = Direct.safeParse(found.value);
  if (code.success && !GOOD.has(code.data.MaLoi)) {
    return { kind: 'refused', why: refusalOf(found.value) };
  }
  const begun = Begun.safeParse(found.value);
  return begun.success && isWebAddress(begun.data.UrlThanhToan)
    ? { kind: 'begun', payUrl: begun.data.UrlThanhToan }
    : unavailable('câu trả lời không có địa chỉ thanh toán', true);
}

/** Reads the answer to a QUERY. Money counts only from an answer that names our payment and proves itself. */
export function readQuery(
  reply: Reply,
  connection: OpenConnection,
  reference: string,
  secret: string,
): QueryResult {
  const found = said(reply);
  if ('kind' in found) {
    return found;
  }
  if (!found.ok) {
    return { kind: 'refused', why: found.refused };
  }
  const read = ConfirmMessage.safeParse(found.value);
  if (!read.success) {
    return Direct.safeParse(found.value).success
      ? { kind: 'refused', why: refusalOf(found.value) }
      : unavailable('câu trả lời không đúng dạng', false);
  }
  const message = read.data;
  if (message.MaThamChieu !== reference || message.MaDoiTac !== connection.partner) {
    return unavailable('câu trả lời nói về giao dịch khác', false);
  }
  if (connection.queryHash === 'checked' && !sameCode(message.MaXacThuc, confirmCode(message, secret))) {
    return unavailable('câu trả lời sai mã xác thực', false);
  }
  switch (message.TrangThaiGD) {
    case '1':
      return message.MaLoi === '00' && message.MaGiaoDich !== ''
        ? { kind: 'paid', message }
        : unavailable('trạng thái và mã lỗi trái nhau', false);
    case '3':
      return { kind: 'pending' };
    case '4':
      return { kind: 'failed', why: refusalOf(found.value) };
    default:
      return unavailable(`trạng thái không rõ: ${message.TrangThaiGD}`, false);
  }
}

/** Reads the answer to a GET_BILL: an address, or the PDF itself. */
export function readBill(reply: Reply): BillResult {
  if (reply.kind === 'answer' && Buffer.from(reply.bytes.subarray(0, 5)).toString('latin1') === '%PDF-') {
    return { kind: 'pdf', bytes: reply.bytes };
  }
  const found = said(reply);
  if ('kind' in found) {
    return found;
  }
  if (!found.ok) {
    return { kind: 'refused', why: found.refused };
  }
  const bill = Bill.safeParse(found.value);
  return bill.success && isWebAddress(bill.data.UrlBienLai)
    ? { kind: 'address', url: bill.data.UrlBienLai }
    : { kind: 'refused', why: refusalOf(found.value) };
}
