import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, Notice, RequestId, Select } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { CONFIRM_PATH, LOOK_UP_PATH } from '../api-platform.ts';
import { savePlatform } from '../commands/save-platform.ts';
import { platformMessages } from '../messages-platform.ts';
import { platformSettings } from '../queries-platform.ts';
import { PlatformSettingsInput } from '../schema-platform.ts';
import { ONLINE } from './platform.tsx';

const URL = '/can-bo/quan-tri/nen-tang-thanh-toan';
const TOKENS = ['none', 'bearer', 'lgspaccesstoken', 'access_token'] as const;

/** Plain fields in their order. */
const FIELDS = [
  ['initUrl', undefined],
  ['queryUrl', undefined],
  ['billUrl', undefined],
  ['partner', 'mid'],
  ['version', 'short'],
  ['unitCode', 'mid'],
  ['unitName', undefined],
  ['account', 'mid'],
  ['accountBank', 'mid'],
  ['accountHolder', undefined],
  ['treasuryAccount', 'mid'],
  ['district', 'mid'],
  ['province', 'mid'],
  ['firstQueryMinutes', 'short'],
  ['timeoutSeconds', 'short'],
] as const;

/** Fields that nobody filled keep their defaults. */
function filled(body: unknown): FormValues {
  return Object.fromEntries(Object.entries(formValues(body)).filter(([, value]) => value !== ''));
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: FormValues | undefined,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const settings = await platformSettings(ctx, actor);
  const { lang } = request;
  const t = platformMessages(lang);
  const values: FormValues =
    typed ??
    Object.fromEntries(
      Object.entries(settings?.connection ?? { mode: 'off' }).map(([key, value]) => [key, String(value)]),
    );
  const value = (name: string) => {
    const found = values[name];
    return typeof found === 'string' ? found : undefined;
  };
  const secret = (name: 'shared' | 'token' | 'lookUpKey') => (
    <Field
      name={name}
      type="password"
      label={t(name)}
      hint={t('secret-hint')}
      error={errorFor(errors, name)}
      autocomplete="off"
      optional
      lang={lang}
    />
  );
  const choice = (
    name: 'feeKind' | 'queryHash' | 'replyHash' | 'lookUp',
    options: Readonly<Record<string, string>>,
  ) => (
    <Select
      name={name}
      label={t(name)}
      value={value(name)}
      error={errorFor(errors, name)}
      options={Object.entries(options).map(([one, label]) => ({ value: one, label }))}
    />
  );
  return reply.html(
    <OfficerLayout title={t('settings-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <Notice
        title={t('addresses', {
          confirm: `${ctx.config.publicUrl}${CONFIRM_PATH}`,
          lookUp: `${ctx.config.publicUrl}${LOOK_UP_PATH}`,
        })}
      />
      <form method="post" action={URL} class="stack measure">
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Choices
          name="mode"
          label={t('mode')}
          value={value('mode')}
          error={errorFor(errors, 'mode')}
          options={(['off', 'direct', 'relay'] as const).map((mode) => ({
            value: mode,
            label: t(`mode-${mode}`),
          }))}
        />
        {FIELDS.map(([name, width]) => (
          <Field
            key={name}
            name={name}
            label={t(name)}
            value={value(name)}
            error={errorFor(errors, name)}
            autocomplete="off"
            optional
            lang={lang}
            {...(width === undefined ? {} : { width })}
          />
        ))}
        {secret('shared')}
        {choice('feeKind', { number: t('feeKind-number'), word: t('feeKind-word') })}
        {choice('queryHash', { checked: t('queryHash-checked'), unchecked: t('queryHash-unchecked') })}
        {choice('replyHash', { echo: t('replyHash-echo'), computed: t('replyHash-computed') })}
        {choice('lookUp', { off: t('lookUp-off'), key: t('lookUp-key') })}
        {secret('lookUpKey')}
        <Select
          name="tokenStyle"
          label={t('tokenKind')}
          value={value('tokenStyle')}
          options={TOKENS.map((token) => ({
            value: token,
            label: token === 'none' ? t('token-none') : token,
          }))}
        />
        {secret('token')}
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of how the payment platform is reached. */
export function platformSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply, undefined, []) });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const form = parseForm(PlatformSettingsInput, filled(request.body));
      const { shared: _, token: __, lookUpKey: ___, ...kept } = formValues(request.body);
      if (!form.ok) {
        return show(ctx, request, reply, kept, form.fields, 422);
      }
      try {
        await savePlatform(ctx, requireStaff(request.actor), form.data);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return show(ctx, request, reply, kept, error.details.fields ?? [], 422);
        }
        throw error;
      }
      return reply.redirect(ONLINE, 303);
    },
  });
}
