import { type Kysely, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { DB } from '#platform/db/types.gen.ts';
import { type DrawnDocument, FORM_IDS, type FormId, type PaperState, type Subject } from '../schema.ts';

interface DocumentRow {
  readonly id: string;
  readonly form: string;
  readonly number: string | null;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly subject_label: string;
  readonly version: number;
  readonly data: unknown;
  readonly verify_code: string;
  readonly drawn_at: Temporal.Instant;
  readonly drawn_by_name: string;
  readonly replaced: boolean;
  readonly cancelled: boolean;
}

function formOf(text: string): FormId {
  const form = FORM_IDS.find((id) => id === text);
  if (form === undefined) {
    throw new Error(`documents: unknown form ${text}`);
  }
  return form;
}

function stateOf(row: DocumentRow): PaperState {
  if (row.cancelled) {
    return 'cancelled';
  }
  return row.replaced ? 'replaced' : 'in-force';
}

function toDocument(row: DocumentRow): DrawnDocument {
  return {
    id: row.id,
    form: formOf(row.form),
    number: row.number,
    subject: { type: row.subject_type, id: row.subject_id },
    subjectLabel: row.subject_label,
    version: row.version,
    data: row.data,
    verifyCode: row.verify_code,
    drawnAt: row.drawn_at,
    drawnByName: row.drawn_by_name,
    state: stateOf(row),
  };
}

function select(tx: Tx) {
  return tx
    .selectFrom('documents as d')
    .selectAll('d')
    .select(({ exists, selectFrom }) => [
      exists(selectFrom('documents as n').select('n.id').whereRef('n.replaces', '=', 'd.id'))
        .$castTo<boolean>()
        .as('replaced'),
      exists(selectFrom('document_cancellations as c').select('c.at').whereRef('c.document_id', '=', 'd.id'))
        .$castTo<boolean>()
        .as('cancelled'),
    ]);
}

/** The next serial of a kind of slip in a centre and year; from here to the commit others of the kind wait. */
export async function nextSerial(tx: Tx, centreId: string, sign: string, year: number): Promise<number> {
  const row = await tx
    .insertInto('document_series')
    .values({ centre_id: centreId, sign, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['centre_id', 'sign', 'year']).doUpdateSet({ last: sql`document_series.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** How many papers of the form the subject has had. */
export async function countVersions(tx: Tx, form: FormId, subject: Subject): Promise<number> {
  const row = await tx
    .selectFrom('documents')
    .select(({ fn }) => fn.coalesce(fn.max('version'), sql<number>`0`).as('last'))
    .where('form', '=', form)
    .where('subject_type', '=', subject.type)
    .where('subject_id', '=', subject.id)
    .executeTakeFirstOrThrow();
  return Number(row.last);
}

export interface NewDocument {
  readonly id: string;
  readonly centreId: string;
  readonly form: FormId;
  readonly series: { readonly sign: string; readonly serial: number; readonly number: string } | null;
  readonly year: number;
  readonly subject: Subject;
  readonly subjectLabel: string;
  readonly version: number;
  readonly data: object;
  readonly verifyCode: string;
  readonly drawnAt: Temporal.Instant;
  readonly drawnBy: string | null;
  readonly drawnByName: string;
  readonly replaces: string | null;
}

/** Adds a paper and its code. */
export async function insertDocument(tx: Tx, document: NewDocument): Promise<void> {
  await tx
    .insertInto('documents')
    .values({
      id: document.id,
      centre_id: document.centreId,
      form: document.form,
      sign: document.series?.sign ?? null,
      serial: document.series?.serial ?? null,
      number: document.series?.number ?? null,
      year: document.year,
      subject_type: document.subject.type,
      subject_id: document.subject.id,
      subject_label: document.subjectLabel,
      version: document.version,
      data: JSON.stringify(document.data),
      verify_code: document.verifyCode,
      drawn_at: document.drawnAt,
      drawn_by: document.drawnBy,
      drawn_by_name: document.drawnByName,
      replaces: document.replaces,
    })
    .execute();
  await tx
    .insertInto('document_codes')
    .values({ code: document.verifyCode, centre_id: document.centreId })
    .execute();
}

/** One paper by id. */
export async function findDocument(tx: Tx, id: string): Promise<DrawnDocument | undefined> {
  const row = await select(tx).where('d.id', '=', id).executeTakeFirst();
  return row && toDocument(row);
}

/** One paper by the code on it. */
export async function findDocumentByCode(tx: Tx, code: string): Promise<DrawnDocument | undefined> {
  const row = await select(tx).where('d.verify_code', '=', code).executeTakeFirst();
  return row && toDocument(row);
}

/** The centre that issued the paper with this code; the only question that crosses centres. */
export async function findCentreOfCode(db: Kysely<DB>, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('document_codes')
    .select('centre_id')
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.centre_id;
}

/** Papers of a subject, oldest first. */
export async function listDocumentsOf(tx: Tx, subject: Subject): Promise<readonly DrawnDocument[]> {
  const rows = await select(tx)
    .where('d.subject_type', '=', subject.type)
    .where('d.subject_id', '=', subject.id)
    .orderBy('d.drawn_at')
    .orderBy('d.id')
    .execute();
  return rows.map(toDocument);
}

/** Cancels a paper. @returns false when it was cancelled before */
export async function insertCancellation(
  tx: Tx,
  input: { documentId: string; centreId: string; at: Temporal.Instant; by: string | null; reason: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('document_cancellations')
    .values({
      document_id: input.documentId,
      centre_id: input.centreId,
      at: input.at,
      by: input.by,
      reason: input.reason,
    })
    .onConflict((conflict) => conflict.column('document_id').doNothing())
    .returning('document_id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface DocumentFile {
  readonly sha256: string;
  readonly size: number;
  readonly fileName: string;
}

/** The PDF that was kept of a paper, once it has been opened. */
export async function findDocumentFile(tx: Tx, documentId: string): Promise<DocumentFile | undefined> {
  const row = await tx
    .selectFrom('document_files')
    .select(['sha256', 'size', 'file_name'])
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row && { sha256: row.sha256.toString('hex'), size: row.size, fileName: row.file_name };
}

/** Keeps the PDF of a paper, unless another reader was first. */
export async function insertDocumentFile(
  tx: Tx,
  input: DocumentFile & { documentId: string; centreId: string; at: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('document_files')
    .values({
      document_id: input.documentId,
      centre_id: input.centreId,
      sha256: Buffer.from(input.sha256, 'hex'),
      size: input.size,
      file_name: input.fileName,
      rendered_at: input.at,
    })
    .onConflict((conflict) => conflict.column('document_id').doNothing())
    .execute();
}

/** Series whose papers are not exactly 1 … last. */
export async function brokenSeries(tx: Tx): Promise<readonly string[]> {
  const rows = await sql<{ sign: string; year: number }>`
    select s.sign, s.year from document_series s
    left join documents d on d.centre_id = s.centre_id and d.sign = s.sign and d.year = s.year
    group by s.sign, s.year, s.last
    having count(d.id) <> s.last or max(d.serial) is distinct from s.last`.execute(tx);
  return rows.rows.map((row) => `${row.sign} ${row.year}`);
}
