import { record } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { formatTime, localDay, toLocal } from '#platform/time.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { insertContact } from '../repo/contacts.ts';
import { settingsOn } from '../repo/settings.ts';
import { findInvitation, findRating } from '../repo.ts';
import type { ContactInput, UnhappyRatings } from '../schema/contacts.ts';
import { handleOf } from './secrecy.ts';

const t = followUpMessages('vi');

/** The moment by which a head must have followed up, as a job's due day and time. @throws Problem without a calendar */
export async function followUpDue(
  tx: Tx,
  centreId: string,
  at: Temporal.Instant,
): Promise<{ readonly due: Temporal.Instant } & Pick<UnhappyRatings, 'dueDay' | 'dueTime'>> {
  const { followUpDays } = await settingsOn(tx, localDay(at));
  const { compiled } = await getCalendar(tx, centreId, at);
  const { due } = addTerm(at, { amount: followUpDays, unit: 'working-day' }, compiled);
  return { due, dueDay: localDay(due).toString(), dueTime: formatTime(toLocal(due)) };
}

/**
 * Stores who was not satisfied and wants to be contacted, by consent, and hands it to the head of the unit that settled
 * the dossier (of the centre, for a visit) in the same transaction. The consent covers the dossier's number. The rating
 * itself stays unbound: this row says no more than what the citizen wrote into it.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (not an unhappy rating), `already-done`
 */
export async function askContact(
  ctx: AppContext,
  actor: Actor,
  token: string,
  input: ContactInput,
): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const handle = await handleOf(ctx.config, 'rating', token);
  const once = await handleOf(ctx.config, 'contact', token);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const invitation = await findInvitation(tx, token);
    const rating = invitation === undefined ? undefined : await findRating(tx, handle);
    if (invitation === undefined || rating === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('unknown') });
    }
    if (rating.level !== 1) {
      throw new Problem('not-allowed-now', { detail: t('onlyUnhappy') });
    }
    const dossier =
      invitation.dossierId === null ? null : await findDossierIn(tx, { id: invitation.dossierId });
    const unitId = dossier?.holder.unitId ?? actor.centreId;
    const number = dossier?.number ?? dossier?.localNumber ?? '';
    const { due, dueDay, dueTime } = await followUpDue(tx, actor.centreId, at);
    const id = newId();
    const stored = await insertContact(tx, {
      id,
      centreId: actor.centreId,
      once,
      unitId,
      dossierId: dossier?.id ?? null,
      dossierNumber: number,
      name: input.name,
      phone: input.phone,
      message: input.message,
      consent: t(dossier === null ? 'consent.ticket' : 'consent.dossier'),
      askedAt: at,
      due,
    });
    if (!stored) {
      throw new Problem('already-done', { detail: t('askedAlready') });
    }
    const work = number === '' ? t('job.contact') : t('job.contactDossier', { number });
    await ctx.events.emit(
      'rating.unhappy',
      { ref: id, unitId, work, ...jobOf(), dueDay, dueTime },
      { tx, actor, at },
    );
    await record(
      tx,
      actor,
      { action: 'feedback.contact-asked', subjectType: 'rating-contact', subjectId: id, detail: { unitId } },
      at,
    );
  });
}

/** The clears that every follow-up has alike. */
export function jobOf(): Pick<UnhappyRatings, 'responsibility' | 'product' | 'authority'> {
  return {
    responsibility: t('job.responsibility'),
    product: t('job.product'),
    authority: t('job.authority'),
  };
}
