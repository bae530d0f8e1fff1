import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  type PDFObject,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { sha256 } from './cms.ts';
import { acroFormOf, openPdf, PdfSigningError, pdfDate, signatureFields } from './pdf-file.ts';
import { appendUpdate, name, type Update } from './pdf-update.ts';

/** Bytes kept for the CMS: chain and time-stamp fit well; written as twice as many hex digits. */
const CONTENTS_BYTES = 16_384;
/** Digits kept for each number of the byte range. */
const DIGITS = 10;
const PLACEHOLDER = '*'.repeat(DIGITS);
/** Distance of a stamp from the page's edge and from its neighbour, in points. */
const MARGIN = 28;
const GAP = 8;

/** How a signature shows and names itself in the file. */
export interface SignatureLook {
  readonly signerName: string;
  /** Why, e.g. "Ký kết quả giải quyết hồ sơ H56.999-260504-0001". */
  readonly reason: string;
  readonly location: string;
  readonly at: Temporal.Instant;
  /** One page of PDF that is put on the paper; without it the signature is there unseen. */
  readonly stamp?: Uint8Array | undefined;
  /** On which page it stands. */
  readonly page: 'first' | 'last';
}

/** A PDF with room for a signature. */
export interface Prepared {
  readonly pdf: Uint8Array;
  /** SHA-256 over the byte range: what the signature is about. */
  readonly documentHash: Uint8Array;
}

/** The two parts of a file around the signature's place. */
function parts(pdf: Uint8Array, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): readonly Uint8Array[] {
  return [pdf.subarray(a, a + b), pdf.subarray(c, c + d)];
}

/** A page's box with its origin; PDF lets it begin anywhere. */
function boxFor(doc: PDFDocument, look: SignatureLook, size: { width: number; height: number }, nth: number) {
  const pages = doc.getPages();
  const page = look.page === 'first' ? pages[0] : pages.at(-1);
  if (page === undefined) {
    throw new PdfSigningError('no-page');
  }
  const crop = page.getCropBox();
  const scale = Math.min(1, (crop.width - 2 * MARGIN) / size.width);
  const width = size.width * scale;
  const height = size.height * scale;
  const perRow = Math.max(1, Math.floor((crop.width - 2 * MARGIN + GAP) / (width + GAP)));
  const column = nth % perRow;
  const row = Math.floor(nth / perRow);
  const x = crop.x + crop.width - MARGIN - width - column * (width + GAP);
  const y = crop.y + MARGIN + row * (height + GAP);
  return { page, scale, rect: [x, y, x + width, y + height].map((n) => Math.round(n * 100) / 100) };
}

function signatureDictionary(look: SignatureLook): Uint8Array {
  const text = (value: string) => PDFHexString.fromText(value).toString();
  return Buffer.from(
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ` +
      `/ByteRange [0 ${PLACEHOLDER} ${PLACEHOLDER} ${PLACEHOLDER}] /Contents <${'0'.repeat(2 * CONTENTS_BYTES)}> ` +
      `/M ${PDFString.of(pdfDate(look.at)).toString()} /Name ${text(look.signerName)} ` +
      `/Reason ${text(look.reason)} /Location ${text(look.location)} >>`,
    'latin1',
  );
}

/** A document whose author allows no further change (DocMDP with P = 1) would be broken by another signature. */
function refuseCertified(doc: PDFDocument): void {
  const perms = doc.catalog.lookupMaybe(name('Perms'), PDFDict);
  const sig = perms?.lookupMaybe(name('DocMDP'), PDFDict);
  const reference = sig?.lookupMaybe(name('Reference'), PDFArray);
  const params = reference?.lookupMaybe(0, PDFDict)?.lookupMaybe(name('TransformParams'), PDFDict);
  if (params !== undefined && String(params.get(name('P'))) === '1') {
    throw new PdfSigningError('certified');
  }
}

function withItem(doc: PDFDocument, existing: PDFArray | undefined, item: PDFObject): PDFArray {
  const array = PDFArray.withContext(doc.context);
  for (const one of existing?.asArray() ?? []) {
    array.push(one);
  }
  array.push(item);
  return array;
}

/** Numbers the byte range once the lengths are known, in the place that was kept for it. */
function fillRange(pdf: Buffer): readonly number[] {
  const open = pdf.lastIndexOf(`/ByteRange [0 ${PLACEHOLDER}`);
  const from = pdf.indexOf('/Contents <', open) + '/Contents '.length;
  const to = from + 2 * CONTENTS_BYTES + 2;
  const range = [0, from, to, pdf.length - to];
  const text = `/ByteRange [${range.join(' ')}`;
  const kept = `/ByteRange [0 ${PLACEHOLDER} ${PLACEHOLDER} ${PLACEHOLDER}]`.length;
  pdf.write(`${text}${' '.repeat(kept - text.length - 1)}]`, open, 'latin1');
  return range;
}

/**
 * Adds the place for one more signature with its visible stamp, as an incremental update.
 * @throws PdfSigningError when the file is encrypted, closed by its author, or cannot be read
 */
export async function prepareSignature(pdf: Uint8Array, look: SignatureLook): Promise<Prepared> {
  const doc = await openPdf(pdf);
  refuseCertified(doc);
  const { context } = doc;
  const before = context.largestObjectNumber;
  const changed = new Map<PDFRef, PDFObject>();
  const nth = signatureFields(doc).length;
  const stamp = look.stamp === undefined ? undefined : (await doc.embedPdf(look.stamp))[0];
  await stamp?.embed();
  const box = boxFor(doc, look, stamp ?? { width: 0, height: 0 }, nth);
  const { page, rect } = box;

  const signature = context.nextRef();
  const fieldRef = context.nextRef();
  const field = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    F: 132,
    Rect: stamp === undefined ? [0, 0, 0, 0] : rect,
    P: page.ref,
    V: signature,
  });
  field.set(name('T'), PDFHexString.fromText(`ChuKy${nth + 1}`));
  if (stamp !== undefined) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = rect;
    const appearance = context.register(
      context.stream(`q ${box.scale} 0 0 ${box.scale} 0 0 cm /Stamp Do Q`, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, x1 - x0, y1 - y0],
        Resources: { XObject: { Stamp: stamp.ref } },
      }),
    );
    field.set(name('AP'), context.obj({ N: appearance }));
  }
  context.assign(fieldRef, field);

  page.node.set(name('Annots'), withItem(doc, page.node.Annots(), fieldRef));
  changed.set(page.ref, page.node);
  const form = acroFormOf(doc);
  const dict = form?.dict ?? context.obj({});
  dict.set(name('SigFlags'), context.obj(3));
  dict.set(name('Fields'), withItem(doc, dict.lookupMaybe(name('Fields'), PDFArray), fieldRef));
  if (form?.ref == null) {
    doc.catalog.set(name('AcroForm'), dict);
    const root = context.trailerInfo.Root;
    if (!(root instanceof PDFRef)) {
      throw new PdfSigningError('unreadable');
    }
    changed.set(root, doc.catalog);
  } else {
    changed.set(form.ref, dict);
  }
  const fresh = context
    .enumerateIndirectObjects()
    .filter(([ref]) => ref.objectNumber > before && ref !== signature);
  const updates: Update[] = [
    ...[...changed, ...fresh].map(([ref, object]) => ({ ref, object })),
    { ref: signature, object: signatureDictionary(look) },
  ];
  const bytes = Buffer.from(appendUpdate(pdf, context, updates));
  const range = fillRange(bytes);
  return { pdf: bytes, documentHash: sha256(...parts(bytes, range)) };
}

/**
 * Puts the CMS into the place that {@link prepareSignature} kept.
 * @throws PdfSigningError `too-small` when it does not fit, `unreadable` when there is no such place
 */
export function embedSignature(prepared: Uint8Array, cms: Uint8Array): Uint8Array {
  if (cms.length > CONTENTS_BYTES) {
    throw new PdfSigningError('too-small');
  }
  const pdf = Buffer.from(prepared);
  const empty = pdf.lastIndexOf(`<${'0'.repeat(2 * CONTENTS_BYTES)}>`);
  if (empty < 0) {
    throw new PdfSigningError('unreadable');
  }
  pdf.write(Buffer.from(cms).toString('hex'), empty + 1, 'latin1');
  return pdf;
}
