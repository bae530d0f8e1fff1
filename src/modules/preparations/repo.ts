import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { Body, type Preparation, PreparationState, type Use } from './schema.ts';

const COLUMNS = [
  'id',
  'centre_id',
  'code',
  'procedure_code',
  'procedure_name',
  'state',
  'body',
  'owner_key',
  'helper_id',
  'helper_name',
  'created_at',
  'changed_at',
  'expires_at',
  'dossier_id',
  'used_at',
  'used_by',
  'alert_by',
  'respond_by',
  'seen_at',
  'seen_by',
  'answered_at',
  'request_id',
] as const;

interface Row {
  readonly id: string;
  readonly centre_id: string;
  readonly code: string;
  readonly procedure_code: string;
  readonly procedure_name: string;
  readonly state: string;
  readonly body: unknown;
  readonly owner_key: string | null;
  readonly helper_id: string | null;
  readonly helper_name: string | null;
  readonly created_at: Temporal.Instant;
  readonly changed_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant;
  readonly dossier_id: string | null;
  readonly used_at: Temporal.Instant | null;
  readonly used_by: string | null;
  readonly alert_by: Temporal.Instant | null;
  readonly respond_by: Temporal.Instant | null;
  readonly seen_at: Temporal.Instant | null;
  readonly seen_by: string | null;
  readonly answered_at: Temporal.Instant | null;
  readonly request_id: string;
}

function useOf(row: Row): Use | null {
  return row.dossier_id === null || row.used_at === null
    ? null
    : { dossierId: row.dossier_id, at: row.used_at, by: row.used_by ?? '' };
}

function toPreparation(row: Row): Preparation {
  return {
    id: row.id,
    centreId: row.centre_id,
    code: row.code,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name,
    state: PreparationState.parse(row.state),
    body: Body.parse(row.body),
    ownerKey: row.owner_key,
    helper: row.helper_id === null ? null : { id: row.helper_id, name: row.helper_name ?? '' },
    createdAt: row.created_at,
    changedAt: row.changed_at,
    expiresAt: row.expires_at,
    requestId: row.request_id,
    use: useOf(row),
    clocks:
      row.alert_by === null
        ? null
        : {
            alertBy: row.alert_by,
            respondBy: row.respond_by,
            openedAt: row.seen_at,
            openedBy: row.seen_by,
            answeredAt: row.answered_at,
          },
  };
}

/** A draft to be stored. */
export interface NewPreparation {
  readonly id: string;
  readonly centreId: string;
  readonly secretHash: Uint8Array;
  readonly code: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly body: Body;
  readonly ownerKey: string | null;
  readonly helper: Preparation['helper'];
  readonly requestId: string;
  readonly at: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** Adds a draft. False when its code or its request id is taken. */
export async function insertPreparation(tx: Tx, made: NewPreparation): Promise<boolean> {
  const added = await tx
    .insertInto('preparations')
    .values({
      id: made.id,
      centre_id: made.centreId,
      secret_hash: Buffer.from(made.secretHash),
      code: made.code,
      procedure_code: made.procedureCode,
      procedure_name: made.procedureName,
      state: 'draft',
      body: JSON.stringify(made.body),
      owner_key: made.ownerKey,
      helper_id: made.helper?.id ?? null,
      helper_name: made.helper?.name ?? null,
      request_id: made.requestId,
      created_at: made.at,
      changed_at: made.at,
      expires_at: made.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** What a preparation is found by. */
export type Key =
  | { readonly secretHash: Uint8Array }
  | { readonly code: string }
  | { readonly id: string }
  | { readonly requestId: string }
  | { readonly dossierId: string };

function byKey(tx: Tx, key: Key) {
  const query = tx.selectFrom('preparations').select(COLUMNS);
  if ('secretHash' in key) {
    return query.where('secret_hash', '=', Buffer.from(key.secretHash));
  }
  if ('code' in key) {
    return query.where('code', '=', key.code);
  }
  if ('requestId' in key) {
    return query.where('request_id', '=', key.requestId);
  }
  return 'id' in key ? query.where('id', '=', key.id) : query.where('dossier_id', '=', key.dossierId);
}

/** One preparation. */
export async function findPreparation(tx: Tx, key: Key): Promise<Preparation | null> {
  const row = await byKey(tx, key).executeTakeFirst();
  return row === undefined ? null : toPreparation(row);
}

/** As {@link findPreparation}, locked until the transaction ends. */
export async function lockPreparation(tx: Tx, key: Key): Promise<Preparation | null> {
  const row = await byKey(tx, key).forUpdate().executeTakeFirst();
  return row === undefined ? null : toPreparation(row);
}

/** Stores what was answered; the retention starts anew. */
export async function saveBody(
  tx: Tx,
  id: string,
  saved: { readonly body: Body; readonly at: Temporal.Instant; readonly expiresAt: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('preparations')
    .set({ body: JSON.stringify(saved.body), changed_at: saved.at, expires_at: saved.expiresAt })
    .where('id', '=', id)
    .execute();
}

/** Puts a draft into a citizen's list. */
export async function setOwner(tx: Tx, id: string, ownerKey: string): Promise<void> {
  await tx.updateTable('preparations').set({ owner_key: ownerKey }).where('id', '=', id).execute();
}

/** Which dossier a draft became. */
export interface MarkUsed {
  readonly state: 'opened' | 'filed';
  readonly dossierId: string;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly byId: string | null;
  readonly expiresAt: Temporal.Instant;
  readonly alertBy: Temporal.Instant | null;
  readonly respondBy: Temporal.Instant | null;
}

/** Binds a draft to its dossier, for good. */
export async function markUsed(tx: Tx, id: string, used: MarkUsed): Promise<void> {
  await tx
    .updateTable('preparations')
    .set({
      state: used.state,
      dossier_id: used.dossierId,
      used_at: used.at,
      used_by: used.by,
      used_by_id: used.byId,
      expires_at: used.expiresAt,
      alert_by: used.alertBy,
      respond_by: used.respondBy,
    })
    .where('id', '=', id)
    .execute();
}

/** Notes who looked first at what was filed here. */
export async function markSeen(tx: Tx, id: string, at: Temporal.Instant, by: string): Promise<void> {
  await tx
    .updateTable('preparations')
    .set({ seen_at: at, seen_by: by })
    .where('id', '=', id)
    .where('state', '=', 'filed')
    .where('seen_at', 'is', null)
    .execute();
}

/** Notes that the centre answered what was filed here: received, refused, or asked for more. */
export async function markAnswered(tx: Tx, dossierId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('preparations')
    .set({ answered_at: at })
    .where('dossier_id', '=', dossierId)
    .where('state', '=', 'filed')
    .where('answered_at', 'is', null)
    .execute();
}

/** A citizen's list, last changed first. */
export async function listOwned(tx: Tx, ownerKey: string, limit: number): Promise<readonly Preparation[]> {
  const rows = await tx
    .selectFrom('preparations')
    .select(COLUMNS)
    .where('owner_key', '=', ownerKey)
    .orderBy('changed_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toPreparation);
}

/** What became a dossier: filed here and not answered first, then the newest. */
export async function listUsed(tx: Tx, limit: number): Promise<readonly Preparation[]> {
  const rows = await tx
    .selectFrom('preparations')
    .select(COLUMNS)
    .where('used_at', 'is not', null)
    .orderBy(sql`state = 'filed' and answered_at is null`, 'desc')
    .orderBy('used_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toPreparation);
}

/** Preparations whose time is over: drafts to be deleted, used ones to be emptied. */
export async function listExpired(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Preparation[]> {
  const rows = await tx
    .selectFrom('preparations')
    .select(COLUMNS)
    .where('expires_at', '<=', now)
    .where((where) => where.or([where('state', '=', 'draft'), where(sql`body`, '<>', sql`'{}'::jsonb`)]))
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(toPreparation);
}

/** Deletes a draft; its files' rows go with it. */
export async function deletePreparation(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('preparations').where('id', '=', id).where('state', '=', 'draft').execute();
}

/** Empties a used one: the dossier has it all, and only what it became is kept. */
export async function emptyPreparation(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('preparation_files').where('preparation_id', '=', id).execute();
  await tx.updateTable('preparations').set({ body: '{}', owner_key: null }).where('id', '=', id).execute();
}
