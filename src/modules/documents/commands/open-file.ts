import { createHash } from 'node:crypto';
import { logAccess } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import '../events.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/files.ts';
import type { StoredFile } from '../schema.ts';
import { fileKey } from '../store-keys.ts';

export interface OpenedFile {
  readonly file: StoredFile;
  readonly bytes: Uint8Array;
}

/** What belongs to no dossier yet is for the person who brought it in only. */
function mayReadUnbound(actor: Actor, file: Pick<StoredFile, 'subject' | 'uploadedBy'>): boolean {
  return (
    file.subject !== null ||
    actor.kind === 'system' ||
    (actor.kind === 'staff' && actor.accountId === file.uploadedBy)
  );
}

/**
 * Opens a file for reading. That it was read, and by whom, is logged before anything is given out.
 * @throws Problem `forbidden` (also by the module that owns the subject), `not-found`, `internal` when the bytes changed
 */
export async function openFile(ctx: AppContext, actor: Actor, id: string): Promise<OpenedFile> {
  authorise(DOCUMENT_POLICY, actor, 'files.read', actor);
  const at = ctx.clock.now();
  const file = await inTransaction(ctx, actor, async (tx) => {
    const found = await repo.findFile(tx, id);
    if (found === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('file.not-found') });
    }
    const { subject, uploadedBy } = found;
    if (!mayReadUnbound(actor, found)) {
      throw new Problem('forbidden', { detail: messages('vi')('file.unbound') });
    }
    await ctx.events.emit('documents.opening', { what: 'file', id, subject, uploadedBy }, { tx, actor, at });
    await logAccess(tx, actor, { what: 'file.view', subjectType: 'file', subjectId: id }, at);
    return found;
  });
  const bytes = await ctx.storage.get(fileKey(file)).catch(() => new Uint8Array());
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    ctx.log.error({ file: id }, 'stored file is missing or changed');
    throw new Problem('unavailable', { detail: messages('vi')('file.lost') });
  }
  return { file, bytes };
}
