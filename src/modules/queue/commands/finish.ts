import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { endCall } from '../repo/calls.ts';
import { listGroups } from '../repo/groups.ts';
import { updateTicket } from '../repo/tickets.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';
import { announceFinished } from './publish.ts';

/** The visit is over (kết thúc); the counter is free, nobody is called. */
export async function finishTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  return moveTicket(
    ctx,
    actor,
    { ticketId, action: 'finish', right: 'ticket.handle', requestId },
    async (ticket, { tx, now, to }) => {
      await endCall(tx, ticket.id, 'done', now);
      const group = (await listGroups(tx)).find(({ id }) => id === ticket.groupId);
      await announceFinished(ctx, { tx, actor, at: now }, ticket, group?.name ?? '');
      return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: null }, now) };
    },
  );
}
