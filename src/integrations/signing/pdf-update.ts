import { type PDFContext, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { PdfSigningError } from './pdf-file.ts';

const encode = (text: string): Buffer => Buffer.from(text, 'latin1');

function bytesOf(object: PDFObject): Buffer {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return Buffer.from(bytes);
}

/** Where the newest cross-reference section begins, and whether it is a stream (PDF 1.5) or a table. */
function lastSection(pdf: Uint8Array): { readonly at: number; readonly stream: boolean } {
  const tail = Buffer.from(pdf.subarray(Math.max(0, pdf.length - 2048))).toString('latin1');
  const found = [...tail.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1];
  const at = Number(found ?? Number.NaN);
  if (!Number.isInteger(at) || at >= pdf.length) {
    throw new PdfSigningError('unreadable');
  }
  const head = Buffer.from(pdf.subarray(at, at + 32))
    .toString('latin1')
    .trimStart();
  return { at, stream: !head.startsWith('xref') };
}

/** An object of the update: one of the library's, or raw text whose place has to be known. */
export interface Update {
  readonly ref: PDFRef;
  readonly object: PDFObject | Uint8Array;
}

interface Placed {
  readonly ref: PDFRef;
  readonly at: number;
}

/** Neighbouring object numbers as one run, as cross-reference sections list them. */
function runsOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [];
  for (const one of [...placed].sort((a, b) => a.ref.objectNumber - b.ref.objectNumber)) {
    const last = runs.at(-1);
    if (last?.at(-1)?.ref.objectNumber === one.ref.objectNumber - 1) {
      last?.push(one);
    } else {
      runs.push([one]);
    }
  }
  return runs;
}

function trailerEntries(context: PDFContext, size: number, previous: number): string {
  const { Root, Info, ID } = context.trailerInfo;
  const entry = (name: string, value: PDFObject | undefined) =>
    value === undefined ? '' : `/${name} ${bytesOf(value).toString('latin1')} `;
  return `/Size ${size} ${entry('Root', Root)}${entry('Info', Info)}${entry('ID', ID)}/Prev ${previous} `;
}

function table(context: PDFContext, placed: readonly Placed[], size: number, previous: number): Buffer {
  const lines = runsOf(placed).map((run) => {
    const rows = run.map(
      ({ ref, at }) =>
        `${String(at).padStart(10, '0')} ${String(ref.generationNumber).padStart(5, '0')} n \n`,
    );
    return `${run[0]?.ref.objectNumber} ${run.length}\n${rows.join('')}`;
  });
  return encode(`xref\n${lines.join('')}trailer\n<< ${trailerEntries(context, size, previous)}>>\n`);
}

function stream(context: PDFContext, placed: readonly Placed[], self: Placed, previous: number): Buffer {
  const runs = runsOf([...placed, self]);
  const rows = runs.flat().map(({ ref, at }) => {
    const row = Buffer.alloc(7);
    row.writeUInt8(1, 0);
    row.writeUInt32BE(at, 1);
    row.writeUInt16BE(ref.generationNumber, 5);
    return row;
  });
  const body = Buffer.concat(rows);
  const index = runs.map((run) => `${run[0]?.ref.objectNumber} ${run.length}`).join(' ');
  const size = self.ref.objectNumber + 1;
  return Buffer.concat([
    encode(
      `${self.ref.objectNumber} 0 obj\n<< /Type /XRef ${trailerEntries(context, size, previous)}` +
        `/W [1 4 2] /Index [${index}] /Length ${body.length} >>\nstream\n`,
    ),
    body,
    encode('\nendstream\nendobj\n'),
  ]);
}

/**
 * Adds objects to a PDF as an incremental update (ISO 32000-1 §7.5.6): everything that was there stays byte for byte, so
 * that earlier signatures stay good. The new section is of the same kind as the last one.
 */
export function appendUpdate(pdf: Uint8Array, context: PDFContext, updates: readonly Update[]): Uint8Array {
  const previous = lastSection(pdf);
  const parts: Uint8Array[] = [pdf];
  let at = pdf.length;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  if (pdf.at(-1) !== 0x0a) {
    add(encode('\n'));
  }
  const placed: Placed[] = [];
  for (const { ref, object } of updates) {
    placed.push({ ref, at });
    add(encode(`${ref.objectNumber} ${ref.generationNumber} obj\n`));
    add(object instanceof Uint8Array ? object : bytesOf(object));
    add(encode('\nendobj\n'));
  }
  const next = context.largestObjectNumber + 1;
  const section = at;
  add(
    previous.stream
      ? stream(context, placed, { ref: PDFRef.of(next), at }, previous.at)
      : table(context, placed, next, previous.at),
  );
  add(encode(`startxref\n${section}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A PDF name. */
export const name = (text: string): PDFName => PDFName.of(text);
