import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, Fold, RequestId, Select } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import type { Audience, SignOnSettings } from '../schema/sign-on.ts';
import type { PageFrame } from './shared.ts';
import { SETTINGS } from './sign-on-settings-views.tsx';

const CLIENT_AUTH = ['client_secret_post', 'client_secret_basic', 'none'] as const;
const MANUAL = [
  ['authorizationUrl', 'authorization-url'],
  ['tokenUrl', 'token-url'],
  ['jwksUrl', 'jwks-url'],
  ['userInfoUrl', 'user-info-url'],
  ['endSessionUrl', 'end-session-url'],
] as const;

function current(settings: SignOnSettings | undefined): FormValues {
  return settings === undefined
    ? { mode: 'off', scopes: 'openid', minimumAssurance: '2', timeoutSeconds: '8' }
    : Object.fromEntries(Object.entries(settings.connection).map(([key, value]) => [key, String(value)]));
}

interface FormProps {
  readonly lang: Lang;
  readonly audience: Audience;
  readonly settings: SignOnSettings | undefined;
  readonly typed: FormValues | undefined;
  readonly errors: readonly FieldError[];
}

function ConnectionForm({ lang, audience, settings, typed, errors }: FormProps) {
  const t = signOnPageMessages(lang);
  const values = typed ?? current(settings);
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
  const yesNo = (name: string, label: string) => (
    <Choices
      name={name}
      label={label}
      value={value(name) ?? 'false'}
      error={errorFor(errors, name)}
      options={[
        { value: 'false', label: t('no') },
        { value: 'true', label: t('yes') },
      ]}
    />
  );
  return (
    <form method="post" action={SETTINGS} class="stack">
      <RequestId value={value('requestId') ?? newRequestId()} />
      <input type="hidden" name="audience" value={audience} />
      <Choices
        name="mode"
        label={t('mode')}
        value={value('mode')}
        error={errorFor(errors, 'mode')}
        options={(['off', 'on'] as const).map((mode) => ({ value: mode, label: t(`mode-${mode}`) }))}
      />
      {field('issuer', t('issuer'), { hint: t('issuer-hint') })}
      {field('clientId', t('client-id'), { width: 'mid' })}
      <Field
        name="secret"
        type="password"
        label={t('secret')}
        hint={t(settings?.hasSecret ? 'secret-kept' : 'secret-none')}
        error={errorFor(errors, 'secret')}
        autocomplete="off"
        optional
        lang={lang}
      />
      <Select
        name="clientAuth"
        label={t('client-auth')}
        value={value('clientAuth')}
        error={errorFor(errors, 'clientAuth')}
        options={CLIENT_AUTH.map((way) => ({ value: way, label: way }))}
      />
      {field('scopes', t('scopes'))}
      {field('acrValues', t('acr'), { hint: t('acr-hint'), width: 'mid' })}
      {yesNo('acrRequired', t('acr-required'))}
      {audience === 'staff'
        ? yesNo('trustSecondFactor', t('trust-second'))
        : field('minimumAssurance', t('assurance'), { hint: t('assurance-hint'), width: 'short' })}
      {field('timeoutSeconds', t('timeout'), { width: 'short' })}
      <Fold title={t('manual')} id="bang-tay" open={MANUAL.some(([name]) => errorFor(errors, name))}>
        <div class="stack">{MANUAL.map(([name, label]) => field(name, t(label)))}</div>
      </Fold>
      <Button look="primary">{t('save')}</Button>
    </form>
  );
}

/** The page of one connection's settings. */
export function SignOnFormView(props: PageFrame & FormProps) {
  const { lang, actor, centre, audience, errors } = props;
  const t = signOnPageMessages(lang);
  return (
    <OfficerLayout
      title={t(`settings-${audience}`)}
      lang={lang}
      actor={actor}
      centre={centre}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t(`settings-${audience}`)} why={t('settings-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <ConnectionForm {...props} />
      <p>
        <a href={SETTINGS}>{t('settings-title')}</a>
      </p>
    </OfficerLayout>
  );
}
