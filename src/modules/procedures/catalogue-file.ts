/** Reads a national catalogue export (JSON lines) with every refused line and why. Pure but for the caller's reading. */
import { CatalogueLine, procedureFromLine } from './import-schema.ts';
import type { Procedure } from './schema.ts';

/** A line that was not taken, with its place in the file (from 1) and each reason. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string | null;
  readonly reasons: readonly string[];
}

/** What a file holds. */
export interface CatalogueFile {
  readonly procedures: readonly Procedure[];
  readonly refused: readonly RefusedLine[];
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const reasonsOf = (issues: readonly Issue[]): string[] =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));

const codeOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
    ? value.code
    : null;

type Read = { readonly procedure: Procedure } | { readonly code: string | null; readonly reasons: string[] };

const readLine = (text: string): Read => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { code: null, reasons: ['Dòng này không phải JSON'] };
  }
  const line = CatalogueLine.safeParse(value);
  if (!line.success) {
    return { code: codeOf(value), reasons: reasonsOf(line.error.issues) };
  }
  const procedure = procedureFromLine(line.data);
  return procedure.success
    ? { procedure: procedure.data }
    : { code: line.data.code, reasons: reasonsOf(procedure.error.issues) };
};

/** Largest file that is read, in characters: some fifty times today's national list of communes. */
export const LARGEST_FILE = 200_000_000;

/**
 * Reads the lines of an export. A wrong line never stops the others; the second line with the same code is refused.
 *
 * @param onLine called after each line with the number done, for progress.
 */
export const readCatalogue = (text: string, onLine?: (done: number, all: number) => void): CatalogueFile => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const procedures = new Map<string, Procedure>();
  const refused: RefusedLine[] = [];
  lines.forEach((content, at) => {
    if (content.trim().length > 0) {
      const read = readLine(content);
      if (!('procedure' in read)) {
        refused.push({ line: at + 1, ...read });
      } else if (procedures.has(read.procedure.code)) {
        refused.push({ line: at + 1, code: read.procedure.code, reasons: ['Mã này đã có ở một dòng trên'] });
      } else {
        procedures.set(read.procedure.code, read.procedure);
      }
    }
    onLine?.(at + 1, lines.length);
  });
  return { procedures: [...procedures.values()], refused };
};
