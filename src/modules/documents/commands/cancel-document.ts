import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/documents.ts';

/**
 * Cancels a paper that went out wrongly: the check behind its QR says so from now on. Its number is not given again.
 * @throws Problem `forbidden`, `not-found`, `already-done`
 */
export async function cancelDocument(
  ctx: AppContext,
  actor: Actor,
  input: { readonly documentId: string; readonly reason: string },
): Promise<void> {
  authorise(DOCUMENT_POLICY, actor, 'documents.cancel', actor);
  const t = messages('vi');
  const at = ctx.clock.now();
  const by = actor.kind === 'staff' ? actor.accountId : null;
  await inTransaction(ctx, actor, async (tx) => {
    const document = await repo.findDocument(tx, input.documentId);
    if (document === undefined) {
      throw new Problem('not-found', { detail: t('document.not-found') });
    }
    const { centreId } = actor;
    if (
      !(await repo.insertCancellation(tx, {
        documentId: document.id,
        centreId,
        at,
        by,
        reason: input.reason,
      }))
    ) {
      throw new Problem('already-done', { detail: t('document.already-cancelled') });
    }
    const { number, form, subject } = document;
    await record(
      tx,
      actor,
      {
        action: 'documents.cancel',
        subjectType: 'document',
        subjectId: document.id,
        detail: { form, number, subject, reason: input.reason },
      },
      at,
    );
  });
}
