import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { type CertificateFacts, certificateFacts, type Trust, trustOf } from './certificate.ts';
import { sha256 } from './cms.ts';
import { elementLength } from './der.ts';
import { openPdf, type SignatureField, signatureFields } from './pdf-file.ts';
import { verifyCms } from './verify-cms.ts';

/**
 * How one signature of a file stands. `intact`: computed again, it holds. `changed`: what it covers or the signature itself
 * is not what was signed. `changed-after`: it holds, but the pages were changed behind it. `malformed`, `unsupported`: nothing can be said for it.
 */
export type Integrity = 'intact' | 'changed' | 'changed-after' | 'malformed' | 'unsupported';

export interface SignatureReport {
  readonly field: string;
  readonly integrity: Integrity;
  readonly signer: CertificateFacts | null;
  /** The signer's certificate itself. */
  readonly certificate: Uint8Array | null;
  readonly trust: Trust | null;
  /** What the signer's machine said; not proven. */
  readonly claimedAt: Temporal.Instant | null;
  /** Proven by a time-stamp authority. */
  readonly stamp: { readonly at: Temporal.Instant; readonly holder: string; readonly trust: Trust } | null;
  /** Whether the signature names its own certificate and carries no broken time-stamp: PAdES baseline. */
  readonly baseline: boolean;
  /** Whether the file was signed again after it, its pages unchanged. */
  readonly followed: boolean;
  readonly reason: string;
}

/** Where a signature ends, when its byte range is the one honest shape: all of the file up to there but its own value. */
function honestEnd(pdf: Uint8Array, { byteRange, contents }: SignatureField): number | null {
  const [a, b, c, d, ...more] = byteRange;
  if (a !== 0 || b === undefined || c === undefined || d === undefined || more.length > 0) {
    return null;
  }
  const numbers = [b, c, d].every((n) => Number.isInteger(n) && n > 0);
  if (!numbers || b >= c || c + d > pdf.length || pdf[b] !== 0x3c || pdf[c - 1] !== 0x3e) {
    return null;
  }
  const hex = Buffer.from(pdf.subarray(b + 1, c - 1)).toString('latin1');
  const oneCase = /^[0-9a-f]*$/.test(hex) || /^[0-9A-F]*$/.test(hex);
  return oneCase && hex.length % 2 === 0 && Buffer.from(hex, 'hex').equals(contents) ? c + d : null;
}

/** The CMS without the zeros that fill its place; null when something else fills it. */
function cmsIn(contents: Uint8Array): Uint8Array | null {
  const length = elementLength(contents);
  return length === undefined || contents.subarray(length).some((byte) => byte !== 0)
    ? null
    : contents.subarray(0, length);
}

/** All that a page shows, as one digest: its dictionary and whatever that leads to, without notes and the way back up. */
function pageDigest(doc: PDFDocument, page: PDFDict): string {
  const seen = new Map<PDFObject, number>();
  const parts: Uint8Array[] = [];
  const say = (text: string) => parts.push(Buffer.from(text));
  const walk = (given: PDFObject | undefined, top: boolean): void => {
    const object = given instanceof PDFRef ? doc.context.lookup(given) : given;
    if (object === undefined) {
      return void say('null;');
    }
    const known = seen.get(object);
    if (known !== undefined) {
      return void say(`#${known};`);
    }
    if (object instanceof PDFDict || object instanceof PDFArray || object instanceof PDFStream) {
      seen.set(object, seen.size);
    }
    if (object instanceof PDFArray) {
      say('[');
      for (const item of object.asArray()) {
        walk(item, false);
      }
      return void say(']');
    }
    const dict = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : null;
    if (dict === null) {
      return void say(`${object};`);
    }
    say('<');
    for (const [key, value] of [...dict.entries()].sort(([p], [q]) => (String(p) < String(q) ? -1 : 1))) {
      const name = String(key);
      if (
        name === '/Parent' ||
        (top && (name === '/Annots' || name === '/StructParents' || name === '/Tabs'))
      ) {
        continue;
      }
      say(name);
      walk(value, false);
    }
    if (object instanceof PDFStream) {
      parts.push(object.getContents());
    }
    say('>');
  };
  walk(page, true);
  return sha256(...parts).toString('hex');
}

/** Notes of a page that are no signatures: none may come or change after signing. */
function notes(doc: PDFDocument, page: PDFDict): string {
  const annots = page.lookupMaybe(PDFName.of('Annots'), PDFArray);
  const found: string[] = [];
  for (let i = 0; i < (annots?.size() ?? 0); i += 1) {
    const note = annots?.lookupMaybe(i, PDFDict);
    if (note !== undefined && note.get(PDFName.of('FT')) !== PDFName.of('Sig')) {
      found.push(pageDigest(doc, note));
    }
  }
  return found.join();
}

const facesOf = (doc: PDFDocument): string =>
  doc
    .getPages()
    .map(({ node }) => `${pageDigest(doc, node)}:${notes(doc, node)}`)
    .join('|');

async function sameFaces(revision: Uint8Array, now: PDFDocument): Promise<boolean> {
  try {
    return facesOf(await openPdf(revision)) === facesOf(now);
  } catch {
    return false;
  }
}

interface Scene {
  readonly pdf: Uint8Array;
  readonly doc: PDFDocument;
  readonly anchors: readonly Uint8Array[];
  readonly now: Temporal.Instant;
  /** Ends of all honest signatures. */
  readonly ends: readonly number[];
}

const NOTHING = {
  signer: null,
  certificate: null,
  trust: null,
  stamp: null,
  baseline: false,
  followed: false,
} as const;

async function reportOn(field: SignatureField, scene: Scene): Promise<SignatureReport> {
  const { pdf, doc, anchors, now, ends } = scene;
  const base = { ...NOTHING, field: field.name, claimedAt: field.claimedAt, reason: field.reason };
  const end = honestEnd(pdf, field);
  const cms = cmsIn(field.contents);
  if (end === null || cms === null) {
    return { ...base, integrity: 'malformed' };
  }
  const [, b = 0, c = 0] = field.byteRange;
  const verdict = verifyCms(cms, [pdf.subarray(0, b), pdf.subarray(c, end)]);
  if (!verdict.ok) {
    const { signer } = verdict;
    return {
      ...base,
      integrity: verdict.fault,
      signer: signer && certificateFacts(signer),
      certificate: signer,
    };
  }
  const { signer, others, stamp } = verdict;
  const followed = end < pdf.length;
  // Whatever stands behind a signature must itself be signed to the last byte, and leave the pages as they were.
  const covered = ends.includes(pdf.length);
  const kept = !followed || (covered && (await sameFaces(pdf.subarray(0, end), doc)));
  const stamped = stamp && {
    at: stamp.at,
    holder: certificateFacts(stamp.signer).holder,
    trust: trustOf(stamp.signer, stamp.others, anchors, stamp.at),
  };
  // Only a time-stamp of a trusted authority proves when it was signed; else validity is judged now.
  const at = stamped?.trust === 'trusted' ? stamped.at : now;
  return {
    ...base,
    integrity: kept ? 'intact' : 'changed-after',
    signer: certificateFacts(signer),
    certificate: signer,
    trust: trustOf(signer, others, anchors, at),
    stamp: stamped,
    baseline: verdict.bound && !verdict.badStamp,
    followed,
  };
}

/**
 * Computes every signature of a PDF again, in the order in which they were made.
 *
 * @param anchors certificates of the authorities that are trusted
 * @returns empty when the file carries none
 * @throws PdfSigningError when the file cannot be read
 */
export async function verifyPdf(
  pdf: Uint8Array,
  anchors: readonly Uint8Array[],
  now: Temporal.Instant,
): Promise<readonly SignatureReport[]> {
  const doc = await openPdf(pdf);
  const fields = signatureFields(doc);
  const ends = fields.map((field) => honestEnd(pdf, field));
  const order = fields.map((field, i) => ({ field, end: ends[i] ?? 0 })).sort((a, b) => a.end - b.end);
  const scene = { pdf, doc, anchors, now, ends: ends.filter((end) => end !== null) };
  return Promise.all(order.map(({ field }) => reportOn(field, scene)));
}
