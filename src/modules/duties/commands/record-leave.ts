import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import type { RecordLeaveInput } from '../schema.ts';

/**
 * Records that somebody is away, so that new work goes to the deputy. A head records for the own unit.
 * @throws Problem `forbidden`, or `validation` (unknown person)
 */
export async function recordLeave(ctx: AppContext, actor: Actor, input: RecordLeaveInput): Promise<void> {
  const at = ctx.clock.now();
  const from = fromLocal(Temporal.PlainDate.from(input.fromDay), input.fromTime);
  const to = fromLocal(Temporal.PlainDate.from(input.toDay), input.toTime);
  await inTransaction(ctx, actor, async (tx) => {
    const person = await findAccountIn(tx, input.accountId);
    authorise(dutyPolicy, actor, 'record-leave', {
      centreId: actor.centreId,
      unitId: person?.unitId,
    });
    if (person === undefined) {
      const message = messages('vi')('personUnknown');
      throw new Problem('validation', { detail: message, fields: [{ path: 'accountId', message }] });
    }
    const added = await repo.insertLeave(tx, {
      id: newId(),
      centreId: actor.centreId,
      accountId: input.accountId,
      from,
      to,
      reason: input.reason,
      requestId: input.requestId,
      at,
      by: actor.kind === 'staff' ? actor.accountId : null,
    });
    if (added) {
      await record(
        tx,
        actor,
        {
          action: 'leave.recorded',
          subjectType: 'account',
          subjectId: input.accountId,
          detail: { from, to, reason: input.reason },
        },
        at,
      );
    }
  });
}
