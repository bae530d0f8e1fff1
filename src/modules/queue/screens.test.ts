import { describe, expect, it } from 'vitest';
import { savePrinter } from '#modules/documents/commands/save-printer.ts';
import { documentsModule } from '#modules/documents/index.ts';
import { PrinterInput } from '#modules/documents/schema.ts';
import { enrolDevice } from '#modules/identity/commands/devices.ts';
import { type Actor, type DeviceActor, ROLES, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { wav } from '#platform/speech/testing/wav.ts';
import { testApp } from '#platform/testing/app.ts';
import { CALL_CLIPS, resetClip, saveClip } from './commands/clips.ts';
import { answerHelp, callHelp, endHelp, noteIdentity } from './commands/help.ts';
import { endNotice, saveBoard, saveHallSettings, saveNotice } from './commands/screens.ts';
import { queueModule } from './index.ts';
import { SCREEN_POLICY, type ScreenAction } from './policy-screens.ts';
import { boardState, listHelpCalls, listKioskFunctions, reviewScreens } from './queries-screens.ts';
import { BoardInput, HallSettingsInput, NoticeInput } from './schema-screens.ts';
import { testHall } from './testing.ts';

const t = await testApp({ modules: [documentsModule, queueModule] });
const hall = await testHall(t, { A: { counters: [1] }, B: { counters: [2] } });
const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac-man-hinh' });
const system = systemActor(hall.centreId, 'test');
const admin = await hall.staff('administrator');
const clerk = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const kiosk = await enrolled(hall.centreId, 'kiosk', 'Ki-ốt cửa chính');
const board = await enrolled(hall.centreId, 'board', 'Bảng sảnh');

async function enrolled(centreId: string, purpose: DeviceActor['purpose'], name: string) {
  return (await enrolDevice(t.ctx, systemActor(centreId, 'test'), { purpose, name })).device;
}

async function count(table: string): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? 0;
}

const get = (actor: Actor, url: string) => t.as(actor, { url, headers: { accept: 'text/html' } });
const post = (actor: Actor, url: string, fields: Readonly<Record<string, string>> = {}) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });

async function takeAtKiosk(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const fields = { requestId: newRequestId(), groupId: hall.groups['A'] ?? '', ...more };
  const taken = await post(kiosk, '/kiosk', fields);
  expect(taken.statusCode).toBe(303);
  return String(taken.headers['location']);
}

describe('what to know before taking a number', () => {
  it('offers fields, and the way back', async () => {
    expect((await get(visitor, '/kiosk/linh-vuc')).statusCode).toBe(200);
    expect((await get(visitor, '/lay-so/linh-vuc?nhom=1')).body).toContain('/lay-so/viec?nhom=A');
  });

  it('shows the Wi-Fi only where it is set', async () => {
    const url = await takeAtKiosk({ giay: 'khong' });
    expect((await get(kiosk, url)).body).not.toContain('data-wifi');
    await saveHallSettings(
      t.ctx,
      admin,
      HallSettingsInput.parse({ wifiName: 'Trung tâm', wifiPassword: 'xinchao123' }),
    );
    const shown = (await get(kiosk, url)).body;
    expect(shown).toContain('data-wifi');
    expect(shown).toContain('Wi-Fi của Trung tâm: Trung tâm');
    const { rows } = await t.owner.query(`SELECT * FROM audit_entries WHERE action = 'hall.settings'`);
    expect(rows.length).toBe(1);
    expect(JSON.stringify(rows)).not.toContain('xinchao123');
  });

  it('lists every function with its real state', async () => {
    const page = (await get(kiosk, '/kiosk/dich-vu')).body;
    expect(page).toMatch(/data-function="payment" data-state="absent"/);
    expect(page).toMatch(/data-function="vneid" data-state="absent"/);
    expect(page).toMatch(/data-function="print" data-state="absent"/);
    expect(page).toContain('chưa kết nối');
    const states = async () =>
      Object.fromEntries((await listKioskFunctions(t.ctx, kiosk)).map(({ kind, state }) => [kind, state]));
    expect((await states())['card']).toBe('absent');
    await noteIdentity(t.ctx, kiosk, { way: 'card', outcome: 'refused' });
    expect((await states())['card']).toBe('absent');
    await noteIdentity(t.ctx, kiosk, { way: 'card', outcome: 'ok' });
    expect((await states())['card']).toBe('ready');
    t.ctx.events.on('queue.kiosk-functions', async ({ add }) => add('payment', 'failing'));
    expect((await states())['payment']).toBe('failing');
    await savePrinter(
      t.ctx,
      admin,
      PrinterInput.parse({ name: 'Máy in phiếu', kind: 'escpos', host: '127.0.0.1', port: 9, dots: 576 }),
    );
    expect((await states())['print']).toBe('ready');
    const printers = `equipment SET state = 'down', trouble = 'paper-out' WHERE kind = 'ticket-printer'`;
    await t.owner.query(`UPDATE ${printers}`);
    expect((await states())['print']).toBe('failing');
  });

  it('keeps nothing of the person in the log of card readings', async () => {
    const { rows } = await t.owner.query('SELECT * FROM kiosk_identifications');
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['at', 'centre_id', 'device_id', 'id', 'outcome', 'reference', 'way'].sort(),
    );
    const noted = await t.as(kiosk, {
      method: 'POST',
      url: '/kiosk/danh-tinh',
      payload: { way: 'card', outcome: 'ok', number: '038045000001' },
    });
    expect(noted.statusCode).toBe(204);
    const after = await t.owner.query('SELECT * FROM kiosk_identifications');
    expect(JSON.stringify(after.rows)).not.toContain('038045000001');
  });
});

describe('a call for help', () => {
  it('is one while it is open, is answered by one officer, and ends', async () => {
    const requestId = newRequestId();
    const heard: string[] = [];
    const end = t.ctx.live.subscribe([`staff:${hall.centreId}`, `device:${kiosk.deviceId}`], ({ topic }) =>
      heard.push(topic.split(':')[0] ?? ''),
    );
    expect(
      (await post(kiosk, '/kiosk/goi-can-bo', { requestId, ve: '/kiosk/dich-vu' })).headers['location'],
    ).toBe('/kiosk/dich-vu');
    await Promise.all([1, 2, 3].map(() => callHelp(t.ctx, kiosk, newRequestId())));
    await callHelp(t.ctx, kiosk, requestId);
    expect(await count('help_calls')).toBe(1);
    expect((await get(kiosk, '/kiosk')).body).toContain('Đã gọi cán bộ lúc');
    const [call] = await listHelpCalls(t.ctx, clerk);
    const id = call?.id ?? '';
    expect(call?.place).toBe('Ki-ốt cửa chính');
    expect((await get(clerk, '/can-bo/tro-giup')).body).toContain('Ki-ốt cửa chính');
    expect((await post(clerk, `/can-bo/tro-giup/${id}/nhan`)).statusCode).toBe(303);
    await answerHelp(t.ctx, clerk, id);
    const colleague = await hall.staff('officer');
    await expect(answerHelp(t.ctx, colleague, id)).rejects.toSatisfy((error) =>
      isProblem(error, 'already-done'),
    );
    expect((await get(kiosk, '/kiosk')).body).toContain('đang đến giúp ông/bà');
    await endHelp(t.ctx, clerk, id);
    await endHelp(t.ctx, clerk, id);
    expect((await get(kiosk, '/kiosk')).body).toContain('Gọi cán bộ đến giúp');
    expect(await count('help_calls WHERE ended_at IS NOT NULL')).toBe(1);
    await expect
      .poll(() => heard.toSorted())
      .toEqual(['device', 'device', 'device', 'staff', 'staff', 'staff']);
    end();
    await expect(answerHelp(t.ctx, clerk, id)).rejects.toSatisfy((error) => isProblem(error, 'already-done'));
  });

  it('asks machines that are no kiosk to go to the desk', async () => {
    const refused = await post(visitor, '/kiosk/goi-can-bo', { requestId: newRequestId() });
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('bàn hướng dẫn');
    expect(await count('help_calls')).toBe(1);
  });
});

describe('boards and announcements', () => {
  it('shows the calls of its groups, and the announcements of this time', async () => {
    const name = 'Sảnh khu B';
    const id = await saveBoard(
      t.ctx,
      admin,
      BoardInput.parse({ name, groups: hall.groups['B'], voice: '0', notices: '1', active: '1' }),
    );
    await saveNotice(
      t.ctx,
      admin,
      NoticeInput.parse({ body: 'Nghỉ trưa từ 11:30', fromTime: '07:30', toTime: '11:30', spoken: '1' }),
    );
    const later = await saveNotice(
      t.ctx,
      admin,
      NoticeInput.parse({ body: 'Sắp đóng cửa', fromTime: '16:30', toTime: '17:30' }),
    );
    const shown = await boardState(t.ctx, board, id);
    expect(shown.hall.lines.map(({ letter }) => letter)).toEqual(['B']);
    expect(shown.notices.map(({ body, now }) => [body, now])).toEqual([
      ['Nghỉ trưa từ 11:30', true],
      ['Sắp đóng cửa', false],
    ]);
    const page = (await get(board, `/bang-goi?bang=${id}`)).body;
    expect(page).toContain('data-voice="0"');
    expect(page).toContain('Nghỉ trưa từ 11:30');
    await endNotice(t.ctx, admin, later);
    expect((await reviewScreens(t.ctx, admin)).notices.length).toBe(1);
    await expect(endNotice(t.ctx, admin, later)).rejects.toSatisfy((error) => isProblem(error, 'not-found'));
    await expect(saveBoard(t.ctx, admin, BoardInput.parse({ name }))).rejects.toSatisfy((error) =>
      isProblem(error, 'validation'),
    );
    await saveBoard(t.ctx, admin, BoardInput.parse({ id, name, active: '0' }));
    expect((await get(board, `/bang-goi?bang=${id}`)).statusCode).toBe(404);
    const far = await other.staff('administrator');
    await expect(saveBoard(t.ctx, far, BoardInput.parse({ id, name: 'Khác' }))).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
  });

  it('keeps what was typed when a form is refused', async () => {
    const url = '/can-bo/quan-tri/man-hinh';
    const refused = await post(admin, `${url}/thong-bao`, {
      body: 'Mời ra sân',
      fromTime: '12:00',
      toTime: '11:00',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Mời ra sân');
    expect(refused.body).toContain('Giờ kết thúc phải sau giờ bắt đầu');
    const wifi = await post(admin, `${url}/wifi`, { wifiName: 'Sảnh', wifiPassword: 'x' });
    expect(wifi.statusCode).toBe(422);
    expect(wifi.body).toContain('8–63 ký tự');
    const ok = await post(admin, `${url}/bang`, { name: 'Bảng mới', voice: '1', active: '1', notices: '1' });
    expect(ok.statusCode).toBe(303);
    expect((await get(admin, url)).body).toContain('Bảng mới');
  });
});

describe('recordings', () => {
  const clip = CALL_CLIPS.find((one) => one.endsWith('mười')) ?? '';

  it('are listened to, replaced and reset word by word', async () => {
    const first = wav(800);
    await saveClip(t.ctx, admin, { clip, bytes: first });
    expect((await get(visitor, '/bang-goi/giong')).json()).toMatchObject({ own: [clip] });
    const own = await get(visitor, `/bang-goi/giong/rieng/${encodeURIComponent(clip)}`);
    expect(own.headers['content-type']).toBe('audio/wav');
    expect(Buffer.compare(own.rawPayload, Buffer.from(first))).toBe(0);
    await saveClip(t.ctx, admin, { clip, bytes: wav(900) });
    expect((await get(admin, '/can-bo/quan-tri/giong-doc')).body).toContain('giọng của xã, 0,9 giây');
    expect((await get({ kind: 'public', centreId: other.centreId }, '/bang-goi/giong')).json()).toMatchObject(
      {
        own: [],
      },
    );
    await resetClip(t.ctx, admin, clip);
    await resetClip(t.ctx, admin, clip);
    expect((await get(visitor, `/bang-goi/giong/rieng/${encodeURIComponent(clip)}`)).statusCode).toBe(404);
  });

  it.each([
    ['no recording', Buffer.from('<script>alert(1)</script>'.repeat(9)), 'không phải ghi âm'],
    ['one too long', wav(6_000), 'dài nhất 5 giây'],
    ['one too short', wav(40), 'ghi lại'],
  ])('refuses %s and keeps the one before', async (_, bytes, words) => {
    const boundary = 'ranh-gioi';
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="clip"\r\n\r\n${clip}\r\n--${boundary}\r\ncontent-disposition: form-data; name="tep"; filename="a.mp3"\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const refused = await t.as(admin, {
      method: 'POST',
      url: '/can-bo/quan-tri/giong-doc',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'text/html' },
      payload,
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(words);
    expect(await count('voice_clips')).toBe(0);
  });

  it('knows no other words', async () => {
    await expect(saveClip(t.ctx, admin, { clip: 'tu-../x', bytes: wav(500) })).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
  });
});

describe('rights', () => {
  const tries = (
    actor: Actor,
  ): Readonly<Record<string, readonly [ScreenAction, () => Promise<unknown>]>> => ({
    saveHallSettings: ['screens.change', () => saveHallSettings(t.ctx, actor, HallSettingsInput.parse({}))],
    saveBoard: ['screens.change', () => saveBoard(t.ctx, actor, BoardInput.parse({ name: newRequestId() }))],
    saveNotice: [
      'screens.change',
      () => saveNotice(t.ctx, actor, NoticeInput.parse({ body: 'x', fromTime: '08:00', toTime: '09:00' })),
    ],
    endNotice: ['screens.change', () => endNotice(t.ctx, actor, newRequestId())],
    saveClip: ['clips.change', () => saveClip(t.ctx, actor, { clip: 'tu-không', bytes: wav(500) })],
    resetClip: ['clips.change', () => resetClip(t.ctx, actor, 'tu-không')],
    callHelp: ['help.call', () => callHelp(t.ctx, actor, newRequestId())],
    answerHelp: ['help.answer', () => answerHelp(t.ctx, actor, newRequestId())],
    endHelp: ['help.answer', () => endHelp(t.ctx, actor, newRequestId())],
    noteIdentity: ['identity.note', () => noteIdentity(t.ctx, actor, { way: 'card', outcome: 'failed' })],
    reviewScreens: ['screens.review', () => reviewScreens(t.ctx, actor)],
    listHelpCalls: ['help.see', () => listHelpCalls(t.ctx, actor)],
  });
  const tables = [
    'hall_settings',
    'hall_boards',
    'hall_notices',
    'voice_clips',
    'help_calls',
    'kiosk_identifications',
  ];

  it.each([...ROLES, 'public', 'kiosk', 'board', 'system'] as const)(
    'of %s are those of the table',
    async (who) => {
      const actor: Actor =
        who === 'public'
          ? visitor
          : who === 'system'
            ? system
            : who === 'kiosk'
              ? kiosk
              : who === 'board'
                ? board
                : await hall.staff(who);
      for (const [name, [action, attempt]] of Object.entries(tries(actor))) {
        const before = await Promise.all(tables.map(count));
        const refused = await attempt().then(
          () => false,
          (error: unknown) => isProblem(error, 'forbidden'),
        );
        expect(refused, `${who}: ${name}`).toBe(!can(SCREEN_POLICY, actor, action, actor));
        if (refused) {
          expect(await Promise.all(tables.map(count)), `${who}: ${name}`).toEqual(before);
        }
      }
    },
  );

  it('end at the centre: another one’s call is unknown', async () => {
    const far = await enrolled(other.centreId, 'kiosk', 'Ki-ốt xã khác');
    const call = await callHelp(t.ctx, far, newRequestId());
    await expect(answerHelp(t.ctx, clerk, call.id)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
    const { rows } = await t.owner.query('SELECT acknowledged_at FROM help_calls WHERE id = $1', [call.id]);
    expect(rows).toEqual([{ acknowledged_at: null }]);
  });
});
