import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, toLocal } from '#platform/time.ts';
import { Button, ButtonLink, Field, Notice, SummaryList } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { checkPaper } from '../queries.ts';
import type { PaperCheck } from '../schema.ts';

const URL_PATH = '/xac-minh';
/** Guessing is slow as well as hopeless. */
const PER_MINUTE = 30;
const TONES = { 'in-force': 'ok', replaced: 'soon', cancelled: 'late' } as const;

interface CheckProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly typed: string;
  /** Undefined before anything was asked, null when no paper has the code. */
  readonly found: PaperCheck | null | undefined;
}

function Found({ paper, lang }: { paper: PaperCheck; lang: Lang }) {
  const t = messages(lang);
  const kind = paper.label === null ? paper.title : `${paper.title} (${paper.label})`;
  return (
    <>
      <Notice tone={TONES[paper.state]} title={t(`check.${paper.state}`)} role="status">
        <p>{t('check.compare')}</p>
      </Notice>
      <SummaryList
        items={[
          { term: t('check.kind'), value: kind },
          { term: t('check.number'), value: paper.number },
          { term: t('check.date'), value: formatDate(toLocal(paper.drawnAt)) },
          { term: t('check.centre'), value: paper.centreName },
          { term: t('check.subject'), value: paper.subject },
        ]}
      />
      <p>
        <ButtonLink href={URL_PATH}>{t('check.another')}</ButtonLink>
      </p>
    </>
  );
}

function Ask({ lang, typed, wrong }: { lang: Lang; typed: string; wrong: boolean }) {
  const t = messages(lang);
  return (
    <form method="get" action={URL_PATH} class="stack">
      <Field
        name="ma"
        label={t('check.code')}
        hint={t('check.hint')}
        error={wrong ? t('check.unknown') : undefined}
        value={typed}
        autocomplete="off"
        required
        lang={lang}
      />
      <p>
        <Button look="primary">{t('check.submit')}</Button>
      </p>
      <p>
        <a href="/xac-minh-chu-ky">{t('check.signature')}</a>
      </p>
    </form>
  );
}

/** The page behind the QR of every paper: works without script, shows nothing about a person. */
function CheckPage({ lang, centre, typed, found }: CheckProps) {
  const t = messages(lang);
  return (
    <CitizenLayout
      title={found ? `${t('check.title')}: ${typed}` : t('check.title')}
      lang={lang}
      centre={centre}
      path={URL_PATH}
    >
      <PageHead title={t('check.title')} why={found ? undefined : t('check.why')} />
      {found ? <Found paper={found} lang={lang} /> : <Ask lang={lang} typed={typed} wrong={found === null} />}
    </CitizenLayout>
  );
}

const Query = z.object({ ma: z.string().max(60).catch('').default('') });
const Params = z.object({ code: z.string().max(60) });

async function faceOf(ctx: AppContext, request: FastifyRequest): Promise<CentreFace> {
  const { name, address, phone } = await getCentre(ctx, request.actor.centreId);
  return { name, ...(address === null ? {} : { address }), ...(phone === null ? {} : { phone }) };
}

async function answer(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, typed: string) {
  const centre = await faceOf(ctx, request);
  const found = typed === '' ? undefined : ((await checkPaper(ctx, typed)) ?? null);
  return reply.html(
    <CheckPage lang={request.lang} centre={centre} typed={typed} found={found} />,
    found === null ? 404 : 200,
  );
}

/** Mounts /xac-minh and /xac-minh/:code. */
export function mountCheck(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL_PATH,
    perMinute: PER_MINUTE,
    handler: (request, reply) => answer(ctx, request, reply, Query.parse(request.query).ma.trim()),
  });
  page(app, {
    url: `${URL_PATH}/:code`,
    perMinute: PER_MINUTE,
    handler: (request, reply) => answer(ctx, request, reply, Params.parse(request.params).code),
  });
}
