import { REMOTE_KINDS } from '#integrations/signing/connection.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, storedValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { askedIn, Button, Choices, RequestId, SecretField, Select, SettingField } from '#ui/components.ts';
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
  const { remote, tsa, tsaRequired, revocation, revocationTimeout, seal, stampPage, agentPort, agentSecure } =
    settings;
  const parts = storedValues(remote ?? { kind: 'off', waitMinutes: 5, timeoutSeconds: 30 });
  return {
    ...Object.fromEntries(Object.entries(parts).map(([key, value]) => [`remote.${key}`, value])),
    tsaUrl: tsa?.url ?? '',
    tsaTimeout: String(tsa?.timeoutSeconds ?? 30),
    tsaRequired: String(tsaRequired),
    revocation: String(revocation),
    revocationTimeout: String(revocationTimeout),
    seal: String(seal),
    stampPage,
    agentPort: agentPort === null ? '' : String(agentPort),
    agentSecure: String(agentSecure),
  };
}

/** The form of the settings of signing. */
export function SettingsForm({ lang, overview, typed, errors }: FormProps) {
  const t = signingPageMessages(lang);
  const asked = askedIn(typed ?? current(overview), errors, lang);
  const field = (name: string, label: string, more: { hint?: string; width?: 'short' | 'mid' } = {}) => (
    <SettingField {...asked(name)} label={label} {...more} />
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
    <form method="post" action="/can-bo/quan-tri/ky-so" class="stack">
      <RequestId value={asked('requestId').value ?? newRequestId()} />
      <Select
        {...asked('remote.kind')}
        label={t('kind')}
        options={(['off', ...REMOTE_KINDS] as const).map((kind) => ({
          value: kind,
          label: t(`kind-${kind}`),
        }))}
      />
      {field('remote.baseUrl', t('base-url'), { hint: t('base-hint') })}
      {field('remote.clientId', t('client-id'), { width: 'mid' })}
      <SecretField
        {...asked('secret')}
        label={t('secret')}
        hint={t(overview.hasSecret ? 'secret-kept' : 'secret-none')}
      />
      {field('remote.waitMinutes', t('wait-minutes'), { width: 'short' })}
      {field('remote.timeoutSeconds', t('timeout'), { hint: t('timeout-hint'), width: 'short' })}
      {field('tsaUrl', t('tsa'))}
      {field('tsaTimeout', t('tsa-timeout'), { width: 'short' })}
      {yesNo('tsaRequired', t('tsa-required'))}
      {yesNo('revocation', t('revocation'))}
      {field('revocationTimeout', t('revocation-timeout'), { width: 'short' })}
      {yesNo('seal', t('seal'))}
      <Select
        {...asked('stampPage')}
        label={t('stamp-page')}
        options={(['last', 'first'] as const).map((one) => ({ value: one, label: t(`page-${one}`) }))}
      />
      {field('agentPort', t('agent-port'), { hint: t('agent-hint'), width: 'short' })}
      {yesNo('agentSecure', t('agent-secure'))}
      <Button look="primary">{t('save')}</Button>
    </form>
  );
}
