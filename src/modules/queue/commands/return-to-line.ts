import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { endCall } from '../repo/calls.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';
import { rejoin } from './rejoin.ts';

/** Puts somebody back into the line of their group (trả lại hàng chờ): came late, or fetches a paper. They are called soon, by the lane of those who return. */
export async function returnTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  return moveTicket(
    ctx,
    actor,
    { ticketId, action: 'return', right: 'ticket.handle', requestId },
    async (ticket, scope) => {
      await endCall(scope.tx, ticket.id, 'returned', scope.now);
      const { groupId, returns } = ticket;
      return {
        ticket: await rejoin(actor, ticket, { groupId, wantedCounterId: null, returns: returns + 1 }, scope),
      };
    },
  );
}
