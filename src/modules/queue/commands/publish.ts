import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { listGroups } from '../repo/groups.ts';
import type { HallNews, Ticket } from '../schema.ts';

/** Tells everyone in the hall, after commit, that something changed. Holds numbers and counters only. */
export async function publishHall(
  ctx: Pick<AppContext, 'live'>,
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
  news: HallNews,
): Promise<void> {
  await ctx.live.publish(tx, `hall:${actor.centreId}`, news);
}

/** Tells the upper modules, in the transaction, that a visit is over. */
export async function announceFinished(
  ctx: Pick<AppContext, 'events'>,
  scope: EventScope,
  ticket: Ticket,
): Promise<void> {
  const group = (await listGroups(scope.tx)).find(({ id }) => id === ticket.groupId);
  await ctx.events.emit(
    'ticket.finished',
    { ticketId: ticket.id, token: ticket.token, topic: group?.name ?? '' },
    scope,
  );
}
