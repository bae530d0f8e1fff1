import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { endCall } from '../repo/calls.ts';
import { updateTicket } from '../repo/tickets.ts';
import type { HoldInput, Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';
import { rejoin } from './rejoin.ts';

/**
 * Puts the visitor at a counter on hold (để chờ bổ sung) while a paper is fetched: the counter keeps them in mind with the reason and is free.
 * @throws Problem as `moveTicket`
 */
export async function holdTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  input: HoldInput,
  requestId?: string,
): Promise<Ticket> {
  const { reason } = input;
  const move = { ticketId, action: 'hold', right: 'ticket.handle', note: reason, requestId } as const;
  return moveTicket(ctx, actor, move, async (ticket, { tx, now, to }) => {
    await endCall(tx, ticket.id, 'held', now);
    const held = ticket.counterId === null ? {} : { held: { counterId: ticket.counterId, reason } };
    return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: null, ...held }, now) };
  });
}

/**
 * The visitor on hold has what was missing (gọi lại sau khi bổ sung): into the line again, in the lane of those who were called before, for the
 * counter that knows the matter as long as it is at work. Holding uses up none of the returns.
 * @throws Problem as `moveTicket`; on a later day a new number is taken
 */
export async function resumeTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  const move = { ticketId, action: 'resume', right: 'ticket.handle', requestId } as const;
  return moveTicket(ctx, actor, move, async (ticket, scope) => {
    const { groupId, returns, heldCounterId } = ticket;
    return {
      ticket: await rejoin(actor, ticket, { groupId, returns, wantedCounterId: heldCounterId }, scope),
    };
  });
}
