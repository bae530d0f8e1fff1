import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FormValues, storedValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  Choices,
  ErrorSummary,
  RequestId,
  SecretField,
  Select,
  SettingField,
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
  const fields = Object.entries(codes.fields)
    .map(([name, code]) => `${name} = ${code}`)
    .join('\n');
  const { files, ratings } = settings;
  return {
    ...storedValues(connection),
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
  { typed, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const settings = await portalSettings(ctx, actor);
  const { lang } = request;
  const t = portalMessages(lang);
  const f = fileMessages(lang);
  const asked = askedIn(typed ?? current(settings), errors, lang);
  const field = (name: string, label: string, more: { hint?: string; width?: 'short' | 'mid' } = {}) => (
    <SettingField {...asked(name)} label={label} {...more} />
  );
  return reply.html(
    <OfficerLayout title={t('settings-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={URL} class="stack">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('mode')}
          label={t('mode')}
          options={(['off', 'adapter', 'relay'] as const).map((mode) => ({
            value: mode,
            label: t(`mode-${mode}`),
          }))}
        />
        {field('base', t('base'))}
        {field('madonvi', t('madonvi'), { width: 'mid' })}
        {field('username', t('username'), { width: 'mid' })}
        <SecretField {...asked('secret')} label={t('secret')} hint={t('secret-hint')} />
        <Select
          {...asked('token')}
          label={t('token')}
          options={TOKENS.map((token) => ({
            value: token,
            label: token === 'none' ? t('token-none') : token,
          }))}
        />
        {field('timeoutSeconds', t('timeout'), { width: 'short' })}
        {field('atOnce', t('at-once'), { hint: t('at-once-hint'), width: 'short' })}
        <TextArea {...asked('fields')} label={t('fields')} hint={t('fields-hint')} optional />
        <TextArea {...asked('callers')} label={f('callers')} hint={f('callers-hint')} optional />
        {field('days', f('days'), { width: 'short' })}
        <Choices
          {...asked('ratings')}
          label={f('ratings')}
          value={asked('ratings').value ?? 'no'}
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
  formPage(app, {
    url: URL,
    schema: SettingsInput,
    secrets: ['secret'],
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await saveSettings(ctx, requireStaff(request.actor), input);
      return PORTAL;
    },
  });
}
