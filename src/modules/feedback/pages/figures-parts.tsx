import type { Lang } from '#platform/i18n.ts';
import { Chart, Empty, Fold, Table } from '#ui/components.ts';
import { figuresMessages } from '../messages/figures.ts';
import { answerText, surveyMessages } from '../messages/survey.ts';
import { messages } from '../messages.ts';
import type { Facet, RatingFigures } from '../queries.ts';
import type { WordGroup } from '../rules/groups.ts';
import type { Interval } from '../rules/interval.ts';
import { SMALLEST_SAMPLE } from '../rules.ts';
import { Reason } from '../schema.ts';

interface PartProps {
  readonly figures: RatingFigures;
  readonly lang: Lang;
}

/** "87,5". */
export function percent(value: number): string {
  return value.toLocaleString('vi-VN', { maximumFractionDigits: 1 });
}

function share(value: number | undefined, lang: Lang): string {
  return value === undefined ? figuresMessages(lang)('fewMark') : `${percent(value)} %`;
}

function between(interval: Interval | undefined): string {
  return interval === undefined ? '–' : `${percent(interval.low)}–${percent(interval.high)} %`;
}

/** "11/2026". */
function monthText(month: string): string {
  return month.split('-').reverse().join('/');
}

/** The share of satisfied month by month, with sample and interval in words below. */
export function Trend({ figures, lang }: PartProps) {
  const t = figuresMessages(lang);
  const points = figures.trend.filter(({ satisfied }) => satisfied !== undefined);
  return (
    <section class="stack-s">
      <h2>{t('trend')}</h2>
      {points.length < 2 ? null : (
        <Chart
          kind="line"
          title={t('trend.title', { least: SMALLEST_SAMPLE })}
          labels={points.map(({ month }) => monthText(month))}
          series={[
            { name: t('satisfied'), values: points.map(({ satisfied }) => satisfied ?? 0), tone: 'waiting' },
          ]}
          format={(value) => `${percent(value)} %`}
          lang={lang}
        />
      )}
      <Table
        caption={t('trend')}
        captionHidden
        rows={[...figures.trend].reverse()}
        rowKey={({ month }) => month}
        empty={<Empty title={t('none')} />}
        columns={[
          { key: 'month', header: t('month'), primary: true, cell: ({ month }) => monthText(month) },
          { key: 'sample', header: t('sample'), align: 'end', cell: ({ sample }) => sample },
          {
            key: 'share',
            header: t('satisfied'),
            align: 'end',
            cell: ({ satisfied }) => share(satisfied, lang),
          },
          { key: 'between', header: t('between'), align: 'end', cell: ({ interval }) => between(interval) },
        ]}
      />
    </section>
  );
}

/** What those named who were not satisfied. */
export function Reasons({ figures, lang }: PartProps) {
  const t = figuresMessages(lang);
  const unhappy = figures.all.counts?.[1];
  return (
    <section class="stack-s">
      <h2>{t('reasons')}</h2>
      {unhappy === undefined ? null : (
        <p>
          {t('unhappy')}: {unhappy}/{figures.all.sample} (
          {percent(Math.round((unhappy / figures.all.sample) * 1000) / 10)} %)
        </p>
      )}
      <Table
        caption={t('reasons')}
        captionHidden
        rows={figures.reasons}
        rowKey={({ reason }) => reason}
        empty={<p class="soft">{t('noReasons')}</p>}
        columns={[
          {
            key: 'reason',
            header: t('reason'),
            primary: true,
            cell: ({ reason }) => messages(lang)(`reason.${Reason.parse(reason)}`),
          },
          { key: 'count', header: t('count'), align: 'end', cell: ({ count }) => count },
        ]}
      />
    </section>
  );
}

/** Ratings told apart by one thing; compared only where there are enough. */
export function FacetTable({ facet, figures, lang }: PartProps & { readonly facet: Facet }) {
  const t = figuresMessages(lang);
  const rows = figures.facets[facet];
  const title = t(`facet.${facet}`);
  return (
    <section class="stack-s">
      <h2>{title}</h2>
      {figures.months.length === 0 ? (
        <p class="soft">{t('noMonths')}</p>
      ) : (
        <>
          <p class="soft">{t('order', { from: figures.settings.compareFrom })}</p>
          <Table
            caption={title}
            captionHidden
            rows={rows}
            rowKey={({ value }) => value}
            empty={<p class="soft">{t('noRows')}</p>}
            columns={[
              {
                key: 'value',
                header: t(`col.${facet}`),
                primary: true,
                width: 'long',
                cell: ({ value }) => value,
              },
              { key: 'sample', header: t('sample'), align: 'end', cell: ({ sample }) => sample },
              { key: 'hidden', header: t('hidden'), align: 'end', cell: ({ hidden }) => hidden },
              {
                key: 'share',
                header: t('satisfied'),
                align: 'end',
                cell: ({ satisfied }) => share(satisfied, lang),
              },
              {
                key: 'between',
                header: t('between'),
                align: 'end',
                cell: ({ interval }) => between(interval),
              },
              {
                key: 'unhappy',
                header: t('unhappy'),
                align: 'end',
                cell: ({ counts, sample }) => (sample === 0 ? '–' : counts[1]),
              },
            ]}
          />
        </>
      )}
    </section>
  );
}

/** The nine contents of Điều 33, without points. */
export function Survey({ figures, lang }: PartProps) {
  const t = figuresMessages(lang);
  const q = surveyMessages(lang);
  return (
    <section class="stack-s">
      <h2>{t('survey')}</h2>
      <p class="soft">{t('survey.why')}</p>
      <dl class="survey">
        {figures.survey.map(({ content, sample, answers }) => (
          <div key={content}>
            <dt>{q(`q.${content}`)}</dt>
            <dd>
              {answers === undefined ? (
                t('surveyFew', { n: sample, least: SMALLEST_SAMPLE })
              ) : (
                <>
                  <span class="soft">{t('answered', { n: sample })}. </span>
                  {answers
                    .map(
                      ({ answer, count }) =>
                        `${answerText(lang, content, answer)}: ${count} (${percent(Math.round((count / sample) * 1000) / 10)} %)`,
                    )
                    .join('; ')}
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function groupTitle(group: WordGroup, lang: Lang): string {
  return group === 'praise' || group === 'other'
    ? figuresMessages(lang)(`group.${group}`)
    : messages(lang)(`reason.${group}`);
}

/** What citizens wrote, by what it is about, masked. */
export function Words({ figures, lang }: PartProps) {
  const t = figuresMessages(lang);
  if (figures.words === undefined) {
    return null;
  }
  return (
    <section class="stack-s">
      <h2>{t('words')}</h2>
      {figures.words.length === 0 ? (
        <p class="soft">{t('words.none')}</p>
      ) : (
        <>
          <p class="soft">{t('words.why')}</p>
          {figures.words.map(({ group, texts }) => (
            <Fold key={group} id={`y-kien-${group}`} title={`${groupTitle(group, lang)} (${texts.length})`}>
              <ul>
                {texts.map((text, place) => (
                  <li key={`${group}-${place}`}>{text}</li>
                ))}
              </ul>
            </Fold>
          ))}
        </>
      )}
    </section>
  );
}

/** The old scale, where the centre wants to compare with former years; said to be no official figure. */
export function OldScale({ figures, lang }: PartProps) {
  const t = figuresMessages(lang);
  if (figures.oldScale === undefined) {
    return null;
  }
  return (
    <section class="stack-s">
      <h2>{t('old')}</h2>
      <p class="soft">{t('old.why')}</p>
      <Table
        caption={t('old')}
        captionHidden
        rows={figures.oldScale}
        rowKey={({ indicator }) => `${indicator}`}
        empty={<p class="soft">{t('old.none')}</p>}
        columns={[
          {
            key: 'indicator',
            header: t('old.indicator'),
            primary: true,
            cell: ({ indicator }) => t(`old.${indicator}`),
          },
          { key: 'average', header: t('old.average'), align: 'end', cell: ({ average }) => percent(average) },
          { key: 'sample', header: t('sample'), align: 'end', cell: ({ sample }) => sample },
        ]}
      />
    </section>
  );
}
