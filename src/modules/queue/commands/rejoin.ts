import type { Actor } from '#platform/actor.ts';
import { joinLine } from '../repo/lines.ts';
import { updateTicket } from '../repo/tickets.ts';
import type { Ticket } from '../schema.ts';
import type { MoveScope } from './move.ts';

/** Where a ticket waits from now on. */
export interface Rejoin {
  readonly groupId: string;
  readonly wantedCounterId: string | null;
  readonly returns: number;
  readonly note?: string;
}

/** Puts a ticket into a line again, in the lane of those who were called before; priority is kept. */
export async function rejoin(
  actor: Actor,
  ticket: Ticket,
  to: Rejoin,
  { tx, now }: MoveScope,
): Promise<Ticket> {
  const lane = ticket.priorityReason === null && ticket.lane !== 'priority' ? 'returned' : 'priority';
  const { place, arrival } = await joinLine(tx, {
    groupId: to.groupId,
    day: ticket.day,
    centreId: actor.centreId,
    lane,
    takesNumber: false,
  });
  const { groupId, wantedCounterId, returns } = to;
  return updateTicket(
    tx,
    ticket.id,
    {
      state: 'waiting',
      counterId: null,
      line: { groupId, wantedCounterId, returns, lane, place, arrival },
      ...(to.note === undefined ? {} : { note: to.note }),
    },
    now,
  );
}
