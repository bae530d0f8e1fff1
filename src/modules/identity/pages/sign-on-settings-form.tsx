import type { FieldError } from '#platform/errors.ts';
import { type FormValues, storedValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Fold,
  RequestId,
  SecretField,
  Select,
  SettingField,
} from '#ui/components.ts';
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
    : storedValues(settings.connection);
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
  const asked = askedIn(typed ?? current(settings), errors, lang);
  const field = (name: string, label: string, more: { hint?: string; width?: 'short' | 'mid' } = {}) => (
    <SettingField key={name} {...asked(name)} label={label} {...more} />
  );
  const yesNo = (name: string, label: string) => (
    <Choices
      {...asked(name)}
      label={label}
      value={asked(name).value ?? 'false'}
      options={[
        { value: 'false', label: t('no') },
        { value: 'true', label: t('yes') },
      ]}
    />
  );
  return (
    <form method="post" action={SETTINGS} class="stack">
      <RequestId value={asked('requestId').value ?? newRequestId()} />
      <input type="hidden" name="audience" value={audience} />
      <Choices
        {...asked('mode')}
        label={t('mode')}
        options={(['off', 'on'] as const).map((mode) => ({ value: mode, label: t(`mode-${mode}`) }))}
      />
      {field('issuer', t('issuer'), { hint: t('issuer-hint') })}
      {field('clientId', t('client-id'), { width: 'mid' })}
      <SecretField
        {...asked('secret')}
        label={t('secret')}
        hint={t(settings?.hasSecret ? 'secret-kept' : 'secret-none')}
      />
      <Select
        {...asked('clientAuth')}
        label={t('client-auth')}
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
