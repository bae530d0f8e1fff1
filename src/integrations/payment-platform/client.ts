import { type Reply, readBill, readInit, readQuery } from './answers.ts';
import { askMessage, initMessage } from './messages.ts';
import type { OpenConnection, PaymentPlatform, PlatformConnection, PlatformSecrets } from './port.ts';

/** Longest answer that is read, in bytes: a receipt as PDF. */
const LONGEST = 5_000_000;
/** Refused before anything was sent: certain that the platform did nothing. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function tokenHeader(connection: OpenConnection, token: string): Readonly<Record<string, string>> {
  if (connection.mode !== 'relay') {
    return {};
  }
  switch (connection.tokenStyle) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${token}` };
    case 'lgspaccesstoken':
    case 'access_token':
      return { [connection.tokenStyle]: token };
    default:
      return connection.tokenStyle satisfies never;
  }
}

async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Reply> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > LONGEST
      ? { kind: 'lost', sent: true, why: 'câu trả lời quá lớn' }
      : { kind: 'answer', status: answer.status, bytes };
  } catch (error) {
    const cause = causeOf(error);
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return {
      kind: 'lost',
      sent: !NOT_SENT.has(cause),
      why: timedOut
        ? `không trả lời sau ${timeoutMs / 1000} giây`
        : `mất kết nối${cause === '' ? '' : ` (${cause})`}`,
    };
  }
}

/** The client of a connection; null while it is off. */
export function paymentPlatform(
  connection: PlatformConnection,
  secrets: PlatformSecrets,
): PaymentPlatform | null {
  if (connection.mode === 'off') {
    return null;
  }
  const headers = tokenHeader(connection, secrets.token);
  const send = (url: string, body: unknown) => post(url, body, headers, connection.timeoutSeconds * 1000);
  const { shared } = secrets;
  return {
    async init(order) {
      return readInit(await send(connection.initUrl, initMessage(connection, order, shared)));
    },
    async query(reference, stamp) {
      const message = askMessage('QUERY', connection, reference, stamp, shared);
      return readQuery(await send(connection.queryUrl, message), connection, reference, shared);
    },
    async bill(reference, stamp) {
      return readBill(
        await send(connection.billUrl, askMessage('GET_BILL', connection, reference, stamp, shared)),
      );
    },
  };
}
