import { createHash } from 'node:crypto';
import { OCSPRequest } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { partsOfCertificate } from '#integrations/signing/certificate.ts';
import { OID } from '#integrations/signing/cms.ts';
import { der, NULL, octets, oid, sequence, smallInteger } from '#integrations/signing/der.ts';
import type { Authority } from './authority.ts';
import type { SigningFaultName } from './faults.ts';

const RSA_SHA256 = sequence(oid(OID.rsaSha256), NULL);
const NONCE = '1.3.6.1.5.5.7.48.1.2';

/** Hours for which an answer holds. */
const HOURS = 12;

function timeOf(at: Temporal.Instant): Uint8Array {
  return der(0x18, Buffer.from(`${at.toString({ smallestUnit: 'second' }).replace(/[-:TZ]/g, '')}Z`));
}

const bits = (bytes: Uint8Array) => der(3, Uint8Array.of(0), bytes);

/** What a responder knows and how it behaves. */
interface Responding {
  readonly now: Temporal.Instant;
  /** Serial numbers (hex of the DER) with when they were taken back. */
  readonly revoked: ReadonlyMap<string, Temporal.Instant>;
  readonly faults: readonly SigningFaultName[];
}

/** Answers an OCSP request (RFC 6960) for one of the authorities; undefined when it asks about another's certificate. */
export function answerOcsp(
  authorities: readonly Authority[],
  request: Uint8Array,
  { now, revoked, faults }: Responding,
): Uint8Array | undefined {
  const { requestList, requestExtensions } = AsnConvert.parse(request, OCSPRequest).tbsRequest;
  const asked = requestList[0]?.reqCert;
  if (asked === undefined) {
    return undefined;
  }
  const wanted = Buffer.from(asked.issuerKeyHash.buffer);
  const authority = authorities.find(({ certificate }) =>
    createHash('sha1').update(partsOfCertificate(certificate).key).digest().equals(wanted),
  );
  if (authority === undefined) {
    return undefined;
  }
  const serial = Buffer.from(der(2, new Uint8Array(asked.serialNumber))).toString('hex');
  const since = revoked.get(serial);
  const status = faults.includes('ocsp-unknown')
    ? Uint8Array.of(0x82, 0)
    : since === undefined
      ? Uint8Array.of(0x80, 0)
      : der(0xa1, timeOf(since));
  const at = faults.includes('ocsp-old') ? now.subtract({ hours: 24 + HOURS }) : now;
  const single = sequence(
    new Uint8Array(AsnConvert.serialize(asked)),
    status,
    timeOf(at),
    der(0xa0, timeOf(at.add({ hours: HOURS }))),
  );
  const given = requestExtensions?.find(({ extnID }) => extnID === NONCE);
  const nonce = faults.includes('ocsp-wrong-nonce')
    ? octets(Buffer.alloc(16, 7))
    : new Uint8Array(given?.extnValue.buffer ?? []);
  const data = sequence(
    der(0xa1, partsOfCertificate(authority.certificate).subject),
    timeOf(now),
    sequence(single),
    ...(nonce.length === 0 ? [] : [der(0xa1, sequence(sequence(oid(NONCE), octets(nonce))))]),
  );
  const signature = authority.sign(data);
  if (faults.includes('ocsp-wrong-signature')) {
    signature[9] = (signature[9] ?? 0) ^ 1;
  }
  const basic = sequence(data, RSA_SHA256, bits(signature));
  return sequence(Uint8Array.of(0x0a, 1, 0), der(0xa0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
}

/** The list of an authority's revoked certificates (RFC 5280 §5). */
export function listRevoked(
  authority: Authority,
  revoked: ReadonlyMap<string, Temporal.Instant>,
  now: Temporal.Instant,
): Uint8Array {
  const rows = [...revoked].map(([serial, at]) => sequence(Buffer.from(serial, 'hex'), timeOf(at)));
  const data = sequence(
    smallInteger(1),
    RSA_SHA256,
    partsOfCertificate(authority.certificate).subject,
    timeOf(now),
    timeOf(now.add({ hours: HOURS })),
    ...(rows.length === 0 ? [] : [sequence(...rows)]),
  );
  return sequence(data, RSA_SHA256, bits(authority.sign(data)));
}
