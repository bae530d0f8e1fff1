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
import { bookMessages } from '../messages-book.ts';
import { paymentPolicy } from '../policy.ts';
import { lockReceipt } from '../repo.ts';
import * as repo from '../repo-book.ts';
import { refundable } from '../rules/book.ts';
import { receiptNumber } from '../rules.ts';
import type { Receipt } from '../schema.ts';
import type { EndRefundInput, Refund, RefundInput } from '../schema-book.ts';
import { dong, methodInWords } from '../words.ts';

const t = bookMessages('vi');

function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.displayName : actor.kind;
}

function accountOf(actor: Actor): string | null {
  return actor.kind === 'staff' ? actor.accountId : null;
}

async function draw(ctx: AppContext, tx: Tx, actor: Actor, id: string, receipt: Receipt, input: RefundInput) {
  const { office } = formCentre(ctx, await getSurroundings(tx, actor));
  return drawForm(tx, ctx, actor, {
    form: 'refund',
    subject: { type: 'refund', id, label: receipt.dossierNumber },
    data: {
      office,
      dossierNumber: receipt.dossierNumber,
      receiptNumber: receiptNumber(receipt),
      payee: { name: input.payee },
      paid: receipt.totalVnd,
      amount: input.amountVnd,
      method: methodInWords(input.method),
      ...(input.account === '' ? {} : { account: input.account }),
      reason: input.reason,
      legalBasis: input.legalBasis,
      decidedAt: ctx.clock.now().toString(),
      decider: nameOf(actor),
    },
  });
}

/** The receipt that money may go back of, locked. */
async function paidReceipt(tx: Tx, receiptId: string, amountVnd: number): Promise<Receipt> {
  const found = await lockReceipt(tx, receiptId);
  if (found === null) {
    throw new Problem('not-found', { detail: t('receipt-unknown') });
  }
  const { receipt } = found;
  if (receipt.voidedAt !== null) {
    throw new Problem('not-allowed-now', { detail: t('receipt-void') });
  }
  const left = refundable(receipt.totalVnd, await repo.listOfReceipt(tx, receiptId));
  if (amountVnd > left) {
    const message = t('refund-too-much', { left: dong(left) });
    throw new Problem('validation', { detail: message, fields: [{ path: 'amountVnd', message }] });
  }
  return receipt;
}

/**
 * Decides that the fee of a receipt goes back, wholly or in part, with reason and legal basis, and draws the paper. All refunds of a receipt never exceed what was paid. The
 * same request again gives the same refund.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (voided), `validation` with the field
 */
export async function decideRefund(
  ctx: AppContext,
  actor: Actor,
  receiptId: string,
  input: RefundInput,
): Promise<Refund> {
  authorise(paymentPolicy, actor, 'refund', { centreId: actor.centreId });
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findByRequest(tx, input.requestId);
    if (before !== null) {
      return before;
    }
    const receipt = await paidReceipt(tx, receiptId, input.amountVnd);
    const id = newId();
    const drawn = await draw(ctx, tx, actor, id, receipt, input);
    const refund: Refund = {
      id,
      receiptId,
      dossierId: receipt.dossierId,
      dossierNumber: receipt.dossierNumber,
      payee: input.payee,
      amountVnd: input.amountVnd,
      method: input.method,
      account: input.account,
      reason: input.reason,
      legalBasis: input.legalBasis,
      documentId: drawn.documentId,
      number: drawn.number ?? '',
      state: 'decided',
      decidedAt: at,
      decider: nameOf(actor),
      endedAt: null,
      ender: null,
      endedNote: null,
    };
    const by = { accountId: accountOf(actor), requestId: input.requestId };
    await repo.insertRefund(tx, actor.centreId, refund, by);
    const { dossierId, amountVnd } = refund;
    await ctx.events.emit('fee.refund-decided', { refundId: id, dossierId, amountVnd }, { tx, actor, at });
    await record(
      tx,
      actor,
      {
        action: 'fee.refund-decided',
        subjectType: 'dossier',
        subjectId: receipt.dossierId,
        detail: {
          receipt: receiptNumber(receipt),
          number: refund.number,
          amountVnd: input.amountVnd,
          reason: input.reason,
        },
      },
      at,
    );
    return refund;
  });
}

/**
 * Says that a decided refund was paid out, with its voucher, or will not be, with the reason. Once; the same request again changes nothing.
 * @throws Problem `forbidden`, `not-found`, `already-done`
 */
export async function endRefund(
  ctx: AppContext,
  actor: Actor,
  refundId: string,
  input: EndRefundInput,
): Promise<void> {
  authorise(paymentPolicy, actor, 'repay', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const found = await repo.lockRefund(tx, refundId);
    if (found === null) {
      throw new Problem('not-found', { detail: t('refund-unknown') });
    }
    if (found.endRequest === input.requestId) {
      return;
    }
    const { refund } = found;
    if (refund.state !== 'decided') {
      throw new Problem('already-done', { detail: t('refund-ended', { by: refund.ender ?? '' }) });
    }
    await repo.endRefund(tx, refundId, {
      state: input.as,
      at,
      accountId: accountOf(actor),
      name: nameOf(actor),
      note: input.note,
      requestId: input.requestId,
    });
    await record(
      tx,
      actor,
      {
        action: `fee.refund-${input.as}`,
        subjectType: 'dossier',
        subjectId: refund.dossierId,
        detail: { number: refund.number, amountVnd: refund.amountVnd, note: input.note },
      },
      at,
    );
  });
}
