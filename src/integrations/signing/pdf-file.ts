import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

/** A PDF cannot be signed or read. `reason` names why. */
export class PdfSigningError extends Error {
  readonly reason: 'unreadable' | 'encrypted' | 'certified' | 'no-page' | 'too-small';

  constructor(reason: PdfSigningError['reason'], cause?: unknown) {
    super(`pdf: ${reason}`, { cause });
    this.name = 'PdfSigningError';
    this.reason = reason;
  }
}

/** Opens a PDF without changing anything in it. @throws PdfSigningError `unreadable`, `encrypted` */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocument> {
  let doc: PDFDocument;
  try {
    doc = await PDFDocument.load(bytes, {
      updateMetadata: false,
      ignoreEncryption: true,
      warnOnInvalidObjects: false,
    });
    doc.getPageCount();
  } catch (error) {
    throw new PdfSigningError('unreadable', error);
  }
  if (doc.isEncrypted) {
    throw new PdfSigningError('encrypted');
  }
  return doc;
}

/** A signature dictionary as it stands in the file. */
export interface SignatureField {
  readonly name: string;
  readonly byteRange: readonly number[];
  readonly contents: Uint8Array;
  readonly subFilter: string;
  /** `/M`, what the signer's machine said; null when it is not there or not readable. */
  readonly claimedAt: Temporal.Instant | null;
  readonly reason: string;
}

/** "D:20260504081500+07'00'" */
export function readPdfDate(text: string): Temporal.Instant | null {
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|([+-])(\d\d)'?(\d\d)'?)?/.exec(text);
  if (found === null) {
    return null;
  }
  const [, y, mo, d, h, mi, s, zone, sign, zh, zm] = found;
  const offset = zone === undefined || zone === 'Z' ? 'Z' : `${sign}${zh}:${zm}`;
  try {
    return Temporal.Instant.from(`${y}-${mo}-${d}T${h}:${mi}:${s}${offset}`);
  } catch {
    return null;
  }
}

/** A moment as PDF writes it, in UTC. */
export function pdfDate(at: Temporal.Instant): string {
  return `D:${at.toString({ smallestUnit: 'second' }).replace(/[-:TZ]/g, '')}Z`;
}

function textOf(value: unknown): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}

/** The AcroForm of the document, as dictionary and where it lies. */
export function acroFormOf(doc: PDFDocument): { readonly dict: PDFDict; readonly ref: PDFRef | null } | null {
  const entry = doc.catalog.get(PDFName.of('AcroForm'));
  const dict = doc.context.lookupMaybe(entry, PDFDict);
  return dict === undefined ? null : { dict, ref: entry instanceof PDFRef ? entry : null };
}

/** Fields of a tree of fields, deepest first met; a circle in it ends the walk. */
function* fieldsOf(context: PDFContext, array: PDFArray | undefined, seen: Set<PDFDict>): Generator<PDFDict> {
  for (let i = 0; i < (array?.size() ?? 0); i += 1) {
    const field = context.lookupMaybe(array?.get(i), PDFDict);
    if (field === undefined || seen.has(field)) {
      continue;
    }
    seen.add(field);
    yield field;
    yield* fieldsOf(context, field.lookupMaybe(PDFName.of('Kids'), PDFArray), seen);
  }
}

/** The signed signature fields of the document. */
export function signatureFields(doc: PDFDocument): readonly SignatureField[] {
  const roots = acroFormOf(doc)?.dict.lookupMaybe(PDFName.of('Fields'), PDFArray);
  const found: SignatureField[] = [];
  for (const field of fieldsOf(doc.context, roots, new Set())) {
    const value = doc.context.lookup(field.get(PDFName.of('V')));
    if (field.get(PDFName.of('FT')) !== PDFName.of('Sig') || !(value instanceof PDFDict)) {
      continue;
    }
    const range = value.lookup(PDFName.of('ByteRange'));
    const contents = value.lookup(PDFName.of('Contents'));
    const numbers = range instanceof PDFArray ? range.asArray() : [];
    found.push({
      name: textOf(field.lookup(PDFName.of('T'))),
      byteRange: numbers.map((n) => (n instanceof PDFNumber ? n.asNumber() : Number.NaN)),
      contents: contents instanceof PDFHexString ? contents.asBytes() : new Uint8Array(),
      subFilter: String(value.lookup(PDFName.of('SubFilter')) ?? ''),
      claimedAt: readPdfDate(textOf(value.lookup(PDFName.of('M')))),
      reason: textOf(value.lookup(PDFName.of('Reason'))),
    });
  }
  return found;
}
