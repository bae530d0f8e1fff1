import { beforeAll, describe, expect, test } from 'vitest';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import type { Intake } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

let t: TestApp;
let commune: TestCommune;
let intake: Intake;

beforeAll(async () => {
  t = await testApp({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
  intake = await commune.intake('1.001193');
});

function post(username: string, url: string, payload: object, key: string = newRequestId()) {
  return t.as(commune.person(username), {
    method: 'POST',
    url,
    payload: JSON.parse(JSON.stringify(payload)),
    headers: { 'idempotency-key': key },
  });
}

const receive = (key?: string) => post('tiepnhan1', '/api/v1/dossiers', intake, key);

describe('POST /api/v1/dossiers', () => {
  test('answers 201 with number, due moment and its explanation; a repeat gives the same', async () => {
    const key = newRequestId();
    const first = await receive(key);
    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({ status: 2, statusText: 'Đã tiếp nhận', repeated: false });
    expect(first.json().due).toMatch(/\+07:00$/);
    expect(first.json().explanation.length).toBeGreaterThan(0);
    const again = await receive(key);
    expect(again.json()).toEqual({ ...first.json(), repeated: true });
  });

  test('says every wrong field, in Vietnamese, and writes nothing', async () => {
    const before = await t.owner.query('select count(*) from dossier_requests');
    const answer = await post('tiepnhan1', '/api/v1/dossiers', {
      procedureCode: 'x',
      parties: { applicant: { name: '', phone: '12' } },
    });
    expect(answer.statusCode).toBe(422);
    const paths = answer.json().fields.map((f: { path: string }) => f.path);
    expect(paths).toEqual(
      expect.arrayContaining(['procedureCode', 'parties.applicant.name', 'parties.applicant.phone']),
    );
    expect((await t.owner.query('select count(*) from dossier_requests')).rows).toEqual(before.rows);
  });

  test('needs an Idempotency-Key, and a person who may receive', async () => {
    const without = await t.as(commune.person('tiepnhan1'), {
      method: 'POST',
      url: '/api/v1/dossiers',
      payload: {},
    });
    expect(without.statusCode).toBe(400);
    expect((await post('chuyenvien.kt', '/api/v1/dossiers', intake)).statusCode).toBe(403);
  });
});

describe('commands and reading', () => {
  test('a conflict tells who, when and what is allowed now', async () => {
    const { number } = (await receive()).json();
    const url = `/api/v1/dossiers/${number}/commands`;
    expect((await post('tiepnhan1', `${url}/withdraw`, { reason: 'Không còn nhu cầu' })).statusCode).toBe(
      200,
    );
    const answer = await post('tiepnhan1', `${url}/withdraw`, { reason: 'Lần nữa' });
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'not-allowed-now', allowed: ['add-note'] });
    expect(answer.json().facts.who).toBe(commune.person('tiepnhan1').displayName);
  });

  test('an unknown command and a body that does not fit are refused', async () => {
    const { number } = (await receive()).json();
    expect((await post('tiepnhan1', `/api/v1/dossiers/${number}/commands/explode`, {})).statusCode).toBe(422);
    const answer = await post('tiepnhan1', `/api/v1/dossiers/${number}/commands/withdraw`, {});
    expect(answer.json().fields).toMatchObject([{ path: 'reason' }]);
  });

  test('detail: history, story, abilities; masked for those whose task does not need it; reading is logged', async () => {
    const { number, id } = (await receive()).json();
    const get = (username: string) =>
      t.as(commune.person(username), { method: 'GET', url: `/api/v1/dossiers/${number}` });
    const whole = (await get('tiepnhan1')).json();
    expect(whole).toMatchObject({ personal: true, applicant: { idNumber: '038000000001' } });
    expect(whole.abilities).toContain('complete-step');
    expect(whole.timeline[0]).toMatchObject({ type: 'received' });
    expect(whole.story.join(' ')).toContain('Tiếp nhận lúc');
    const masked = (await get('chuyenvien.kt')).json();
    expect(masked).toMatchObject({
      personal: false,
      lookupCode: null,
      applicant: { idNumber: '038******001', address: '' },
    });
    expect(masked.abilities).toEqual([]);
    const { rows } = await t.owner.query('select what from access_log where subject_id = $1 order by id', [
      id,
    ]);
    expect(rows.map((row) => row.what)).toEqual(['dossier.view', 'dossier.view-masked']);
    expect(
      (
        await t.as(
          { ...commune.person('tiepnhan1'), centreId: newRequestId() },
          { method: 'GET', url: `/api/v1/dossiers/${number}` },
        )
      ).statusCode,
    ).toBe(404);
  });

  test('list: by name without diacritics, by status, with the whole count', async () => {
    const list = async (query: string) =>
      (await t.as(commune.person('tiepnhan1'), { method: 'GET', url: `/api/v1/dossiers?${query}` })).json();
    expect((await list('q=nguyen%20vi%20du&pageSize=1')).total).toBeGreaterThan(1);
    expect((await list('q=nguyen%20vi%20du&pageSize=1')).items).toHaveLength(1);
    const withdrawn = await list('status=7');
    expect(withdrawn.items.every((item: { status: number }) => item.status === 7)).toBe(true);
    expect(withdrawn.total).toBe(1);
  });

  test('everything is in the API document', async () => {
    const { paths } = (await t.app.inject('/api/v1/openapi.json')).json();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/dossiers',
        '/api/v1/dossiers/{number}',
        '/api/v1/dossiers/{number}/commands/{command}',
        '/api/v1/lookup',
      ]),
    );
    const command = paths['/api/v1/dossiers/{number}/commands/{command}'].post;
    expect(JSON.stringify(command)).toContain('extend-with-apology');
  });
});

describe('GET /api/v1/lookup', () => {
  const ask = (number: string, secret: string) =>
    t.as(
      { kind: 'public', centreId: commune.centreId },
      { method: 'GET', url: `/api/v1/lookup?${new URLSearchParams({ number, secret })}` },
    );

  test('number and second secret: stages and dates, never a name', async () => {
    const { number, lookupCode } = (await receive()).json();
    for (const secret of [lookupCode, lookupCode.toLowerCase(), '0001', '900000001']) {
      const answer = await ask(number, secret);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toContain('Nguyễn Văn Ví Dụ');
      expect(answer.body).not.toContain('038000000001');
    }
    expect((await ask(number, lookupCode)).json()).toMatchObject({
      status: 2,
      stages: [{ key: 'received', state: 'done' }, { state: 'now' }, {}, {}],
    });
  });

  test('guessing is slow, and does not tell whether the number exists', async () => {
    const { number, lookupCode } = (await receive()).json();
    const wrong = await ask(number, '9999');
    const unknown = await ask('H56.999-990101-0001', '9999');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([404, 404]);
    expect(wrong.json().detail).toBe(unknown.json().detail);
    for (let i = 0; i < 4; i += 1) {
      await ask(number, '9999');
    }
    const closed = await ask(number, lookupCode);
    expect(closed.statusCode).toBe(429);
    t.clock.tick({ minutes: 16 });
    expect((await ask(number, lookupCode)).statusCode).toBe(200);
  });
});
