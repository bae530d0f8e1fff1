import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SimulatedZalo, startZalo } from '#simulators/zalo/start.ts';
import { ZALO_APP } from '#simulators/zalo/tokens.ts';
import { zaloClient } from './client.ts';
import { parseZalo } from './json.ts';
import { challengeOf, exchangeCode, permissionUrl, refreshTokens } from './oauth.ts';
import { ZaloConnection, type ZaloTokenSource } from './port.ts';
import { readZaloEvent, zaloMac } from './webhook.ts';

let zalo: SimulatedZalo;
let connection: ZaloConnection;
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

beforeAll(async () => {
  zalo = await startZalo();
  connection = ZaloConnection.parse({
    appId: ZALO_APP.appId,
    oaId: ZALO_APP.oaId,
    codeVerifier: VERIFIER,
    oauthUrl: zalo.url,
    openApiUrl: zalo.url,
    businessUrl: zalo.url,
    timeoutSeconds: 5,
  });
});
afterAll(() => zalo.stop());
beforeEach(() => {
  Object.assign(zalo.switches, { fault: null, code: 0, deliver: true, tokenExpired: false, articleDelay: 1 });
  zalo.withoutZalo.clear();
});

/** Renews the way a careful caller does: what Zalo says is kept before it is used. */
function source(): ZaloTokenSource {
  let kept = { ...zalo.tokens };
  return {
    current: async () => kept.access,
    async renew() {
      const outcome = await refreshTokens(connection, ZALO_APP.appSecret, kept.refresh);
      if (outcome.kind !== 'tokens') {
        return { kind: 'consent', why: 'x' };
      }
      kept = { access: outcome.tokens.accessToken, refresh: outcome.tokens.refreshToken };
      return kept.access;
    },
  };
}
const client = () => zaloClient(connection, source());
const notice = {
  phone: '84912345678',
  templateId: '500002',
  data: { ma_ho_so: 'H38.1' },
  trackingId: 'tin-1',
};

describe('OAuth v4', () => {
  it('PKCE challenge (RFC 7636, appendix B)', () => {
    expect(challengeOf(VERIFIER)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it('an administrator consents, the code becomes tokens, and a refresh token works once', async () => {
    const answer = await fetch(permissionUrl(connection, 'http://127.0.0.1/ve', 's1'), {
      redirect: 'manual',
    });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ oa_id: ZALO_APP.oaId, state: 's1' });
    const first = await exchangeCode(connection, ZALO_APP.appSecret, back.searchParams.get('code') ?? '');
    expect(first).toMatchObject({ kind: 'tokens', tokens: { expiresIn: 90_000 } });
    const refresh = first.kind === 'tokens' ? first.tokens.refreshToken : '';
    expect(await refreshTokens(connection, ZALO_APP.appSecret, refresh)).toMatchObject({ kind: 'tokens' });
    expect(await refreshTokens(connection, ZALO_APP.appSecret, refresh)).toMatchObject({
      kind: 'refused',
      code: '-14014',
    });
  });

  it('a void access token is renewed once and the call made again', async () => {
    const tokens = source();
    zalo.switches.tokenExpired = true;
    const before = zalo.refreshes.done;
    expect(await zaloClient(connection, tokens).sendTemplate(notice)).toMatchObject({ kind: 'done' });
    expect(zalo.refreshes.done).toBe(before + 1);
  });

  it('without a grant nothing is sent and a person is asked for', async () => {
    const none: ZaloTokenSource = {
      current: async () => ({ kind: 'consent', why: 'chưa cấp quyền' }),
      renew: async () => ({ kind: 'busy', why: '' }),
    };
    expect(await zaloClient(connection, none).sendTemplate(notice)).toMatchObject({
      kind: 'failed',
      fault: 'needs-human',
    });
  });
});

describe('template messages by phone (ZNS)', () => {
  it('are taken with an id beyond 2^53 kept exactly, and their state is read', async () => {
    zalo.switches.deliver = false;
    const sent = await client().sendTemplate(notice);
    const id = zalo.messages.at(-1)?.id ?? '';
    expect(sent).toMatchObject({ kind: 'done', data: { messageId: id } });
    expect(await client().templateState(id)).toMatchObject({ data: { state: 'under-way' } });
    zalo.deliver(id);
    expect(await client().templateState(id)).toMatchObject({ data: { state: 'delivered' } });
    expect(await client().templateState('1')).toMatchObject({ data: { state: 'absent' } });
  });

  it.each([
    [-118, 'unreachable'],
    [-108, 'unreachable'],
    [-133, 'night'],
    [-144, 'tomorrow'],
    [-115, 'needs-human'],
    [-1121, 'misfit'],
    [-100, 'transient'],
  ] as const)('code %d → %s', async (code, fault) => {
    zalo.switches.code = code;
    expect(await client().sendTemplate(notice)).toMatchObject({ kind: 'failed', fault, code: String(code) });
  });

  it('a code that stands in no table is unknown, never a success', async () => {
    zalo.switches.code = -99_999;
    expect(await client().sendTemplate(notice)).toMatchObject({ kind: 'unknown' });
  });

  it.each(['drop-before', 'drop-after', '502', 'html'] as const)('after %s nobody knows', async (fault) => {
    zalo.switches.fault = fault;
    expect(await client().sendTemplate(notice)).toMatchObject({ kind: 'unknown' });
  });

  it('who has no Zalo is not reached this way; wrong parameters are our fault', async () => {
    zalo.withoutZalo.add(notice.phone);
    expect(await client().sendTemplate(notice)).toMatchObject({ fault: 'unreachable', code: '-118' });
    expect(await client().sendTemplate({ ...notice, data: { ma_ho_so: 'x'.repeat(31) } })).toMatchObject({
      fault: 'misfit',
    });
    expect(await client().sendTemplate({ ...notice, templateId: '9' })).toMatchObject({
      fault: 'misfit',
      code: '-109',
    });
  });

  it('a template is read with its parameters', async () => {
    expect(await client().template('500001')).toMatchObject({
      kind: 'done',
      data: { params: [{ name: 'ma_ho_so', required: true, maxLength: 30 }, {}, {}], priceVnd: 200 },
    });
    expect(await client().templateQuota()).toMatchObject({ kind: 'done', data: { daily: 500 } });
  });
});

describe('Official Account', () => {
  it('writes to followers only, and lists them', async () => {
    const followers = await client().followers(0);
    const [userId = ''] = followers.kind === 'done' ? followers.data.userIds : [];
    expect(userId).toBe('8112233445566778899');
    expect(await client().consult(userId, 'Xin chào')).toMatchObject({ kind: 'done' });
    expect(await client().consult('1', 'Xin chào')).toMatchObject({
      kind: 'failed',
      fault: 'unreachable',
      code: '-213',
    });
    expect(await client().sendTemplateTo(userId, '500002', { ma_ho_so: 'H1' })).toMatchObject({
      kind: 'done',
    });
    expect(await client().account()).toMatchObject({
      kind: 'done',
      data: { name: 'UBND xã Ví Dụ', verified: true, followers: 2 },
    });
  });

  it('makes an article, waits for it, broadcasts it, takes it back', async () => {
    const made = await client().createArticle({
      title: 'Lịch nghỉ Tết',
      author: 'UBND xã',
      description: 'Lịch',
      coverUrl: 'https://example.vn/a.jpg',
      body: [{ type: 'text', content: '<p>Nghỉ</p>' }],
      visible: true,
    });
    const token = made.kind === 'done' ? made.data.token : '';
    expect(await client().articleOf(token)).toEqual({ kind: 'done', data: { articleId: null } });
    const ready = await client().articleOf(token);
    const id = ready.kind === 'done' ? (ready.data.articleId ?? '') : '';
    expect(await client().listArticles(0)).toEqual({
      kind: 'done',
      data: [{ articleId: id, title: 'Lịch nghỉ Tết' }],
    });
    expect(await client().broadcast([id])).toMatchObject({ kind: 'done' });
    zalo.switches.code = -234;
    expect(await client().broadcast([id])).toMatchObject({ kind: 'failed', fault: 'night' });
    expect(await client().removeArticle(id)).toEqual({ kind: 'done', data: null });
    expect(await client().uploadImage(Buffer.from('x'), 'image/png')).toMatchObject({ kind: 'done' });
    expect(await client().uploadFile(Buffer.from('x'), 'a.pdf', 'application/pdf')).toMatchObject({
      kind: 'done',
    });
  });
});

describe('webhook', () => {
  const keys = { appId: '1', oaSecret: 'oa-secret' };
  const body = '{"app_id":"1","timestamp":"1700000000000","event_name":"follow"}';
  const mac = '00aa3e98686b0139090201ae827c1970ad7465979803c18a59cdc944c4a640cc';

  it('signature: plain SHA-256 of app id, body, timestamp and key', () => {
    expect(zaloMac('1', body, '1700000000000', 'oa-secret')).toBe(mac);
    expect(readZaloEvent(Buffer.from(body), `mac=${mac}`, keys)).toMatchObject({
      kind: 'event',
      event: { event: { type: 'follow' } },
    });
  });

  it.each([
    ['another key', body, `mac=${mac}`, { ...keys, oaSecret: 'x' }, 'signature'],
    ['a changed body', body.replace('follow', 'unfollow'), `mac=${mac}`, keys, 'signature'],
    ['no signature', body, '', keys, 'signature'],
    ['no JSON', 'x', `mac=${mac}`, keys, 'shape'],
  ] as const)('%s is refused', (_case, text, header, withKeys, reason) => {
    expect(readZaloEvent(Buffer.from(text), header, withKeys)).toEqual({ kind: 'refused', reason });
  });

  it('the console test is empty', () => {
    expect(readZaloEvent(Buffer.from(''), '', keys)).toEqual({ kind: 'empty' });
  });

  it('a delivery names message and tracking id', () => {
    const text =
      '{"app_id":"1","event_name":"user_received_message","message":{"msg_id":90071992547409931234,"tracking_id":"tin-1","delivery_time":"1700000000000"},"timestamp":"1700000001000"}';
    const read = readZaloEvent(
      Buffer.from(text),
      `mac=${zaloMac('1', text, '1700000001000', 'oa-secret')}`,
      keys,
    );
    expect(read).toMatchObject({
      kind: 'event',
      event: {
        key: 'user_received_message 90071992547409931234',
        event: { type: 'received', messageId: '90071992547409931234', trackingId: 'tin-1' },
      },
    });
  });

  it('digits beyond 2^53 stay as written; text is no JSON', () => {
    expect(parseZalo('{"a":9007199254740993123,"b":12,"c":1.5}')).toEqual({
      a: '9007199254740993123',
      b: 12,
      c: 1.5,
    });
    expect(parseZalo('<html>')).toBeUndefined();
  });
});
