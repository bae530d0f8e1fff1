import { PRINT_STATES } from '#modules/documents/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Slip, SlipState } from '../schema-screens.ts';

interface SlipRow {
  readonly print_job_id: string;
  readonly ticket_id: string;
  readonly state: string;
  readonly tries: number;
}

function toSlip(row: SlipRow): Slip {
  return {
    jobId: row.print_job_id,
    ticketId: row.ticket_id,
    state: PRINT_STATES.find((state) => state === row.state) ?? 'failed',
    tries: row.tries,
  };
}

/** Notes that a paper was asked for; once for each print job. */
export async function insertSlip(
  tx: Tx,
  slip: Slip & { readonly centreId: string },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('ticket_slips')
    .values({
      print_job_id: slip.jobId,
      ticket_id: slip.ticketId,
      centre_id: slip.centreId,
      state: slip.state,
      tries: slip.tries,
      changed_at: at,
    })
    .onConflict((conflict) => conflict.column('print_job_id').doNothing())
    .execute();
}

/** The newest paper of a ticket. */
export async function findSlip(tx: Tx, ticketId: string): Promise<Slip | undefined> {
  const row = await tx
    .selectFrom('ticket_slips')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('print_job_id', 'desc')
    .executeTakeFirst();
  return row && toSlip(row);
}

/** Stores how a paper stands. @returns the ticket's token, or undefined when the print job is no ticket's */
export async function moveSlip(
  tx: Tx,
  jobId: string,
  state: SlipState,
  at: Temporal.Instant,
): Promise<{ readonly token: string } | undefined> {
  const row = await tx
    .updateTable('ticket_slips')
    .set((eb) => ({
      state,
      changed_at: at,
      tries: state === 'printing' ? eb('tries', '+', 1) : eb.ref('tries'),
    }))
    .where('print_job_id', '=', jobId)
    .returning('ticket_id')
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : tx.selectFrom('tickets').select('token').where('id', '=', row.ticket_id).executeTakeFirst();
}

/** How the last paper of the centre ended; undefined before the first. */
export async function lastSlip(tx: Tx): Promise<'done' | 'failed' | undefined> {
  const row = await tx
    .selectFrom('ticket_slips')
    .select('state')
    .where('state', 'in', ['done', 'failed', 'waiting'])
    .orderBy('changed_at', 'desc')
    .executeTakeFirst();
  return row && (row.state === 'done' ? 'done' : 'failed');
}
