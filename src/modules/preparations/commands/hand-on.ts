import { createHash } from 'node:crypto';
import { pdfOfPhotos } from '#modules/documents/commands/citizen-file.ts';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import type { FilledForm } from '#modules/forms/commands/draw-filled.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { itemRequestId } from '#platform/id.ts';
import type { HandedOn } from '../rules/intake.ts';
import type { Preparation, PreparedFile } from '../schema.ts';
import { preparedFileKey } from '../store-keys.ts';
import { filledFormOf } from './filled-form.ts';

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

async function keepForm(ctx: AppContext, preparation: Preparation, form: FilledForm): Promise<string> {
  const digest = createHash('sha256').update(form.bytes).digest('hex');
  const stored = await uploadFile(ctx, systemActor(preparation.centreId, 'preparations'), {
    bytes: form.bytes,
    name: `${form.name.slice(0, 100)}.pdf`,
    purpose: 'component',
    requestId: itemRequestId(preparation.id, `to-khai/${digest}`),
  });
  return stored.id;
}

/**
 * Uploads the clean files of a preparation, paper by paper. The same files make the same uploads, so that a try that
 * broke in between is gone on with. @returns ids of the uploads, by paper
 */
export async function uploadPapers(
  ctx: AppContext,
  preparation: Preparation,
  files: readonly PreparedFile[],
  papers: readonly { readonly id: string; readonly name: string }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const actor = systemActor(preparation.centreId, 'preparations');
  const handed = new Map<string, readonly string[]>();
  for (const paper of papers) {
    const own = files.filter(({ paperKey, state }) => paperKey === paper.id && state === 'clean');
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
  return handed;
}

/**
 * Hands the files of a preparation and its filled form on to `documents`, ready to be bound to its dossier. Files that
 * wait for the scanner stay back.
 */
export async function handFilesOn(
  ctx: AppContext,
  preparation: Preparation,
  files: readonly PreparedFile[],
  papers: readonly { readonly id: string; readonly name: string }[],
): Promise<HandedOn> {
  const form = await filledFormOf(ctx, preparation);
  const reused = files.flatMap(({ paperKey, reusedFrom, state }) =>
    reusedFrom === null || state !== 'clean' ? [] : [[paperKey, reusedFrom] as const],
  );
  const waiting = Map.groupBy(
    files.filter(({ state }) => state === 'waiting'),
    ({ paperKey }) => paperKey,
  );
  return {
    form: form === null ? null : { name: form.name, fileId: await keepForm(ctx, preparation, form) },
    files: await uploadPapers(ctx, preparation, files, papers),
    reused: new Map(reused),
    waiting: new Map([...waiting].map(([key, group]) => [key, group.length] as const)),
  };
}
