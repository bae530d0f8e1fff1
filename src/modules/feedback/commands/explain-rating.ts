import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { addReasons, findInvitation, findRating } from '../repo.ts';
import type { ReasonsInput } from '../schema.ts';
import { handleOf, sealText } from './secrecy.ts';

const t = messages('vi');

/**
 * Adds reasons and words to a rating that was given, once. The words are sealed.
 * @throws Problem `forbidden`, `not-found` (no rating yet), `already-done`
 */
export async function explainRating(
  ctx: AppContext,
  actor: Actor,
  token: string,
  input: ReasonsInput,
): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const handle = await handleOf(ctx.config, 'rating', token);
  await inTransaction(ctx, actor, async (tx) => {
    const known = (await findInvitation(tx, token)) !== undefined;
    if (!known || (await findRating(tx, handle)) === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const words = input.comment === '' ? null : await sealText(ctx.config, handle, input.comment);
    if (!(await addReasons(tx, { handle, reasons: input.reasons, words }))) {
      throw new Problem('already-done', { detail: t('once') });
    }
  });
}
