import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (secret: string | Uint8Array) => createHash('sha256').update(secret).digest();

/**
 * Whether a secret that somebody sent is the right one. Their SHA-256 digests are compared in constant time, so that neither
 * the length of the right one nor how much of a guess was right can be told from how long the answer takes.
 */
export function sameSecret(given: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(digest(given), digest(right));
}
