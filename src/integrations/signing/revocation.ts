import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { BasicOCSPResponse, OCSPResponse, OCSPResponseStatus } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  type AlgorithmIdentifier,
  AuthorityInfoAccessSyntax,
  Certificate,
  CertificateList,
  CRLDistributionPoints,
  id_ce_cRLDistributionPoints,
  id_pe_authorityInfoAccess,
} from '@peculiar/asn1-x509';
import { partsOfCertificate } from './certificate.ts';
import { der, elements, NULL, octets, oid, sequence } from './der.ts';

/** What an authority says of a certificate: an answer of its OCSP responder (RFC 6960), or its list of revoked ones (CRL, RFC 5280). */
export interface Evidence {
  readonly kind: 'ocsp' | 'crl';
  /** The whole answer, as it goes into the file. */
  readonly bytes: Uint8Array;
}

/** How a certificate stood when it was asked about. */
export type Standing =
  | { readonly status: 'good' /** As of when. */; readonly at: Temporal.Instant }
  | { readonly status: 'revoked' /** Since when. */; readonly at: Temporal.Instant };

/** Addresses of a certificate's authority. */
interface RevocationAddresses {
  readonly ocsp: readonly string[];
  readonly crl: readonly string[];
}

const OCSP_METHOD = '1.3.6.1.5.5.7.48.1';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const OCSP_NONCE = '1.3.6.1.5.5.7.48.1.2';
const SHA1 = '1.3.14.3.2.26';
/** What answers may be signed with; anything weaker does not hold. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
/** Digests that name a certificate in a request. Nothing is believed because of them, so the old one is good enough, and understood by all. */
const NAMING: Readonly<Record<string, string>> = { [SHA1]: 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256' };
/** How far clocks may stand apart, and how old an answer without an end may be, in minutes. */
const SKEW = 5;
const LONGEST = 24 * 60;

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const instant = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime());
const isWeb = (text: string | undefined): text is string => /^https?:\/\//i.test(text ?? '');

/** Where a certificate says that its revocation can be asked. @throws Error when the bytes are no certificate */
export function revocationAddresses(certificate: Uint8Array): RevocationAddresses {
  const extensions = AsnConvert.parse(certificate, Certificate).tbsCertificate.extensions ?? [];
  const extensionOf = (id: string) => extensions.find(({ extnID }) => extnID === id)?.extnValue.buffer;
  const access = extensionOf(id_pe_authorityInfoAccess);
  const points = extensionOf(id_ce_cRLDistributionPoints);
  return {
    ocsp:
      access === undefined
        ? []
        : [...AsnConvert.parse(access, AuthorityInfoAccessSyntax)]
            .filter(({ accessMethod }) => accessMethod === OCSP_METHOD)
            .map(({ accessLocation }) => accessLocation.uniformResourceIdentifier)
            .filter(isWeb),
    crl:
      points === undefined
        ? []
        : [...AsnConvert.parse(points, CRLDistributionPoints)]
            .flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? [])
            .map(({ uniformResourceIdentifier }) => uniformResourceIdentifier)
            .filter(isWeb),
  };
}

/** A question about one certificate (RFC 6960 §4.1), with a number used once. */
export function ocspRequest(
  certificate: Uint8Array,
  issuer: Uint8Array,
): { readonly request: Uint8Array; readonly nonce: Uint8Array } {
  const nonce = octets(randomBytes(16));
  const sha1 = (bytes: Uint8Array) => octets(createHash('sha1').update(bytes).digest());
  const above = partsOfCertificate(issuer);
  const { serial } = partsOfCertificate(certificate);
  const id = sequence(sequence(oid(SHA1), NULL), sha1(above.subject), sha1(above.key), serial);
  const extension = sequence(oid(OCSP_NONCE), octets(nonce));
  const body = sequence(sequence(sequence(id)), der(0xa2, sequence(extension)));
  return { request: sequence(body), nonce };
}

/** Whether these bytes were signed by this certificate's key. */
function signedBy(
  algorithm: AlgorithmIdentifier,
  bytes: Uint8Array,
  signature: ArrayBuffer,
  by: X509Certificate,
): boolean {
  const digest = ALGORITHMS[algorithm.algorithm];
  return digest !== undefined && verify(digest, bytes, by.publicKey, new Uint8Array(signature));
}

/** Who may answer for an authority: itself, or whom it gave a certificate for just that. */
function mayAnswer(responder: X509Certificate, issuer: X509Certificate): boolean {
  return (
    responder.fingerprint256 === issuer.fingerprint256 ||
    (responder.keyUsage?.includes(OCSP_SIGNING) === true &&
      responder.checkIssued(issuer) &&
      responder.verify(issuer.publicKey))
  );
}

/** When an answer is to hold; null: whenever it was given. */
type At = Temporal.Instant | null;

function holdsAt(from: Temporal.Instant, until: Temporal.Instant | null, now: At): boolean {
  if (now === null) {
    return true;
  }
  const late = until ?? from.add({ minutes: LONGEST });
  const { compare } = Temporal.Instant;
  return compare(from, now.add({ minutes: SKEW })) <= 0 && compare(now, late.add({ minutes: SKEW })) <= 0;
}

/** The certificates that came with an answer, as they stand. */
function certificatesIn(basic: Uint8Array): readonly X509Certificate[] {
  const [, , , given] = elements(basic);
  const list = given === undefined ? undefined : elements(given)[0];
  return (list === undefined ? [] : elements(list)).map((bytes) => new X509Certificate(bytes));
}

interface Asked {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly now: At;
  /** Of the question; an answer that carries another was given to somebody else. */
  readonly nonce?: Uint8Array;
}

function readOcspStrictly(bytes: Uint8Array, asked: Asked): Standing | null {
  const { responseStatus, responseBytes } = AsnConvert.parse(bytes, OCSPResponse);
  if (responseStatus !== OCSPResponseStatus.successful || responseBytes === undefined) {
    return null;
  }
  const basic = new Uint8Array(responseBytes.response.buffer);
  const { tbsResponseData, signatureAlgorithm, signature } = AsnConvert.parse(basic, BasicOCSPResponse);
  const issuer = new X509Certificate(asked.issuer);
  const [tbs = new Uint8Array()] = elements(basic);
  const responder = [issuer, ...certificatesIn(basic)].find(
    (one) => mayAnswer(one, issuer) && signedBy(signatureAlgorithm, tbs, signature, one),
  );
  const nonce = tbsResponseData.responseExtensions?.find(({ extnID }) => extnID === OCSP_NONCE);
  const other =
    asked.nonce !== undefined &&
    nonce !== undefined &&
    !same(new Uint8Array(nonce.extnValue.buffer), asked.nonce);
  if (responder === undefined || other) {
    return null;
  }
  const above = partsOfCertificate(asked.issuer);
  const { serial } = partsOfCertificate(asked.certificate);
  const one = tbsResponseData.responses.find(({ certID }) => {
    const digest = NAMING[certID.hashAlgorithm.algorithm];
    const hash = (of: Uint8Array) =>
      createHash(digest ?? 'sha256')
        .update(of)
        .digest();
    return (
      digest !== undefined &&
      same(der(2, new Uint8Array(certID.serialNumber)), serial) &&
      same(new Uint8Array(certID.issuerNameHash.buffer), hash(above.subject)) &&
      same(new Uint8Array(certID.issuerKeyHash.buffer), hash(above.key))
    );
  });
  const until = one?.nextUpdate === undefined ? null : instant(one.nextUpdate);
  if (one === undefined || !holdsAt(instant(one.thisUpdate), until, asked.now)) {
    return null;
  }
  const { revoked, good } = one.certStatus;
  if (revoked !== undefined) {
    return { status: 'revoked', at: instant(revoked.revocationTime) };
  }
  return good === undefined ? null : { status: 'good', at: instant(one.thisUpdate) };
}

function readCrlStrictly(bytes: Uint8Array, asked: Asked): Standing | null {
  const { tbsCertList, signatureAlgorithm, signature } = AsnConvert.parse(bytes, CertificateList);
  const issuer = new X509Certificate(asked.issuer);
  const [tbs = new Uint8Array()] = elements(bytes);
  // A list of a part only, or of changes only, says so in a critical extension: its silence about a number means nothing.
  const partial = tbsCertList.crlExtensions?.some(({ critical }) => critical) ?? false;
  const until = tbsCertList.nextUpdate === undefined ? null : instant(tbsCertList.nextUpdate.getTime());
  const at = instant(tbsCertList.thisUpdate.getTime());
  if (partial || !signedBy(signatureAlgorithm, tbs, signature, issuer) || !holdsAt(at, until, asked.now)) {
    return null;
  }
  const { serial } = partsOfCertificate(asked.certificate);
  const found = tbsCertList.revokedCertificates?.find(({ userCertificate }) =>
    same(der(2, new Uint8Array(userCertificate)), serial),
  );
  return found === undefined
    ? { status: 'good', at }
    : { status: 'revoked', at: instant(found.revocationDate.getTime()) };
}

/** What an answer says of a certificate; null when it does not hold, is of another, or says that it does not know. Never throws. */
export function readEvidence({ kind, bytes }: Evidence, asked: Asked): Standing | null {
  try {
    return kind === 'ocsp' ? readOcspStrictly(bytes, asked) : readCrlStrictly(bytes, asked);
  } catch {
    return null;
  }
}
