import { beforeAll, describe, expect, it } from 'vitest';
import { everyone } from '#modules/documents/testing/people.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { enterManual } from './commands/enter-manual.ts';
import { cancelExport, openExport, requestExport } from './commands/exports.ts';
import { keepReport, markReportSent } from './commands/keep-report.ts';
import { makeFile } from './commands/make-file.ts';
import { compareFacts, rebuildFacts } from './commands/rebuild-facts.ts';
import { addSchedule, switchSchedule } from './commands/schedules.ts';
import { setWeights } from './commands/set-weights.ts';
import { reportsModule } from './index.ts';
import { type ReportAction, reportPolicy } from './policy.ts';
import { getSchedules, listFiles } from './queries/files.ts';
import { getForm, getKeptForm } from './queries/forms.ts';
import { getBehind, getPeriodReport, getProvinceReport } from './queries/period.ts';
import { listDueReports } from './queries/reminders.ts';
import { getLost, getScore } from './queries/score.ts';
import { getPublicFigures } from './queries.ts';
import { ScheduleInput } from './schedule-input.ts';
import { ReportAsked } from './sheets.ts';

let t: TestContext;
let commune: TestCommune;
let snapshotId: string;
let scheduleId: string;
let exportId: string;

const period = { from: Temporal.PlainDate.from('2026-09-15'), to: Temporal.PlainDate.from('2026-12-14') };
const days = { tu: '2026-09-15', den: '2026-12-14' };
const manual = () => ({
  form: '09a' as const,
  period,
  rows: [{ about: 'UBND xã Ví Dụ', values: { 3: '1', 4: '2', 5: '2', 6: '0', 7: '9' } }],
  requestId: newRequestId(),
});
const schedule = (report = '07a') =>
  ScheduleInput.parse({
    requestId: newId(),
    report,
    format: 'pdf',
    period: 'month',
    cut: 'fifteenth',
    runDay: '16',
  });
const weights = (from: string) => ({
  from: Temporal.PlainDate.from(from),
  source: 'Văn bản ví dụ',
  typed: Object.fromEntries(
    [
      '1.4',
      '2.1',
      '2.2',
      '3',
      '3.5',
      '3.5b',
      '3.6',
      '4.1',
      '4.2',
      '4.x',
      '4.3',
      '4.4',
      '4.5a',
      '4.5b',
      '5.2',
      '5.3',
      '5.4',
    ].map((code) => [code, '5']),
  ),
});
let nextDay = 0;
const anotherDay = () => {
  nextDay += 1;
  return Temporal.PlainDate.from('2027-01-01').add({ days: nextDay }).toString();
};

beforeAll(async () => {
  t = await testContext({
    modules: [...MODULES_BELOW, reportsModule],
    example: true,
    now: '2026-12-16T09:00:00+07:00',
  });
  commune = await testCommune(t.ctx);
  await commune.act('tiepnhan1', 'new', { type: 'receive', intake: await commune.intake('1.001193') });
  const leader = commune.person('chutich');
  await enterManual(t.ctx, leader, manual());
  const kept = await keepReport(t.ctx, leader, { form: '09a', period, requestId: newRequestId() });
  snapshotId = kept.id;
  const input = schedule();
  await addSchedule(t.ctx, commune.person('giamdoc'), input);
  scheduleId = input.requestId;
  exportId = await requestExport(t.ctx, systemActor(commune.centreId, 'test'), {
    asked: ReportAsked.parse({ report: 'late', ...days }),
    format: 'xlsx',
    requestId: newRequestId(),
  });
}, 120_000);

/** Every command and query with the right that it takes. */
const ACTS: readonly (readonly [string, ReportAction, (actor: Actor) => Promise<unknown>])[] = [
  ['getPublicFigures', 'read-public', (a) => getPublicFigures(t.ctx, a, period)],
  ['getPeriodReport', 'read', (a) => getPeriodReport(t.ctx, a, period, 'officer_id')],
  ['getBehind', 'read', (a) => getBehind(t.ctx, a, { behind: 'all', dimension: null, key: '', period })],
  ['getProvinceReport', 'read-province', (a) => getProvinceReport(t.ctx, a, period)],
  ['getForm', 'read', (a) => getForm(t.ctx, a, '07a', period)],
  ['getKeptForm', 'read', (a) => getKeptForm(t.ctx, a, snapshotId)],
  ['listDueReports', 'read', (a) => listDueReports(t.ctx, a)],
  ['getScore', 'read', (a) => getScore(t.ctx, a, period)],
  ['getLost', 'read', (a) => getLost(t.ctx, a, '2.1', period)],
  ['listFiles', 'files', (a) => listFiles(t.ctx, a)],
  ['getSchedules', 'schedule', (a) => getSchedules(t.ctx, a)],
  ['compareFacts', 'read', (a) => compareFacts(t.ctx, a)],
  ['rebuildFacts', 'rebuild', (a) => rebuildFacts(t.ctx, a)],
  ['enterManual', 'enter', (a) => enterManual(t.ctx, a, manual())],
  ['keepReport', 'keep', (a) => keepReport(t.ctx, a, { form: '09a', period, requestId: newRequestId() })],
  ['markReportSent', 'keep', (a) => markReportSent(t.ctx, a, snapshotId)],
  ['addSchedule', 'schedule', (a) => addSchedule(t.ctx, a, schedule())],
  ['switchSchedule', 'schedule', (a) => switchSchedule(t.ctx, a, scheduleId, true)],
  ['setWeights', 'weigh', (a) => setWeights(t.ctx, a, weights(anotherDay()))],
  ...(['register', 'control', 'late', 'province', 'period'] as const).map(
    (report) =>
      [
        `requestExport ${report}`,
        report === 'register' || report === 'control'
          ? 'register'
          : report === 'province'
            ? 'read-province'
            : 'read',
        (a: Actor) =>
          requestExport(t.ctx, a, {
            asked: ReportAsked.parse({ report, ...days }),
            format: 'pdf',
            requestId: newRequestId(),
          }),
      ] as const,
  ),
  [
    'makeFile province',
    'read-province',
    (a) => makeFile(t.ctx, a, ReportAsked.parse({ report: 'province', ...days }), 'xlsx'),
  ],
  ['cancelExport', 'files', (a) => cancelExport(t.ctx, a, exportId)],
  ['openExport', 'read', (a) => openExport(t.ctx, a, exportId)],
];

/** What a command could have written; the journal, the audit and the queue with it. */
async function written(): Promise<unknown> {
  const { rows } = await t.owner.query(`select
    (select count(*) from report_manual) as manual, (select count(*) from report_snapshots) as snapshots,
    (select count(*) from report_snapshots where sent_at is not null) as sent,
    (select count(*) from report_schedules) as schedules, (select count(*) from report_exports) as exports,
    (select string_agg(state, '' order by id) from report_exports) as states,
    (select count(*) from score_settings) as settings, (select count(*) from fact_entries) as entries,
    (select count(*) from audit_entries) as audit, (select count(*) from access_log) as accesses`);
  return rows[0];
}

describe('who may do what with figures', () => {
  it.each(ACTS)('%s asks for the right "%s"', async (_name, right, act) => {
    const seen = { allowed: 0, refused: 0 };
    for (const [who, actor] of everyone(commune.centreId)) {
      const allowed = can(reportPolicy, actor, right, { centreId: commune.centreId });
      const before = await written();
      const refusal = await act(actor).then(
        () => null,
        (error: unknown) => error,
      );
      if (allowed) {
        // Allowed by the table: only that a file is not done yet, or over already, may still stand in the way.
        expect([who, refusal === null || isProblem(refusal, 'not-allowed-now')]).toEqual([who, true]);
        seen.allowed += 1;
      } else {
        expect([who, isProblem(refusal, 'forbidden')]).toEqual([who, true]);
        expect(await written()).toEqual(before);
        seen.refused += 1;
      }
    }
    expect(seen.allowed).toBeGreaterThan(0);
    expect(right === 'read-public' || seen.refused > 0).toBe(true);
  });

  it('another centre sees nothing of this one', async () => {
    const stranger = systemActor(newId(), 'khác');
    await expect(getKeptForm(t.ctx, stranger, snapshotId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(openExport(t.ctx, stranger, exportId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listFiles(t.ctx, stranger)).toEqual([]);
    await expect(cancelExport(t.ctx, stranger, exportId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a file is for the one who asked for it, and for who leads the centre', async () => {
    const clerk = commune.person('tiepnhan1');
    const id = await requestExport(t.ctx, clerk, {
      asked: ReportAsked.parse({ report: 'register', ...days }),
      format: 'xlsx',
      requestId: newRequestId(),
    });
    const before = await written();
    await expect(cancelExport(t.ctx, commune.person('tiepnhan2'), id)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await written()).toEqual(before);
    await cancelExport(t.ctx, commune.person('giamdoc'), id);
  });
});
