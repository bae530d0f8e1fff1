import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { callLine, type LineCall } from '../line.ts';
import type { LookUpOutcome } from '../messaging.ts';
import { type GraphAnswer, outcomeOf, readGraph } from './answer.ts';
import type { FacebookConnection, FacebookPage, FacebookSecret } from './port.ts';

type Graph = Extract<FacebookConnection, { mode: 'graph' }>;

const Posted = z.object({ id: z.string(), post_id: z.string().optional() });
const Done = z.union([z.object({ success: z.literal(true) }), z.literal(true)]);
const Feed = z.object({
  data: z.array(z.object({ id: z.string(), message: z.string().optional() })),
  paging: z
    .object({ next: z.string().optional(), cursors: z.object({ after: z.string() }).optional() })
    .optional(),
});
const Debug = z.object({
  data: z.object({
    is_valid: z.boolean(),
    expires_at: z.number().default(0),
    error: z.object({ message: z.string() }).optional(),
  }),
});
const Face = z.object({ id: z.string(), name: z.string() });
const Token = z.object({ access_token: z.string().min(1) });
const PageToken = z.object({ access_token: z.string().min(1), id: z.string() });

/** Pages of the feed that are looked through for a lost post. */
const LOOKED_THROUGH = 4;

/** Hex HMAC-SHA256 of the token by the application's secret: what Facebook calls `appsecret_proof`. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}

class GraphPage implements FacebookPage {
  readonly #root: string;
  readonly #connection: Graph;
  readonly #secret: FacebookSecret;

  constructor(connection: Graph, secret: FacebookSecret) {
    this.#connection = connection;
    this.#secret = secret;
    this.#root = `${connection.base}/${connection.version}`;
  }

  #proof(): Record<string, string> {
    const { token, appSecret } = this.#secret;
    return appSecret === '' ? {} : { appsecret_proof: appSecretProof(token, appSecret) };
  }

  /** The token travels in a header, so that it stands in no log of addresses. */
  async #call<S extends z.ZodType>(
    path: string,
    schema: S,
    call: Omit<LineCall, 'timeoutMs'> & { readonly query?: Record<string, string>; readonly token?: boolean },
  ): Promise<GraphAnswer<z.output<S>>> {
    const { query, token, ...rest } = call;
    const words = new URLSearchParams({ ...(token === false ? {} : this.#proof()), ...query }).toString();
    const reply = await callLine(`${this.#root}/${path}${words === '' ? '' : `?${words}`}`, {
      ...rest,
      headers: token === false ? {} : { authorization: `Bearer ${this.#secret.token}` },
      timeoutMs: this.#connection.timeoutSeconds * 1000,
    });
    return readGraph(reply, schema, rest.method !== 'GET');
  }

  async publish({ message, picture }: Parameters<FacebookPage['publish']>[0]) {
    const form = new FormData();
    if (picture === undefined) {
      form.set('message', message);
      return outcomeOf(
        await this.#call(`${this.#connection.pageId}/feed`, Posted, { method: 'POST', body: form }),
        ({ id }) => id,
      );
    }
    form.set('caption', message);
    form.set('source', new Blob([new Uint8Array(picture.bytes)], { type: picture.type }), 'anh.jpg');
    return outcomeOf(
      await this.#call(`${this.#connection.pageId}/photos`, Posted, { method: 'POST', body: form }),
      ({ id, post_id }) => post_id ?? id,
    );
  }

  async find(mark: string): Promise<LookUpOutcome> {
    let after: string | undefined;
    for (let page = 0; page < LOOKED_THROUGH; page += 1) {
      const query = { fields: 'id,message', limit: '50', ...(after === undefined ? {} : { after }) };
      const answer = await this.#call(`${this.#connection.pageId}/feed`, Feed, { method: 'GET', query });
      if (answer.kind !== 'ok') {
        return { kind: 'silent', why: answer.kind === 'fault' ? answer.message : answer.why };
      }
      const found = answer.value.data.find(({ message }) => message?.includes(mark) === true);
      if (found !== undefined) {
        return { kind: 'delivered', reference: found.id, at: null };
      }
      after = answer.value.paging?.next === undefined ? undefined : answer.value.paging.cursors?.after;
      if (after === undefined) {
        return { kind: 'absent' };
      }
    }
    return { kind: 'absent' };
  }

  async edit(reference: string, message: string) {
    const form = new FormData();
    form.set('message', message);
    const answer = await this.#call(encodeURIComponent(reference), Done, { method: 'POST', body: form });
    return outcomeOf(answer, () => reference);
  }

  async remove(reference: string) {
    const answer = await this.#call(encodeURIComponent(reference), Done, { method: 'DELETE' });
    return answer.kind === 'fault' && answer.fault === 'gone'
      ? { kind: 'accepted' as const, reference, costVnd: null }
      : outcomeOf(answer, () => reference);
  }

  async check() {
    const answer = await this.#call(this.#connection.pageId, Face, {
      method: 'GET',
      query: { fields: 'id,name' },
    });
    return answer.kind === 'ok'
      ? { kind: 'ok' as const, detail: `trang “${answer.value.name}”`, balanceVnd: null }
      : { kind: 'bad' as const, detail: answer.kind === 'fault' ? answer.message : answer.why };
  }

  async token(): ReturnType<FacebookPage['token']> {
    const query = { input_token: this.#secret.token };
    const answer = await this.#call('debug_token', Debug, { method: 'GET', query });
    if (answer.kind !== 'ok') {
      return answer.kind === 'fault'
        ? { kind: 'invalid', why: answer.message }
        : { kind: 'silent', why: answer.why };
    }
    const { is_valid, expires_at, error } = answer.value.data;
    return is_valid
      ? {
          kind: 'valid',
          expiresAt: expires_at === 0 ? null : Temporal.Instant.fromEpochMilliseconds(expires_at * 1000),
        }
      : { kind: 'invalid', why: error?.message ?? 'Mã truy cập không còn dùng được' };
  }

  async renew(): ReturnType<FacebookPage['renew']> {
    const { appId, pageId } = this.#connection;
    if (appId === '' || this.#secret.appSecret === '') {
      return null;
    }
    // In the body, so that neither secret stands in an address.
    const body = new URLSearchParams({
      grant_type: 'fb_exchange_token',
      client_id: appId,
      client_secret: this.#secret.appSecret,
      fb_exchange_token: this.#secret.token,
    }).toString();
    const reply = await callLine(`${this.#root}/oauth/access_token`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      timeoutMs: this.#connection.timeoutSeconds * 1000,
    });
    const long = readGraph(reply, Token, false);
    if (long.kind !== 'ok') {
      return { why: long.kind === 'fault' ? long.message : long.why };
    }
    const fresh = new GraphPage(this.#connection, { ...this.#secret, token: long.value.access_token });
    const page = await fresh.#call(pageId, PageToken, { method: 'GET', query: { fields: 'access_token' } });
    return page.kind === 'ok'
      ? { token: page.value.access_token }
      : { why: page.kind === 'fault' ? page.message : page.why };
  }
}

/** The fan page of a connection; null while it is off. */
export function facebookPage(connection: FacebookConnection, secret: FacebookSecret): FacebookPage | null {
  return connection.mode === 'off' ? null : new GraphPage(connection, secret);
}
