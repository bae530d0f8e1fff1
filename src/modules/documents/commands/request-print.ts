import { record } from '#modules/audit/commands/record.ts';
import { listEquipmentIn, nearestPrinterIn } from '#modules/equipment/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import { findDocument } from '../repo/documents.ts';
import * as repo from '../repo/prints.ts';
import { formFor } from '../rules/forms.ts';
import { printersAmong } from '../rules/printers.ts';
import { choosePrinter, type Printable } from '../rules/printing.ts';
import type { Printer, PrintJob, TicketPrint } from '../schema.ts';

/** The background task that sends one job to its printer. */
export const PRINT_TASK = 'documents.print';
/** Live topic on which the officers of a centre hear that a print job changed. */
export function printsTopic(centreId: string): string {
  return `staff:${centreId}`;
}

export interface PrintInput {
  readonly what:
    | { readonly kind: 'document'; readonly documentId: string }
    | { readonly kind: 'ticket'; readonly ticket: TicketPrint }
    | { readonly kind: 'test'; readonly printerId: string };
  /** A printer's id; null for the browser's print dialogue; left out for the nearest that fits, else the dialogue. */
  readonly printerId?: string | null;
  /** The counter at which it is asked, where that is known: its printer is the nearest. */
  readonly counterId?: string;
  /** A repeat with the same id gives the same job. */
  readonly requestId: string;
}

/**
 * Asks for a paper to be printed. With a printer it is sent after commit; without one the job only notes that the
 * browser's print dialogue was used.
 * @throws Problem `forbidden`, `not-found`, `validation` when the printer cannot print it
 */
export async function requestPrint(ctx: AppContext, actor: Actor, input: PrintInput): Promise<PrintJob> {
  return inTransaction(ctx, actor, async (tx) => {
    const job = await requestPrintIn(tx, ctx, actor, input);
    if (job.kind === 'document') {
      const { documentId, printerId, title } = job;
      await record(
        tx,
        actor,
        {
          action: 'documents.print',
          subjectType: 'print-job',
          subjectId: job.id,
          detail: { documentId, printerId, title },
        },
        job.requestedAt,
      );
    }
    return job;
  });
}

/** As {@link requestPrint} inside the caller's transaction, e.g. together with the ticket that is printed. */
export async function requestPrintIn(
  tx: Tx,
  ctx: AppContext,
  actor: Actor,
  input: PrintInput,
): Promise<PrintJob> {
  authoriseKind(actor, input.what.kind);
  const earlier = await repo.findJobByRequest(tx, input.requestId);
  if (earlier !== undefined) {
    return earlier;
  }
  const at = ctx.clock.now();
  const title = await titleOf(tx, input);
  const printer = await printerFor(tx, actor, input);
  const job: PrintJob = {
    id: newId(),
    kind: input.what.kind,
    printerId: printer?.id ?? null,
    documentId: input.what.kind === 'document' ? input.what.documentId : null,
    ticket: input.what.kind === 'ticket' ? input.what.ticket : null,
    title,
    state: printer === null ? 'done' : 'queued',
    attempts: 0,
    error: null,
    confirmed: false,
    partnerJob: null,
    requestedAt: at,
    changedAt: at,
  };
  const requestedBy = actor.kind === 'staff' ? actor.accountId : null;
  await repo.insertJob(tx, job, { centreId: actor.centreId, requestedBy, requestId: input.requestId });
  if (printer !== null) {
    await sendLater(tx, ctx, actor.centreId, job.id);
  }
  return job;
}

/** Enqueues the sending of a job, at once or later, and tells the screens. A newer call replaces one that did not run yet. */
export async function sendLater(
  tx: Tx,
  ctx: AppContext,
  centreId: string,
  jobId: string,
  inSeconds?: number,
): Promise<void> {
  await enqueue(
    tx,
    PRINT_TASK,
    { centreId, jobId },
    { jobKey: `print:${jobId}`, ...(inSeconds === undefined ? {} : { inSeconds }) },
  );
  await ctx.live.publish(tx, printsTopic(centreId), { printJob: jobId });
}

/** Which right a kind of job needs. @throws Problem `forbidden` */
export function authoriseKind(actor: Actor, kind: PrintJob['kind']): void {
  const action =
    kind === 'document' ? 'documents.print' : kind === 'ticket' ? 'tickets.print' : 'printers.edit';
  authorise(DOCUMENT_POLICY, actor, action, actor);
}

async function titleOf(tx: Tx, { what }: PrintInput): Promise<string> {
  const t = messages('vi');
  switch (what.kind) {
    case 'document': {
      const document = await findDocument(tx, what.documentId);
      if (document === undefined) {
        throw new Problem('not-found', { detail: t('document.not-found') });
      }
      return `${formFor(document.form, localDay(document.drawnAt)).title} ${document.subjectLabel}`;
    }
    case 'ticket':
      return t('print.ticket', { number: what.ticket.number });
    case 'test':
      return t('print.test');
    default:
      return what satisfies never;
  }
}

async function printerFor(tx: Tx, actor: Actor, input: PrintInput): Promise<Printer | null> {
  const named = input.what.kind === 'test' ? input.what.printerId : input.printerId;
  if (named === null) {
    return null;
  }
  const printable: Printable = input.what.kind;
  const wanted =
    named ??
    (printable === 'test' ? undefined : (await nearestPrinterIn(tx, actor, printable, input.counterId))?.id);
  const choice = choosePrinter(printersAmong(await listEquipmentIn(tx)), printable, wanted);
  if (choice.ok) {
    return choice.printer;
  }
  const t = messages('vi');
  const printer = choice.name ?? '';
  switch (choice.reason) {
    case 'not-found':
      throw new Problem('not-found', { detail: t('printer.not-found') });
    case 'inactive':
      throw new Problem('validation', { detail: t('printer.inactive', { printer }) });
    case 'wrong-kind':
      throw new Problem('validation', { detail: t('print.wrong-printer', { printer }) });
    default:
      return choice.reason satisfies never;
  }
}
