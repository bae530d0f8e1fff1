import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { CallOutcome } from '../rules/states.ts';
import type { Ticket } from '../schema.ts';

/** A stay of a ticket at a counter that has not ended. */
export interface OpenCall {
  readonly id: string;
  readonly ticketId: string;
  readonly calledAt: Temporal.Instant;
  readonly lastCalledAt: Temporal.Instant;
  readonly servedAt: Temporal.Instant | null;
}

/** Begins a stay at a counter. */
export async function insertCall(
  tx: Tx,
  ticket: Ticket,
  call: { readonly centreId: string; readonly counterId: string; readonly officerId: string | null },
  at: Temporal.Instant,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('ticket_calls')
    .values({
      id,
      centre_id: call.centreId,
      ticket_id: ticket.id,
      group_id: ticket.groupId,
      day: ticket.day,
      counter_id: call.counterId,
      officer_id: call.officerId,
      place: ticket.place,
      waiting_since: ticket.waitingSince,
      called_at: at,
      last_called_at: at,
    })
    .execute();
  return id;
}

/** The stay under way of a ticket. */
export async function findOpenCall(tx: Tx, ticketId: string): Promise<OpenCall | undefined> {
  const row = await tx
    .selectFrom('ticket_calls')
    .select(['id', 'ticket_id', 'called_at', 'last_called_at', 'served_at'])
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        id: row.id,
        ticketId: row.ticket_id,
        calledAt: row.called_at,
        lastCalledAt: row.last_called_at,
        servedAt: row.served_at,
      };
}

/** The person came: service begins. */
export async function markServed(tx: Tx, ticketId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('ticket_calls')
    .set({ served_at: at })
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Called once more; returns the id of the call. */
export async function markRecalled(tx: Tx, ticketId: string, at: Temporal.Instant): Promise<string> {
  const row = await tx
    .updateTable('ticket_calls')
    .set({ last_called_at: at })
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Ends the stay under way of a ticket, if there is one. */
export async function endCall(
  tx: Tx,
  ticketId: string,
  outcome: CallOutcome,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('ticket_calls')
    .set({ ended_at: at, outcome })
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .execute();
}
