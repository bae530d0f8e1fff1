import { createHash } from 'node:crypto';
import { pdfOfPhotos } from '#modules/documents/commands/citizen-file.ts';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { itemRequestId } from '#platform/id.ts';
import type { HandedOn } from '../rules/intake.ts';
import type { Preparation, PreparedFile } from '../schema.ts';
import { preparedFileKey } from '../store-keys.ts';

/** The files of one paper as the dossier gets them: all its photographs as one PDF, each PDF as it is. */
async function piecesOf(
  ctx: AppContext,
  preparation: Preparation,
  paperName: string,
  files: readonly PreparedFile[],
): Promise<readonly { readonly key: string; readonly name: string; readonly bytes: Uint8Array }[]> {
  const read = (file: PreparedFile) =>
    ctx.storage.get(preparedFileKey({ ...file, centreId: preparation.centreId }));
  const photos = files.filter(({ mediaType }) => mediaType === 'image/jpeg');
  const rest = files.filter(({ mediaType }) => mediaType !== 'image/jpeg');
  const pieces = await Promise.all(
    rest.map(async (file) => ({ key: file.id, name: file.name, bytes: await read(file) })),
  );
  if (photos.length === 0) {
    return pieces;
  }
  const bytes = await pdfOfPhotos(await Promise.all(photos.map(read)));
  const name = `${paperName.slice(0, 100)}.pdf`;
  return [{ key: photos.map(({ id }) => id).join(), name, bytes }, ...pieces];
}

/**
 * Hands the files of a preparation on to `documents`, ready to be bound to its dossier. The same files make the same
 * uploads, so that a try that broke in between is gone on with. Files that wait for the scanner stay back.
 */
export async function handFilesOn(
  ctx: AppContext,
  preparation: Preparation,
  files: readonly PreparedFile[],
  papers: readonly { readonly id: string; readonly name: string }[],
): Promise<HandedOn> {
  const actor = systemActor(preparation.centreId, 'preparations');
  const clean = files.filter(({ state }) => state === 'clean');
  const handed = new Map<string, readonly string[]>();
  for (const paper of papers) {
    const own = clean.filter(({ paperKey }) => paperKey === paper.id);
    const ids: string[] = [];
    for (const piece of await piecesOf(ctx, preparation, paper.name, own)) {
      const digest = createHash('sha256').update(piece.bytes).digest('hex');
      const stored = await uploadFile(ctx, actor, {
        bytes: piece.bytes,
        name: piece.name,
        purpose: 'component',
        requestId: itemRequestId(preparation.id, `${piece.key}/${digest}`),
      });
      ids.push(stored.id);
    }
    if (ids.length > 0) {
      handed.set(paper.id, ids);
    }
  }
  const waiting = files.filter(({ state }) => state === 'waiting');
  return {
    files: handed,
    reused: new Map(
      clean.flatMap(({ paperKey, reusedFrom }) =>
        reusedFrom === null ? [] : [[paperKey, reusedFrom] as const],
      ),
    ),
    waiting: new Map(
      [...Map.groupBy(waiting, ({ paperKey }) => paperKey)].map(
        ([key, group]) => [key, group.length] as const,
      ),
    ),
  };
}
