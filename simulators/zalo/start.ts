import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import {
  answerWith,
  bytesOf,
  CARRIER_LINE_FAULTS,
  type CarrierLineFault,
  type CarrierReply,
  carrierPage,
  listenHere,
  stopServer,
} from '../carrier.ts';

/** A message as Zalo holds it. */
export interface SimulatedZaloMessage {
  readonly id: string;
  readonly kind: 'zns' | 'zns-user' | 'cs' | 'broadcast';
  readonly to: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly text: string;
  readonly trackingId: string;
  delivered: boolean;
}

/** How Zalo behaves. */
export interface ZaloSwitches {
  /** Fault of every sending call; null: none. */
  fault: CarrierLineFault | null;
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

export const ZALO_APP = {
  appId: '1234567890',
  oaId: '4321567890123456789',
  appSecret: 'app-secret-thu',
  oaSecret: 'oa-secret-thu',
} as const;

/** Templates it knows, with their parameters. */
const TEMPLATES: Readonly<Record<string, readonly { readonly name: string; readonly maxLength: number }[]>> =
  {
    '500001': [
      { name: 'ma_ho_so', maxLength: 30 },
      { name: 'trang_thai', maxLength: 30 },
      { name: 'ngay', maxLength: 20 },
    ],
    '500002': [{ name: 'ma_ho_so', maxLength: 30 }],
  };

const Loose = z.record(z.string(), z.unknown());
const Texts = z.record(z.string(), z.string());
const Switches = z.object({
  fault: z.enum(CARRIER_LINE_FAULTS).nullable().optional(),
  code: z.number().int().optional(),
  deliver: z.boolean().optional(),
  tokenExpired: z.boolean().optional(),
  articleDelay: z.number().int().optional(),
  slowMs: z.number().optional(),
});

const json = (value: unknown): CarrierReply => ({ body: JSON.stringify(value) });
const done = (data?: unknown) =>
  json({ error: 0, message: 'Success', ...(data === undefined ? {} : { data }) });
const no = (error: number, message: string) => json({ error, message });
const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Starts Zalo: OAuth, OA interface and template messages on one port; `/` shows what it holds, `POST /dieu-khien` sets the switches. */
export async function startZalo(port = 0): Promise<SimulatedZalo> {
  const messages: SimulatedZaloMessage[] = [];
  const articles: { id: string; title: string; removed: boolean; asked: number; token: string }[] = [];
  const switches: ZaloSwitches = {
    fault: null,
    code: 0,
    deliver: true,
    tokenExpired: false,
    articleDelay: 1,
    slowMs: 3_000,
  };
  const withoutZalo = new Set<string>();
  const followers = new Set(['8112233445566778899', '8112233445566778900']);
  const refreshes = { done: 0, refused: 0 };
  const tokens = { access: 'truy-cap-1', refresh: 'lam-moi-1' };
  let serial = 1;
  let uploads = 0;

  const rotate = () => {
    serial += 1;
    tokens.access = `truy-cap-${serial}`;
    tokens.refresh = `lam-moi-${serial}`;
    return json({ access_token: tokens.access, refresh_token: tokens.refresh, expires_in: '90000' });
  };
  const oauth = (secret: string, form: URLSearchParams): CarrierReply => {
    if (secret !== ZALO_APP.appSecret || form.get('app_id') !== ZALO_APP.appId) {
      return json({ error: -14004, error_name: 'Invalid app', error_description: 'Secret key is invalid' });
    }
    if (form.get('grant_type') === 'authorization_code') {
      const challenged =
        form.get('code') ===
        `ma-${createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url')}`;
      return challenged
        ? rotate()
        : json({
            error: -14010,
            error_name: 'Invalid code',
            error_description: 'Authorization code or verifier is invalid',
          });
    }
    if (form.get('refresh_token') !== tokens.refresh) {
      refreshes.refused += 1;
      return json({
        error: -14014,
        error_name: 'Invalid refresh token',
        error_description: 'Refresh token has been used',
      });
    }
    refreshes.done += 1;
    return rotate();
  };

  const take = (input: Omit<SimulatedZaloMessage, 'id' | 'delivered'>) => {
    // Beyond 2^53, as real ids are.
    const message: SimulatedZaloMessage = {
      ...input,
      id: `9007199254740993${String(messages.length + 1).padStart(4, '0')}`,
      delivered: switches.deliver,
    };
    messages.push(message);
    return message;
  };

  const zns = (body: z.output<typeof Loose>): CarrierReply => {
    const phone = text(body['phone']);
    const templateId = text(body['template_id']);
    const params = TEMPLATES[templateId];
    const data = Texts.safeParse(body['template_data']);
    if (!/^84[35789]\d{8}$/.test(phone)) {
      return no(-108, 'Phone number is invalid');
    }
    if (params === undefined) {
      return no(-109, 'Template ID is invalid');
    }
    if (!data.success) {
      return no(-111, 'Template data is empty');
    }
    for (const { name, maxLength } of params) {
      const value = data.data[name];
      if (value === undefined || value === '') {
        return no(-1122, `Parameter ${name} is missing`);
      }
      if (value.length > maxLength) {
        return no(-1121, `Parameter ${name} is too long`);
      }
    }
    if (withoutZalo.has(phone)) {
      return no(-118, 'Zalo account not existed');
    }
    const message = take({
      kind: 'zns',
      to: phone,
      templateId,
      data: data.data,
      text: '',
      trackingId: text(body['tracking_id']),
    });
    // As Zalo does: the id as a bare number that no double holds.
    return {
      body: `{"error":0,"message":"Success","data":{"msg_id":"${message.id}","sent_time":"1795445254333","sending_mode":"1","quota":{"dailyQuota":"500","remainingQuota":"${500 - messages.length}"}}}`,
    };
  };

  const consult = (body: z.output<typeof Loose>): CarrierReply => {
    const userId = text(Loose.catch({}).parse(body['recipient'])['user_id']);
    const message = Loose.catch({}).parse(body['message']);
    if (!followers.has(userId)) {
      return no(-213, 'User has not followed OA');
    }
    if (text(message['text']).length > 2_000) {
      return no(-210, 'Text is too long');
    }
    const sent = take({
      kind: 'cs',
      to: userId,
      templateId: '',
      data: {},
      text: text(message['text']),
      trackingId: '',
    });
    return { body: `{"error":0,"message":"Success","data":{"message_id":${sent.id},"user_id":"${userId}"}}` };
  };

  const article = (path: string, body: z.output<typeof Loose>): CarrierReply => {
    if (path.endsWith('/create')) {
      if (
        text(body['title']).length > 150 ||
        text(Loose.catch({}).parse(body['cover'])['photo_url']) === ''
      ) {
        return no(-201, 'Title too long or cover missing');
      }
      const made = {
        id: `bai-${articles.length + 1}`,
        title: text(body['title']),
        removed: false,
        asked: 0,
        token: `phieu-${articles.length + 1}`,
      };
      articles.push(made);
      return done({ token: made.token });
    }
    if (path.endsWith('/verify')) {
      const found = articles.find(({ token }) => token === text(body['token']));
      if (found === undefined) {
        return no(-201, 'Token is invalid');
      }
      found.asked += 1;
      return found.asked <= switches.articleDelay
        ? no(-214, 'Article is processing')
        : done({ id: found.id });
    }
    if (path.endsWith('/remove')) {
      const found = articles.find(({ id }) => id === text(body['id']));
      if (found === undefined) {
        return no(-201, 'Article not found');
      }
      found.removed = true;
      return done();
    }
    const kept = articles.filter(({ removed }) => !removed).map(({ id, title }) => ({ id, title }));
    return done({ medias: kept, total: kept.length });
  };

  const broadcast = (body: z.output<typeof Loose>): CarrierReply => {
    const ids = JSON.stringify(body).match(/"attachment_id":"([^"]+)"/g) ?? [];
    if (ids.length === 0 || ids.length > 5) {
      return no(-201, 'Articles from 1 to 5');
    }
    const sent = take({
      kind: 'broadcast',
      to: 'followers',
      templateId: '',
      data: {},
      text: ids.join(' '),
      trackingId: '',
    });
    return done({ message_id: sent.id });
  };

  const api = (path: string, query: URLSearchParams, body: z.output<typeof Loose>): CarrierReply => {
    switch (path) {
      case '/message/template':
        return zns(body);
      case '/message/status': {
        const found = messages.find(({ id }) => id === query.get('message_id'));
        return done(
          found === undefined
            ? { status: -1, message: 'not found' }
            : {
                status: found.delivered ? 1 : 0,
                ...(found.delivered ? { delivery_time: '1795445254333' } : {}),
              },
        );
      }
      case '/message/quota':
        return done({ dailyQuota: '500', remainingQuota: String(500 - messages.length) });
      case '/template/info/v2': {
        const id = query.get('template_id') ?? '';
        const params = TEMPLATES[id];
        return params === undefined
          ? no(-109, 'Template ID is invalid')
          : done({
              templateId: Number(id),
              templateName: 'Thông báo hồ sơ',
              status: 'ENABLE',
              price: '200',
              listParams: params.map((one) => ({ ...one, require: true, type: 'STRING', minLength: 0 })),
              previewUrl: 'https://account.zalo.cloud/preview',
            });
      }
      case '/v3.0/oa/message/cs':
        return consult(body);
      case '/v3.0/oa/message/template': {
        const userId = text(body['user_id']);
        if (!followers.has(userId)) {
          return no(-213, 'User has not followed OA');
        }
        const sent = take({
          kind: 'zns-user',
          to: userId,
          templateId: text(body['template_id']),
          data: Texts.catch({}).parse(body['template_data']),
          text: '',
          trackingId: '',
        });
        return done({ message_id: sent.id, user_id: userId });
      }
      case '/v2.0/oa/message':
        return broadcast(body);
      case '/v2.0/oa/getoa':
        return done({
          oa_id: ZALO_APP.oaId,
          name: 'UBND xã Ví Dụ',
          is_verified: true,
          num_follower: followers.size,
        });
      case '/v3.0/oa/user/getlist': {
        const { offset } = z
          .object({ offset: z.number() })
          .catch({ offset: 0 })
          .parse(JSON.parse(query.get('data') ?? '{}'));
        return done({
          total: followers.size,
          count: 50,
          offset,
          users: [...followers].slice(offset, offset + 50).map((user_id) => ({ user_id })),
        });
      }
      case '/v2.0/oa/upload/image':
        uploads += 1;
        return done({ attachment_id: `anh-${uploads}` });
      case '/v2.0/oa/upload/file':
        uploads += 1;
        return done({ token: `tep-${uploads}` });
      default:
        return path.startsWith('/v2.0/article/')
          ? article(path, body)
          : { status: 404, body: '{"error":404,"message":"Empty api"}' };
    }
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://zalo');
    const path = url.pathname;
    const raw = (await bytesOf(request)).toString('utf8');
    let body: z.output<typeof Loose> = {};
    try {
      body = Loose.catch({}).parse(JSON.parse(raw));
    } catch {
      // A form or an upload.
    }
    if (path === '/') {
      answerWith(
        null,
        () =>
          carrierPage(
            'Zalo mô phỏng',
            messages.map((one) => [
              one.kind,
              one.id,
              one.to,
              one.templateId,
              JSON.stringify(one.data),
              one.text,
              String(one.delivered),
            ]),
          ),
        response,
        0,
      );
      return;
    }
    if (path === '/dieu-khien') {
      Object.assign(switches, Switches.safeParse(body).data ?? {});
      answerWith(null, () => json(switches), response, 0);
      return;
    }
    if (path === '/v4/oa/permission') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? 'http://127.0.0.1/');
      back.searchParams.set('code', `ma-${url.searchParams.get('code_challenge') ?? ''}`);
      back.searchParams.set('oa_id', ZALO_APP.oaId);
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    if (path === '/v4/oa/access_token') {
      answerWith(
        null,
        () => oauth(text(request.headers['secret_key']), new URLSearchParams(raw)),
        response,
        0,
      );
      return;
    }
    if (switches.tokenExpired) {
      switches.tokenExpired = false;
      serial += 1;
      tokens.access = `truy-cap-${serial}`;
    }
    const zbs = /^\/(message|template)\//.test(path);
    if (request.headers['access_token'] !== tokens.access) {
      answerWith(
        null,
        () => (zbs ? no(-124, 'Access token is invalid') : no(-216, 'Access token is invalid')),
        response,
        0,
      );
      return;
    }
    const sends = /\/message\/(template|cs)$|\/oa\/message$|article\/create$/.test(path);
    const run = () =>
      sends && switches.code !== 0
        ? no(switches.code, `code ${switches.code}`)
        : api(path, url.searchParams, body);
    answerWith(sends ? switches.fault : null, run, response, switches.slowMs);
  });

  const sendRaw = async (to: string, body: object, key: string = ZALO_APP.oaSecret): Promise<number> => {
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
  };

  return {
    url: await listenHere(server, port),
    messages,
    articles,
    switches,
    withoutZalo,
    followers,
    refreshes,
    tokens,
    deliver(id) {
      const found = messages.find((one) => one.id === id);
      if (found !== undefined) {
        found.delivered = true;
      }
    },
    sendEvent(to, id, { wrongKey } = {}) {
      const found = messages.find((one) => one.id === id);
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
    stop: () => stopServer(server),
  };
}
