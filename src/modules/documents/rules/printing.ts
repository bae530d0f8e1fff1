import type { Printer, PrintJob } from '../schema.ts';

/** What can be printed. */
export type Printable = PrintJob['kind'];

/** Which kind of printer a paper needs; a test page goes to any. */
const NEEDS: Readonly<Record<Printable, Printer['kind'] | null>> = {
  document: 'pdf',
  ticket: 'escpos',
  test: null,
};

export type PrinterChoice =
  | { readonly ok: true; readonly printer: Printer | null }
  | {
      readonly ok: false;
      readonly reason: 'not-found' | 'inactive' | 'wrong-kind';
      readonly name: string | null;
    };

/**
 * Picks the printer for a paper: the wanted one when it fits, the first active one that fits when none was named,
 * null (the browser's print dialogue) when there is none.
 */
export function choosePrinter(
  printers: readonly Printer[],
  printable: Printable,
  wanted: string | undefined,
): PrinterChoice {
  const needs = NEEDS[printable];
  const fits = (printer: Printer) => needs === null || printer.kind === needs;
  if (wanted === undefined) {
    return { ok: true, printer: printers.find((printer) => printer.active && fits(printer)) ?? null };
  }
  const printer = printers.find(({ id }) => id === wanted);
  if (printer === undefined) {
    return { ok: false, reason: 'not-found', name: null };
  }
  if (!fits(printer)) {
    return { ok: false, reason: 'wrong-kind', name: printer.name };
  }
  return printer.active ? { ok: true, printer } : { ok: false, reason: 'inactive', name: printer.name };
}

/** A job that says "printing" for longer than this was cut off with the server. */
const STALE = Temporal.Duration.from({ minutes: 2 });

/**
 * Whether a job may be sent again, and as what. A ticket that came out before is marked "in lại", so that two people do
 * not hold the same number unmarked.
 */
export function printAgain(
  job: PrintJob,
  now: Temporal.Instant,
):
  | { readonly ok: true; readonly job: PrintJob }
  | { readonly ok: false; readonly reason: 'running' | 'dialogue-only' } {
  if (job.printerId === null) {
    return { ok: false, reason: 'dialogue-only' };
  }
  const stale = Temporal.Instant.compare(job.changedAt.add(STALE), now) < 0;
  if (job.state === 'queued' || (job.state === 'printing' && !stale)) {
    return { ok: false, reason: 'running' };
  }
  const mayHaveComeOut = job.state !== 'failed';
  const ticket =
    job.ticket === null ? null : { ...job.ticket, reprint: job.ticket.reprint || mayHaveComeOut };
  return { ok: true, job: { ...job, ticket, state: 'queued', error: null, changedAt: now } };
}
