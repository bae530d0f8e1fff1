import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as repo from '../repo/deliveries.ts';
import type { Channel } from '../schema.ts';
import { lockNews } from './open.ts';
import { askForDelivery } from './queue-deliveries.ts';

/**
 * Tries one channel again where it failed. What may have arrived is looked up first, unless the officer saw that it had not.
 * @param sure the officer looked and nothing had arrived
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now`
 */
export async function resendChannel(
  ctx: AppContext,
  actor: Actor,
  id: string,
  channel: Channel,
  sure: boolean,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'resend', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const ids = await repo.retryFailed(tx, id, channel, at, sure);
    if (ids.length === 0) {
      throw new Problem('not-allowed-now', { detail: newsMessages('vi')('not-failed') });
    }
    await askForDelivery(tx, actor.centreId, ids, at);
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'resend' });
    const detail = { channel, count: ids.length, sure };
    await record(tx, actor, { action: 'news.resend', subjectType: 'news', subjectId: id, detail }, at);
  });
}

/** Says that what a person does by hand, or looked at with their own eyes, is done. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function markDone(ctx: AppContext, actor: Actor, id: string, channel: Channel): Promise<void> {
  authorise(NEWS_POLICY, actor, 'resend', { centreId: actor.centreId });
  const staff = requireStaff(actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const open = (await repo.listDeliveries(tx, id)).filter(
      (one) => one.channel === channel && (one.state === 'manual' || (one.state === 'failed' && one.unsure)),
    );
    if (open.length === 0) {
      throw new Problem('not-allowed-now', { detail: newsMessages('vi')('not-manual') });
    }
    for (const { id: delivery, attempts, nextAt, reference } of open) {
      await repo.settleDelivery(tx, delivery, {
        state: 'sent',
        unsure: false,
        attempts,
        nextAt,
        why: null,
        reference,
        endedAt: at,
        doneBy: staff.displayName,
      });
    }
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'done' });
    const detail = { channel, count: open.length };
    await record(tx, actor, { action: 'news.done', subjectType: 'news', subjectId: id, detail }, at);
  });
}
