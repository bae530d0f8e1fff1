import { SigningFailure } from './port.ts';
import {
  type Evidence,
  ocspRequest,
  readEvidence,
  revocationAddresses,
  type Standing,
} from './revocation.ts';

/** Longest answers that are read, in bytes: lists of large authorities have some hundred thousand. */
const LONGEST = { ocsp: 64_000, crl: 2_000_000 } as const;

/** An answer that holds. */
export interface Told extends Evidence {
  readonly standing: Standing;
}

interface Asking {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly now: Temporal.Instant;
  readonly timeoutMs: number;
}

async function fetchBytes(url: string, init: RequestInit, kind: Evidence['kind'], timeoutMs: number) {
  const name = kind.toUpperCase();
  try {
    const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) {
      throw new SigningFailure('unavailable', `${name}: HTTP ${answer.status}`);
    }
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > LONGEST[kind]) {
      throw new SigningFailure('refused', `${name}: trả lời quá dài`);
    }
    return bytes;
  } catch (error) {
    throw error instanceof SigningFailure
      ? error
      : new SigningFailure('unavailable', `${name}: không trả lời`, error);
  }
}

async function askOne(kind: Evidence['kind'], url: string, asking: Asking): Promise<Told> {
  const { certificate, issuer, now, timeoutMs } = asking;
  const { request, nonce } = ocspRequest(certificate, issuer);
  const init: RequestInit =
    kind === 'crl'
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/ocsp-request' },
          body: new Uint8Array(request),
        };
  const bytes = await fetchBytes(url, init, kind, timeoutMs);
  const standing = readEvidence({ kind, bytes }, { certificate, issuer, now, nonce });
  if (standing === null) {
    throw new SigningFailure('refused', `${kind.toUpperCase()}: trả lời không dùng được`);
  }
  return { kind, bytes, standing };
}

/** Whether a certificate names where it can be asked whether it was revoked. */
export function canBeAsked(certificate: Uint8Array): boolean {
  const { ocsp, crl } = revocationAddresses(certificate);
  return ocsp.length + crl.length > 0;
}

/**
 * Asks the authority whether a certificate was revoked: its OCSP responders first, then its lists. Only the certificate's number leaves the house.
 * @throws SigningFailure `unavailable` when nobody answers, `refused` when no answer holds
 */
export async function askRevocation(asking: Asking): Promise<Told> {
  const { ocsp, crl } = revocationAddresses(asking.certificate);
  const ways = [...ocsp.map((url) => ['ocsp', url] as const), ...crl.map((url) => ['crl', url] as const)];
  let failure = new SigningFailure('refused', 'OCSP: chứng thư không ghi nơi hỏi');
  for (const [kind, url] of ways) {
    try {
      return await askOne(kind, url, asking);
    } catch (error) {
      if (!(error instanceof SigningFailure)) {
        throw error;
      }
      failure = error;
    }
  }
  throw failure;
}
