import { dirname } from 'node:path';
import {
  NodeCompiler,
  type NodeTypstCompileResult,
  type NodeTypstDocument,
} from '@myriaddreamin/typst-ts-node-compiler';
import { fontBlobs } from './fonts.ts';

/** One drawing to be made; crosses to the drawing thread as it is. */
export interface DrawingOrder {
  readonly kind: 'pdf' | 'svg';
  /** Path of the template file. */
  readonly template: string;
  /** The template's data as JSON text. */
  readonly data: string;
  /** Seconds since 1970, written into the PDF. */
  readonly createdAt: number;
}

/** What came of it: the file, or what Typst has to say about template and data. */
export type Drawing =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly diagnostics: string };

/**
 * PDF/A-2a: fonts embedded, text tagged and searchable, nothing fetched, which is what records are archived as and
 * what a screen reader needs.
 */
const STANDARD = 'a-2a';

/** Memoised layout older than this many drawings is dropped, so that a long run keeps its memory. */
const CACHE_AGE = 10;
/** A drawing of more pages (a book) leaves nothing behind. */
const LARGE_PAGES = 50;

const compilers = new Map<string, NodeCompiler>();

function compilerFor(template: string): NodeCompiler {
  const folder = dirname(template);
  const known = compilers.get(folder);
  if (known) {
    return known;
  }
  const made = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fontBlobs() }] });
  compilers.set(folder, made);
  return made;
}

function diagnosticsOf(compiler: NodeCompiler, result: NodeTypstCompileResult): readonly unknown[] {
  const found = result.takeError() ?? result.takeWarnings();
  return found ? compiler.fetchDiagnostics(found) : [];
}

function write(compiler: NodeCompiler, order: DrawingOrder, document: NodeTypstDocument): Uint8Array {
  return order.kind === 'svg'
    ? Buffer.from(compiler.plainSvg(document))
    : compiler.pdf(document, { pdfStandard: STANDARD, creationTimestamp: order.createdAt });
}

/** Draws, on the thread it is called on: a slip in some milliseconds, a book of a thousand rows in a second. */
export function draw(order: DrawingOrder): Drawing {
  const compiler = compilerFor(order.template);
  const result = compiler.compile({ mainFilePath: order.template, inputs: { data: order.data } });
  const document = result.result;
  const diagnostics = diagnosticsOf(compiler, result);
  if (!document || diagnostics.length > 0) {
    return { ok: false, diagnostics: JSON.stringify(diagnostics) };
  }
  const bytes = write(compiler, order, document);
  compiler.evictCache(document.numOfPages > LARGE_PAGES ? 0 : CACHE_AGE);
  return { ok: true, bytes };
}
