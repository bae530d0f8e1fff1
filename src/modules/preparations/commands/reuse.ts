import { openFile } from '#modules/documents/commands/open-file.ts';
import { listOwnPapers, type OwnPaper } from '#modules/dossiers/commands/own-papers.ts';
import type { SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { refusals } from '../messages.ts';
import { addFile } from './add-file.ts';

/** Papers and results of the citizen's earlier dossiers, newest first. @throws Problem `forbidden` below the level of assurance */
export function earlierPapers(ctx: AppContext, citizen: SignedInCitizen): Promise<readonly OwnPaper[]> {
  return listOwnPapers(ctx, citizen);
}

/**
 * Takes an earlier paper of the citizen's own into a draft, so that nobody photographs it again.
 * @throws Problem `forbidden`, `gone`, `already-done`, `not-found` for what is not theirs
 */
export async function reusePaper(
  ctx: AppContext,
  actor: Actor,
  token: string,
  citizen: SignedInCitizen,
  chosen: { readonly paperKey: string; readonly fileId: string; readonly requestId: string },
): Promise<void> {
  const own = (await listOwnPapers(ctx, citizen)).find(({ fileId }) => fileId === chosen.fileId);
  if (own === undefined || citizen.centreId !== actor.centreId) {
    throw new Problem('not-found', { detail: refusals('vi')('reuse-gone') });
  }
  const { bytes } = await openFile(ctx, systemActor(citizen.centreId, 'preparations'), own.fileId);
  await addFile(ctx, actor, token, {
    paperKey: chosen.paperKey,
    bytes,
    name: `${own.paper.slice(0, 100)}.pdf`,
    requestId: itemRequestId(chosen.requestId, own.fileId),
    reusedFrom: own.from,
  });
}
