import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { endCall } from '../repo/calls.ts';
import { findTicketByToken, updateTicket } from '../repo/tickets.ts';
import type { Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';

/**
 * The holder gives the number up (bỏ số), known by the ticket's unguessable token; giving up twice is once.
 * @throws Problem `not-found`, `not-allowed-now` (already served)
 */
export async function giveUpTicket(
  ctx: AppContext,
  actor: Actor,
  token: string,
  requestId?: string,
): Promise<Ticket> {
  const found = await readOnly(ctx, actor, (tx) => findTicketByToken(tx, token));
  if (found === undefined) {
    throw new Problem('not-found', { detail: messages('vi')('ticket.unknown') });
  }
  if (found.state === 'cancelled') {
    return found;
  }
  const move = { ticketId: found.id, action: 'cancel', right: 'ticket.give-up', requestId } as const;
  return moveTicket(ctx, actor, move, async (ticket, { tx, now, to }) => {
    await endCall(tx, ticket.id, 'cancelled', now);
    return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: null }, now) };
  });
}
