import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { Button, ButtonLink, Empty, Field, FilterBar, Notice, RequestId } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { keepReport, markReportSent } from '../commands/keep-report.ts';
import { messages } from '../messages.ts';
import { reportPolicy } from '../policy.ts';
import { type FilledForm, faultInWords, getForm, getKeptForm, type Snapshot } from '../queries/forms.ts';
import { BEHIND_COLUMN } from '../rules/counted-forms.ts';
import { FORM_CODES, type FormCode } from '../rules/forms.ts';
import { lastPeriod } from '../rules/periods.ts';
import { PeriodQuery } from '../schema.ts';
import { formTable, periodInWords } from '../sheets.ts';
import { FileButtons } from './file-buttons.tsx';
import { pageMessages } from './page-messages.ts';
import { askedPeriodOf, Periods, REPORT_STYLES, REPORTS_URL, SheetTable, withPeriod } from './parts.tsx';

const Code = z.object({ code: z.enum(FORM_CODES) });
const Id = z.object({ id: z.uuid() });
const KeepForm = PeriodQuery.required().extend({ requestId: z.uuid() });

/** Address of a form's page. */
export function formUrl(code: FormCode): string {
  return `${REPORTS_URL}/bieu/${code}`;
}

/** What a figure of a counted form leads to. */
function behindHref(form: FilledForm, snapshotId?: string) {
  const { code } = form.spec;
  if (code !== '07a' && code !== 'II.06a') {
    return;
  }
  return (row: number | 'total', column: number): string | undefined => {
    const no = form.spec.columns[column - 2]?.no;
    const figure = no === undefined ? undefined : BEHIND_COLUMN[code][no];
    return figure === undefined
      ? undefined
      : withPeriod(`${REPORTS_URL}/ho-so`, form.period, {
          so: figure,
          ...(row === 'total' ? {} : { theo: 'field', cua: form.rows[row]?.about ?? '' }),
          ...(snapshotId === undefined ? {} : { chot: snapshotId }),
        });
  };
}

function Checks({ form, lang }: { form: FilledForm; lang: Lang }) {
  const t = pageMessages(lang);
  if (form.faults.length === 0) {
    return form.rows.length === 0 ? null : <Notice tone="ok" title={t('checks-ok')} />;
  }
  return (
    <Notice tone="late" title={t('checks-broken')} role="alert">
      <ul>
        {form.faults.map((fault) => (
          <li key={`${fault.row}${fault.identity}`}>{faultInWords(fault)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Manual({ form, actor, lang }: { form: FilledForm; actor: StaffActor; lang: Lang }) {
  const t = pageMessages(lang);
  if (form.spec.filled !== 'manual') {
    return null;
  }
  const who =
    form.manual === null
      ? t('manual-nobody')
      : t('manual-by', { by: form.manual.by, when: formatDateTime(form.manual.at) });
  return (
    <Notice tone="soon" title={t('manual-head')}>
      <p>{t('manual-why', { who })}</p>
      {can(reportPolicy, actor, 'enter', actor) ? (
        <ButtonLink href={withPeriod(`${formUrl(form.spec.code)}/nhap`, form.period)} look="primary">
          {t('manual-open')}
        </ButtonLink>
      ) : null}
    </Notice>
  );
}

function Kept(props: { form: FilledForm; kept: readonly Snapshot[]; actor: StaffActor; lang: Lang }) {
  const { form, kept, actor, lang } = props;
  const t = pageMessages(lang);
  const may = can(reportPolicy, actor, 'keep', actor);
  return (
    <section class="stack no-print">
      {may && form.rows.length > 0 && form.faults.length === 0 ? (
        <form method="post" action={`${formUrl(form.spec.code)}/chot`} class="report-links">
          <RequestId value={newRequestId()} />
          <input type="hidden" name="tu" value={form.period.from.toString()} />
          <input type="hidden" name="den" value={form.period.to.toString()} />
          <Button look="primary">{t('keep')}</Button>
          <span class="soft">{t('keep-why')}</span>
        </form>
      ) : null}
      {kept.length === 0 ? null : (
        <>
          <h2>{t('kept')}</h2>
          <ul class="stack-s">
            {kept.map((one) => (
              <li key={one.id} class="report-links">
                <span>{t('kept-line', { when: formatDateTime(one.at), by: one.by })}</span>
                <a href={`${REPORTS_URL}/chot/${one.id}`}>{t('kept-open')}</a>
                {one.sent === null ? (
                  may ? (
                    <form method="post" action={`${REPORTS_URL}/chot/${one.id}/gui`}>
                      <Button look="quiet">{t('kept-send')}</Button>
                    </form>
                  ) : null
                ) : (
                  <span>{t('kept-sent', { when: formatDateTime(one.sent.at), by: one.sent.by })}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Table({ form, lang, snapshotId }: { form: FilledForm; lang: Lang; snapshotId?: string }) {
  const href = behindHref(form, snapshotId);
  const table = formTable(form);
  return form.rows.length === 0 ? (
    <Empty title={messages(lang)('none')}>
      <p>{messages(lang)('noneNext')}</p>
    </Empty>
  ) : (
    <SheetTable sheet={{ ...table, title: form.spec.title }} {...(href === undefined ? {} : { href })} />
  );
}

async function showForm(ctx: AppContext, request: FastifyRequest, reply: FastifyReply) {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = pageMessages(lang);
  const { code } = Code.parse(request.params);
  const today = localDay(ctx.clock.now());
  const { period, wrong } = askedPeriodOf(request, today, lastPeriod('month', 'fifteenth', today));
  const form = await getForm(ctx, actor, code, period);
  const { spec } = form;
  return reply.html(
    <OfficerLayout title={spec.title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
      <PageHead
        title={spec.title}
        why={t('form-why', { number: spec.number, source: spec.source, period: periodInWords(period) })}
      />
      {wrong ? <Notice tone="soon" title={messages(lang)('wrongPeriod')} role="alert" /> : null}
      <FilterBar action={formUrl(code)} lang={lang}>
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
      </FilterBar>
      <Periods url={formUrl(code)} today={today} lang={lang} />
      <Manual form={form} actor={actor} lang={lang} />
      <Checks form={form} lang={lang} />
      <Table form={form} lang={lang} />
      {form.rows.length === 0 || form.faults.length > 0 ? null : (
        <FileButtons
          lang={lang}
          asked={{ report: code, tu: `${period.from}`, den: `${period.to}` }}
          requestId={newRequestId()}
        />
      )}
      <Kept form={form} kept={form.kept} actor={actor} lang={lang} />
      <p class="no-print">
        <a href={withPeriod(REPORTS_URL, period)}>{t('back')}</a>
      </p>
    </OfficerLayout>,
  );
}

async function showKept(ctx: AppContext, request: FastifyRequest, reply: FastifyReply) {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = pageMessages(lang);
  const form = await getKeptForm(ctx, actor, Id.parse(request.params).id);
  const { spec, snapshot, period } = form;
  return reply.html(
    <OfficerLayout title={spec.title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
      <PageHead
        title={spec.title}
        why={t('form-why', { number: spec.number, source: spec.source, period: periodInWords(period) })}
      />
      <Notice tone="ok" title={t('kept-why', { when: formatDateTime(snapshot.at), by: snapshot.by })} />
      <Table form={form} lang={lang} snapshotId={snapshot.id} />
      <FileButtons
        lang={lang}
        asked={{ report: spec.code, tu: `${period.from}`, den: `${period.to}`, chot: snapshot.id }}
        requestId={newRequestId()}
      />
      <p class="no-print">
        <a href={withPeriod(formUrl(spec.code), period)}>{t('back')}</a>
      </p>
    </OfficerLayout>,
  );
}

/** Mounts the official forms: one of any period, and as it was kept. */
export function formPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: `${REPORTS_URL}/bieu/:code`, handler: (q, reply) => showForm(ctx, q, reply) });
  page(app, { url: `${REPORTS_URL}/chot/:id`, handler: (q, reply) => showKept(ctx, q, reply) });
  page(app, {
    method: 'POST',
    url: `${REPORTS_URL}/bieu/:code/chot`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Code.parse(request.params);
      const { tu, den, requestId } = KeepForm.parse(request.body);
      const period = { from: Temporal.PlainDate.from(tu), to: Temporal.PlainDate.from(den) };
      const kept = await keepReport(ctx, actor, { form: code, period, requestId });
      return reply.redirect(`${REPORTS_URL}/chot/${kept.id}`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${REPORTS_URL}/chot/:id/gui`,
    async handler(request, reply) {
      const { id } = Id.parse(request.params);
      await markReportSent(ctx, requireStaff(request.actor), id);
      return reply.redirect(`${REPORTS_URL}/chot/${id}`, 303);
    },
  });
}
