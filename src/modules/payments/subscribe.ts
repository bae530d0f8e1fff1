import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Dossier, DossierEvent, Fee } from '#modules/dossiers/schema.ts';
import type { AppContext } from '#platform/context.ts';
import { authorise } from '#platform/policy.ts';
import { closeOrders } from './commands/close-order.ts';
import { collectFee } from './commands/collect-fee.ts';
import { paymentPolicy } from './policy.ts';
import { openAccount } from './repo-transfers.ts';
import type { PayMethod } from './schema.ts';

/** Papers of this module: only who sees receipts opens them. */
const MONEY_PAPERS: ReadonlySet<string> = new Set(['fee-receipt', 'payment-request', 'refund', 'cash-book']);

/** A payment that a dossier's events tell of, and how it is known within the dossier. */
interface Payment {
  readonly method: PayMethod;
  readonly cause: string;
  readonly fee: Fee;
}

/** Money paid when the dossier was received, or later on request. Zero charges are no payment. */
function paymentsIn(events: readonly DossierEvent[], dossier: Pick<Dossier, 'fee'>): readonly Payment[] {
  return events.flatMap((event): Payment[] => {
    if (event.type === 'received' && event.fee.paid !== null) {
      return [{ method: event.fee.paid.method, cause: 'received', fee: event.fee }];
    }
    return event.type === 'payment-confirmed'
      ? [{ method: event.method, cause: `confirmed ${event.at}`, fee: dossier.fee }]
      : [];
  });
}

/** Books every payment of a dossier in the transaction that tells of it: no money without a receipt, none twice. */
export function subscribePayments(ctx: AppContext): void {
  ctx.events.on('documents.opening', async ({ subject }, { actor }) => {
    if (subject !== null && MONEY_PAPERS.has(subject.type)) {
      authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
    }
  });
  // A kiosk offers paying by QR (Nghị định 118/2025/NĐ-CP, Điều 3 khoản 9 điểm d) while an account receives transfers.
  ctx.events.on('queue.kiosk-functions', async ({ add }, { tx }) => {
    if ((await openAccount(tx)) !== null) {
      add('payment', 'ready');
    }
  });
  ctx.events.on('dossier.changed', async ({ before, dossier, events }, { tx, actor, at }) => {
    // Only a dossier that owed something can have an open request, and only another amount makes it wrong.
    const owedBefore = before === null ? 0 : owed(before);
    if (owedBefore > 0 && owedBefore !== owed(dossier)) {
      await closeOrders(tx, dossier.id, at);
    }
    for (const payment of paymentsIn(events, dossier)) {
      const lines = payment.fee.lines.map(({ name, amount }) => ({ name, amountVnd: amount }));
      if (lines.some((line) => line.amountVnd > 0)) {
        const { submitter, applicant } = dossier.parties;
        await collectFee(
          ctx,
          tx,
          actor,
          {
            dossierId: dossier.id,
            dossierNumber: dossier.number ?? dossier.localNumber ?? '',
            payer: submitter.as === 'self' ? applicant.name : submitter.person.name,
            lines,
            method: payment.method,
            cause: payment.cause,
          },
          at,
        );
      }
    }
  });
}
