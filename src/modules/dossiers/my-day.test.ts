import { beforeAll, describe, expect, it, test } from 'vitest';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { executeMany } from './commands/do-many.ts';
import { dropWorkFilter, keepWorkFilter, listWorkFilters } from './commands/work-filters.ts';
import { myWork } from './queries.ts';
import { KeepFilterInput, WorkFilter, type WorkGroup } from './schema/work.ts';
import { Command } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

const BIRTH = '1.001193';
const LAND = '1.115520';

let t: TestApp;
let commune: TestCommune;

beforeAll(async () => {
  t = await testApp({ modules: MODULES_BELOW, example: true });
  commune = await testCommune(t.ctx);
});

async function offered(code = BIRTH): Promise<string> {
  const intake = await commune.intake(code);
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  await commune.act('tiepnhan1', { id: dossier.id }, { type: 'complete-step' });
  return dossier.id;
}

async function groupsOf(
  who: string,
  filter: Partial<WorkFilter> = {},
): Promise<Record<string, readonly string[]>> {
  const { sections } = await myWork(t.ctx, commune.person(who), WorkFilter.parse(filter));
  return Object.fromEntries(
    sections.filter(({ count }) => count > 0).map(({ group, lines }) => [group, lines.map(({ id }) => id)]),
  );
}

describe('my day', () => {
  it('sent back and idle work stand in groups of their own, each dossier in one', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const [calm, back, idle] = [await offered(LAND), await offered(LAND), await offered(LAND)];
    for (const id of [calm, back, idle]) {
      await commune.act('chuyenvien.kt', { id }, { type: 'accept-hand-over' });
    }
    await commune.act('chuyenvien.kt', { id: back }, { type: 'complete-step' });
    await commune.act('truongphong.kt', { id: back }, { type: 'return-hand-over', reason: 'Thiếu trích đo' });
    t.clock.set('2026-05-06T16:00:00+07:00');
    await commune.act('chuyenvien.kt', { id: calm }, { type: 'add-note', text: 'Đã hẹn chủ đất' });
    const groups = await groupsOf('chuyenvien.kt');
    expect(groups).toMatchObject({ idle: [idle], later: [calm], 'sent-back': [back] });
    const all = Object.values(groups).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(await groupsOf('chuyenvien.kt', { idleHours: 40 })).toMatchObject({
      later: expect.arrayContaining([idle, calm]),
    });
  });

  it('is narrowed to a group or a field', async () => {
    const groups = await groupsOf('chuyenvien.kt', { group: 'idle' });
    expect(Object.keys(groups)).toEqual(['idle']);
    expect(await groupsOf('chuyenvien.kt', { field: 'Không có' })).toEqual({});
  });
});

describe('many at once', () => {
  it('a result for each; one refused hinders no other; a repeat gives the same and changes nothing', async () => {
    t.clock.set('2026-05-11T08:00:00+07:00');
    const [a, b, taken] = [await offered(), await offered(), await offered()];
    await commune.act('chuyenvien.tp', { id: taken }, { type: 'accept-hand-over' });
    const actor = commune.person('chuyenvien.tp');
    const accept = Command.parse({ type: 'accept-hand-over' });
    const requestId = newRequestId();
    const results = await executeMany(
      t.ctx,
      actor,
      [a, taken, newRequestId(), b],
      accept,
      requestId,
      'Đã nhận',
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false, true]);
    expect(results[0]).toMatchObject({ label: expect.stringMatching(/^H56/), text: 'Đã nhận' });
    const count = async () => (await t.owner.query('select 1 from dossier_events')).rowCount;
    const before = await count();
    await executeMany(t.ctx, actor, [a, b], accept, requestId, 'Đã nhận');
    expect(await count()).toBe(before);
    const other = await executeMany(
      t.ctx,
      commune.person('chuyenvien.vhxh'),
      [a, b],
      accept,
      newRequestId(),
      '',
    );
    expect(other.map(({ ok }) => ok)).toEqual([false, false]);
    expect(await count()).toBe(before);
  });

  it('the page posts them, says what is missing, and keeps the choice', async () => {
    const [a, b] = [await offered(), await offered()];
    const actor = commune.person('chuyenvien.tp');
    const post = (pairs: readonly (readonly [string, string])[]) =>
      t.as(actor, {
        method: 'POST',
        url: '/can-bo/lam-nhieu',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        payload: new URLSearchParams([
          ['requestId', newRequestId()],
          ...pairs.map(([name, value]) => [name, value]),
        ]).toString(),
      });
    const none = await post([['command', 'accept-hand-over']]);
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Xin chọn ít nhất một hồ sơ.');
    const nowhere = await post([
      ['command', 'hand-over'],
      ['ids', a],
    ]);
    expect(nowhere.body).toContain('Xin chọn đơn vị nhận.');
    expect(nowhere.body).toMatch(new RegExp(`value="${a}" checked`));
    const done = await post([
      ['command', 'accept-hand-over'],
      ['ids', a],
      ['ids', b],
    ]);
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('2 trong 2 hồ sơ đã làm');
  });
});

describe('filters kept by name', () => {
  const input = (name: string, group: WorkGroup | null = 'late') =>
    KeepFilterInput.parse({ name, filter: WorkFilter.parse({ group, field: 'Hộ tịch' }) });

  it('each keeps the own ones; the same name replaces; another person’s cannot be seen or dropped', async () => {
    const me = commune.person('chuyenvien.tp');
    const other = commune.person('chuyenvien.kt');
    await keepWorkFilter(t.ctx, me, input('Việc trễ'));
    await keepWorkFilter(t.ctx, me, input('Việc trễ', 'today'));
    const [mine, ...more] = await listWorkFilters(t.ctx, me);
    expect(more).toEqual([]);
    expect(mine).toMatchObject({ name: 'Việc trễ', filter: { group: 'today', field: 'Hộ tịch' } });
    expect(await listWorkFilters(t.ctx, other)).toEqual([]);
    await expect(dropWorkFilter(t.ctx, other, mine?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
    expect(await listWorkFilters(t.ctx, me)).toHaveLength(1);
    const page = await t.as(me, { url: '/can-bo?nhom=today&linh-vuc=H%E1%BB%99+t%E1%BB%8Bch' });
    expect(page.body).toContain('Bỏ bộ lọc Việc trễ');
    await dropWorkFilter(t.ctx, me, mine?.id ?? '');
    expect(await listWorkFilters(t.ctx, me)).toEqual([]);
  });

  test('who sees no dossiers keeps no filters', async () => {
    await expect(keepWorkFilter(t.ctx, commune.person('quantri'), input('Của tôi'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      keepWorkFilter(t.ctx, { kind: 'public', centreId: commune.centreId }, input('Của tôi')),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await t.owner.query('select 1 from work_filters')).rowCount).toBe(0);
  });
});
