import { record } from '#modules/audit/commands/record.ts';
import { drawForm } from '#modules/documents/commands/draw-form.ts';
import { formCentre } from '#modules/dossiers/commands/forms.ts';
import { getSurroundings } from '#modules/dossiers/commands/surroundings.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { toLocal } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { receiptNumber } from '../rules.ts';
import type { PayMethod, Receipt } from '../schema.ts';
import { methodInWords } from '../words.ts';

/** Money taken for a dossier. `cause` names the payment within the dossier, so that it is booked once. */
export interface Collection {
  readonly dossierId: string;
  readonly dossierNumber: string;
  readonly payer: string;
  readonly lines: readonly { readonly name: string; readonly amountVnd: number }[];
  readonly method: PayMethod;
  readonly cause: string;
}

interface Drawing extends Collection {
  readonly id: string;
  readonly collectedBy: string;
  readonly at: Temporal.Instant;
}

/** Draws the printed receipt; its serial, gap-free by centre and year, is the number of the receipt. */
async function drawReceipt(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  drawing: Drawing,
): Promise<{ readonly documentId: string; readonly no: number }> {
  const { office } = formCentre(ctx, await getSurroundings(tx, actor));
  const drawn = await drawForm(tx, { ...ctx, clock: { now: () => drawing.at } }, actor, {
    form: 'fee-receipt',
    subject: { type: 'fee-receipt', id: drawing.id, label: drawing.dossierNumber },
    data: {
      office,
      dossierNumber: drawing.dossierNumber,
      payer: { name: drawing.payer },
      lines: drawing.lines.map(({ name, amountVnd }) => ({ name, unitPrice: amountVnd, quantity: 1 })),
      method: methodInWords(drawing.method),
      collectedAt: drawing.at.toString(),
      collector: drawing.collectedBy,
    },
  });
  const no = Number.parseInt(drawn.number ?? '', 10);
  if (!Number.isInteger(no)) {
    throw new Error(`a receipt was drawn without a serial: ${drawn.number}`);
  }
  return { documentId: drawn.documentId, no };
}

/**
 * Issues the receipt for money taken, in the caller's transaction: it stands when and only when the payment stands.
 * The same cause again gives the same receipt. Lines of zero are left out.
 * @throws Problem `forbidden`, or `validation` when nothing is owed
 */
export async function collectFee(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  collection: Collection,
  at: Temporal.Instant,
): Promise<Receipt> {
  authorise(paymentPolicy, actor, 'collect', { centreId: actor.centreId });
  const before = await repo.findByCause(tx, collection.dossierId, collection.cause);
  if (before !== null) {
    return before;
  }
  const lines = collection.lines.filter((line) => line.amountVnd > 0);
  if (lines.length === 0) {
    throw new Problem('validation', { detail: messages('vi')('nothingOwed') });
  }
  const id = newId();
  const collectedBy = actor.kind === 'staff' ? actor.displayName : messages('vi')('collectorNone');
  const drawn = await drawReceipt(ctx, tx, actor, { ...collection, lines, id, collectedBy, at });
  const receipt: Receipt = {
    id,
    centreId: actor.centreId,
    year: toLocal(at).year,
    ...drawn,
    dossierId: collection.dossierId,
    dossierNumber: collection.dossierNumber,
    payer: collection.payer,
    lines,
    totalVnd: lines.reduce((sum, line) => sum + line.amountVnd, 0),
    method: collection.method,
    collectedAt: at,
    collectedBy,
    voidedAt: null,
    voidReason: null,
  };
  await repo.insertReceipt(tx, receipt, actor.kind === 'staff' ? actor.accountId : null, collection.cause);
  await record(
    tx,
    actor,
    {
      action: 'fee.collected',
      subjectType: 'dossier',
      subjectId: collection.dossierId,
      detail: { receipt: receiptNumber(receipt), totalVnd: receipt.totalVnd, method: receipt.method },
    },
    at,
  );
  return receipt;
}
