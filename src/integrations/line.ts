/** One HTTP call to an outside system, told apart by what is certain about it afterwards. */

/** Longest answer that is read, in characters. */
const LONGEST = 1_000_000;

/**
 * `answer`: it said something. `lost`: it said nothing; `sent` tells whether the request may have arrived.
 */
export type LineReply =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string; readonly headers: Headers }
  | { readonly kind: 'lost'; readonly sent: boolean; readonly why: string };

/** How a call is made. */
export interface LineCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  /** Milliseconds until it is given up. */
  readonly timeoutMs: number;
}

/** Refused before anything was sent: certain that the other side did nothing. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** Calls an outside system; never throws for the line's sake and follows no redirection, which could carry secrets away. */
export async function callLine(url: string, call: LineCall): Promise<LineReply> {
  try {
    const answer = await fetch(url, {
      method: call.method ?? 'POST',
      redirect: 'error',
      headers: { accept: 'application/json', ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
      signal: AbortSignal.timeout(call.timeoutMs),
    });
    const text = await answer.text();
    return { kind: 'answer', status: answer.status, text: text.slice(0, LONGEST), headers: answer.headers };
  } catch (error) {
    const cause = causeOf(error);
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return {
      kind: 'lost',
      sent: !NOT_SENT.has(cause),
      why: timedOut
        ? `không trả lời sau ${call.timeoutMs / 1000} giây`
        : `mất kết nối${cause === '' ? '' : ` (${cause})`}`,
    };
  }
}

/** JSON of an answer, or undefined when it is none. */
export function jsonOfText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What to say of an answer that could not be read. */
export function unreadable(status: number): string {
  return `trả lời không đọc được (HTTP ${status})`;
}
