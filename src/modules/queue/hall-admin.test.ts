import { describe, expect, it } from 'vitest';
import { agenciesModule } from '#modules/agencies/index.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import { type Actor, ROLES, systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { callNext } from './commands/call-next.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { queueModule } from './index.ts';
import { QUEUE_POLICY } from './policy.ts';
import { consoleState } from './queries.ts';
import { hallPlan } from './queries-hall.ts';
import { IssueInput } from './schema.ts';
import { testHall } from './testing.ts';

const t = await testApp({ modules: [agenciesModule, proceduresModule, queueModule] });
const hall = await testHall(t, {}, { counters: 0 });
await proceduresModule.centre?.(t.ctx, systemActor(hall.centreId, 'test'));
const administrator = await hall.staff('administrator');
const HALL = '/can-bo/quan-tri/sanh';

const get = (url: string, actor: Actor = administrator) =>
  t.as(actor, { url, headers: { accept: 'text/html' } });
const post = (url: string, fields: readonly (readonly [string, string])[], actor: Actor = administrator) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams([
      ['requestId', newRequestId()],
      ...fields.map(([k, v]) => [k, v]),
    ]).toString(),
  });

describe('a hall from nothing', () => {
  it('leads from counters to groups, and then people are called', async () => {
    expect((await get(HALL)).body).toContain('Bước 1: thêm quầy');
    expect(
      (
        await post(`${HALL}/quay`, [
          ['number', '1'],
          ['name', 'Quầy tiếp nhận'],
        ])
      ).statusCode,
    ).toBe(303);
    expect(
      (
        await post(`${HALL}/quay`, [
          ['number', '2'],
          ['name', 'Quầy hướng dẫn'],
        ])
      ).statusCode,
    ).toBe(303);
    expect((await get(HALL)).body).toContain('Bước 2: thêm nhóm việc');
    const form = await get(`${HALL}/nhom/moi`);
    expect(form.body).toContain('Hộ tịch');
    expect(form.body).not.toContain('Lĩnh vực chưa có thủ tục');
    const saved = await post(`${HALL}/nhom/moi`, [
      ['letter', 'A'],
      ['name', 'Hộ tịch, chứng thực'],
      ['fields', 'Hộ tịch'],
      ['counters.q1', 'own'],
      ['counters.q2', 'helps'],
      ['firstNumber', '101'],
      ['sortOrder', '1'],
      ['active', 'co'],
    ]);
    expect(saved.statusCode).toBe(303);
    const half = await get(HALL);
    expect(half.body).toContain('Lĩnh vực chưa thuộc nhóm nào');
    await post(`${HALL}/nhom/moi`, [
      ['letter', 'H'],
      ['name', 'Hướng dẫn'],
      ['counters.q2', 'own'],
      ['firstNumber', '1'],
      ['active', 'co'],
    ]);
    expect((await get(HALL)).body).toContain('Sảnh đã đủ để mở');
    const visitor: Actor = { kind: 'public', centreId: hall.centreId };
    const options = { source: 'kiosk', fieldGroup: 'Hộ tịch' } as const;
    expect((await issueTicket(t.ctx, visitor, IssueInput.parse({}), options)).number).toBe('A101');
    const officer = await hall.staff('receptionist');
    const [one] = (await consoleState(t.ctx, officer, { choosing: true })).counters;
    expect((await callNext(t.ctx, officer, { counterId: one?.id ?? '' })).ticket?.number).toBe('A101');
  });

  it('keeps what was typed and names each field that is wrong', async () => {
    const before = await hallPlan(t.ctx, administrator);
    const taken = await post(`${HALL}/nhom/moi`, [
      ['letter', 'A'],
      ['name', 'Đất đai'],
      ['active', 'co'],
    ]);
    expect(taken.statusCode).toBe(422);
    expect(taken.body).toContain('đã dùng cho nhóm');
    expect(taken.body).toContain('Đất đai');
    const empty = await post(`${HALL}/nhom/A`, [
      ['name', ''],
      ['firstNumber', 'x'],
    ]);
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('Xin nhập tên nhóm việc.');
    expect(empty.body).toContain('Số bắt đầu là số từ 1 đến 9000.');
    const counter = await post(`${HALL}/quay`, [
      ['number', '1'],
      ['name', 'Quầy nữa'],
    ]);
    expect(counter.statusCode).toBe(422);
    expect(counter.body).toContain('Quầy nữa');
    expect((await get(`${HALL}/nhom/B`)).statusCode).toBe(404);
    expect(await hallPlan(t.ctx, administrator)).toEqual(before);
  });

  it('offers a field that a group names though the catalogue has no procedure in it: saving loses nothing', async () => {
    const fields = ['Hộ tịch', 'Lĩnh vực chưa có thủ tục'];
    const saved = await post(`${HALL}/nhom/A`, [
      ['name', 'Hộ tịch'],
      ...fields.map((field) => ['fields', field] as const),
      ['counters.q1', 'own'],
      ['active', 'co'],
    ]);
    expect(saved.statusCode).toBe(303);
    expect((await get(`${HALL}/nhom/A`)).body).toMatch(/value="Lĩnh vực chưa có thủ tục" checked/);
    expect((await hallPlan(t.ctx, administrator)).groups[0]?.fields).toEqual(fields);
  });

  it('closes and opens a group by one button', async () => {
    await post(`${HALL}/nhom/A/dong`, []);
    expect((await get(HALL)).body).toContain('ngừng phát số');
    await post(`${HALL}/nhom/A/mo`, []);
    expect((await hallPlan(t.ctx, administrator)).groups.every(({ active }) => active)).toBe(true);
  });

  it('sets hours, shares and reasons', async () => {
    const shares = [
      ['shares.priority', '4'],
      ['shares.appointment', '3'],
      ['shares.returned', '2'],
      ['shares.ordinary', '2'],
    ] as const;
    const minutes = [
      ['opensBefore', '20'],
      ['lastNumbersBefore', '10'],
    ] as const;
    const today = ['fromDay', '2026-05-04'] as const;
    const saved = await post(`${HALL}/quy-tac`, [today, ['keepsHours', 'co'], ...minutes, ...shares]);
    expect(saved.statusCode).toBe(303);
    expect((await hallPlan(t.ctx, administrator)).rules).toMatchObject({
      shares: { priority: 4 },
      hours: { keepsHours: true, opensBefore: 20, lastNumbersBefore: 10, numbersOverLunch: false },
    });
    const unfair = await post(`${HALL}/quy-tac`, [
      today,
      ...minutes,
      ['shares.priority', '1'],
      ...shares.slice(1),
    ]);
    expect(unfair.statusCode).toBe(422);
    expect(unfair.body).toContain('Người ưu tiên không được gọi thưa hơn');
    const past = await post(`${HALL}/quy-tac`, [['fromDay', '2026-05-01'], ...minutes, ...shares]);
    expect(past.body).toContain('hôm nay (04/05/2026) hoặc về sau');
    expect((await post(`${HALL}/ly-do`, [['names', 'Giải lao\r\n\r\nHọp giao ban']])).statusCode).toBe(303);
    expect((await hallPlan(t.ctx, administrator)).pauseReasons).toEqual(['Giải lao', 'Họp giao ban']);
    expect((await post(`${HALL}/ly-do`, [['names', '']])).body).toContain('Xin ghi ít nhất một lý do');
  });

  it.each(ROLES.filter((role) => QUEUE_POLICY['group.change'][role] === undefined))(
    'is closed to %s',
    async (role) => {
      const actor = await hall.staff(role);
      const before = await hallPlan(t.ctx, administrator);
      expect((await get(HALL, actor)).statusCode).toBe(403);
      expect(
        (
          await post(
            `${HALL}/nhom/A`,
            [
              ['name', 'Khác'],
              ['firstNumber', '1'],
            ],
            actor,
          )
        ).statusCode,
      ).toBe(403);
      expect((await post(`${HALL}/nhom/A/dong`, [], actor)).statusCode).toBe(403);
      expect((await post(`${HALL}/ly-do`, [['names', 'Khác']], actor)).statusCode).toBe(403);
      expect(await hallPlan(t.ctx, administrator)).toEqual(before);
    },
  );
});
