import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { checkFile } from '../content/check.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/files.ts';
import type { StoredFile, Subject } from '../schema.ts';
import { fileKey } from '../store-keys.ts';

/** A result that the product made out of another file: signed, above all. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly subject: Subject;
}

/**
 * Stores the bytes of a result that was made here. Bytes come first, the row comes with {@link addMadeFile} in the
 * transaction of the act; where that fails, {@link dropMadeFile} takes the bytes back.
 * @throws Problem `forbidden`, `too-large`, `unsupported-file`
 */
export async function storeMadeFile(ctx: AppContext, actor: Actor, made: MadeFile): Promise<StoredFile> {
  authorise(DOCUMENT_POLICY, actor, 'files.upload', actor);
  const checked = await checkFile(made.bytes, made.name, 'result');
  const file: StoredFile = {
    id: newId(),
    centreId: actor.centreId,
    sha256: checked.sha256.toString('hex'),
    receivedSha256: checked.receivedSha256.toString('hex'),
    size: checked.content.length,
    mediaType: checked.mediaType,
    name: checked.name,
    purpose: 'result',
    subject: made.subject,
    pages: checked.pages,
    uploadedBy: actor.kind === 'staff' ? actor.accountId : null,
    uploadedAt: ctx.clock.now(),
  };
  await ctx.storage.put(fileKey(file), checked.content);
  return file;
}

/** Adds the row of a stored result. The act that made it writes the audit entry. @param requestId of that act and file */
export async function addMadeFile(tx: Tx, actor: Actor, file: StoredFile, requestId: string): Promise<void> {
  await repo.insertFile(tx, file, { kind: actor.kind, requestId });
}

/** Takes the bytes of a result back whose act came to nothing. */
export async function dropMadeFile(ctx: AppContext, file: StoredFile): Promise<void> {
  await ctx.storage.delete(fileKey(file));
}

/** Enters a code into the directory of all centres, behind which something can be checked. */
export async function enterCode(tx: Tx, centreId: string, code: string): Promise<void> {
  await tx.insertInto('document_codes').values({ code, centre_id: centreId }).execute();
}
