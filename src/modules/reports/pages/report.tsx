import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Chart, Empty, Field, FilterBar, Notice, Select } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { layerMessages } from '../messages-layer.ts';
import { reportPolicy } from '../policy.ts';
import { getPeriodReport, type PeriodReport } from '../queries/period.ts';
import { type DueReport, listDueReports } from '../queries/reminders.ts';
import type { Behind } from '../rules/counted-forms.ts';
import { FORM_CODES, FORMS } from '../rules/forms.ts';
import { lackingInMirror } from '../rules/layer.ts';
import { currentPeriod } from '../rules/periods.ts';
import { inProgress, settled } from '../rules.ts';
import { Dimension, type Period } from '../schema.ts';
import { reportMessages } from '../sheet-messages.ts';
import { balanceTable } from '../sheets.ts';
import { count } from './figures.tsx';
import { FileButtons } from './file-buttons.tsx';
import { pageMessages } from './page-messages.ts';
import {
  askedPeriodOf,
  filledQuery,
  Periods,
  REPORT_STYLES,
  REPORTS_URL,
  SheetTable,
  withPeriod,
} from './parts.tsx';
import { SourceLines } from './source-lines.tsx';

const Query = z.object({ theo: Dimension.default('field').catch('field') });

/** What the columns of the balance lead to, from the third on. */
const BALANCE: readonly Behind[] = [
  'carried',
  'received',
  'settled',
  'early',
  'on-time',
  'late',
  'refused',
  'withdrawn',
  'stopped',
  'open',
  'in-term',
  'overdue',
];

/** Lines that a picture shows; the table below has them all. */
const PICTURED = 12;

function Pictures({ report, lang }: { report: PeriodReport; lang: Lang }) {
  const t = pageMessages(lang);
  const m = messages(lang);
  const lines = report.lines
    .filter((line) => settled(line.figures) > 0)
    .toSorted((a, b) => settled(b.figures) - settled(a.figures))
    .slice(0, PICTURED);
  const [top] = lines;
  if (top === undefined) {
    return null;
  }
  return (
    <>
      <Chart
        kind="stack"
        lang={lang}
        title={t('chart-lines', {
          top: top.label,
          n: count(settled(top.figures)),
          late: count(report.total.late),
        })}
        labels={lines.map((line) => line.label)}
        series={[
          { name: m('colLate'), tone: 'late', values: lines.map((line) => line.figures.late) },
          { name: m('colOnTime'), tone: 'waiting', values: lines.map((line) => line.figures.onTime) },
          { name: m('colEarly'), tone: 'ok', values: lines.map((line) => line.figures.early) },
        ]}
      />
      {report.months.length > 1 ? (
        <Chart
          kind="line"
          lang={lang}
          title={t('chart-months')}
          labels={report.months.map(({ month }) => `${month.slice(5)}/${month.slice(0, 4)}`)}
          series={[
            { name: m('colLate'), tone: 'late', values: report.months.map((one) => one.late) },
            { name: m('colReceived'), tone: 'soon', values: report.months.map((one) => one.received) },
            { name: m('inTime'), tone: 'ok', values: report.months.map((one) => one.inTime) },
          ]}
        />
      ) : null}
    </>
  );
}

/** What has to be sent, as notices above everything else. */
function DueReports({ due, lang }: { due: readonly DueReport[]; lang: Lang }) {
  const t = pageMessages(lang);
  if (due.length === 0) {
    return null;
  }
  return (
    <Notice tone={due.some((one) => one.late) ? 'late' : 'soon'} title={t('reminders')}>
      <ul class="due-list">
        {due.map((one) => (
          <li key={`${one.form}${one.period.kind}`}>
            <a href={withPeriod(`${REPORTS_URL}/bieu/${one.form}`, one.period)}>
              {t(one.late ? 'remind-late' : 'remind-due', {
                form: FORMS[one.form].number,
                period: t(`preset-${one.period.kind}`, { no: one.period.no, year: one.period.year }),
                by: formatDate(one.by),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Lists that a centre's layer cannot make from the mirror. */
const AT_SOURCE: ReadonlySet<string> = new Set([
  'list-late',
  'list-register',
  'list-control',
  'list-province',
  'list-score',
]);

function Links(props: { actor: StaffActor; period: Period; layer: boolean; lang: Lang }) {
  const { actor, period, layer, lang } = props;
  const t = pageMessages(lang);
  const links = [
    ['list-late', withPeriod(`${REPORTS_URL}/danh-sach/late`, period), 'read'],
    ['list-register', withPeriod(`${REPORTS_URL}/danh-sach/register`, period), 'register'],
    ['list-control', withPeriod(`${REPORTS_URL}/danh-sach/control`, period), 'register'],
    ['list-province', withPeriod(`${REPORTS_URL}/tinh`, period), 'read-province'],
    ['list-score', `${REPORTS_URL}/766`, 'read'],
    ['list-files', `${REPORTS_URL}/tep`, 'read'],
    ['list-schedules', `${REPORTS_URL}/lich`, 'schedule'],
    ['list-public', withPeriod('/so-lieu', period), 'read-public'],
  ] as const;
  return (
    <>
      <h2>{t('forms')}</h2>
      <ul class="report-links">
        {FORM_CODES.filter((code) => !layer || lackingInMirror({ kind: 'form', code }) === null).map(
          (code) => (
            <li key={code}>
              <a href={withPeriod(`${REPORTS_URL}/bieu/${code}`, period)} title={FORMS[code].title}>
                {FORMS[code].number}
              </a>
            </li>
          ),
        )}
      </ul>
      <h2>{t('lists')}</h2>
      <ul class="report-links">
        {links
          .filter(
            ([label, , right]) => can(reportPolicy, actor, right, actor) && !(layer && AT_SOURCE.has(label)),
          )
          .map(([label, href]) => (
            <li key={label}>
              <a href={href}>{t(label)}</a>
            </li>
          ))}
      </ul>
    </>
  );
}

/** Mounts `/can-bo/thong-ke`: figures of any period by any dimension, and the way to every other report. */
export function reportPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: REPORTS_URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = pageMessages(lang);
      const r = reportMessages(lang);
      const today = localDay(ctx.clock.now());
      const { period, wrong } = askedPeriodOf(request, today, currentPeriod('month', 'calendar', today));
      const { theo } = Query.parse(filledQuery(request));
      const layer = ctx.config.role === 'centre-layer';
      const lack = layer ? lackingInMirror({ kind: 'period', dimension: theo }, lang) : null;
      // What cannot be told by one dimension can by another: the page stays, and says why.
      const report = await getPeriodReport(ctx, actor, period, lack === null ? theo : 'field', lang);
      const due = await listDueReports(ctx, actor);
      const { total } = report;
      const sheet = balanceTable(r(`dim-${report.dimension}`), report.lines, total, report.source !== null);
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
          <PageHead title={t('title')} why={layer ? layerMessages(lang)('why') : t('why')} />
          <DueReports due={due} lang={lang} />
          {wrong ? <Notice tone="soon" title={messages(lang)('wrongPeriod')} role="alert" /> : null}
          <FilterBar action={REPORTS_URL} lang={lang}>
            <Field
              name="tu"
              type="date"
              label={messages(lang)('periodFrom')}
              value={period.from.toString()}
              width="short"
            />
            <Field
              name="den"
              type="date"
              label={messages(lang)('periodTo')}
              value={period.to.toString()}
              width="short"
            />
            <Select
              name="theo"
              label={t('by')}
              value={theo}
              options={Dimension.options.map((one) => ({ value: one, label: r(`dim-${one}`) }))}
            />
          </FilterBar>
          <Periods url={REPORTS_URL} today={today} lang={lang} more={{ theo }} />
          {lack === null ? null : <Notice tone="soon" title={lack} />}
          <SourceLines source={report.source} lang={lang} reader="staff" />
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
          {report.lines.length === 0 ? (
            <Empty title={messages(lang)('none')}>
              <p>{messages(lang)('noneNext')}</p>
            </Empty>
          ) : (
            <>
              <SheetTable
                sheet={{ ...sheet, title: t('title') }}
                href={(row, column) => {
                  const figure = BALANCE[column - 2];
                  return figure === undefined || layer
                    ? undefined
                    : withPeriod(`${REPORTS_URL}/ho-so`, period, {
                        so: figure,
                        ...(row === 'total' ? {} : { theo, cua: report.lines[row]?.key ?? '' }),
                      });
                }}
              />
              <FileButtons
                lang={lang}
                asked={{
                  report: 'period',
                  tu: `${period.from}`,
                  den: `${period.to}`,
                  theo: report.dimension,
                }}
                requestId={newRequestId()}
              />
              <Pictures report={report} lang={lang} />
            </>
          )}
          <Links actor={actor} period={period} layer={layer} lang={lang} />
        </OfficerLayout>,
      );
    },
  });
}
