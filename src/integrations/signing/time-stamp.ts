import { randomBytes } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { TimeStampResp } from '@peculiar/asn1-tsp';
import { OID, sha256 } from './cms.ts';
import { der, NULL, octets, oid, sequence, smallInteger } from './der.ts';
import { SigningFailure } from './port.ts';
import { readTimeStamp } from './verify-cms.ts';

/** Longest answer that is read, in bytes: a token with its chain has some thousand. */
const LONGEST = 64_000;

function requestFor(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  return sequence(
    smallInteger(1),
    sequence(sequence(oid(OID.sha256), NULL), octets(imprint)),
    der(2, nonce),
    der(1, Uint8Array.of(0xff)),
  );
}

/**
 * Asks a time-stamp authority (RFC 3161 over HTTP) for the moment of a signature. Only its digest leaves the house.
 * @throws SigningFailure `unavailable` when nobody answers, `refused` when the answer does not hold
 */
export async function timeStamp(
  tsa: { readonly url: string; readonly timeoutSeconds: number },
  signature: Uint8Array,
): Promise<Uint8Array> {
  // The first byte keeps the number positive and in its shortest form.
  const nonce = Buffer.concat([Uint8Array.of(0x40), randomBytes(8)]);
  let body: Uint8Array;
  try {
    const answer = await fetch(tsa.url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(requestFor(sha256(signature), nonce)),
      signal: AbortSignal.timeout(tsa.timeoutSeconds * 1000),
    });
    if (!answer.ok) {
      throw new SigningFailure('unavailable', `TSA: HTTP ${answer.status}`);
    }
    body = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw error instanceof SigningFailure
      ? error
      : new SigningFailure('unavailable', 'TSA: không trả lời', error);
  }
  const token = tokenIn(body);
  const read = token && readTimeStamp(token, signature);
  if (!token || !read?.nonce || Buffer.compare(read.nonce, nonce) !== 0) {
    throw new SigningFailure('refused', 'TSA: dấu thời gian không hợp lệ');
  }
  return token;
}

function tokenIn(body: Uint8Array): Uint8Array | undefined {
  if (body.length > LONGEST) {
    return undefined;
  }
  try {
    const { timeStampToken } = AsnConvert.parse(body, TimeStampResp);
    return timeStampToken && new Uint8Array(AsnConvert.serialize(timeStampToken));
  } catch {
    return undefined;
  }
}
