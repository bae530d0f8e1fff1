import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import * as contacts from '../repo/contacts.ts';
import { listSettings, settingsOn } from '../repo/settings.ts';
import type { Contact } from '../schema/contacts.ts';
import type { DatedSettings, FeedbackSettings } from '../schema/settings.ts';

/** Those who asked to be contacted, of the actor's reach: a head sees the own unit's. @throws Problem `forbidden` */
export async function listFollowUps(ctx: AppContext, actor: Actor): Promise<readonly Contact[]> {
  const { centreId } = actor;
  const whole = can(FEEDBACK_POLICY, actor, 'follow-up.see', { centreId });
  const unitId = actor.kind === 'staff' ? actor.unitId : null;
  if (!whole) {
    authorise(FEEDBACK_POLICY, actor, 'follow-up.see', { centreId, unitId });
  }
  return readOnly(ctx, actor, (tx) => contacts.listContacts(tx, whole ? null : unitId));
}

/** One who asked to be contacted. @throws Problem `forbidden`, `not-found` */
export async function getFollowUp(ctx: AppContext, actor: Actor, id: string): Promise<Contact> {
  const contact = await readOnly(ctx, actor, (tx) => contacts.findContact(tx, id));
  if (contact === undefined) {
    throw new Problem('not-found', { detail: followUpMessages('vi')('unknown') });
  }
  authorise(FEEDBACK_POLICY, actor, 'follow-up.see', contact);
  return contact;
}

/** The settings in force today, and every set. @throws Problem `forbidden` */
export async function getSettings(
  ctx: AppContext,
  actor: Actor,
): Promise<{ readonly now: FeedbackSettings; readonly all: readonly DatedSettings[] }> {
  authorise(FEEDBACK_POLICY, actor, 'rating.read-figures', actor);
  return readOnly(ctx, actor, async (tx) => ({
    now: await settingsOn(tx, localDay(ctx.clock.now())),
    all: await listSettings(tx),
  }));
}
