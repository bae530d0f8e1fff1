import type { Tx } from '#platform/db/tx.ts';
import { FilePurpose, type StoredFile, type Subject } from '../schema.ts';

interface FileRow {
  readonly id: string;
  readonly centre_id: string;
  readonly sha256: Buffer;
  readonly received_sha256: Buffer;
  readonly size: number;
  readonly media_type: string;
  readonly name: string;
  readonly purpose: string;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
  readonly pages: number | null;
  readonly uploaded_by: string | null;
  readonly uploaded_at: Temporal.Instant;
}

function toFile(row: FileRow): StoredFile {
  return {
    id: row.id,
    centreId: row.centre_id,
    sha256: row.sha256.toString('hex'),
    receivedSha256: row.received_sha256.toString('hex'),
    size: row.size,
    mediaType: row.media_type,
    name: row.name,
    purpose: FilePurpose.parse(row.purpose),
    subject:
      row.subject_type === null || row.subject_id === null
        ? null
        : { type: row.subject_type, id: row.subject_id },
    pages: row.pages,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  };
}

/** Adds a file, unless one with the same request id is there. @returns whether it was added */
export async function insertFile(
  tx: Tx,
  file: StoredFile,
  by: { readonly kind: string; readonly requestId: string },
): Promise<boolean> {
  const added = await tx
    .insertInto('files')
    .values({
      id: file.id,
      centre_id: file.centreId,
      sha256: Buffer.from(file.sha256, 'hex'),
      received_sha256: Buffer.from(file.receivedSha256, 'hex'),
      size: file.size,
      media_type: file.mediaType,
      name: file.name,
      purpose: file.purpose,
      subject_type: file.subject?.type ?? null,
      subject_id: file.subject?.id ?? null,
      pages: file.pages,
      uploaded_by: file.uploadedBy,
      uploader_kind: by.kind,
      uploaded_at: file.uploadedAt,
      request_id: by.requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** One file by id. */
export async function findFile(tx: Tx, id: string): Promise<StoredFile | undefined> {
  const row = await tx.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toFile(row);
}

/** The file that an earlier run of the same request stored. */
export async function findFileByRequest(tx: Tx, requestId: string): Promise<StoredFile | undefined> {
  const row = await tx.selectFrom('files').selectAll().where('request_id', '=', requestId).executeTakeFirst();
  return row && toFile(row);
}

/** Files of a subject, oldest first. */
export async function listFilesOf(tx: Tx, subject: Subject): Promise<readonly StoredFile[]> {
  const rows = await tx
    .selectFrom('files')
    .selectAll()
    .where('subject_type', '=', subject.type)
    .where('subject_id', '=', subject.id)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();
  return rows.map(toFile);
}

/** Binds files to a subject; those that belong to another one already are left. @returns ids of the files that now belong to it */
export async function bindFiles(
  tx: Tx,
  ids: readonly string[],
  subject: Subject,
): Promise<readonly string[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await tx
    .updateTable('files')
    .set({ subject_type: subject.type, subject_id: subject.id })
    .where('id', 'in', ids)
    .where((where) =>
      where.or([
        where('subject_id', 'is', null),
        where.and([where('subject_type', '=', subject.type), where('subject_id', '=', subject.id)]),
      ]),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Ids of all files of the transaction's centre, for the proof that their bytes are there. */
export async function listFileIds(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('files').select('id').orderBy('id').execute();
  return rows.map((row) => row.id);
}
