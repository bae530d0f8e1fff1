import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Drawing, DrawingOrder } from './compile.ts';
import type { NumberedDrawing, NumberedOrder } from './thread.ts';

/** What a template is given. It travels as JSON, so no text in it can become template code. */
export type PdfData = Readonly<Record<string, unknown>>;

export interface PdfOptions {
  /** The moment written into the file; the same data and moment give the same bytes. */
  readonly createdAt: Temporal.Instant;
}

/** A template or its data is at fault. Never caused by what a citizen typed, which is plain text to Typst. */
export class PdfTemplateError extends Error {
  constructor(template: string, diagnostics: string) {
    super(`${template}: ${diagnostics}`);
    this.name = 'PdfTemplateError';
  }
}

interface Waiting {
  readonly resolve: (drawing: Drawing) => void;
  readonly reject: (error: unknown) => void;
}

const waiting = new Map<number, Waiting>();
let thread: Worker | undefined;
let count = 0;

/** Starts the drawing thread at the first order, and anew after it died. It does not keep the process alive. */
function running(): Worker {
  if (thread) {
    return thread;
  }
  const started = new Worker(new URL('./thread.ts', import.meta.url));
  const lost = (error: unknown) => {
    // "error" is followed by "exit"; by then another thread may be at work.
    if (thread !== started) {
      return;
    }
    thread = undefined;
    for (const [id, { reject }] of waiting) {
      waiting.delete(id);
      reject(error);
    }
  };
  started.on('message', ({ id, drawing }: NumberedDrawing) => {
    waiting.get(id)?.resolve(drawing);
    waiting.delete(id);
    if (waiting.size === 0) {
      started.unref();
    }
  });
  started.on('error', lost);
  started.on('exit', (code) => lost(new Error(`the drawing thread ended with ${code}`)));
  thread = started;
  return started;
}

async function drawn(order: DrawingOrder): Promise<Uint8Array> {
  count += 1;
  const message: NumberedOrder = { id: count, order };
  const worker = running();
  const drawing = await new Promise<Drawing>((resolve, reject) => {
    waiting.set(message.id, { resolve, reject });
    worker.ref();
    worker.postMessage(message);
  });
  if (!drawing.ok) {
    throw new PdfTemplateError(order.template, drawing.diagnostics);
  }
  return drawing.bytes;
}

/**
 * Draws a Typst template (`*.typ`, which reads `json(bytes(sys.inputs.data))`) as a PDF/A-2a file, on a thread of its own.
 * The template may import files of its own folder only.
 * @throws PdfTemplateError when the template fails or warns (an unknown font, a layout that does not settle)
 */
export async function renderPdf(template: URL, data: PdfData, options: PdfOptions): Promise<Uint8Array> {
  return drawn({
    kind: 'pdf',
    template: fileURLToPath(template),
    data: JSON.stringify(data),
    createdAt: Math.floor(options.createdAt.epochMilliseconds / 1000),
  });
}

/**
 * The same drawing as one SVG, all pages below each other, letters as outlines: for previews and for printers that
 * take pictures only.
 * @throws PdfTemplateError as {@link renderPdf}
 */
export async function renderSvg(template: URL, data: PdfData): Promise<string> {
  const bytes = await drawn({
    kind: 'svg',
    template: fileURLToPath(template),
    data: JSON.stringify(data),
    createdAt: 0,
  });
  return Buffer.from(bytes).toString('utf8');
}
