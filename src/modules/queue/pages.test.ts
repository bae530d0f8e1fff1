import { describe, expect, it } from 'vitest';
import type { Actor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { queueModule } from './index.ts';
import { testHall } from './testing.ts';

const t = await testApp({ modules: [queueModule] });
const hall = await testHall(t, { A: { counters: [1], fields: ['Hộ tịch'] }, B: { counters: [2] } });
const officer = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const counter = hall.counters[0]?.id ?? '';

const get = async (actor: Actor, url: string) => t.as(actor, { url, headers: { accept: 'text/html' } });
const post = (actor: Actor, url: string, fields: Readonly<Record<string, string>>) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });
const tokenOf = (location: unknown) => String(location).split('/').at(-1)?.split('?')[0] ?? '';

describe('taking a number with forms alone', () => {
  for (const base of ['/kiosk', '/lay-so']) {
    it(`goes question by question at ${base}`, async () => {
      const start = await get(visitor, base);
      expect(start.statusCode).toBe(200);
      expect(start.body).toContain(`${base}/viec?nhom=A`);
      expect((await get(visitor, `${base}/tim?q=`)).statusCode).toBe(302);
      const matter = await get(visitor, `${base}/viec?nhom=A&can=khai+sinh`);
      expect(matter.body).toContain(`${base}/uu-tien?nhom=A&amp;can=khai+sinh`);
      const priority = await get(visitor, `${base}/uu-tien?nhom=A&can=khai+sinh`);
      expect(priority.body).toContain('name="requestId"');
      const requestId = newRequestId();
      const fields = { requestId, groupId: hall.groups['A'] ?? '', need: 'khai sinh', priority: 'pregnant' };
      const taken = await post(visitor, base, fields);
      expect(taken.statusCode).toBe(303);
      expect((await post(visitor, base, fields)).headers['location']).toBe(taken.headers['location']);
      const slip = await get(visitor, String(taken.headers['location']));
      expect(slip.body).toMatch(/A\d{3}/);
      expect(slip.body).not.toMatch(/mang thai|pregnant|Ưu tiên/);
    });
  }

  it('says what to mend instead of losing the visitor', async () => {
    const wrong = await post(visitor, '/lay-so', { groupId: 'x' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Xin quay lại');
    expect((await get(visitor, `/phieu/${'x'.repeat(22)}`)).statusCode).toBe(404);
  });
});

describe('the phone ticket', () => {
  it('tells the counter when called, and is given up once', async () => {
    const taken = await post(visitor, '/lay-so', {
      requestId: newRequestId(),
      groupId: hall.groups['B'] ?? '',
    });
    const token = tokenOf(taken.headers['location']);
    const two = hall.counters[1]?.id ?? '';
    await post(officer, `/can-bo/quay/${two}/goi`, { requestId: newRequestId() });
    expect((await get(visitor, `/phieu/${token}`)).body).toContain('Mời ông/bà đến quầy 2');
    const again = await post(visitor, '/lay-so', {
      requestId: newRequestId(),
      groupId: hall.groups['B'] ?? '',
    });
    const second = tokenOf(again.headers['location']);
    for (let round = 0; round < 2; round += 1) {
      expect((await post(visitor, `/phieu/${second}/bo-so`, {})).statusCode).toBe(303);
    }
    expect((await get(visitor, `/phieu/${second}`)).body).toContain('Số này đã bỏ');
  });
});

describe('the counter’s console', () => {
  it('asks for sign-in, then for a counter, then calls', async () => {
    const colleague = await hall.staff('receptionist');
    expect((await get(visitor, '/can-bo/quay')).statusCode).toBe(401);
    expect((await get(colleague, '/can-bo/quay')).body).toContain('Ông/bà ngồi quầy nào?');
    expect((await post(colleague, `/can-bo/quay/${counter}/mo`, {})).headers['location']).toContain(counter);
    await post(colleague, `/can-bo/quay/${counter}/goi`, { requestId: newRequestId() });
    const console = await get(colleague, '/can-bo/quay');
    expect(console.body).toMatch(/A00\d/);
    expect(console.body).toContain('/can-bo/ho-so/moi?phieu=');
    const [, ticketId = ''] = /name="ticketId" value="([0-9a-f-]{36})"/.exec(console.body) ?? [];
    const move = (path: string, more: Readonly<Record<string, string>> = {}) =>
      post(colleague, `/can-bo/quay/${counter}/${path}`, { ticketId, requestId: newRequestId(), ...more });
    expect((await move('goi-lai')).statusCode).toBe(303);
    expect((await move('bat-dau')).statusCode).toBe(303);
    const refused = await move('vang');
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('đang tiếp');
    const nowhere = await move('chuyen');
    expect(nowhere.statusCode).toBe(422);
    expect((await move('chuyen', { groupId: hall.groups['B'] ?? '', note: 'nhờ xem giúp' })).statusCode).toBe(
      303,
    );
  });

  it('is closed to others', async () => {
    for (const role of ['officer', 'auditor', 'commune-leader'] as const) {
      const actor = await hall.staff(role);
      expect((await get(actor, '/can-bo/quay')).statusCode).toBe(403);
      expect(
        (await post(actor, `/can-bo/quay/${counter}/goi`, { requestId: newRequestId() })).statusCode,
      ).toBe(403);
    }
  });
});

describe('the board', () => {
  it('shows numbers and counters, and nothing of persons', async () => {
    const board = await get(
      { kind: 'device', purpose: 'board', deviceId: newRequestId(), centreId: hall.centreId },
      '/bang-goi',
    );
    expect(board.statusCode).toBe(200);
    expect(board.body).toContain('Mời số bê');
    expect(board.body).not.toMatch(/khai sinh|pregnant|mang thai/);
    expect((await get(visitor, `/bang-goi/${newRequestId()}`)).statusCode).toBe(404);
    const voice = await get(visitor, '/bang-goi/giong');
    expect(voice.json()).toMatchObject({ own: [], standard: expect.arrayContaining(['tu-mười']) });
    const word = await get(visitor, `/bang-goi/giong/chung/${encodeURIComponent('tu-mười')}`);
    expect(word.headers['content-type']).toBe('audio/mpeg');
    expect((await get(visitor, '/bang-goi/giong/chung/..%2F..%2Fpackage')).statusCode).toBe(404);
  });
});

describe('the page of a procedure', () => {
  it('is told the wait of somebody who takes a number now, from the open counters of its line', async () => {
    const told: string[] = [];
    const scope = { actor: visitor, at: t.ctx.clock.now() };
    const page = { kind: 'procedure', code: '1.001193' } as const;
    await readOnly(t.ctx, visitor, (tx) =>
      t.ctx.events.emit(
        'public.facts',
        { page, lang: 'vi', add: ({ text }) => told.push(text) },
        { tx, ...scope },
      ),
    );
    expect(told.join(' ')).toMatch(/^(Chưa có ai chờ|\d+ người đang chờ)\. Lấy số bây giờ: .*phút.*\.$/);
  });
});
