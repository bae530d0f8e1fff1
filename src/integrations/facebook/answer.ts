import { z } from 'zod';
import { jsonOfText, type LineReply, unreadable } from '../line.ts';
import type { CarrierFault, SendOutcome } from '../messaging.ts';

const GraphError = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.coerce.number().int(),
    error_subcode: z.coerce.number().int().optional(),
    error_user_msg: z.string().optional(),
  }),
});

/** What a failure of the Graph API means. */
export interface GraphFault {
  readonly fault: CarrierFault | 'duplicate' | 'gone';
  readonly code: string;
  readonly message: string;
}

const THROTTLED = new Set([4, 17, 32, 613, 80_001]);

const WORDS = {
  transient: 'Facebook đang bận',
  throttle: 'Facebook yêu cầu gửi chậm lại',
  permission: 'Ứng dụng chưa được quyền đăng lên trang. Xin vào phần quyền của trang cấp lại',
  misfit: 'Facebook không nhận nội dung này',
  token: 'Mã truy cập trang hết hạn hoặc bị hủy. Xin nhập mã mới ở phần cài đặt kênh',
  password: 'Người cấp mã đã đổi mật khẩu. Xin cấp mã truy cập trang mới',
  blocked: 'Facebook đang chặn trang đăng bài vì nội dung. Xin vào trang xem thông báo của Facebook',
} as const;

/** Codes of the Graph API and what to do about each; unknown codes need a person and are never taken for success. */
function faultOf(code: number, subcode: number | undefined): Pick<GraphFault, 'fault' | 'message'> {
  if (code === 1 || code === 2) {
    return { fault: 'transient', message: WORDS.transient };
  }
  if (THROTTLED.has(code)) {
    return { fault: 'transient', message: WORDS.throttle };
  }
  if (code === 10 || (code >= 200 && code <= 299)) {
    return { fault: 'needs-human', message: WORDS.permission };
  }
  if (code === 102 || code === 190) {
    return { fault: 'needs-human', message: subcode === 460 ? WORDS.password : WORDS.token };
  }
  if (code === 368) {
    return { fault: 'needs-human', message: WORDS.blocked };
  }
  if (code === 506) {
    return { fault: 'duplicate', message: 'Facebook báo bài này đã đăng' };
  }
  // 100 with subcode 33: the object does not exist (any more).
  if (code === 100 && subcode === 33) {
    return { fault: 'gone', message: 'Bài không còn trên trang' };
  }
  return code === 100
    ? { fault: 'misfit', message: WORDS.misfit }
    : { fault: 'needs-human', message: 'Facebook báo lỗi chưa rõ' };
}

/** An answer read: what was asked for, a failure, or nothing that can be read. */
export type GraphAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | ({ readonly kind: 'fault' } & GraphFault)
  | { readonly kind: 'unavailable' | 'unknown'; readonly why: string };

/**
 * Reads a reply of the Graph API.
 * @param writes whether the call may have changed something, so that silence leaves doubt
 */
export function readGraph<S extends z.ZodType>(
  reply: LineReply,
  schema: S,
  writes: boolean,
): GraphAnswer<z.output<S>> {
  if (reply.kind === 'lost') {
    return { kind: writes && reply.sent ? 'unknown' : 'unavailable', why: `Facebook ${reply.why}` };
  }
  const body = jsonOfText(reply.text);
  const failed = GraphError.safeParse(body);
  if (failed.success) {
    const { code, error_subcode, message, error_user_msg } = failed.data.error;
    const found = faultOf(code, error_subcode);
    const said = error_user_msg ?? message;
    return {
      kind: 'fault',
      ...found,
      code: error_subcode === undefined ? String(code) : `${code}/${error_subcode}`,
      message: said === '' ? found.message : `${found.message}: ${said.slice(0, 200)}`,
    };
  }
  const value = schema.safeParse(body);
  if (reply.status < 300 && value.success) {
    return { kind: 'ok', value: value.data };
  }
  return { kind: writes ? 'unknown' : 'unavailable', why: `Facebook ${unreadable(reply.status)}` };
}

/** The outcome of a call that writes. */
export function outcomeOf<T>(answer: GraphAnswer<T>, reference: (value: T) => string | null): SendOutcome {
  switch (answer.kind) {
    case 'ok':
      return { kind: 'accepted', reference: reference(answer.value), costVnd: null };
    case 'fault': {
      const { fault, code, message } = answer;
      if (fault === 'duplicate') {
        // It stands there already: it is looked up before anything else.
        return { kind: 'unknown', why: message };
      }
      return { kind: 'failed', fault: fault === 'gone' ? 'misfit' : fault, code, message };
    }
    case 'unavailable':
    case 'unknown':
      return answer;
    default:
      return answer satisfies never;
  }
}
