import type { Reply } from './answer.ts';

/** Longest answer that is read, in characters. */
const LONGEST = 2_000_000;

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
export async function postJson(url: string, body: unknown, options: CallOptions): Promise<Reply> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        charset: 'utf-8',
        ...options.headers,
      },
      body: JSON.stringify(body),
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
