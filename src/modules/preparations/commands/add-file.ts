import { createHash } from 'node:crypto';
import { type CitizenFile, takeCitizenFile } from '#modules/documents/commands/citizen-file.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { refusals } from '../messages.ts';
import { saveBody } from '../repo.ts';
import { deleteFile, insertFile, listFiles } from '../repo-files.ts';
import { findSettings } from '../repo-settings.ts';
import { LIMITS, type Preparation, type PreparedFile } from '../schema.ts';
import { preparedFileKey } from '../store-keys.ts';
import { procedureOf } from './answer.ts';
import { heldIn, lockDraft, secretOf } from './holder.ts';
import { lookAt } from './scanner.ts';

const t = refusals('vi');

/** One photograph or PDF for a paper. `requestId`: a repeat with the same id adds nothing. */
export interface FileInput {
  readonly paperKey: string;
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly requestId: string;
  /** The earlier dossier it is taken from, in words. */
  readonly reusedFrom?: string;
}

function refuse(code: 'validation' | 'too-large' | 'unsupported-file', detail: string): never {
  throw new Problem(code, { detail, fields: [{ path: 'file', message: detail }] });
}

/** @throws Problem `too-large` past what a draft may hold */
function checkLimits(files: readonly PreparedFile[], paperKey: string, size: number): void {
  const { filesPerPaper, files: all, bytes } = LIMITS;
  if (files.filter((file) => file.paperKey === paperKey).length >= filesPerPaper) {
    refuse('too-large', t('too-many', { max: filesPerPaper }));
  }
  if (files.length >= all) {
    refuse('too-large', t('too-many-all', { max: all }));
  }
  if (files.reduce((sum, file) => sum + file.size, size) > bytes) {
    refuse('too-large', t('too-heavy', { max: bytes / 1024 / 1024 }));
  }
}

/** Photographs are drawn anew and carry nothing; a PDF is looked at by the scanner where there is one. */
async function stateOf(ctx: AppContext, actor: Actor, taken: CitizenFile): Promise<PreparedFile['state']> {
  if (taken.mediaType === 'image/jpeg') {
    return 'clean';
  }
  const look = await lookAt(ctx, actor, taken.content);
  if (look === 'off') {
    return 'clean';
  }
  if (look === 'away') {
    return 'waiting';
  }
  return look.clean ? 'clean' : refuse('unsupported-file', t('infected', { name: look.name }));
}

async function checkPaper(ctx: AppContext, tx: Tx, draft: Preparation, key: string): Promise<void> {
  const { components } = await procedureOf(ctx, tx, draft.procedureCode);
  if (!components.some(({ id, kind }) => id === key && kind === 'submit')) {
    refuse('validation', t('unknown-paper'));
  }
}

async function write(
  ctx: AppContext,
  actor: Actor,
  secret: Uint8Array,
  input: FileInput,
  file: PreparedFile,
  content: Uint8Array,
): Promise<boolean> {
  const at = file.addedAt;
  return inTransaction(ctx, actor, async (tx) => {
    const draft = await lockDraft(ctx, tx, secret);
    const files = await listFiles(tx, draft.id);
    if (files.some(({ requestId }) => requestId === input.requestId)) {
      return false;
    }
    checkLimits(files, input.paperKey, content.length);
    if (!(await insertFile(tx, draft.centreId, file))) {
      return false;
    }
    const { keepDays } = await findSettings(tx);
    const { body } = draft;
    const papers = { ...body.papers, [input.paperKey]: 'photo' as const };
    await saveBody(tx, draft.id, {
      body: { ...body, papers },
      at,
      expiresAt: at.add({ hours: 24 * keepDays }),
    });
    return true;
  });
}

/**
 * Takes a photograph or PDF for one paper of a draft. The bytes are stored before the row, so that a row never points
 * at nothing.
 * @throws Problem `gone`, `forbidden`, `already-done`, `too-large`, `unsupported-file`, `validation`
 */
export async function addFile(ctx: AppContext, actor: Actor, token: string, input: FileInput): Promise<void> {
  const secret = secretOf(actor, token);
  const draft = await inTransaction(ctx, actor, async (tx) => {
    const found = await lockDraft(ctx, tx, secret);
    await checkPaper(ctx, tx, found, input.paperKey);
    checkLimits(
      (await listFiles(tx, found.id)).filter(({ requestId }) => requestId !== input.requestId),
      input.paperKey,
      0,
    );
    return found;
  });
  if (input.bytes.length === 0) {
    refuse('validation', t('no-file'));
  }
  const taken = await takeCitizenFile(input.bytes, input.name);
  const file: PreparedFile = {
    id: newId(),
    preparationId: draft.id,
    paperKey: input.paperKey,
    name: taken.name,
    mediaType: taken.mediaType,
    size: taken.content.length,
    pages: taken.pages,
    sha256: createHash('sha256').update(taken.content).digest('hex'),
    state: await stateOf(ctx, actor, taken),
    reusedFrom: input.reusedFrom ?? null,
    handedOn: false,
    requestId: input.requestId,
    addedAt: ctx.clock.now(),
  };
  const key = preparedFileKey({ ...file, centreId: draft.centreId });
  await ctx.storage.put(key, taken.content);
  let kept = false;
  try {
    kept = await write(ctx, actor, secret, input, file, taken.content);
  } finally {
    if (!kept) {
      await ctx.storage.delete(key);
    }
  }
}

/** Takes a file out of a draft. Twice is as once. @throws Problem `gone`, `forbidden`, `already-done` */
export async function dropFile(ctx: AppContext, actor: Actor, token: string, fileId: string): Promise<void> {
  const secret = secretOf(actor, token);
  const key = await inTransaction(ctx, actor, async (tx) => {
    const { id, centreId } = await lockDraft(ctx, tx, secret);
    const gone = await deleteFile(tx, id, fileId);
    return gone ? preparedFileKey({ centreId, preparationId: id, id: fileId }) : null;
  });
  if (key !== null) {
    await ctx.storage.delete(key).catch(() => undefined);
  }
}

/** A file's bytes for whoever holds the address. @throws Problem `gone`, `forbidden`, `not-found` */
export async function openPreparedFile(
  ctx: AppContext,
  actor: Actor,
  token: string,
  fileId: string,
): Promise<{ readonly file: PreparedFile; readonly bytes: Uint8Array }> {
  const secret = secretOf(actor, token);
  const { file, centreId } = await readOnly(ctx, actor, async (tx) => {
    const held = await heldIn(ctx, tx, secret);
    const files = await listFiles(tx, held.id);
    return { file: files.find(({ id }) => id === fileId), centreId: held.centreId };
  });
  const bytes =
    file && (await ctx.storage.get(preparedFileKey({ ...file, centreId })).catch(() => undefined));
  if (file === undefined || bytes === undefined) {
    throw new Problem('not-found', { detail: t('file-gone') });
  }
  return { file, bytes };
}
