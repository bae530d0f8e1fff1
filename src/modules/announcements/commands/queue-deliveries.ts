import { nextAllowed } from '#integrations/allowed-hours.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { DELIVER } from '../jobs-names.ts';
import { newsMessages } from '../messages.ts';
import { listContacts, listListenerIds } from '../repo/audience.ts';
import * as repo from '../repo/deliveries.ts';
import { channelCan } from '../rules/delivery.ts';
import { isFor } from '../rules/schedule.ts';
import { type Action, CHANNELS, type Channel, type Content, type Delivery, type News } from '../schema.ts';

/** Hours in which people are told one by one, unless it is urgent. */
const AWAKE = { from: '07:00', until: '21:00' };
const PERSONAL: readonly Channel[] = ['sms', 'email', 'push'];

const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) > 0 ? a : b);

/** Whom a channel tells: itself, or people one by one. */
async function recipientsOf(tx: Tx, channel: Channel, content: Content): Promise<readonly string[]> {
  switch (channel) {
    case 'sms':
    case 'email': {
      const contacts = await listContacts(tx);
      return contacts
        .filter(
          ({ kind, village }) =>
            kind === channel && isFor(content.villages, { villages: village === '' ? [] : [village] }),
        )
        .map(({ id }) => id);
    }
    case 'push':
      return listListenerIds(tx);
    default:
      return [''];
  }
}

async function askFor(
  tx: Tx,
  centreId: string,
  ids: readonly string[],
  runAt: Temporal.Instant,
): Promise<void> {
  for (const deliveryId of ids) {
    await enqueue(tx, DELIVER, { centreId, deliveryId }, { jobKey: `news ${deliveryId}`, runAt });
  }
}

/** Has deliveries tried from a moment on. */
export { askFor as askForDelivery };

/** Everything that the channels of an approved revision have to be told, once each. */
export async function queueRevision(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  news: Pick<News, 'id'>,
  revision: number,
  content: Content,
  channels: readonly Channel[],
): Promise<void> {
  const now = ctx.clock.now();
  const t = newsMessages('vi');
  if (revision > 1) {
    await repo.cancelWaiting(tx, news.id, now, t('cancelled-correct'));
  }
  const earlier = await repo.listDeliveries(tx, news.id);
  for (const channel of channels) {
    const told = (recipient: string): boolean =>
      earlier.some(
        (one) =>
          one.channel === channel && one.recipient === recipient && (one.state === 'sent' || one.unsure),
      );
    const recipients = await recipientsOf(tx, channel, content);
    const start = later(now, content.validFrom);
    const nextAt =
      PERSONAL.includes(channel) && content.priority !== 'urgent' ? nextAllowed(start, AWAKE) : start;
    const ids = await repo.addDeliveries(
      tx,
      centreId,
      recipients.map((recipient) => ({
        newsId: news.id,
        revision,
        channel,
        action: told(recipient) ? ('correct' as const) : ('publish' as const),
        recipient,
        nextAt,
        createdAt: now,
        state: channel === 'group' ? ('manual' as const) : ('waiting' as const),
      })),
    );
    await askFor(tx, centreId, channel === 'group' ? [] : ids, nextAt);
  }
  // A channel that a correction leaves out must not go on telling what was wrong.
  if (revision > 1) {
    await queueCallBack(ctx, tx, centreId, news, revision, (channel) => !channels.includes(channel));
  }
}

function lastTold(deliveries: readonly Delivery[], channel: Channel): Delivery | undefined {
  return deliveries.findLast(
    (one) => one.channel === channel && one.action !== 'withdraw' && (one.state === 'sent' || one.unsure),
  );
}

/** Has every channel that was told call it back, as far as it can. */
export async function queueCallBack(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  news: Pick<News, 'id'>,
  revision: number,
  which: (channel: Channel) => boolean,
): Promise<void> {
  const now = ctx.clock.now();
  const deliveries = await repo.listDeliveries(tx, news.id);
  const action: Action = 'withdraw';
  for (const channel of CHANNELS.filter(which)) {
    const can = channelCan(channel, action);
    if (lastTold(deliveries, channel) === undefined || can === 'cannot') {
      continue;
    }
    const state = can === 'again' ? ('manual' as const) : ('waiting' as const);
    const ids = await repo.addDeliveries(tx, centreId, [
      { newsId: news.id, revision, channel, action, recipient: '', nextAt: now, createdAt: now, state },
    ]);
    await askFor(tx, centreId, state === 'manual' ? [] : ids, now);
  }
}
