import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo.ts';

/**
 * Ends a duty: yesterday was its last day; one that has not begun, or began today, is taken away. Ending twice is no error.
 * @throws Problem `forbidden`, or `not-found`
 */
export async function endDuty(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const today = localDay(at);
  await inTransaction(ctx, actor, async (tx) => {
    const duty = await repo.lockDuty(tx, id);
    if (duty === null) {
      throw new Problem('not-found', { detail: messages('vi')('dutyUnknown') });
    }
    if (duty.validTo !== null && duty.validTo < today.toString()) {
      return;
    }
    if (duty.validFrom >= today.toString()) {
      await repo.removeDuty(tx, id);
    } else {
      const endedBy = actor.kind === 'staff' ? actor.accountId : null;
      await repo.endDutyRow(tx, id, today.subtract({ days: 1 }), endedBy);
    }
    await record(
      tx,
      actor,
      {
        action: 'duty.ended',
        subjectType: 'account',
        subjectId: duty.accountId,
        detail: { duty: id, role: duty.role, ...duty.scope, rank: duty.rank },
      },
      at,
    );
  });
}
