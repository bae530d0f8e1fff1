import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { agenciesModule } from '#modules/agencies/index.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { auditModule } from '#modules/audit/index.ts';
import type { PublicActor, StaffActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import type { OidcFault } from '#simulators/oidc/faults.ts';
import type { SimulatedProvider } from '#simulators/oidc/start.ts';
import { setAccountActive } from './commands/accounts.ts';
import { linkAccount } from './commands/sign-on/links.ts';
import { identityModule } from './index.ts';
import { purgeSignOn, signOnReports } from './sign-on-jobs.ts';
import { comeBack, connectProvider, cookieOf, goThere, openProvider, WAYS } from './testing/sign-on.ts';
import { makeStaff } from './testing.ts';

let t: TestApp;
let provider: SimulatedProvider;
let centreId: string;
let otherCentreId: string;
let admin: StaffActor;
let officer: StaffActor;
let nobody: PublicActor;

beforeAll(async () => {
  t = await testApp({ modules: [agenciesModule, auditModule, identityModule] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  otherCentreId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  provider = await openProvider();
  admin = await makeStaff(t.ctx, centreId, ['administrator']);
  officer = await makeStaff(t.ctx, centreId, ['receptionist']);
  nobody = { kind: 'public', centreId };
  for (const audience of ['staff', 'citizen'] as const) {
    await connectProvider(t.ctx, centreId, audience, provider, { timeoutSeconds: 1 });
  }
  await connectProvider(t.ctx, otherCentreId, 'staff', provider);
  await linkAccount(t.ctx, admin, { accountId: officer.accountId, subject: 'cb-0001' });
});

beforeEach(async () => {
  provider.faults.clear();
  await t.owner.query('delete from circuits');
});

/** What a sign-on may open: equal before and after means that it opened nothing. */
async function opened(): Promise<string> {
  const parts: string[] = [];
  for (const table of [
    'sessions',
    'sso_links',
    'citizen_sessions',
    'accounts',
    'sign_in_log',
    'kiosk_identities',
  ]) {
    const { rows } = await t.owner.query(
      `SELECT md5(string_agg(x::text, '|' ORDER BY x::text)) AS sum FROM ${table} x`,
    );
    parts.push(JSON.stringify(rows));
  }
  return parts.join('\n');
}

async function lastAudit(): Promise<{ action: string; detail: unknown }> {
  const { rows } = await t.owner.query<{ action: string; detail: unknown }>(
    'select action, detail from audit_entries where centre_id = $1 order by seq desc limit 1',
    [centreId],
  );
  return rows[0] ?? { action: '', detail: null };
}

async function signIn(user = 'cb-0001') {
  return comeBack(t, nobody, await goThere(t, nobody, 'staff', user));
}

describe('an officer who is linked', () => {
  it('comes in by the province’s account, on the page that was wanted', async () => {
    const way = await goThere(t, nobody, 'staff', 'cb-0001', `${WAYS.staff.start}?tiep=/can-bo/nghi`);
    const answer = await comeBack(t, nobody, way);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/can-bo/nghi');
    const session = cookieOf(answer, 'session') ?? '';
    const me = await t.as(undefined, { method: 'GET', url: '/api/v1/me', cookies: { session } });
    expect(me.json()).toMatchObject({ accountId: officer.accountId });
    expect(await lastAudit()).toMatchObject({ action: 'identity.sign-in' });
  });

  it('is never sent to a foreign address, and no address holds a token', async () => {
    for (const tiep of ['https://evil.example', '//evil.example', '/\\evil.example', '/dang-nhap']) {
      const url = `${WAYS.staff.start}?tiep=${encodeURIComponent(tiep)}`;
      const way = await goThere(t, nobody, 'staff', 'cb-0001', url);
      const answer = await comeBack(t, nobody, way);
      expect(answer.headers.location).toBe('/can-bo');
    }
    const begun = await t.as(nobody, { method: 'GET', url: `${WAYS.staff.start}?tiep=/can-bo/nghi` });
    const sent = new URL(begun.headers.location ?? '');
    expect([...sent.searchParams.keys()].sort()).toEqual([
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'nonce',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
    expect(sent.searchParams.get('code_challenge_method')).toBe('S256');
    expect(begun.headers.location).not.toContain('nghi');
  });

  it('still gives the code of the own authenticator, unless the demanded level of the provider counts', async () => {
    const person = await makeStaff(t.ctx, centreId, ['officer']);
    await t.owner.query(
      "update accounts set totp_secret = '\\x00', totp_confirmed_at = now() where id = $1",
      [person.accountId],
    );
    await t.owner.query("update sso_links set removed_at = now() where subject = 'cb-0002'");
    await linkAccount(t.ctx, admin, { accountId: person.accountId, subject: 'cb-0002' });
    expect((await signIn('cb-0002')).headers.location).toMatch(/^\/dang-nhap\/ma-xac-thuc/);
    await connectProvider(t.ctx, centreId, 'staff', provider, {
      acrValues: 'LoA2',
      acrRequired: true,
      trustSecondFactor: true,
    });
    expect((await signIn('cb-0002')).headers.location).toBe('/can-bo');
    const before = await opened();
    expect((await signIn('cb-0001')).body).toContain('Mức xác thực chưa đủ');
    expect(await opened()).toBe(before);
    await connectProvider(t.ctx, centreId, 'staff', provider, { timeoutSeconds: 1 });
    await t.owner.query("update sso_links set removed_at = now() where subject = 'cb-0002'");
  });

  it('signs out here and there, once', async () => {
    const way = await goThere(t, nobody, 'staff', 'cb-0001');
    const answer = await comeBack(t, nobody, way);
    const cookies = { ...way.cookies, session: cookieOf(answer, 'session') ?? '' };
    const out = await t.as(undefined, { method: 'POST', url: '/can-bo/dang-xuat', cookies });
    expect(out.statusCode).toBe(200);
    const there = new URL(String(out.headers['refresh']).replace('0; url=', ''));
    expect(there.origin).toBe(provider.issuer);
    expect(there.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(
      'http://localhost/dang-nhap/tai-khoan-tinh/ra',
    );
    expect((await t.as(undefined, { method: 'GET', url: '/api/v1/me', cookies })).statusCode).toBe(401);
    const again = await t.as(undefined, { method: 'POST', url: '/can-bo/dang-xuat', cookies });
    expect(again.headers.location).toBe('/dang-nhap?ra=1');
  });

  it('signs out here where the provider has no sign-out, or is down', async () => {
    for (const fault of ['no-logout', 'down'] as const) {
      await connectProvider(t.ctx, centreId, 'staff', provider, { timeoutSeconds: 1 });
      if (fault === 'no-logout') {
        provider.faults.add(fault);
      }
      const way = await goThere(t, nobody, 'staff', 'cb-0001');
      const answer = await comeBack(t, nobody, way);
      await connectProvider(t.ctx, centreId, 'staff', provider, { timeoutSeconds: 1 });
      provider.faults.add(fault);
      const cookies = { ...way.cookies, session: cookieOf(answer, 'session') ?? '' };
      const out = await t.as(undefined, { method: 'POST', url: '/can-bo/dang-xuat', cookies });
      expect(out.headers.location, fault).toBe('/dang-nhap?ra=1');
      provider.faults.clear();
    }
  });
});

describe('an answer that does not hold opens nothing', () => {
  const CASES: readonly (readonly [OidcFault, string, string])[] = [
    ['wrong-nonce', 'nonce', 'không khớp với lần đăng nhập này'],
    ['wrong-audience', 'audience', 'cấp cho một ứng dụng khác'],
    ['expired', 'expired', 'đã hết hạn'],
    ['clock-ahead', 'clock', 'lệch'],
    ['clock-behind', 'clock', 'lệch'],
    ['foreign-key', 'signature', 'Chữ ký'],
    ['unsigned', 'signature', 'Chữ ký'],
    ['issuer-mix-up', 'issuer', 'hệ thống khác'],
    ['response-issuer', 'issuer', 'hệ thống khác'],
    ['slow', 'unavailable', 'không trả lời'],
    ['token-500', 'unavailable', 'không trả lời'],
    ['token-html', 'unavailable', 'không trả lời'],
    ['down', 'unavailable', 'không trả lời'],
  ];

  it.each(CASES)('%s', async (fault, why, words) => {
    if (fault === 'response-issuer') {
      provider.faults.add(fault);
    }
    const way = await goThere(t, nobody, 'staff', 'cb-0001');
    provider.faults.add(fault);
    const before = await opened();
    const answer = await comeBack(t, nobody, way);
    expect(answer.statusCode, answer.body).toBe(why === 'unavailable' ? 503 : 401);
    expect(answer.body).toContain(words);
    expect(cookieOf(answer, 'session')).toBeUndefined();
    expect(await opened()).toBe(before);
    expect(await lastAudit()).toMatchObject({ action: 'identity.sign-on-refused', detail: { why } });
  });

  it('a cancelled sign-on says so', async () => {
    const before = await opened();
    expect((await signIn('')).body).toContain('đã dừng đăng nhập');
    expect(await opened()).toBe(before);
  });

  it('a forged state does not even use up the sign-on under way', async () => {
    const way = await goThere(t, nobody, 'staff', 'cb-0001');
    const forged = new URL(way.back);
    forged.searchParams.set('state', 'forged');
    const before = await opened();
    expect((await comeBack(t, nobody, { ...way, back: forged })).statusCode).toBe(401);
    expect(await opened()).toBe(before);
    expect((await comeBack(t, nobody, way)).statusCode).toBe(303);
  });

  it('an answer counts once, in the browser that began, for ten minutes, for its audience', async () => {
    const way = await goThere(t, nobody, 'staff', 'cb-0001');
    const other = await goThere(t, nobody, 'staff', 'cb-0001');
    const before = await opened();
    expect((await comeBack(t, nobody, { back: way.back, cookies: {} })).statusCode).toBe(401);
    expect((await comeBack(t, nobody, { back: way.back, cookies: other.cookies })).statusCode).toBe(401);
    const wrongDoor = new URL(way.back);
    wrongDoor.pathname = '/cong-dan/dang-nhap/ve';
    const cookies = { sso_dan: way.cookies['sso'] ?? '' };
    expect((await comeBack(t, nobody, { back: wrongDoor, cookies })).statusCode).toBe(401);
    expect(await opened()).toBe(before);
    expect((await comeBack(t, nobody, way)).statusCode).toBe(303);
    const after = await opened();
    expect((await comeBack(t, nobody, way)).statusCode).toBe(401);
    t.clock.set(t.clock.now().add({ minutes: 11 }));
    expect((await comeBack(t, nobody, other)).statusCode).toBe(401);
    expect(await opened()).toBe(after);
  });

  it('a key that was rotated is known at once', async () => {
    const way = await goThere(t, nobody, 'staff', 'cb-0001');
    provider.faults.add('key-rotated');
    expect((await comeBack(t, nobody, way)).statusCode).toBe(303);
  });
});

describe('matching', () => {
  it('same name, mail and sign-in name as an officer open nothing without a link', async () => {
    const before = await opened();
    const answer = await signIn('cb-0002');
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('chưa liên kết');
    expect(answer.body).toContain('cb-0002');
    expect(await opened()).toBe(before);
  });

  it('a link of one commune opens nothing in another', async () => {
    const there: PublicActor = { kind: 'public', centreId: otherCentreId };
    const before = await opened();
    const answer = await comeBack(t, there, await goThere(t, there, 'staff', 'cb-0001'));
    expect(answer.statusCode).toBe(401);
    expect(await opened()).toBe(before);
  });

  it('an account that was closed is not opened', async () => {
    const person = await makeStaff(t.ctx, centreId, ['officer']);
    await linkAccount(t.ctx, admin, { accountId: person.accountId, subject: 'cb-0002' });
    await setAccountActive(t.ctx, admin, person.accountId, false);
    const before = await opened();
    expect((await signIn('cb-0002')).body).toContain('đã ngừng hoạt động');
    expect(await opened()).toBe(before);
    await t.owner.query("update sso_links set removed_at = now() where subject = 'cb-0002'");
  });

  it('an officer links the own account, and only that', async () => {
    const person = await makeStaff(t.ctx, centreId, ['officer']);
    const start = '/can-bo/tai-khoan/lien-ket/bat-dau';
    const way = await goThere(t, person, 'staff', 'cb-0002', start);
    const before = await opened();
    expect((await comeBack(t, officer, way)).statusCode).toBe(401);
    expect(await opened()).toBe(before);
    const again = await comeBack(t, person, await goThere(t, person, 'staff', 'cb-0002', start));
    expect(again.headers.location).toBe('/can-bo/tai-khoan/lien-ket?xong=lien-ket');
    expect((await signIn('cb-0002')).headers.location).toBe('/can-bo');
    const page = await t.as(person, { method: 'GET', url: '/can-bo/tai-khoan/lien-ket' });
    const id = /name="id" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const foreign = await t.as(officer, {
      method: 'POST',
      url: '/can-bo/tai-khoan/lien-ket/bo',
      payload: { id },
    });
    expect(foreign.statusCode).toBe(404);
    await t.as(person, { method: 'POST', url: '/can-bo/tai-khoan/lien-ket/bo', payload: { id } });
    expect((await signIn('cb-0002')).statusCode).toBe(401);
  });
});

describe('the line', () => {
  it('rests after three failures, says so, lets the local way go on, and comes back', async () => {
    provider.faults.add('down');
    for (let i = 0; i < 3; i += 1) {
      const answer = await t.as(nobody, { method: 'GET', url: WAYS.staff.start });
      expect(answer.statusCode).toBe(503);
      expect(answer.body).toContain('Tên đăng nhập');
    }
    const calls = () => Object.values(provider.calls).reduce((sum, count) => sum + count, 0);
    const before = calls();
    expect((await t.as(nobody, { method: 'GET', url: WAYS.staff.start })).statusCode).toBe(503);
    expect(calls()).toBe(before);
    const page = await t.as(nobody, { method: 'GET', url: '/dang-nhap' });
    expect(page.body).toContain('đang không trả lời');
    expect(page.body).not.toContain('href="/dang-nhap/tai-khoan-tinh');
    const failing = async () => (await signOnReports(t.ctx)).filter((report) => !report.ok);
    expect(await failing()).toMatchObject([{ name: 'Đăng nhập một lần của cán bộ' }]);
    provider.faults.clear();
    t.clock.set(t.clock.now().add({ seconds: 61 }));
    expect((await signIn()).statusCode).toBe(303);
    expect(await failing()).toEqual([]);
  });

  it('is tested by the administrator, who keeps the secret without seeing it', async () => {
    const url = '/can-bo/quan-tri/dang-nhap-mot-lan';
    const good = await t.as(admin, { method: 'POST', url: `${url}/thu`, payload: { audience: 'staff' } });
    expect(good.body).toContain('Kết nối tốt');
    provider.faults.add('down');
    const bad = await t.as(admin, { method: 'POST', url: `${url}/thu`, payload: { audience: 'staff' } });
    expect(bad.statusCode).toBe(503);
    provider.faults.clear();
    const payload = {
      requestId: newRequestId(),
      audience: 'staff',
      mode: 'on',
      issuer: provider.issuer,
      clientId: provider.clientId,
      scopes: 'openid profile',
    };
    expect((await t.as(admin, { method: 'POST', url, payload })).statusCode).toBe(303);
    for (const path of [url, `${url}/can-bo`]) {
      expect((await t.as(admin, { method: 'GET', url: path })).body).not.toContain(provider.clientSecret);
    }
    expect((await signIn()).statusCode).toBe(303);
    const wrong = { ...payload, requestId: newRequestId(), issuer: 'http://tinh.example', clientId: '' };
    const refused = await t.as(admin, { method: 'POST', url, payload: wrong });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Địa chỉ phải bắt đầu bằng https://');
  });

  it('forgets what is over', async () => {
    t.clock.set(t.clock.now().add({ hours: 13 }));
    await purgeSignOn(t.ctx);
    const { rows } = await t.owner.query('select count(*)::int as n from sso_requests');
    expect(rows).toEqual([{ n: 0 }]);
  });
});
