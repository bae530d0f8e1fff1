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
export const STALE = Temporal.Duration.from({ minutes: 2 });

/**
 * Whether a job may be sent again, and as what. A ticket that came out before, or may have, is marked "in lại", so that two
 * people do not hold the same number unmarked.
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
  const mayHaveComeOut = job.state === 'done' || job.state === 'unknown' || job.state === 'printing';
  const ticket =
    job.ticket === null ? null : { ...job.ticket, reprint: job.ticket.reprint || mayHaveComeOut };
  return {
    ok: true,
    job: {
      ...job,
      ticket,
      state: 'queued',
      error: null,
      confirmed: false,
      partnerJob: null,
      // Whoever asks again waits from now on.
      requestedAt: now,
      changedAt: now,
    },
  };
}

/**
 * Whether a job can be withdrawn: while it waits, before anything was sent. A job that a printer holds already, or that may
 * have come out, cannot be called back.
 */
export function mayCancel(job: Pick<PrintJob, 'state' | 'partnerJob'>): boolean {
  return (
    (job.state === 'queued' || job.state === 'waiting' || job.state === 'failed') && job.partnerJob === null
  );
}

/** How long a paper is still wanted while its printer cannot: nobody stands at the kiosk after half an hour. */
const PATIENCE: Readonly<Record<Printable, Temporal.Duration>> = {
  ticket: Temporal.Duration.from({ minutes: 30 }),
  document: Temporal.Duration.from({ hours: 8 }),
  test: Temporal.Duration.from({ minutes: 10 }),
};

/** Whether nobody waits for the paper any more. */
export function isTooLate(job: Pick<PrintJob, 'kind' | 'requestedAt'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, job.requestedAt.add(PATIENCE[job.kind])) >= 0;
}

/** Seconds until a waiting job is tried again: 5, 10, 20, 40, then every minute. A mended printer is told of sooner. */
export function backOff(attempts: number): number {
  return Math.min(60, 5 * 2 ** Math.max(0, Math.min(attempts, 10) - 1));
}

/** How sending ended, as printers' drivers tell it. `taken`: an office printer has it and is asked later. */
export type Sent =
  | { readonly kind: 'printed'; readonly confirmed: boolean }
  | { readonly kind: 'taken'; readonly job: number }
  | { readonly kind: 'not-started' | 'unknown' | 'refused'; readonly words: string };

/**
 * What becomes of a job that was sent. The rule that nothing comes out twice unseen: only what surely did not begin is
 * tried again by itself; what broke off in the middle waits for a person who looks at the printer.
 */
export function afterSending(job: PrintJob, sent: Sent, now: Temporal.Instant): PrintJob {
  const moved = { ...job, changedAt: now };
  switch (sent.kind) {
    case 'printed':
      return { ...moved, state: 'done', error: null, confirmed: sent.confirmed };
    case 'taken':
      return { ...moved, state: 'printing', error: null, partnerJob: sent.job };
    case 'unknown':
      return { ...moved, state: 'unknown', error: sent.words };
    case 'refused':
      return { ...moved, state: 'failed', error: sent.words };
    case 'not-started':
      return { ...moved, state: isTooLate(job, now) ? 'failed' : 'waiting', error: sent.words };
    default:
      return sent satisfies never;
  }
}
