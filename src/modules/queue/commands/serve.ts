import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { markServed } from '../repo/calls.ts';
import { startMatter } from '../repo/matters.ts';
import { updateTicket } from '../repo/tickets.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';
import { officerOf } from './shift.ts';

/** The person has come to the counter (bắt đầu tiếp): the first matter is the one they took the number for. */
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
      if (ticket.counterId !== null) {
        const { id: ticketId, counterId, procedureCode, need } = ticket;
        const officerId = officerOf(actor);
        const { centreId } = actor;
        await startMatter(tx, { centreId, ticketId, counterId, officerId, procedureCode, title: need }, now);
      }
      return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: ticket.counterId }, now) };
    },
  );
}
