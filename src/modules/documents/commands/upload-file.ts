import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { checkFile } from '../content/check.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/files.ts';
import type { FilePurpose, StoredFile, Subject } from '../schema.ts';
import { fileKey } from '../store-keys.ts';

/** What is uploaded. The name is the sender's word and only shown to people. */
export interface UploadInput {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly purpose: FilePurpose;
  /** Left out when the dossier does not exist yet; see {@link bindFiles}. */
  readonly subject?: Subject;
  /** A repeat with the same id gives the same file. */
  readonly requestId: string;
  /** The account for which the product itself uploads (a finished scan); of others it is ignored. */
  readonly onBehalfOf?: string;
}

/**
 * Takes one file: checks it by its bytes, stores it, writes its row.
 * The bytes are stored first: a row never points at nothing, and bytes without a row are harmless and removed.
 * @throws Problem `forbidden`, `too-large`, `unsupported-file`, `validation`
 */
export async function uploadFile(ctx: AppContext, actor: Actor, input: UploadInput): Promise<StoredFile> {
  authorise(DOCUMENT_POLICY, actor, 'files.upload', actor);
  const checked = await checkFile(input.bytes, input.name, input.purpose);
  const at = ctx.clock.now();
  const file: StoredFile = {
    id: newId(),
    centreId: actor.centreId,
    sha256: checked.sha256.toString('hex'),
    receivedSha256: checked.receivedSha256.toString('hex'),
    size: checked.content.length,
    mediaType: checked.mediaType,
    name: checked.name,
    purpose: input.purpose,
    subject: input.subject ?? null,
    pages: checked.pages,
    uploadedBy: uploaderOf(actor, input),
    uploadedAt: at,
  };
  const key = fileKey(file);
  await ctx.storage.put(key, checked.content);
  try {
    const stored = await inTransaction(ctx, actor, (tx) => store(tx, actor, file, input.requestId, at));
    if (stored.id !== file.id) {
      await ctx.storage.delete(key);
    }
    return stored;
  } catch (error) {
    await ctx.storage.delete(key);
    throw error;
  }
}

function uploaderOf(actor: Actor, input: UploadInput): string | null {
  switch (actor.kind) {
    case 'staff':
      return actor.accountId;
    case 'system':
      return input.onBehalfOf ?? null;
    case 'device':
    case 'public':
      return null;
    default:
      return actor satisfies never;
  }
}

async function store(
  tx: Tx,
  actor: Actor,
  file: StoredFile,
  requestId: string,
  at: Temporal.Instant,
): Promise<StoredFile> {
  if (!(await repo.insertFile(tx, file, { kind: actor.kind, requestId }))) {
    const earlier = await repo.findFileByRequest(tx, requestId);
    if (earlier === undefined) {
      throw new Error('documents: the request id is taken but its file is not there');
    }
    return earlier;
  }
  const { id, sha256, receivedSha256, size, mediaType, purpose, subject } = file;
  await record(
    tx,
    actor,
    {
      action: 'files.upload',
      subjectType: 'file',
      subjectId: id,
      detail: { sha256, receivedSha256, size, mediaType, purpose, subject },
    },
    at,
  );
  return file;
}

/**
 * Binds files that were uploaded beforehand to the dossier they belong to, in the caller's transaction.
 * @throws Problem `validation` when one is not there or belongs to another matter
 */
export async function bindFiles(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  subject: Subject,
): Promise<void> {
  authorise(DOCUMENT_POLICY, actor, 'files.upload', actor);
  const bound = new Set(await repo.bindFiles(tx, ids, subject));
  const missing = ids.filter((id) => !bound.has(id));
  if (missing.length > 0) {
    const message = messages('vi')('file.not-found');
    throw new Problem('validation', {
      detail: message,
      fields: missing.map((id) => ({ path: `files.${ids.indexOf(id)}`, message })),
    });
  }
}
