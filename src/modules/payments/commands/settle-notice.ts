import { record } from '#modules/audit/commands/record.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { transferMessages } from '../messages-transfers.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-transfers.ts';
import type { SettleInput, StoredNotice } from '../schema-transfers.ts';
import { dong } from '../words.ts';

function waiting(notice: StoredNotice | null): StoredNotice {
  if (notice === null) {
    throw new Problem('not-found', { detail: transferMessages('vi')('notice-unknown') });
  }
  if (notice.state !== 'unmatched') {
    throw new Problem('already-done', { detail: transferMessages('vi')('notice-done') });
  }
  return notice;
}

async function settle(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  notice: StoredNotice,
  input: SettleInput,
): Promise<void> {
  const at = ctx.clock.now();
  const by = actor.kind === 'staff' ? actor.displayName : actor.kind;
  await repo.markSettled(tx, notice.id, { as: input.as, note: input.note, by, at });
  await record(
    tx,
    actor,
    {
      action: 'payments.settled',
      subjectType: 'bank-notice',
      subjectId: notice.id,
      detail: { as: input.as, note: input.note, dossier: input.dossierNumber ?? '' },
    },
    at,
  );
}

/**
 * A person settles money that fitted no request: it pays a dossier after all (then its fee is confirmed in the same transaction), was given back, or
 * was never meant for the centre. The amount must be what the dossier owes: more or less is given back, never booked.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `validation` with the field
 */
export async function settleNotice(
  ctx: AppContext,
  actor: Actor,
  noticeId: string,
  input: SettleInput,
): Promise<void> {
  authorise(paymentPolicy, actor, 'settle', { centreId: actor.centreId });
  if (input.as !== 'paid') {
    await inTransaction(ctx, actor, async (tx) =>
      settle(ctx, tx, actor, waiting(await repo.lockNotice(tx, noticeId)), input),
    );
    return;
  }
  const number = input.dossierNumber ?? '';
  const found = await readOnly(ctx, actor, async (tx) => findDossierIn(tx, { number: number.toUpperCase() }));
  if (found === null) {
    const message = transferMessages('vi')('dossier-unknown');
    throw new Problem('validation', { detail: message, fields: [{ path: 'dossierNumber', message }] });
  }
  const due = owed(found);
  const waits = await readOnly(ctx, actor, (tx) => repo.findNotice(tx, noticeId));
  const method = waits?.provider === 'platform' ? 'portal' : 'transfer';
  await execute(
    ctx,
    actor,
    { id: found.id },
    { type: 'confirm-payment', method, receiptNo: '' },
    input.requestId,
    async (tx, { repeated }) => {
      if (repeated) {
        return;
      }
      const notice = waiting(await repo.lockNotice(tx, noticeId));
      if (notice.amountVnd !== due) {
        const message = transferMessages('vi')('amount-differs', {
          came: dong(notice.amountVnd),
          owed: dong(due),
        });
        throw new Problem('validation', { detail: message, fields: [{ path: 'dossierNumber', message }] });
      }
      await settle(ctx, tx, actor, notice, input);
    },
  );
}
