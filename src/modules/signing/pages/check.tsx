import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, ErrorSummary, errorFor, Field, Notice } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { checkMessages } from '../messages-check.ts';
import { checkByCode, checkByDossier, checkFileBytes, type FileCheck } from '../queries.ts';
import { CheckReport } from './report.tsx';

const PATH = '/xac-minh-chu-ky';
const MIB = 1_048_576;
const LARGEST = 22 * MIB;
/** Looking at a file costs work; guessing codes is hopeless as well. */
const PER_MINUTE = 20;

interface CheckProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly typed: string;
  readonly errors: readonly FieldError[];
  /** Empty before anything was asked. */
  readonly found: readonly FileCheck[];
  readonly nothing?: boolean;
}

function Ask({ lang, typed, errors }: Pick<CheckProps, 'lang' | 'typed' | 'errors'>) {
  const t = checkMessages(lang);
  return (
    <>
      <ErrorSummary errors={errors} lang={lang} />
      <form method="get" action={PATH} class="stack-s">
        <Field
          name="ma"
          label={t('code')}
          hint={t('code-hint')}
          error={errorFor(errors, 'ma')}
          value={typed}
          autocomplete="off"
          lang={lang}
        />
        <p>
          <Button look="primary">{t('by-code')}</Button>
        </p>
      </form>
      <form method="post" action={PATH} enctype="multipart/form-data" class="stack-s">
        <div class="question">
          <label for="f-tep">{t('file')}</label>
          <p class="question-hint" id="f-tep-hint">
            {t('file-hint')}
          </p>
          <input
            class="input"
            type="file"
            id="f-tep"
            name="tep"
            accept="application/pdf"
            aria-describedby="f-tep-hint"
          />
        </div>
        <p>
          <Button>{t('by-file')}</Button>
        </p>
      </form>
    </>
  );
}

function CheckPage({ lang, centre, typed, errors, found, nothing }: CheckProps) {
  const t = checkMessages(lang);
  const asks = found.length === 0 && nothing !== true;
  const name = found[0]?.issued?.name;
  return (
    <CitizenLayout
      title={name === undefined ? t('title') : `${t('title')}: ${name}`}
      lang={lang}
      centre={centre}
      path={PATH}
    >
      <div class="measure stack">
        <PageHead title={t('title')} why={asks ? t('why') : undefined} />
        {nothing === true ? <Notice role="status" title={t('none')} /> : null}
        {found.map((check) => (
          <CheckReport key={check.issued?.name ?? ''} check={check} lang={lang} />
        ))}
        {asks ? (
          <Ask lang={lang} typed={typed} errors={errors} />
        ) : (
          <p>
            <a href={PATH}>{t('another')}</a>
          </p>
        )}
      </div>
    </CitizenLayout>
  );
}

const Query = z.object({ ma: z.string().trim().max(60).default('').catch('') });
const Params = z.object({ code: z.string().max(60) });
const Typed = z.object({
  so: z.string().trim().max(60).default('').catch(''),
  ma: z.string().trim().max(40).default('').catch(''),
});

/** Mounts /xac-minh-chu-ky: by the code on a stamp, by a file, by the number and second secret of a dossier. Works without script. */
export function checkPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    shown: Partial<CheckProps>,
    status = 200,
  ) => {
    const centre = (await findCentreFace(ctx, request.actor.centreId)) ?? { name: 'Một Cửa' };
    return reply.html(
      <CheckPage lang={request.lang} centre={centre} typed="" errors={[]} found={[]} {...shown} />,
      status,
    );
  };
  const byCode = async (request: FastifyRequest, reply: FastifyReply, typed: string) => {
    const found = typed === '' ? undefined : await checkByCode(ctx, typed);
    if (found !== undefined) {
      return show(request, reply, { found: [found] });
    }
    const message = checkMessages(request.lang)('code-unknown');
    const errors = typed === '' ? [] : [{ path: 'ma', message }];
    return show(request, reply, { typed, errors }, typed === '' ? 200 : 404);
  };

  page(app, {
    url: PATH,
    perMinute: PER_MINUTE,
    handler: (request, reply) => byCode(request, reply, Query.parse(request.query).ma),
  });
  page(app, {
    url: `${PATH}/:code`,
    perMinute: PER_MINUTE,
    handler: (request, reply) => byCode(request, reply, Params.parse(request.params).code),
  });
  page(app, {
    method: 'POST',
    url: PATH,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { files } = await readUpload(request, { maxBytes: LARGEST });
      const [file] = files;
      if (file === undefined) {
        const errors = [{ path: 'tep', message: checkMessages(request.lang)('file-missing') }];
        return show(request, reply, { errors }, 422);
      }
      const found = await checkFileBytes(ctx, request.actor.centreId, file.bytes);
      return show(request, reply, { found: [found] });
    },
  });
  page(app, {
    method: 'POST',
    url: `${PATH}/ho-so`,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { so, ma } = Typed.parse(request.body ?? {});
      try {
        const found = await checkByDossier(ctx, request.actor, so, ma);
        return show(request, reply, { found, nothing: found.length === 0 });
      } catch (error) {
        if (isProblem(error, 'not-found') || isProblem(error, 'rate-limited')) {
          const errors = [{ path: 'ma', message: error.details.detail }];
          return show(request, reply, { errors }, error.status);
        }
        throw error;
      }
    },
  });
}
