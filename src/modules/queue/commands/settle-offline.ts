import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { offlineMessages } from '../messages-offline.ts';
import { OFFLINE_POLICY } from '../policy-offline.ts';
import { itemExists, settleItem } from '../repo/offline-list.ts';
import { officerAt } from './keep-share.ts';

/** Notes that an officer has looked at what could not simply be merged; twice is once. @throws Problem `forbidden`, `not-found` */
export async function settleOffline(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(OFFLINE_POLICY, actor, 'offline.settle', actor);
  const { accountId } = officerAt(actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await itemExists(tx, id))) {
      throw new Problem('not-found', { detail: offlineMessages('vi')('item.unknown') });
    }
    if (await settleItem(tx, id, accountId, now)) {
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { kind: 'offline' });
      await record(tx, actor, { action: 'offline.settle', subjectType: 'offline-item', subjectId: id }, now);
    }
  });
}
