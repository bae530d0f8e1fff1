import type { NoticePost, NoticeProvider, ReadNotice } from '#integrations/bank-notices/port.ts';
import { NOTICE_READERS } from '#integrations/bank-notices/readers.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { MATCH_NOTICE } from '../jobs-names.ts';
import { transferMessages } from '../messages-transfers.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-transfers.ts';
import type { StatementInput } from '../schema-transfers.ts';

/** Keeps one notice and has it matched after commit; false when it was told before. */
async function keep(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  notice: Omit<Parameters<typeof repo.insertNotice>[1], 'id' | 'centreId'>,
): Promise<boolean> {
  const centreId = actor.centreId;
  const id = await repo.insertNotice(tx, { ...notice, id: newId(), centreId }, ctx.clock.now());
  if (id !== undefined) {
    await enqueue(tx, MATCH_NOTICE, { centreId, noticeId: id }, { jobKey: `notice ${id}` });
  }
  return id !== undefined;
}

async function readPost(
  ctx: AppContext,
  actor: Actor,
  provider: NoticeProvider,
  post: NoticePost,
): Promise<ReadNotice> {
  const receiving = await readOnly(ctx, actor, repo.openAccount);
  if (receiving?.account.provider !== provider || receiving.secretBox === null) {
    return { kind: 'refused', reason: 'signature' };
  }
  const secret = await openSecret(ctx.config, receiving.account.id, receiving.secretBox);
  return NOTICE_READERS[provider](post, secret, ctx.clock.now());
}

/**
 * Takes what a bank-notice service posted. Only a post signed with the secret of the account counts, whoever sends it. The money is kept before
 * it is answered, and matched afterwards; the same money told again changes nothing.
 * @returns how many notices were new
 * @throws Problem `forbidden` when the post is not from the service, `bad-request` when it cannot be read
 */
export async function takeNotice(
  ctx: AppContext,
  actor: Actor,
  provider: NoticeProvider,
  post: NoticePost,
): Promise<number> {
  authorise(paymentPolicy, actor, 'tell', { centreId: actor.centreId });
  const t = transferMessages('vi');
  const read = await readPost(ctx, actor, provider, post);
  if (read.kind === 'refused') {
    ctx.log.warn({ provider, reason: read.reason }, 'a bank notice was refused');
    throw read.reason === 'shape'
      ? new Problem('bad-request', { detail: t('notice-unreadable') })
      : new Problem('forbidden', { detail: t('notice-not-genuine') });
  }
  if (read.kind === 'ignored') {
    return 0;
  }
  return inTransaction(ctx, actor, async (tx) => {
    let fresh = 0;
    for (const notice of read.notices) {
      fresh += (await keep(ctx, tx, actor, { ...notice, source: provider })) ? 1 : 0;
    }
    return fresh;
  });
}

/**
 * Writes down money from the bank's statement, where no service tells of it. It is matched as a notice is.
 * @throws Problem `forbidden`, `not-allowed-now` (no account), `already-done` when this transaction was written down before
 */
export async function noteStatement(ctx: AppContext, actor: Actor, input: StatementInput): Promise<void> {
  authorise(paymentPolicy, actor, 'settle', { centreId: actor.centreId });
  const t = transferMessages('vi');
  await inTransaction(ctx, actor, async (tx) => {
    const receiving = await repo.openAccount(tx);
    if (receiving === null) {
      throw new Problem('not-allowed-now', { detail: t('no-account') });
    }
    const fresh = await keep(ctx, tx, actor, {
      source: 'statement',
      externalId: input.externalId,
      accountNo: receiving.account.accountNo,
      amountVnd: input.amountVnd,
      content: input.content,
      bookedAt: '',
    });
    if (!fresh) {
      throw new Problem('already-done', { detail: t('statement-twice', { id: input.externalId }) });
    }
  });
}
