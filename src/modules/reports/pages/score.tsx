import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { can } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Button, Chart, Empty, ErrorSummary, errorFor, Field, Fold, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { setWeights } from '../commands/set-weights.ts';
import { reportPolicy } from '../policy.ts';
import { getLost, getScore, type OwnScore } from '../queries/score.ts';
import { INDICATOR_CODES, type Scored } from '../rules/score.ts';
import { scoreMessages } from '../score-messages.ts';
import { count } from './figures.tsx';
import { pageMessages } from './page-messages.ts';
import { askedPeriodOf, Periods, REPORT_STYLES, REPORTS_URL, withPeriod } from './parts.tsx';

const URL = `${REPORTS_URL}/766`;
const IndicatorCode = z.enum(INDICATOR_CODES);
const Code = z.object({ code: IndicatorCode });
const Weights = z.object({ from: z.iso.date(), source: z.string().max(300).default('') });

const points = (n: number) => n.toLocaleString('vi-VN', { maximumFractionDigits: 2 });

function name(line: Pick<Scored, 'code'>, own: OwnScore, lang: Lang): string {
  const t = scoreMessages(lang);
  const code = IndicatorCode.parse(line.code);
  switch (code) {
    case '2.2':
      return t('i-2.2', { hours: own.averageHours === null ? '–' : points(own.averageHours) });
    default:
      return t(`i-${code}`);
  }
}

function Raise({ line, own, lang }: { line: Scored; own: OwnScore; lang: Lang }) {
  const t = scoreMessages(lang);
  if (line.outside !== null) {
    return <>{t(`need-${line.outside}`)}</>;
  }
  if (line.most === 0) {
    return <>{t('no-points')}</>;
  }
  if (line.points === null || line.met === null || line.counted === null) {
    return <>{t('nothing')}</>;
  }
  const lost = line.counted - line.met;
  if (lost === 0 || line.points === line.most) {
    return <>{t('full')}</>;
  }
  return line.code === '3.5b' ? (
    <span>{`${count(lost)} / ${count(line.counted)}`}</span>
  ) : (
    <a href={withPeriod(`${URL}/${line.code}`, own.period)}>
      {t('raise', { n: count(lost), points: points(line.most - line.points) })}
    </a>
  );
}

function Lines({ own, lang }: { own: OwnScore; lang: Lang }) {
  const t = scoreMessages(lang);
  return (
    <>
      {([1, 2, 3, 4, 5] as const).map((group) => (
        <Table<Scored>
          key={group}
          caption={`${group}. ${t(`group-${group}`)}`}
          columns={[
            {
              key: 'name',
              header: t('col-indicator'),
              primary: true,
              width: 'wide',
              cell: (line) => `${line.code}. ${name(line, own, lang)}`,
            },
            {
              key: 'count',
              header: t('col-count'),
              align: 'end',
              width: 'medium',
              cell: (line) =>
                line.met === null || line.counted === null
                  ? '–'
                  : `${count(line.met)} / ${count(line.counted)}`,
            },
            {
              key: 'points',
              header: t('col-points'),
              align: 'end',
              width: 'narrow',
              cell: (line) => (line.points === null ? '–' : points(line.points)),
            },
            {
              key: 'most',
              header: t('col-most'),
              align: 'end',
              width: 'narrow',
              cell: (line) => points(line.most),
            },
            {
              key: 'raise',
              header: t('col-raise'),
              width: 'long',
              cell: (line) => <Raise line={line} own={own} lang={lang} />,
            },
          ]}
          rows={own.lines.filter((line) => line.group === group)}
          rowKey={(line) => line.code}
          empty={null}
        />
      ))}
      <p class="soft">{t('note-5.4')}</p>
    </>
  );
}

function Trend({ own, lang }: { own: OwnScore; lang: Lang }) {
  const t = scoreMessages(lang);
  const [first] = own.days;
  const last = own.days.at(-1);
  return first === undefined || last === undefined || own.days.length < 2 ? null : (
    <Chart
      kind="line"
      lang={lang}
      title={t('trend-sentence', {
        first: points(first.points),
        from: formatDate(first.day),
        last: points(last.points),
        to: formatDate(last.day),
      })}
      labels={own.days.map(({ day }) => formatDate(day))}
      series={[{ name: t('trend'), tone: 'ok', values: own.days.map((one) => one.points) }]}
    />
  );
}

function WeightsForm(props: {
  own: OwnScore;
  lang: Lang;
  today: Temporal.PlainDate;
  refused: { readonly values: FormValues; readonly fields: readonly FieldError[] } | undefined;
}) {
  const { own, lang, today, refused } = props;
  const t = scoreMessages(lang);
  const value = (field: string, usual: string) => {
    const typed = refused?.values[field];
    return typeof typed === 'string' ? typed : usual;
  };
  return (
    <Fold title={t('weights-change')} open={refused !== undefined}>
      <form method="post" action={`${URL}/trong-so`} class="stack" novalidate>
        <div class="manual-grid">
          {own.lines.map((line) => (
            <Field
              key={line.code}
              name={`w.${line.code}`}
              label={`${line.code}. ${name(line, own, lang)}`}
              inputmode="decimal"
              value={value(`w.${line.code}`, points(line.most))}
              error={errorFor(refused?.fields, `w.${line.code}`)}
            />
          ))}
          <Field
            name="from"
            type="date"
            label={t('weights-from')}
            value={value('from', today.toString())}
            error={errorFor(refused?.fields, 'from')}
          />
          <Field
            name="source"
            label={t('weights-source')}
            value={value('source', '')}
            error={errorFor(refused?.fields, 'source')}
          />
        </div>
        <p>
          <Button look="primary">{t('weights-save')}</Button>
        </p>
      </form>
    </Fold>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: { readonly values: FormValues; readonly fields: readonly FieldError[]; readonly detail: string },
) {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = scoreMessages(lang);
  const today = localDay(ctx.clock.now());
  const usual = { from: today.with({ month: 1, day: 1 }), to: today };
  const own = await getScore(ctx, actor, askedPeriodOf(request, today, usual).period);
  const { weights } = own;
  return reply.html(
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
      <PageHead
        title={t('title')}
        why={t('why', { from: formatDate(own.period.from), to: formatDate(own.period.to) })}
      />
      <ErrorSummary errors={refused?.fields ?? []} detail={refused?.detail} lang={lang} />
      <Periods url={URL} today={today} lang={lang} />
      <p>
        <strong>
          {t('sum', {
            points: points(own.sum.points),
            most: points(own.sum.most),
            missing: points(own.sum.missing),
          })}
        </strong>
      </p>
      <Lines own={own} lang={lang} />
      <Trend own={own} lang={lang} />
      <h2>{t('weights')}</h2>
      <p>
        {weights === null
          ? t('weights-default')
          : t('weights-set', { from: formatDate(weights.from), source: weights.source })}
      </p>
      {can(reportPolicy, actor, 'weigh', actor) ? (
        <WeightsForm own={own} lang={lang} today={today} refused={refused} />
      ) : null}
      <p class="no-print">
        <a href={REPORTS_URL}>{pageMessages(lang)('back')}</a>
      </p>
    </OfficerLayout>,
    refused === undefined ? 200 : 422,
  );
}

async function showLost(ctx: AppContext, request: FastifyRequest, reply: FastifyReply) {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = scoreMessages(lang);
  const p = pageMessages(lang);
  const { code } = Code.parse(request.params);
  const today = localDay(ctx.clock.now());
  const usual = { from: today.with({ month: 1, day: 1 }), to: today };
  const { period } = askedPeriodOf(request, today, usual);
  const own = await getScore(ctx, actor, period);
  const lines = await getLost(ctx, actor, code, period);
  const title = t('behind', { indicator: name({ code }, own, lang) });
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
      <PageHead title={title} why={t('why', { from: formatDate(period.from), to: formatDate(period.to) })} />
      <Table
        caption={title}
        captionHidden
        walk
        columns={[
          {
            key: 'number',
            header: p('col-number'),
            primary: true,
            cell: (line) => line.number ?? line.localNumber ?? '',
          },
          { key: 'procedure', header: p('col-procedure'), cell: (line) => line.procedureName },
          {
            key: 'holder',
            header: p('col-holder'),
            cell: (line) => line.holder.name ?? line.holder.unitName,
          },
          { key: 'standing', header: p('col-standing'), cell: (line) => p(`standing-${line.standing}`) },
        ]}
        rows={lines}
        rowKey={(line) => line.id}
        href={(line) => `/can-bo/ho-so/${line.number ?? line.id}`}
        empty={
          <Empty title={t('full')}>
            <p>
              <a href={withPeriod(URL, period)}>{t('back')}</a>
            </p>
          </Empty>
        }
      />
      <p>
        <a href={withPeriod(URL, period)}>{t('back')}</a>
      </p>
    </OfficerLayout>,
  );
}

async function save(ctx: AppContext, request: FastifyRequest, reply: FastifyReply) {
  const values = formValues(request.body);
  const head = Weights.safeParse(values);
  const typed = Object.fromEntries(
    INDICATOR_CODES.map((code) => {
      const value = values[`w.${code}`];
      return [code, typeof value === 'string' ? value : ''];
    }),
  );
  if (!head.success) {
    const message = scoreMessages('vi')('day-missing');
    return show(ctx, request, reply, { values, fields: [{ path: 'from', message }], detail: message });
  }
  try {
    const from = Temporal.PlainDate.from(head.data.from);
    await setWeights(ctx, requireStaff(request.actor), { from, source: head.data.source, typed });
    return reply.redirect(URL, 303);
  } catch (error) {
    if (!isProblem(error, 'validation')) {
      throw error;
    }
    const { fields = [], detail } = error.details;
    return show(ctx, request, reply, { values, fields, detail });
  }
}

/** Mounts the own score of QĐ 766: indicators, the dossiers behind lost points, the weights. */
export function scorePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply) });
  page(app, { url: `${URL}/:code`, handler: (request, reply) => showLost(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: `${URL}/trong-so`,
    handler: (request, reply) => save(ctx, request, reply),
  });
}
