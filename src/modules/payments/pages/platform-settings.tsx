import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { storedValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  Choices,
  ErrorSummary,
  Notice,
  RequestId,
  SecretField,
  Select,
  SettingField,
} from '#ui/components.ts';
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

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const settings = await platformSettings(ctx, actor);
  const { lang } = request;
  const t = platformMessages(lang);
  const values = typed ?? storedValues(settings?.connection ?? { mode: 'off' });
  const asked = askedIn(values, errors, lang);
  const secret = (name: 'shared' | 'token' | 'lookUpKey') => (
    <SecretField {...asked(name)} label={t(name)} hint={t('secret-hint')} />
  );
  const choice = (
    name: 'feeKind' | 'queryHash' | 'replyHash' | 'lookUp',
    options: Readonly<Record<string, string>>,
  ) => (
    <Select
      {...asked(name)}
      label={t(name)}
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
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('mode')}
          label={t('mode')}
          options={(['off', 'direct', 'relay'] as const).map((mode) => ({
            value: mode,
            label: t(`mode-${mode}`),
          }))}
        />
        {FIELDS.map(([name, width]) => (
          <SettingField key={name} {...asked(name)} label={t(name)} width={width} />
        ))}
        {secret('shared')}
        {choice('feeKind', { number: t('feeKind-number'), word: t('feeKind-word') })}
        {choice('queryHash', { checked: t('queryHash-checked'), unchecked: t('queryHash-unchecked') })}
        {choice('replyHash', { echo: t('replyHash-echo'), computed: t('replyHash-computed') })}
        {choice('lookUp', { off: t('lookUp-off'), key: t('lookUp-key') })}
        {secret('lookUpKey')}
        <Select
          {...asked('tokenStyle')}
          label={t('tokenKind')}
          options={TOKENS.map((token) => ({
            value: token,
            label: t(`token-${token}`),
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
  formPage(app, {
    url: URL,
    schema: PlatformSettingsInput,
    secrets: ['shared', 'token', 'lookUpKey'],
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await savePlatform(ctx, requireStaff(request.actor), input);
      return ONLINE;
    },
  });
}
