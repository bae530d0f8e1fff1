import type { CarrierHealth } from '#integrations/messaging.ts';
import { SMS_PROVIDERS } from '#integrations/sms/port.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  type Asked,
  askedIn,
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  Fold,
  Notice,
  RequestId,
  SecretField,
  Select,
  SettingField,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { carrierMessages } from '../messages.ts';
import type { CarrierStanding } from '../queries.ts';
import type { Carrier } from '../schema.ts';

/** Where the carriers are set up. */
export const CARRIERS = '/can-bo/quan-tri/kenh-gui-tin';

type T = ReturnType<typeof carrierMessages>;

function Checked({
  t,
  checked,
}: {
  t: T;
  checked: { readonly name: string; readonly health: CarrierHealth };
}) {
  const { name, health } = checked;
  if (health.kind === 'bad') {
    return <Notice tone="late" role="alert" title={t('check-bad', { name, detail: health.detail })} />;
  }
  const { detail, balanceVnd } = health;
  const title =
    balanceVnd === null
      ? t('check-ok', { name, detail })
      : t('check-balance', { name, detail, balance: balanceVnd.toLocaleString('vi-VN') });
  return <Notice tone="ok" role="status" title={title} />;
}

function Line({ t, standing }: { t: T; standing: CarrierStanding }) {
  const { carrier, state, circuit } = standing;
  if (!carrier.active) {
    return <StatusTag tone="neutral">{t('line-off')}</StatusTag>;
  }
  return (
    <>
      <StatusTag tone={state === 'closed' ? 'ok' : state === 'open' ? 'late' : 'soon'}>
        {t(`line-${state}`)}
      </StatusTag>
      {circuit.lastWhy === null ? null : <span class="soft small"> {circuit.lastWhy}</span>}
    </>
  );
}

function Check({ t, carrier, name }: { t: T; carrier: Carrier; name: string }) {
  return (
    <form method="post" action={`${CARRIERS}/${carrier.id}/kiem-tra`}>
      <Button>
        {t('check')}
        <span class="sr-only"> {name}</span>
      </Button>
    </form>
  );
}

/** The name of a carrier's provider. */
export function providerName(t: T, carrier: Carrier): string {
  return t(carrier.kind === 'zalo' ? 'provider-zalo' : `provider-${carrier.connection.provider}`);
}

interface OverviewProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly standings: readonly CarrierStanding[];
  readonly maySet: boolean;
  readonly checked: { readonly name: string; readonly health: CarrierHealth } | null;
  readonly consent: 'done' | 'failed' | null;
  readonly webhook: string;
}

/** All carriers with their lines. */
export function CarriersView({
  lang,
  actor,
  centre,
  standings,
  maySet,
  checked,
  consent,
  webhook,
}: OverviewProps) {
  const t = carrierMessages(lang);
  const zalo = standings.find(({ carrier }) => carrier.kind === 'zalo');
  const ok = (standing: CarrierStanding) =>
    standing.circuit.lastOkAt === null ? t('never') : formatDateTime(standing.circuit.lastOkAt, lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} centre={centre} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('why')} />
      {checked === null ? null : <Checked t={t} checked={checked} />}
      {consent === null ? null : (
        <Notice tone={consent === 'done' ? 'ok' : 'late'} role="status" title={t(`consent-${consent}`)} />
      )}
      <section class="stack-s" aria-labelledby="cong-sms">
        <h2 id="cong-sms">{t('gateways')}</h2>
        <Table
          caption={t('gateways')}
          captionHidden
          rows={standings.filter(({ carrier }) => carrier.kind === 'sms')}
          rowKey={({ carrier }) => carrier.id}
          empty={
            <Empty title={t('none')}>
              <p>{t('none-why')}</p>
            </Empty>
          }
          columns={[
            {
              key: 'name',
              header: t('col-name'),
              primary: true,
              cell: ({ carrier }) =>
                maySet ? (
                  <a href={`${CARRIERS}/sms?ma=${carrier.id}`}>{providerName(t, carrier)}</a>
                ) : (
                  providerName(t, carrier)
                ),
            },
            {
              key: 'place',
              header: t('col-place'),
              align: 'end',
              cell: ({ carrier }) => String(carrier.place),
            },
            { key: 'line', header: t('col-line'), cell: (standing) => <Line t={t} standing={standing} /> },
            { key: 'ok', header: t('col-ok'), cell: ok },
            ...(maySet
              ? [
                  {
                    key: 'do',
                    header: t('col-do'),
                    cell: ({ carrier }: CarrierStanding) => (
                      <Check t={t} carrier={carrier} name={providerName(t, carrier)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
        {maySet ? (
          <p>
            <ButtonLink href={`${CARRIERS}/sms`}>{t('add')}</ButtonLink>
          </p>
        ) : null}
      </section>
      <section class="stack-s" aria-labelledby="zalo-oa">
        <h2 id="zalo-oa">{t('zalo')}</h2>
        {zalo === undefined || zalo.carrier.kind !== 'zalo' ? (
          <p class="soft">{t('health-none')}</p>
        ) : (
          <>
            <p class="row">
              <Line t={t} standing={zalo} />
              <span class="soft">
                {t('col-ok')}: {ok(zalo)}
              </span>
            </p>
            {zalo.carrier.consentWhy === null && zalo.carrier.tokensUntil !== null ? (
              <p>{t('consent-until', { until: formatDateTime(zalo.carrier.tokensUntil, lang) })}</p>
            ) : (
              <Notice
                tone="soon"
                title={t('consent-needed', { why: zalo.carrier.consentWhy ?? t('token-none') })}
              />
            )}
            {webhook === '' ? null : <p class="soft small">{t('webhook', { url: webhook })}</p>}
            {maySet ? (
              <div class="row">
                <Check t={t} carrier={zalo.carrier} name={t('zalo')} />
                <form method="post" action={`${CARRIERS}/zalo/cap-quyen`}>
                  <Button>{t('consent')}</Button>
                </form>
              </div>
            ) : null}
          </>
        )}
        {maySet ? (
          <p>
            <ButtonLink href={`${CARRIERS}/zalo`}>{t('set-zalo')}</ButtonLink>
          </p>
        ) : null}
      </section>
    </OfficerLayout>
  );
}

interface FormProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function maker({ lang, values, errors }: FormProps) {
  const asked = askedIn(values, errors, lang);
  const field = (
    name: string,
    label: string,
    more: { readonly hint?: string; readonly width?: 'short' | 'mid'; readonly optional?: boolean } = {},
  ) => <SettingField key={name} {...asked(name)} label={label} {...more} />;
  return { asked, field };
}

function ActiveAndSave({ t, asked }: { t: T; asked: (name: string) => Asked }) {
  return (
    <>
      <Choices
        {...asked('active')}
        label={t('active')}
        value={asked('active').value ?? 'yes'}
        options={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`active-${one}`) }))}
      />
      <Button look="primary">{t('save')}</Button>
    </>
  );
}

/** The form of one SMS gateway. */
export function GatewayForm(props: FormProps & { readonly carrier: Carrier | null }) {
  const { lang, actor, centre, errors, carrier } = props;
  const t = carrierMessages(lang);
  const { asked, field } = maker(props);
  const title = carrier === null ? t('add') : t('change', { name: providerName(t, carrier) });
  const codes = ['cpCode', 'labelId', 'contractId', 'agentId', 'userName'] as const;
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} centre={centre} path="/can-bo/quan-tri">
      <PageHead title={title} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={`${CARRIERS}/sms`} class="stack measure">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        {carrier === null ? null : <input type="hidden" name="id" value={carrier.id} />}
        <Select
          {...asked('provider')}
          label={t('provider')}
          value={asked('provider').value ?? 'esms'}
          options={SMS_PROVIDERS.map((one) => ({ value: one, label: t(`provider-${one}`) }))}
        />
        {field('brandname', t('brandname'), { width: 'mid', optional: false })}
        {field('user', t('user'), { width: 'mid' })}
        <SecretField {...asked('secret')} label={t('secret')} hint={t('secret-hint')} />
        {field('address', t('address'), { hint: t('address-hint') })}
        <Fold
          title={t('contract')}
          id="hop-dong"
          open={errors.some(({ path }) => codes.some((code) => code === path))}
        >
          {codes.map((code) => field(code, t(code), { width: 'mid' }))}
        </Fold>
        <Choices
          {...asked('unicode')}
          label={t('unicode')}
          value={asked('unicode').value ?? 'no'}
          options={(['no', 'yes'] as const).map((one) => ({ value: one, label: t(`unicode-${one}`) }))}
        />
        {field('place', t('place'), { width: 'short' })}
        {field('priceVnd', t('price'), { width: 'short', hint: t('price-hint') })}
        <ActiveAndSave t={t} asked={asked} />
      </form>
    </OfficerLayout>
  );
}

/** The form of the Official Account. */
export function ZaloForm(props: FormProps) {
  const { lang, actor, centre, errors } = props;
  const t = carrierMessages(lang);
  const { asked, field } = maker(props);
  const servers = ['oauthUrl', 'openApiUrl', 'businessUrl'] as const;
  return (
    <OfficerLayout title={t('set-zalo')} lang={lang} actor={actor} centre={centre} path="/can-bo/quan-tri">
      <PageHead title={t('set-zalo')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={`${CARRIERS}/zalo`} class="stack measure">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        {field('appId', t('appId'), { width: 'mid', optional: false })}
        {field('oaId', t('oaId'), { width: 'mid', optional: false })}
        <SecretField {...asked('appSecret')} label={t('appSecret')} hint={t('secret-hint')} />
        <SecretField {...asked('oaSecret')} label={t('oaSecret')} hint={t('secret-hint')} />
        {field('codeVerifier', t('codeVerifier'), { hint: t('codeVerifier-hint') })}
        <SecretField {...asked('refreshToken')} label={t('refreshToken')} hint={t('refreshToken-hint')} />
        <Fold
          title={t('servers')}
          id="may-chu"
          open={errors.some(({ path }) => servers.some((name) => name === path))}
        >
          {servers.map((name) => field(name, t(name)))}
        </Fold>
        {field('priceVnd', t('price'), { width: 'short', hint: t('price-hint') })}
        <ActiveAndSave t={t} asked={asked} />
      </form>
    </OfficerLayout>
  );
}
