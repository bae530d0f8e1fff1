import { formatDate, formatDateTime, toLocal } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  Notice,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import type { TotpSetup } from '../commands/totp.ts';
import { pageMessages, roleNames } from '../messages-pages.ts';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import type { OwnAccount } from '../queries.ts';
import { machineName, type PageFrame } from './shared.ts';
import { NewPasswordFields, type Refused } from './sign-in-views.tsx';

/** Messages after a change, by the word in the address. */
export const DONE = {
  'mat-khau': 'password-changed',
  may: 'session-ended',
  'hai-lop': 'totp-stopped',
} as const;
export type Done = keyof typeof DONE;

type FormName = 'password' | 'totp-off' | 'token';

interface OwnAccountProps extends PageFrame {
  readonly own: OwnAccount;
  readonly unitName: string;
  readonly done?: Done | undefined;
  /** Which form was refused, and why. */
  readonly refused?: (Refused & { readonly form: FormName }) | undefined;
  readonly newToken?: string | undefined;
}

function Sessions({ own, lang }: Pick<OwnAccountProps, 'own' | 'lang'>) {
  const t = pageMessages(lang);
  return (
    <Table
      caption={t('sessions-title')}
      captionHidden
      rows={own.sessions}
      rowKey={(row) => row.id}
      empty={<Empty title={t('no-sessions')} />}
      columns={[
        {
          key: 'machine',
          header: t('session-machine'),
          primary: true,
          cell: (row) => (
            <>
              {machineName(row.userAgent) ?? t('unknown-machine')}
              {row.id === own.currentSessionId ? ` (${t('session-this')})` : ''}
            </>
          ),
        },
        { key: 'ip', header: t('session-address'), cell: (row) => <span class="code">{row.ip}</span> },
        { key: 'since', header: t('session-since'), cell: (row) => formatDateTime(row.createdAt, lang) },
        { key: 'seen', header: t('session-seen'), cell: (row) => formatDateTime(row.lastSeenAt, lang) },
        {
          key: 'end',
          header: t('action'),
          cell: (row) =>
            row.id === own.currentSessionId ? null : (
              <form method="post" action="/can-bo/tai-khoan/dang-xuat-may">
                <input type="hidden" name="id" value={row.id} />
                <Button look="quiet">{t('session-end')}</Button>
              </form>
            ),
        },
      ]}
    />
  );
}

function Totp({ own, lang, refused }: Pick<OwnAccountProps, 'own' | 'lang' | 'refused'>) {
  const t = pageMessages(lang);
  return (
    <section class="stack">
      <h2>{t('totp-title')}</h2>
      {own.account.hasTotp ? (
        <>
          <p>{t('totp-on-text', { count: own.recoveryCodesLeft })}</p>
          <Fold title={t('totp-stop')} open={refused?.form === 'totp-off'}>
            <form method="post" action="/can-bo/tai-khoan/tat-hai-lop" class="stack">
              <Field
                name="stopPassword"
                type="password"
                label={t('current-password')}
                error={refused?.form === 'totp-off' ? errorFor(refused.fields, 'stopPassword') : undefined}
                autocomplete="current-password"
                width="mid"
                required
              />
              <Button look="danger">{t('totp-stop')}</Button>
            </form>
          </Fold>
        </>
      ) : (
        <>
          <p>{t('totp-off-text')}</p>
          <p>
            <ButtonLink href="/can-bo/tai-khoan/hai-lop">{t('totp-start')}</ButtonLink>
          </p>
        </>
      )}
    </section>
  );
}

function Tokens({ own, lang, refused, newToken }: OwnAccountProps) {
  const t = pageMessages(lang);
  const fields = refused?.form === 'token' ? refused.fields : undefined;
  return (
    <section class="stack">
      <h2>{t('tokens-title')}</h2>
      {newToken ? (
        <Notice tone="ok" role="status" title={t('token-created')}>
          <p class="code code-long">{newToken}</p>
        </Notice>
      ) : null}
      <Table
        caption={t('tokens-title')}
        captionHidden
        rows={own.tokens}
        rowKey={(row) => row.id}
        empty={<Empty title={t('no-tokens')} />}
        columns={[
          { key: 'name', header: t('token-name'), primary: true, cell: (row) => row.name },
          { key: 'until', header: t('token-until'), cell: (row) => formatDate(toLocal(row.expiresAt)) },
          {
            key: 'revoke',
            header: t('action'),
            cell: (row) => (
              <form method="post" action="/can-bo/tai-khoan/thu-hoi-ma">
                <input type="hidden" name="id" value={row.id} />
                <Button look="quiet">{t('token-revoke')}</Button>
              </form>
            ),
          },
        ]}
      />
      <Fold title={t('token-create')} open={fields !== undefined}>
        <p>{t('tokens-why')}</p>
        <form method="post" action="/can-bo/tai-khoan/tao-ma" class="stack">
          <Field name="name" label={t('token-name')} error={errorFor(fields, 'name')} width="mid" required />
          <Field
            name="days"
            type="number"
            label={t('token-days')}
            value="90"
            min="1"
            max="365"
            error={errorFor(fields, 'days')}
            width="short"
            required
          />
          <Button>{t('token-create')}</Button>
        </form>
      </Fold>
    </section>
  );
}

/** /can-bo/tai-khoan: who I am, my password, my machines, my second factor, my tokens. */
export function OwnAccountView(props: OwnAccountProps) {
  const { own, lang, refused } = props;
  const t = pageMessages(lang);
  const passwordErrors = refused?.form === 'password' ? refused.fields : undefined;
  return (
    <OfficerLayout {...props} title={t('own-title')}>
      <PageHead title={t('own-title')} why={t('own-why')} />
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} /> : null}
      {props.done && !refused ? <Notice tone="ok" role="status" title={t(DONE[props.done])} /> : null}
      <div class="stack-l">
        <SummaryList
          items={[
            { term: t('display-name'), value: own.account.displayName },
            { term: t('username'), value: own.account.username },
            { term: t('position'), value: own.account.position },
            { term: t('unit'), value: props.unitName },
            { term: t('roles'), value: own.account.roles.map((role) => roleNames(lang)(role)).join(', ') },
          ]}
        />
        <section class="stack">
          <h2>{t('password')}</h2>
          <Fold title={t('save-password')} open={passwordErrors !== undefined}>
            <form method="post" action="/can-bo/tai-khoan/mat-khau" class="stack">
              <Field
                name="current"
                type="password"
                label={t('current-password')}
                error={errorFor(passwordErrors, 'current')}
                autocomplete="current-password"
                width="mid"
                required
              />
              <NewPasswordFields lang={lang} fields={passwordErrors} />
              <Button look="primary">{t('save-password')}</Button>
            </form>
          </Fold>
        </section>
        <Totp own={own} lang={lang} refused={refused} />
        <p>
          <ButtonLink href="/can-bo/tai-khoan/lien-ket">{signOnPageMessages(lang)('links-title')}</ButtonLink>
        </p>
        <section class="stack">
          <h2>{t('sessions-title')}</h2>
          <Sessions own={own} lang={lang} />
        </section>
        <Tokens {...props} />
      </div>
    </OfficerLayout>
  );
}

/** /can-bo/tai-khoan/hai-lop: the QR code to scan and the code to confirm it. */
export function TotpSetupView(
  props: PageFrame & { setup: TotpSetup; qr: string; refused?: Refused | undefined },
) {
  const t = pageMessages(props.lang);
  return (
    <OfficerLayout {...props} title={t('totp-setup-title')}>
      <PageHead title={t('totp-setup-title')} why={t('totp-setup-why')} />
      {props.refused ? (
        <ErrorSummary errors={props.refused.fields} detail={props.refused.detail} lang={props.lang} />
      ) : null}
      <img src={props.qr} width="240" height="240" alt={t('totp-qr-alt')} />
      <p>
        {t('totp-by-hand')}{' '}
        <span class="code code-long">{props.setup.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <form method="post" action="/can-bo/tai-khoan/hai-lop" class="stack">
        <Field
          name="code"
          label={t('code')}
          inputmode="numeric"
          autocomplete="one-time-code"
          error={errorFor(props.refused?.fields, 'code')}
          width="short"
          required
          autofocus
        />
        <Button look="primary">{t('totp-start')}</Button>
      </form>
    </OfficerLayout>
  );
}

/** The ten recovery codes, shown once. */
export function RecoveryCodesView(props: PageFrame & { codes: readonly string[] }) {
  const t = pageMessages(props.lang);
  return (
    <OfficerLayout {...props} title={t('totp-done-title')}>
      <PageHead title={t('totp-done-title')} why={t('totp-codes-why')} />
      <ol>
        {props.codes.map((code) => (
          <li key={code} class="code">
            {code}
          </li>
        ))}
      </ol>
      <p>
        <ButtonLink href="/can-bo/tai-khoan" look="primary">
          {t('totp-codes-done')}
        </ButtonLink>
      </p>
    </OfficerLayout>
  );
}
