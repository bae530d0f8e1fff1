import sharp from 'sharp';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { escposPicture } from '#platform/print/escpos.ts';
import { type PrintFailure, type PrintOutcome, printEscpos, sendRaw } from '#platform/print/escpos-line.ts';
import { IppRefusal, printIpp } from '#platform/print/ipp-printer.ts';
import { rasterise, shades } from '#platform/print/raster.ts';
import { formatIso } from '#platform/time.ts';
import { openDocument } from './commands/open-document.ts';
import { photoPdf } from './content/photo-pdf.ts';
import { messages } from './messages.ts';
import { printMessages } from './messages-prints.ts';
import type { Sent } from './rules/printing.ts';
import type { Printer, PrintJob } from './schema.ts';
import { testPageSvg, ticketSvg } from './ticket-svg.ts';

const t = messages('vi');
const p = printMessages('vi');
/** Dots of 58 mm paper: fits any ticket printer. */
const NARROWEST = 384;
/** Dots across an A4 page at 150 dpi. */
const PDF_DOTS = 1152;

/** How sending ended, and what that says of the printer. */
export interface Sending {
  readonly sent: Sent;
  /** Undefined when it is the paper that is at fault, not the printer. */
  readonly failure: PrintFailure | undefined;
  readonly paperLow: boolean;
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

/** Why it did not print, in words that say what to do at the machine. */
export function failureWords(failure: PrintFailure, printer: Pick<Printer, 'host' | 'port'>): string {
  const address = `${printer.host}:${printer.port}`;
  switch (failure) {
    case 'refused':
    case 'address':
      return t(`print.error.${failure}`, { address });
    case 'paper':
    case 'cover':
    case 'fault':
      return t(`print.error.${failure}`);
    case 'timeout':
    case 'cutter':
    case 'heat':
    case 'offline':
      return p(`failure.${failure}`);
    default:
      return failure satisfies never;
  }
}

function told(outcome: PrintOutcome, printer: Printer): Sending {
  if (outcome.kind === 'printed') {
    const { confirmed, paperLow } = outcome;
    return { sent: { kind: 'printed', confirmed }, failure: undefined, paperLow };
  }
  const { kind, failure } = outcome;
  const words = failureWords(failure, printer);
  return {
    sent: { kind, words: kind === 'unknown' ? p('unknown', { reason: words }) : words },
    failure,
    paperLow: false,
  };
}

async function toOffice(job: PrintJob, printer: Printer, pdf: Uint8Array): Promise<Sending> {
  if (printer.protocol !== 'ipp') {
    return told(await sendRaw(printer, pdf), printer);
  }
  // The name tells the printer's own list which try this was: a broken line finds its job again by it.
  const outcome = await printIpp(printer, { name: `${job.id}/${job.attempts}`, pdf });
  return outcome.kind === 'taken'
    ? { sent: outcome, failure: undefined, paperLow: false }
    : told(outcome, printer);
}

async function send(ctx: AppContext, centreId: string, job: PrintJob, printer: Printer): Promise<Sending> {
  if (job.documentId !== null) {
    const { pdf } = await openDocument(ctx, systemActor(centreId, 'print'), job.documentId);
    return toOffice(job, printer, pdf);
  }
  const svg =
    job.ticket === null ? testPageSvg(printer.name, formatIso(ctx.clock.now())) : ticketSvg(job.ticket);
  return printer.kind === 'escpos'
    ? told(await printEscpos(printer, escposPicture(rasterise(svg, printer.dots ?? NARROWEST))), printer)
    : toOffice(job, printer, await picturePdf(svg));
}

/** Sends a job to its printer. Whatever goes wrong is told as a result in words. */
export async function sendJob(
  ctx: AppContext,
  centreId: string,
  job: PrintJob,
  printer: Printer,
): Promise<Sending> {
  try {
    return await send(ctx, centreId, job, printer);
  } catch (error) {
    ctx.log.warn({ err: error, printJob: job.id }, 'printing failed');
    const reason =
      error instanceof IppRefusal ? p('refused') : isProblem(error) ? error.details.detail : p('see-log');
    return {
      sent: { kind: 'refused', words: t('print.error.other', { reason }) },
      failure: undefined,
      paperLow: false,
    };
  }
}
