import { z } from 'zod';
import { callLine, jsonOfText, type LineCall, type LineReply, unreadable } from '../line.ts';
import type { LookUpOutcome, SendOutcome } from '../messaging.ts';
import type { LoudspeakerConnection, LoudspeakerServer } from './port.ts';

type Push = Extract<LoudspeakerConnection, { mode: 'push' }>;

const Taken = z.object({ id: z.string() });
const Known = z.object({ id: z.string(), revision: z.number().int() });
const Refusal = z.object({ code: z.string().default(''), message: z.string().default('') });

function lost(reply: Extract<LineReply, { kind: 'lost' }>): SendOutcome {
  const why = `Máy chủ loa ${reply.why}`;
  return reply.sent ? { kind: 'unknown', why } : { kind: 'unavailable', why };
}

function refused({ status, text }: Extract<LineReply, { kind: 'answer' }>): SendOutcome {
  const read = Refusal.safeParse(jsonOfText(text));
  const message = read.success && read.data.message !== '' ? read.data.message.slice(0, 200) : '';
  const code = read.success && read.data.code !== '' ? read.data.code : `HTTP ${status}`;
  if (status === 401 || status === 403) {
    return {
      kind: 'failed',
      fault: 'needs-human',
      code,
      message: `Máy chủ loa không nhận khóa kết nối. ${message}`.trim(),
    };
  }
  if (status === 429 || status === 503) {
    return { kind: 'failed', fault: 'transient', code, message: `Máy chủ loa đang bận. ${message}`.trim() };
  }
  return status >= 400 && status < 500
    ? { kind: 'failed', fault: 'misfit', code, message: `Máy chủ loa không nhận bản tin. ${message}`.trim() }
    : { kind: 'unknown', why: `Máy chủ loa ${unreadable(status)}` };
}

class PushServer implements LoudspeakerServer {
  readonly #connection: Push;
  readonly #secret: string;

  constructor(connection: Push, secret: string) {
    this.#connection = connection;
    this.#secret = secret;
  }

  async #call(path: string, call: Omit<LineCall, 'timeoutMs' | 'headers'>): Promise<LineReply> {
    const { base, bulletinsPath, timeoutSeconds } = this.#connection;
    return callLine(`${base}${bulletinsPath}${path}`, {
      ...call,
      headers: this.#secret === '' ? {} : { authorization: `Bearer ${this.#secret}` },
      timeoutMs: timeoutSeconds * 1000,
    });
  }

  async put(...[bulletin, sound]: Parameters<LoudspeakerServer['put']>): Promise<SendOutcome> {
    const form = new FormData();
    form.set('bulletin', JSON.stringify(bulletin));
    form.set('audio', new Blob([new Uint8Array(sound.bytes)], { type: sound.type }), bulletin.id);
    const reply = await this.#call('', { method: 'POST', body: form });
    if (reply.kind === 'lost') {
      return lost(reply);
    }
    const taken = Taken.safeParse(jsonOfText(reply.text));
    return reply.status < 300 && taken.success && taken.data.id === bulletin.id
      ? { kind: 'accepted', reference: bulletin.id, costVnd: null }
      : refused(reply);
  }

  async remove(id: string): Promise<SendOutcome> {
    const reply = await this.#call(`/${encodeURIComponent(id)}`, { method: 'DELETE' });
    if (reply.kind === 'lost') {
      return lost(reply);
    }
    return reply.status < 300 || reply.status === 404
      ? { kind: 'accepted', reference: id, costVnd: null }
      : refused(reply);
  }

  async find(id: string, revision: number): Promise<LookUpOutcome> {
    const reply = await this.#call(`/${encodeURIComponent(id)}`, { method: 'GET' });
    if (reply.kind === 'lost') {
      return { kind: 'silent', why: `Máy chủ loa ${reply.why}` };
    }
    if (reply.status === 404) {
      return { kind: 'absent' };
    }
    const known = Known.safeParse(jsonOfText(reply.text));
    if (reply.status >= 300 || !known.success) {
      return { kind: 'silent', why: `Máy chủ loa ${unreadable(reply.status)}` };
    }
    return known.data.revision >= revision
      ? { kind: 'delivered', reference: id, at: null }
      : { kind: 'absent' };
  }

  async check() {
    const reply = await this.#call('', { method: 'GET' });
    if (reply.kind === 'lost') {
      return { kind: 'bad' as const, detail: `Máy chủ loa ${reply.why}` };
    }
    return reply.status < 300
      ? { kind: 'ok' as const, detail: 'máy chủ loa trả lời', balanceVnd: null }
      : { kind: 'bad' as const, detail: `Máy chủ loa trả lời HTTP ${reply.status}` };
  }
}

/** The server of a connection; null where bulletins are fetched from us or loudspeakers are off. */
export function loudspeakerServer(
  connection: LoudspeakerConnection,
  secret: string,
): LoudspeakerServer | null {
  return connection.mode === 'push' ? new PushServer(connection, secret) : null;
}
