import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Chart, Field, FilterBar, Fold, Notice, SummaryList } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { layerMessages } from '../messages-layer.ts';
import { OPEN_COLUMNS, toCsv } from '../open-data.ts';
import { getPublicFigures, type PublicFigures } from '../queries.ts';
import { inProgress, LEAST_PUBLISHED, onTimeShare, percent, periodOf, settled } from '../rules.ts';
import { type Period, PeriodQuery } from '../schema.ts';
import { count, FiguresTable } from './figures.tsx';
import { SourceLines } from './source-lines.tsx';

const URL = '/so-lieu';

/** The period of an address; a wrong one falls back to this year, and says so. */
function askedPeriod(
  request: FastifyRequest,
  today: Temporal.PlainDate,
): { readonly period: Period; readonly wrong: boolean } {
  const filled = Object.fromEntries(
    Object.entries(typeof request.query === 'object' && request.query !== null ? request.query : {}).filter(
      ([, value]) => value !== '',
    ),
  );
  const query = PeriodQuery.safeParse(filled);
  return { period: periodOf(query.success ? query.data : {}, today), wrong: !query.success };
}

/** Quick periods as links. */
function Presets(props: { url: string; today: Temporal.PlainDate; lang: Lang }) {
  const { today } = props;
  const t = messages(props.lang);
  const year = (n: number) => [`${n}-01-01`, `${n}-12-31`] as const;
  const links = [
    [t('presetMonth'), today.with({ day: 1 }).toString(), today.with({ day: today.daysInMonth }).toString()],
    [t('presetYear'), ...year(today.year)],
    [t('presetLastYear'), ...year(today.year - 1)],
  ] as const;
  return (
    <nav aria-label={t('presets')}>
      {links.map(([label, from, to], i) => (
        <span key={label}>
          {i > 0 ? ' · ' : ''}
          <a href={`${props.url}?tu=${from}&den=${to}`}>{label}</a>
        </span>
      ))}
    </nav>
  );
}

function sentence(figures: PublicFigures, lang: Lang): string {
  const t = messages(lang);
  const [from, to] = [formatDate(figures.period.from), formatDate(figures.period.to)];
  const { total } = figures;
  return settled(total) === 0
    ? t('sentenceNone', { from, to })
    : t('sentence', {
        from,
        to,
        received: count(total.received),
        settled: count(settled(total)),
        inTime: count(total.early + total.onTime),
        share: percent(onTimeShare(total)),
      });
}

function Pictures({ figures, lang }: { figures: PublicFigures; lang: Lang }) {
  const t = messages(lang);
  const lines = figures.fields
    .filter((line) => settled(line.figures) > 0)
    .sort((a, b) => settled(b.figures) - settled(a.figures))
    .slice(0, 12);
  const [top] = lines;
  if (top === undefined) {
    return null;
  }
  return (
    <>
      <Chart
        kind="stack"
        lang={lang}
        title={t('chartField', { top: top.label, n: count(settled(top.figures)) })}
        labels={lines.map((line) => line.label)}
        series={[
          { name: t('colLate'), tone: 'late', values: lines.map((line) => line.figures.late) },
          { name: t('colOnTime'), tone: 'waiting', values: lines.map((line) => line.figures.onTime) },
          { name: t('colEarly'), tone: 'ok', values: lines.map((line) => line.figures.early) },
        ]}
      />
      {figures.months.length > 1 ? (
        <Chart
          kind="line"
          lang={lang}
          title={t('chartMonth')}
          labels={figures.months.map(({ month }) => `${month.slice(5)}/${month.slice(0, 4)}`)}
          series={[
            { name: t('colLate'), tone: 'late', values: figures.months.map((m) => m.late) },
            { name: t('colReceived'), tone: 'soon', values: figures.months.map((m) => m.received) },
            { name: t('inTime'), tone: 'ok', values: figures.months.map((m) => m.inTime) },
          ]}
        />
      ) : null}
    </>
  );
}

/** Mounts `/so-lieu` (page) and `/so-lieu.csv` (open data). */
export function publicPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL,
    async handler(request, reply) {
      const lang = request.lang;
      const t = messages(lang);
      const today = localDay(ctx.clock.now());
      const { period, wrong } = askedPeriod(request, today);
      const figures = await getPublicFigures(ctx, request.actor, period, lang);
      const centre = await getCentre(ctx, request.actor.centreId);
      const { total } = figures;
      const search = `tu=${period.from}&den=${period.to}`;
      return reply.html(
        <CitizenLayout
          title={t('publicTitle')}
          lang={lang}
          path={URL}
          centre={{
            name: centre.name,
            address: centre.address ?? undefined,
            phone: centre.phone ?? undefined,
          }}
        >
          <PageHead
            title={t('publicTitle')}
            why={
              figures.source === null
                ? t('publicLead', { centre: centre.name })
                : layerMessages(lang)('public-why', { centre: centre.name })
            }
          />
          {wrong ? <Notice tone="soon" title={t('wrongPeriod')} role="alert" /> : null}
          <FilterBar action={URL} lang={lang}>
            <Field
              name="tu"
              type="date"
              label={t('periodFrom')}
              value={period.from.toString()}
              width="short"
            />
            <Field name="den" type="date" label={t('periodTo')} value={period.to.toString()} width="short" />
          </FilterBar>
          <Presets url={URL} today={today} lang={lang} />
          <p>
            <strong>{sentence(figures, lang)}</strong>
          </p>
          <SourceLines source={figures.source} lang={lang} reader="public" />
          <Pictures figures={figures} lang={lang} />
          <FiguresTable caption={t('byField')} header={t('colField')} lines={figures.fields} lang={lang} />
          <p>
            {t('balance', {
              carried: count(total.carriedOver),
              received: count(total.received),
              settled: count(settled(total)),
              withdrawn: count(total.withdrawn),
              stopped: count(total.stopped),
              open: count(inProgress(total)),
            })}
          </p>
          {figures.source === null ? (
            <FiguresTable
              caption={t('byChannel')}
              header={t('colChannel')}
              lines={figures.channels}
              lang={lang}
            />
          ) : (
            <p class="soft">{layerMessages(lang)('no-channel')}</p>
          )}
          <p class="soft">{t('definition')}</p>
          <h2>{t('openData')}</h2>
          <p>
            {t('openDataLead')} <a href={`${URL}.csv?${search}`}>CSV</a> ·{' '}
            <a href={`/api/v1/statistics?${search}`}>JSON</a>
          </p>
          <Fold title={t('columnsOf')}>
            <p>{t('columnsLead', { n: LEAST_PUBLISHED })}</p>
            <SummaryList
              items={OPEN_COLUMNS.map(({ name, meaning }) => ({ term: name, value: meaning[lang] }))}
            />
          </Fold>
        </CitizenLayout>,
      );
    },
  });
  page(app, {
    url: `${URL}.csv`,
    perMinute: 60,
    async handler(request, reply) {
      const { period } = askedPeriod(request, localDay(ctx.clock.now()));
      const figures = await getPublicFigures(ctx, request.actor, period);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="so-lieu-${period.from}-${period.to}.csv"`)
        .send(toCsv(figures));
    },
  });
}
