import { logAccess } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { DOSSIER_POLICY } from './policy.ts';
import {
  type Book,
  type BookLine,
  type BookTotals,
  bookTotals,
  listBookLines,
  listBooks,
} from './repo/register-book.ts';
import { maskNumber } from './rules/mask.ts';

export type { BookLine } from './repo/register-book.ts';

/** Which month of which book. `month` 0 is the whole year. */
export interface BookAsked {
  readonly code?: string | undefined;
  readonly year: number;
  readonly month: number;
  readonly page: number;
  readonly pageSize: number;
}

/** A month (or year) of a book with its totals; `book` null while the centre keeps none. */
export interface BookView {
  readonly books: readonly Book[];
  readonly book: Book | null;
  readonly lines: readonly BookLine[];
  readonly totals: BookTotals;
}

/** Certification books (SCT/…) before the others: they are what the page is opened for. */
function certificationFirst(books: readonly Book[]): readonly Book[] {
  return [...books].sort((a, b) => Number(b.code.startsWith('SCT/')) - Number(a.code.startsWith('SCT/')));
}

function spanOf(book: Book, { year, month }: BookAsked) {
  const first = Temporal.PlainDate.from({ year, month: month === 0 ? 1 : month, day: 1 });
  const next = month === 0 ? first.add({ years: 1 }) : first.add({ months: 1 });
  return {
    code: book.code,
    year: book.year,
    from: fromLocal(first, '00:00'),
    before: fromLocal(next, '00:00'),
  };
}

/**
 * A part of a book (sổ chứng thực and the like; NĐ 23/2015 Đ13) in the order of its numbers. Identity numbers are masked
 * for those whose task does not reach the whole centre. The reading is logged.
 * @throws Problem `forbidden`
 */
export async function readBook(ctx: AppContext, actor: Actor, asked: BookAsked): Promise<BookView> {
  authorise(DOSSIER_POLICY, actor, 'view', { centreId: actor.centreId });
  const personal = can(DOSSIER_POLICY, actor, 'view-personal', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const books = certificationFirst(await listBooks(tx));
    const book =
      books.find((one) => one.code === asked.code && one.year === asked.year) ??
      books.find((one) => one.year === asked.year) ??
      null;
    if (book === null) {
      return { books, book, lines: [], totals: { lines: 0, copies: 0, fee: 0 } };
    }
    const span = spanOf(book, asked);
    const page = { limit: asked.pageSize, offset: (asked.page - 1) * asked.pageSize };
    const lines = await listBookLines(tx, span, page);
    const totals = await bookTotals(tx, span);
    const subjectId = `${book.code}/${book.year}`;
    await logAccess(
      tx,
      actor,
      { what: 'register.view', subjectType: 'register', subjectId },
      ctx.clock.now(),
    );
    const shown = lines.map((line) =>
      personal || line.idNumber === null ? line : { ...line, idNumber: maskNumber(line.idNumber) },
    );
    return { books, book, lines: shown, totals };
  });
}
