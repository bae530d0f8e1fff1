import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { bookMessages } from './messages-book.ts';
import { paymentPolicy } from './policy.ts';
import * as repo from './repo-book.ts';
import { cashIn, refundable } from './rules/book.ts';
import type { BookFigures, CashBook, Comparison, Refund } from './schema-book.ts';

const SHOWN = 60;

/** The open book, and those closed lately. */
export interface BookDesk {
  readonly openingVnd: number;
  readonly figures: BookFigures;
  readonly computedVnd: number;
  readonly since: Temporal.Instant | null;
  readonly books: readonly CashBook[];
}

/** The cash book as it stands now. @throws Problem `forbidden` */
export async function bookDesk(ctx: AppContext, actor: Actor): Promise<BookDesk> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const books = await repo.listBooks(tx, SHOWN);
    const last = books[0] ?? null;
    const { figures } = await repo.openBook(tx, false);
    const openingVnd = last === null ? 0 : last.countedVnd - last.handedInVnd;
    return {
      openingVnd,
      figures,
      computedVnd: cashIn(openingVnd, figures),
      since: last?.closedAt ?? null,
      books,
    };
  });
}

/** One closed book. @throws Problem `forbidden`, `not-found` */
export async function getBook(ctx: AppContext, actor: Actor, id: string): Promise<CashBook> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, (tx) => repo.findBook(tx, id));
  if (found === null) {
    throw new Problem('not-found', { detail: bookMessages('vi')('book-unknown') });
  }
  return found;
}

/** Refunds of a receipt and what may still go back. @throws Problem `forbidden` */
export async function refundsOf(
  ctx: AppContext,
  actor: Actor,
  receipt: { readonly id: string; readonly totalVnd: number },
): Promise<{ readonly refunds: readonly Refund[]; readonly leftVnd: number }> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  const refunds = await readOnly(ctx, actor, (tx) => repo.listOfReceipt(tx, receipt.id));
  return { refunds, leftVnd: refundable(receipt.totalVnd, refunds) };
}

/** Refunds that wait, and those decided on a local day. @throws Problem `forbidden` */
export async function refundsOfDay(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<readonly Refund[]> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  const from = fromLocal(day, '00:00');
  const to = fromLocal(day.add({ days: 1 }), '00:00');
  return readOnly(ctx, actor, (tx) => repo.listRefunds(tx, from, to));
}

/** Comparisons made lately. @throws Problem `forbidden` */
export async function comparisons(ctx: AppContext, actor: Actor): Promise<readonly Comparison[]> {
  authorise(paymentPolicy, actor, 'compare', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.listComparisons(tx, SHOWN));
}
