import type { Tx } from '#platform/db/tx.ts';
import { FilePurpose, type ScanSession } from '../schema.ts';

interface ScanRow {
  readonly id: string;
  readonly centre_id: string;
  readonly title: string;
  readonly purpose: string;
  readonly opened_by: string;
  readonly opened_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant;
  readonly file_id: string | null;
}

function toSession(row: ScanRow): ScanSession {
  return {
    id: row.id,
    centreId: row.centre_id,
    title: row.title,
    purpose: FilePurpose.parse(row.purpose),
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    fileId: row.file_id,
  };
}

/** Opens a session. */
export async function insertScan(
  tx: Tx,
  session: ScanSession,
  by: { readonly name: string; readonly secretHash: Buffer },
): Promise<void> {
  await tx
    .insertInto('scan_sessions')
    .values({
      id: session.id,
      centre_id: session.centreId,
      secret_hash: by.secretHash,
      title: session.title,
      purpose: session.purpose,
      opened_by: session.openedBy,
      opened_by_name: by.name,
      opened_at: session.openedAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The session with this secret. */
export async function findScanBySecret(tx: Tx, secretHash: Buffer): Promise<ScanSession | undefined> {
  const row = await tx
    .selectFrom('scan_sessions')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
  return row && toSession(row);
}

/** As {@link findScanBySecret}, locked: pages get their places one after the other. */
export async function lockScanBySecret(tx: Tx, secretHash: Buffer): Promise<ScanSession | undefined> {
  const query = tx.selectFrom('scan_sessions').selectAll().where('secret_hash', '=', secretHash).forUpdate();
  const row = await query.executeTakeFirst();
  return row && toSession(row);
}

/** One session by id. */
export async function findScan(tx: Tx, id: string): Promise<ScanSession | undefined> {
  const row = await tx.selectFrom('scan_sessions').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toSession(row);
}

/** How many pages have come. */
export async function countPages(tx: Tx, sessionId: string): Promise<number> {
  const row = await tx
    .selectFrom('scan_pages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Adds a page at the end. */
export async function insertPage(
  tx: Tx,
  page: { sessionId: string; centreId: string; position: number; size: number; at: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('scan_pages')
    .values({
      session_id: page.sessionId,
      centre_id: page.centreId,
      position: page.position,
      size: page.size,
      sent_at: page.at,
    })
    .execute();
}

/** Takes one page away. */
export async function deletePage(tx: Tx, sessionId: string, position: number): Promise<void> {
  await tx
    .deleteFrom('scan_pages')
    .where('session_id', '=', sessionId)
    .where('position', '=', position)
    .execute();
}

/** Closes the session with the file that came of it. */
export async function finishScan(tx: Tx, id: string, fileId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('scan_sessions')
    .set({ file_id: fileId, finished_at: at })
    .where('id', '=', id)
    .execute();
}
