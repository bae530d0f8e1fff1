import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { RegisterDocument } from '../schema.ts';

/** A book of one year with how far its numbers have come. */
export interface Book {
  readonly code: string;
  readonly year: number;
  readonly volume: number;
  readonly lastNo: number;
}

/** One line of a book as it is read: number, day, person, document, who certified. */
export interface BookLine {
  readonly no: number;
  readonly volume: number;
  readonly at: Temporal.Instant;
  readonly dossierId: string;
  readonly dossierNumber: string | null;
  readonly person: string;
  readonly idNumber: string | null;
  readonly document: RegisterDocument;
  /** Who signed the certification; null while nobody has. */
  readonly certifier: string | null;
}

/** Which part of a book is read; moments are half-open. */
export interface BookSpan {
  readonly code: string;
  readonly year: number;
  readonly from: Temporal.Instant;
  readonly before: Temporal.Instant;
}

/** All books of the centre, newest year first. */
export async function listBooks(tx: Tx): Promise<readonly Book[]> {
  const rows = await tx
    .selectFrom('registers')
    .select(['book', 'year', 'volume', 'last_no'])
    .orderBy('year', 'desc')
    .orderBy('book')
    .execute();
  return rows.map((row) => ({ code: row.book, year: row.year, volume: row.volume, lastNo: row.last_no }));
}

function entriesOf(tx: Tx, span: BookSpan) {
  return tx
    .selectFrom('register_entries as e')
    .innerJoin('registers as r', 'r.id', 'e.register_id')
    .where('r.book', '=', span.code)
    .where('r.year', '=', span.year)
    .where('e.at', '>=', span.from)
    .where('e.at', '<', span.before);
}

/** Lines of a span in the order of their numbers. */
export async function listBookLines(
  tx: Tx,
  span: BookSpan,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly BookLine[]> {
  const rows = await entriesOf(tx, span)
    .innerJoin('dossiers as d', 'd.id', 'e.dossier_id')
    .select(['e.no', 'e.volume', 'e.at', 'e.dossier_id', 'e.document', 'd.number', 'd.applicant_name'])
    .select([
      sql<string | null>`d.state #>> '{parties,applicant,idNumber}'`.as('id_number'),
      sql<string | null>`d.state #>> '{decision,signed,by,name}'`.as('certifier'),
    ])
    .orderBy('e.no')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map((row) => ({
    no: row.no,
    volume: row.volume,
    at: row.at,
    dossierId: row.dossier_id,
    dossierNumber: row.number,
    person: row.applicant_name,
    idNumber: row.id_number,
    document: RegisterDocument.parse(row.document),
    certifier: row.certifier,
  }));
}

/** Totals of a span: lines, copies, charges in đồng. */
export interface BookTotals {
  readonly lines: number;
  readonly copies: number;
  readonly fee: number;
}

/** What the whole span adds up to. */
export async function bookTotals(tx: Tx, span: BookSpan): Promise<BookTotals> {
  const row = await entriesOf(tx, span)
    .select((eb) => [
      eb.fn.countAll<number>().as('lines'),
      sql<number>`coalesce(sum((e.document ->> 'copies')::bigint), 0)::bigint`.as('copies'),
      sql<number>`coalesce(sum((e.document ->> 'fee')::bigint), 0)::bigint`.as('fee'),
    ])
    .executeTakeFirstOrThrow();
  return { lines: Number(row.lines), copies: Number(row.copies), fee: Number(row.fee) };
}
