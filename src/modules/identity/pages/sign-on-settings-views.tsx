import type { SsoCheck } from '#integrations/sso/port.ts';
import { hasRole } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Field,
  Notice,
  Select,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import type { SignOnOverview } from '../queries/sign-on.ts';
import type { Audience, SignOnLink } from '../schema/sign-on.ts';
import type { Account } from '../schema.ts';
import type { PageFrame } from './shared.ts';
import type { Refused } from './sign-in-views.tsx';

/** Where single sign-on is administered. */
export const SETTINGS = '/can-bo/quan-tri/dang-nhap-mot-lan';

/** Each connection's form has a page of its own. */
export const AUDIENCE_PATH = { staff: 'can-bo', citizen: 'nguoi-dan' } as const satisfies Record<
  Audience,
  string
>;

interface Section {
  readonly audience: Audience;
  readonly overview: SignOnOverview;
  readonly addresses: { readonly back: string; readonly out: string };
}

interface ViewProps extends PageFrame {
  readonly sections: readonly Section[];
  readonly links: readonly SignOnLink[];
  readonly accounts: readonly Account[];
  readonly done: 'luu' | 'lien-ket' | undefined;
  /** What was typed into the form for a link. */
  readonly typed?: FormValues;
  /** Which connection was tested. */
  readonly checked?: Audience;
  readonly refused?: Refused;
  readonly check?: SsoCheck;
}

function State({ lang, overview, addresses }: { lang: Lang } & Pick<Section, 'overview' | 'addresses'>) {
  const t = signOnPageMessages(lang);
  const { settings, circuit, state } = overview;
  const on = settings?.connection.mode === 'on';
  return (
    <SummaryList
      items={[
        { term: t('state'), value: t(on ? `state-${state}` : 'state-off') },
        {
          term: t('last-ok'),
          value: circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt, lang),
        },
        ...(circuit.lastWhy === null ? [] : [{ term: t('last-why'), value: circuit.lastWhy }]),
        { term: t('redirect'), value: <span class="code code-long">{addresses.back}</span> },
        { term: t('redirect-out'), value: <span class="code code-long">{addresses.out}</span> },
      ]}
    />
  );
}

function Found({ lang, check }: { lang: Lang; check: SsoCheck }) {
  const t = signOnPageMessages(lang);
  const { clockAhead } = check;
  const doubts = [
    ...(check.pkce ? [] : [t('check-pkce')]),
    ...(check.endSession ? [] : [t('check-no-end')]),
    ...(check.userInfo ? [] : [t('check-no-info')]),
    ...(clockAhead !== undefined && Math.abs(clockAhead) > 30
      ? [t('check-clock', { seconds: clockAhead })]
      : []),
  ];
  return (
    <Notice tone="ok" role="status" title={t('check-ok', { issuer: check.issuer, keys: check.keys })}>
      {doubts.length === 0 ? null : (
        <ul>
          {doubts.map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function Links({ lang, links, accounts }: Pick<ViewProps, 'lang' | 'links' | 'accounts'>) {
  const t = signOnPageMessages(lang);
  const nameOf = (id: string) => accounts.find((account) => account.id === id)?.displayName ?? '';
  return (
    <Table
      caption={t('links-admin')}
      captionHidden
      rows={links}
      rowKey={(row) => row.id}
      empty={<Empty title={t('links-admin-none')} />}
      columns={[
        { key: 'officer', header: t('link-officer'), primary: true, cell: (row) => nameOf(row.accountId) },
        { key: 'subject', header: t('link-subject'), cell: (row) => <span class="code">{row.subject}</span> },
        { key: 'since', header: t('link-since'), cell: (row) => formatDateTime(row.linkedAt, lang) },
        { key: 'by', header: t('link-by'), cell: (row) => row.linkedBy },
        {
          key: 'used',
          header: t('link-used'),
          cell: (row) => (row.usedAt === null ? t('link-never') : formatDateTime(row.usedAt, lang)),
        },
        {
          key: 'end',
          header: t('link-action'),
          cell: (row) => (
            <form method="post" action={`${SETTINGS}/bo-lien-ket`}>
              <input type="hidden" name="id" value={row.id} />
              <Button look="quiet">{t('links-end')}</Button>
            </form>
          ),
        },
      ]}
    />
  );
}

interface LinkFormProps extends Pick<ViewProps, 'lang' | 'accounts' | 'links' | 'typed'> {
  readonly errors: readonly FieldError[];
}

function LinkForm({ lang, accounts, links, typed, errors }: LinkFormProps) {
  const t = signOnPageMessages(lang);
  const free = accounts.filter(
    (account) => account.active && !links.some((link) => link.accountId === account.id),
  );
  const asked = askedIn(typed ?? {}, errors, lang);
  return (
    <form method="post" action={`${SETTINGS}/lien-ket`} class="stack">
      <Select
        {...asked('accountId')}
        label={t('link-officer')}
        options={free.map((account) => ({ value: account.id, label: account.displayName }))}
      />
      <Field {...asked('subject')} label={t('link-subject')} autocomplete="off" />
      <Button>{t('link-add')}</Button>
    </form>
  );
}

const DONE = { luu: 'saved', 'lien-ket': 'link-added' } as const;

/** Both connections with their state and test, and the officers' links. The auditor sees them without forms. */
export function SignOnSettingsView(props: ViewProps) {
  const { lang, actor, sections, typed, refused, check } = props;
  const t = signOnPageMessages(lang);
  const mayChange = hasRole(actor, 'administrator');
  const errors = refused?.fields ?? [];
  return (
    <OfficerLayout
      title={t('settings-title')}
      lang={lang}
      actor={actor}
      centre={props.centre}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      {refused ? <ErrorSummary errors={errors} detail={refused.detail} lang={lang} /> : null}
      {props.done ? <Notice tone="ok" role="status" title={t(DONE[props.done])} /> : null}
      {sections.map((section) => (
        <section key={section.audience} class="stack" aria-labelledby={`s-${section.audience}`}>
          <h2 id={`s-${section.audience}`}>{t(`settings-${section.audience}`)}</h2>
          {check && props.checked === section.audience ? <Found lang={lang} check={check} /> : null}
          <State lang={lang} {...section} />
          {mayChange ? (
            <div class="row">
              {section.overview.settings?.connection.mode === 'on' ? (
                <form method="post" action={`${SETTINGS}/thu`}>
                  <input type="hidden" name="audience" value={section.audience} />
                  <Button look="primary">{t('check')}</Button>
                </form>
              ) : null}
              <ButtonLink href={`${SETTINGS}/${AUDIENCE_PATH[section.audience]}`}>{t('edit')}</ButtonLink>
            </div>
          ) : null}
        </section>
      ))}
      <section class="stack" aria-labelledby="s-links">
        <h2 id="s-links">{t('links-admin')}</h2>
        <Links lang={lang} links={props.links} accounts={props.accounts} />
        {mayChange ? (
          <LinkForm
            lang={lang}
            accounts={props.accounts}
            links={props.links}
            {...(typed === undefined ? {} : { typed })}
            errors={errors}
          />
        ) : null}
      </section>
    </OfficerLayout>
  );
}
