import { record } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { workingMinutesBefore } from '#modules/dossiers/rules/outlook.ts';
import { type ClockLevel, clockLevel, WARN_MINUTES } from '#modules/national-portal/rules/arrival.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { listFiledWaiting, markTold } from '../repo-clocks.ts';
import type { Clocks } from '../schema.ts';

/** Clocks looked at in one round. */
const AT_ONCE = 500;

/** How the clocks of what was filed here stand (NĐ 118/2025 Đ17 k.2), by the same ladder as what comes from the portal. */
export function filedLevel(clocks: Clocks, now: Temporal.Instant, calendar: CompiledCalendar): ClockLevel {
  const { respondBy } = clocks;
  const warnFrom = respondBy === null ? null : workingMinutesBefore(respondBy, WARN_MINUTES, calendar);
  return clockLevel(clocks, warnFrom, now);
}

/**
 * Tells each clock of what was filed here that ran out, once for each level: nobody opened it within 2 hours, the answer is due soon, it is overdue
 * (Đ17 k.2). Told to the staff's pages and written into the trail, as with what comes from the portal.
 * @returns how many were told
 * @throws Problem `forbidden`
 */
export async function watchFiled(ctx: AppContext, actor: SystemActor): Promise<number> {
  authorise(PREPARATION_POLICY, actor, 'tend', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const waiting = await listFiledWaiting(tx, AT_ONCE);
    if (waiting.length === 0) {
      return 0;
    }
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const raised = waiting.flatMap((one) => {
      const level = filedLevel(one.clocks, now, compiled);
      return level > one.told ? [{ ...one, level }] : [];
    });
    for (const { id, level } of raised) {
      await markTold(tx, id, level);
    }
    if (raised.length > 0) {
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { preparations: 'clock' });
    }
    for (const { id, code, level } of raised) {
      const entry = { action: 'preparation.clock', subjectType: 'preparation', subjectId: id };
      await record(tx, actor, { ...entry, detail: { code, level } }, now);
    }
    return raised.length;
  });
}
