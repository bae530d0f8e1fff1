import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { localDay } from '#platform/time.ts';
import { Button, ErrorSummary, errorFor, Field, RequestId } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { enterManual, type TypedRow } from '../commands/enter-manual.ts';
import { getForm } from '../queries/forms.ts';
import { FORM_CODES, FORMS, type FormSpec } from '../rules/forms.ts';
import { lastPeriod } from '../rules/periods.ts';
import { PeriodQuery } from '../schema.ts';
import { periodInWords } from '../sheets.ts';
import { formUrl } from './form.tsx';
import { pageMessages } from './page-messages.ts';
import { askedPeriodOf, REPORT_STYLES, REPORTS_URL, withPeriod } from './parts.tsx';

const Code = z.object({ code: z.enum(FORM_CODES) });
const Head = PeriodQuery.required().extend({ requestId: z.uuid() });
/** Rows that the page offers; those with no name are not kept. */
const ROWS = 12;

function typedRows(spec: FormSpec, values: FormValues): readonly TypedRow[] {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
  return Array.from({ length: ROWS }, (_, i) => ({
    about: text(`rows.${i}.about`),
    values: Object.fromEntries(spec.columns.map(({ no }) => [no, text(`rows.${i}.${no}`)])),
  }));
}

function Rows(props: {
  spec: FormSpec;
  rows: readonly TypedRow[];
  errors: readonly FieldError[];
  lang: Lang;
}) {
  const t = pageMessages(props.lang);
  return (
    <>
      {props.rows.map((row, i) => (
        <fieldset key={i} class="stack">
          <legend>
            {t('manual-row', { n: i + 1 })}
            {row.about === '' ? '' : `: ${row.about}`}
          </legend>
          <div class="manual-grid">
            <Field
              name={`rows.${i}.about`}
              label={props.spec.about}
              value={row.about}
              error={errorFor(props.errors, `rows.${i}.about`)}
            />
            {props.spec.columns.map((column) => (
              <Field
                key={column.no}
                name={`rows.${i}.${column.no}`}
                label={`(${column.no}) ${[...column.under, column.label].join(' · ')}`}
                inputmode="numeric"
                value={row.values[column.no] ?? ''}
                error={errorFor(props.errors, `rows.${i}.${column.no}`)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

/** Rows to begin with: what was entered before, else the centre itself, and room for one more. */
async function startingRows(
  ctx: AppContext,
  request: FastifyRequest,
  spec: FormSpec,
  period: { from: Temporal.PlainDate; to: Temporal.PlainDate },
): Promise<readonly TypedRow[]> {
  const form = await getForm(ctx, requireStaff(request.actor), spec.code, period);
  const known = form.rows.map((row) => ({
    about: row.about,
    values: Object.fromEntries(spec.columns.map(({ no }) => [no, String(row.values[no] ?? '')])),
  }));
  const { name } = await getCentre(ctx, request.actor.centreId);
  const first = spec.code === '06a' ? '' : name;
  return known.length > 0
    ? [...known, ...(spec.code === '06a' ? [{ about: '', values: {} }] : [])].slice(0, ROWS)
    : [{ about: first, values: {} }];
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: {
    readonly rows: readonly TypedRow[];
    readonly fields: readonly FieldError[];
    readonly detail: string;
  },
) {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = pageMessages(lang);
  const spec = FORMS[Code.parse(request.params).code];
  const today = localDay(ctx.clock.now());
  const typed = PeriodQuery.safeParse(request.body);
  const asked = askedPeriodOf(request, today, lastPeriod('quarter', 'fifteenth', today)).period;
  const period =
    typed.success && typed.data.tu !== undefined && typed.data.den !== undefined
      ? { from: Temporal.PlainDate.from(typed.data.tu), to: Temporal.PlainDate.from(typed.data.den) }
      : asked;
  const rows = refused?.rows ?? (await startingRows(ctx, request, spec, period));
  const errors = refused?.fields ?? [];
  const title = t('manual-title', { number: spec.number });
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
      <PageHead title={title} why={`${spec.title}. ${periodInWords(period)}.`} />
      <ErrorSummary errors={errors} detail={refused?.detail} lang={lang} />
      <form method="post" action={`${formUrl(spec.code)}/nhap`} class="stack" novalidate>
        <RequestId value={newRequestId()} />
        <input type="hidden" name="tu" value={period.from.toString()} />
        <input type="hidden" name="den" value={period.to.toString()} />
        <Rows spec={spec} rows={rows} errors={errors} lang={lang} />
        <p class="soft">{t('manual-more')}</p>
        <p class="report-links">
          <Button look="primary">{t('manual-save')}</Button>
          <a href={withPeriod(formUrl(spec.code), period)}>{t('back')}</a>
        </p>
      </form>
    </OfficerLayout>,
    refused === undefined ? 200 : 422,
  );
}

async function save(ctx: AppContext, request: FastifyRequest, reply: FastifyReply) {
  const spec = FORMS[Code.parse(request.params).code];
  const { tu, den, requestId } = Head.parse(request.body);
  const all = typedRows(spec, formValues(request.body));
  const last = all.findLastIndex((row) => row.about !== '' || Object.values(row.values).some(Boolean));
  const rows = all.slice(0, last + 1);
  const period = { from: Temporal.PlainDate.from(tu), to: Temporal.PlainDate.from(den) };
  try {
    await enterManual(ctx, requireStaff(request.actor), { form: spec.code, period, rows, requestId });
    return reply.redirect(withPeriod(formUrl(spec.code), period), 303);
  } catch (error) {
    if (!isProblem(error, 'validation')) {
      throw error;
    }
    const { fields = [], detail } = error.details;
    return show(ctx, request, reply, { rows: rows.length === 0 ? all.slice(0, 1) : rows, fields, detail });
  }
}

/** Mounts the entry of figures that nobody can count. */
export function manualPages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${REPORTS_URL}/bieu/:code/nhap`;
  page(app, { url, handler: (request, reply) => show(ctx, request, reply) });
  page(app, { method: 'POST', url, handler: (request, reply) => save(ctx, request, reply) });
}
