import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { callLine, jsonOfText, type LineReply, unreadable } from '../line.ts';
import type { CarrierFault, SendOutcome } from '../messaging.ts';
import { SMS_ADDRESSES, type SmsConnection, type SmsGateway } from './port.ts';

const Text = z.union([z.string(), z.number()]).transform(String);
const Token = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().default(3_600),
});
const Accepted = z.looseObject({ MessageId: Text });
const Refused = z.looseObject({ error: Text, error_description: z.string().default('') });

/** The part of the error codes that public clients agree on; the rest stays unknown. */
const FAULTS: readonly (readonly [RegExp, CarrierFault])[] = [
  [/token|unauthori[sz]ed|1011|1013/i, 'token'],
  [/client|scope|brandname|balance|quota|ip/i, 'needs-human'],
  [/phone|msisdn/i, 'unreachable'],
  [/message|content|template/i, 'misfit'],
];

interface Session {
  readonly id: string;
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** Sessions by account: the same session id has to stand in both calls, and a token lasts about an hour. */
const sessions = new Map<string, Session>();
/** A token is renewed this long before its end. */
const EARLY_MS = 60_000;

/** FPT (app.sms.fpt.net): OAuth 2 client credentials, text as base64 of UTF-8. No look-up and no promise about repeats. */
export function fptGateway(connection: SmsConnection, secret: string): SmsGateway {
  const base = (connection.address || SMS_ADDRESSES.fpt).replace(/\/$/, '');
  const key = createHash('sha256').update(`${base} ${connection.user} ${secret}`).digest('hex');
  const post = (path: string, body: object): Promise<LineReply> =>
    callLine(`${base}${path}`, {
      timeoutMs: connection.timeoutSeconds * 1_000,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** A running session; an outcome when none could be had, and then nothing went out. */
  const session = async (): Promise<Session | Extract<SendOutcome, { kind: 'failed' | 'unavailable' }>> => {
    const kept = sessions.get(key);
    if (kept !== undefined && kept.until - EARLY_MS > Date.now()) {
      return kept;
    }
    const id = randomUUID().replaceAll('-', '');
    const reply = await post('/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: connection.user,
      client_secret: secret,
      scope: 'send_brandname_otp send_brandname',
      session_id: id,
    });
    if (reply.kind === 'lost') {
      return { kind: 'unavailable', why: reply.why };
    }
    const value = jsonOfText(reply.text);
    const read = Token.safeParse(value);
    if (!read.success) {
      const refused = Refused.safeParse(value);
      return refused.success
        ? {
            kind: 'failed',
            fault: 'needs-human',
            code: refused.data.error,
            message: refused.data.error_description,
          }
        : { kind: 'unavailable', why: unreadable(reply.status) };
    }
    const fresh = { id, token: read.data.access_token, until: Date.now() + read.data.expires_in * 1_000 };
    sessions.set(key, fresh);
    return fresh;
  };

  const push = async (
    running: Session,
    message: { to: string; text: string; requestId: string },
  ): Promise<SendOutcome> => {
    const reply = await post('/api/push-brandname-otp', {
      access_token: running.token,
      session_id: running.id,
      BrandName: connection.brandname,
      Phone: message.to,
      Message: Buffer.from(message.text, 'utf8').toString('base64'),
      RequestId: message.requestId,
    });
    if (reply.kind === 'lost') {
      return reply.sent ? { kind: 'unknown', why: reply.why } : { kind: 'unavailable', why: reply.why };
    }
    const value = jsonOfText(reply.text);
    const accepted = Accepted.safeParse(value);
    if (accepted.success) {
      return { kind: 'accepted', reference: accepted.data.MessageId, costVnd: null };
    }
    const refused = Refused.safeParse(value);
    if (!refused.success) {
      return { kind: 'unknown', why: unreadable(reply.status) };
    }
    const { error: code, error_description: text } = refused.data;
    const fault = FAULTS.find(([words]) => words.test(`${code} ${text}`))?.[1];
    return fault === undefined
      ? { kind: 'unknown', why: `mã ${code} chưa biết: ${text}` }
      : { kind: 'failed', fault, code, message: text };
  };

  return {
    provider: 'fpt',
    dedupes: false,
    async send(message) {
      for (let round = 0; ; round += 1) {
        const running = await session();
        if ('kind' in running) {
          return running;
        }
        const outcome = await push(running, message);
        if (outcome.kind !== 'failed' || outcome.fault !== 'token') {
          return outcome;
        }
        sessions.delete(key);
        if (round > 0) {
          // Renewed once and refused again: the account is the matter.
          return { ...outcome, fault: 'needs-human' };
        }
      }
    },
    async lookUp() {
      return { kind: 'cannot-say' };
    },
    async check() {
      sessions.delete(key);
      const running = await session();
      if (!('kind' in running)) {
        return { kind: 'ok', detail: 'FPT cấp mã truy cập', balanceVnd: null };
      }
      return {
        kind: 'bad',
        detail:
          running.kind === 'failed' ? `FPT từ chối (${running.code}) ${running.message}`.trim() : running.why,
      };
    },
  };
}
