import { lookUp } from '#modules/dossiers/commands/look-up.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { STATUS, type Status } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { ratingLink } from './invite.ts';

/** A dossier is rated when there is something to judge: refused at reception, withdrawn, stopped, settled or returned. */
const RATED: readonly Status[] = [
  STATUS.notReceived,
  STATUS.withdrawn,
  STATUS.stopped,
  STATUS.finished,
  STATUS.returned,
];

/**
 * The rating address of a dossier for whoever can look it up: number and second secret.
 * @throws Problem `not-found` or `rate-limited` as the look-up, `not-allowed-now` while the dossier is under way
 */
export async function inviteByLookup(
  ctx: AppContext,
  actor: Actor,
  input: { readonly number: string; readonly secret: string },
): Promise<string> {
  authorise(FEEDBACK_POLICY, actor, 'rating.invite', actor);
  const found = await lookUp(ctx, actor, input.number, input.secret);
  if (!RATED.includes(found.status)) {
    throw new Problem('not-allowed-now', { detail: messages('vi')('not-yet') });
  }
  const { dossierId } = found;
  return inTransaction(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, { id: dossierId });
    const topic = dossier?.procedure.fieldGroup ?? '';
    const procedureCode = dossier?.procedure.code ?? '';
    return ratingLink(tx, actor, { dossierId, topic, procedureCode }, ctx.clock.now());
  });
}
