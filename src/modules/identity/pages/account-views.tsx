import type { Agency } from '#modules/agencies/schema.ts';
import { ROLES } from '#platform/actor.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  Select,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import type { HandOver } from '../commands/accounts.ts';
import { pageMessages, roleNames } from '../messages-pages.ts';
import type { Account } from '../schema.ts';
import type { PageFrame } from './shared.ts';
import type { Refused } from './sign-in-views.tsx';

/** Where the administrator's pages of accounts live. */
export const ACCOUNTS = '/can-bo/quan-tri/tai-khoan';

/** Messages after a change, by the word in the address. */
export const ACCOUNT_DONE = {
  luu: 'account-saved',
  'mo-khoa': 'unlocked',
  'dang-xuat': 'sessions-revoked',
  ngung: 'deactivated',
  lai: 'activated',
} as const;
export type AccountDone = keyof typeof ACCOUNT_DONE;

function State({ account, lang, now }: { account: Account; lang: Lang; now: Temporal.Instant }) {
  const t = pageMessages(lang);
  if (!account.active) {
    return <StatusTag tone="neutral">{t('state-inactive')}</StatusTag>;
  }
  if (account.lockedUntil && Temporal.Instant.compare(now, account.lockedUntil) < 0) {
    const time = formatTime(toLocal(account.lockedUntil));
    return <StatusTag tone="late">{t('state-locked', { time })}</StatusTag>;
  }
  return <StatusTag tone="ok">{t('state-active')}</StatusTag>;
}

/** All accounts of the centre. */
export function AccountListView(
  props: PageFrame & {
    accounts: readonly Account[];
    unitNames: ReadonlyMap<string, string>;
    now: Temporal.Instant;
    mayEdit: boolean;
  },
) {
  const t = pageMessages(props.lang);
  const role = roleNames(props.lang);
  const active = props.accounts.filter((account) => account.active).length;
  return (
    <OfficerLayout {...props} title={t('accounts-title')} path="/can-bo/quan-tri">
      <PageHead title={t('accounts-title')} why={t('accounts-why', { active })}>
        {props.mayEdit ? (
          <ButtonLink href={`${ACCOUNTS}/moi`} look="primary">
            {t('account-new')}
          </ButtonLink>
        ) : null}
      </PageHead>
      <Table
        caption={t('accounts-title')}
        captionHidden
        walk
        rows={props.accounts}
        rowKey={(row) => row.id}
        {...(props.mayEdit ? { href: (row: Account) => `${ACCOUNTS}/${row.id}` } : {})}
        empty={<Empty title={t('no-accounts')} />}
        columns={[
          { key: 'name', header: t('display-name'), primary: true, cell: (row) => row.displayName },
          { key: 'username', header: t('username'), cell: (row) => <span class="code">{row.username}</span> },
          { key: 'position', header: t('position'), cell: (row) => row.position },
          { key: 'unit', header: t('unit'), cell: (row) => props.unitNames.get(row.unitId) ?? '' },
          { key: 'roles', header: t('roles'), cell: (row) => row.roles.map((name) => role(name)).join(', ') },
          {
            key: 'state',
            header: t('state'),
            cell: (row) => (
              <>
                <State account={row} lang={props.lang} now={props.now} />
                {row.hasTotp ? <span class="soft small"> {t('state-totp')}</span> : null}
              </>
            ),
          },
        ]}
      />
    </OfficerLayout>
  );
}

function text(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

function Profile(props: {
  lang: Lang;
  values: FormValues;
  refused: Refused | undefined;
  units: readonly Agency[];
}) {
  const t = pageMessages(props.lang);
  const role = roleNames(props.lang);
  const fields = props.refused?.fields;
  const roles = props.values['roles'];
  return (
    <>
      <Field
        name="displayName"
        label={t('display-name')}
        value={text(props.values, 'displayName')}
        error={errorFor(fields, 'displayName')}
        autocomplete="off"
        required
      />
      <Field
        name="position"
        label={t('position')}
        hint={t('position-hint')}
        value={text(props.values, 'position')}
        error={errorFor(fields, 'position')}
        optional
        lang={props.lang}
      />
      <Field
        name="phone"
        type="tel"
        label={t('phone')}
        value={text(props.values, 'phone')}
        error={errorFor(fields, 'phone')}
        width="mid"
        optional
        lang={props.lang}
      />
      <Select
        name="unitId"
        label={t('unit')}
        blank={t('choose-unit')}
        value={text(props.values, 'unitId')}
        error={errorFor(fields, 'unitId')}
        options={props.units.map((unit) => ({ value: unit.id, label: unit.name }))}
        required
      />
      <Choices
        name="roles"
        kind="checkbox"
        label={t('roles')}
        value={roles}
        error={errorFor(fields, 'roles')}
        options={ROLES.map((name) => ({ value: name, label: role(name) }))}
      />
    </>
  );
}

interface FormProps extends PageFrame {
  readonly units: readonly Agency[];
  readonly values: FormValues;
  readonly refused?: Refused | undefined;
}

/** The form of a new account. */
export function NewAccountView(props: FormProps & { requestId: string }) {
  const t = pageMessages(props.lang);
  return (
    <OfficerLayout {...props} title={t('account-new-title')} path="/can-bo/quan-tri">
      <PageHead title={t('account-new-title')} why={t('account-new-why')} />
      {props.refused ? (
        <ErrorSummary errors={props.refused.fields} detail={props.refused.detail} lang={props.lang} />
      ) : null}
      <form method="post" action={`${ACCOUNTS}/moi`} class="stack">
        <RequestId value={props.requestId} />
        <Field
          name="username"
          label={t('username')}
          hint={t('username-hint')}
          value={text(props.values, 'username')}
          error={errorFor(props.refused?.fields, 'username')}
          autocomplete="off"
          width="mid"
          required
        />
        <Profile lang={props.lang} values={props.values} refused={props.refused} units={props.units} />
        <p class="row">
          <Button look="primary">{t('account-create')}</Button>
          <ButtonLink href={ACCOUNTS}>{t('account-back')}</ButtonLink>
        </p>
      </form>
    </OfficerLayout>
  );
}

function Act(props: {
  account: Account;
  verb: string;
  label: string;
  look?: 'danger';
  children?: preact.ComponentChildren;
}) {
  return (
    <form method="post" action={`${ACCOUNTS}/${props.account.id}/${props.verb}`} class="stack-s">
      {props.children}
      <Button look={props.look}>{props.label}</Button>
    </form>
  );
}

/** One account: who it is, what it may do, and what to do when something went wrong with it. */
export function AccountView(
  props: FormProps & {
    account: Account;
    sessions: number;
    now: Temporal.Instant;
    done?: AccountDone | undefined;
  },
) {
  const t = pageMessages(props.lang);
  const { account } = props;
  return (
    <OfficerLayout {...props} title={account.displayName} path="/can-bo/quan-tri">
      <PageHead
        title={account.displayName}
        why={
          <>
            <span class="code">{account.username}</span>{' '}
            <State account={account} lang={props.lang} now={props.now} />
          </>
        }
      />
      {props.refused ? (
        <ErrorSummary errors={props.refused.fields} detail={props.refused.detail} lang={props.lang} />
      ) : null}
      {props.done && !props.refused ? (
        <Notice tone="ok" role="status" title={t(ACCOUNT_DONE[props.done])} />
      ) : null}
      <div class="stack-l">
        <form method="post" action={`${ACCOUNTS}/${account.id}`} class="stack">
          <Profile lang={props.lang} values={props.values} refused={props.refused} units={props.units} />
          <p class="row">
            <Button look="primary">{t('account-save')}</Button>
            <ButtonLink href={ACCOUNTS}>{t('account-back')}</ButtonLink>
          </p>
        </form>
        <section class="stack">
          <h2>{t('rights-title')}</h2>
          <Act account={account} verb="mo-khoa" label={t('unlock')} />
          <Act account={account} verb="dat-lai-mat-khau" label={t('reset-password')}>
            {account.hasTotp ? (
              <label class="choice">
                <input type="checkbox" name="alsoTotp" value="1" />
                <span>{t('reset-totp')}</span>
              </label>
            ) : null}
          </Act>
          <Act account={account} verb="dang-xuat" label={t('revoke-sessions', { count: props.sessions })} />
          {account.active ? (
            <Act account={account} verb="ngung" label={t('deactivate')} look="danger">
              <p class="soft">{t('deactivate-hint')}</p>
            </Act>
          ) : (
            <Act account={account} verb="dung-lai" label={t('activate')} />
          )}
        </section>
      </div>
    </OfficerLayout>
  );
}

/** The one-time password, shown once. */
export function HandOverView(props: PageFrame & { handOver: HandOver }) {
  const t = pageMessages(props.lang);
  const { account, password } = props.handOver;
  const title = t('hand-over-title', { name: account.displayName });
  return (
    <OfficerLayout {...props} title={title} path="/can-bo/quan-tri">
      <PageHead title={title} why={password === undefined ? t('hand-over-repeat') : t('hand-over-why')} />
      {password === undefined ? null : (
        <Notice tone="ok" role="status">
          <p>
            {t('username')}: <strong class="code">{account.username}</strong>
          </p>
          <p>
            {t('password')}: <strong class="code">{password}</strong>
          </p>
        </Notice>
      )}
      <p class="row">
        <ButtonLink href={ACCOUNTS} look="primary">
          {t('account-back')}
        </ButtonLink>
        <ButtonLink href={`${ACCOUNTS}/${account.id}`}>{account.displayName}</ButtonLink>
      </p>
    </OfficerLayout>
  );
}
