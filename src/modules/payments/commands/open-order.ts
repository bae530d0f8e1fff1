import { randomBytes } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { transferMessages } from '../messages-transfers.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-transfers.ts';
import { codeFromBytes } from '../rules/transfers.ts';
import type { PaymentOrder } from '../schema-transfers.ts';

const TOKEN_BYTES = 18;
const CODE_BYTES = 8;

async function stored(tx: Tx, dossierId: string): Promise<PaymentOrder> {
  const order = await repo.findOpenOrder(tx, dossierId);
  if (order === null) {
    throw new Error('the new payment order cannot be read back');
  }
  return order;
}

/**
 * The open request to pay what a dossier owes, made now where there is none or where the amount changed. Two at once get the same.
 * Whoever calls it for the public has checked the second secret of the dossier.
 * @throws Problem `forbidden`, `not-found`, `already-done` (nothing is owed), `not-allowed-now` (no account receives transfers)
 */
export async function openOrder(ctx: AppContext, actor: Actor, dossierId: string): Promise<PaymentOrder> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  const t = transferMessages('vi');
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, { id: dossierId });
    if (dossier === null) {
      throw new Problem('not-found', { detail: t('dossier-unknown') });
    }
    const amountVnd = owed(dossier);
    const before = await repo.findOpenOrder(tx, dossierId);
    if (before !== null && before.amountVnd === amountVnd) {
      return before;
    }
    if (before !== null) {
      await repo.endOrder(tx, before.id, 'closed', at);
    }
    if (amountVnd === 0) {
      throw new Problem('already-done', { detail: t('nothing-owed') });
    }
    const receiving = await repo.openAccount(tx);
    if (receiving === null) {
      throw new Problem('not-allowed-now', { detail: t('no-account') });
    }
    const order = {
      id: newId(),
      dossierId,
      dossierNumber: dossier.number ?? dossier.localNumber ?? '',
      code: codeFromBytes(randomBytes(CODE_BYTES)),
      token: randomBytes(TOKEN_BYTES).toString('base64url'),
      amountVnd,
      openedAt: at,
    };
    if (await repo.insertOrder(tx, actor.centreId, receiving.account.id, order)) {
      await record(
        tx,
        actor,
        {
          action: 'payments.asked',
          subjectType: 'dossier',
          subjectId: dossierId,
          detail: { code: order.code, amountVnd },
        },
        at,
      );
    }
    return stored(tx, dossierId);
  });
}
