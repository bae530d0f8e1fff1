import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { type EmailStanding, plainEmail } from './rules/email.ts';

/** How an address stands; null when nobody asked or confirmed it yet. */
export async function findEmail(tx: Tx, address: string): Promise<EmailStanding | null> {
  const row = await tx
    .selectFrom('notice_emails')
    .selectAll()
    .where('address', '=', plainEmail(address))
    .executeTakeFirst();
  return row === undefined
    ? null
    : { asked: row.asked, askedAt: row.asked_at, confirmedAt: row.confirmed_at };
}

/** How an address stands, held until the transaction ends: nobody else asks its owner meanwhile. */
export async function lockEmail(tx: Tx, centreId: string, address: string): Promise<EmailStanding> {
  await tx
    .insertInto('notice_emails')
    .values({ centre_id: centreId, address: plainEmail(address), asked: 0 })
    .onConflict((conflict) => conflict.columns(['centre_id', 'address']).doNothing())
    .execute();
  const row = await tx
    .selectFrom('notice_emails')
    .selectAll()
    .where('address', '=', plainEmail(address))
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { asked: row.asked, askedAt: row.asked_at, confirmedAt: row.confirmed_at };
}

/** Notes that the owner of an address is asked. @returns the how-manieth question it is */
export async function noteAsked(
  tx: Tx,
  centreId: string,
  address: string,
  at: Temporal.Instant,
): Promise<number> {
  const row = await tx
    .insertInto('notice_emails')
    .values({ centre_id: centreId, address: plainEmail(address), asked: 1, asked_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'address'])
        .doUpdateSet({ asked: sql<number>`notice_emails.asked + 1`, asked_at: at }),
    )
    .returning('asked')
    .executeTakeFirstOrThrow();
  return row.asked;
}

/** Notes that an address is its owner's. @returns false when that was known before */
export async function markConfirmed(
  tx: Tx,
  centreId: string,
  address: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('notice_emails')
    .values({ centre_id: centreId, address: plainEmail(address), asked: 0, confirmed_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'address'])
        .doUpdateSet({ confirmed_at: at })
        .where('notice_emails.confirmed_at', 'is', null),
    )
    .returning('address')
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes the notices due that waited for an address. @returns their ids */
export async function wakeForEmail(
  tx: Tx,
  address: string,
  at: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('notices')
    .set({ next_at: at })
    .where('state', '=', 'waiting')
    .where(sql`lower(email)`, '=', plainEmail(address))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
