import { beforeAll, describe, expect, it } from 'vitest';
import { listCentres } from '#modules/agencies/queries.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { bookAppointment } from './commands/book-appointment.ts';
import { bookableGroups } from './queries/appointments.ts';
import { BookInput } from './schema/appointments.ts';

let t: TestApp;
let visitor: Actor;
let kiosk: Actor;
let groupId = '';
let phone = 900_100_000;

beforeAll(async () => {
  t = await testApp({ example: true, now: '2026-05-04T06:00:00+07:00' });
  const centreId = (await listCentres(t.ctx))[0]?.id ?? '';
  visitor = { kind: 'public', centreId };
  kiosk = { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' };
  groupId = (await bookableGroups(t.ctx, systemActor(centreId, 'test')))[0]?.id ?? '';
});

const get = (actor: Actor, url: string) => t.as(actor, { url, headers: { accept: 'text/html' } });
const post = (actor: Actor, url: string, fields: Readonly<Record<string, string>>) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });
const book = (start: string) => {
  phone += 1;
  const input = BookInput.parse({ groupId, start, name: 'Nguyễn Văn Ví Dụ', phone: `0${phone}` });
  return bookAppointment(t.ctx, visitor, input);
};
const tickets = async () => (await t.owner.query('SELECT 1 FROM tickets')).rowCount;

describe('checking in', () => {
  it('is not done from home: the page says where, and no number is given', async () => {
    const { code } = await book('2026-05-04T08:00:00+07:00');
    t.clock.set('2026-05-04T07:50:00+07:00');
    const before = await tickets();
    const refused = await post(visitor, '/kiosk/hen', { code, requestId: newRequestId() });
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('tại ki-ốt hoặc bàn hướng dẫn');
    expect(await tickets()).toBe(before);
  });

  it('by the pad without script: each key adds its digit, and none is a check-in', async () => {
    const pressed = await post(kiosk, '/kiosk/hen', { code: '1234567', key: '8', requestId: newRequestId() });
    expect(pressed.body).toContain('value="12345678"');
    const full = await post(kiosk, '/kiosk/hen', { code: '12345678', key: '9', requestId: newRequestId() });
    expect(full.body).toContain('value="12345678"');
    const back = await post(kiosk, '/kiosk/hen', { code: '12', key: 'back', requestId: newRequestId() });
    expect(back.body).toContain('value="1"');
  });

  it('with a wrong code says so; late asks once before the ordinary number is given', async () => {
    const wrong = await post(kiosk, '/kiosk/hen', { code: '00000000', requestId: newRequestId() });
    expect(wrong.statusCode).toBe(404);
    expect(wrong.body).toContain('Không tìm thấy lịch hẹn này');
    expect((await post(kiosk, '/kiosk/hen', { code: '12', requestId: newRequestId() })).statusCode).toBe(422);
    const { code } = await book('2026-05-04T09:00:00+07:00');
    t.clock.set('2026-05-04T09:20:00+07:00');
    const before = await tickets();
    const asked = await post(kiosk, '/kiosk/hen', { code, requestId: newRequestId() });
    expect(asked.body).toContain('Đã qua giờ hẹn 09:00');
    expect(await tickets()).toBe(before);
    const given = await post(kiosk, '/kiosk/hen', { code, sure: '1', requestId: newRequestId() });
    expect(given.headers['location']).toMatch(/^\/kiosk\/phieu\//);
    const again = await post(kiosk, '/kiosk/hen', { code, requestId: newRequestId() });
    expect(again.headers['location']).toBe(given.headers['location']);
  });

  it('by an officer: who is late keeps a reason for priority; who is on time is not asked', async () => {
    const officer = await makeStaff(t.ctx, visitor.centreId, ['receptionist']);
    const late = await book('2026-05-04T10:30:00+07:00');
    const soon = await book('2026-05-04T11:00:00+07:00');
    t.clock.set('2026-05-04T10:55:00+07:00');
    const list = (await get(officer, '/can-bo/lich-hen')).body;
    const row = (id: string) => list.split('<tr').find((part) => part.includes(`value="${id}"`)) ?? '';
    expect(row(late.code)).toContain('name="priority"');
    expect(row(soon.code)).not.toContain('name="priority"');
    const checkIn = (code: string, priority: string) =>
      post(officer, '/can-bo/lich-hen', { code, requestId: newRequestId(), priority });
    const wrong = await checkIn(late.code, 'rich');
    expect(wrong.statusCode).toBe(422);
    const stood = async () =>
      (
        await t.owner.query(
          `SELECT t.lane, t.priority_reason FROM tickets t JOIN appointments a ON a.ticket_id = t.id WHERE a.code = $1`,
          [late.code],
        )
      ).rows;
    expect(await stood()).toEqual([]);
    expect((await checkIn(late.code, 'elderly')).statusCode).toBe(303);
    expect(await stood()).toEqual([{ lane: 'priority', priority_reason: 'elderly' }]);
    expect((await checkIn(soon.code, '')).statusCode).toBe(303);
  });
});

describe('the appointment’s address', () => {
  it('cannot be guessed, and shows neither name nor phone', async () => {
    const { token } = await book('2026-05-05T08:00:00+07:00');
    expect((await get(visitor, `/hen/${'x'.repeat(22)}`)).statusCode).toBe(404);
    const page = await get(visitor, `/hen/${token}`);
    expect(page.body).not.toMatch(/Ví Dụ|09001000\d\d/);
    expect(page.headers['cache-control']).toBe('no-store');
  });

  it('after cancelling, the calendar file takes the entry back', async () => {
    const { token } = await book('2026-05-05T08:30:00+07:00');
    await post(visitor, `/hen/${token}/huy`, { requestId: newRequestId() });
    expect((await get(visitor, `/hen/${token}/lich.ics`)).body).toContain('STATUS:CANCELLED');
  });
});

describe('a line without bookings', () => {
  it('says where to go instead', async () => {
    const closed = await get(visitor, '/dat-lich/ngay?nhom=K');
    expect(closed.statusCode).toBe(409);
    expect(closed.body).toContain('Việc này chưa nhận đặt lịch');
    expect(closed.body).toContain('href="/lay-so"');
    expect((await get(visitor, '/dat-lich/ngay')).headers['location']).toBe('/dat-lich');
  });
});

describe('the service worker', () => {
  it('is one classic script of its own that reaches all pages', async () => {
    const answer = await get(visitor, '/sw.js');
    expect(answer.headers).toMatchObject({ 'service-worker-allowed': '/', 'cache-control': 'no-cache' });
    expect(answer.headers['content-type']).toContain('text/javascript');
    expect(answer.body).toContain('showNotification');
    expect(answer.body).not.toMatch(/\bimport\b|\bexport\b/);
  });
});

describe('programs', () => {
  const api = (url: string, payload?: object, key = newRequestId()) =>
    t.as(visitor, {
      url: `/api/v1/${url}`,
      ...(payload === undefined ? {} : { method: 'POST', payload, headers: { 'idempotency-key': key } }),
    });

  it('choose a day and a time, book once however often they ask, move, cancel', async () => {
    const days = (await api(`service-groups/${groupId}/days`)).json<{ day: string; left: number }[]>();
    const day = days.at(-1)?.day ?? '';
    const slots = (await api(`service-groups/${groupId}/days/${day}/slots`)).json<
      { start: string; left: number }[]
    >();
    expect(slots).toHaveLength(16);
    const [first, second] = slots;
    const key = newRequestId();
    const body = { groupId, start: first?.start, name: 'Nguyễn Văn Ví Dụ', phone: '0900 200 001' };
    const booked = await api('appointments', body, key);
    expect(booked.statusCode).toBe(201);
    expect(booked.body).not.toMatch(/Ví Dụ|0900200001/);
    const { token, code } = booked.json<{ token: string; code: string }>();
    expect((await api('appointments', body, key)).json()).toMatchObject({ token, code });
    const moved = await api(`appointments/${token}/move`, { start: second?.start });
    expect(moved.json()).toMatchObject({ code, start: second?.start, state: 'booked' });
    expect((await api(`appointments/${token}/cancel`, {})).json()).toMatchObject({
      state: 'cancelled',
      phone: null,
    });
    const wrong = await api('appointments', { ...body, start: 'mai', phone: '12' });
    expect(wrong.statusCode).toBe(422);
    expect(
      wrong
        .json<{ fields: { path: string }[] }>()
        .fields.map(({ path }) => path)
        .sort(),
    ).toEqual(['phone', 'start']);
    const past = await api('appointments', { ...body, start: '2026-05-01T08:00:00+07:00' });
    expect(past.json()).toMatchObject({ code: 'not-allowed-now' });
  });
});

describe('web push over HTTP', () => {
  it('gives the key, and refuses addresses that are no public push service', async () => {
    const key = await t.as(visitor, { url: '/api/v1/push/key' });
    expect(Buffer.from(key.json<{ key: string }>().key, 'base64url')).toHaveLength(65);
    const { token } = await book('2026-05-05T09:00:00+07:00');
    const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
    const ask = (endpoint: string) =>
      t.as(visitor, {
        method: 'POST',
        url: `/api/v1/appointments/${token}/push`,
        payload: { endpoint, keys },
      });
    for (const endpoint of [
      'http://fcm.googleapis.com/x',
      'https://169.254.169.254/latest',
      'https://localhost/x',
    ]) {
      expect((await ask(endpoint)).statusCode).toBe(422);
    }
    expect((await ask('https://fcm.googleapis.com/fcm/send/x')).statusCode).toBe(200);
    const stop = await t.as(visitor, {
      method: 'POST',
      url: `/api/v1/appointments/${token}/push/stop`,
      payload: { endpoint: 'https://fcm.googleapis.com/fcm/send/x' },
    });
    expect(stop.statusCode).toBe(200);
    expect((await t.owner.query('SELECT 1 FROM push_subscriptions')).rowCount).toBe(0);
  });
});
