import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { bookMessages } from '../messages-book.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { listOfReceipt } from '../repo-book.ts';
import { refundable } from '../rules/book.ts';
import { receiptNumber } from '../rules.ts';
import type { VoidInput } from '../schema.ts';

/**
 * Voids a wrong receipt. It keeps its number and stays in the book with the reason.
 * @throws Problem `forbidden`, `not-found`, `already-done` when somebody voided it before, or `not-allowed-now` when money of it went back
 */
export async function voidReceipt(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: VoidInput,
): Promise<void> {
  authorise(paymentPolicy, actor, 'void', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const found = await repo.lockReceipt(tx, id);
    if (found === null) {
      throw new Problem('not-found', { detail: messages('vi')('unknown') });
    }
    const { receipt, voidRequest } = found;
    if (voidRequest === input.requestId) {
      return;
    }
    if (receipt.voidedAt !== null) {
      throw new Problem('already-done', {
        detail: messages('vi')('alreadyVoid', {
          at: formatDateTime(receipt.voidedAt),
          reason: receipt.voidReason ?? '',
        }),
      });
    }
    if (refundable(receipt.totalVnd, await listOfReceipt(tx, id)) < receipt.totalVnd) {
      throw new Problem('not-allowed-now', { detail: bookMessages('vi')('void-refunded') });
    }
    const by = actor.kind === 'staff' ? actor.accountId : null;
    await repo.voidRow(tx, id, { at, by, reason: input.reason, requestId: input.requestId });
    await record(
      tx,
      actor,
      {
        action: 'fee.voided',
        subjectType: 'dossier',
        subjectId: receipt.dossierId,
        detail: { receipt: receiptNumber(receipt), reason: input.reason },
      },
      at,
    );
  });
}
