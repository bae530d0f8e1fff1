import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  RequestId,
  Select,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveSettings } from '../commands/save-settings.ts';
import { portalMessages } from '../messages.ts';
import { fileMessages } from '../messages-files.ts';
import { portalSettings } from '../queries.ts';
import { type PortalSettings, SettingsInput } from '../schema.ts';
import { PORTAL } from './portal-view.tsx';

const URL = '/can-bo/quan-tri/cong-dvcqg';
const TOKENS = ['none', 'bearer', 'lgspaccesstoken', 'access_token'] as const;

/** What the form shows before anything was typed: the settings in use. */
function current(settings: PortalSettings | null): FormValues {
  if (settings === null) {
    return { mode: 'off' };
  }
  const { connection, codes } = settings;
  const plain = Object.fromEntries(Object.entries(connection).map(([key, value]) => [key, String(value)]));
  const fields = Object.entries(codes.fields)
    .map(([name, code]) => `${name} = ${code}`)
    .join('\n');
  const { files, ratings } = settings;
  return {
    ...plain,
    fields,
    callers: files.callers.join('\n'),
    days: String(files.days),
    ratings: ratings ? 'yes' : 'no',
  };
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
  const settings = await portalSettings(ctx, actor);
  const values = typed ?? current(settings);
  const { lang } = request;
  const t = portalMessages(lang);
  const f = fileMessages(lang);
  const value = (name: string) => {
    const found = values[name];
    return typeof found === 'string' ? found : undefined;
  };
  const field = (
    name: string,
    label: string,
    more: { readonly hint?: string; readonly width?: 'short' | 'mid' } = {},
  ) => (
    <Field
      name={name}
      label={label}
      value={value(name)}
      error={errorFor(errors, name)}
      autocomplete="off"
      optional
      lang={lang}
      {...more}
    />
  );
  return reply.html(
    <OfficerLayout title={t('settings-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={URL} class="stack">
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Choices
          name="mode"
          label={t('mode')}
          value={value('mode')}
          error={errorFor(errors, 'mode')}
          options={(['off', 'adapter', 'relay'] as const).map((mode) => ({
            value: mode,
            label: t(`mode-${mode}`),
          }))}
        />
        {field('base', t('base'))}
        {field('madonvi', t('madonvi'), { width: 'mid' })}
        {field('username', t('username'), { width: 'mid' })}
        <Field
          name="secret"
          type="password"
          label={t('secret')}
          hint={t('secret-hint')}
          error={errorFor(errors, 'secret')}
          autocomplete="off"
          optional
          lang={lang}
        />
        <Select
          name="token"
          label={t('token')}
          value={value('token')}
          error={errorFor(errors, 'token')}
          options={TOKENS.map((token) => ({ value: token, label: token }))}
        />
        {field('timeoutSeconds', t('timeout'), { width: 'short' })}
        {field('atOnce', t('at-once'), { hint: t('at-once-hint'), width: 'short' })}
        <TextArea
          name="fields"
          label={t('fields')}
          hint={t('fields-hint')}
          value={value('fields')}
          error={errorFor(errors, 'fields')}
          optional
          lang={lang}
        />
        <TextArea
          name="callers"
          label={f('callers')}
          hint={f('callers-hint')}
          value={value('callers')}
          error={errorFor(errors, 'callers')}
          optional
          lang={lang}
        />
        {field('days', f('days'), { width: 'short' })}
        <Choices
          name="ratings"
          label={f('ratings')}
          value={value('ratings') ?? 'no'}
          error={errorFor(errors, 'ratings')}
          options={[
            { value: 'no', label: f('ratings-off') },
            { value: 'yes', label: f('ratings-yes') },
          ]}
        />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of how the portal is reached. */
export function portalSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply, undefined, []) });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const form = parseForm(SettingsInput, request.body);
      if (!form.ok) {
        const { secret: _, ...kept } = formValues(request.body);
        return show(ctx, request, reply, kept, form.fields, 422);
      }
      await saveSettings(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(PORTAL, 303);
    },
  });
}
