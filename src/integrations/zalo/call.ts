import { z } from 'zod';
import { callLine, type LineCall, unreadable } from '../line.ts';
import { zaloFault } from './codes.ts';
import { parseZalo } from './json.ts';
import type { NoToken, ZaloAnswer, ZaloTokenSource } from './port.ts';

/** Failures come with HTTP 200 and `error` other than 0. */
const Envelope = z.looseObject({
  error: z.coerce.number().int(),
  message: z.string().nullish(),
  data: z.unknown().optional(),
});

/** One call before its token is known. */
export interface ZaloRequest<T> {
  readonly url: string;
  /** Whose codes hold. */
  readonly family: 'zns' | 'oa';
  readonly method?: 'GET' | 'POST';
  readonly body?: object | FormData;
  readonly data: z.ZodType<T>;
  /** Whether the call changes nothing, so that a lost answer is no unknown outcome. */
  readonly reads?: boolean;
}

function withoutToken<T>(none: NoToken): ZaloAnswer<T> {
  return none.kind === 'busy'
    ? { kind: 'unavailable', why: none.why }
    : { kind: 'failed', fault: 'needs-human', code: 'token', message: none.why };
}

async function once<T>(request: ZaloRequest<T>, token: string, timeoutMs: number): Promise<ZaloAnswer<T>> {
  const { body } = request;
  const json = body !== undefined && !(body instanceof FormData);
  const call: LineCall = {
    method: request.method ?? 'POST',
    timeoutMs,
    headers: { access_token: token, ...(json ? { 'content-type': 'application/json' } : {}) },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  };
  const reply = await callLine(request.url, call);
  const open = (why: string): ZaloAnswer<T> => ({
    kind: request.reads === true ? 'unavailable' : 'unknown',
    why,
  });
  if (reply.kind === 'lost') {
    return reply.sent ? open(reply.why) : { kind: 'unavailable', why: reply.why };
  }
  const envelope = Envelope.safeParse(parseZalo(reply.text));
  if (!envelope.success) {
    return open(unreadable(reply.status));
  }
  const { error, message, data } = envelope.data;
  if (error !== 0) {
    const fault = zaloFault(request.family, error);
    return fault === undefined
      ? open(`mã ${error} chưa biết: ${message ?? ''}`)
      : { kind: 'failed', fault, code: String(error), message: message ?? '' };
  }
  const read = request.data.safeParse(data);
  return read.success ? { kind: 'done', data: read.data } : open(unreadable(reply.status));
}

/** Calls Zalo with a token; a token that is refused is renewed once and the call made once more, never in a loop. */
export async function callZalo<T>(
  request: ZaloRequest<T>,
  tokens: ZaloTokenSource,
  timeoutMs: number,
): Promise<ZaloAnswer<T>> {
  const token = await tokens.current();
  if (typeof token !== 'string') {
    return withoutToken(token);
  }
  const first = await once(request, token, timeoutMs);
  if (first.kind !== 'failed' || first.fault !== 'token') {
    return first;
  }
  const renewed = await tokens.renew(token);
  if (typeof renewed !== 'string') {
    return withoutToken(renewed);
  }
  const second = await once(request, renewed, timeoutMs);
  return second.kind === 'failed' && second.fault === 'token' ? { ...second, fault: 'needs-human' } : second;
}
