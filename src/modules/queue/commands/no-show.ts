import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { endCall } from '../repo/calls.ts';
import { updateTicket } from '../repo/tickets.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';

/** Called and not there (vắng mặt). Who comes after all is put back into the line with `returnTicket`. */
export async function markNoShow(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  return moveTicket(
    ctx,
    actor,
    { ticketId, action: 'no-show', right: 'ticket.handle', requestId },
    async (ticket, { tx, now, to }) => {
      await endCall(tx, ticket.id, 'no-show', now);
      return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: null }, now) };
    },
  );
}
