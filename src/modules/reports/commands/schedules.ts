import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { reportPolicy } from '../policy.ts';
import { listSchedules, putSchedule } from '../repo/schedules.ts';
import { nameOfActor } from '../rules/actor-name.ts';
import type { ScheduleInput } from '../schedule-input.ts';
import { reportMessages } from '../sheet-messages.ts';
import { refuseReport, rightTo } from './exports.ts';

/**
 * Adds a report that makes itself after each period. A repeat of the request changes nothing.
 * @throws Problem `forbidden`, also when the actor may not have the report itself
 */
export async function addSchedule(ctx: AppContext, actor: Actor, input: ScheduleInput): Promise<void> {
  authorise(reportPolicy, actor, 'schedule', { centreId: actor.centreId });
  authorise(reportPolicy, actor, rightTo(input.report), { centreId: actor.centreId });
  refuseReport(ctx, input.report);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if ((await listSchedules(tx)).some((one) => one.id === input.requestId)) {
      return;
    }
    const { requestId: id, report, format, period, cut, runDay, mailTo } = input;
    const schedule = {
      id,
      report,
      format,
      period,
      cut,
      runDay,
      mailTo,
      active: true,
      setBy: nameOfActor(actor),
    };
    await putSchedule(tx, { ...schedule, centreId: actor.centreId, at });
    await record(
      tx,
      actor,
      {
        action: 'reports.schedule-added',
        subjectType: 'report-schedule',
        subjectId: id,
        detail: { report, format, period, cut, runDay, mailTo },
      },
      at,
    );
  });
}

/** Stops a schedule, or lets it go on. @throws Problem `forbidden`, `not-found` */
export async function switchSchedule(
  ctx: AppContext,
  actor: Actor,
  id: string,
  active: boolean,
): Promise<void> {
  authorise(reportPolicy, actor, 'schedule', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const schedule = (await listSchedules(tx)).find((one) => one.id === id);
    if (schedule === undefined) {
      throw new Problem('not-found', { detail: reportMessages('vi')('schedule-unknown') });
    }
    if (schedule.active !== active) {
      await putSchedule(tx, { ...schedule, active, centreId: actor.centreId, at, setBy: nameOfActor(actor) });
      await record(
        tx,
        actor,
        {
          action: active ? 'reports.schedule-resumed' : 'reports.schedule-stopped',
          subjectType: 'report-schedule',
          subjectId: id,
          detail: { report: schedule.report },
        },
        at,
      );
    }
  });
}
