import { createHash, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { TSTInfo } from '@peculiar/asn1-tsp';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { issuerAndSerial } from './certificate.ts';
import { OID } from './cms.ts';
import { elements, oid } from './der.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Signature algorithms, with the digest that they name themselves; null where the SignerInfo names it. */
const ALGORITHMS: Readonly<Record<string, string | null>> = {
  [OID.rsa]: null,
  [OID.rsaSha256]: 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  [OID.ecdsaSha256]: 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** Why a CMS does not hold. `unsupported`: algorithms that are too weak or not known here. */
type CmsFault = 'malformed' | 'changed' | 'unsupported';

/** What a CMS says, once its signature was computed again. */
export type CmsVerdict =
  | { readonly ok: false; readonly fault: CmsFault; readonly signer: Uint8Array | null }
  | {
      readonly ok: true;
      readonly signer: Uint8Array;
      /** The other certificates that came along. */
      readonly others: readonly Uint8Array[];
      /** Whether the signature itself names its certificate (CAdES, PAdES baseline). */
      readonly bound: boolean;
      /** Moment of a time-stamp over the signature, with the stamp's own certificates; null without a good one. */
      readonly stamp: {
        readonly at: Temporal.Instant;
        readonly signer: Uint8Array;
        readonly others: readonly Uint8Array[];
      } | null;
      /** A time-stamp is there that does not hold. */
      readonly badStamp: boolean;
    };

class Fault extends Error {
  readonly fault: CmsFault;
  readonly signer: Uint8Array | null;

  constructor(fault: CmsFault, signer: Uint8Array | null = null) {
    super(fault);
    this.fault = fault;
    this.signer = signer;
  }
}

const bytesOf = (buffer: ArrayBuffer | OctetString): Uint8Array =>
  buffer instanceof OctetString ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** @throws Fault unless an algorithm's parameters are left out or NULL */
function requireNull(parameters: AlgorithmIdentifier['parameters']): void {
  if (parameters != null && !same(bytesOf(parameters), Uint8Array.of(5, 0))) {
    throw new Fault('malformed');
  }
}

function digestOf({ algorithm, parameters }: AlgorithmIdentifier): string {
  const name = DIGESTS[algorithm];
  if (name === undefined) {
    throw new Fault('unsupported');
  }
  requireNull(parameters);
  return name;
}

function attributeOf(info: SignerInfo, type: string): Uint8Array | undefined {
  const found = info.signedAttrs?.filter(({ attrType }) => attrType === type) ?? [];
  const [value] = found[0]?.attrValues ?? [];
  if (found.length > 1 || (found[0]?.attrValues.length ?? 0) > 1) {
    throw new Fault('malformed');
  }
  return value === undefined ? undefined : bytesOf(value);
}

/** Whether the ESS attribute names this certificate; undefined without one. @throws Fault when it names another */
function bindingOf(info: SignerInfo, certificate: Uint8Array): boolean {
  const v2 = attributeOf(info, OID.signingCertificateV2);
  if (v2 === undefined) {
    return false;
  }
  const [certs] = elements(v2);
  const [first] = certs === undefined ? [] : elements(certs);
  const parts = first === undefined ? [] : elements(first);
  const named = parts[0]?.[0] === 0x30 ? elements(parts[0])[0] : undefined;
  const algorithm = named === undefined ? OID.sha256 : oidText(named);
  const hash = parts.find((part) => part[0] === 4);
  const digest = DIGESTS[algorithm];
  if (hash === undefined || digest === undefined) {
    throw new Fault('malformed', certificate);
  }
  if (!same(hash.subarray(2), createHash(digest).update(certificate).digest())) {
    throw new Fault('changed', certificate);
  }
  return true;
}

/** The digest algorithm's identifier by its element; empty when it is none that holds. */
const oidText = (element: Uint8Array): string =>
  Object.keys(DIGESTS).find((id) => same(element, oid(id))) ?? '';

/** SignedData's parts as they stand. Read and written anew they could differ from what was signed. */
const partsOf = (cms: Uint8Array): readonly Uint8Array[] =>
  elements(elements(elements(cms)[1] ?? new Uint8Array())[0] ?? new Uint8Array());

function certificatesOf(cms: Uint8Array): readonly Uint8Array[] {
  const found = partsOf(cms).find((part) => part[0] === 0xa0);
  return found === undefined ? [] : elements(found).filter((one) => one[0] === 0x30);
}

/** The one SignerInfo as it stands. */
const signerInfoIn = (cms: Uint8Array): readonly Uint8Array[] =>
  elements(elements(partsOf(cms).at(-1) ?? new Uint8Array())[0] ?? new Uint8Array());

function signerOf(info: SignerInfo, cms: Uint8Array, certificates: readonly Uint8Array[]): Uint8Array {
  const [, wanted] = signerInfoIn(cms);
  if (info.sid.issuerAndSerialNumber === undefined || wanted === undefined || info.version !== 1) {
    throw new Fault('malformed');
  }
  const found = certificates.find((certificate) => same(issuerAndSerial(certificate), wanted));
  if (found === undefined) {
    throw new Fault('malformed');
  }
  return found;
}

function checkSignature(info: SignerInfo, signer: Uint8Array, digest: string, attributes: Uint8Array): void {
  const named = ALGORITHMS[info.signatureAlgorithm.algorithm];
  requireNull(info.signatureAlgorithm.parameters);
  const { publicKey } = new X509Certificate(signer);
  if (named === undefined || !['rsa', 'ec'].includes(publicKey.asymmetricKeyType ?? '')) {
    throw new Fault('unsupported', signer);
  }
  if (!verify(named ?? digest, attributes, publicKey, bytesOf(info.signature))) {
    throw new Fault('changed', signer);
  }
}

interface Checked {
  readonly info: SignerInfo;
  readonly signer: Uint8Array;
  readonly others: readonly Uint8Array[];
  readonly bound: boolean;
}

function only<T>(items: Iterable<T>): T {
  const [first, ...rest] = items;
  if (first === undefined || rest.length > 0) {
    throw new Fault('malformed');
  }
  return first;
}

/** The signed attributes as they stand, tagged as the SET that was signed (RFC 5652 §5.4). */
function attributesIn(cms: Uint8Array): Uint8Array {
  const found = signerInfoIn(cms).find((part) => part[0] === 0xa0);
  if (found === undefined) {
    throw new Fault('malformed');
  }
  const attributes = Buffer.from(found);
  attributes[0] = 0x31;
  return attributes;
}

function signedDataOf(cms: Uint8Array): SignedData {
  // A length that reaches into the zeros behind it would take them in as further elements.
  const [, inner, ...more] = elements(cms);
  if (more.length > 0 || elements(inner ?? new Uint8Array()).length !== 1) {
    throw new Fault('malformed');
  }
  const { contentType, content } = AsnConvert.parse(cms, ContentInfo);
  if (contentType !== OID.signedData) {
    throw new Fault('malformed');
  }
  return AsnConvert.parse(content, SignedData);
}

/** @param digestFor the digest of the content by the algorithm's name */
function check(cms: Uint8Array, type: string, digestFor: (algorithm: string) => Uint8Array): Checked {
  const data = signedDataOf(cms);
  const info = only(data.signerInfos);
  const digest = digestOf(info.digestAlgorithm);
  digestOf(only(data.digestAlgorithms));
  if (data.encapContentInfo.eContentType !== type || data.version !== (type === OID.data ? 1 : 3)) {
    throw new Fault('malformed');
  }
  const all = certificatesOf(cms);
  const signer = signerOf(info, cms, all);
  const messageDigest = attributeOf(info, OID.messageDigest);
  const contentType = attributeOf(info, OID.contentType);
  if (messageDigest === undefined || contentType === undefined || !same(contentType, oid(type))) {
    throw new Fault('malformed', signer);
  }
  checkSignature(info, signer, digest, attributesIn(cms));
  const hash = AsnConvert.parse(messageDigest, OctetString);
  if (!same(bytesOf(hash), digestFor(digest))) {
    throw new Fault('changed', signer);
  }
  const others = all.filter((certificate) => certificate !== signer);
  return { info, signer, others, bound: bindingOf(info, signer) };
}

/** What a time-stamp token says. */
export interface TimeStamp {
  readonly at: Temporal.Instant;
  readonly signer: Uint8Array;
  readonly others: readonly Uint8Array[];
  readonly nonce: Uint8Array | undefined;
}

/** The RFC 3161 token over these bytes; undefined when it does not hold. */
export function readTimeStamp(token: Uint8Array, stamped: Uint8Array): TimeStamp | undefined {
  try {
    const content = signedDataOf(token).encapContentInfo.eContent?.single;
    if (content === undefined) {
      return undefined;
    }
    const bytes = bytesOf(content);
    const { signer, others } = check(token, OID.tstInfo, (name) => createHash(name).update(bytes).digest());
    const { messageImprint, genTime, nonce } = AsnConvert.parse(bytes, TSTInfo);
    const digest = digestOf(messageImprint.hashAlgorithm);
    const good =
      same(bytesOf(messageImprint.hashedMessage), createHash(digest).update(stamped).digest()) &&
      new X509Certificate(signer).keyUsage?.includes('1.3.6.1.5.5.7.3.8') === true;
    return good
      ? {
          at: Temporal.Instant.fromEpochMilliseconds(genTime.getTime()),
          signer,
          others,
          nonce: nonce === undefined ? undefined : bytesOf(nonce),
        }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Computes a detached CMS again over its content. Never throws: whatever is wrong is the verdict. */
export function verifyCms(cms: Uint8Array, content: readonly Uint8Array[]): CmsVerdict {
  try {
    const digestFor = (name: string) => {
      const hash = createHash(name);
      for (const part of content) {
        hash.update(part);
      }
      return hash.digest();
    };
    if (signedDataOf(cms).encapContentInfo.eContent !== undefined) {
      return { ok: false, fault: 'malformed', signer: null };
    }
    const { info, signer, others, bound } = check(cms, OID.data, digestFor);
    const tokens = (info.unsignedAttrs ?? []).filter(({ attrType }) => attrType === OID.timeStampToken);
    const token = tokens[0]?.attrValues[0];
    const stamp = token === undefined ? undefined : readTimeStamp(bytesOf(token), bytesOf(info.signature));
    return {
      ok: true,
      signer,
      others,
      bound,
      stamp: stamp ?? null,
      badStamp: token !== undefined && stamp === undefined,
    };
  } catch (error) {
    return error instanceof Fault
      ? { ok: false, fault: error.fault, signer: error.signer }
      : { ok: false, fault: 'malformed', signer: null };
  }
}
