import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { listBehind, takeArrival } from '../repo/lines.ts';
import { findTicketByToken, updateTicket } from '../repo/tickets.ts';
import { placeAfter } from '../rules/order.ts';
import type { StepBackInput, Ticket } from '../schema.ts';
import { moveTicket } from './move.ts';

const t = messages('vi');

/**
 * The holder lets a few people pass (lùi lượt), known by the ticket's unguessable token. Nobody else loses by it; the wait goes on counting.
 * Where fewer people wait behind, it goes to the end of the line.
 * @throws Problem `not-found`, `not-allowed-now` (not waiting, an earlier day, or nobody behind), `conflict` (request id used otherwise)
 */
export async function stepBack(ctx: AppContext, actor: Actor, input: StepBackInput): Promise<Ticket> {
  const found = await readOnly(ctx, actor, (tx) => findTicketByToken(tx, input.token));
  if (found === undefined) {
    throw new Problem('not-found', { detail: t('ticket.unknown') });
  }
  const move = {
    ticketId: found.id,
    action: 'step-back',
    right: 'ticket.step-back',
    note: String(input.people),
    requestId: input.requestId,
  } as const;
  return moveTicket(ctx, actor, move, async (ticket, { tx, now, to }) => {
    const line = { groupId: ticket.groupId, day: ticket.day, centreId: actor.centreId };
    // The line is locked first, so that nobody joins between looking and stepping.
    const arrival = await takeArrival(tx, line);
    const place = placeAfter(await listBehind(tx, line, ticket, input.people), input.people);
    if (place === undefined) {
      throw new Problem('not-allowed-now', {
        detail: t('ticket.nobody-behind', { number: ticket.number }),
        allowed: ['cancel'],
      });
    }
    const spot = { place, arrival };
    return { ticket: await updateTicket(tx, ticket.id, { state: to, counterId: null, spot }, now) };
  });
}
