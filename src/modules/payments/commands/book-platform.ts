import { execute } from '#modules/dossiers/commands/execute.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { lockNotice } from '../repo-transfers.ts';
import { judgePlatformMoney } from '../rules/platform.ts';
import type { Mismatch } from '../rules/transfers.ts';
import type { PlatformPayment } from '../schema-platform.ts';
import type { StoredNotice } from '../schema-transfers.ts';
import { leaveToAPerson, paymentTopic } from './match-notice.ts';

interface Judged {
  readonly notice: StoredNotice;
  readonly payment: PlatformPayment | null;
  readonly why: Mismatch | null;
}

async function judge(tx: Tx, noticeId: string): Promise<Judged | null> {
  const notice = await lockNotice(tx, noticeId);
  if (notice === null || notice.state !== 'new' || notice.provider !== 'platform') {
    return null;
  }
  const [reference = '', number = ''] = notice.content.split(' ');
  const payment = await repo.lockPaid(tx, reference, number);
  return { notice, payment, why: judgePlatformMoney(notice.amountVnd, payment) };
}

/** Fee confirmed, receipt issued, payment ended, payer told: in one transaction. */
async function book(ctx: AppContext, actor: Actor, payment: PlatformPayment, notice: StoredNotice) {
  const { repeated } = await execute(
    ctx,
    actor,
    { id: payment.dossierId },
    { type: 'confirm-payment', method: 'portal', receiptNo: notice.externalId.slice(0, 60) },
    notice.id,
    async (tx, executed) => {
      if (executed.repeated) {
        return;
      }
      const charged = executed.dossier.fee.lines.reduce((sum, { amount }) => sum + amount, 0);
      if (charged !== notice.amountVnd) {
        // The charge was changed after the payment began: never booked with another amount.
        throw new Problem('validation', { detail: platformMessages('vi')('amount-changed') });
      }
      await repo.changePayment(tx, payment.id, {
        state: 'paid',
        endedAt: ctx.clock.now(),
        nextQueryAt: null,
        lastWhy: null,
      });
      await repo.markNoticePaid(tx, notice.id, payment.id);
      await ctx.live.publish(tx, paymentTopic(payment), { paid: true });
    },
  );
  return repeated ? ('already-paid' as const) : null;
}

function reasonOf(error: unknown): Mismatch | null {
  if (isProblem(error, 'already-done')) {
    return 'already-paid';
  }
  if (isProblem(error, 'validation')) {
    return 'other-amount';
  }
  return isProblem(error, 'not-allowed-now') ? 'not-payable' : null;
}

/**
 * Books what the platform told of. Money that fits no payment, or whose fee was settled otherwise, is kept and waits for a person with the reason. Doing it again
 * changes nothing.
 * @throws Problem `forbidden`
 */
export async function bookPlatformMoney(ctx: AppContext, actor: Actor, noticeId: string): Promise<void> {
  authorise(paymentPolicy, actor, 'match', { centreId: actor.centreId });
  const judged = await inTransaction(ctx, actor, (tx) => judge(tx, noticeId));
  if (judged === null) {
    return;
  }
  const { notice, payment } = judged;
  let { why } = judged;
  if (payment !== null && why === null) {
    try {
      why = await book(ctx, actor, payment, notice);
    } catch (error) {
      why = reasonOf(error);
      if (why === null) {
        throw error;
      }
    }
  }
  if (why !== null) {
    const reason = why;
    await inTransaction(ctx, actor, (tx) => leaveToAPerson(ctx, tx, actor, notice, reason));
  }
}
