import type { Tx } from '#platform/db/tx.ts';
import { PRINT_STATES, type PrintJob, TicketPrint } from '../schema.ts';

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly printer_id: string | null;
  readonly document_id: string | null;
  readonly ticket: unknown;
  readonly title: string;
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly confirmed: boolean;
  readonly partner_job: number | null;
  readonly requested_at: Temporal.Instant;
  readonly changed_at: Temporal.Instant;
}

function toJob(row: JobRow): PrintJob {
  return {
    id: row.id,
    kind: row.kind === 'document' || row.kind === 'ticket' ? row.kind : 'test',
    printerId: row.printer_id,
    documentId: row.document_id,
    ticket: row.ticket === null ? null : TicketPrint.parse(row.ticket),
    title: row.title,
    state: PRINT_STATES.find((state) => state === row.state) ?? 'failed',
    attempts: row.attempts,
    error: row.error,
    confirmed: row.confirmed,
    partnerJob: row.partner_job,
    requestedAt: row.requested_at,
    changedAt: row.changed_at,
  };
}

/** Adds a job, unless the same request made one. @returns whether it was added */
export async function insertJob(
  tx: Tx,
  job: PrintJob,
  by: { readonly centreId: string; readonly requestedBy: string | null; readonly requestId: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('print_jobs')
    .values({
      id: job.id,
      centre_id: by.centreId,
      kind: job.kind,
      printer_id: job.printerId,
      document_id: job.documentId,
      ticket: job.ticket === null ? null : JSON.stringify(job.ticket),
      title: job.title,
      state: job.state,
      attempts: job.attempts,
      error: job.error,
      requested_by: by.requestedBy,
      requested_at: job.requestedAt,
      changed_at: job.changedAt,
      request_id: by.requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The job that an earlier run of the same request made. */
export async function findJobByRequest(tx: Tx, requestId: string): Promise<PrintJob | undefined> {
  const row = await tx
    .selectFrom('print_jobs')
    .selectAll()
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row && toJob(row);
}

/** One job, locked until the transaction ends. */
export async function lockJob(tx: Tx, id: string): Promise<PrintJob | undefined> {
  const row = await tx
    .selectFrom('print_jobs')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toJob(row);
}

/** Stores how a job went. */
export async function updateJob(tx: Tx, job: PrintJob): Promise<void> {
  await tx
    .updateTable('print_jobs')
    .set({
      state: job.state,
      attempts: job.attempts,
      error: job.error,
      confirmed: job.confirmed,
      partner_job: job.partnerJob,
      ticket: job.ticket === null ? null : JSON.stringify(job.ticket),
      requested_at: job.requestedAt,
      changed_at: job.changedAt,
    })
    .where('id', '=', job.id)
    .execute();
}

/** Jobs that a person has to know of, newest first: those that wait, broke off or failed, then the newest others. */
export async function listRecentJobs(tx: Tx, limit: number): Promise<readonly PrintJob[]> {
  const NEEDY = ['waiting', 'unknown', 'failed'];
  const jobs = () => tx.selectFrom('print_jobs').selectAll().orderBy('requested_at', 'desc').limit(limit);
  const needy = await jobs().where('state', 'in', NEEDY).execute();
  const others = await jobs().where('state', 'not in', NEEDY).execute();
  return [...needy, ...others].map(toJob);
}

/** Jobs that wait for a printer, oldest first. */
export async function listWaitingJobs(tx: Tx, printerId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('print_jobs')
    .select('id')
    .where('printer_id', '=', printerId)
    .where('state', '=', 'waiting')
    .orderBy('requested_at')
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether the printer has another job in hand since a moment: it takes one line at a time. */
export async function isBusy(
  tx: Tx,
  printerId: string,
  except: string,
  since: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .selectFrom('print_jobs')
    .select('id')
    .where('printer_id', '=', printerId)
    .where('id', '<>', except)
    .where('state', '=', 'printing')
    .where('partner_job', 'is', null)
    .where('changed_at', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}
