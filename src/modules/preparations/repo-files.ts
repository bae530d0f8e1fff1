import type { Tx } from '#platform/db/tx.ts';
import type { PreparedFile } from './schema.ts';

const COLUMNS = [
  'id',
  'preparation_id',
  'paper_key',
  'name',
  'media_type',
  'size',
  'pages',
  'sha256',
  'state',
  'reused_from',
  'handed_on',
  'request_id',
  'added_at',
] as const;

interface Row {
  readonly id: string;
  readonly preparation_id: string;
  readonly paper_key: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  readonly pages: number | null;
  readonly sha256: Buffer;
  readonly state: string;
  readonly reused_from: string | null;
  readonly handed_on: boolean;
  readonly request_id: string;
  readonly added_at: Temporal.Instant;
}

function toFile(row: Row): PreparedFile {
  return {
    id: row.id,
    preparationId: row.preparation_id,
    paperKey: row.paper_key,
    name: row.name,
    mediaType: row.media_type === 'application/pdf' ? 'application/pdf' : 'image/jpeg',
    size: row.size,
    pages: row.pages,
    sha256: row.sha256.toString('hex'),
    state: row.state === 'waiting' ? 'waiting' : 'clean',
    reusedFrom: row.reused_from,
    handedOn: row.handed_on,
    requestId: row.request_id,
    addedAt: row.added_at,
  };
}

/** Adds a file, unless its request did so before. @returns whether it was added */
export async function insertFile(tx: Tx, centreId: string, file: PreparedFile): Promise<boolean> {
  const added = await tx
    .insertInto('preparation_files')
    .values({
      id: file.id,
      centre_id: centreId,
      preparation_id: file.preparationId,
      paper_key: file.paperKey,
      name: file.name,
      media_type: file.mediaType,
      size: file.size,
      pages: file.pages,
      sha256: Buffer.from(file.sha256, 'hex'),
      state: file.state,
      reused_from: file.reusedFrom,
      request_id: file.requestId,
      added_at: file.addedAt,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Files of a preparation in the order in which they came. */
export async function listFiles(tx: Tx, preparationId: string): Promise<readonly PreparedFile[]> {
  const rows = await tx
    .selectFrom('preparation_files')
    .select(COLUMNS)
    .where('preparation_id', '=', preparationId)
    .orderBy('id')
    .execute();
  return rows.map(toFile);
}

/** Takes a file away. @returns whether it was there */
export async function deleteFile(tx: Tx, preparationId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('preparation_files')
    .where('preparation_id', '=', preparationId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Files that wait for the scanner, oldest first. */
export async function listWaiting(tx: Tx, limit: number): Promise<readonly PreparedFile[]> {
  const rows = await tx
    .selectFrom('preparation_files')
    .select(COLUMNS)
    .where('state', '=', 'waiting')
    .orderBy('added_at')
    .limit(limit)
    .execute();
  return rows.map(toFile);
}

/** How many files wait for the scanner. */
export async function countWaiting(tx: Tx): Promise<number> {
  const { n } = await tx
    .selectFrom('preparation_files')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** The scanner looked at it and found nothing. */
export async function markClean(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('preparation_files').set({ state: 'clean' }).where('id', '=', id).execute();
}

/** The dossier has them. */
export async function markHandedOn(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    await tx.updateTable('preparation_files').set({ handed_on: true }).where('id', 'in', ids).execute();
  }
}
