import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { FiledBox } from '#simulators/national-portal/filed.ts';
import { keepPost } from './commands/take-arrival.ts';
import { watchClocks } from './commands/watch-arrivals.ts';

/** The two clocks of what was filed on the portal. Office hours of the example: 7:30 to 11:30 and 13:30 to 17:30, Monday to Friday. */
const t = await testApp({ example: true, now: '2026-05-11T08:00:00+07:00' });
const box = new FiledBox();
let commune: TestCommune;
let system: Actor;
let counter = 0;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'national-portal');
});

async function arrive(): Promise<string> {
  counter += 1;
  const number = `G22.99-260511-${String(counter).padStart(4, '0')}`;
  await keepPost(t.ctx, system, box.file('http://127.0.0.1:9', { number, procedureCode: '1.001193' }));
  await t.runJobs();
  return number;
}

interface Row {
  readonly dossier_id: string | null;
  readonly answered_at: unknown;
  readonly escalated: number;
}

async function rowsOf(number: string): Promise<readonly Row[]> {
  const { rows } = await t.owner.query<Row>(
    'select dossier_id, answered_at, escalated from portal_inbox where national_number = $1',
    [number],
  );
  return rows;
}

async function dossierOf(number: string) {
  const [row] = await rowsOf(number);
  return readOnly(t.ctx, system, (tx) => findDossierIn(tx, { id: row?.dossier_id ?? newId() }));
}

describe('clocks of Đ17 k.2', () => {
  it('not opened in 2 hours, due soon, overdue: each told once; opened and answered end them', async () => {
    t.clock.set('2026-05-12T07:30:00+07:00');
    await watchClocks(t.ctx, system);
    const number = await arrive();
    const level = async () => (await rowsOf(number))[0]?.escalated;
    expect(await watchClocks(t.ctx, system)).toBe(0);
    t.clock.tick({ hours: 2 });
    await watchClocks(t.ctx, system);
    expect(await level()).toBe(1);
    const respondBy = (await dossierOf(number))?.respondBy;
    if (respondBy === null || respondBy === undefined) {
      throw new Error('the calendar of the example covers May');
    }
    t.clock.set(respondBy.subtract({ minutes: 30 }).toString());
    await watchClocks(t.ctx, system);
    expect(await level()).toBe(2);
    t.clock.set(respondBy.toString());
    await watchClocks(t.ctx, system);
    expect(await level()).toBe(3);
    expect(await watchClocks(t.ctx, system)).toBe(0);
    const { dossier_id: id } = (await rowsOf(number))[0] ?? {};
    await execute(
      t.ctx,
      commune.person('tiepnhan1'),
      { id: id ?? '' },
      { type: 'refuse-at-reception', reason: 'Không thuộc thẩm quyền của xã', legalBasis: '' },
      newRequestId(),
    );
    expect((await rowsOf(number))[0]?.answered_at).not.toBeNull();
  });
});

describe('both clocks over a weekend (Đ17 k.2)', () => {
  it('2 hours of the clock on Friday, 8 working hours until Monday afternoon; each level told once and shown', async () => {
    t.clock.set('2026-05-15T15:30:00+07:00');
    await watchClocks(t.ctx, system);
    const number = await arrive();
    expect((await dossierOf(number))?.respondBy?.toString()).toBe('2026-05-18T08:30:00Z');
    const officer = commune.person('tiepnhan1');
    const shown = async () => {
      const page = await t.as(officer, { method: 'GET', url: '/can-bo/ho-so-tu-cong' });
      const row = page.body.split('<tr').find((part) => part.includes(number)) ?? '';
      return ['Quá 2 giờ chưa ai mở', 'Sắp đến hạn', 'Quá hạn trả lời'].filter((words) =>
        row.includes(words),
      );
    };
    const late = 'Quá 2 giờ chưa ai mở';
    for (const [at, level, words] of [
      ['2026-05-15T17:29', 0, []],
      ['2026-05-15T17:30', 1, [late]],
      ['2026-05-16T10:00', 1, [late]],
      ['2026-05-17T23:00', 1, [late]],
      ['2026-05-18T11:29', 1, [late]],
      ['2026-05-18T11:30', 2, [late, 'Sắp đến hạn']],
      ['2026-05-18T15:29', 2, [late, 'Sắp đến hạn']],
      ['2026-05-18T15:30', 3, [late, 'Quá hạn trả lời']],
      ['2026-05-19T08:00', 3, [late, 'Quá hạn trả lời']],
    ] as const) {
      t.clock.set(`${at}:00+07:00`);
      await watchClocks(t.ctx, system);
      expect((await rowsOf(number))[0]?.escalated, at).toBe(level);
      expect(await shown(), at).toEqual(words);
    }
    const told = await t.owner.query(
      "select detail->>'level' as level from audit_entries where action = 'portal.clock' and detail->>'number' = $1 order by seq",
      [number],
    );
    expect(told.rows).toEqual([{ level: '1' }, { level: '2' }, { level: '3' }]);
  });
});
