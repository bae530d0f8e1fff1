import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { formatSize } from '#modules/documents/rules/upload.ts';
import type { AppContext } from '#platform/context.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { WorkGate } from '#platform/http/proof-of-work.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { itemRequestId, newRequestId } from '#platform/id.ts';
import { Button, ErrorSummary, errorFor, Notice, Question, RequestId, TextArea } from '#ui/components.ts';
import { WorkProof } from '#ui/work.tsx';
import { addPhoto, dropPhoto } from '../commands/photos.ts';
import { sendSupplement } from '../commands/send.ts';
import { pageMessages } from '../messages-pages.ts';
import { type AskedItem, readFollowing } from '../queries.ts';
import { SendInput } from '../schema.ts';
import { textOf } from './follow.tsx';
import {
  citizenOf,
  followHref,
  HOME,
  keyOf,
  NOTHING_SAID,
  orGone,
  type Said,
  saidOf,
  sendPage,
} from './frame.tsx';

const PER_MINUTE = 60;
const AT_ONCE = 10;
const MAX_BYTES = 20 * 1024 * 1024;
const ACCEPT = 'image/jpeg,image/png,image/webp,application/pdf';
const ItemParams = z.object({ item: z.coerce.number().int().min(0).max(49) });
const DropForm = z.object({ fileId: z.uuid() });

interface PaperProps {
  readonly lang: Lang;
  readonly at: string;
  readonly asked: AskedItem;
  readonly error: string | undefined;
}

function Photos({ lang, at, asked }: Omit<PaperProps, 'error'>) {
  const t = pageMessages(lang);
  return (
    <ol class="photos">
      {asked.files.map((file, index) => {
        const href = followHref(at, `tep/${file.id}`);
        const name = t('photo-no', { no: index + 1 });
        return (
          <li class="photo" key={file.id}>
            <a href={href} target="_blank" rel="noopener" class="photo-face">
              {file.mediaType === 'image/jpeg' ? (
                <img src={href} alt={`${name}: ${asked.content}`} loading="lazy" width="96" height="128" />
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
              <form method="post" action={followHref(at, `bo-sung/${asked.item}/bo`)}>
                <input type="hidden" name="fileId" value={file.id} />
                <button
                  class="btn btn-quiet btn-flush"
                  type="submit"
                  aria-label={t('photo-drop-what', { name, item: asked.item + 1 })}
                >
                  {t('photo-drop')}
                </button>
              </form>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function PhotoForm({ lang, at, asked, error }: PaperProps) {
  const t = pageMessages(lang);
  const name = `file-${asked.item}`;
  return (
    <form
      method="post"
      action={followHref(at, `bo-sung/${asked.item}/anh`)}
      enctype="multipart/form-data"
      class="stack-s"
      data-photo=""
    >
      <RequestId value={newRequestId()} />
      <Question
        name={name}
        label={t('photo-pick', { what: asked.content })}
        hint={t('photo-kinds')}
        error={error}
        lang={lang}
      >
        <input
          class="input"
          type="file"
          id={`f-${name}`}
          name={name}
          accept={ACCEPT}
          multiple
          aria-describedby={error === undefined ? `f-${name}-hint` : `f-${name}-hint f-${name}-error`}
        />
      </Question>
      <div data-photo-place="" />
      <Button>{t('photo-send')}</Button>
    </form>
  );
}

/** One paper asked for, in its own place. */
function Paper({ lang, at, asked, error }: PaperProps) {
  const t = pageMessages(lang);
  return (
    <section class="stack choice-way" aria-labelledby={`giay-to-${asked.item}`}>
      <h2 id={`giay-to-${asked.item}`}>
        {asked.item + 1}. {asked.content}
      </h2>
      <p>{t('asked-reason', { reason: asked.reason })}</p>
      {asked.guidance === '' ? null : <p>{asked.guidance}</p>}
      {asked.files.length === 0 ? null : <Photos lang={lang} at={at} asked={asked} />}
      {asked.onlyShown ? (
        <p>{t('to-bring')}</p>
      ) : (
        <PhotoForm lang={lang} at={at} asked={asked} error={error} />
      )}
    </section>
  );
}

/** Mounts the answer to a request for supplement: a place for each paper, drafts kept, one sending. Whole without script. */
export function supplementPages(app: FastifyInstance, ctx: AppContext, gate: () => Promise<WorkGate>): void {
  const url = `${HOME}/:key/bo-sung`;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    said: Said = NOTHING_SAID,
    wrong: number | null = null,
  ) => {
    const { lang } = request;
    const t = pageMessages(lang);
    const key = keyOf(request);
    const found = await readFollowing(ctx, citizenOf(request), key, request.lang);
    if (!found.asked.some(({ onlyShown }) => !onlyShown) || found.open.supplement?.state === 'sent') {
      return reply.redirect(followHref(key), 303);
    }
    const errors = said.errors.map((one) =>
      one.path === 'file' && wrong !== null ? { ...one, path: `file-${wrong}` } : one,
    );
    const toSend = found.asked.filter(({ onlyShown }) => !onlyShown);
    const have = toSend.filter(({ files }) => files.length > 0).length;
    const challenge = (await gate()).challenge(ctx.clock.now());
    const children = (
      <>
        <p>
          <a href={followHref(key)}>{t('back')}</a>
        </p>
        <ErrorSummary errors={errors} detail={said.detail} lang={lang} />
        <Notice title={t('draft-kept')} />
        {found.asked.map((asked) => (
          <Paper
            key={asked.item}
            lang={lang}
            at={key}
            asked={asked}
            error={errorFor(errors, `file-${asked.item}`)}
          />
        ))}
        <form method="post" action={followHref(key, 'bo-sung/gui')} class="stack choice-way">
          <RequestId value={newRequestId()} />
          <WorkProof challenge={challenge} />
          <p>{t('send-why', { have, all: toSend.length })}</p>
          <TextArea name="words" label={t('words')} value={said.typed} optional lang={lang} />
          <Button look="primary" wide>
            {t('send')}
          </Button>
        </form>
      </>
    );
    const islands = ['preparations/photo.js', 'ui/work.js'];
    const props = { title: t('supplement-title'), why: t('supplement-why'), islands, children };
    return sendPage(ctx, request, reply, props, said.status);
  };
  /** Acts, and goes back to the papers; the script, which wants no page, gets the refusal as a problem. */
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<void>,
  ): Promise<FastifyReply> => {
    const program = !(request.headers.accept ?? '').includes('text/html');
    const item = ItemParams.safeParse(request.params);
    const place = item.success ? item.data.item : null;
    try {
      await work();
    } catch (error) {
      if (program) {
        throw error;
      }
      return orGone(ctx, request, reply, async () => show(request, reply, saidOf(error, reply), place));
    }
    return program
      ? reply.code(204).send()
      : reply.redirect(`${followHref(keyOf(request), 'bo-sung')}#giay-to-${place ?? 0}`, 303);
  };

  page(app, {
    url,
    perMinute: PER_MINUTE,
    handler: (request, reply) => orGone(ctx, request, reply, () => show(request, reply)),
  });
  page(app, {
    method: 'POST',
    url: `${url}/:item/anh`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      act(request, reply, async () => {
        const { item } = ItemParams.catch({ item: 49 }).parse(request.params);
        const { files, fields } = await readUpload(request, { maxBytes: MAX_BYTES, maxFiles: AT_ONCE });
        const requestId = z.uuid().catch(newRequestId()).parse(fields['requestId']);
        const sent = files.length === 0 ? [{ name: '', bytes: new Uint8Array() }] : files;
        for (const [index, { name, bytes }] of sent.entries()) {
          const one = { item, bytes, name, requestId: itemRequestId(requestId, String(index)) };
          await addPhoto(ctx, citizenOf(request), keyOf(request), one);
        }
      }),
  });
  page(app, {
    method: 'POST',
    url: `${url}/:item/bo`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      act(request, reply, async () => {
        const form = parseForm(DropForm, request.body);
        if (form.ok) {
          await dropPhoto(ctx, citizenOf(request), keyOf(request), form.data.fileId);
        }
      }),
  });
  page(app, {
    method: 'POST',
    url: `${url}/gui`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      orGone(ctx, request, reply, async () => {
        const typed = textOf(request.body, 'words');
        const form = parseForm(SendInput, request.body);
        if (!form.ok) {
          return show(request, reply, { errors: form.fields, typed, status: 422 });
        }
        try {
          const given = {
            work: textOf(request.body, 'work'),
            workAnswer: textOf(request.body, 'workAnswer'),
          };
          (await gate()).admit(request.ip, given, ctx.clock.now());
          await sendSupplement(ctx, citizenOf(request), keyOf(request), form.data);
        } catch (error) {
          return show(request, reply, saidOf(error, reply, typed));
        }
        return reply.redirect(`${followHref(keyOf(request))}?xong=1`, 303);
      }),
  });
}
