import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { hasRole } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { changeSettings } from '../commands/change-settings.ts';
import { settingsMessages } from '../messages/settings.ts';
import { getSettings } from '../queries/follow-ups.ts';
import { ChangeSettingsInput, type FeedbackSettings } from '../schema/settings.ts';

const URL = '/can-bo/danh-gia/cai-dat';

/** The form's figures as they come: text. */
const SettingsForm = z.object({
  effectiveFrom: z.string().optional(),
  source: z.string().optional(),
  compareFrom: z.coerce.number().optional(),
  followUpDays: z.coerce.number().optional(),
  oldScale: z.enum(['1', '0']).default('0'),
});

function inputOf(form: z.output<typeof SettingsForm>): unknown {
  const { effectiveFrom, source, compareFrom, followUpDays, oldScale } = form;
  const settings = {
    compareFrom: compareFrom ?? '',
    followUpDays: followUpDays ?? '',
    oldScale: oldScale === '1',
  };
  return { effectiveFrom, source, settings };
}

function summary(settings: FeedbackSettings, lang: Lang): string {
  const t = settingsMessages(lang);
  return [
    `${t('compareFrom')}: ${settings.compareFrom}`,
    `${t('followUpDays')}: ${settings.followUpDays}`,
    `${t('oldScale')}: ${t(settings.oldScale ? 'on' : 'off').toLowerCase()}`,
  ].join('; ');
}

/** `settings.compareFrom` of the schema is `compareFrom` of the form. */
function forForm(fields: readonly FieldError[]): readonly FieldError[] {
  return fields.map((field) => ({ ...field, path: field.path.replace(/^settings\./, '') }));
}

/** The dated settings of ratings: read by the leaders, changed by the administrator. */
export function mountSettings(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    values: FormValues,
    errors: readonly FieldError[],
  ) => {
    const actor = requireStaff(request.actor);
    const { now, all } = await getSettings(ctx, actor);
    const { lang } = request;
    const t = settingsMessages(lang);
    const text = (name: string, other: string) => (typeof values[name] === 'string' ? values[name] : other);
    const field = (name: 'effectiveFrom' | 'source' | 'compareFrom' | 'followUpDays', other: string) => ({
      name,
      label: t(name),
      value: text(name, other),
      error: errorFor(errors, name),
      lang,
    });
    return reply.html(
      <OfficerLayout title={t('title')} actor={actor} path={URL}>
        <PageHead title={t('title')} why={t('why')} />
        <section class="stack-s">
          <h2>{t('now')}</h2>
          <SummaryList
            items={[
              { term: t('compareFrom'), value: now.compareFrom },
              { term: t('followUpDays'), value: now.followUpDays },
              { term: t('oldScale'), value: t(now.oldScale ? 'on' : 'off') },
            ]}
          />
        </section>
        {hasRole(actor, 'administrator') ? (
          <section class="stack-s">
            <h2>{t('change')}</h2>
            <ErrorSummary errors={errors} lang={lang} />
            <form method="post" action={URL} class="stack measure">
              <Field
                {...field('compareFrom', String(now.compareFrom))}
                type="number"
                hint={t('compareFrom.hint')}
                width="short"
              />
              <Field {...field('followUpDays', String(now.followUpDays))} type="number" width="short" />
              <Choices
                name="oldScale"
                label={t('oldScale')}
                hint={t('oldScale.hint')}
                value={text('oldScale', now.oldScale ? '1' : '0')}
                options={[
                  { value: '0', label: t('off') },
                  { value: '1', label: t('on') },
                ]}
              />
              <Field
                {...field('effectiveFrom', localDay(ctx.clock.now()).toString())}
                type="date"
                width="mid"
              />
              <Field {...field('source', '')} maxlength={500} />
              <Button look="primary">{t('save')}</Button>
            </form>
          </section>
        ) : null}
        <section class="stack-s">
          <h2>{t('history')}</h2>
          <Table
            caption={t('history')}
            captionHidden
            rows={all}
            rowKey={({ effectiveFrom }) => effectiveFrom.toString()}
            empty={<p class="soft">{t('none')}</p>}
            columns={[
              {
                key: 'from',
                header: t('effectiveFrom'),
                primary: true,
                cell: ({ effectiveFrom }) => formatDate(effectiveFrom),
              },
              {
                key: 'what',
                header: t('title'),
                width: 'long',
                cell: ({ settings }) => summary(settings, lang),
              },
              { key: 'source', header: t('source'), cell: ({ source }) => source },
            ]}
          />
        </section>
      </OfficerLayout>,
      errors.length > 0 ? 422 : 200,
    );
  };
  page(app, { url: URL, handler: (request, reply) => show(request, reply, {}, []) });
  page(app, {
    method: 'POST',
    url: URL,
    handler: async (request, reply) => {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const typed = parseForm(SettingsForm, request.body);
      const input = typed.ok ? ChangeSettingsInput.safeParse(inputOf(typed.data)) : undefined;
      if (!typed.ok || input === undefined || !input.success) {
        const fields = typed.ok
          ? (input?.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message }))
          : typed.fields;
        return show(request, reply, values, forForm(fields));
      }
      try {
        await changeSettings(ctx, actor, input.data);
      } catch (error) {
        if (!isProblem(error) || error.details.fields === undefined) {
          throw error;
        }
        return show(request, reply, values, error.details.fields);
      }
      return reply.redirect(URL, 303);
    },
  });
}
