import { sign } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { TimeStampReq } from '@peculiar/asn1-tsp';
import { issuerAndSerial } from '#integrations/signing/certificate.ts';
import { OID, sha256 } from '#integrations/signing/cms.ts';
import { der, NULL, octets, oid, sequence, setOf, smallInteger } from '#integrations/signing/der.ts';
import type { Issued } from './authority.ts';

const SHA256 = sequence(oid(OID.sha256), NULL);
const POLICY = '1.3.6.1.4.1.99999.1';

function tstInfo(imprint: Uint8Array, nonce: Uint8Array | undefined, at: Temporal.Instant): Uint8Array {
  const time = at.toString({ smallestUnit: 'second' }).replace(/[-:T]/g, '');
  return sequence(
    smallInteger(1),
    oid(POLICY),
    sequence(SHA256, octets(imprint)),
    smallInteger(7),
    der(0x18, Buffer.from(time)),
    ...(nonce === undefined ? [] : [der(2, nonce)]),
  );
}

/** An RFC 3161 token over a digest. */
export function stampDigest(
  authority: Issued,
  imprint: Uint8Array,
  at: Temporal.Instant,
  nonce?: Uint8Array,
): Uint8Array {
  const content = tstInfo(imprint, nonce, at);
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value));
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.tstInfo)),
    attribute(OID.messageDigest, octets(sha256(content))),
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(sha256(authority.certificate)))))),
  );
  const signerInfo = sequence(
    smallInteger(1),
    issuerAndSerial(authority.certificate),
    SHA256,
    Buffer.concat([Uint8Array.of(0xa0), attributes.subarray(1)]),
    sequence(oid(OID.rsa), NULL),
    octets(sign('sha256', attributes, authority.key.privateKey)),
  );
  const signedData = sequence(
    smallInteger(3),
    setOf(SHA256),
    sequence(oid(OID.tstInfo), der(0xa0, octets(content))),
    der(0xa0, authority.certificate),
    setOf(signerInfo),
  );
  return sequence(oid(OID.signedData), der(0xa0, signedData));
}

/** Answers an RFC 3161 request. @throws Error when it is none */
export function answerTimeStamp(authority: Issued, request: Uint8Array, at: Temporal.Instant): Uint8Array {
  const { messageImprint, nonce } = AsnConvert.parse(request, TimeStampReq);
  const token = stampDigest(
    authority,
    new Uint8Array(messageImprint.hashedMessage.buffer),
    at,
    nonce === undefined ? undefined : new Uint8Array(nonce),
  );
  return sequence(sequence(smallInteger(0)), token);
}
