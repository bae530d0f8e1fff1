import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  type PDFDocument,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { openPdf, PdfSigningError } from './pdf-file.ts';
import { appendUpdate, name } from './pdf-update.ts';
import type { Evidence } from './revocation.ts';

/** What is needed to check signatures when nobody answers any more (PAdES B-LT: the document security store). */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly evidence: readonly Evidence[];
}

const LISTS = { Certs: 'certificates', OCSPs: 'ocsp', CRLs: 'crl' } as const;

function streamsIn(store: PDFDict | undefined, list: string): readonly Uint8Array[] {
  const array = store?.lookupMaybe(name(list), PDFArray);
  return Array.from({ length: array?.size() ?? 0 }, (_, i) => array?.lookupMaybe(i, PDFStream)).flatMap(
    (stream) => {
      try {
        return stream instanceof PDFRawStream ? [decodePDFRawStream(stream).decode()] : [];
      } catch {
        return [];
      }
    },
  );
}

const storeOf = (doc: PDFDocument): PDFDict | undefined => doc.catalog.lookupMaybe(name('DSS'), PDFDict);

/** What a file carries of it; nothing of it is believed before it was checked. */
export function validationData(doc: PDFDocument): ValidationData {
  const store = storeOf(doc);
  return {
    certificates: streamsIn(store, 'Certs'),
    evidence: [
      ...streamsIn(store, 'OCSPs').map((bytes) => ({ kind: 'ocsp', bytes }) as const),
      ...streamsIn(store, 'CRLs').map((bytes) => ({ kind: 'crl', bytes }) as const),
    ],
  };
}

/**
 * Adds certificates and answers of authorities to a signed file, as an incremental update: its signatures stay as they are.
 * What is there already is not added again.
 * @throws PdfSigningError when the file cannot be read
 */
export async function addValidationData(pdf: Uint8Array, data: ValidationData): Promise<Uint8Array> {
  const doc = await openPdf(pdf);
  const { context } = doc;
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef)) {
    throw new PdfSigningError('unreadable');
  }
  const before = context.largestObjectNumber;
  const known = storeOf(doc);
  const store = context.obj({ Type: 'DSS' });
  for (const [list, kind] of Object.entries(LISTS)) {
    const wanted =
      kind === 'certificates'
        ? data.certificates
        : data.evidence.filter((one) => one.kind === kind).map(({ bytes }) => bytes);
    const there = new Set(streamsIn(known, list).map((bytes) => Buffer.from(bytes).toString('base64')));
    const array = PDFArray.withContext(context);
    for (const one of known?.lookupMaybe(name(list), PDFArray)?.asArray() ?? []) {
      array.push(one);
    }
    for (const bytes of wanted) {
      const mark = Buffer.from(bytes).toString('base64');
      if (!there.has(mark)) {
        there.add(mark);
        array.push(context.register(context.stream(bytes)));
      }
    }
    if (array.size() > 0) {
      store.set(name(list), array);
    }
  }
  doc.catalog.set(name('DSS'), context.register(store));
  const fresh = context.enumerateIndirectObjects().filter(([ref]) => ref.objectNumber > before);
  const changed: readonly (readonly [PDFRef, PDFObject])[] = [[root, doc.catalog], ...fresh];
  return appendUpdate(
    pdf,
    context,
    changed.map(([ref, object]) => ({ ref, object })),
  );
}
