import { record } from '#modules/audit/commands/record.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-transfers.ts';
import { codesIn, type Mismatch, matchTransfer } from '../rules/transfers.ts';
import type { PaymentOrder, StoredNotice } from '../schema-transfers.ts';

/** Whom the payer's page listens to. */
export function paymentTopic(order: Pick<PaymentOrder, 'token'>): string {
  return `ticket:${order.token}`;
}

type Judged =
  | { readonly pays: PaymentOrder; readonly notice: StoredNotice }
  | { readonly why: Mismatch; readonly notice: StoredNotice }
  | { readonly done: true };

/** What a notice that nobody dealt with yet pays, decided under locks. */
async function judge(tx: Tx, noticeId: string): Promise<Judged> {
  const notice = await repo.lockNotice(tx, noticeId);
  if (notice === null || notice.state !== 'new' || notice.provider === 'platform') {
    return { done: true };
  }
  const orders = await repo.lockOrders(tx, codesIn(notice.content));
  const verdict = matchTransfer(
    notice,
    orders.map((order) => ({ ...order, accountNo: order.account.accountNo })),
  );
  if ('why' in verdict) {
    return { why: verdict.why, notice };
  }
  const order = orders.find(({ code }) => code === verdict.pays);
  return order === undefined ? { why: 'unknown-code', notice } : { pays: order, notice };
}

/** Keeps money that fits nothing for a person, with the reason; once, whoever comes first. */
export async function leaveToAPerson(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  notice: StoredNotice,
  why: Mismatch,
): Promise<void> {
  // Another run of the same job may have booked it since it was judged.
  if ((await repo.lockNotice(tx, notice.id))?.state !== 'new') {
    return;
  }
  await repo.markUnmatched(tx, notice.id, why);
  await record(
    tx,
    actor,
    {
      action: 'payments.unmatched',
      subjectType: 'bank-notice',
      subjectId: notice.id,
      detail: { why, amountVnd: notice.amountVnd },
    },
    ctx.clock.now(),
  );
}

/** Books the money: fee confirmed, receipt issued, request ended, payer told. False when another notice did it a moment ago. */
async function book(ctx: AppContext, actor: Actor, order: PaymentOrder, noticeId: string): Promise<boolean> {
  const { repeated } = await execute(
    ctx,
    actor,
    { id: order.dossierId },
    { type: 'confirm-payment', method: 'transfer', receiptNo: order.code },
    order.id,
    async (tx, executed) => {
      if (!executed.repeated) {
        await repo.endOrder(tx, order.id, 'paid', ctx.clock.now());
        await repo.markMatched(tx, noticeId, order.id);
        await ctx.live.publish(tx, paymentTopic(order), { paid: true });
      }
    },
  );
  return !repeated;
}

/**
 * Finds what a notice pays. Fits it, then the fee of the dossier is confirmed, the receipt issued and the request ended in one transaction;
 * fits it not, it waits for a person with the reason. Doing it again changes nothing: a notice is dealt with once, a request paid once.
 */
export async function matchNotice(ctx: AppContext, actor: Actor, noticeId: string): Promise<void> {
  authorise(paymentPolicy, actor, 'match', { centreId: actor.centreId });
  const judged = await inTransaction(ctx, actor, async (tx) => {
    const found = await judge(tx, noticeId);
    if ('why' in found) {
      await leaveToAPerson(ctx, tx, actor, found.notice, found.why);
    }
    return found;
  });
  if (!('pays' in judged)) {
    return;
  }
  let why: Mismatch | null;
  try {
    why = (await book(ctx, actor, judged.pays, noticeId)) ? null : 'already-paid';
  } catch (error) {
    // Somebody took the fee in cash a moment ago, or the dossier ended: the money is kept and a person gives it back.
    if (isProblem(error, 'already-done') || isProblem(error, 'not-allowed-now')) {
      why = isProblem(error, 'already-done') ? 'already-paid' : 'not-payable';
    } else {
      throw error;
    }
  }
  if (why !== null) {
    const reason = why;
    await inTransaction(ctx, actor, (tx) => leaveToAPerson(ctx, tx, actor, judged.notice, reason));
  }
}
