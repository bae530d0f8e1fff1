import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { markRecalled } from '../repo/calls.ts';
import { findCounter } from '../repo/counters.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';

/** Calls the same person once more (gọi lại): boards flash and speak again. */
export async function recallTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  return moveTicket(
    ctx,
    actor,
    { ticketId, action: 'recall', right: 'ticket.handle', requestId },
    async (ticket, { tx, now }) => {
      const id = await markRecalled(tx, ticket.id, now);
      const counter = ticket.counterId === null ? undefined : await findCounter(tx, ticket.counterId);
      return {
        ticket,
        news: {
          kind: 'called',
          id,
          number: ticket.number,
          letter: ticket.number.charAt(0),
          ...(counter === undefined ? {} : { counter: counter.number }),
        },
      };
    },
  );
}
