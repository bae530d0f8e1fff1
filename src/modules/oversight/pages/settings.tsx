import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { isOneOf } from '#platform/lists.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { askedIn, Button, ErrorSummary, Field, Notice, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { changeWarnings } from '../commands/change-warnings.ts';
import { settingsMessages } from '../messages/settings.ts';
import { getWarningSettings } from '../queries.ts';
import { type DatedWarnings, WarningLevel, type WarningSettings } from '../schema/settings.ts';
import { LEFT_KINDS, OVER_KINDS, readWarnings, valuesOf } from './settings-form.ts';

const URL = '/can-bo/quan-tri/nhac-viec';
const KINDS = ['term', 'overdue', 'stepSoon', 'step'] as const;
type Kind = (typeof KINDS)[number];

interface SettingsProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly current: WarningSettings;
  readonly all: readonly DatedWarnings[];
  readonly today: Temporal.PlainDate;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  readonly saved: string;
}

function hours(minutes: number): string {
  return (minutes / 60).toLocaleString('vi-VN', { maximumFractionDigits: 1 });
}

function rung(settings: WarningSettings, kind: Kind, level: WarningLevel, lang: Lang): string {
  const t = settingsMessages(lang);
  if (kind === 'term' || kind === 'stepSoon') {
    const found = settings[kind].find((one) => one.level === level);
    return found === undefined
      ? t('never')
      : t('leftRung', { share: Math.round(found.shareLeft * 100), hours: hours(found.maxMinutes) });
  }
  const found = settings[kind].find((one) => one.level === level);
  return found === undefined
    ? t('never')
    : found.afterMinutes === 0
      ? t('atOnce')
      : t('overRung', { hours: hours(found.afterMinutes) });
}

function InForce({ current, all, today, lang }: SettingsProps) {
  const t = settingsMessages(lang);
  const set = all.find((one) => Temporal.PlainDate.compare(one.effectiveFrom, today) <= 0);
  const [quiet] = current.quiet;
  return (
    <section class="stack-s">
      <h2>{t('inForce')}</h2>
      <p class="soft">
        {set === undefined
          ? t('defaults')
          : t('since', { day: formatDate(set.effectiveFrom), source: set.source })}
      </p>
      <Table
        caption={t('inForce')}
        captionHidden
        columns={[
          { key: 'kind', header: t('colWhat'), primary: true, cell: (kind) => t(`kind-${kind}`) },
          ...WarningLevel.options.map((level) => ({
            key: level,
            header: t(`level-${level}`),
            cell: (kind: Kind) => rung(current, kind, level, lang),
          })),
        ]}
        rows={KINDS}
        rowKey={(kind) => kind}
        empty={null}
      />
      <SummaryList
        items={[
          { term: t('quietNow'), value: quiet === undefined ? t('quietNone') : `${quiet.from}–${quiet.to}` },
          { term: t('idleNow'), value: t('idleValue', { hours: current.idleHours }) },
        ]}
      />
    </section>
  );
}

function ChangeForm({ values, errors, lang }: SettingsProps) {
  const t = settingsMessages(lang);
  const asked = askedIn(values, errors, lang);
  const field = (name: string, label: string) => (
    <Field key={name} {...asked(name)} label={label} inputmode="decimal" width="short" />
  );
  return (
    <section class="stack">
      <h2>{t('change')}</h2>
      <p class="soft">{t('changeHint')}</p>
      <form class="stack" method="post" action={URL} data-guard="">
        {KINDS.map((kind) => (
          <fieldset key={kind} class="question">
            <legend>{t(`kind-${kind}`)}</legend>
            <div class="bulk-foot">
              {WarningLevel.options.map((level) => (
                <div key={level} class="stack-s">
                  <p>{t(`level-${level}`)}</p>
                  {isOneOf(LEFT_KINDS, kind) ? field(`${kind}-${level}-share`, t('share')) : null}
                  {field(
                    `${kind}-${level}-hours`,
                    isOneOf(OVER_KINDS, kind) ? t('afterHours') : t('maxHours'),
                  )}
                </div>
              ))}
            </div>
          </fieldset>
        ))}
        <div class="bulk-foot">
          <Field
            {...asked('quietFrom')}
            type="time"
            width="short"
            label={t('quietFrom')}
            hint={t('quietHint')}
            optional
          />
          <Field {...asked('quietTo')} type="time" width="short" label={t('quietTo')} optional />
          {field('idleHours', t('idleHours'))}
        </div>
        <Field {...asked('effectiveFrom')} type="date" width="short" label={t('effectiveFrom')} />
        <Field {...asked('source')} label={t('source')} hint={t('sourceHint')} />
        <Button look="primary">{t('save')}</Button>
      </form>
    </section>
  );
}

function SettingsPage(props: SettingsProps) {
  const { actor, lang, all, errors, saved } = props;
  const t = settingsMessages(lang);
  return (
    <OfficerLayout
      title={t('title')}
      lang={lang}
      actor={actor}
      path="/can-bo/quan-tri"
      styles={['oversight/board.css']}
    >
      <PageHead title={t('title')} why={t('why')} />
      {saved === '' ? null : <Notice tone="ok" role="status" title={t('saved', { day: saved })} />}
      <ErrorSummary errors={errors} lang={lang} />
      <InForce {...props} />
      {hasRole(actor, 'administrator') ? <ChangeForm {...props} /> : null}
      {all.length === 0 ? null : (
        <section class="stack-s">
          <h2>{t('history')}</h2>
          <SummaryList
            items={all.map((one) => ({ term: formatDate(one.effectiveFrom), value: one.source }))}
          />
        </section>
      )}
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/quan-tri/nhac-viec`: when warnings reach whom, as dated settings. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { readonly values?: FormValues; readonly errors: readonly FieldError[]; readonly saved: string },
  ) => {
    const actor = requireStaff(request.actor);
    const { current, all } = await getWarningSettings(ctx, actor);
    return reply.html(
      <SettingsPage
        actor={actor}
        lang={request.lang}
        current={current}
        all={all}
        today={localDay(ctx.clock.now())}
        errors={shown.errors}
        saved={shown.saved}
        values={shown.values ?? valuesOf(current)}
      />,
      shown.errors.length > 0 ? 422 : 200,
    );
  };
  page(app, {
    url: URL,
    handler(request, reply) {
      const asked = z.object({ tu: z.iso.date() }).safeParse(request.query);
      const saved = asked.success ? formatDate(Temporal.PlainDate.from(asked.data.tu)) : '';
      return show(request, reply, { errors: [], saved });
    },
  });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const values = formValues(request.body);
      const read = readWarnings(values);
      if (!read.ok) {
        return show(request, reply, { values, errors: read.errors, saved: '' });
      }
      try {
        await changeWarnings(ctx, request.actor, read.input);
      } catch (error) {
        if (isProblem(error) && error.details.fields !== undefined) {
          return show(request, reply, { values, errors: error.details.fields, saved: '' });
        }
        throw error;
      }
      return reply.redirect(`${URL}?tu=${read.input.effectiveFrom}`, 303);
    },
  });
}
