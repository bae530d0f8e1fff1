import { logAccess } from '#modules/audit/commands/record.ts';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { refusals } from '../messages.ts';
import { findSettings } from '../repo.ts';
import { resultFiles } from '../rules/sending.ts';
import { heldDossier, holderOf, needStrong } from './holder.ts';

/** The result as it is given out. */
export interface GivenResult {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Gives a file of the finished result to whoever holds the receipt's code or signed in, where the centre allows it. Logged before
 * anything is given. It does not return the result: that stays the counter's act (NĐ 118/2025 Đ22).
 * @throws Problem `gone`, `forbidden`, `not-allowed-now`, `not-found`
 */
export async function downloadResult(
  ctx: AppContext,
  actor: Actor,
  key: string,
  fileId: string,
): Promise<GivenResult> {
  const holder = await holderOf(ctx, actor, key);
  needStrong(holder);
  const t = refusals('vi');
  await inTransaction(ctx, actor, async (tx) => {
    const files = resultFiles(await heldDossier(tx, holder), await findSettings(tx));
    if (files.length === 0) {
      throw new Problem('not-allowed-now', { detail: t('no-result') });
    }
    if (!files.some(({ id }) => id === fileId)) {
      throw new Problem('not-found', { detail: t('file-gone') });
    }
    const access = { what: 'follow.result', subjectType: 'dossier', subjectId: holder.dossierId };
    await logAccess(tx, actor, access, ctx.clock.now());
  });
  const { file, bytes } = await openFile(ctx, systemActor(actor.centreId, 'follow'), fileId);
  return { name: file.name, mediaType: file.mediaType, bytes };
}
