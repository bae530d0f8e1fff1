import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { enqueueTell } from '../repo/push.ts';
import type { HallNews, Ticket } from '../schema.ts';

/** Tells everyone in the hall, after commit, that something changed. Holds numbers and counters only. */
export async function publishHall(
  ctx: Pick<AppContext, 'live'>,
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
  news: HallNews,
): Promise<void> {
  await ctx.live.publish(tx, `hall:${actor.centreId}`, news);
  await enqueueTell(tx, actor.centreId);
}

/** Tells the upper modules, in the transaction, that a visit is over; `topic` is the name of its group. */
export async function announceFinished(
  ctx: Pick<AppContext, 'events'>,
  scope: EventScope,
  ticket: Pick<Ticket, 'id' | 'token'> & Partial<Pick<Ticket, 'counterId' | 'procedureCode'>>,
  topic: string,
): Promise<void> {
  const { id: ticketId, token, counterId = null, procedureCode = null } = ticket;
  await ctx.events.emit('ticket.finished', { ticketId, token, topic, counterId, procedureCode }, scope);
}

/** Tells the officers of the centre, after commit, that the list of appointments changed. */
export async function publishAppointments(
  ctx: Pick<AppContext, 'live'>,
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
): Promise<void> {
  await ctx.live.publish(tx, `staff:${actor.centreId}`, { kind: 'appointments' });
}
