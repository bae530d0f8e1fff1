import { beforeAll, describe, expect, it, test } from 'vitest';
import { mendOutlooks } from '#modules/dossiers/commands/keep-outlook.ts';
import { BOARD_FIGURES, type BoardFigure, type BoardScope } from '#modules/dossiers/schema/board.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { systemActor } from '#platform/actor.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { oversightModule } from './index.ts';
import { getDailyBoard, listWatched } from './queries/daily.ts';

const LAND = '1.115520';
const BIRTH = '1.001193';

let t: TestApp;
let commune: TestCommune;

async function receive(code: string, at: string): Promise<{ readonly id: string }> {
  t.clock.set(at);
  const intake = await commune.intake(code);
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  return { id: dossier.id };
}

/** A week of a small centre: late, soon late, waiting, offered, idle, ended and fresh dossiers. */
beforeAll(async () => {
  t = await testApp({ modules: [...MODULES_BELOW, oversightModule], example: true });
  commune = await testCommune(t.ctx);
  for (let n = 0; n < 3; n += 1) {
    const land = await receive(LAND, '2026-05-04T08:00:00+07:00');
    await commune.act('tiepnhan1', land, { type: 'complete-step' });
    await commune.act('chuyenvien.kt', land, { type: 'accept-hand-over' });
  }
  const soon = await receive(LAND, '2026-05-11T09:00:00+07:00');
  await commune.act('tiepnhan1', soon, { type: 'complete-step' });
  await commune.act('chuyenvien.kt', soon, { type: 'accept-hand-over' });
  const waiting = await receive(BIRTH, '2026-05-04T08:30:00+07:00');
  await commune.act('tiepnhan1', waiting, { type: 'complete-step' });
  const items = [{ content: 'Giấy chứng sinh', reason: 'Thông tin chưa khớp' }];
  await commune.act('chuyenvien.tp', waiting, { type: 'request-supplement', items });
  await commune.act('tiepnhan1', waiting, { type: 'pass-on-supplement' });
  const withdrawn = await receive(BIRTH, '2026-05-28T08:30:00+07:00');
  await commune.act('tiepnhan1', withdrawn, { type: 'withdraw', reason: 'Công dân rút hồ sơ' });
  const offered = await receive(BIRTH, '2026-05-28T09:00:00+07:00');
  await commune.act('tiepnhan1', offered, { type: 'complete-step' });
  await receive(BIRTH, '2026-05-28T09:30:00+07:00');
  t.clock.set('2026-05-28T10:00:00+07:00');
});

function board(scope: BoardScope = {}, username = 'giamdoc') {
  return getDailyBoard(t.ctx, commune.person(username), scope);
}

async function listed(figure: BoardFigure, scope: BoardScope): Promise<number> {
  const list = await listWatched(t.ctx, commune.person('giamdoc'), { figure, scope, pageSize: 200 });
  expect(list.lines).toHaveLength(list.total);
  return list.total;
}

describe('each figure is one click from exactly its dossiers', () => {
  it('for the centre, with something behind every figure that this week has', async () => {
    const { total } = await board();
    expect(total).toMatchObject({ received: 3, late: 3, waiting: 1, 'to-close': 1, offered: 1, idle: 4 });
    expect(total['will-be-late']).toBe(1);
    for (const figure of BOARD_FIGURES) {
      expect([figure, await listed(figure, {})]).toEqual([figure, total[figure]]);
    }
  });

  it('for every unit, person and step that the board names', async () => {
    const { units, people, lateSteps } = await board();
    expect(units.length).toBeGreaterThanOrEqual(3);
    for (const { unitId, counts } of units) {
      for (const figure of BOARD_FIGURES) {
        expect([figure, await listed(figure, { unitId })]).toEqual([figure, counts[figure]]);
      }
    }
    for (const { unitId, accountId, counts } of people) {
      for (const figure of BOARD_FIGURES) {
        const scope = { unitId, accountId: accountId ?? 'nobody' };
        expect([figure, await listed(figure, scope)]).toEqual([figure, counts[figure]]);
      }
    }
    expect(lateSteps).toHaveLength(1);
    for (const { unitId, stepKey, late } of lateSteps) {
      expect(await listed('late', { unitId, stepKey: stepKey ?? '' })).toBe(late);
    }
  });

  it('a board of one unit has the figures that the centre’s board gave it', async () => {
    const unitId = commune.person('chuyenvien.kt').unitId;
    const whole = await board();
    const own = await board({ unitId });
    expect(own.total).toEqual(whole.units.find((unit) => unit.unitId === unitId)?.counts);
    expect(own).toMatchObject({ hall: null, ratings: null, days: [] });
    expect(await board({}, 'truongphong.kt')).toMatchObject({ scope: { unitId }, total: own.total });
  });

  test('shares of the load add up to the whole', async () => {
    const { people } = await board();
    expect(people.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('the trend has every day, and its sums are what came and ended', async () => {
    const { days } = await board();
    expect(days).toHaveLength(21);
    expect(days.at(-1)).toMatchObject({ received: 3, settled: 1 });
    // The first three came 24 days ago: before the trend.
    expect(days.reduce((sum, day) => sum + day.received, 0)).toBe(4);
  });
});

test('the figures take three statements, whatever there is to count', async () => {
  const heard: string[] = [];
  const listening = t.ctx.db.withPlugin({
    transformQuery({ node }) {
      heard.push(node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await getDailyBoard({ ...t.ctx, db: listening }, commune.person('giamdoc'), {});
  // Tenant, calendar, settings and names of people besides the three: none grows with the dossiers.
  expect(heard.length).toBeLessThanOrEqual(8);
});

test('the page shows the figures as links, and the list shows that many rows', async () => {
  const answer = await t.as(commune.person('chutich'), { url: '/can-bo/theo-doi' });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toMatch(/data-figure="late".*?href="\/can-bo\/theo-doi\/ho-so\?xem=late".*?>3</s);
  const list = await t.as(commune.person('chutich'), { url: '/can-bo/theo-doi/ho-so?xem=late' });
  expect(list.body.match(/<tr data-row=/g)).toHaveLength(3);
  expect(list.body).toContain('Đã trễ: 3 hồ sơ');
});

test('outlooks that are missing are made again, the same as before', async () => {
  const read = async () =>
    (await t.owner.query('select dossier_id, seq, leave_by, later_minutes from dossier_outlooks order by 1'))
      .rows;
  const before = await read();
  expect(before).toHaveLength(7);
  await t.owner.query(
    'delete from dossier_outlooks where dossier_id in (select dossier_id from dossier_outlooks limit 3)',
  );
  expect(await mendOutlooks(t.ctx, systemActor(commune.centreId, 'oversight'))).toBe(3);
  expect(await read()).toEqual(before);
  expect(await mendOutlooks(t.ctx, systemActor(commune.centreId, 'oversight'))).toBe(0);
});
