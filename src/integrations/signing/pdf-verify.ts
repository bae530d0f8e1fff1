import type { PDFDocument } from '@cantoo/pdf-lib';
import { type CertificateFacts, certificateFacts, pathOf, type Trust, trustOf } from './certificate.ts';
import { elementLength } from './der.ts';
import { type ValidationData, validationData } from './dss.ts';
import { onlyStoreAdded, sameFaces } from './pdf-faces.ts';
import { openPdf, type SignatureField, signatureFields } from './pdf-file.ts';
import { type Evidence, readEvidence, type Standing } from './revocation.ts';
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
  readonly stamp: {
    readonly at: Temporal.Instant;
    readonly holder: string;
    readonly trust: Trust;
    readonly certificate: Uint8Array;
    readonly given: readonly Uint8Array[];
  } | null;
  /** Other certificates that came with the signature; nothing about them is believed. */
  readonly given: readonly Uint8Array[];
  /** What the authority said of the signer's certificate, by an answer in the file that holds; null when there is none. */
  readonly revocation: (Standing & { readonly by: Evidence['kind'] }) | null;
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

interface Scene {
  readonly pdf: Uint8Array;
  readonly doc: PDFDocument;
  readonly anchors: readonly Uint8Array[];
  readonly now: Temporal.Instant;
  /** Ends of all honest signatures. */
  readonly ends: readonly number[];
  /** Whether whatever stands behind the last of them is signed, or only says how to check them. */
  readonly covered: boolean;
  readonly store: ValidationData;
}

const NOTHING = {
  signer: null,
  certificate: null,
  trust: null,
  stamp: null,
  given: [],
  revocation: null,
  baseline: false,
  followed: false,
} as const;

/** What the newest answer in the file says of a certificate; a revocation weighs more than any other answer. */
function revocationOf(
  certificate: Uint8Array,
  given: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
  evidence: readonly Evidence[],
): SignatureReport['revocation'] {
  const issuer = evidence.length === 0 ? undefined : pathOf(certificate, given, anchors)?.[1];
  if (issuer === undefined) {
    return null;
  }
  const told = evidence.flatMap((one) => {
    const standing = readEvidence(one, { certificate, issuer, now: null });
    return standing === null ? [] : [{ ...standing, by: one.kind }];
  });
  const newest = told.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at)).at(0);
  return told.find(({ status }) => status === 'revoked') ?? newest ?? null;
}

async function reportOn(field: SignatureField, scene: Scene): Promise<SignatureReport> {
  const { pdf, doc, anchors, now, ends, covered, store } = scene;
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
  const followed = ends.some((other) => other > end);
  // Whatever stands behind a signature must itself be signed, and leave the pages as they were.
  const kept = end === pdf.length || (covered && (!followed || (await sameFaces(pdf.subarray(0, end), doc))));
  const stamped = stamp && {
    at: stamp.at,
    holder: certificateFacts(stamp.signer).holder,
    trust: trustOf(stamp.signer, stamp.others, anchors, stamp.at),
    certificate: stamp.signer,
    given: stamp.others,
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
    given: others,
    revocation: revocationOf(signer, [...others, ...store.certificates], anchors, store.evidence),
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
  const honest = ends.filter((end) => end !== null);
  const last = Math.max(0, ...honest);
  const covered = last === pdf.length || (last > 0 && (await onlyStoreAdded(pdf.subarray(0, last), doc)));
  const scene = { pdf, doc, anchors, now, ends: honest, covered, store: validationData(doc) };
  return Promise.all(order.map(({ field }) => reportOn(field, scene)));
}
