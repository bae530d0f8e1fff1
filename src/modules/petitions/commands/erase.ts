import { record } from '#modules/audit/commands/record.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { refusals } from '../messages.ts';
import { PETITION_POLICY } from '../policy.ts';
import { findPetition, listPhotos } from '../repo.ts';
import { erasePetition, findSettings, listToErase } from '../repo-keep.ts';
import { KEEP, type State } from '../schema.ts';
import { photoKey } from '../store-keys.ts';

const t = refusals('vi');
const ENDED: ReadonlySet<State> = new Set(['published', 'closed', 'refused', 'forwarded']);
/** Petitions of one night; the rest follows the next. */
const AT_ONCE = 500;

/**
 * Erases what senders wrote about themselves in petitions that ended longer ago than the centre keeps it (Luật 91/2025/QH15). The trail says which
 * petition, when and by what term, and nothing of what it was. Bytes go before the rows are committed, so that a night that breaks off is finished the next.
 * @returns how many were erased
 * @throws Problem `forbidden`
 */
export async function erasePetitions(ctx: AppContext, actor: SystemActor): Promise<number> {
  authorise(PETITION_POLICY, actor, 'erase', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const { keepDays, ids } = await readOnly(ctx, actor, async (tx) => {
    const days = (await findSettings(tx))?.keepDays ?? KEEP.usual;
    return { keepDays: days, ids: await listToErase(tx, at.subtract({ hours: 24 * days }), AT_ONCE) };
  });
  for (const id of ids) {
    await inTransaction(ctx, actor, async (tx) => {
      const petition = await findPetition(tx, { id }, true);
      // Whoever asked once more just now has a petition that goes on.
      if (petition === undefined || petition.erasedAt !== null || !ENDED.has(petition.state)) {
        return;
      }
      const photos = await listPhotos(tx, id);
      for (const photo of photos) {
        await ctx.storage.delete(photoKey(actor.centreId, id, photo.id));
      }
      await erasePetition(tx, id, t('erased-answer'), at);
      await ctx.events.emit('petition.erased', { petitionId: id }, { tx, actor, at });
      const detail = { number: petition.number, photos: photos.length, keepDays };
      await record(
        tx,
        actor,
        { action: 'petition.erase', subjectType: 'petition', subjectId: id, detail },
        at,
      );
    });
  }
  return ids.length;
}
