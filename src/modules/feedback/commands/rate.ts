import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { findInvitation, type Invitation, insertRating } from '../repo.ts';
import type { Level } from '../schema.ts';
import { type Facets, facetsText, handleOf, sealText } from './secrecy.ts';

const t = messages('vi');

function facetsOf(invitation: Invitation, actor: Actor): Facets {
  return {
    topic: invitation.topic,
    procedure: invitation.procedureCode,
    counter: invitation.counterId ?? '',
    channel: actor.kind === 'device' ? 'kiosk' : invitation.about === 'ticket' ? 'ticket' : 'look-up',
  };
}

/**
 * One touch: stores the face for the dossier or visit behind the address, once. Nothing of the rater is stored, nothing
 * that leads to the dossier or visit without the key outside the database, and only the day of the time. Nothing else
 * is written in the transaction: no trace, no message, no task.
 * @throws Problem `forbidden` (staff do not rate), `not-found`, `already-done`
 */
export async function rate(ctx: AppContext, actor: Actor, token: string, level: Level): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const day = localDay(ctx.clock.now());
  const handle = await handleOf(ctx.config, 'rating', token);
  await inTransaction(ctx, actor, async (tx) => {
    const invitation = await findInvitation(tx, token);
    if (invitation === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const facets = await sealText(ctx.config, handle, facetsText(facetsOf(invitation, actor)));
    const stored =
      !invitation.closed &&
      (await insertRating(tx, { centreId: actor.centreId, handle, level, day, facets }));
    if (!stored) {
      throw new Problem('already-done', { detail: t('once') });
    }
  });
}
