import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { addReasons, findInvitation } from '../repo.ts';
import type { ReasonsInput } from '../schema.ts';

const t = messages('vi');

/**
 * Adds reasons and words to a rating that was given, once.
 * @throws Problem `forbidden`, `not-found` (no rating yet), `already-done`
 */
export async function explainRating(
  ctx: AppContext,
  actor: Actor,
  token: string,
  input: ReasonsInput,
): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  await inTransaction(ctx, actor, async (tx) => {
    const rating = (await findInvitation(tx, token))?.rating;
    if (rating === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    if (!(await addReasons(tx, { id: rating.id, ...input }))) {
      throw new Problem('already-done', { detail: t('once') });
    }
  });
}
