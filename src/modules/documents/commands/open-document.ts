import { createHash } from 'node:crypto';
import { logAccess } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { renderStoredForm } from '../draw.ts';
import '../events.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/documents.ts';
import type { DrawnDocument } from '../schema.ts';
import { documentKey } from '../store-keys.ts';
import { verifyUrl } from './draw-form.ts';

export interface OpenedDocument {
  readonly document: DrawnDocument;
  readonly pdf: Uint8Array;
  /** Without diacritics, ends in ".pdf". */
  readonly fileName: string;
}

/**
 * Opens an official form as PDF. The first opening makes the file and keeps it: from then on the paper stays as it is,
 * whatever becomes of the template. That it was read is logged before anything is given out.
 * @throws Problem `forbidden` (also by the module that owns the subject), `not-found`, `unavailable` when the kept file changed
 */
export async function openDocument(ctx: AppContext, actor: Actor, id: string): Promise<OpenedDocument> {
  authorise(DOCUMENT_POLICY, actor, 'documents.read', actor);
  const at = ctx.clock.now();
  const { document, kept } = await inTransaction(ctx, actor, async (tx) => {
    const found = await repo.findDocument(tx, id);
    if (found === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('document.not-found') });
    }
    const opening = { what: 'document', id, subject: found.subject, uploadedBy: null } as const;
    await ctx.events.emit('documents.opening', opening, { tx, actor, at });
    await logAccess(tx, actor, { what: 'document.view', subjectType: 'document', subjectId: id }, at);
    return { document: found, kept: await repo.findDocumentFile(tx, id) };
  });
  return kept === undefined ? make(ctx, actor, document, at) : read(ctx, actor, document, kept);
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function read(
  ctx: AppContext,
  actor: Actor,
  document: DrawnDocument,
  kept: repo.DocumentFile,
): Promise<OpenedDocument> {
  const pdf = await ctx.storage.get(documentKey(actor.centreId, document.id)).catch(() => new Uint8Array());
  if (digest(pdf) !== kept.sha256) {
    ctx.log.error({ document: document.id }, 'kept form is missing or changed');
    throw new Problem('unavailable', { detail: messages('vi')('file.lost') });
  }
  return { document, pdf, fileName: kept.fileName };
}

async function make(
  ctx: AppContext,
  actor: Actor,
  document: DrawnDocument,
  at: Temporal.Instant,
): Promise<OpenedDocument> {
  const { pdf, fileName } = await renderStoredForm(document.form, document.data, {
    number: document.number,
    drawnAt: document.drawnAt,
    verify: { code: document.verifyCode, url: verifyUrl(ctx, document.verifyCode) },
    subject: document.subjectLabel,
  });
  // Two first readers make the same bytes, so it does not matter whose stay.
  await ctx.storage.put(documentKey(actor.centreId, document.id), pdf);
  await inTransaction(ctx, actor, (tx) =>
    repo.insertDocumentFile(tx, {
      documentId: document.id,
      centreId: actor.centreId,
      sha256: digest(pdf),
      size: pdf.length,
      fileName,
      at,
    }),
  );
  return { document, pdf, fileName };
}
