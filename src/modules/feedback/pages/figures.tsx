import type { FastifyInstance } from 'fastify';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { Empty, Field, FilterBar, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { type RatingFigures, ratingFigures } from '../queries.ts';
import { type ShownRatings, SMALLEST_SAMPLE } from '../rules.ts';
import { LEVELS, Period, Reason } from '../schema.ts';

const t = messages('vi');

function percent(value: number | undefined): string {
  return value === undefined ? t('figures.hidden') : `${value.toLocaleString('vi-VN')} %`;
}

/** The answer first: one sentence with its sample. */
function sentence({ all }: RatingFigures): string {
  if (all.sample === 0) {
    return t('figures.none');
  }
  return all.satisfied === undefined
    ? t('figures.few', { sample: all.sample, least: SMALLEST_SAMPLE })
    : t('figures.sentence', { satisfied: all.satisfied.toLocaleString('vi-VN'), sample: all.sample });
}

function TopicTable({ topics }: { topics: readonly ShownRatings[] }) {
  return (
    <Table
      caption={t('figures.topic')}
      captionHidden
      rows={topics}
      rowKey={(row) => row.topic}
      empty={<Empty title={t('figures.none')} />}
      columns={[
        {
          key: 'topic',
          header: t('figures.topic'),
          primary: true,
          cell: (row) => (row.topic === '' ? t('figures.other') : row.topic),
        },
        { key: 'sample', header: t('figures.sample'), align: 'end', cell: (row) => row.sample },
        {
          key: 'satisfied',
          header: t('figures.satisfied'),
          align: 'end',
          cell: (row) => percent(row.satisfied),
        },
        ...LEVELS.map((level) => ({
          key: `level-${level}`,
          header: t(`level.${level}`),
          align: 'end' as const,
          cell: (row: ShownRatings) => row.counts?.[level] ?? '–',
        })),
      ]}
    />
  );
}

function FiguresPage({ actor, figures }: { actor: StaffActor; figures: RatingFigures }) {
  return (
    <OfficerLayout title={t('figures.title')} actor={actor} path="/can-bo/danh-gia">
      <PageHead title={sentence(figures)} why={t('figures.why', { least: SMALLEST_SAMPLE })} />
      <FilterBar action="/can-bo/danh-gia">
        <Field name="from" type="date" label={t('figures.from')} value={figures.from.toString()} />
        <Field name="to" type="date" label={t('figures.to')} value={figures.to.toString()} />
      </FilterBar>
      <TopicTable topics={figures.topics} />
      {figures.reasons.length === 0 ? null : (
        <section class="stack-s">
          <h2>{t('figures.reasons')}</h2>
          <Table
            caption={t('figures.reasons')}
            captionHidden
            rows={figures.reasons}
            rowKey={(row) => row.reason}
            empty={null}
            columns={[
              {
                key: 'reason',
                header: t('figures.reasons'),
                primary: true,
                cell: (row) => t(`reason.${Reason.parse(row.reason)}`),
              },
              { key: 'count', header: t('figures.sample'), align: 'end', cell: (row) => row.count },
            ]}
          />
        </section>
      )}
    </OfficerLayout>
  );
}

/** Ratings for the centre's leaders: totals with their sample, never a single rating. */
export function mountFigures(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/can-bo/danh-gia',
    handler: async (request, reply) => {
      const { actor } = request;
      if (!isStaff(actor)) {
        throw new Problem('unauthenticated', { detail: t('figures.sign-in') });
      }
      const period = parseForm(Period, request.query);
      const figures = await ratingFigures(ctx, actor, period.ok ? period.data : {});
      return reply.html(<FiguresPage actor={actor} figures={figures} />);
    },
  });
}
