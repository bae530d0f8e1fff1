import type { StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, weekday } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { Empty, ErrorSummary, Fold, Notice, StatusTag, Table } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { pageMessages } from '../messages.ts';
import type { CalendarOverview } from '../queries.ts';
import { renderFinding } from '../rules/explain.ts';
import { writeHours } from '../rules/hours-text.ts';
import type { SpecialDay } from '../schema/official.ts';
import type { CalendarVersion } from '../schema/version.ts';
import { type Certainty, WEEKDAY_KEYS } from '../schema.ts';
import { ChangeForms, type Refused } from './change-forms.tsx';
import { Year } from './year.tsx';

export interface OverviewProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly overview: CalendarOverview;
  readonly year: number;
  readonly today: Temporal.PlainDate;
  readonly mayEdit: boolean;
  readonly requestId: string;
  /** The version just made, after a change. */
  readonly done?: number | undefined;
  readonly refused?: (Refused & { readonly detail: string }) | undefined;
}

const TONE = { confirmed: 'ok', 'single-source': 'soon', estimate: 'soon' } as const satisfies Record<
  Certainty,
  string
>;

/** /can-bo/quan-tri/lich: the year at a glance, each special day with its source, and the changes. */
export function OverviewPage(props: OverviewProps) {
  const { actor, lang, overview, year } = props;
  const t = pageMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} centre={props.centre} path="/can-bo/quan-tri">
      <link rel="stylesheet" href={assetUrl('calendar/calendar.css')} />
      <PageHead title={t('title')} why={t('why')}>
        {props.mayEdit ? (
          <p>
            <a href="#changes">{t('changes-title')}</a>
          </p>
        ) : null}
      </PageHead>
      {props.refused ? (
        <ErrorSummary errors={props.refused.fields} detail={props.refused.detail} lang={lang} />
      ) : null}
      {props.done ? (
        <Notice tone="ok" role="status">
          <p>{t('changed', { version: props.done })}</p>
        </Notice>
      ) : null}
      <Doubts overview={overview} lang={lang} />
      <Years overview={overview} year={year} lang={lang} />
      <section aria-labelledby="year">
        <h2 id="year">{t('year', { year })}</h2>
        <Legend lang={lang} />
        <Year year={year} calendar={overview.calendar.compiled} today={props.today} lang={lang} />
      </section>
      <Days days={overview.version.days} year={year} lang={lang} />
      <OfficeHours version={overview.version} lang={lang} />
      {props.mayEdit ? (
        <section aria-labelledby="changes" class="stack">
          <h2 id="changes">{t('changes-title')}</h2>
          <ChangeForms
            version={overview.version}
            year={year}
            lang={lang}
            requestId={props.requestId}
            refused={props.refused}
          />
        </section>
      ) : (
        <p class="soft">{t('view-only')}</p>
      )}
      <Versions overview={overview} lang={lang} />
    </OfficerLayout>
  );
}

function Doubts({ overview, lang }: { overview: CalendarOverview; lang: Lang }) {
  const t = pageMessages(lang);
  const { questions } = overview.version;
  return (
    <>
      {overview.findings.length > 0 ? (
        <Notice tone="soon" title={t('look-at')}>
          <ul>
            {overview.findings.map((finding) => (
              <li key={JSON.stringify(finding)}>{renderFinding(finding, lang)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {questions.length > 0 ? (
        <Notice title={t('to-settle')}>
          <ul>
            {questions.map((question) => (
              <li key={question.text}>{question.text}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

function Years({ overview, year, lang }: { overview: CalendarOverview; year: number; lang: Lang }) {
  const t = pageMessages(lang);
  const [first, last] = overview.version.covers.map((day) => Number(day.slice(0, 4)));
  const years = Array.from({ length: (last ?? year) - (first ?? year) + 1 }, (_, i) => (first ?? year) + i);
  return (
    <nav class="years" aria-label={t('years')}>
      {years.map((y) => (
        <a key={y} href={`/can-bo/quan-tri/lich?nam=${y}`} aria-current={y === year ? 'page' : undefined}>
          {t('year', { year: y })}
        </a>
      ))}
    </nav>
  );
}

function Legend({ lang }: { lang: Lang }) {
  const t = pageMessages(lang);
  const items = [
    ['day-holiday', '1', t('legend-holiday')],
    ['day-holiday day-estimate', '1', t('legend-estimate')],
    ['day-make-up', '1', t('legend-make-up')],
  ] as const;
  return (
    <ul class="legend">
      {items.map(([look, sign, text]) => (
        <li key={text}>
          <span class={`day ${look}`} aria-hidden="true">
            {sign}
          </span>{' '}
          {text}
        </li>
      ))}
    </ul>
  );
}

function Days({ days, year, lang }: { days: readonly SpecialDay[]; year: number; lang: Lang }) {
  const t = pageMessages(lang);
  const kindOf = (day: SpecialDay): string =>
    `${t(`kind-${day.kind}`)}${day.hours ? ` (${writeHours(day.hours)})` : ''}`;
  return (
    <Table
      caption={t('list-title', { year })}
      rows={days.filter((day) => day.date.startsWith(`${year}-`))}
      rowKey={(day) => day.date}
      columns={[
        { key: 'day', header: t('col-day'), primary: true, cell: (day) => dayInWords(day.date, lang) },
        { key: 'kind', header: t('col-kind'), cell: kindOf },
        { key: 'name', header: t('col-name'), cell: (day) => day.name },
        { key: 'source', header: t('col-source'), cell: (day) => day.source },
        {
          key: 'certainty',
          header: t('col-certainty'),
          cell: (day) => <StatusTag tone={TONE[day.certainty]}>{t(day.certainty)}</StatusTag>,
        },
      ]}
      empty={
        <Empty title={t('list-empty', { year })}>
          <p>{t('list-empty-next')}</p>
        </Empty>
      }
    />
  );
}

function dayInWords(iso: string, lang: Lang): string {
  const day = Temporal.PlainDate.from(iso);
  return `${weekday(day, lang)} ${formatDate(day)}`;
}

function OfficeHours({ version, lang }: { version: CalendarVersion; lang: Lang }) {
  const t = pageMessages(lang);
  const publicHours = version.publicHours ?? version.hours;
  return (
    <Table
      caption={t('hours-title')}
      rows={WEEKDAY_KEYS.map((key, i) => ({ key, name: weekday({ dayOfWeek: i + 1 }, lang) }))}
      rowKey={(row) => row.key}
      columns={[
        { key: 'day', header: t('hours-day'), primary: true, cell: (row) => row.name },
        {
          key: 'terms',
          header: t('hours-terms'),
          cell: (row) => writeHours(version.hours[row.key]) || t('rest'),
        },
        {
          key: 'public',
          header: t('hours-public'),
          cell: (row) => writeHours(publicHours[row.key]) || t('rest'),
        },
      ]}
      empty={null}
    />
  );
}

function Versions({ overview, lang }: { overview: CalendarOverview; lang: Lang }) {
  const t = pageMessages(lang);
  return (
    <Fold title={t('versions-title')}>
      <ul>
        {overview.versions.map(({ version, change, effectiveFrom }) => (
          <li key={version}>{t('version-line', { version, day: formatDate(effectiveFrom), change })}</li>
        ))}
      </ul>
    </Fold>
  );
}
