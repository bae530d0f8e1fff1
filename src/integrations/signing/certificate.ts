import { createHash, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, id_ce_keyUsage, KeyUsage, KeyUsageFlags } from '@peculiar/asn1-x509';
import { elements, sequence } from './der.ts';

/** What people and rules need to know of a certificate (chứng thư số). Times in UTC. */
export interface CertificateFacts {
  /** Hex, as certification authorities print it. */
  readonly serial: string;
  /** CN of the holder. */
  readonly holder: string;
  /** O of the holder; empty when it names none. */
  readonly organisation: string;
  /** CN, else O, of the issuer. */
  readonly issuer: string;
  readonly validFrom: Temporal.Instant;
  readonly validTo: Temporal.Instant;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
}

/** A certificate was not readable, or its key may not sign. */
export class CertificateError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CertificateError';
  }
}

function fieldOf(name: string, field: string): string {
  const line = name.split('\n').find((part) => part.startsWith(`${field}=`));
  return line === undefined ? '' : line.slice(field.length + 1).replace(/\\(.)/g, '$1');
}

/** @throws CertificateError when the bytes are no certificate */
export function readCertificate(bytes: Uint8Array | string): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (error) {
    throw new CertificateError('not a certificate', error);
  }
}

/** @throws CertificateError when the bytes are no certificate */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const x509 = readCertificate(der);
  const { subject, issuer } = x509;
  return {
    serial: x509.serialNumber,
    holder: fieldOf(subject, 'CN'),
    organisation: fieldOf(subject, 'O'),
    issuer: fieldOf(issuer, 'CN') || fieldOf(issuer, 'O'),
    validFrom: Temporal.Instant.fromEpochMilliseconds(x509.validFromDate.getTime()),
    validTo: Temporal.Instant.fromEpochMilliseconds(x509.validToDate.getTime()),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}

/** Whether the certificate's key may sign documents: digitalSignature or nonRepudiation, or no key usage at all (RFC 5280 §4.2.1.3). */
export function maySignDocuments(der: Uint8Array): boolean {
  const { extensions } = AsnConvert.parse(der, Certificate).tbsCertificate;
  const found = extensions?.find(({ extnID }) => extnID === id_ce_keyUsage);
  if (found === undefined) {
    return !readCertificate(der).ca;
  }
  const flags = AsnConvert.parse(found.extnValue.buffer, KeyUsage).toNumber();
  return (flags & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) !== 0;
}

/** Names, serial number and key of a certificate as they stand in it, whole elements of DER. */
export function partsOfCertificate(der: Uint8Array): {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The bits of the key, without what tells its kind. */
  readonly key: Uint8Array;
} {
  const parts = elements(elements(der)[0] ?? new Uint8Array());
  // The version is left out where it is the first.
  const [serial, , issuer, , subject] = parts[0]?.[0] === 0xa0 ? parts.slice(1) : parts;
  const nothing = new Uint8Array();
  const { subjectPublicKeyInfo } = AsnConvert.parse(der, Certificate).tbsCertificate;
  return {
    serial: serial ?? nothing,
    issuer: issuer ?? nothing,
    subject: subject ?? nothing,
    key: new Uint8Array(subjectPublicKeyInfo.subjectPublicKey),
  };
}

/** IssuerAndSerialNumber as it stands in a SignerInfo, in the certificate's own bytes. */
export function issuerAndSerial(der: Uint8Array): Uint8Array {
  const { issuer, serial } = partsOfCertificate(der);
  return sequence(issuer, serial);
}

/**
 * How far a certificate can be followed. `trusted`: up to an authority that the centre trusts; `unknown`: not up to any.
 * `expired`: one of the way was not valid at the moment asked for. Whether it was revoked is told apart.
 */
export type Trust = 'trusted' | 'expired' | 'unknown';

function issues(issuer: X509Certificate, child: X509Certificate): boolean {
  return issuer.ca && child.checkIssued(issuer) && child.verify(issuer.publicKey);
}

function validAt(x509: X509Certificate, at: Temporal.Instant): boolean {
  const ms = at.epochMilliseconds;
  return x509.validFromDate.getTime() <= ms && ms <= x509.validToDate.getTime();
}

/** No chain of a real authority is longer. */
const LONGEST_CHAIN = 6;

/**
 * Follows a certificate up to a trusted authority.
 *
 * @param given other certificates that came with the signature; nothing about them is believed
 * @param anchors authorities that the centre trusts
 * @param at the moment for which validity is judged
 */
export function trustOf(
  leaf: Uint8Array,
  given: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
  at: Temporal.Instant,
): Trust {
  const others = given.flatMap((der) => {
    try {
      return [new X509Certificate(der)];
    } catch {
      return [];
    }
  });
  const roots = anchors.map((der) => new X509Certificate(der));
  const walk = (child: X509Certificate, valid: boolean, left: number): Trust => {
    const here = valid && validAt(child, at);
    const anchor = roots.find((root) => root.fingerprint256 === child.fingerprint256 || issues(root, child));
    if (anchor !== undefined) {
      return here && validAt(anchor, at) ? 'trusted' : 'expired';
    }
    const found =
      left === 0
        ? []
        : others
            .filter((other) => other.fingerprint256 !== child.fingerprint256 && issues(other, child))
            .map((other) => walk(other, here, left - 1));
    return (
      found.find((trust) => trust === 'trusted') ?? found.find((trust) => trust === 'expired') ?? 'unknown'
    );
  };
  return walk(readCertificate(leaf), true, LONGEST_CHAIN);
}

/**
 * The way from a certificate up to an authority that is trusted, itself first and the authority last; null when there is none.
 * @param given other certificates that came with the signature; nothing about them is believed
 */
export function pathOf(
  leaf: Uint8Array,
  given: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
): readonly Uint8Array[] | null {
  const readable = given.filter((der) => {
    try {
      return readCertificate(der) !== undefined;
    } catch {
      return false;
    }
  });
  const walk = (der: Uint8Array, left: number): readonly Uint8Array[] | null => {
    const child = readCertificate(der);
    const same = (other: Uint8Array) => readCertificate(other).fingerprint256 === child.fingerprint256;
    if (anchors.some(same)) {
      return [der];
    }
    const above = (other: Uint8Array) => !same(other) && issues(readCertificate(other), child);
    const anchor = anchors.find(above);
    if (anchor !== undefined) {
      return [der, anchor];
    }
    for (const other of left === 0 ? [] : readable.filter(above)) {
      const rest = walk(other, left - 1);
      if (rest !== null) {
        return [der, ...rest];
      }
    }
    return null;
  };
  return walk(leaf, LONGEST_CHAIN);
}
