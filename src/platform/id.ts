import { randomUUID, randomUUIDv7 } from 'node:crypto';

/** A new identifier: UUID version 7, so that rows made together lie together in the index. */
export function newId(): string {
  return randomUUIDv7();
}

/** A random UUID version 4, for request ids that must not tell when they were made. */
export function newRequestId(): string {
  return randomUUID();
}
