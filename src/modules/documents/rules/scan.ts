import { createHash } from 'node:crypto';

/** How long a phone may send pages, minutes. */
export const SCAN_MINUTES = 20;
/** Pages of one paper. */
export const SCAN_PAGES = 60;
/** Random bytes of a session's secret. */
export const SCAN_SECRET_BYTES = 24;
const UUID_BYTES = 16;

export interface ScanToken {
  readonly centreId: string;
  readonly secret: Uint8Array;
}

/** The token in the QR: whose centre, and the secret. The centre is no secret; it says in which rows to look. */
export function scanToken({ centreId, secret }: ScanToken): string {
  return Buffer.concat([Buffer.from(centreId.replaceAll('-', ''), 'hex'), secret]).toString('base64url');
}

/** Reads a token back; null when it cannot be one. */
export function readScanToken(token: string): ScanToken | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== UUID_BYTES + SCAN_SECRET_BYTES) {
    return null;
  }
  const hex = bytes.subarray(0, UUID_BYTES).toString('hex');
  const centreId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { centreId, secret: new Uint8Array(bytes.subarray(UUID_BYTES)) };
}

/** What is kept of a secret. */
export function scanSecretHash(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether pages may still be sent. */
export function scanState(
  session: { readonly expiresAt: Temporal.Instant; readonly fileId: string | null },
  now: Temporal.Instant,
): 'open' | 'finished' | 'expired' {
  if (session.fileId !== null) {
    return 'finished';
  }
  return Temporal.Instant.compare(now, session.expiresAt) < 0 ? 'open' : 'expired';
}
