import { SigningFailure } from './port.ts';

/** Longest answer that is read, in characters: a list of certificates with chains has some ten thousand. */
const LONGEST = 1_000_000;

export interface Call {
  readonly url: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** An answer in JSON, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Posts JSON to a signing service.
 * @throws SigningFailure `unavailable` when nothing, no JSON, or 5xx without JSON comes back
 */
export async function callService({ url, body, headers = {}, timeoutMs }: Call): Promise<Answer> {
  let status = 0;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = answer.status;
    const text = (await answer.text()).slice(0, LONGEST);
    return { status, body: JSON.parse(text) };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    const why = timedOut
      ? `không trả lời sau ${timeoutMs / 1000} giây`
      : status === 0
        ? 'mất kết nối'
        : `trả lời không đọc được (HTTP ${status})`;
    throw new SigningFailure('unavailable', why, error);
  }
}
