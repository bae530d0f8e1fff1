import { beforeAll, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { systemActor } from '#platform/actor.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { checkTerms } from './commands/check-terms.ts';
import { oversightModule } from './index.ts';
import { getDailyBoard, listWatched } from './queries/daily.ts';
import { countNotices, readNotices, warningsOf } from './queries.ts';

const LAND = '1.115520';
const BIRTH = '1.001193';

let t: TestApp;
let commune: TestCommune;

beforeAll(async () => {
  t = await testApp({ modules: [...MODULES_BELOW, oversightModule], example: true });
  commune = await testCommune(t.ctx);
});

function check(at: string): Promise<number> {
  t.clock.set(at);
  return checkTerms(t.ctx, systemActor(commune.person('giamdoc').centreId, 'oversight'));
}

async function kindsOf(username: Parameters<TestCommune['person']>[0]): Promise<readonly string[]> {
  return (await readNotices(t.ctx, commune.person(username))).warnings.map(
    (warning) => `${warning.kind}:${warning.level}`,
  );
}

describe('story C: a land dossier drifts', () => {
  it('warns the officer, then the head, then the leaders; and keeps what came of it', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const { dossier } = await commune.act('tiepnhan2', 'new', {
      type: 'receive',
      intake: await commune.intake(LAND),
    });
    const ref = { id: dossier.id };
    await commune.act('tiepnhan2', ref, { type: 'complete-step' });
    const { dossier: held } = await commune.act('chuyenvien.kt', ref, { type: 'accept-hand-over' });
    expect(await check('2026-05-05T08:00:00+07:00')).toBe(0);

    // The step's budget has passed: the officer is told, once.
    const stepDue = held.visits.at(-1)?.due;
    expect(await check(String(stepDue?.add({ minutes: 5 })))).toBe(1);
    expect(await check(String(stepDue?.add({ minutes: 10 })))).toBe(0);
    expect(await kindsOf('chuyenvien.kt')).toEqual(['step:officer']);
    expect(await kindsOf('truongphong.kt')).toEqual([]);

    // Half a working day later the head of the unit, and nobody of another unit.
    expect(await check(String(stepDue?.add({ hours: 24 })))).toBe(1);
    expect(await kindsOf('truongphong.kt')).toEqual(['step:unit-head']);
    expect(await countNotices(t.ctx, commune.person('truongphong.vhxh'))).toBe(0);

    // Past the due moment: the leaders too.
    const due = held.runs[0]?.due;
    expect(await check(String(due?.add({ minutes: 1 })))).toBe(0);
    expect(await kindsOf('chutich'), 'the office has closed: nobody is disturbed').toEqual([]);
    await check(String(due?.add({ hours: 15 })));
    expect(await kindsOf('chutich')).toContain('overdue:leader');
    const board = await getDailyBoard(t.ctx, commune.person('giamdoc'), {});
    expect(board.total).toMatchObject({ late: 1, 'in-hand': 1, 'will-be-late': 0 });
    const { lines } = await listWatched(t.ctx, commune.person('giamdoc'), { figure: 'late', scope: {} });
    expect(lines).toMatchObject([
      { id: dossier.id, responsible: { person: { name: commune.person('chuyenvien.kt').displayName } } },
    ]);

    // The step is left: its warnings are settled, the others stand.
    await commune.act('chuyenvien.kt', ref, { type: 'complete-step' });
    expect((await kindsOf('chuyenvien.kt')).filter((kind) => kind.startsWith('step'))).toEqual([]);
    const { warnings: all } = await warningsOf(t.ctx, commune.person('chutich'), dossier.id);
    const shown = await t.as(commune.person('chutich'), { url: `/can-bo/theo-doi/nhac/${dossier.id}` });
    expect(shown.body).toContain('Không xử lý kịp');
    const stranger = commune.person('truongphong.vhxh');
    await expect(warningsOf(t.ctx, stranger, dossier.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(new Set(all.filter((w) => w.kind === 'step').map((w) => w.outcome))).toEqual(
      new Set(['moved-on']),
    );
    expect(all.find((w) => w.kind === 'step' && w.level === 'officer')?.seenAt).not.toBeNull();
  });
});

describe('story B: nobody is chased for what waits for the citizen', () => {
  it('asking for papers settles the warnings; past 15 days it is put before a person to close', async () => {
    t.clock.set('2026-08-03T08:00:00+07:00');
    const { dossier } = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(BIRTH),
    });
    const ref = { id: dossier.id };
    await commune.act('tiepnhan1', ref, { type: 'complete-step' });
    await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' });
    t.clock.set('2026-08-04T08:00:00+07:00');
    const items = [{ content: 'Giấy chứng sinh', reason: 'Thông tin chưa khớp' }];
    await commune.act('chuyenvien.tp', ref, { type: 'request-supplement', items });
    await commune.act('tiepnhan1', ref, { type: 'pass-on-supplement' });
    const mine = async (username: 'chuyenvien.tp' | 'giamdoc') =>
      (await readNotices(t.ctx, commune.person(username))).warnings.filter((w) => w.dossierId === dossier.id);
    await check('2026-08-14T08:00:00+07:00');
    expect(await mine('chuyenvien.tp')).toEqual([]);
    expect(await mine('giamdoc')).toEqual([]);
    await check('2026-08-20T08:00:00+07:00');
    expect(await mine('giamdoc')).toMatchObject([{ kind: 'closing' }]);
    const closing = { figure: 'to-close', scope: {} } as const;
    const { lines } = await listWatched(t.ctx, commune.person('giamdoc'), closing);
    expect(lines.map(({ id }) => id)).toEqual([dossier.id]);
    await commune.act('tiepnhan1', ref, {
      type: 'close-for-no-supplement',
      reason: 'Quá 15 ngày chưa bổ sung',
    });
    expect(await mine('giamdoc')).toEqual([]);
  });
});

describe('rights and screens', () => {
  it.each(['tiepnhan1', 'chuyenvien.kt', 'quantri'] as const)('%s may not watch others', async (username) => {
    await expect(getDailyBoard(t.ctx, commune.person(username), {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(checkTerms(t.ctx, commune.person(username))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a head sees the own unit only', async () => {
    const board = await getDailyBoard(t.ctx, commune.person('truongphong.vhxh'), {});
    expect(board.total).toMatchObject({ 'in-hand': 0, late: 0 });
    expect(board.units).toEqual([]);
    const other = { unitId: commune.person('truongphong.kt').unitId };
    await expect(getDailyBoard(t.ctx, commune.person('truongphong.vhxh'), other)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each([
    ['/can-bo/theo-doi', 'chutich', 'Bảng theo dõi hằng ngày'],
    ['/can-bo/nhac-viec', 'truongphong.kt', 'Nhắc việc'],
  ] as const)('%s opens for %s', async (url, username, text) => {
    const answer = await t.as(commune.person(username), { url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(text);
    expect(answer.body).toMatch(/H56\.999-260504-\d{4}/);
  });

  it('the task checks every centre', async () => {
    await oversightModule.tasks?.['oversight.check-terms']?.(t.ctx, {});
  });
});
