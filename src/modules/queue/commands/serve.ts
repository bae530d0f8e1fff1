import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { markServed } from '../repo/calls.ts';
import { updateTicket } from '../repo/tickets.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';

/** The person has come to the counter (bắt đầu tiếp). */
export async function serveTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  return moveTicket(
    ctx,
    actor,
    { ticketId, action: 'serve', right: 'ticket.handle', requestId },
    async (ticket, { tx, now, to }) => {
      await markServed(tx, ticket.id, now);
      return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: ticket.counterId }, now) };
    },
  );
}
