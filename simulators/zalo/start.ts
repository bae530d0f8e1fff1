import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerWith, LINE_FAULTS, type LineFault } from '../faults.ts';
import { bytesOf, json, jsonIn, type Reply, send, serveHere } from '../http.ts';
import { pageOf, tableOf } from '../page.ts';
import { ZaloArticles } from './articles.ts';
import { type SimulatedZaloMessage, ZaloMessages } from './messages.ts';
import { ZALO_APP, ZaloTokens } from './tokens.ts';
import { done, Loose, no, text } from './words.ts';

/** How Zalo behaves. */
export interface ZaloSwitches {
  /** Fault of every sending call; null: none. */
  fault: LineFault | null;
  /** The code it refuses every sending call with (-118, -133, -144, -230 …); 0: none. */
  code: number;
  /** Whether a message that was taken is delivered at once. */
  deliver: boolean;
  /** Makes the access token void, once. */
  tokenExpired: boolean;
  /** How often an article is still being made (-214) when it is asked for. */
  articleDelay: number;
  slowMs: number;
}

/** A running Zalo. */
export interface SimulatedZalo {
  readonly url: string;
  readonly messages: readonly SimulatedZaloMessage[];
  readonly articles: readonly { readonly id: string; readonly title: string; readonly removed: boolean }[];
  readonly switches: ZaloSwitches;
  /** Phones without Zalo (-118). */
  readonly withoutZalo: Set<string>;
  /** Followers by user id. */
  readonly followers: Set<string>;
  /** Refreshes of the token that were done, and that were refused because the refresh token was used before. */
  readonly refreshes: { done: number; refused: number };
  /** The pair that is valid now. */
  readonly tokens: { access: string; refresh: string };
  deliver(id: string): void;
  /** Posts a signed event about a message; gives the status it was answered with. */
  sendEvent(url: string, id: string, options?: { readonly wrongKey?: boolean }): Promise<number>;
  /** Posts any signed event. */
  sendRaw(url: string, body: object, key?: string): Promise<number>;
  stop(): Promise<void>;
}

const Switches = z.object({
  fault: z.enum(LINE_FAULTS).nullable().optional(),
  code: z.number().int().optional(),
  deliver: z.boolean().optional(),
  tokenExpired: z.boolean().optional(),
  articleDelay: z.number().int().optional(),
  slowMs: z.number().optional(),
});

/** Everything that one Zalo holds. */
class Zalo {
  readonly switches: ZaloSwitches = {
    fault: null,
    code: 0,
    deliver: true,
    tokenExpired: false,
    articleDelay: 1,
    slowMs: 3_000,
  };
  readonly messages = new ZaloMessages(() => this.switches.deliver);
  readonly articles = new ZaloArticles();
  readonly tokens = new ZaloTokens();
  #uploads = 0;

  #upload(name: 'attachment_id' | 'token', stem: string): Reply {
    this.#uploads += 1;
    return done({ [name]: `${stem}-${this.#uploads}` });
  }

  /** A call of the interface of the account or of the messages by template, with a token that is good. */
  #api(path: string, query: URLSearchParams, body: Loose): Reply {
    switch (path) {
      case '/message/template':
        return this.messages.toPhone(body);
      case '/message/status':
        return this.messages.status(query.get('message_id'));
      case '/message/quota':
        return this.messages.quota();
      case '/template/info/v2':
        return this.messages.template(query.get('template_id') ?? '');
      case '/v3.0/oa/message/cs':
        return this.messages.consult(body);
      case '/v3.0/oa/message/template':
        return this.messages.toFollower(body);
      case '/v2.0/oa/message':
        return this.messages.broadcast(body);
      case '/v2.0/oa/getoa':
        return done({
          oa_id: ZALO_APP.oaId,
          name: 'UBND xã Ví Dụ',
          is_verified: true,
          num_follower: this.messages.followers.size,
        });
      case '/v3.0/oa/user/getlist':
        return this.messages.listFollowers(query.get('data') ?? '{}');
      case '/v2.0/oa/upload/image':
        return this.#upload('attachment_id', 'anh');
      case '/v2.0/oa/upload/file':
        return this.#upload('token', 'tep');
      default:
        return path.startsWith('/v2.0/article/')
          ? this.articles.answer(path, body, this.switches.articleDelay)
          : { status: 404, body: '{"error":404,"message":"Empty api"}' };
    }
  }

  /** Asks nobody: sends the browser back with the code of a consent. */
  #consent(query: URLSearchParams, response: ServerResponse): void {
    const back = new URL(query.get('redirect_uri') ?? 'http://127.0.0.1/');
    back.searchParams.set('code', `ma-${query.get('code_challenge') ?? ''}`);
    back.searchParams.set('oa_id', ZALO_APP.oaId);
    back.searchParams.set('state', query.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  }

  #overview(): Reply {
    const rows = this.messages.held.map((one) => [
      one.kind,
      one.id,
      one.to,
      one.templateId,
      JSON.stringify(one.data),
      one.text,
      String(one.delivered),
    ]);
    return pageOf('Zalo mô phỏng', tableOf(rows));
  }

  /** A call with an access token, with the fault that is switched for those that send. */
  async #called(request: IncomingMessage, url: URL, body: Loose, response: ServerResponse): Promise<void> {
    const path = url.pathname;
    if (this.switches.tokenExpired) {
      this.switches.tokenExpired = false;
      this.tokens.expire();
    }
    if (request.headers['access_token'] !== this.tokens.pair.access) {
      const code = /^\/(message|template)\//.test(path) ? -124 : -216;
      send(response, no(code, 'Access token is invalid'));
      return;
    }
    const sends = /\/message\/(template|cs)$|\/oa\/message$|article\/create$/.test(path);
    const { code, fault, slowMs } = this.switches;
    const run = () =>
      sends && code !== 0 ? no(code, `code ${code}`) : this.#api(path, url.searchParams, body);
    await answerWith(sends ? fault : null, run, response, slowMs);
  }

  /** Answers any request. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://zalo');
    const bytes = await bytesOf(request);
    // Empty for a form or an upload.
    const body = Loose.catch({}).parse(jsonIn(bytes));
    switch (url.pathname) {
      case '/':
        send(response, this.#overview());
        return;
      case '/dieu-khien':
        Object.assign(this.switches, Switches.safeParse(body).data ?? {});
        send(response, json(this.switches));
        return;
      case '/v4/oa/permission':
        this.#consent(url.searchParams, response);
        return;
      case '/v4/oa/access_token': {
        const form = new URLSearchParams(bytes.toString('utf8'));
        send(response, this.tokens.grant(text(request.headers['secret_key']), form));
        return;
      }
      default:
        await this.#called(request, url, body, response);
    }
  }
}

async function sendRaw(to: string, body: object, key: string = ZALO_APP.oaSecret): Promise<number> {
  const raw = JSON.stringify(body);
  const timestamp = text(Loose.catch({}).parse(body)['timestamp']);
  const mac = createHash('sha256').update(`${ZALO_APP.appId}${raw}${timestamp}${key}`).digest('hex');
  const answer = await fetch(to, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-zevent-signature': `mac=${mac}`,
      'x-zevent-timestamp': timestamp,
    },
    body: raw,
  });
  await answer.text();
  return answer.status;
}

/** Starts Zalo: OAuth, OA interface and template messages on one port; `/` shows what it holds, `POST /dieu-khien` sets the switches. */
export async function startZalo(port = 0): Promise<SimulatedZalo> {
  const zalo = new Zalo();
  const { held, followers, withoutZalo } = zalo.messages;
  const { url, stop } = await serveHere(port, (request, response) => zalo.handle(request, response));
  return {
    url,
    messages: held,
    articles: zalo.articles.held,
    switches: zalo.switches,
    withoutZalo,
    followers,
    refreshes: zalo.tokens.refreshes,
    tokens: zalo.tokens.pair,
    deliver(id) {
      const found = held.find((one) => one.id === id);
      if (found !== undefined) {
        found.delivered = true;
      }
    },
    sendEvent(to, id, { wrongKey } = {}) {
      const found = held.find((one) => one.id === id);
      const body = {
        app_id: ZALO_APP.appId,
        event_name: 'user_received_message',
        sender: { id: ZALO_APP.oaId },
        recipient: { id: found?.to ?? '' },
        message: { msg_id: id, tracking_id: found?.trackingId ?? '', delivery_time: '1795445254333' },
        timestamp: '1795445254999',
      };
      return sendRaw(to, body, wrongKey === true ? 'khoa-sai' : ZALO_APP.oaSecret);
    },
    sendRaw,
    stop,
  };
}
