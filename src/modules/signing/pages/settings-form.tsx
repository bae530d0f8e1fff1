import { REMOTE_KINDS } from '#integrations/signing/connection.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, Choices, errorFor, Field, RequestId, Select } from '#ui/components.ts';
import { signingPageMessages } from '../messages-pages.ts';
import type { SigningOverview } from '../queries.ts';

interface FormProps {
  readonly lang: Lang;
  readonly overview: SigningOverview;
  readonly typed: FormValues | undefined;
  readonly errors: readonly FieldError[];
}

/** The stored settings as the form's fields hold them. */
function current({ settings }: SigningOverview): FormValues {
  const { remote, tsa, tsaRequired, seal, stampPage, agentPort, agentSecure } = settings;
  const parts = Object.entries(remote ?? { kind: 'off', waitMinutes: 5, timeoutSeconds: 30 });
  return {
    ...Object.fromEntries(parts.map(([key, value]) => [`remote.${key}`, String(value)])),
    tsaUrl: tsa?.url ?? '',
    tsaTimeout: String(tsa?.timeoutSeconds ?? 30),
    tsaRequired: String(tsaRequired),
    seal: String(seal),
    stampPage,
    agentPort: agentPort === null ? '' : String(agentPort),
    agentSecure: String(agentSecure),
  };
}

/** The form of the settings of signing. */
export function SettingsForm({ lang, overview, typed, errors }: FormProps) {
  const t = signingPageMessages(lang);
  const values = typed ?? current(overview);
  const value = (name: string) => {
    const found = values[name];
    return typeof found === 'string' ? found : undefined;
  };
  const field = (name: string, label: string, more: { hint?: string; width?: 'short' | 'mid' } = {}) => (
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
    <form method="post" action="/can-bo/quan-tri/ky-so" class="stack">
      <RequestId value={value('requestId') ?? newRequestId()} />
      <Select
        name="remote.kind"
        label={t('kind')}
        value={value('remote.kind')}
        error={errorFor(errors, 'remote.kind')}
        options={(['off', ...REMOTE_KINDS] as const).map((kind) => ({
          value: kind,
          label: t(`kind-${kind}`),
        }))}
      />
      {field('remote.baseUrl', t('base-url'), { hint: t('base-hint') })}
      {field('remote.clientId', t('client-id'), { width: 'mid' })}
      <Field
        name="secret"
        type="password"
        label={t('secret')}
        hint={t(overview.hasSecret ? 'secret-kept' : 'secret-none')}
        error={errorFor(errors, 'secret')}
        autocomplete="off"
        optional
        lang={lang}
      />
      {field('remote.waitMinutes', t('wait-minutes'), { width: 'short' })}
      {field('remote.timeoutSeconds', t('timeout'), { hint: t('timeout-hint'), width: 'short' })}
      {field('tsaUrl', t('tsa'))}
      {field('tsaTimeout', t('tsa-timeout'), { width: 'short' })}
      {yesNo('tsaRequired', t('tsa-required'))}
      {yesNo('seal', t('seal'))}
      <Select
        name="stampPage"
        label={t('stamp-page')}
        value={value('stampPage')}
        options={(['last', 'first'] as const).map((one) => ({ value: one, label: t(`page-${one}`) }))}
      />
      {field('agentPort', t('agent-port'), { hint: t('agent-hint'), width: 'short' })}
      {yesNo('agentSecure', t('agent-secure'))}
      <Button look="primary">{t('save')}</Button>
    </form>
  );
}
