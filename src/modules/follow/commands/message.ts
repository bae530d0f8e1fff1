import { record } from '#modules/audit/commands/record.ts';
import { getDossier } from '#modules/dossiers/queries.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { refusals } from '../messages.ts';
import { FOLLOW_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { mayWrite } from '../rules/sending.ts';
import { holdsIdentity } from '../rules/words.ts';
import { LIMITS, type MessageInput } from '../schema.ts';
import { followKey } from '../store-keys.ts';
import { tellAnswered, tellArrived } from './arrived.ts';
import { heldDossier, holderOf } from './holder.ts';
import { postOf } from './settle.ts';
import { takePhoto } from './take-photo.ts';

const t = refusals('vi');

/** A photograph that goes along with a message. */
interface GivenPhoto {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/**
 * A citizen writes to the officers in charge, through the centre. A repeat of the same request id is as once.
 * @throws Problem `gone`, `not-allowed-now`, `rate-limited`, and what is wrong with the photograph
 */
export async function writeFromHome(
  ctx: AppContext,
  actor: Actor,
  key: string,
  input: MessageInput,
  photo: GivenPhoto | null,
): Promise<void> {
  const holder = await holderOf(ctx, actor, key);
  const { dossierId } = holder;
  if (holdsIdentity(input.words)) {
    const message = t('message-identity');
    throw new Problem('validation', { detail: message, fields: [{ path: 'words', message }] });
  }
  const taken = photo === null ? null : await takePhoto(ctx, actor, photo);
  const photoId = taken === null ? null : newId();
  const stored =
    photoId === null ? null : followKey({ centreId: actor.centreId, holderId: dossierId, id: photoId });
  if (stored !== null && taken !== null) {
    await ctx.storage.put(stored, taken.content);
  }
  let kept = false;
  try {
    kept = await inTransaction(ctx, actor, async (tx) => {
      const at = ctx.clock.now();
      await repo.lockFollowing(tx, dossierId);
      const dossier = await heldDossier(tx, holder);
      if (!mayWrite(dossier)) {
        throw new Problem('not-allowed-now', { detail: t('closed') });
      }
      const dayAgo = at.subtract({ hours: 24 });
      const recent = (await repo.listMessages(tx, dossierId)).filter(
        (one) => one.author === 'citizen' && Temporal.Instant.compare(one.at, dayAgo) > 0,
      );
      const message = {
        id: newId(),
        dossierId,
        author: 'citizen',
        byPost: '',
        byAccount: null,
        words: input.words,
        photoId,
        photoType: taken?.mediaType ?? null,
        requestId: input.requestId,
        at,
      } as const;
      if (!(await repo.insertMessage(tx, actor.centreId, message))) {
        return false;
      }
      if (recent.length >= LIMITS.messagesPerDay) {
        const detail = t('too-many-messages', { max: LIMITS.messagesPerDay });
        throw new Problem('rate-limited', { detail, retryAfter: 3600 });
      }
      await tellArrived(ctx, tx, actor, dossier, 'message');
      const detail = { message: message.id, photo: photoId !== null };
      await record(
        tx,
        actor,
        { action: 'follow.write', subjectType: 'dossier', subjectId: dossierId, detail },
        at,
      );
      return true;
    });
  } finally {
    if (!kept && stored !== null) {
      await ctx.storage.delete(stored);
    }
  }
}

/**
 * An officer answers. The citizen reads the post, not the name. A repeat of the same request id is as once.
 * @throws Problem `forbidden`, `not-found`
 */
export async function writeFromOffice(
  ctx: AppContext,
  actor: StaffActor,
  dossierId: string,
  input: MessageInput,
): Promise<void> {
  authorise(FOLLOW_POLICY, actor, 'write', actor);
  const { dossier, personal } = await getDossier(ctx, actor, { id: dossierId });
  if (!personal) {
    throw new Problem('forbidden', { detail: t('not-personal') });
  }
  await inTransaction(ctx, actor, async (tx) => {
    const at = ctx.clock.now();
    await repo.lockFollowing(tx, dossierId);
    const message = {
      id: newId(),
      dossierId,
      author: 'office',
      byPost: postOf(actor),
      byAccount: actor.accountId,
      words: input.words,
      photoId: null,
      photoType: null,
      requestId: input.requestId,
      at,
    } as const;
    if (!(await repo.insertMessage(tx, actor.centreId, message))) {
      return;
    }
    await repo.markAnswered(tx, dossierId, at);
    await tellAnswered(ctx, tx, actor, dossier, { id: message.id, kind: 'message', outcome: 'written' });
    const detail = { message: message.id };
    await record(
      tx,
      actor,
      { action: 'follow.answer', subjectType: 'dossier', subjectId: dossierId, detail },
      at,
    );
  });
}
