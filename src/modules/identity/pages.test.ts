import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { buildApp } from '../../app.ts';
import { readExampleSecrets } from './commands/example/secrets.ts';
import { setUpExample } from './commands/example/set-up.ts';
import { identityModule } from './index.ts';
import { exampleDeviceLinks, exampleSignIns, findExample, getExample } from './queries/example.ts';
import { resolveActor } from './resolve-actor.ts';

let t: TestApp;
let password: string;

beforeAll(async () => {
  const base = await testApp({ modules: [identityModule] });
  await setUpExample(base.ctx);
  // The real way of finding out who asks, whatever the harness is given.
  const { errorPage } = await import('../../error-page.tsx');
  const app = await buildApp(base.ctx, {
    modules: [identityModule],
    resolveActor: resolveActor(base.ctx),
    errorPage,
  });
  t = { ...base, app };
  password = (await readExampleSecrets(t.ctx.config))?.password ?? '';
});

function cookieOf(response: LightMyRequestResponse, name = 'session'): string | undefined {
  return response.cookies.find((cookie) => cookie.name === name)?.value;
}

function send(options: InjectOptions & { session?: string | undefined }) {
  const { session, ...rest } = options;
  const headers = { accept: 'text/html', ...rest.headers };
  return t.app.inject({ ...rest, headers, ...(session === undefined ? {} : { cookies: { session } }) });
}

function post(url: string, form: Record<string, string | readonly string[]>, session?: string) {
  const body = new URLSearchParams(
    Object.entries(form).flatMap(([key, value]) =>
      [value].flat().map((one) => [key, one] as [string, string]),
    ),
  );
  return send({
    method: 'POST',
    url,
    session,
    payload: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

async function signInAs(username: string, tiep?: string) {
  return post('/dang-nhap', { username, password, ...(tiep === undefined ? {} : { tiep }) });
}

describe('the example commune', () => {
  it('is set up once, with a person for every role, and finds itself again', async () => {
    await setUpExample(t.ctx);
    const example = await getExample(t.ctx);
    expect(example.commune.identityCode).toBe('H56.999');
    expect(example.staff('chutich').roles).toEqual(['commune-leader']);
    expect(example.unit('phong-kinh-te').name).toBe('Phòng Kinh tế');
    expect(example.device('kiosk').purpose).toBe('kiosk');
    const { rows } = await t.owner.query('SELECT count(*)::int AS n FROM accounts');
    expect(rows).toEqual([{ n: (await exampleSignIns(t.ctx)).length }]);
    const { rows: roles } = await t.owner.query(
      'SELECT count(DISTINCT r)::int AS n FROM accounts, unnest(roles) r',
    );
    expect(roles).toEqual([{ n: 7 }]);
    expect((await findExample(t.ctx))?.centreId).toBe(example.centreId);
  });
});

describe('signing in with a browser without script', () => {
  it('leads to the page that was wanted', async () => {
    const wanted = '/can-bo/ho-so?trang-thai=4';
    const asked = await send({ url: wanted });
    expect(asked.statusCode).toBe(303);
    expect(asked.headers.location).toBe(`/dang-nhap?tiep=${encodeURIComponent(wanted)}`);
    const form = await send({ url: String(asked.headers.location) });
    expect(form.body).toContain(`value="${wanted}"`);
    const response = await signInAs('tiepnhan1', wanted);
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(wanted);
    const cookie = response.cookies.find((one) => one.name === 'session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  it('never leads to another site', async () => {
    expect((await signInAs('tiepnhan1', '//evil.example/can-bo')).headers.location).toBe('/can-bo');
  });

  it('shows what was wrong and keeps the name, not the password', async () => {
    const response = await post('/dang-nhap', { username: 'tiepnhan1', password: 'sai mat khau' });
    expect(response.statusCode).toBe(401);
    expect(response.body).toContain('value="tiepnhan1"');
    expect(response.body).not.toContain('sai mat khau');
    expect(response.body).toContain('không đúng');
    expect(cookieOf(response)).toBeUndefined();
  });

  it('names empty fields', async () => {
    const response = await post('/dang-nhap', { username: '' });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Xin nhập tên đăng nhập.');
    expect(response.body).toContain('Xin nhập mật khẩu.');
  });

  it('signing out ends the session', async () => {
    const session = cookieOf(await signInAs('tiepnhan2'));
    expect((await send({ url: '/can-bo/tai-khoan', session })).statusCode).toBe(200);
    const out = await post('/can-bo/dang-xuat', {}, session);
    expect(out.headers.location).toBe('/dang-nhap?ra=1');
    expect((await send({ url: '/can-bo/tai-khoan', session })).statusCode).toBe(303);
  });

  it('is not possible from another site', async () => {
    const response = await t.app.inject({
      method: 'POST',
      url: '/dang-nhap',
      payload: { username: 'tiepnhan1', password },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(response.statusCode).toBe(403);
  });
});

describe('the API', () => {
  it('signs in, says who one is, signs out', async () => {
    const opened = await t.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { username: 'giamdoc', password },
    });
    expect(opened.statusCode).toBe(201);
    expect(opened.json()).toEqual({ stage: 'full' });
    const session = cookieOf(opened) ?? '';
    const me = await t.app.inject({ url: '/api/v1/me', cookies: { session } });
    expect(me.json()).toMatchObject({ roles: ['centre-director'], displayName: 'Hoàng Thị Ví Dụ Giám Đốc' });
    await t.app.inject({ method: 'DELETE', url: '/api/v1/session', cookies: { session } });
    expect((await t.app.inject({ url: '/api/v1/me', cookies: { session } })).statusCode).toBe(401);
  });

  it('refuses a bearer token that is not good, instead of taking its holder for the public', async () => {
    const response = await t.app.inject({ url: '/api/v1/me', headers: { authorization: 'Bearer nonsense' } });
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });
});

describe('the own account', () => {
  it('shows its owner and makes a bearer token that works', async () => {
    const session = cookieOf(await signInAs('chuyenvien.kt'));
    const shown = await send({ url: '/can-bo/tai-khoan', session });
    expect(shown.body).toContain('Phòng Kinh tế');
    expect(shown.body).toContain('máy này');
    const made = await post('/can-bo/tai-khoan/tao-ma', { name: 'Phần mềm in', days: '30' }, session);
    const token = /([\w-]{22}\.[\w-]{43})/.exec(made.body)?.[1];
    const me = await t.app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } });
    expect(me.json()).toMatchObject({ displayName: 'Trần Thị Ví Dụ Địa Chính' });
  });

  it('sets up two-step sign-in by QR code', async () => {
    const session = cookieOf(await signInAs('truongphong.kt'));
    const setup = await send({ url: '/can-bo/tai-khoan/hai-lop', session });
    expect(setup.body).toContain('src="data:image/png;base64,');
    const secret = /class="code code-long">([A-Z2-7 ]+)</.exec(setup.body)?.[1]?.replaceAll(' ', '') ?? '';
    const wrong = await post('/can-bo/tai-khoan/hai-lop', { code: '000000' }, session);
    expect(wrong.statusCode).toBe(422);
    const { generate } = await import('otplib');
    const epoch = Math.floor(t.clock.now().epochMilliseconds / 1_000);
    const done = await post(
      '/can-bo/tai-khoan/hai-lop',
      { code: await generate({ secret, epoch }) },
      session,
    );
    expect(done.body.match(/[A-Z2-7]{4}(-[A-Z2-7]{4}){3}/g)).toHaveLength(10);
    t.clock.tick({ seconds: 30 });
    const half = await signInAs('truongphong.kt', '/can-bo/ho-so');
    expect(half.headers.location).toBe('/dang-nhap/ma-xac-thuc?tiep=%2Fcan-bo%2Fho-so');
    const code = await generate({ secret, epoch: epoch + 30 });
    const whole = await post('/dang-nhap/ma-xac-thuc', { code, tiep: '/can-bo/ho-so' }, cookieOf(half));
    expect(whole.headers.location).toBe('/can-bo/ho-so');
  });
});

describe('staff accounts', () => {
  it('the administrator adds a person, who then chooses an own password', async () => {
    const session = cookieOf(await signInAs('quantri'));
    const example = await getExample(t.ctx);
    const form = {
      requestId: newRequestId(),
      username: 'nguoimoi',
      displayName: 'Nguyễn Thị Ví Dụ Mới',
      position: 'Chuyên viên',
      unitId: example.unit('phong-kinh-te').id,
      roles: 'officer',
    };
    const made = await post('/can-bo/quan-tri/tai-khoan/moi', form, session);
    expect(made.statusCode).toBe(201);
    const once = /class="code">([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</.exec(made.body)?.[1] ?? '';
    const again = await post('/can-bo/quan-tri/tai-khoan/moi', form, session);
    expect(again.body).not.toContain(once);
    const half = await post('/dang-nhap', { username: 'nguoimoi', password: once });
    expect(half.headers.location).toContain('/dang-nhap/mat-khau-moi');
    const own = 'bon-mua-hoa-no-quanh-nha';
    const short = await post('/dang-nhap/mat-khau-moi', { password: 'ngan', repeat: 'ngan' }, cookieOf(half));
    expect(short.body).toContain('ít nhất 12');
    const whole = await post('/dang-nhap/mat-khau-moi', { password: own, repeat: own }, cookieOf(half));
    expect(whole.headers.location).toBe('/can-bo');
    expect((await send({ url: '/can-bo/tai-khoan', session: cookieOf(whole) })).body).toContain('Ví Dụ Mới');
  });

  it('several roles and an error keep what was typed', async () => {
    const session = cookieOf(await signInAs('quantri'));
    const refused = await post(
      '/can-bo/quan-tri/tai-khoan/moi',
      { username: 'Có Dấu', displayName: 'Lê Văn Ví Dụ', roles: ['officer', 'unit-head'] },
      session,
    );
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="Lê Văn Ví Dụ"');
    expect(refused.body.match(/checked/g)).toHaveLength(2);
  });

  it('changes roles and deactivates, with effect on the next request', async () => {
    const admin = cookieOf(await signInAs('quantri'));
    const victim = cookieOf(await signInAs('chuyenvien.vhxh'));
    const example = await getExample(t.ctx);
    const { id, unitId } = example.account('chuyenvien.vhxh');
    const saved = await post(
      `/can-bo/quan-tri/tai-khoan/${id}`,
      {
        displayName: 'Bùi Thị Ví Dụ Xã Hội',
        position: 'Chuyên viên',
        unitId,
        roles: ['officer', 'receptionist'],
      },
      admin,
    );
    expect(saved.headers.location).toMatch(/xong=luu$/);
    const me = await t.app.inject({ url: '/api/v1/me', cookies: { session: victim ?? '' } });
    expect(me.json()).toMatchObject({ roles: ['receptionist', 'officer'] });
    await post(`/can-bo/quan-tri/tai-khoan/${id}/ngung`, {}, admin);
    expect((await t.app.inject({ url: '/api/v1/me', cookies: { session: victim ?? '' } })).statusCode).toBe(
      401,
    );
  });

  it.each(['tiepnhan1', 'giamdoc', 'chutich'])('%s may not look at them', async (username) => {
    const session = cookieOf(await signInAs(username));
    for (const url of [
      '/can-bo/quan-tri/tai-khoan',
      '/can-bo/quan-tri/tai-khoan/moi',
      '/can-bo/quan-tri/thiet-bi',
    ]) {
      expect((await send({ url, session })).statusCode).toBe(403);
    }
  });
});

describe('devices of the hall', () => {
  it('act by an enrolled link until it is revoked', async () => {
    const session = cookieOf(await signInAs('quantri'));
    const made = await post(
      '/can-bo/quan-tri/thiet-bi',
      { name: 'Ki-ốt cửa chính', purpose: 'kiosk' },
      session,
    );
    const path = /\/thiet-bi\/[\w.-]+/.exec(made.body)?.[0] ?? '';
    const opened = await send({ url: path });
    expect(opened.headers.location).toBe('/kiosk');
    expect(cookieOf(opened, 'device')).toBe(path.split('/').at(-1));
    expect((await send({ url: '/thiet-bi/khong-co' })).statusCode).toBe(410);
  });

  it('the example prints links for its own', async () => {
    const links = await exampleDeviceLinks(t.ctx);
    expect(links.map((link) => link.purpose)).toEqual(['kiosk', 'board']);
    const board = await send({ url: new URL(links[1]?.url ?? '').pathname });
    expect(board.headers.location).toBe('/bang-goi');
  });
});
