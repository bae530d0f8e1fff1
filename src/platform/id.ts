import { createHash, randomUUID, randomUUIDv7 } from 'node:crypto';

/** A new identifier: UUID version 7, so that rows made together lie together in the index. */
export function newId(): string {
  return randomUUIDv7();
}

/** A random UUID version 4, for request ids that must not tell when they were made. */
export function newRequestId(): string {
  return randomUUID();
}

/**
 * The request id of one item of a bulk action: made from the id of the whole and the item, so that a repeated press gives
 * each item the same id again. A UUID version 8 (RFC 9562) of a SHA-256.
 */
export function itemRequestId(requestId: string, item: string): string {
  const hex = createHash('sha256').update(`${requestId}/${item}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
