import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { listStatesIn } from '#modules/dossiers/queries/for-reports.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import type { CronEntry, TaskHandler } from '#platform/module.ts';
import { localDay } from '#platform/time.ts';
import { exportsTopic, isRefused, requestExport } from './commands/exports.ts';
import { keepScore } from './commands/keep-facts.ts';
import './events.ts';
import { dueReportsIn, isOwed } from './queries/reminders.ts';
import { scoreIn } from './queries/score.ts';
import * as exports from './repo/exports.ts';
import { insertReminder, listSchedules } from './repo/schedules.ts';
import { listWithoutScore, putScoreDay } from './repo/score.ts';
import { lastPeriod } from './rules/periods.ts';
import { runDate } from './rules/schedule.ts';
import { ReportAsked, ReportKind } from './sheets.ts';

/** Orders the files of the schedules whose day has come; each period once. */
async function runSchedules(ctx: AppContext, centreId: string): Promise<void> {
  const actor = systemActor(centreId, 'reports');
  const today = localDay(ctx.clock.now());
  const schedules = await readOnly(ctx, actor, listSchedules);
  for (const schedule of schedules.filter(
    (one) => one.active && !isRefused(ctx, ReportKind.parse(one.report)),
  )) {
    const period = lastPeriod(schedule.period, schedule.cut, today);
    if (Temporal.PlainDate.compare(today, runDate(schedule, period)) >= 0) {
      await requestExport(ctx, actor, {
        asked: ReportAsked.parse({ report: schedule.report, tu: `${period.from}`, den: `${period.to}` }),
        format: schedule.format,
        requestId: newRequestId(),
        scheduleId: schedule.id,
      });
    }
  }
}

/** Reminds of forms that were not sent, once a day from the end of their period to the 20th. */
async function remind(ctx: AppContext, centreId: string): Promise<void> {
  const actor = systemActor(centreId, 'reports');
  const at = ctx.clock.now();
  const day = localDay(at);
  await inTransaction(ctx, actor, async (tx) => {
    for (const due of await dueReportsIn(tx, day)) {
      const { form, period, by } = due;
      if (
        !due.late &&
        isOwed(ctx, form) &&
        (await insertReminder(tx, { centreId, form, periodTo: period.to, day, at }))
      ) {
        await ctx.events.emit('report.due', { form, period, by }, { tx, actor, at });
        await ctx.live.publish(tx, exportsTopic(centreId), { form });
      }
    }
  });
}

/** Bytes of files whose time is over. */
async function forgetOld(ctx: AppContext, centreId: string): Promise<void> {
  const old = await readOnly(ctx, { centreId }, (tx) => exports.listExpired(tx, ctx.clock.now()));
  for (const file of old) {
    await ctx.storage.delete(file.fileKey ?? '');
    await inTransaction(ctx, { centreId }, (tx) => exports.forgetFile(tx, file.id));
  }
}

/** In the morning: schedules, reminders, files that are past their time. */
const morning: TaskHandler = inEveryCentre('reports', async (ctx, { centreId }) => {
  await runSchedules(ctx, centreId);
  await remind(ctx, centreId);
  await forgetOld(ctx, centreId);
});

/** Dossiers whose score facts are made at a time, where the product did not keep them yet. */
const CATCH_UP = 500;

/** At the end of the day: how the own score stands, year to date. */
const evening: TaskHandler = inEveryCentre('reports', async (ctx, { centreId }) => {
  for (let more = true; more; ) {
    more = await inTransaction(ctx, { centreId }, async (tx) => {
      const ids = await listWithoutScore(tx, CATCH_UP);
      for (const dossier of await listStatesIn(tx, ids)) {
        await keepScore(tx, null, dossier);
      }
      return ids.length === CATCH_UP;
    });
  }
  await inTransaction(ctx, { centreId }, async (tx) => {
    const now = ctx.clock.now();
    const day = localDay(now);
    const { lines } = await scoreIn(tx, { from: day.with({ month: 1, day: 1 }), to: day }, now);
    await putScoreDay(tx, centreId, day, lines);
  });
});

/** Tasks that run by the clock. */
export const dailyTasks: Readonly<Record<string, TaskHandler>> = {
  'reports.morning': morning,
  'reports.evening': evening,
};

/** Seven in the morning and five to midnight in Viet Nam. */
export const dailyCrons: readonly CronEntry[] = [
  { task: 'reports.morning', cron: '0 0 * * *' },
  { task: 'reports.evening', cron: '55 16 * * *' },
];
