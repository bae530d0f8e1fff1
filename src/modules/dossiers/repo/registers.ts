import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { Dossier, RegisterDocument, RegisterLine } from '../schema.ts';

interface Book {
  readonly centreId: string;
  readonly book: string;
  readonly year: number;
  readonly at: Temporal.Instant;
}

/**
 * Takes as many numbers of a book's year as there are documents; the book's row stays locked until the transaction ends.
 * A book that has no row for the year is opened with volume 1 (NĐ 23/2015 Đ13: from 01 to the end of the year).
 */
export async function takeNumbers(
  tx: Tx,
  { centreId, book, year, at }: Book,
  documents: readonly RegisterDocument[],
): Promise<readonly RegisterLine[]> {
  const row = await tx
    .insertInto('registers')
    .values({
      id: newId(),
      centre_id: centreId,
      book,
      year,
      volume: 1,
      last_no: documents.length,
      opened_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'book', 'year'])
        .doUpdateSet((eb) => ({ last_no: eb('registers.last_no', '+', documents.length) })),
    )
    .returning(['volume', 'last_no'])
    .executeTakeFirstOrThrow();
  const first = row.last_no - documents.length + 1;
  return documents.map((document, i) => ({ ...document, book, year, volume: row.volume, no: first + i, at }));
}

/** Writes the lines into the book, after the dossier itself is stored. */
export async function writeLines(
  tx: Tx,
  dossier: Dossier,
  lines: readonly RegisterLine[],
  enteredBy: string | null,
): Promise<void> {
  const first = lines[0];
  if (first === undefined) {
    return;
  }
  const { id } = await tx
    .selectFrom('registers')
    .select('id')
    .where('book', '=', first.book)
    .where('year', '=', first.year)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('register_entries')
    .values(
      lines.map(({ book: _book, year: _year, volume, no, at, ...document }) => ({
        register_id: id,
        centre_id: dossier.centreId,
        no,
        dossier_id: dossier.id,
        volume,
        document: JSON.stringify(document),
        at,
        entered_by: enteredBy,
      })),
    )
    .execute();
}
