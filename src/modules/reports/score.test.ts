import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { scoreFacts } from '#modules/dossiers/rules/clock.ts';
import { isRefused } from '#modules/dossiers/rules/context.ts';
import { decide } from '#modules/dossiers/rules/decide.ts';
import { evolveAll } from '#modules/dossiers/rules/evolve.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { CALENDAR, context, reception } from '#modules/dossiers/testing/facts.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { systemActor } from '#platform/actor.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { keepScore } from './commands/keep-facts.ts';
import { setWeights } from './commands/set-weights.ts';
import { reportsModule } from './index.ts';
import { reportTasks } from './jobs.ts';
import { getLost, getScore } from './queries/score.ts';
import { listLost } from './repo/score.ts';
import { tookOf } from './repo/took.ts';
import { INDICATOR_CODES, INDICATORS, pointsOf, score, sumOf } from './rules/score.ts';
import { scoreRowOf } from './rules/score-facts.ts';
import { LEAST_CASES, TOOK_DAYS } from './rules/took.ts';
import { histories } from './testing/histories.ts';

const START = Temporal.Instant.from('2026-05-04T08:00+07:00');
const NOW = Temporal.Instant.from('2026-08-03T09:00+07:00');
const PERIOD = { from: Temporal.PlainDate.from('2026-01-01'), to: Temporal.PlainDate.from('2026-12-31') };
const SPAN = {
  from: Temporal.Instant.from('2026-01-01T00:00+07:00'),
  before: Temporal.Instant.from('2027-01-01T00:00+07:00'),
  at: NOW,
};

let t: TestApp;
let commune: TestCommune;
const states: Dossier[] = [];

beforeAll(async () => {
  t = await testApp({ modules: [...MODULES_BELOW, reportsModule], example: true, now: NOW.toString() });
  commune = await testCommune(t.ctx);
  for (const acts of fc.sample(histories, { numRuns: 120, seed: 3 })) {
    const facts = reception({ dossierId: newId() });
    let dossier: Dossier | null = null;
    let now = START;
    for (const act of acts) {
      now = now.add({ minutes: act.later });
      const decided = decide(dossier, act.command, context(act.person, now.toString(), { reception: facts }));
      if (!isRefused(decided) && Temporal.Instant.compare(now, NOW) < 0) {
        dossier = { ...evolveAll(dossier, decided.events), centreId: commune.centreId };
      }
    }
    if (dossier !== null) {
      states.push(dossier);
    }
  }
  await inTransaction(t.ctx, { centreId: commune.centreId }, async (tx) => {
    for (const dossier of states) {
      await keepScore(tx, null, dossier);
    }
  });
}, 120_000);

describe('points (QĐ 766/QĐ-TTg)', () => {
  it('the most points of a commune are 100 less 1.1 to 1.3', () => {
    expect(INDICATORS.map(({ code }) => code)).toEqual([...INDICATOR_CODES]);
    expect(INDICATORS.reduce((sum, { most }) => sum + most, 0)).toBe(100 - 12);
  });

  it.each([
    [8, 10, 4, 0.8, 4],
    [4, 10, 4, 0.8, 2],
    [9, 10, 6, 0.9, 6],
    [1, 3, 20, 1, 6.67],
    [0, 5, 6, 1, 0],
    [0, 0, 6, 1, null],
  ])('%i of %i, most %i, full at %f: %s', (met, counted, most, fullAt, points) => {
    expect(pointsOf(met, counted, most, fullAt)).toBe(points);
  });

  it('nothing is invented where only others know, or nothing counts', () => {
    const lines = score({ '2.1': { met: 9, counted: 10 }, '1.4': { met: 5, counted: 5 } });
    expect(lines.find(({ code }) => code === '1.4')).toMatchObject({ points: null, outside: 'portal' });
    expect(sumOf(lines)).toEqual({ points: 18, most: 20, missing: 68 });
  });
});

describe('counted from our own records', () => {
  it('2.1 says of every random dossier what the one rule of dossiers says', async () => {
    const lost = await readOnly(t.ctx, { centreId: commune.centreId }, (tx) =>
      listLost(tx, '2.1', SPAN, 1_000),
    );
    const expected = states.filter((dossier) => {
      const facts = scoreFacts(dossier, NOW, CALENDAR);
      return facts !== null && !facts.onTime;
    });
    expect([...lost].sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(expected.length).toBeGreaterThan(3);
    expect(expected.length).toBeLessThan(states.length);
  });

  it('the dossiers behind a lost point are as many as the page says', async () => {
    const actor = systemActor(commune.centreId, 'test');
    const { lines } = await getScore(t.ctx, actor, PERIOD);
    for (const line of lines.filter(({ met, code }) => met !== null && code !== '3.5b')) {
      const lost = await readOnly(t.ctx, actor, (tx) => listLost(tx, line.code, SPAN, 1_000));
      expect([line.code, lost.length]).toEqual([line.code, (line.counted ?? 0) - (line.met ?? 0)]);
    }
    expect(await getLost(t.ctx, actor, '1.4', PERIOD)).toEqual([]);
  });

  it('is kept at the end of each day, and shown as a page with what would raise it', async () => {
    await reportTasks['reports.evening']?.(t.ctx, {});
    t.clock.tick({ hours: 24 });
    await reportTasks['reports.evening']?.(t.ctx, {});
    const page = await t.as(commune.person('giamdoc'), { url: '/can-bo/thong-ke/766' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('cần số liệu của Cổng Dịch vụ công quốc gia');
    expect(page.body).toMatch(/Xem \d+ hồ sơ làm mất [\d,]+ điểm/);
    expect(page.body).toContain('Điểm tự chấm từ đầu năm');
    expect(page.body).toContain('Trọng số mặc định theo Quyết định 766/QĐ-TTg');
    const lost = await t.as(commune.person('giamdoc'), { url: '/can-bo/thong-ke/766/2.1' });
    expect(lost.statusCode).toBe(200);
  });
});

describe('how long it really took', () => {
  const pageAt = async (code: string) =>
    (await t.as({ kind: 'public', centreId: commune.centreId }, { url: `/thu-tuc/${code}` })).body;

  it('is the quickest quarter, the middle and nine in ten of the results of 90 days, without waiting', async () => {
    const now = t.ctx.clock.now();
    const from = fromLocal(localDay(now).subtract({ days: TOOK_DAYS - 1 }), '00:00');
    const took = states
      .filter((dossier) => {
        const row = scoreRowOf(dossier);
        return row?.result && row.endedAt !== null && Temporal.Instant.compare(row.endedAt, from) >= 0;
      })
      .map((dossier) => scoreFacts(dossier, NOW, CALENDAR)?.workingMinutes ?? 0)
      .sort((a, b) => a - b);
    const share = (part: number) => took[Math.ceil(took.length * part) - 1];
    expect(took.length).toBeGreaterThan(LEAST_CASES);
    const code = states[0]?.procedure.code ?? '';
    const counted = await readOnly(t.ctx, { centreId: commune.centreId }, (tx) =>
      tookOf(tx, code, from, now),
    );
    expect(counted).toEqual({ cases: took.length, quick: share(0.25), usual: share(0.5), slow: share(0.9) });
    expect(await pageAt(code)).toContain(`Tính từ ${took.length} hồ sơ đã có kết quả`);
  });

  it('is not said of too few', async () => {
    expect(await pageAt('2.000884')).toContain('chưa có hồ sơ nào của thủ tục này có kết quả');
  });
});

describe('weights', () => {
  const typed = (most: string) => Object.fromEntries(INDICATOR_CODES.map((code) => [code, most]));

  it('hold from their day on, with their source; earlier days keep theirs', async () => {
    const administrator = commune.person('quantri');
    const from = Temporal.PlainDate.from('2026-07-01');
    await setWeights(t.ctx, administrator, { from, source: 'Công văn ví dụ', typed: typed('2,5') });
    const first = { from: PERIOD.from, to: Temporal.PlainDate.from('2026-06-30') };
    expect((await getScore(t.ctx, administrator, first)).weights).toBeNull();
    const now = await getScore(t.ctx, administrator, PERIOD);
    expect(now.weights).toMatchObject({ source: 'Công văn ví dụ' });
    expect(now.lines.every(({ most }) => most === 2.5)).toBe(true);
  });

  it('are refused field by field, and what was typed stays', async () => {
    const page = await t.as(commune.person('quantri'), {
      method: 'POST',
      url: '/can-bo/thong-ke/766/trong-so',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams({ from: '2026-09-01', source: '', 'w.2.1': 'hai mươi' }).toString(),
    });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('ô vừa nhập là “hai mươi”');
    expect(page.body).toContain('Xin ghi nguồn của trọng số');
    expect(page.body).toContain('value="hai mươi"');
  });
});
