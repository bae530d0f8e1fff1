import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { formatSize } from '#modules/documents/rules/upload.ts';
import type { OwnPaper } from '#modules/dossiers/commands/own-papers.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { itemRequestId, newRequestId } from '#platform/id.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  Fold,
  Notice,
  Question,
  RequestId,
  StatusTag,
} from '#ui/components.ts';
import { addFile, dropFile, openPreparedFile } from '../commands/add-file.ts';
import { earlierPapers, reusePaper } from '../commands/reuse.ts';
import { pageMessages } from '../messages-pages.ts';
import type { PreparedFile } from '../schema.ts';
import { DraftLine, draftHref, isProgram, openFrame, sendPage, shortName, tokenOf } from './frame.tsx';
import { openDraft, sentOf, wayOn } from './steps.tsx';

const PER_MINUTE = 120;
/** Files in one sending without script. */
const AT_ONCE = 20;
const MAX_BYTES = 20 * 1024 * 1024;
const EARLIER_SHOWN = 30;
const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf';

const Params = z.object({ key: z.string().max(40) });
const FileParams = z.object({ id: z.uuid() });
const DropForm = z.object({ fileId: z.uuid() });
const ReuseForm = z.object({ fileId: z.uuid(), requestId: z.uuid() });

interface Sent {
  readonly errors: readonly FieldError[];
  readonly detail?: string | undefined;
  readonly status?: number;
}

function FileLine(props: {
  readonly token: string;
  readonly paperKey: string;
  readonly file: PreparedFile;
  readonly no: number;
  readonly lang: Lang;
}) {
  const { token, file, lang } = props;
  const t = pageMessages(lang);
  const href = draftHref(token, `tep/${file.id}`);
  const name = t('photo-page', { no: props.no });
  return (
    <li class="photo">
      <a href={href} target="_blank" rel="noopener" class="photo-face">
        {file.mediaType === 'image/jpeg' ? (
          <img src={href} alt={name} loading="lazy" width="96" height="128" />
        ) : (
          <span>
            PDF<span class="sr-only"> {name}</span>
          </span>
        )}
      </a>
      <span class="stack-s">
        <span>
          {name} <span class="soft small">{formatSize(file.size)}</span>
        </span>
        {file.state === 'waiting' ? <StatusTag tone="waiting">{t('photo-waiting')}</StatusTag> : null}
        {file.reusedFrom === null ? null : (
          <span class="soft small">{t('photo-reused', { from: file.reusedFrom })}</span>
        )}
        <form method="post" action={draftHref(token, `giay-to/${props.paperKey}/bo`)}>
          <input type="hidden" name="fileId" value={file.id} />
          <button class="btn btn-quiet btn-flush" type="submit" aria-label={t('photo-drop-what', { name })}>
            {t('photo-drop')}
          </button>
        </form>
      </span>
    </li>
  );
}

function Send(props: {
  readonly action: string;
  readonly requestId: string;
  readonly error: string | undefined;
  readonly first: boolean;
  readonly lang: Lang;
}) {
  const t = pageMessages(props.lang);
  return (
    <form method="post" action={props.action} enctype="multipart/form-data" class="stack" data-photo="">
      <RequestId value={props.requestId} />
      <Question
        name="file"
        label={t('photo-pick')}
        hint={t('photo-kinds')}
        error={props.error}
        lang={props.lang}
      >
        <input
          class="input"
          type="file"
          id="f-file"
          name="file"
          accept={ACCEPT}
          multiple
          aria-describedby={props.error === undefined ? 'f-file-hint' : 'f-file-hint f-file-error'}
        />
      </Question>
      <div data-photo-place="" />
      <Button look={props.first ? 'primary' : 'plain'} wide>
        {t('photo-send')}
      </Button>
    </form>
  );
}

function Earlier(props: {
  readonly papers: readonly OwnPaper[];
  readonly action: string;
  readonly requestId: string;
  readonly lang: Lang;
}) {
  const t = pageMessages(props.lang);
  if (props.papers.length === 0) {
    return <p class="soft">{t('reuse-none')}</p>;
  }
  return (
    <ul class="plain-list stack-s">
      {props.papers.slice(0, EARLIER_SHOWN).map(({ fileId, paper, result, from }) => (
        <li key={fileId}>
          <form method="post" action={props.action} class="stack-s">
            <RequestId value={props.requestId} />
            <input type="hidden" name="fileId" value={fileId} />
            <span>
              {result ? `${t('reuse-result')}: ` : ''}
              {shortName(paper)}
              <span class="soft small"> ({shortName(from)})</span>
            </span>
            <button class="btn" type="submit" aria-label={`${t('reuse-take')}: ${shortName(paper)}`}>
              {t('reuse-take')}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

/** Mounts the photographs of one paper: send, look, take away, use an earlier paper. Whole without script. */
export function photoPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, sent: Sent = { errors: [] }) => {
    const { key } = Params.parse(request.params);
    const open = await openDraft(ctx, request, reply);
    if (open === null) {
      return reply;
    }
    const { frame, held, token } = open;
    const { lang, citizen } = frame;
    const t = pageMessages(lang);
    const component = held.procedure.components.find(({ id }) => id === key);
    if (component === undefined) {
      return reply.redirect(draftHref(token), 303);
    }
    const path = `giay-to/${key}`;
    const own = held.files.filter(({ paperKey }) => paperKey === key);
    const here = draftHref(token, `${path}/anh`);
    const children = (
      <>
        <p class="small">
          <a href={draftHref(token, path)}>{t('back')}</a>
        </p>
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={lang} />
        <p class="paper-title">
          <strong>{component.name}</strong>
        </p>
        {own.length === 0 ? (
          <p>{t('photo-none')}</p>
        ) : (
          <ol class="photos">
            {own.map((file, index) => (
              <FileLine key={file.id} token={token} paperKey={key} file={file} no={index + 1} lang={lang} />
            ))}
          </ol>
        )}
        {own.length === 0 ? null : (
          <p>
            <ButtonLink look="primary" wide href={wayOn(held, token, path).next}>
              {t('go')}
            </ButtonLink>
          </p>
        )}
        <Send
          action={here}
          requestId={newRequestId()}
          error={sent.errors.find((error) => error.path === 'file')?.message}
          first={own.length === 0}
          lang={lang}
        />
        <Notice title={t('photo-how')} />
        <Fold title={t('reuse-title')} id="dung-lai">
          {citizen === undefined ? (
            <p>
              <a href={`/cong-dan/dang-nhap?tiep=${encodeURIComponent(here)}`}>{t('sign-in-reuse')}</a>
            </p>
          ) : (
            <Earlier
              papers={await earlierPapers(ctx, citizen)}
              action={draftHref(token, `${path}/dung-lai`)}
              requestId={newRequestId()}
              lang={lang}
            />
          )}
        </Fold>
        <div class="form-foot">
          <a href={wayOn(held, token, path).next}>{t('later')}</a>
          <a href={draftHref(token)}>{t('to-summary')}</a>
        </div>
        <DraftLine preparation={held.preparation} lang={lang} />
      </>
    );
    return sendPage(
      reply,
      frame,
      { title: t('photo-title'), children, islands: ['preparations/photo.js'] },
      sent.status,
    );
  };

  const url = '/nop-ho-so/:token/giay-to/:key/anh';
  /** Acts, and goes back to the photographs; a refusal stands there in words, or as a problem where the script asks. */
  const act = async (request: FastifyRequest, reply: FastifyReply, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (isProgram(request)) {
        throw error;
      }
      return show(request, reply, sentOf(error, {}));
    }
    const { key } = Params.parse(request.params);
    return isProgram(request)
      ? reply.code(204).send()
      : reply.redirect(draftHref(tokenOf(request), `giay-to/${key}/anh`), 303);
  };

  page(app, { url, perMinute: PER_MINUTE, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      act(request, reply, async () => {
        const { key } = Params.parse(request.params);
        const { files, fields } = await readUpload(request, { maxBytes: MAX_BYTES, maxFiles: AT_ONCE });
        const requestId = z.uuid().catch(request.id).parse(fields['requestId']);
        const sent = files.length === 0 ? [{ name: '', bytes: new Uint8Array() }] : files;
        for (const [index, { name, bytes }] of sent.entries()) {
          await addFile(ctx, request.actor, tokenOf(request), {
            paperKey: key,
            bytes,
            name,
            requestId: itemRequestId(requestId, String(index)),
          });
        }
      }),
  });
  page(app, {
    method: 'POST',
    url: '/nop-ho-so/:token/giay-to/:key/bo',
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      act(request, reply, async () => {
        const form = parseForm(DropForm, request.body);
        if (form.ok) {
          await dropFile(ctx, request.actor, tokenOf(request), form.data.fileId);
        }
      }),
  });
  page(app, {
    method: 'POST',
    url: '/nop-ho-so/:token/giay-to/:key/dung-lai',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { key } = Params.parse(request.params);
      const form = parseForm(ReuseForm, request.body);
      const { citizen } = await openFrame(ctx, request);
      const here = draftHref(tokenOf(request), `giay-to/${key}/anh`);
      if (citizen === undefined || !form.ok) {
        return reply.redirect(`/cong-dan/dang-nhap?tiep=${encodeURIComponent(here)}`, 303);
      }
      return act(request, reply, () =>
        reusePaper(ctx, request.actor, tokenOf(request), citizen, { ...form.data, paperKey: key }),
      );
    },
  });
  page(app, {
    url: '/nop-ho-so/:token/tep/:id',
    perMinute: 4 * PER_MINUTE,
    async handler(request, reply) {
      const { id } = FileParams.parse(request.params);
      const { file, bytes } = await openPreparedFile(ctx, request.actor, tokenOf(request), id);
      return reply
        .type(file.mediaType)
        .header('content-disposition', 'inline')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'")
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(bytes));
    },
  });
}
