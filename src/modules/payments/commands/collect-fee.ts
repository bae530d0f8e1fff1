import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
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

/** Money taken for a dossier. `cause` names the payment within the dossier, so that it is booked once. */
export interface Collection {
  readonly dossierId: string;
  readonly dossierNumber: string;
  readonly payer: string;
  readonly lines: readonly { readonly name: string; readonly amountVnd: number }[];
  readonly method: PayMethod;
  readonly cause: string;
}

/**
 * Issues the receipt for money taken, in the caller's transaction: it stands when and only when the payment stands.
 * The same cause again gives the same receipt. Lines of zero are left out.
 * @throws Problem `forbidden`, or `validation` when nothing is owed
 */
export async function collectFee(
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
  const year = toLocal(at).year;
  const receipt: Receipt = {
    id: newId(),
    centreId: actor.centreId,
    year,
    no: await repo.nextNumber(tx, actor.centreId, year),
    dossierId: collection.dossierId,
    dossierNumber: collection.dossierNumber,
    payer: collection.payer,
    lines,
    totalVnd: lines.reduce((sum, line) => sum + line.amountVnd, 0),
    method: collection.method,
    collectedAt: at,
    collectedBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
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
