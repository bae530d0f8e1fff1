import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  Select,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { addSchedule, switchSchedule } from '../commands/schedules.ts';
import { fileMessages } from '../file-messages.ts';
import { getSchedules, type Schedule } from '../queries/files.ts';
import { FORM_CODES, FORMS } from '../rules/forms.ts';
import { ScheduleInput } from '../schedule-input.ts';
import { ReportKind } from '../sheets.ts';
import { pageMessages } from './page-messages.ts';
import { REPORT_STYLES, REPORTS_URL } from './parts.tsx';
import { scheduleMessages } from './schedule-messages.ts';

const URL = `${REPORTS_URL}/lich`;
const Id = z.object({ id: z.uuid() });
const Switch = z.object({ active: z.enum(['1', '0']) });
const Known = z.enum(FORM_CODES);

function nameOf(report: string, lang: Lang): string {
  const form = Known.safeParse(report);
  if (form.success) {
    return FORMS[form.data].number;
  }
  const t = pageMessages(lang);
  const kind = ReportKind.parse(report);
  switch (kind) {
    case 'register':
    case 'control':
    case 'late':
    case 'province':
      return t(`list-${kind}`);
    default:
      return t('title');
  }
}

function Add(props: {
  lang: Lang;
  refused: { readonly values: FormValues; readonly fields: readonly FieldError[] } | undefined;
}) {
  const { lang, refused } = props;
  const t = scheduleMessages(lang);
  const value = (name: string, usual: string) => {
    const typed = refused?.values[name];
    return typeof typed === 'string' ? typed : usual;
  };
  const error = (name: string) => errorFor(refused?.fields, name);
  return (
    <form method="post" action={URL} class="stack" novalidate>
      <RequestId value={newRequestId()} />
      <div class="manual-grid">
        <Select
          name="report"
          label={t('report')}
          value={value('report', '07a')}
          error={error('report')}
          options={ReportKind.options.map((one) => ({ value: one, label: nameOf(one, lang) }))}
        />
        <Select
          name="period"
          label={t('period')}
          value={value('period', 'month')}
          options={(['month', 'quarter', 'half-year', 'year'] as const).map((one) => ({
            value: one,
            label: t(`period-${one}`),
          }))}
        />
        <Select
          name="cut"
          label={t('cut')}
          value={value('cut', 'fifteenth')}
          options={[
            { value: 'fifteenth', label: t('cut-fifteenth') },
            { value: 'calendar', label: t('cut-calendar') },
          ]}
        />
        <Select
          name="format"
          label={t('format')}
          value={value('format', 'pdf')}
          options={[
            { value: 'pdf', label: 'PDF' },
            { value: 'xlsx', label: 'Excel' },
          ]}
        />
        <Field
          name="runDay"
          label={t('run-day')}
          inputmode="numeric"
          value={value('runDay', '16')}
          error={error('runDay')}
        />
        <Field
          name="mailTo"
          label={t('mail-to')}
          optional
          value={value('mailTo', '')}
          error={error('mailTo') ?? refused?.fields.find(({ path }) => path.startsWith('mailTo'))?.message}
        />
      </div>
      <p>
        <Button look="primary">{t('add')}</Button>
      </p>
    </form>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: { readonly values: FormValues; readonly fields: readonly FieldError[] },
) {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = scheduleMessages(lang);
  const schedules = await getSchedules(ctx, actor);
  return reply.html(
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
      <PageHead title={t('title')} why={t('why')} />
      <ErrorSummary errors={refused?.fields ?? []} lang={lang} />
      {ctx.config.mail === undefined ? (
        <Notice tone="soon" title={t('no-mail')}>
          <p>{fileMessages(lang)('smtp-none')}</p>
        </Notice>
      ) : null}
      <Table<Schedule>
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'report', header: t('report'), primary: true, cell: (one) => nameOf(one.report, lang) },
          {
            key: 'when',
            header: t('when'),
            cell: (one) =>
              t('when-line', {
                period: t(`period-${one.period}`),
                cut: t(`cut-${one.cut}`),
                day: one.runDay,
              }),
          },
          { key: 'format', header: t('format'), cell: (one) => (one.format === 'pdf' ? 'PDF' : 'Excel') },
          { key: 'mail', header: t('mail-to'), cell: (one) => one.mailTo.join(', ') || t('file-only') },
          {
            key: 'do',
            header: t('state'),
            cell: (one) => (
              <form method="post" action={`${URL}/${one.id}`} class="report-links">
                <span>{t(one.active ? 'active' : 'stopped')}</span>
                <Button look="quiet" name="active" value={one.active ? '0' : '1'}>
                  {t(one.active ? 'stop' : 'resume')}
                </Button>
              </form>
            ),
          },
        ]}
        rows={schedules}
        rowKey={(one) => one.id}
        empty={
          <Empty title={t('none')}>
            <p>{t('none-next')}</p>
          </Empty>
        }
      />
      <h2>{t('add-head')}</h2>
      <Add lang={lang} refused={refused} />
      <p>
        <a href={REPORTS_URL}>{pageMessages(lang)('back')}</a>
      </p>
    </OfficerLayout>,
    refused === undefined ? 200 : 422,
  );
}

/** Mounts the reports that make themselves. */
export function schedulePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const form = parseForm(ScheduleInput, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, { values: formValues(request.body), fields: form.fields });
      }
      await addSchedule(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(URL, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id`,
    async handler(request, reply) {
      const active = Switch.parse(request.body).active === '1';
      await switchSchedule(ctx, requireStaff(request.actor), Id.parse(request.params).id, active);
      return reply.redirect(URL, 303);
    },
  });
}
