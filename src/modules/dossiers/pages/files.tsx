import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { fileView } from '#modules/documents/queries.ts';
import { UPLOAD_LIMITS } from '#modules/documents/rules/upload.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import { Button, ButtonLink, FileTile, Fold, RequestId, Select } from '#ui/components.ts';
import { execute } from '../commands/execute.ts';
import { getDossier } from '../queries.ts';
import { dossierMessages } from './dossier-messages.ts';
import { type DossierView, dossierHref, refOf } from './dossier-view.ts';
import { readRef } from './refs.ts';
import { scanMessages } from './scan-messages.ts';

const t = dossierMessages('vi');

/** Kinds that scanners and cameras make, as a file input names them. */
export const ACCEPT = 'application/pdf,image/jpeg,image/png,image/webp';

function UploadForm({ view }: { view: DossierView }) {
  const { dossier } = view.detail;
  return (
    <Fold title={t('addFile')} id="them-tep">
      <form
        class="stack-s"
        method="post"
        action={`${dossierHref(refOf(dossier))}/tep`}
        enctype="multipart/form-data"
      >
        <RequestId value={view.uploadId} />
        <div class="question">
          <label for="f-file">{t('file')}</label>
          <p class="question-hint" id="f-file-hint">
            {t('fileHint')}
          </p>
          <input
            class="input"
            type="file"
            id="f-file"
            name="file"
            accept={ACCEPT}
            required
            aria-describedby="f-file-hint"
          />
        </div>
        <Select
          name="paperKey"
          label={t('filePaper')}
          blank={t('fileOther')}
          options={dossier.papers.map((paper) => ({ value: paper.key, label: paper.name }))}
        />
        <Button>{t('addFile')}</Button>
      </form>
    </Fold>
  );
}

/** Files of the dossier with their preview, and a form to add one: scan, photo from a phone, PDF. */
export function Files({ view }: { view: DossierView }) {
  const mayAdd = view.detail.abilities.includes('add-file');
  if (view.files.length === 0 && !mayAdd) {
    return null;
  }
  return (
    <section class="stack-s" aria-labelledby="tep">
      <h2 id="tep">{t('files')}</h2>
      {view.files.length === 0 ? (
        <p class="soft">{t('fileNone')}</p>
      ) : (
        <ul class="files">
          {view.files.map((file) => (
            <FileTile
              key={file.id}
              name={file.name}
              href={fileView(file).href}
              kind={file.mediaType === 'application/pdf' ? 'PDF' : t('picture')}
              previewHref={file.mediaType.startsWith('image/') ? fileView(file).href : undefined}
              pages={file.pages ?? undefined}
              size={sizeOf(file.size)}
            >
              {file.mediaType === 'application/pdf' ? (
                <a
                  class="small"
                  href={`/can-bo/ky-so/tep/${file.id}${view.detail.dossier.number === null ? '' : `?ho-so=${view.detail.dossier.number}`}`}
                >
                  {t('checkSignature')}
                </a>
              ) : null}
            </FileTile>
          ))}
        </ul>
      )}
      {mayAdd ? <UploadForm view={view} /> : null}
      {mayAdd ? (
        <p>
          <ButtonLink look="quiet" href={`${dossierHref(refOf(view.detail.dossier))}/quet`}>
            {scanMessages('vi')('title')}
          </ButtonLink>
        </p>
      ) : null}
    </section>
  );
}

/** "240 KB", "1,8 MB" */
function sizeOf(bytes: number): string {
  const kib = bytes / 1024;
  return kib < 1000
    ? `${Math.max(1, Math.round(kib))} KB`
    : `${(kib / 1024).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`;
}

const Fields = z.object({
  requestId: z.uuid(),
  paperKey: z.string().max(80).optional(),
});

/** Mounts the upload of one file into a dossier. The right is asked before the bytes are kept. */
export function registerFiles(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    method: 'POST',
    url: '/can-bo/ho-so/:ref/tep',
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { ref } = z.object({ ref: z.string().min(1).max(60) }).parse(request.params);
      const { dossier, abilities } = await getDossier(ctx, actor, readRef(ref));
      if (!abilities.includes('add-file')) {
        throw new Problem('forbidden', { detail: t('fileForbidden', { holder: dossier.holder.unitName }) });
      }
      const { files, fields } = await readUpload(request, UPLOAD_LIMITS.component);
      const [file] = files;
      if (file === undefined) {
        throw new Problem('validation', { detail: t('fileMissing') });
      }
      const { requestId, paperKey } = Fields.parse(fields);
      const { bytes, name } = file;
      const subject = { type: 'dossier', id: dossier.id };
      const stored = await uploadFile(ctx, actor, { bytes, name, purpose: 'component', subject, requestId });
      await execute(
        ctx,
        actor,
        { id: dossier.id },
        { type: 'add-file', file: { id: stored.id, name: stored.name }, paperKey: paperKey || null },
        requestId,
      );
      return reply.redirect(`${dossierHref(refOf(dossier))}?xong=add-file#tep`, 303);
    },
  });
}
