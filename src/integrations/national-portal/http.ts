import type { Reply } from './answer.ts';

/** Longest answer that is read, in characters: the list of all procedures of the country, with room. */
const LONGEST = 8_000_000;

/** How one call is made. */
export interface CallOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Refused before anything was sent: certain that the portal did nothing. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** Posts JSON and gives what came back; never throws for the line's sake. */
export function postJson(url: string, body: unknown, options: CallOptions): Promise<Reply> {
  const headers = { 'content-type': 'application/json', charset: 'utf-8' };
  return ask(url, { method: 'POST', body: JSON.stringify(body), headers }, options);
}

/** Reads from an address, as catalogue and look-up calls of relays are (2.7); never throws for the line's sake. */
export function getJson(
  url: string,
  query: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<Reply> {
  return ask(`${url}?${new URLSearchParams(query)}`, { method: 'GET', headers: {} }, options);
}

async function ask(
  url: string,
  request: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string },
  options: CallOptions,
): Promise<Reply> {
  try {
    const answer = await fetch(url, {
      ...request,
      redirect: 'error',
      headers: { accept: 'application/json', ...request.headers, ...options.headers },
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const text = await answer.text();
    return { kind: 'answer', status: answer.status, text: text.slice(0, LONGEST) };
  } catch (error) {
    const cause = causeOf(error);
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return {
      kind: 'lost',
      sent: !NOT_SENT.has(cause),
      why: timedOut
        ? `không trả lời sau ${options.timeoutMs / 1000} giây`
        : `mất kết nối${cause === '' ? '' : ` (${cause})`}`,
    };
  }
}
