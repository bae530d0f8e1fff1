import { createHash, createHmac } from 'node:crypto';
import { messages } from './messages.ts';
import type { AccessRow, AuditEntry, BrokenLink, ChainHead, ChainLink, Json, Seal } from './schema.ts';

/** What the first link of every chain points back to. */
export const GENESIS: Uint8Array = new Uint8Array(32);

/** SHA-256 of the parts put one after another. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return new Uint8Array(hash.digest());
}

/**
 * Brings any value to what the database will give back: dates and instants as their text, absent members left out,
 * texts in NFC, and without the zero character, which PostgreSQL cannot store.
 */
export function toJson(value: unknown): Json {
  const text = JSON.stringify(value ?? null, (_key, member: unknown) => {
    if (typeof member === 'bigint') {
      return member.toString();
    }
    return typeof member === 'string'
      ? member.replaceAll('\u0000', '').toWellFormed().normalize('NFC')
      : member;
  });
  const parsed: Json = JSON.parse(text ?? 'null');
  return parsed;
}

/** JSON with the members of every object in code-unit order and no spaces: equal values give equal texts. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Cuts to whole microseconds, the finest that `timestamptz` keeps. */
export function toMicroseconds(at: Temporal.Instant): Temporal.Instant {
  return at.round({ smallestUnit: 'microsecond', roundingMode: 'trunc' });
}

/** SHA-256 of the entry's canonical JSON: everything a person could want to change afterwards, except its place. */
export function contentDigest(entry: Omit<AuditEntry, 'seq'>): Uint8Array {
  return sha256(
    canonicalJson({
      action: entry.action,
      actorId: entry.actorId,
      actorKind: entry.actorKind,
      actorName: entry.actorName,
      at: toMicroseconds(entry.at).toString({ fractionalSecondDigits: 6 }),
      centreId: entry.centreId,
      detail: entry.detail,
      subjectId: entry.subjectId,
      subjectType: entry.subjectType,
    }),
  );
}

/** The hash of a link: SHA-256(previous hash ‖ number as 8 bytes big-endian ‖ content digest). */
export function linkHash(prevHash: Uint8Array, seq: number, digest: Uint8Array): Uint8Array {
  const place = new Uint8Array(8);
  new DataView(place.buffer).setBigInt64(0, BigInt(seq));
  return sha256(prevHash, place, digest);
}

/** Whether two digests are equal. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** State of a check that runs over a chain piece by piece. */
export interface ChainCheck {
  readonly centreId: string;
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** The check before the first link. */
export function startCheck(centreId: string): ChainCheck {
  return { centreId, seq: 0, hash: GENESIS };
}

/**
 * Follows the links in order of their numbers and stops at the first that does not fit:
 * a gap means a link was removed, a foreign predecessor means one was put in, anything else that it was changed.
 */
export function checkLinks(start: ChainCheck, links: readonly ChainLink[]): ChainCheck | BrokenLink {
  let { seq, hash } = start;
  const broken = (at: number, kind: 'changed' | 'removed' | 'inserted'): BrokenLink => ({
    centreId: start.centreId,
    at: String(at),
    kind,
    message: messages('vi')(`broken.${kind}`, { at }),
  });
  for (const link of links) {
    if (link.seq > seq + 1) {
      return broken(seq + 1, 'removed');
    }
    const expected = linkHash(hash, link.seq, contentDigest(link));
    if (link.seq <= seq || !sameBytes(link.prevHash, hash)) {
      return broken(link.seq, 'inserted');
    }
    if (!sameBytes(link.hash, expected)) {
      return broken(link.seq, 'changed');
    }
    seq = link.seq;
    hash = link.hash;
  }
  return { centreId: start.centreId, seq, hash };
}

/** Compares the end of the chain with the head row: a shorter chain was cut, a longer one was added to. */
export function checkHead(end: ChainCheck, head: ChainHead | undefined): BrokenLink | undefined {
  const t = messages('vi');
  const { centreId, seq, hash } = end;
  if (!head) {
    return seq === 0
      ? undefined
      : { centreId, at: String(seq), kind: 'head-missing', message: t('broken.head-missing', { at: seq }) };
  }
  if (head.seq > seq) {
    const at = seq + 1;
    return {
      centreId,
      at: String(at),
      kind: 'tail-cut',
      message: t('broken.tail-cut', { at, last: head.seq }),
    };
  }
  if (head.seq < seq) {
    const at = head.seq + 1;
    return { centreId, at: String(at), kind: 'inserted', message: t('broken.inserted', { at }) };
  }
  return sameBytes(head.hash, hash)
    ? undefined
    : { centreId, at: String(seq), kind: 'head-changed', message: t('broken.head-changed', { at: seq }) };
}

/** Whether the answer of a check is a fault. */
export function isBroken(result: ChainCheck | BrokenLink): result is BrokenLink {
  return 'kind' in result;
}

/** Adds one row of the access log to a running digest: SHA-256(digest so far ‖ canonical JSON of the row). */
export function addAccess(digest: Uint8Array, row: AccessRow): Uint8Array {
  return sha256(
    digest,
    canonicalJson({
      actorId: row.actorId,
      actorKind: row.actorKind,
      actorName: row.actorName,
      at: toMicroseconds(row.at).toString({ fractionalSecondDigits: 6 }),
      centreId: row.centreId,
      id: row.id,
      subjectId: row.subjectId,
      subjectType: row.subjectType,
      what: row.what,
    }),
  );
}

/** The seal of a day: HMAC-SHA-256 with the installation key over the seal before and all that this one fixes. */
export function sealOf(key: Uint8Array, seal: Omit<Seal, 'seal'>): Uint8Array {
  const content = canonicalJson({
    accessDigest: Buffer.from(seal.accessDigest).toString('hex'),
    accessLast: seal.accessLast,
    centreId: seal.centreId,
    day: seal.day.toString(),
    hash: Buffer.from(seal.hash).toString('hex'),
    seq: seal.seq,
  });
  return new Uint8Array(createHmac('sha256', key).update(seal.prevSeal).update(content).digest());
}

/**
 * Checks the seals of one centre in order of their days: each must carry the installation's signature and follow the
 * one before. What they say about entries is compared by the caller, who has the entries.
 */
export function checkSeals(key: Uint8Array, seals: readonly Seal[]): BrokenLink | undefined {
  const t = messages('vi');
  let prev: Uint8Array = GENESIS;
  for (const seal of seals) {
    const at = seal.day.toString();
    if (!sameBytes(seal.seal, sealOf(key, seal))) {
      return { centreId: seal.centreId, at, kind: 'seal-changed', message: t('broken.seal-changed', { at }) };
    }
    if (!sameBytes(seal.prevSeal, prev)) {
      return { centreId: seal.centreId, at, kind: 'seal-removed', message: t('broken.seal-removed', { at }) };
    }
    prev = seal.seal;
  }
  return undefined;
}
