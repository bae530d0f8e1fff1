import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { fromLocal } from '#platform/time.ts';
import type { AccessRow, AuditEntry, AuditFilter, ChainHead, ChainLink, Json, Seal } from './schema.ts';

interface EntryRow {
  readonly centre_id: string;
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly detail: unknown;
}

const ENTRY_COLUMNS = [
  'centre_id',
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'subject_type',
  'subject_id',
  'detail',
] as const;

function toEntry(row: EntryRow): AuditEntry {
  return {
    centreId: row.centre_id,
    seq: row.seq,
    at: row.at,
    // A CHECK of the table holds these two to their types.
    actorKind: row.actor_kind as AuditEntry['actorKind'],
    detail: row.detail as Json,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
  };
}

/** Entries for the auditor's list, newest first. */
export async function listEntries(
  tx: Tx,
  filter: AuditFilter,
  limit: number,
): Promise<readonly AuditEntry[]> {
  let query = tx.selectFrom('audit_entries').select(ENTRY_COLUMNS).orderBy('seq', 'desc').limit(limit);
  if (filter.action) {
    query = query.where('action', 'like', `${filter.action.replace(/[%_\\]/g, '\\$&')}%`);
  }
  if (filter.actor) {
    query = query.where(sql<boolean>`app.plain(actor_name) like '%' || app.plain(${filter.actor}) || '%'`);
  }
  if (filter.subject) {
    query = query.where('subject_id', '=', filter.subject);
  }
  if (filter.from) {
    query = query.where('at', '>=', fromLocal(Temporal.PlainDate.from(filter.from), '00:00'));
  }
  if (filter.to) {
    query = query.where('at', '<', fromLocal(Temporal.PlainDate.from(filter.to).add({ days: 1 }), '00:00'));
  }
  if (filter.before) {
    query = query.where('seq', '<', filter.before);
  }
  return (await query.execute()).map(toEntry);
}

/** The next links after a number, in order. */
export async function linksAfter(tx: Tx, seq: number, limit: number): Promise<readonly ChainLink[]> {
  const rows = await tx
    .selectFrom('audit_entries')
    .select([...ENTRY_COLUMNS, 'prev_hash', 'hash'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toEntry(row), prevHash: row.prev_hash, hash: row.hash }));
}

/** The head row of the transaction's centre, where there is one. */
export async function findHead(tx: Tx): Promise<ChainHead | undefined> {
  return tx.selectFrom('audit_heads').select(['seq', 'hash']).executeTakeFirst();
}

/** All seals of the transaction's centre in order of their days. */
export async function listSeals(tx: Tx): Promise<readonly Seal[]> {
  const rows = await tx.selectFrom('audit_seals').selectAll().orderBy('day').execute();
  return rows.map((row) => ({
    centreId: row.centre_id,
    day: row.day,
    seq: row.seq,
    hash: row.hash,
    accessLast: row.access_last,
    accessDigest: row.access_digest,
    prevSeal: row.prev_seal,
    seal: row.seal,
  }));
}

/** Stores a seal; a day that has one keeps it. @returns whether it was stored */
export async function insertSeal(tx: Tx, seal: Seal, at: Temporal.Instant): Promise<boolean> {
  const result = await tx
    .insertInto('audit_seals')
    .values({
      centre_id: seal.centreId,
      day: seal.day,
      seq: seal.seq,
      hash: Buffer.from(seal.hash),
      access_last: seal.accessLast,
      access_digest: Buffer.from(seal.accessDigest),
      prev_seal: Buffer.from(seal.prevSeal),
      seal: Buffer.from(seal.seal),
      sealed_at: at,
    })
    .onConflict((oc) => oc.columns(['centre_id', 'day']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Highest id of the access log written longer ago than the margin: by then its neighbours are committed too. */
export async function lastSettledAccess(tx: Tx, marginSeconds: number): Promise<number> {
  const row = await tx
    .selectFrom('access_log')
    .select((eb) => eb.fn.max('id').as('last'))
    .where(sql<boolean>`logged_at <= clock_timestamp() - make_interval(secs => ${marginSeconds})`)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Rows of the access log with `after` < id ≤ `last`, in order. */
export async function accessBetween(
  tx: Tx,
  after: number,
  last: number,
  limit: number,
): Promise<readonly AccessRow[]> {
  const rows = await tx
    .selectFrom('access_log')
    .selectAll()
    .where('id', '>', after)
    .where('id', '<=', last)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    centreId: row.centre_id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    what: row.what,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
  }));
}
