import sharp from 'sharp';
import { z } from 'zod';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import type { TaskHandler } from '#platform/module.ts';
import { escposPicture } from '#platform/print/escpos.ts';
import { rasterise, shades } from '#platform/print/raster.ts';
import { PrinterError, SEND_SECONDS, sendEscpos, sendToPrinter } from '#platform/print/send.ts';
import { formatIso } from '#platform/time.ts';
import { openDocument } from './commands/open-document.ts';
import { PRINT_TASK, printsTopic } from './commands/request-print.ts';
import { photoPdf } from './content/photo-pdf.ts';
import { messages } from './messages.ts';
import * as repo from './repo/prints.ts';
import type { Printer, PrintJob } from './schema.ts';
import { testPageSvg, ticketSvg } from './ticket-svg.ts';

const Payload = z.object({ centreId: z.uuid(), jobId: z.uuid() });
const t = messages('vi');
/** Dots of 58 mm paper: fits any ticket printer. */
const NARROWEST = 384;
/** Dots across an A4 page at 150 dpi. */
const PDF_DOTS = 1152;

interface Task {
  readonly job: PrintJob;
  readonly printer: Printer;
}

async function change(ctx: AppContext, tx: Tx, centreId: string, job: PrintJob): Promise<void> {
  await repo.updateJob(tx, job);
  await ctx.live.publish(tx, printsTopic(centreId), { printJob: job.id });
  const scope = { tx, actor: systemActor(centreId, 'print'), at: job.changedAt };
  await ctx.events.emit('documents.print-changed', { jobId: job.id, state: job.state }, scope);
}

/** Takes the job, unless it was taken or withdrawn meanwhile. */
async function begin(ctx: AppContext, centreId: string, jobId: string): Promise<Task | undefined> {
  return inTransaction(ctx, { centreId }, async (tx) => {
    const job = await repo.lockJob(tx, jobId);
    const printer = job?.printerId ? await repo.findPrinter(tx, job.printerId) : undefined;
    if (job?.state !== 'queued' || printer === undefined) {
      return undefined;
    }
    const printing: PrintJob = {
      ...job,
      state: 'printing',
      attempts: job.attempts + 1,
      changedAt: ctx.clock.now(),
    };
    await change(ctx, tx, centreId, printing);
    return { job: printing, printer };
  });
}

async function send(ctx: AppContext, centreId: string, { job, printer }: Task): Promise<void> {
  if (job.documentId !== null) {
    const { pdf } = await openDocument(ctx, systemActor(centreId, 'print'), job.documentId);
    return sendToPrinter(printer, pdf);
  }
  const svg =
    job.ticket === null ? testPageSvg(printer.name, formatIso(ctx.clock.now())) : ticketSvg(job.ticket);
  return printer.kind === 'escpos'
    ? sendEscpos(printer, escposPicture(rasterise(svg, printer.dots ?? NARROWEST)))
    : sendToPrinter(printer, await picturePdf(svg));
}

/** A drawing as a page for an office printer. */
async function picturePdf(svg: string): Promise<Uint8Array> {
  const { width, height, grey } = shades(rasterise(svg, PDF_DOTS));
  const jpeg = await sharp(grey, { raw: { width, height, channels: 1 } })
    .toColourspace('srgb')
    .jpeg()
    .toBuffer();
  return photoPdf([{ jpeg, width, height }]);
}

/** Why it failed, in words that say what to do at the machine. */
function explain(error: unknown, printer: Printer): string {
  const address = `${printer.host}:${printer.port}`;
  if (!(error instanceof PrinterError)) {
    const reason = isProblem(error) ? error.details.detail : 'xin báo người quản trị xem nhật ký máy chủ.';
    return t('print.error.other', { reason });
  }
  switch (error.failure) {
    case 'timeout':
      return t('print.error.timeout', { seconds: SEND_SECONDS });
    case 'refused':
    case 'address':
      return t(`print.error.${error.failure}`, { address });
    case 'paper':
    case 'cover':
    case 'fault':
      return t(`print.error.${error.failure}`);
    default:
      return error.failure satisfies never;
  }
}

/**
 * Sends one job and writes down how it went. A failure is not retried by itself: half an hour later nobody wants the
 * paper any more; it stays on the list until a person prints it again.
 */
const print: TaskHandler = async (ctx, payload) => {
  const { centreId, jobId } = Payload.parse(payload);
  const task = await begin(ctx, centreId, jobId);
  if (task === undefined) {
    return;
  }
  const error = await send(ctx, centreId, task).then(
    () => null,
    (reason: unknown) => {
      ctx.log.warn({ err: reason, printJob: jobId }, 'printing failed');
      return explain(reason, task.printer);
    },
  );
  await inTransaction(ctx, { centreId }, (tx) =>
    change(ctx, tx, centreId, {
      ...task.job,
      state: error === null ? 'done' : 'failed',
      error,
      changedAt: ctx.clock.now(),
    }),
  );
};

export const documentTasks: Readonly<Record<string, TaskHandler>> = { [PRINT_TASK]: print };
