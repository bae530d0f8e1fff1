import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import * as contacts from '../repo/contacts.ts';
import type { CloseInput } from '../schema/contacts.ts';

const t = followUpMessages('vi');

/**
 * Ends a follow-up with what came of it; whoever keeps the job that was opened for it is told in the transaction.
 * A repeat with the same outcome and note changes nothing more.
 * @throws Problem `forbidden`, `not-found`, `already-done`
 */
export async function closeFollowUp(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: CloseInput,
): Promise<void> {
  const self = requireStaff(actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const contact = await contacts.findContact(tx, id, true);
    if (contact === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    authorise(FEEDBACK_POLICY, actor, 'follow-up.close', contact);
    if (contact.outcome !== null) {
      if (contact.outcome === input.outcome && contact.note === input.note) {
        return;
      }
      throw new Problem('already-done', { detail: t('closedAlready', { who: contact.closedByName }) });
    }
    await contacts.closeContact(tx, id, { ...input, at, by: self });
    const note = `${t(`outcome.${input.outcome}`)}. ${input.note}`;
    await ctx.events.emit('rating.followed-up', { ref: id, note }, { tx, actor, at });
    const { outcome } = input;
    await record(
      tx,
      actor,
      {
        action: 'feedback.follow-up-closed',
        subjectType: 'rating-contact',
        subjectId: id,
        detail: { outcome },
      },
      at,
    );
  });
}
