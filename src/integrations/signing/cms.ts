import { createHash, X509Certificate } from 'node:crypto';
import { issuerAndSerial } from './certificate.ts';
import { der, NULL, octets, oid, sequence, setOf, smallInteger } from './der.ts';

/** Object identifiers of CMS (RFC 5652), ESS (RFC 5035) and time-stamps (RFC 3161). */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
};

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));

/**
 * The signed attributes of a PAdES baseline signature (ETSI EN 319 142-1): content type, digest of the document, and which
 * certificate signs; no signing time, which stands in the PDF. What a signer signs is the SHA-256 of these bytes.
 *
 * @param documentHash SHA-256 over the byte range
 */
export function signedAttributes(documentHash: Uint8Array, certificate: Uint8Array): Uint8Array {
  // ESSCertIDv2 with its default algorithm SHA-256 left out, as DER asks.
  const essCertId = sequence(octets(sha256(certificate)));
  return setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(documentHash)),
    attribute(OID.signingCertificateV2, sequence(sequence(essCertId))),
  );
}

/** What a CMS is put together from. */
export interface CmsParts {
  /** Of {@link signedAttributes}. */
  readonly attributes: Uint8Array;
  /** PKCS #1 v1.5 for RSA keys, DER for elliptic curves, over the attributes with SHA-256. */
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** RFC 3161 token over the signature. */
  readonly timeStamp?: Uint8Array | undefined;
}

const SHA256 = sequence(oid(OID.sha256), NULL);

/** Whether the certificate's key is on an elliptic curve. */
function isElliptic(certificate: Uint8Array): boolean {
  return new X509Certificate(certificate).publicKey.asymmetricKeyType === 'ec';
}

/** The detached CMS (RFC 5652) that goes into the PDF. */
export function assembleCms(parts: CmsParts): Uint8Array {
  const { attributes, signature, certificate, chain, timeStamp } = parts;
  const algorithm = isElliptic(certificate) ? sequence(oid(OID.ecdsaSha256)) : sequence(oid(OID.rsa), NULL);
  const signerInfo = sequence(
    smallInteger(1),
    issuerAndSerial(certificate),
    SHA256,
    Buffer.concat([Uint8Array.of(0xa0), attributes.subarray(1)]),
    algorithm,
    octets(signature),
    ...(timeStamp === undefined ? [] : [der(0xa1, attribute(OID.timeStampToken, timeStamp))]),
  );
  const certificates = [
    ...new Map([certificate, ...chain].map((one) => [sha256(one).toString('hex'), one])).values(),
  ];
  const signedData = sequence(
    smallInteger(1),
    setOf(SHA256),
    sequence(oid(OID.data)),
    der(0xa0, ...certificates.sort(Buffer.compare)),
    setOf(signerInfo),
  );
  return sequence(oid(OID.signedData), der(0xa0, signedData));
}
