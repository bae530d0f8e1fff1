import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { HandOnExtent, Leave, LeaveReason } from './schema.ts';

/** An absence as it stands in the books. */
export interface StoredLeave extends Leave {
  readonly id: string;
  readonly reason: LeaveReason;
  readonly note: string;
  readonly handOn: HandOnExtent;
  readonly cancelled: boolean;
}

const COLUMNS = [
  'id',
  'account_id',
  'starts_at',
  'ends_at',
  'reason',
  'note',
  'hand_on',
  'cancelled_at',
] as const;

interface Row {
  readonly id: string;
  readonly account_id: string;
  readonly starts_at: Temporal.Instant;
  readonly ends_at: Temporal.Instant;
  readonly reason: string;
  readonly note: string;
  readonly hand_on: string;
  readonly cancelled_at: Temporal.Instant | null;
}

function fromRow(row: Row): StoredLeave {
  return {
    id: row.id,
    accountId: row.account_id,
    from: row.starts_at,
    to: row.ends_at,
    // Both are held to their values by CHECKs of the table.
    reason: row.reason as LeaveReason,
    note: row.note,
    handOn: row.hand_on as HandOnExtent,
    cancelled: row.cancelled_at !== null,
  };
}

/** Makes those who record absences of one person come one after another. */
export async function lockPerson(tx: Tx, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`leave:${accountId}`}, 0))`.execute(tx);
}

/** The absence that a request recorded before, if this is its repetition. */
export async function findLeaveByRequest(tx: Tx, requestId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('leaves')
    .select('id')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Absences of a person that share time with a span; its end is not included. */
export async function listMeeting(
  tx: Tx,
  accountId: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly StoredLeave[]> {
  const rows = await tx
    .selectFrom('leaves')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .orderBy('starts_at')
    .execute();
  return rows.map(fromRow);
}

/** One absence, locked for a change. */
export async function lockLeave(tx: Tx, id: string): Promise<StoredLeave | null> {
  const row = await tx
    .selectFrom('leaves')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Ends a running absence now, or calls one off that has not begun. */
export async function closeLeave(
  tx: Tx,
  id: string,
  at: Temporal.Instant,
  begun: boolean,
  by: string | null,
): Promise<void> {
  await tx
    .updateTable('leaves')
    .set({ ...(begun ? { ends_at: at } : { cancelled_at: at }), changed_by: by })
    .where('id', '=', id)
    .execute();
}

/** Absences that are not called off and end after the instant, the earliest first. */
export async function listStoredAfter(tx: Tx, at: Temporal.Instant): Promise<readonly StoredLeave[]> {
  const rows = await tx
    .selectFrom('leaves')
    .select(COLUMNS)
    .where('ends_at', '>', at)
    .where('cancelled_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}
