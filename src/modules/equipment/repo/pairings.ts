import type { Tx } from '#platform/db/tx.ts';

/** A screen that waits to be let in. */
export interface Pairing {
  readonly id: string;
  readonly code: string;
  readonly tokenHash: Uint8Array;
  readonly expiresAt: Temporal.Instant;
  readonly enrolmentId: string | null;
}

interface Row {
  readonly id: string;
  readonly code: string;
  readonly token_hash: Buffer;
  readonly expires_at: Temporal.Instant;
  readonly enrolment_id: string | null;
}

function toPairing(row: Row): Pairing {
  return {
    id: row.id,
    code: row.code,
    tokenHash: row.token_hash,
    expiresAt: row.expires_at,
    enrolmentId: row.enrolment_id,
  };
}

/** How many screens wait now. */
export async function countWaiting(tx: Tx, now: Temporal.Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('device_pairings')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('claimed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Throws away codes that nobody typed in time. */
export async function dropExpired(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx
    .deleteFrom('device_pairings')
    .where('claimed_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute();
}

/** Adds a waiting screen. @returns false when another one shows the same code */
export async function insertPairing(
  tx: Tx,
  centreId: string,
  pairing: Omit<Pairing, 'enrolmentId'>,
  openedAt: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('device_pairings')
    .values({
      id: pairing.id,
      centre_id: centreId,
      code: pairing.code,
      token_hash: Buffer.from(pairing.tokenHash),
      opened_at: openedAt,
      expires_at: pairing.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The waiting screen that shows a code, locked. */
export async function lockByCode(tx: Tx, code: string, now: Temporal.Instant): Promise<Pairing | undefined> {
  const row = await tx
    .selectFrom('device_pairings')
    .selectAll()
    .where('code', '=', code)
    .where('claimed_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
  return row && toPairing(row);
}

/** The pairing of the screen that holds a token. */
export async function findByToken(tx: Tx, tokenHash: Uint8Array): Promise<Pairing | undefined> {
  const row = await tx
    .selectFrom('device_pairings')
    .selectAll()
    .where('token_hash', '=', Buffer.from(tokenHash))
    .executeTakeFirst();
  return row && toPairing(row);
}

/** Notes that the screen was let in. */
export async function markClaimed(
  tx: Tx,
  id: string,
  enrolmentId: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('device_pairings')
    .set({ claimed_at: at, enrolment_id: enrolmentId })
    .where('id', '=', id)
    .execute();
}
