import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { announce } from './line.ts';

const MOST = 500;

/**
 * Puts everything that waits for the postman on one list (bảng kê bàn giao) with the next number of the year. The request's id is the
 * list's, so a second press gives the same list.
 * @throws Problem `forbidden`, `not-allowed-now` when nothing waits
 */
export async function makeHandOver(ctx: AppContext, actor: Actor, requestId: string): Promise<string> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await repo.lockOrders(tx, actor.centreId);
    if ((await repo.findHandOver(tx, requestId)) !== null) {
      return requestId;
    }
    const shipments = await repo.listShipments(tx, 'to-hand-over', MOST);
    if (shipments.length === 0) {
      throw new Problem('not-allowed-now', { detail: postMessages('vi')('nothing-to-hand-over') });
    }
    const { year } = localDay(at);
    const madeBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
    const list = await repo.addHandOver(tx, actor.centreId, { id: requestId, year, madeAt: at, madeBy });
    for (const { id } of shipments) {
      await repo.changeShipment(tx, id, { handOverId: requestId });
    }
    await announce(ctx, tx, actor.centreId, requestId);
    await record(
      tx,
      actor,
      {
        action: 'post.hand-over',
        subjectType: 'post-list',
        subjectId: requestId,
        detail: { no: list.no, year, count: shipments.length },
      },
      at,
    );
    return requestId;
  });
}
