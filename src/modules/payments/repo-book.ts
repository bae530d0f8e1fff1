import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import type { StatementLine } from './rules/book.ts';
import { receiptNumber } from './rules.ts';
import { PayMethod } from './schema.ts';
import {
  BookFigures,
  type CashBook,
  type Comparison,
  ComparisonSource,
  MoneyDifference,
  type Refund,
  RefundMethod,
} from './schema-book.ts';

const State = z.enum(['decided', 'paid', 'dropped']);
const refunds = (tx: Tx) => tx.selectFrom('fee_refunds').selectAll();
type RefundRow = Awaited<ReturnType<ReturnType<typeof refunds>['executeTakeFirstOrThrow']>>;

function refundOf(row: RefundRow): Refund {
  return {
    id: row.id,
    receiptId: row.receipt_id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    payee: row.payee,
    amountVnd: row.amount_vnd,
    method: RefundMethod.parse(row.method),
    account: row.account,
    reason: row.reason,
    legalBasis: row.legal_basis,
    documentId: row.document_id,
    number: row.number,
    state: State.parse(row.state),
    decidedAt: row.decided_at,
    decider: row.decider_name,
    endedAt: row.ended_at,
    ender: row.ender_name,
    endedNote: row.ended_note,
  };
}

/** Refunds of a receipt, oldest first, dropped ones included. */
export async function listOfReceipt(tx: Tx, receiptId: string): Promise<readonly Refund[]> {
  const rows = await refunds(tx)
    .where('receipt_id', '=', receiptId)
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
  return rows.map(refundOf);
}

/** The refund that a request made. */
export async function findByRequest(tx: Tx, requestId: string): Promise<Refund | null> {
  const row = await refunds(tx).where('request_id', '=', requestId).executeTakeFirst();
  return row === undefined ? null : refundOf(row);
}

/** A refund, locked, with the request that ended it. */
export async function lockRefund(
  tx: Tx,
  id: string,
): Promise<{ readonly refund: Refund; readonly endRequest: string | null } | null> {
  const row = await refunds(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : { refund: refundOf(row), endRequest: row.end_request };
}

/** Refunds that wait to be paid out, and those decided in a span of time; newest first. */
export async function listRefunds(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly Refund[]> {
  const rows = await refunds(tx)
    .where((eb) =>
      eb.or([eb('state', '=', 'decided'), eb.and([eb('decided_at', '>=', from), eb('decided_at', '<', to)])]),
    )
    .orderBy('decided_at', 'desc')
    .limit(500)
    .execute();
  return rows.map(refundOf);
}

/** Stores a decided refund. The database refuses more than was paid. */
export async function insertRefund(
  tx: Tx,
  centreId: string,
  refund: Refund,
  by: { readonly accountId: string | null; readonly requestId: string },
): Promise<void> {
  await tx
    .insertInto('fee_refunds')
    .values({
      id: refund.id,
      centre_id: centreId,
      receipt_id: refund.receiptId,
      dossier_id: refund.dossierId,
      dossier_number: refund.dossierNumber,
      payee: refund.payee,
      amount_vnd: refund.amountVnd,
      method: refund.method,
      account: refund.account,
      reason: refund.reason,
      legal_basis: refund.legalBasis,
      document_id: refund.documentId,
      number: refund.number,
      state: refund.state,
      decided_at: refund.decidedAt,
      decided_by: by.accountId,
      decider_name: refund.decider,
      request_id: by.requestId,
    })
    .execute();
}

/** Ends a refund. */
export async function endRefund(
  tx: Tx,
  id: string,
  end: {
    readonly state: 'paid' | 'dropped';
    readonly at: Temporal.Instant;
    readonly accountId: string | null;
    readonly name: string;
    readonly note: string;
    readonly requestId: string;
  },
): Promise<void> {
  await tx
    .updateTable('fee_refunds')
    .set({
      state: end.state,
      ended_at: end.at,
      ended_by: end.accountId,
      ender_name: end.name,
      ended_note: end.note,
      end_request: end.requestId,
    })
    .where('id', '=', id)
    .execute();
}

/** What came and went since the last closing, and which rows that is. */
export interface OpenBook {
  readonly figures: BookFigures;
  readonly receipts: readonly string[];
  readonly voids: readonly string[];
  readonly refunds: readonly string[];
}

type Taking = BookFigures['takings'][number];

/** Receipts by method and collector, as a drawer is counted. */
function takingsOf(
  rows: readonly {
    readonly method: string;
    readonly collector_name: string;
    readonly total_vnd: number;
  }[],
): readonly Taking[] {
  const groups = new Map<string, Taking>();
  for (const row of rows) {
    const method = PayMethod.parse(row.method);
    const key = `${method} ${row.collector_name}`;
    const before = groups.get(key) ?? { method, collector: row.collector_name, count: 0, amount: 0 };
    groups.set(key, { ...before, count: before.count + 1, amount: before.amount + row.total_vnd });
  }
  return [...groups.entries()].sort(([a], [b]) => a.localeCompare(b, 'vi')).map(([, taking]) => taking);
}

/**
 * Everything that no closed book counts yet.
 * @param hold locks the rows to the end of the transaction, so that what is counted is what is taken into the book
 */
export async function openBook(tx: Tx, hold: boolean): Promise<OpenBook> {
  const taken = tx
    .selectFrom('fee_receipts')
    .select(['id', 'method', 'collector_name', 'total_vnd'])
    .where('book_id', 'is', null)
    .orderBy('id');
  const voided = tx
    .selectFrom('fee_receipts')
    .select(['id', 'no', 'year', 'payer', 'total_vnd', 'void_reason', 'method'])
    .where('voided_at', 'is not', null)
    .where('void_book_id', 'is', null)
    .orderBy('id');
  const back = tx
    .selectFrom('fee_refunds')
    .select(['id', 'number', 'payee', 'amount_vnd', 'reason', 'method'])
    .where('state', '=', sql.lit('paid'))
    .where('book_id', 'is', null)
    .orderBy('id');
  const receipts = await (hold ? taken.forUpdate() : taken).execute();
  const voids = await (hold ? voided.forUpdate() : voided).execute();
  const paidOut = await (hold ? back.forUpdate() : back).execute();
  return {
    figures: {
      takings: [...takingsOf(receipts)],
      voids: voids.map((row) => ({
        number: receiptNumber(row),
        name: row.payer,
        amount: row.total_vnd,
        reason: row.void_reason ?? '',
        cash: row.method === 'cash',
      })),
      refunds: paidOut
        .filter(({ method }) => method === 'cash')
        .map((row) => ({ number: row.number, name: row.payee, amount: row.amount_vnd, reason: row.reason })),
    },
    receipts: receipts.map(({ id }) => id),
    voids: voids.map(({ id }) => id),
    refunds: paidOut.map(({ id }) => id),
  };
}

/** Counts rows in a closed book: each receipt, void and refund once. */
export async function takeIntoBook(tx: Tx, bookId: string, open: OpenBook): Promise<void> {
  if (open.receipts.length > 0) {
    await tx.updateTable('fee_receipts').set({ book_id: bookId }).where('id', 'in', open.receipts).execute();
  }
  if (open.voids.length > 0) {
    await tx
      .updateTable('fee_receipts')
      .set({ void_book_id: bookId })
      .where('id', 'in', open.voids)
      .execute();
  }
  if (open.refunds.length > 0) {
    await tx.updateTable('fee_refunds').set({ book_id: bookId }).where('id', 'in', open.refunds).execute();
  }
}

const books = (tx: Tx) => tx.selectFrom('cash_books').selectAll();
type BookRow = Awaited<ReturnType<ReturnType<typeof books>['executeTakeFirstOrThrow']>>;

function bookOf(row: BookRow): CashBook {
  return {
    id: row.id,
    day: row.day,
    no: row.no,
    openingVnd: row.opening_vnd,
    figures: BookFigures.parse(row.figures),
    computedVnd: row.computed_vnd,
    countedVnd: row.counted_vnd,
    handedInVnd: row.handed_in_vnd,
    reason: row.reason,
    documentId: row.document_id,
    closedAt: row.closed_at,
    closer: row.closer_name,
  };
}

/** Holds the book of a centre until the end of the transaction: one closes it at a time. */
export async function lockBook(tx: Tx, centreId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('cash-book ' || ${centreId}, 0))`.execute(tx);
}

/** The book that was closed last. */
export async function lastBook(tx: Tx): Promise<CashBook | null> {
  const row = await books(tx).orderBy('no', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : bookOf(row);
}

/** The book that a request closed. */
export async function findBookByRequest(tx: Tx, requestId: string): Promise<CashBook | null> {
  const row = await books(tx).where('request_id', '=', requestId).executeTakeFirst();
  return row === undefined ? null : bookOf(row);
}

/** Books, newest first. */
export async function listBooks(tx: Tx, limit: number): Promise<readonly CashBook[]> {
  return (await books(tx).orderBy('no', 'desc').limit(limit).execute()).map(bookOf);
}

/** One book. */
export async function findBook(tx: Tx, id: string): Promise<CashBook | null> {
  const row = await books(tx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : bookOf(row);
}

/** Stores a closed book. */
export async function insertBook(
  tx: Tx,
  centreId: string,
  book: CashBook,
  by: { readonly accountId: string | null; readonly requestId: string },
): Promise<void> {
  await tx
    .insertInto('cash_books')
    .values({
      id: book.id,
      centre_id: centreId,
      day: book.day,
      no: book.no,
      opening_vnd: book.openingVnd,
      figures: JSON.stringify(book.figures),
      computed_vnd: book.computedVnd,
      counted_vnd: book.countedVnd,
      handed_in_vnd: book.handedInVnd,
      reason: book.reason,
      document_id: book.documentId,
      closed_at: book.closedAt,
      closed_by: by.accountId,
      closer_name: book.closer,
      request_id: by.requestId,
    })
    .execute();
}

/** Money that we were told of in a span of time, by their numbers; what was never ours left out. */
export async function listTold(
  tx: Tx,
  source: ComparisonSource,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly StatementLine[]> {
  const rows = await tx
    .selectFrom('bank_notices')
    .select(['external_id', 'amount_vnd'])
    .where('provider', source === 'platform' ? '=' : '!=', 'platform')
    .where('received_at', '>=', from)
    .where('received_at', '<', to)
    .orderBy('received_at')
    .execute();
  return rows.map((row) => ({ number: row.external_id, amountVnd: row.amount_vnd }));
}

/** Keeps a comparison; the same request again keeps nothing more. */
export async function insertComparison(tx: Tx, centreId: string, made: Comparison): Promise<void> {
  await tx
    .insertInto('money_comparisons')
    .values({
      id: made.id,
      centre_id: centreId,
      source: made.source,
      day: made.day,
      lines: made.lines,
      theirs_vnd: made.theirsVnd,
      ours_vnd: made.oursVnd,
      differences: JSON.stringify(made.differences),
      made_at: made.madeAt,
      made_by: made.madeBy,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Comparisons, newest first. */
export async function listComparisons(tx: Tx, limit: number): Promise<readonly Comparison[]> {
  const rows = await tx
    .selectFrom('money_comparisons')
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    source: ComparisonSource.parse(row.source),
    day: row.day,
    lines: row.lines,
    theirsVnd: row.theirs_vnd,
    oursVnd: row.ours_vnd,
    differences: z.array(MoneyDifference).parse(row.differences),
    madeAt: row.made_at,
    madeBy: row.made_by,
  }));
}
