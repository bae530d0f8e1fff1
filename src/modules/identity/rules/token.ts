import { createHash } from 'node:crypto';

const SECRET_BYTES = 32;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A secret that opens something in one centre: what the holder keeps, and what the database keeps. */
export interface Token {
  /** `<centre>.<secret>`: 22 and 43 letters of base64url. */
  readonly text: string;
  readonly hash: Uint8Array;
}

function hashOf(secret: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/**
 * Makes a token of 32 random bytes. It names its centre, so that looking it up stays inside row-level security;
 * naming another centre finds nothing there.
 */
export function makeToken(centreId: string, secret: Uint8Array): Token {
  if (secret.length !== SECRET_BYTES) {
    throw new RangeError(`a token needs ${SECRET_BYTES} random bytes`);
  }
  const centre = Buffer.from(centreId.replaceAll('-', ''), 'hex').toString('base64url');
  return { text: `${centre}.${Buffer.from(secret).toString('base64url')}`, hash: hashOf(secret) };
}

/** Reads a token that somebody presented; undefined when it cannot be one. */
export function readToken(text: string | undefined): { centreId: string; hash: Uint8Array } | undefined {
  const match = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(text ?? '');
  if (!match?.[1] || !match[2]) {
    return undefined;
  }
  const hex = Buffer.from(match[1], 'base64url').toString('hex');
  const centreId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return UUID.test(centreId) ? { centreId, hash: hashOf(Buffer.from(match[2], 'base64url')) } : undefined;
}
