import { record } from '#modules/audit/commands/record.ts';
import { drawForm } from '#modules/documents/commands/draw-form.ts';
import { formCentre } from '#modules/dossiers/commands/forms.ts';
import { getSurroundings } from '#modules/dossiers/commands/surroundings.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { bookMessages } from '../messages-book.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-book.ts';
import { cashIn } from '../rules/book.ts';
import type { CashBook, CloseBookInput } from '../schema-book.ts';
import { dong, methodInWords } from '../words.ts';

async function draw(ctx: AppContext, tx: Tx, actor: Actor, book: Omit<CashBook, 'documentId'>) {
  const { office } = formCentre(ctx, await getSurroundings(tx, actor));
  const { figures } = book;
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
  return drawForm(tx, ctx, actor, {
    form: 'cash-book',
    subject: { type: 'cash-book', id: book.id, label: book.day.toString() },
    data: {
      office,
      no: book.no,
      day: book.day.toString(),
      opening: book.openingVnd,
      takings: figures.takings.map((row) => ({ ...row, method: capital(methodInWords(row.method)) })),
      voids: figures.voids.map(({ number, name, amount, reason }) => ({
        number,
        payer: name,
        amount,
        reason,
      })),
      refunds: figures.refunds.map(({ number, name, amount, reason }) => ({
        number,
        payee: name,
        amount,
        reason,
      })),
      computed: book.computedVnd,
      counted: book.countedVnd,
      ...(book.reason === null ? {} : { reason: book.reason }),
      handedIn: book.handedInVnd,
      closedAt: book.closedAt.toString(),
      closer: book.closer,
    },
  });
}

/**
 * Closes the cash book: what was counted against what must be there, with the reason of a difference. What comes afterwards belongs to the next book; a closed one never changes.
 * The same request again gives the same book.
 * @throws Problem `forbidden`; `conflict` when money came or went since the page was shown
 */
export async function closeBook(ctx: AppContext, actor: Actor, input: CloseBookInput): Promise<CashBook> {
  authorise(paymentPolicy, actor, 'close-book', { centreId: actor.centreId });
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await repo.lockBook(tx, actor.centreId);
    const before = await repo.findBookByRequest(tx, input.requestId);
    if (before !== null) {
      return before;
    }
    const last = await repo.lastBook(tx);
    const open = await repo.openBook(tx, true);
    const openingVnd = last === null ? 0 : last.countedVnd - last.handedInVnd;
    const computedVnd = cashIn(openingVnd, open.figures);
    if (computedVnd !== input.computedVnd) {
      const message = bookMessages('vi')('book-moved', { computed: dong(computedVnd) });
      throw new Problem('conflict', { detail: message, fields: [{ path: 'countedVnd', message }] });
    }
    const book = {
      id: newId(),
      day: localDay(at),
      no: (last?.no ?? 0) + 1,
      openingVnd,
      figures: open.figures,
      computedVnd,
      countedVnd: input.countedVnd,
      handedInVnd: input.handedInVnd,
      reason: input.countedVnd === computedVnd ? null : input.reason,
      closedAt: at,
      closer: actor.kind === 'staff' ? actor.displayName : actor.kind,
    };
    const { documentId } = await draw(ctx, tx, actor, book);
    const closed = { ...book, documentId };
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    await repo.insertBook(tx, actor.centreId, closed, { accountId, requestId: input.requestId });
    await repo.takeIntoBook(tx, book.id, open);
    await record(
      tx,
      actor,
      {
        action: 'payments.book-closed',
        subjectType: 'cash-book',
        subjectId: book.id,
        detail: { no: book.no, computedVnd, countedVnd: book.countedVnd, handedInVnd: book.handedInVnd },
      },
      at,
    );
    return closed;
  });
}
