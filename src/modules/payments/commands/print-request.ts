import { drawForm } from '#modules/documents/commands/draw-form.ts';
import { formCentre } from '#modules/dossiers/commands/forms.ts';
import { getSurroundings } from '#modules/dossiers/commands/surroundings.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { transferMessages } from '../messages-transfers.ts';
import { paymentPolicy } from '../policy.ts';
import { vietQr } from '../rules/vietqr.ts';
import { openOrder } from './open-order.ts';

/**
 * Draws the notice of a fee (giấy báo nộp phí) with its VietQR, for the citizen to take home.
 * @returns the id of the paper
 * @throws Problem as {@link openOrder}
 */
export async function printPaymentRequest(ctx: AppContext, actor: Actor, dossierId: string): Promise<string> {
  authorise(paymentPolicy, actor, 'transfers', { centreId: actor.centreId });
  const order = await openOrder(ctx, actor, dossierId);
  return inTransaction(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, { id: dossierId });
    if (dossier === null) {
      throw new Problem('not-found', { detail: transferMessages('vi')('dossier-unknown') });
    }
    const { applicant, submitter } = dossier.parties;
    const { account, amountVnd, code } = order;
    const { office } = formCentre(ctx, await getSurroundings(tx, actor));
    const drawn = await drawForm(tx, ctx, actor, {
      form: 'payment-request',
      subject: { type: 'payment-request', id: order.id, label: order.dossierNumber },
      data: {
        office,
        dossierNumber: order.dossierNumber,
        payer: { name: submitter.as === 'self' ? applicant.name : submitter.person.name },
        lines: dossier.fee.lines.filter(({ amount }) => amount > 0),
        bank: account.bankName,
        account: account.accountNo,
        holder: account.holder,
        content: code,
        vietQr: vietQr({ bankBin: account.bankBin, accountNo: account.accountNo, amountVnd, purpose: code }),
      },
    });
    return drawn.documentId;
  });
}
