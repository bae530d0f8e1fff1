import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { assetUrl } from '#ui/assets.ts';
import { ButtonLink, Field, FilterBar } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { ratingsCsv, ratingsExcel } from '../draw/tables.ts';
import { figuresMessages } from '../messages/figures.ts';
import { FACETS, type RatingFigures, ratingFigures } from '../queries.ts';
import { SMALLEST_SAMPLE } from '../rules.ts';
import { Period } from '../schema.ts';
import { FacetTable, OldScale, percent, Reasons, Survey, Trend, Words } from './figures-parts.tsx';

const URL = '/can-bo/danh-gia';

/** The answer first: one sentence with its sample. */
function sentence({ all }: RatingFigures, lang: Lang): string {
  const t = figuresMessages(lang);
  if (all.sample === 0) {
    return t('none');
  }
  return all.satisfied === undefined
    ? t('few', { sample: all.sample, least: SMALLEST_SAMPLE })
    : t('sentence', { satisfied: percent(all.satisfied), sample: all.sample });
}

function FiguresPage(props: { actor: StaffActor; figures: RatingFigures; lang: Lang }) {
  const { actor, figures, lang } = props;
  const t = figuresMessages(lang);
  const { interval } = figures;
  const file = (format: string) =>
    `${URL}/tai?${new URLSearchParams({ from: figures.from.toString(), to: figures.to.toString(), dang: format })}`;
  return (
    <OfficerLayout title={t('title')} actor={actor} path={URL}>
      <link rel="stylesheet" href={assetUrl('feedback/figures.css')} />
      <PageHead title={sentence(figures, lang)} why={t('why', { least: SMALLEST_SAMPLE })} />
      {interval === undefined ? null : (
        <p>{t('interval', { low: percent(interval.low), high: percent(interval.high) })}</p>
      )}
      <FilterBar action={URL}>
        <Field name="from" type="date" label={t('from')} value={figures.from.toString()} />
        <Field name="to" type="date" label={t('to')} value={figures.to.toString()} />
      </FilterBar>
      <p class="row no-print">
        <ButtonLink href={file('csv')}>{t('csv')}</ButtonLink>
        <ButtonLink href={file('xlsx')}>{t('xlsx')}</ButtonLink>
        {actor.roles.some((role) => role === 'centre-director' || role === 'commune-leader') ? (
          <ButtonLink look="quiet" href={`${URL}/lien-he`}>
            {t('followUps')}
          </ButtonLink>
        ) : null}
        <ButtonLink look="quiet" href={`${URL}/cai-dat`}>
          {t('settings')}
        </ButtonLink>
      </p>
      <div class="rating-figures stack">
        <Trend figures={figures} lang={lang} />
        <Reasons figures={figures} lang={lang} />
        {FACETS.map((facet) => (
          <FacetTable key={facet} facet={facet} figures={figures} lang={lang} />
        ))}
        <Survey figures={figures} lang={lang} />
        <Words figures={figures} lang={lang} />
        <OldScale figures={figures} lang={lang} />
      </div>
    </OfficerLayout>
  );
}

const Format = z.object({ dang: z.enum(['csv', 'xlsx']).default('csv') });
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Ratings for the centre's leaders: sums with their samples and intervals, never a single rating. */
export function mountFigures(app: FastifyInstance, ctx: AppContext): void {
  const read = async (request: FastifyRequest) => {
    const { actor } = request;
    if (!isStaff(actor)) {
      throw new Problem('unauthenticated', { detail: figuresMessages(request.lang)('sign-in') });
    }
    const period = parseForm(Period, request.query);
    return { actor, figures: await ratingFigures(ctx, actor, period.ok ? period.data : {}) };
  };
  page(app, {
    url: URL,
    handler: async (request, reply) =>
      reply.html(<FiguresPage {...(await read(request))} lang={request.lang} />),
  });
  page(app, {
    url: `${URL}/tai`,
    handler: async (request, reply) => {
      const { figures } = await read(request);
      const format = parseForm(Format, request.query);
      const kind = format.ok ? format.data.dang : 'csv';
      const bytes =
        kind === 'csv' ? ratingsCsv(figures, request.lang) : await ratingsExcel(figures, request.lang);
      return reply
        .type(TYPES[kind])
        .header(
          'content-disposition',
          `attachment; filename="danh-gia-${figures.from}-${figures.to}.${kind}"`,
        )
        .header('cache-control', 'private, no-store')
        .send(bytes);
    },
  });
}
