import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { FOLLOW_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { followKey } from '../store-keys.ts';

/** Days for which photographs of a draft, or of what is settled, are kept; what was taken lies in the dossier by then. */
const KEEP_DAYS = 30;

/** Deletes photographs that nobody needs any more (Luật 91/2025: no longer than the task asks). @returns how many. @throws Problem `forbidden` */
export async function forgetPhotos(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(FOLLOW_POLICY, actor, 'tend', actor);
  const before = ctx.clock.now().subtract({ hours: 24 * KEEP_DAYS });
  const gone = await inTransaction(ctx, actor, async (tx) => {
    const keys: string[] = [];
    for (const sending of await repo.listForgettable(tx, before)) {
      await repo.lockFollowing(tx, sending.dossierId);
      for (const file of await repo.listFiles(tx, [sending.id])) {
        await repo.deleteFile(tx, sending.id, file.id);
        keys.push(followKey({ centreId: actor.centreId, holderId: sending.dossierId, id: file.id }));
      }
    }
    return keys;
  });
  for (const key of gone) {
    await ctx.storage.delete(key).catch(() => undefined);
  }
  return gone.length;
}
