import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  NodeCompiler,
  type NodeTypstCompileResult,
  type NodeTypstDocument,
} from '@myriaddreamin/typst-ts-node-compiler';
import { fontBlobs } from './fonts.ts';

/** What a template is given. It travels as JSON, so no text in it can become template code. */
export type PdfData = Readonly<Record<string, unknown>>;

export interface PdfOptions {
  /** The moment written into the file; the same data and moment give the same bytes. */
  readonly createdAt: Temporal.Instant;
}

/** A template or its data is at fault. Never caused by what a citizen typed, which is plain text to Typst. */
export class PdfTemplateError extends Error {
  constructor(template: URL, diagnostics: readonly unknown[]) {
    super(`${fileURLToPath(template)}: ${JSON.stringify(diagnostics)}`);
    this.name = 'PdfTemplateError';
  }
}

/**
 * PDF/A-2a: fonts embedded, text tagged and searchable, nothing fetched, which is what records are archived as and
 * what a screen reader needs.
 */
const STANDARD = 'a-2a';

/** Memoised layout older than this many renderings is dropped, so that a long run keeps its memory. */
const CACHE_AGE = 10;

const compilers = new Map<string, NodeCompiler>();

function compilerFor(template: URL): NodeCompiler {
  const folder = dirname(fileURLToPath(template));
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

function compile(compiler: NodeCompiler, template: URL, data: PdfData): NodeTypstDocument {
  const result = compiler.compile({
    mainFilePath: fileURLToPath(template),
    inputs: { data: JSON.stringify(data) },
  });
  const document = result.result;
  const diagnostics = diagnosticsOf(compiler, result);
  if (!document || diagnostics.length > 0) {
    throw new PdfTemplateError(template, diagnostics);
  }
  return document;
}

/**
 * Draws a Typst template (`*.typ`, which reads `json(bytes(sys.inputs.data))`) as a PDF/A-2a file.
 * The template may import files of its own folder only. Takes one or two milliseconds a page once warm.
 * @throws PdfTemplateError when the template fails or warns (an unknown font, a layout that does not settle).
 */
export async function renderPdf(template: URL, data: PdfData, options: PdfOptions): Promise<Uint8Array> {
  const compiler = compilerFor(template);
  const document = compile(compiler, template, data);
  const pdf = compiler.pdf(document, {
    pdfStandard: STANDARD,
    creationTimestamp: Math.floor(options.createdAt.epochMilliseconds / 1000),
  });
  compiler.evictCache(CACHE_AGE);
  return pdf;
}

/**
 * The same drawing as one SVG, all pages below each other, letters as outlines: for previews and for printers that
 * take pictures only.
 * @throws PdfTemplateError as {@link renderPdf}
 */
export async function renderSvg(template: URL, data: PdfData): Promise<string> {
  const compiler = compilerFor(template);
  return compiler.plainSvg(compile(compiler, template, data));
}
