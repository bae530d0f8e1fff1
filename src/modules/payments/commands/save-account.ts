import { record } from '#modules/audit/commands/record.ts';
import { sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-transfers.ts';
import { type AccountInput, BANKS } from '../schema-transfers.ts';

/**
 * Names the account that receives fees from now on. Requests made before keep the account they named. The id of the request becomes the
 * account's, so a repeated request changes nothing.
 * @throws Problem `forbidden`
 */
export async function saveAccount(ctx: AppContext, actor: Actor, input: AccountInput): Promise<void> {
  authorise(paymentPolicy, actor, 'account', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const provider = input.provider ?? null;
  const box =
    provider === null || input.secret === undefined
      ? null
      : await sealSecret(ctx.config, input.requestId, input.secret);
  await inTransaction(ctx, actor, async (tx) => {
    const before = await repo.openAccount(tx);
    if (before?.account.id === input.requestId) {
      return;
    }
    const by = actor.kind === 'staff' ? actor.displayName : actor.kind;
    await repo.replaceAccount(
      tx,
      actor.centreId,
      {
        id: input.requestId,
        bankBin: input.bankBin,
        bankName: BANKS[input.bankBin],
        accountNo: input.accountNo,
        holder: input.holder,
        provider,
        openedAt: at,
        openedBy: by,
      },
      box,
    );
    await record(
      tx,
      actor,
      {
        action: 'payments.account',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { bankBin: input.bankBin, accountNo: input.accountNo, provider: provider ?? '' },
      },
      at,
    );
  });
}
