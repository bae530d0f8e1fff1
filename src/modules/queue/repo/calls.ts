import type { Tx } from '#platform/db/tx.ts';
import type { CallOutcome } from '../rules/states.ts';
import { endMatter } from './matters.ts';

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

/** Ends the stay under way of a ticket and the matter that runs in it, if there are such. */
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
  await endMatter(tx, ticketId, at);
}
