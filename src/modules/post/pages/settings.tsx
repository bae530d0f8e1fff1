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
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { TRACKING_PATH } from '../api.ts';
import { savePostSettings } from '../commands/save-settings.ts';
import { pageMessages } from '../messages-pages.ts';
import { postSettings } from '../queries.ts';
import { PostSettingsInput } from '../schema.ts';
import { POST_HOME, POST_SETTINGS } from './paths.ts';

const t = pageMessages('vi');
const TOKENS = ['access_token', 'bearer', 'lgspaccesstoken', 'none'] as const;
/** Fields that a connection works without. */
const MAY_BE_EMPTY: readonly string[] = ['itemUrl', 'trackUrl', 'senderEmail'];
const FIELDS = [
  ['orderUrl', undefined],
  ['itemUrl', undefined],
  ['trackUrl', undefined],
  ['customerCode', 'mid'],
  ['senderName', undefined],
  ['senderAddress', undefined],
  ['senderTel', 'mid'],
  ['senderEmail', 'mid'],
  ['senderProvince', 'short'],
  ['senderDistrict', 'short'],
  ['receiverDistrict', 'short'],
  ['flagConfig', 'short'],
  ['pollMinutes', 'short'],
  ['timeoutSeconds', 'short'],
] as const;
const NAMES = [
  'fieldOrder',
  'fieldItem',
  'fieldStatus',
  'fieldTime',
  'fieldPlace',
  'fieldReceiver',
  'fieldReason',
] as const;

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const found = await postSettings(ctx, actor);
  const stored = storedValues(found?.connection ?? { mode: 'off' });
  const asked = askedIn(typed ?? { ...stored, auto: found?.auto ? 'on' : 'off' }, errors, 'vi');
  const field = (
    name: (typeof FIELDS)[number][0] | (typeof NAMES)[number] | 'proofHeader',
    width?: 'short' | 'mid',
  ) => (
    <SettingField
      key={name}
      {...asked(name)}
      label={t(name)}
      hint={name === 'senderDistrict' || name === 'receiverDistrict' ? t('district-hint') : undefined}
      width={width}
      optional={MAY_BE_EMPTY.includes(name)}
    />
  );
  const secret = (name: 'token' | 'callBackKey') => (
    <SecretField {...asked(name)} label={t(name)} hint={t('secret-hint')} />
  );
  return reply.html(
    <OfficerLayout title={t('settings-title')} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      <ErrorSummary errors={errors} />
      <Notice title={t('call-back', { url: `${ctx.config.publicUrl}${TRACKING_PATH}` })} />
      <form method="post" action={POST_SETTINGS} class="stack">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('mode')}
          label={t('mode')}
          options={(['off', 'lgsp'] as const).map((mode) => ({ value: mode, label: t(`mode-${mode}`) }))}
        />
        <Choices
          {...asked('auto')}
          label={t('auto')}
          options={(['off', 'on'] as const).map((auto) => ({ value: auto, label: t(`auto-${auto}`) }))}
        />
        {FIELDS.map(([name, width]) => field(name, width))}
        <Select
          {...asked('tokenStyle')}
          label={t('tokenStyle')}
          options={TOKENS.map((token) => ({
            value: token,
            label: t(`token-${token}`),
          }))}
        />
        {secret('token')}
        {secret('callBackKey')}
        <Select
          {...asked('proof')}
          label={t('proof')}
          options={(['hmac', 'key'] as const).map((proof) => ({ value: proof, label: t(`proof-${proof}`) }))}
        />
        {field('proofHeader', 'mid')}
        <TextArea {...asked('provinces')} label={t('provinces')} hint={t('provinces-hint')} rows={6} />
        <TextArea {...asked('statuses')} label={t('statuses')} hint={t('statuses-hint')} rows={8} />
        <h2>{t('fields')}</h2>
        {NAMES.map((name) => field(name, 'mid'))}
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of how the post is reached. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  formPage(app, {
    url: POST_SETTINGS,
    schema: PostSettingsInput,
    secrets: ['token', 'callBackKey'],
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await savePostSettings(ctx, requireStaff(request.actor), input);
      return POST_HOME;
    },
  });
}
