import type { Tx } from '#platform/db/tx.ts';
import { PRINT_STATES, type Printer, type PrintJob, TicketPrint } from '../schema.ts';

interface PrinterRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly host: string;
  readonly port: number;
  readonly dots: number | null;
  readonly active: boolean;
}

const WIDTHS = [384, 512, 576] as const;

function toPrinter(row: PrinterRow): Printer {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind === 'escpos' ? 'escpos' : 'pdf',
    host: row.host,
    port: row.port,
    dots: WIDTHS.find((dots) => dots === row.dots) ?? null,
    active: row.active,
  };
}

/** Printers of the centre by name. */
export async function listPrinters(tx: Tx): Promise<readonly Printer[]> {
  const rows = await tx.selectFrom('printers').selectAll().orderBy('name').execute();
  return rows.map(toPrinter);
}

/** One printer by id. */
export async function findPrinter(tx: Tx, id: string): Promise<Printer | undefined> {
  const row = await tx.selectFrom('printers').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPrinter(row);
}

/** Adds or changes a printer. */
export async function savePrinter(
  tx: Tx,
  centreId: string,
  printer: Printer,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    name: printer.name,
    kind: printer.kind,
    host: printer.host,
    port: printer.port,
    dots: printer.dots,
    active: printer.active,
    updated_at: at,
  };
  await tx
    .insertInto('printers')
    .values({ id: printer.id, centre_id: centreId, created_at: at, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

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
      ticket: job.ticket === null ? null : JSON.stringify(job.ticket),
      changed_at: job.changedAt,
    })
    .where('id', '=', job.id)
    .execute();
}

/** The newest jobs; failed ones first, because a person has to act on them. */
export async function listRecentJobs(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly job: PrintJob; readonly printer: string | null }[]> {
  const rows = await tx
    .selectFrom('print_jobs as j')
    .leftJoin('printers as p', 'p.id', 'j.printer_id')
    .selectAll('j')
    .select('p.name as printer')
    .orderBy('j.requested_at', 'desc')
    .limit(limit)
    .execute();
  const jobs = rows.map((row) => ({ job: toJob(row), printer: row.printer }));
  return [
    ...jobs.filter(({ job }) => job.state === 'failed'),
    ...jobs.filter(({ job }) => job.state !== 'failed'),
  ];
}
