import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, Notice, Question } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { addScanPage, dropLastScanPage, finishScan, openScanPage } from '../commands/scan.ts';
import { messages } from '../messages.ts';
import { findScanByToken } from '../queries.ts';
import { readScanToken } from '../rules/scan.ts';
import { UPLOAD_LIMITS } from '../rules/upload.ts';
import { sendBytes } from './bytes.ts';

/** Pages a minute from one address: a hall behind one Wi-Fi, not a script that guesses. */
const PER_MINUTE = 120;
const Params = z.object({ token: z.string().min(20).max(100) });
const PageParams = Params.extend({ position: z.coerce.number().int().min(1).max(99) });

interface PhoneProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly path: string;
  readonly title: string;
  readonly pages: number;
  readonly finished: boolean;
  readonly error?: string | undefined;
}

function LastPage({ path, pages, lang }: Pick<PhoneProps, 'path' | 'pages' | 'lang'>) {
  const t = messages(lang);
  return (
    <>
      <p>
        <strong>{t('scan.last', { page: pages })}</strong>
      </p>
      <img src={`${path}/trang/${pages}`} alt={t('scan.pages', { count: pages })} width="280" />
      <form method="post" action={`${path}/chup-lai`}>
        <Button look="quiet">{t('scan.again', { page: pages })}</Button>
      </form>
      <form method="post" action={`${path}/xong`}>
        <Button look="primary" wide>
          {t('scan.finish', { count: pages })}
        </Button>
      </form>
    </>
  );
}

function Camera({ path, pages, lang, error }: Pick<PhoneProps, 'path' | 'pages' | 'lang' | 'error'>) {
  const t = messages(lang);
  // `capture` opens the camera at once on phones; Preact's types know it as boolean only.
  const camera: object = { capture: 'environment' };
  return (
    <form method="post" action={path} enctype="multipart/form-data" class="stack">
      <Question name="file" label={`${t('scan.file')} (${pages + 1})`} error={error} lang={lang}>
        <input
          class="input"
          type="file"
          id="f-file"
          name="file"
          accept="image/jpeg,image/png"
          required
          {...camera}
        />
      </Question>
      <Button look={pages === 0 ? 'primary' : 'plain'} wide>
        {t('scan.send')}
      </Button>
    </form>
  );
}

/** What the phone shows: take a page, look at it, take the next, done. Works without script. */
function PhonePage(props: PhoneProps) {
  const { lang, pages, path } = props;
  const t = messages(lang);
  return (
    <CitizenLayout title={t('scan.title')} lang={lang} centre={props.centre}>
      <PageHead
        title={`${t('scan.title')}: ${props.title}`}
        why={props.finished ? undefined : t('scan.why')}
      />
      {props.finished ? (
        <Notice tone="ok" title={t('scan.finished', { count: pages })} role="status" />
      ) : (
        <div class="stack">
          <Camera path={path} pages={pages} lang={lang} error={props.error} />
          {pages > 0 ? <LastPage path={path} pages={pages} lang={lang} /> : null}
        </div>
      )}
    </CitizenLayout>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  error?: string,
): Promise<FastifyReply> {
  const scan = await findScanByToken(ctx, token);
  const centreId = readScanToken(token)?.centreId;
  if (scan === undefined || centreId === undefined || scan.state === 'expired') {
    throw new Problem('gone', { detail: messages(request.lang)('scan.gone') });
  }
  const { name } = await getCentre(ctx, centreId);
  const { title, pages, state } = scan;
  return reply
    .header('referrer-policy', 'no-referrer')
    .html(
      <PhonePage
        lang={request.lang}
        centre={{ name }}
        path={`/quet/${token}`}
        title={title}
        pages={pages}
        finished={state === 'finished'}
        error={error}
      />,
      error === undefined ? 200 : 422,
    );
}

async function take(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token } = Params.parse(request.params);
  try {
    const { files } = await readUpload(request, UPLOAD_LIMITS.component);
    await addScanPage(ctx, token, files[0]?.bytes ?? new Uint8Array());
    return reply.redirect(`/quet/${token}`, 303);
  } catch (error) {
    if (isProblem(error) && error.code !== 'gone') {
      return show(ctx, request, reply, token, error.details.detail);
    }
    throw error;
  }
}

async function finish(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { token } = Params.parse(request.params);
  try {
    await finishScan(ctx, token);
  } catch (error) {
    if (isProblem(error, 'validation') || isProblem(error, 'conflict')) {
      return show(ctx, request, reply, token, error.details.detail);
    }
    if (!isProblem(error, 'gone') || (await findScanByToken(ctx, token))?.state !== 'finished') {
      throw error;
    }
    // Pressed twice: the paper is already there.
  }
  return reply.redirect(`/quet/${token}`, 303);
}

/** Mounts /quet/:token for the phone that scanned the officer's QR. */
export function mountScanPhone(app: FastifyInstance, ctx: AppContext): void {
  const url = '/quet/:token';
  page(app, {
    url,
    perMinute: PER_MINUTE,
    handler: (request, reply) => show(ctx, request, reply, Params.parse(request.params).token),
  });
  page(app, {
    method: 'POST',
    url,
    perMinute: PER_MINUTE,
    handler: (request, reply) => take(ctx, request, reply),
  });
  page(app, { method: 'POST', url: `${url}/xong`, handler: (request, reply) => finish(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: `${url}/chup-lai`,
    async handler(request, reply) {
      const { token } = Params.parse(request.params);
      await dropLastScanPage(ctx, token);
      return reply.redirect(`/quet/${token}`, 303);
    },
  });
  page(app, {
    url: `${url}/trang/:position`,
    async handler(request, reply) {
      const { token, position } = PageParams.parse(request.params);
      const bytes = await openScanPage(ctx, token, position);
      return sendBytes(reply, { bytes, mediaType: 'image/jpeg', name: `trang-${position}.jpg` });
    },
  });
}
