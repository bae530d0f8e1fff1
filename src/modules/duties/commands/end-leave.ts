import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import '../leave-events.ts';
import { leaveMessages } from '../leave-messages.ts';
import { dutyPolicy } from '../policy.ts';
import * as leaves from '../repo-leaves.ts';

/**
 * The person is there again: an absence that has not begun is called off, a running one ends now and new work comes back.
 * What was handed on stays where it is until it is taken back. Ending one that is over is no error.
 * @throws Problem `forbidden`, `not-found`
 */
export async function endLeave(ctx: AppContext, actor: Actor, leaveId: string): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const leave = await leaves.lockLeave(tx, leaveId);
    const person = leave === null ? undefined : await findAccountIn(tx, leave.accountId);
    authorise(dutyPolicy, actor, 'record-leave', {
      centreId: actor.centreId,
      unitId: person?.unitId,
      assigneeId: person?.id,
    });
    if (leave === null) {
      throw new Problem('not-found', { detail: leaveMessages('vi')('unknown') });
    }
    if (leave.cancelled || Temporal.Instant.compare(leave.to, at) <= 0) {
      return;
    }
    const begun = Temporal.Instant.compare(leave.from, at) < 0;
    await leaves.closeLeave(tx, leaveId, at, begun, actor.kind === 'staff' ? actor.accountId : null);
    await ctx.events.emit(
      'duties.leave-ended',
      { leaveId, accountId: leave.accountId, at },
      { tx, actor, at },
    );
    await record(
      tx,
      actor,
      {
        action: 'leave.ended',
        subjectType: 'account',
        subjectId: leave.accountId,
        detail: { leave: leaveId, begun },
      },
      at,
    );
  });
}
