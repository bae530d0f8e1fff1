import type { Dossier } from '#modules/dossiers/schema.ts';
import { getProcedureVersion } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { refusals } from '../messages.ts';
import * as repo from '../repo.ts';
import { askedNow, onlyShown } from '../rules/sending.ts';
import { LIMITS, type Sending, type SentFile } from '../schema.ts';
import { followKey } from '../store-keys.ts';
import { type Holder, heldDossier, holderOf } from './holder.ts';
import { refuseFile, takePhoto } from './take-photo.ts';

const t = refusals('vi');

/** One photograph or PDF for one of the papers asked for. `requestId`: a repeat with the same id adds nothing. */
interface PhotoInput {
  readonly item: number;
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly requestId: string;
}

/** @throws Problem `validation` for what was not asked for, and for what is only shown */
async function checkItem(
  tx: Tx,
  dossier: Dossier,
  wanted: Dossier['supplements'][number]['items'][number] | undefined,
): Promise<void> {
  if (wanted === undefined) {
    return refuseFile('validation', t('unknown-item'));
  }
  const { body } = await getProcedureVersion(tx, dossier.procedure.versionId);
  if (onlyShown(wanted.paperKey, dossier.papers, body.components)) {
    refuseFile('validation', t('only-shown'));
  }
}

/**
 * The draft of the answer, null while nothing was collected.
 *
 * @param item the paper that a photograph is for; undefined when one is only taken out
 * @throws Problem `not-allowed-now`, `validation`
 */
async function draftFor(tx: Tx, holder: Holder, item?: number): Promise<Sending | null> {
  await repo.lockFollowing(tx, holder.dossierId);
  const dossier = await heldDossier(tx, holder);
  const asked = askedNow(dossier);
  if (asked === null) {
    throw new Problem('not-allowed-now', { detail: t('not-asked') });
  }
  if (item !== undefined) {
    await checkItem(tx, dossier, asked.items[item]);
  }
  const open = await repo.findOpen(tx, holder.dossierId, 'supplement');
  if (open?.state === 'sent') {
    throw new Problem('not-allowed-now', { detail: t('already-sent') });
  }
  return open;
}

function checkLimits(files: readonly SentFile[], item: number, size: number): void {
  const { filesPerItem, files: all, bytes } = LIMITS;
  if (files.filter((file) => file.item === item).length >= filesPerItem) {
    refuseFile('too-large', t('too-many', { max: filesPerItem }));
  }
  if (files.length >= all) {
    refuseFile('too-large', t('too-many-all', { max: all }));
  }
  if (files.reduce((sum, file) => sum + file.size, size) > bytes) {
    refuseFile('too-large', t('too-heavy', { max: bytes / 1024 / 1024 }));
  }
}

/**
 * Keeps a photograph or PDF for one of the papers asked for, as a draft that nobody else sees. Bytes come before the row.
 * @throws Problem `gone`, `not-allowed-now`, `validation`, `too-large`, `unsupported-file`
 */
export async function addPhoto(ctx: AppContext, actor: Actor, key: string, input: PhotoInput): Promise<void> {
  const holder = await holderOf(ctx, actor, key);
  await inTransaction(ctx, actor, async (tx) => {
    const draft = await draftFor(tx, holder, input.item);
    checkLimits(draft === null ? [] : await repo.listFiles(tx, [draft.id]), input.item, 0);
  });
  const taken = await takePhoto(ctx, actor, input);
  const file = { id: newId(), item: input.item, name: taken.name, mediaType: taken.mediaType } as const;
  const stored = followKey({ centreId: actor.centreId, holderId: holder.dossierId, id: file.id });
  await ctx.storage.put(stored, taken.content);
  let kept = false;
  try {
    kept = await inTransaction(ctx, actor, async (tx) => {
      const at = ctx.clock.now();
      const draft = await draftFor(tx, holder, input.item);
      const files = draft === null ? [] : await repo.listFiles(tx, [draft.id]);
      if (files.some(({ requestId }) => requestId === input.requestId)) {
        return false;
      }
      checkLimits(files, input.item, taken.content.length);
      const sendingId = draft?.id ?? newId();
      if (draft === null) {
        const { dossierId } = holder;
        const fresh = { id: sendingId, dossierId, kind: 'supplement', words: '', startedAt: at } as const;
        await repo.insertSending(tx, actor.centreId, { ...fresh, sent: null });
      }
      const row = { ...file, sendingId, size: taken.content.length, requestId: input.requestId };
      await repo.insertFile(tx, actor.centreId, row, at);
      return true;
    });
  } finally {
    if (!kept) {
      await ctx.storage.delete(stored);
    }
  }
}

/** Takes a photograph out of the draft. Twice is as once. @throws Problem `gone`, `not-allowed-now` */
export async function dropPhoto(ctx: AppContext, actor: Actor, key: string, fileId: string): Promise<void> {
  const holder = await holderOf(ctx, actor, key);
  const gone = await inTransaction(ctx, actor, async (tx) => {
    const draft = await draftFor(tx, holder);
    return draft !== null && (await repo.deleteFile(tx, draft.id, fileId));
  });
  if (gone) {
    const { dossierId: holderId } = holder;
    await ctx.storage
      .delete(followKey({ centreId: actor.centreId, holderId, id: fileId }))
      .catch(() => undefined);
  }
}

/** Bytes as they lie in the store, with their kind. */
export interface FollowFile {
  readonly mediaType: 'image/jpeg' | 'application/pdf';
  readonly bytes: Uint8Array;
}

/** A file of the dossier's sendings or messages. @throws Problem `not-found` */
export async function readFollowFile(
  ctx: AppContext,
  scope: { readonly centreId: string },
  dossierId: string,
  fileId: string,
): Promise<FollowFile> {
  const mediaType = await readOnly(ctx, scope, async (tx) => {
    const sendings = await repo.listSendings(tx, dossierId);
    const files = await repo.listFiles(
      tx,
      sendings.map(({ id }) => id),
    );
    const messages = await repo.listMessages(tx, dossierId);
    return (
      files.find(({ id }) => id === fileId)?.mediaType ??
      messages.find(({ photoId }) => photoId === fileId)?.photoType ??
      undefined
    );
  });
  const key = followKey({ centreId: scope.centreId, holderId: dossierId, id: fileId });
  const bytes = mediaType && (await ctx.storage.get(key).catch(() => undefined));
  if (mediaType === undefined || bytes === undefined) {
    throw new Problem('not-found', { detail: t('file-gone') });
  }
  return { mediaType, bytes };
}

/** A file that the citizen sent or was sent. @throws Problem `gone`, `not-found` */
export async function openOwnFile(
  ctx: AppContext,
  actor: Actor,
  key: string,
  fileId: string,
): Promise<FollowFile> {
  const { dossierId } = await holderOf(ctx, actor, key);
  return readFollowFile(ctx, actor, dossierId, fileId);
}
