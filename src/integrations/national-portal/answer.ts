import { z } from 'zod';

/** What one call led to. `unknown`: the portal may have done it, so it has to be asked before it is told again. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: readonly unknown[]; readonly message: string }
  | { readonly kind: 'exists'; readonly message: string }
  | { readonly kind: 'missing'; readonly message: string }
  | { readonly kind: 'session'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly unknown: boolean; readonly why: string };

const Code = z.union([z.string(), z.number()]).transform((code) => String(code).trim());
const Body = z.object({
  error_code: Code,
  message: z.union([z.string(), z.null()]).optional(),
  result: z.unknown().optional(),
  session: z.string().optional(),
});

/** What came over the line. `lost`: nothing came back; `sent` when the request may have reached the other side. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string }
  | { readonly kind: 'lost'; readonly sent: boolean; readonly why: string };

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Results stand in `result`, in `result.data`, or as JSON text inside `message` (provincial relays). */
function resultOf(body: z.output<typeof Body>): readonly unknown[] {
  const wrapped = Rows.safeParse(body.result);
  if (wrapped.success) {
    return wrapped.data;
  }
  const message = body.message?.trimStart() ?? '';
  const inner = Wrapped.safeParse(message.startsWith('{') ? jsonOf(message) : undefined);
  return inner.success ? inner.data.result : [];
}

const Rows = z.union([
  z.array(z.unknown()),
  z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data),
]);

const Wrapped = z.object({ result: Rows });

const EXISTS = /đã tồn tại/iu;
const MISSING = /không tồn tại|chưa tồn tại|không tìm thấy/iu;
const SESSION = /session|phiên/iu;
const SUCCESS = /thành công/iu;
const NO_SUCCESS = /(không|chưa) thành công/iu;

/**
 * Reads an answer strictly: only a code of success counts as done, a page of HTML or half a JSON text is no answer. Codes come as number or text; "đã tồn tại"
 * may come with any code, the success code included.
 * @param push pushes must also say so in words ("thành công"), where they say anything
 */
export function readAnswer(reply: Reply, push: boolean): Outcome {
  if (reply.kind === 'lost') {
    return { kind: 'unavailable', unknown: reply.sent, why: reply.why };
  }
  if (reply.status >= 500 || reply.status === 429 || reply.status === 408) {
    return { kind: 'unavailable', unknown: true, why: `HTTP ${reply.status}` };
  }
  const read = Body.safeParse(jsonOf(reply.text));
  if (!read.success) {
    const why = reply.text.trimStart().startsWith('<') ? 'trả về trang HTML' : 'câu trả lời không đọc được';
    return reply.status >= 400
      ? { kind: 'refused', code: `HTTP ${reply.status}`, message: why }
      : { kind: 'unavailable', unknown: true, why };
  }
  return judge(read.data, push);
}

function judge(body: z.output<typeof Body>, push: boolean): Outcome {
  // What can be kept: half a character or the zero character in an answer must not stop its own note.
  const message = (body.message ?? '').replaceAll('\u0000', '').toWellFormed().normalize('NFC');
  // A relay is content with its own part: what the portal said stands whole inside the message.
  const inner = Body.safeParse(message.trimStart().startsWith('{') ? jsonOf(message) : undefined);
  if (body.error_code === '0' && inner.success) {
    return judge(inner.data, push);
  }
  // What a look-up found holds people's texts, which may say anything.
  if (push && EXISTS.test(message)) {
    return { kind: 'exists', message };
  }
  if (body.error_code === '0') {
    return push && message !== '' && (!SUCCESS.test(message) || NO_SUCCESS.test(message))
      ? { kind: 'unavailable', unknown: true, why: `câu trả lời không rõ: ${message.slice(0, 200)}` }
      : { kind: 'done', result: resultOf(body), message };
  }
  if (message === '') {
    // A code without words: it may be a lost session, or a dossier that is there. Nobody is to be called for it; it is asked again.
    return { kind: 'unavailable', unknown: true, why: `mã ${body.error_code} không kèm lời` };
  }
  if (MISSING.test(message)) {
    return { kind: 'missing', message };
  }
  return SESSION.test(message)
    ? { kind: 'session', message }
    : { kind: 'refused', code: body.error_code, message };
}

/** The session of a login answer, undefined when there is none. */
export function sessionOf(reply: Reply): string | undefined {
  if (reply.kind === 'lost' || reply.status >= 400) {
    return undefined;
  }
  const read = Body.safeParse(jsonOf(reply.text));
  return read.success && read.data.error_code === '0' ? read.data.session : undefined;
}

const Account = z.looseObject({ TECHNICALID: z.union([z.string(), z.number()]).transform(String) });

/** The account in the answer of `TraCuuTechID`; empty when the portal knows none. */
export function techIdIn(result: readonly unknown[]): string {
  const read = Account.safeParse(result[0]);
  return read.success ? read.data.TECHNICALID.trim() : '';
}
