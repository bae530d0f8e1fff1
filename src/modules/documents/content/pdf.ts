import { inflateSync } from 'node:zlib';

/** Why a PDF is not taken. */
type PdfProblem = 'not-at-start' | 'cut-off' | 'trailing-data' | 'encrypted' | 'active-content';

export interface PdfInspection {
  readonly problems: readonly PdfProblem[];
  /** Number of pages, null when the file does not tell plainly. */
  readonly pages: number | null;
}

/** Compressed dictionaries are looked into up to this size in all, so that a small file cannot fill memory or time. */
const INFLATE_LIMIT = 32 * 1024 * 1024;
/** Blanks and line ends that writers leave after the last %%EOF. */
const TAIL_SLACK = 64;
const END_OF_ZIP = Buffer.from('PK\x05\x06', 'latin1');
const END_OF_ZIP_SIZE = 22;

/** Names that run, start, open or carry something when the file is opened. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])/;

/** Undoes "#6a" in names, by which writers hide them. */
function unescapeNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

interface PdfParts {
  /** Dictionaries, trailer and names, without the contents of streams. */
  readonly bare: string;
  /** Contents of object streams, where modern writers keep most dictionaries. */
  readonly objects: readonly string[];
}

function inflate(bytes: Buffer, limit: number): string {
  try {
    return unescapeNames(inflateSync(bytes, { maxOutputLength: limit }).toString('latin1'));
  } catch {
    // Not Flate, damaged or too large: nothing of it runs here, and a reader of the file will say so.
    return '';
  }
}

/** Walks the file once, from stream to stream; hostile files must not make it go back. */
function split(text: string, bytes: Buffer): PdfParts {
  const bare: string[] = [];
  const objects: string[] = [];
  let inflated = 0;
  let at = 0;
  for (;;) {
    const start = text.indexOf('stream', at);
    const end = start < 0 ? -1 : text.indexOf('endstream', start + 6);
    if (start < 0 || end < 0) {
      bare.push(text.slice(at));
      return { bare: unescapeNames(bare.join(' ')), objects };
    }
    const before = text.slice(at, start);
    bare.push(before);
    if (unescapeNames(before.slice(-2000)).includes('/ObjStm') && inflated < INFLATE_LIMIT) {
      const content = inflate(
        bytes.subarray(start + (text[start + 6] === '\r' ? 8 : 7), end),
        INFLATE_LIMIT - inflated,
      );
      inflated += content.length;
      objects.push(content);
    }
    at = end + 'endstream'.length;
  }
}

function endsAsZip(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf(END_OF_ZIP);
  return (
    at >= 0 &&
    at + END_OF_ZIP_SIZE <= bytes.length &&
    at + END_OF_ZIP_SIZE + bytes.readUInt16LE(at + 20) === bytes.length
  );
}

function countPages(texts: readonly string[]): number | null {
  const pages = texts.reduce(
    (sum, text) => sum + (text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0),
    0,
  );
  return pages > 0 ? pages : null;
}

/**
 * Looks into a PDF without opening it: refuses what is encrypted (nobody can check it), what carries programs or other
 * files, and what is two kinds of file at once (a second reader would see another document than the officer did).
 */
export function inspectPdf(content: Uint8Array): PdfInspection {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const text = bytes.toString('latin1');
  const problems: PdfProblem[] = [];
  if (!text.startsWith('%PDF-')) {
    problems.push('not-at-start');
  }
  const end = text.lastIndexOf('%%EOF');
  if (end < 0) {
    problems.push('cut-off');
  } else if (
    text.slice(end + 5).replace(/[\s\0]/g, '').length > 0 ||
    text.length - end > TAIL_SLACK * 16 ||
    endsAsZip(bytes)
  ) {
    problems.push('trailing-data');
  }
  const { bare, objects } = split(text, bytes);
  const texts = [bare, ...objects];
  if (/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(bare)) {
    problems.push('encrypted');
  }
  if (texts.some((part) => ACTIVE.test(part))) {
    problems.push('active-content');
  }
  return { problems, pages: countPages(texts) };
}
