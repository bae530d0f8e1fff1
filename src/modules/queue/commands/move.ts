import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY, type QueueAction } from '../policy.ts';
import { addEvent, findRepeated } from '../repo/events.ts';
import { findTicket, lockTicket } from '../repo/tickets.ts';
import { allowedActions, nextState, type TicketAction, type TicketState } from '../rules/states.ts';
import type { HallNews, Ticket } from '../schema.ts';
import { publishHall } from './publish.ts';

const t = messages('vi');

/** One thing done to one ticket. */
export interface Move {
  readonly ticketId: string;
  readonly action: TicketAction;
  readonly right: QueueAction;
  readonly note?: string;
  readonly requestId?: string | undefined;
}

/** What a move needs of the moment it happens in. */
export interface MoveScope {
  readonly tx: Tx;
  readonly now: Temporal.Instant;
  readonly to: TicketState;
}

/** What a move has changed. */
export interface Moved {
  readonly ticket: Ticket;
  readonly news?: HallNews;
}

/** @throws Problem `not-allowed-now` with what is possible instead */
function checkAllowed(ticket: Ticket, action: TicketAction, now: Temporal.Instant): TicketState {
  const { number } = ticket;
  const to = nextState(ticket.state, action);
  const allowed = allowedActions(ticket);
  if (to === undefined) {
    const state = t(`state.${ticket.state}`);
    throw new Problem('not-allowed-now', { detail: t('ticket.not-allowed', { number, state }), allowed });
  }
  if (!allowed.includes(action)) {
    throw new Problem('not-allowed-now', { detail: t('ticket.no-more-returns', { number }), allowed });
  }
  if (to === 'waiting' && !ticket.day.equals(localDay(now))) {
    throw new Problem('not-allowed-now', { detail: t('ticket.other-day', { day: formatDate(ticket.day) }) });
  }
  return to;
}

/**
 * The frame of every command on one ticket: rights, repeated request, lock, table of states, the change itself, history, live news.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `conflict` (request id used otherwise)
 */
export async function moveTicket(
  ctx: AppContext,
  actor: Actor,
  move: Move,
  apply: (ticket: Ticket, scope: MoveScope) => Promise<Moved>,
): Promise<Ticket> {
  authorise(QUEUE_POLICY, actor, move.right, actor);
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = await findRepeated(tx, move.requestId);
    if (before !== undefined && (before.action !== move.action || before.ticketId !== move.ticketId)) {
      throw new Problem('conflict', { detail: t('request.other') });
    }
    const ticket =
      before === undefined ? await lockTicket(tx, move.ticketId) : await findTicket(tx, move.ticketId);
    if (ticket === undefined) {
      throw new Problem('not-found', { detail: t('ticket.unknown') });
    }
    if (before !== undefined) {
      return ticket;
    }
    const to = checkAllowed(ticket, move.action, now);
    const moved = await apply(ticket, { tx, now, to });
    await addEvent(
      tx,
      actor,
      {
        ticketId: ticket.id,
        groupId: moved.ticket.groupId,
        action: move.action,
        counterId: ticket.counterId,
        note: move.note ?? '',
        requestId: move.requestId,
      },
      now,
    );
    await publishHall(ctx, tx, actor, moved.news ?? { kind: 'changed', letter: ticket.number.charAt(0) });
    return moved.ticket;
  });
}
