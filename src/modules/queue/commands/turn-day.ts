import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { hallDayAt } from '../day.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { closeForgottenShifts, notePhase } from '../repo/day.ts';
import { publishHall } from './publish.ts';

/**
 * Follows the hall's day: tells boards, phones and kiosks once when it opens, gives its last numbers, breaks for lunch and closes, and applies the
 * night rule to counters that were forgotten. Nothing that is still open is wiped: numbers begin anew by the day, not by deleting.
 * Repeatable at any moment.
 */
export async function turnDay(ctx: AppContext, actor: SystemActor): Promise<void> {
  authorise(QUEUE_POLICY, actor, 'hall.set-rules', actor);
  const now = ctx.clock.now();
  const { centreId } = actor;
  await inTransaction(ctx, actor, async (tx) => {
    const day = localDay(now);
    const { phase } = await hallDayAt(tx, centreId, now);
    const closed = await closeForgottenShifts(tx, fromLocal(day, '00:00'));
    if (await notePhase(tx, { centreId, day, phase }, now)) {
      await publishHall(ctx, tx, actor, { kind: 'day' });
    } else if (closed > 0) {
      await publishHall(ctx, tx, actor, { kind: 'changed' });
    }
  });
}
