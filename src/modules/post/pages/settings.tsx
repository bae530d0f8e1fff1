import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  Select,
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
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const found = await postSettings(ctx, actor);
  const stored = Object.entries(found?.connection ?? { mode: 'off' });
  const values: FormValues =
    typed ??
    Object.fromEntries([
      ...stored.map(([key, value]) => [key, String(value)]),
      ['auto', found?.auto ? 'on' : 'off'],
    ]);
  const value = (name: string) => {
    const one = values[name];
    return typeof one === 'string' ? one : undefined;
  };
  const field = (
    name: (typeof FIELDS)[number][0] | (typeof NAMES)[number] | 'proofHeader',
    width?: 'short' | 'mid',
  ) => (
    <Field
      key={name}
      name={name}
      label={t(name)}
      hint={name === 'senderDistrict' || name === 'receiverDistrict' ? t('district-hint') : undefined}
      value={value(name)}
      error={errorFor(errors, name)}
      autocomplete="off"
      optional
      {...(width === undefined ? {} : { width })}
    />
  );
  const secret = (name: 'token' | 'callBackKey') => (
    <Field
      name={name}
      type="password"
      label={t(name)}
      hint={t('secret-hint')}
      error={errorFor(errors, name)}
      autocomplete="off"
      optional
    />
  );
  return reply.html(
    <OfficerLayout title={t('settings-title')} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      <ErrorSummary errors={errors} />
      <Notice title={t('call-back', { url: `${ctx.config.publicUrl}${TRACKING_PATH}` })} />
      <form method="post" action={POST_SETTINGS} class="stack">
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Choices
          name="mode"
          label={t('mode')}
          value={value('mode')}
          error={errorFor(errors, 'mode')}
          options={(['off', 'lgsp'] as const).map((mode) => ({ value: mode, label: t(`mode-${mode}`) }))}
        />
        <Choices
          name="auto"
          label={t('auto')}
          value={value('auto')}
          options={(['off', 'on'] as const).map((auto) => ({ value: auto, label: t(`auto-${auto}`) }))}
        />
        {FIELDS.map(([name, width]) => field(name, width))}
        <Select
          name="tokenStyle"
          label={t('tokenStyle')}
          value={value('tokenStyle')}
          options={TOKENS.map((token) => ({
            value: token,
            label: token === 'none' ? t('tokenNone') : token,
          }))}
        />
        {secret('token')}
        {secret('callBackKey')}
        <Select
          name="proof"
          label={t('proof')}
          value={value('proof')}
          options={(['hmac', 'key'] as const).map((proof) => ({ value: proof, label: t(`proof-${proof}`) }))}
        />
        {field('proofHeader', 'mid')}
        <TextArea
          name="provinces"
          label={t('provinces')}
          hint={t('provinces-hint')}
          rows={6}
          value={value('provinces')}
          error={errorFor(errors, 'provinces')}
        />
        <TextArea
          name="statuses"
          label={t('statuses')}
          hint={t('statuses-hint')}
          rows={8}
          value={value('statuses')}
          error={errorFor(errors, 'statuses')}
        />
        <h2>{t('fields')}</h2>
        {NAMES.map((name) => field(name, 'mid'))}
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    errors.length === 0 ? 200 : 422,
  );
}

/** Mounts the administration of how the post is reached. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: POST_SETTINGS, handler: (request, reply) => show(ctx, request, reply, undefined, []) });
  page(app, {
    method: 'POST',
    url: POST_SETTINGS,
    async handler(request, reply) {
      const form = parseForm(PostSettingsInput, filled(request.body));
      const { token: _, callBackKey: __, ...kept } = formValues(request.body);
      if (!form.ok) {
        return show(ctx, request, reply, kept, form.fields);
      }
      try {
        await savePostSettings(ctx, requireStaff(request.actor), form.data);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return show(ctx, request, reply, kept, error.details.fields ?? []);
        }
        throw error;
      }
      return reply.redirect(POST_HOME, 303);
    },
  });
}
