import { beforeAll, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { recordLeave } from '#modules/duties/commands/record-leave.ts';
import { RecordLeaveInput } from '#modules/duties/schema.ts';
import { systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { checkTerms } from './commands/check-terms.ts';
import { doTask } from './commands/do-task.ts';
import { openTask, openTaskIn } from './commands/open-task.ts';
import { oversightModule } from './index.ts';
import { getTask, getTaskBoard } from './queries/tasks.ts';
import { countNotices, readNotices } from './queries.ts';
import { OpenTaskInput, type Task, type TaskCommand } from './schema/tasks.ts';

let t: TestApp;
let commune: TestCommune;

beforeAll(async () => {
  t = await testApp({ modules: [...MODULES_BELOW, oversightModule], example: true });
  commune = await testCommune(t.ctx);
});

function clears(change: Partial<Record<keyof OpenTaskInput, unknown>> = {}): OpenTaskInput {
  const officer = commune.person('chuyenvien.kt');
  return OpenTaskInput.parse({
    unitId: officer.unitId,
    accountId: officer.accountId,
    work: 'Kiểm tra thực địa thửa đất số 12',
    dueDay: '2026-05-06',
    dueTime: '17:00',
    responsibility: 'Kết luận đúng hiện trạng',
    product: 'Biên bản kiểm tra có chữ ký các bên',
    authority: 'Tự quyết lịch đi; kết luận do Trưởng phòng duyệt',
    ...change,
  });
}

function open(change: Parameters<typeof clears>[0] = {}, requestId = newRequestId()): Promise<Task> {
  return openTask(t.ctx, commune.person('chutich'), clears(change), requestId);
}

function act(who: string, task: Task, command: TaskCommand, requestId = newRequestId()): Promise<void> {
  return doTask(t.ctx, commune.person(who), task.id, command, requestId);
}

async function check(at: string): Promise<number> {
  t.clock.set(at);
  return checkTerms(t.ctx, systemActor(commune.centreId, 'oversight'));
}

async function told(who: string, task: Task): Promise<readonly string[]> {
  const { warnings } = await readNotices(t.ctx, commune.person(who));
  return warnings.filter((one) => one.dossierId === task.id).map((one) => `${one.kind}:${one.level}`);
}

describe('six clears', () => {
  it('a task names person, work, time, responsibility, product, authority, and the head who answers', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const task = await open();
    expect(task).toMatchObject({
      code: 'CV-2026-0001',
      personName: commune.person('chuyenvien.kt').displayName,
      headName: commune.person('truongphong.kt').displayName,
      state: 'open',
    });
    expect(String(task.due)).toBe('2026-05-06T10:00:00Z');
    expect((await getTask(t.ctx, commune.person('chuyenvien.kt'), task.id)).events).toMatchObject([
      { type: 'opened', byName: commune.person('chutich').displayName },
    ]);
  });

  it.each([
    ['work', { work: '' }],
    ['responsibility', { responsibility: ' ' }],
    ['product', { product: '' }],
    ['authority', { authority: 'x' }],
    ['dueDay', { dueDay: 'mai' }],
  ])('%s may not be missing', (field, change) => {
    const parsed = OpenTaskInput.safeParse({ ...clears(), ...change });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });

  it.each([
    ['accountId', { accountId: '00000000-0000-7000-8000-000000000001' }],
    ['unitId', { unitId: '00000000-0000-7000-8000-000000000001' }],
    ['dueDay', { dueDay: '2026-05-04', dueTime: '07:00' }],
    ['parentId', { parentId: '00000000-0000-7000-8000-000000000001' }],
  ])('a wrong %s is named, and nothing is opened', async (path, change) => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const count = async () => (await t.owner.query('select 1 from tasks')).rowCount;
    const before = await count();
    await expect(open(change)).rejects.toMatchObject({ code: 'validation', details: { fields: [{ path }] } });
    expect(await count()).toBe(before);
  });

  it('the same request, or the same source, opens one task', async () => {
    const requestId = newRequestId();
    expect((await open({}, requestId)).id).toBe((await open({}, requestId)).id);
    const system = systemActor(commune.centreId, 'feedback');
    const input = clears({ accountId: null, source: 'rating', sourceRef: 'rating-1' });
    const once = () => inTransaction(t.ctx, system, (tx) => openTaskIn(t.ctx, tx, system, input, null));
    const first = await once();
    expect(first).toMatchObject({ personName: '', source: 'rating', openedByName: 'Một Cửa' });
    expect((await once()).id).toBe(first.id);
  });
});

describe('from giving to accepting', () => {
  it('handed in, sent back, handed in again, accepted; the parent waits for its parts', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const parent = await open({ work: 'Giải quyết kiến nghị về ranh giới', dueDay: '2026-05-08' });
    const part = await open({ parentId: parent.id });
    await expect(open({ parentId: parent.id, dueDay: '2026-05-12' })).rejects.toMatchObject({
      details: { fields: [{ path: 'dueDay' }] },
    });
    const report = { type: 'report', note: 'Đã đo và lập biên bản' } as const;
    await expect(act('chuyenvien.kt', parent, report)).rejects.toMatchObject({ code: 'not-allowed-now' });
    await act('chuyenvien.kt', part, report);
    await act('truongphong.kt', part, { type: 'send-back', note: 'Thiếu chữ ký giáp ranh' });
    const requestId = newRequestId();
    await act('chuyenvien.kt', part, report, requestId);
    await act('chuyenvien.kt', part, report, requestId);
    await act('truongphong.kt', part, { type: 'close', note: '' });
    await expect(act('chuyenvien.kt', part, report)).rejects.toMatchObject({ code: 'not-allowed-now' });
    await act('chuyenvien.kt', parent, report);
    const { events, task, children } = await getTask(t.ctx, commune.person('truongphong.kt'), part.id);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'reported', 'sent-back', 'reported', 'closed']);
    expect(task).toMatchObject({ state: 'closed', result: 'Đã đo và lập biên bản' });
    expect(children).toEqual([]);
    const board = await getTaskBoard(t.ctx, commune.person('truongphong.kt'));
    expect(board.units).toHaveLength(1);
    expect(board.units[0]?.tasks.map(({ id }) => id)).toEqual(expect.arrayContaining([parent.id, part.id]));
  });

  it('another unit sees nothing of it', async () => {
    const task = await open({ dueDay: '2026-05-20' });
    await expect(getTask(t.ctx, commune.person('truongphong.vhxh'), task.id)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const board = await getTaskBoard(t.ctx, commune.person('chuyenvien.vhxh'));
    expect(board).toMatchObject({ mine: [], units: [], mayOpen: false });
  });
});

describe('overdue tasks escalate like dossiers', () => {
  it('officer, then head before it is due; all when it is past; given to another, that one is told anew', async () => {
    t.clock.set('2026-05-11T08:00:00+07:00');
    const task = await open({ dueDay: '2026-05-13' });
    await check('2026-05-11T10:00:00+07:00');
    expect(await told('chuyenvien.kt', task)).toEqual([]);
    await check('2026-05-13T11:00:00+07:00');
    expect(await told('chuyenvien.kt', task)).toEqual(['term:officer']);
    await check('2026-05-13T14:00:00+07:00');
    expect(await told('truongphong.kt', task)).toEqual(['term:unit-head']);
    await check('2026-05-14T08:00:00+07:00');
    expect(await told('chutich', task)).toEqual(['overdue:leader']);
    expect(await countNotices(t.ctx, commune.person('truongphong.vhxh'))).toBe(0);

    await act('truongphong.kt', task, {
      type: 'reassign',
      accountId: commune.person('truongphong.kt').accountId,
      note: 'Chuyên viên nghỉ ốm',
    });
    expect(await told('chuyenvien.kt', task)).toEqual([]);
    await check('2026-05-14T08:10:00+07:00');
    expect(await told('truongphong.kt', task)).toContain('overdue:officer');
    await act('truongphong.kt', task, { type: 'report', note: 'Đã xong' });
    expect(await told('truongphong.kt', task)).toEqual([]);
    expect(await told('chutich', task)).toEqual([]);
    const { rows } = await t.owner.query<{ outcome: string }>(
      'select distinct outcome from warnings where dossier_id = $1 order by 1',
      [task.id],
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['finished-late', 'reassigned']);
  });
});

describe('putting off', () => {
  const extend = (dueDay: string) =>
    ({ type: 'extend', dueDay, dueTime: '17:00', note: 'Chờ kết quả đo đạc' }) as const;

  it('by who gave it, with a reason in the history; its warnings are settled by the new date', async () => {
    t.clock.set('2026-05-18T08:00:00+07:00');
    const task = await open({ dueDay: '2026-05-20' });
    await check('2026-05-20T11:00:00+07:00');
    expect(await told('chuyenvien.kt', task)).toEqual(['term:officer']);
    await expect(act('truongphong.kt', task, extend('2026-05-22'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(act('chutich', task, extend('2026-05-19'))).rejects.toMatchObject({
      details: { fields: [{ path: 'dueDay' }] },
    });
    const before = await getTask(t.ctx, commune.person('chutich'), task.id);
    expect(before.events).toHaveLength(1);
    expect(String(before.task.due)).toBe(String(task.due));
    await act('chutich', task, extend('2026-05-22'));
    expect(await told('chuyenvien.kt', task)).toEqual([]);
    const { events, task: now } = await getTask(t.ctx, commune.person('chutich'), task.id);
    expect(String(now.due)).toBe('2026-05-22T10:00:00Z');
    expect(events.at(-1)).toMatchObject({
      type: 'extended',
      note: 'Từ 17:00 thứ Tư 20/05/2026 sang 17:00 thứ Sáu 22/05/2026. Chờ kết quả đo đạc',
    });
  });

  it('a head puts off what the head gave; nobody once it is overdue', async () => {
    t.clock.set('2026-05-18T08:00:00+07:00');
    const own = await openTask(
      t.ctx,
      commune.person('truongphong.kt'),
      clears({ dueDay: '2026-05-20' }),
      newRequestId(),
    );
    await act('truongphong.kt', own, extend('2026-05-21'));
    t.clock.set('2026-05-21T17:01:00+07:00');
    await expect(act('chutich', own, extend('2026-05-25'))).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
  });
});

describe('somebody is away', () => {
  it('the tasks go back to the unit with the reason; its head is reminded until somebody has them', async () => {
    t.clock.set('2026-05-25T08:00:00+07:00');
    const task = await open({ dueDay: '2026-05-29' });
    const later = await open({ dueDay: '2026-06-29' });
    const counted = await countNotices(t.ctx, commune.person('truongphong.kt'));
    const { accountId, displayName } = commune.person('chuyenvien.kt');
    await recordLeave(
      t.ctx,
      commune.person('chuyenvien.kt'),
      RecordLeaveInput.parse({
        accountId,
        fromDay: '2026-05-25',
        fromTime: '08:00',
        toDay: '2026-05-29',
        toTime: '17:30',
        reason: 'sick',
        handOn: 'due',
        requestId: newRequestId(),
      }),
    );
    await t.runJobs();
    const head = commune.person('truongphong.kt');
    const { withoutPerson } = await readNotices(t.ctx, head);
    expect(withoutPerson.map(({ id }) => id)).toContain(task.id);
    expect(
      withoutPerson.map(({ id }) => id),
      'due after the return',
    ).not.toContain(later.id);
    expect(await countNotices(t.ctx, head)).toBeGreaterThan(counted);
    const { events, people } = await getTask(t.ctx, head, task.id);
    expect(events.at(-1)).toMatchObject({
      type: 'left-by-absence',
      note: expect.stringContaining(displayName),
    });
    expect(
      people.map((one) => one.accountId),
      'who is away is not proposed',
    ).not.toContain(accountId);
    const shown = await t.as(head, { url: '/can-bo/nhac-viec' });
    expect(shown.body).toContain('Việc chưa có người làm');
    await act('truongphong.kt', task, { type: 'reassign', accountId: head.accountId, note: 'Tôi làm thay' });
    const after = await readNotices(t.ctx, head);
    expect(after.withoutPerson.map(({ id }) => id)).not.toContain(task.id);
  });
});

describe('a form that has to be sent', () => {
  it('is a reminder for who marks it as sent, from the end of its period; not for the officers', async () => {
    t.clock.set('2026-10-16T08:00:00+07:00');
    const reports = async (who: string) => (await readNotices(t.ctx, commune.person(who))).reports;
    expect((await reports('giamdoc')).map(({ form, by }) => `${form} ${by}`)).toContain('07a 2026-10-20');
    expect(await reports('chuyenvien.kt')).toEqual([]);
    const shown = await t.as(commune.person('giamdoc'), { url: '/can-bo/nhac-viec' });
    expect(shown.body).toContain('/can-bo/thong-ke/bieu/07a?tu=2026-09-15');
    t.clock.set('2026-06-01T08:00:00+07:00');
  });
});

describe('pages', () => {
  it('the form keeps what was typed and names what is missing; a whole one leads to the task', async () => {
    t.clock.set('2026-06-01T08:00:00+07:00');
    const leader = commune.person('chutich');
    const officer = commune.person('chuyenvien.kt');
    const post = (payload: Record<string, string>) =>
      t.as(leader, {
        method: 'POST',
        url: '/can-bo/cong-viec',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        payload: new URLSearchParams({ requestId: newRequestId(), ...payload }).toString(),
      });
    const typed = { work: 'Rà soát biển chỉ dẫn ở sảnh', unitId: officer.unitId, dueDay: '2026-06-05' };
    const refused = await post(typed);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Xin ghi rõ sản phẩm phải có.');
    expect(refused.body).toContain('Rà soát biển chỉ dẫn ở sảnh');
    const done = await post({
      ...typed,
      accountId: officer.accountId,
      responsibility: 'Đủ và đúng',
      product: 'Danh sách biển cần thay',
      authority: 'Đề xuất; lãnh đạo quyết định',
    });
    expect(done.statusCode).toBe(303);
    const shown = await t.as(officer, { url: String(done.headers.location) });
    expect(shown.body).toContain('Danh sách biển cần thay');
    expect(shown.body).toContain('Nộp sản phẩm');
    for (const url of ['/can-bo/cong-viec', '/can-bo/cong-viec/moi']) {
      expect((await t.as(leader, { url })).statusCode).toBe(200);
    }
    expect((await t.as(officer, { url: '/can-bo/cong-viec/moi' })).statusCode).toBe(403);
  });
});
