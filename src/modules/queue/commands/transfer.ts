import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { endCall } from '../repo/calls.ts';
import { groupsOfCounter, listGroups } from '../repo/groups.ts';
import type { Ticket, TransferInput } from '../schema.ts';
import { moveTicket } from './move.ts';
import { rejoin } from './rejoin.ts';
import { getCounter } from './shift.ts';

const t = messages('vi');

/** The line to wait in: the one asked for, else one that the counter calls from, the present one first. */
async function targetGroup(tx: Tx, ticket: Ticket, input: TransferInput): Promise<string> {
  if (input.groupId !== undefined) {
    const groups = await listGroups(tx);
    if (!groups.some(({ id }) => id === input.groupId)) {
      throw new Problem('not-found', { detail: t('group.unknown') });
    }
    return input.groupId;
  }
  if (input.counterId === undefined) {
    return ticket.groupId;
  }
  const counter = await getCounter(tx, input.counterId);
  const lines = await groupsOfCounter(tx, counter.id);
  const line = lines.find(({ groupId }) => groupId === ticket.groupId) ?? lines[0];
  if (line === undefined) {
    throw new Problem('not-allowed-now', { detail: t('counter.no-groups', { counter: counter.number }) });
  }
  return line.groupId;
}

/**
 * Sends somebody on to another group or one counter, with a note for the colleague (chuyển quầy). The number stays the same.
 * @throws Problem as `moveTicket`, and `not-found` for an unknown group or counter
 */
export async function transferTicket(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  input: TransferInput,
  requestId?: string,
): Promise<Ticket> {
  const move = { ticketId, action: 'transfer', right: 'ticket.handle', note: input.note, requestId } as const;
  return moveTicket(ctx, actor, move, async (ticket, scope) => {
    const groupId = await targetGroup(scope.tx, ticket, input);
    await endCall(scope.tx, ticket.id, 'transferred', scope.now);
    const to = {
      groupId,
      wantedCounterId: input.counterId ?? null,
      returns: ticket.returns,
      note: input.note,
    };
    return { ticket: await rejoin(actor, ticket, to, scope), news: { kind: 'changed' } };
  });
}
