import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { findInvitation, insertRating } from '../repo.ts';
import type { Level } from '../schema.ts';

const t = messages('vi');

/**
 * One touch: stores the face for the dossier or visit behind the address, once. Nothing of the rater is stored, and only the day of the time.
 * @throws Problem `forbidden` (staff do not rate), `not-found`, `already-done`
 */
export async function rate(ctx: AppContext, actor: Actor, token: string, level: Level): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const day = localDay(ctx.clock.now());
  await inTransaction(ctx, actor, async (tx) => {
    const invitation = await findInvitation(tx, token);
    if (invitation === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const stored = await insertRating(tx, {
      centreId: actor.centreId,
      invitationId: invitation.id,
      level,
      day,
    });
    if (!stored) {
      throw new Problem('already-done', { detail: t('once') });
    }
  });
}
