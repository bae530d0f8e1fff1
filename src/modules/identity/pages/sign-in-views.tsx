import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, ButtonLink, ErrorSummary, errorFor, Field, Notice } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { pageMessages } from '../messages-pages.ts';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import type { SignOnOffer } from '../queries/sign-on.ts';
import { PASSWORD_LENGTH } from '../rules/password.ts';

/** What went wrong with a form, to show it again. */
export interface Refused {
  readonly detail: string;
  readonly fields: readonly FieldError[];
}

interface ViewProps {
  readonly lang: Lang;
  readonly centre: CentreFace | undefined;
  readonly refused?: Refused | undefined;
  /** Where to go afterwards; checked again when it is used. */
  readonly returnTo: string;
}

function Frame(props: ViewProps & { title: string; why: string; children: preact.ComponentChildren }) {
  return (
    <OfficerLayout title={props.title} lang={props.lang} actor={null} centre={props.centre}>
      <PageHead title={props.title} why={props.why} />
      {props.refused ? (
        <ErrorSummary errors={props.refused.fields} detail={props.refused.detail} lang={props.lang} />
      ) : null}
      {props.children}
    </OfficerLayout>
  );
}

function ReturnTo({ path }: { path: string }) {
  return <input type="hidden" name="tiep" value={path} autocomplete="off" />;
}

/** The way in by the province's account, where it is connected; while it is down, the word that the other way works. */
function SignOn({ lang, offer, returnTo }: { lang: Lang; offer: SignOnOffer; returnTo: string }) {
  const t = signOnPageMessages(lang);
  switch (offer) {
    case 'off':
      return null;
    case 'down':
      return <Notice tone="soon" title={t('staff-down')} />;
    case 'on':
      return (
        <p>
          <ButtonLink href={`/dang-nhap/tai-khoan-tinh?tiep=${encodeURIComponent(returnTo)}`}>
            {t('staff-sign-on')}
          </ButtonLink>
        </p>
      );
    default:
      return offer satisfies never;
  }
}

/** The page that asks for name and password, or leads to the province's sign-on. */
export function SignInView(
  props: ViewProps & {
    readonly username: string;
    readonly signedOut: boolean;
    readonly signOn: SignOnOffer;
  },
) {
  const t = pageMessages(props.lang);
  return (
    <Frame {...props} title={t('sign-in-title')} why={t('sign-in-why')}>
      {props.signedOut && !props.refused ? <Notice tone="ok" role="status" title={t('signed-out')} /> : null}
      <form method="post" action="/dang-nhap" class="stack">
        <ReturnTo path={props.returnTo} />
        <Field
          name="username"
          label={t('username')}
          value={props.username}
          error={errorFor(props.refused?.fields, 'username')}
          autocomplete="username"
          width="mid"
          required
          autofocus={props.username === ''}
        />
        <Field
          name="password"
          type="password"
          label={t('password')}
          error={errorFor(props.refused?.fields, 'password')}
          autocomplete="current-password"
          width="mid"
          required
          autofocus={props.username !== ''}
        />
        <Button look="primary">{t('sign-in')}</Button>
      </form>
      <SignOn lang={props.lang} offer={props.signOn} returnTo={props.returnTo} />
      <p class="soft">{t('sign-in-help')}</p>
      <p>
        <a href="/tra-cuu">{t('to-lookup')}</a>
      </p>
    </Frame>
  );
}

/** The page that asks for the authenticator's code. */
export function SecondFactorView(props: ViewProps) {
  const t = pageMessages(props.lang);
  return (
    <Frame {...props} title={t('code-title')} why={t('code-why')}>
      <form method="post" action="/dang-nhap/ma-xac-thuc" class="stack">
        <ReturnTo path={props.returnTo} />
        <Field
          name="code"
          label={t('code')}
          hint={t('code-hint')}
          error={errorFor(props.refused?.fields, 'code')}
          autocomplete="one-time-code"
          width="mid"
          required
          autofocus
        />
        <Button look="primary">{t('confirm')}</Button>
      </form>
      <p>
        <a href="/dang-nhap">{t('start-over')}</a>
      </p>
    </Frame>
  );
}

/** The two fields of a new password, the same wherever one is chosen. */
export function NewPasswordFields({
  lang,
  fields,
}: {
  lang: Lang;
  fields: readonly FieldError[] | undefined;
}) {
  const t = pageMessages(lang);
  return (
    <>
      <Field
        name="password"
        type="password"
        label={t('new-password')}
        hint={t('new-password-hint', { min: PASSWORD_LENGTH.min })}
        error={errorFor(fields, 'password')}
        autocomplete="new-password"
        width="mid"
        required
      />
      <Field
        name="repeat"
        type="password"
        label={t('repeat-password')}
        error={errorFor(fields, 'repeat')}
        autocomplete="new-password"
        width="mid"
        required
      />
    </>
  );
}

/** The page that replaces a one-time password. */
export function NewPasswordView(props: ViewProps) {
  const t = pageMessages(props.lang);
  return (
    <Frame {...props} title={t('new-password-title')} why={t('new-password-why')}>
      <form method="post" action="/dang-nhap/mat-khau-moi" class="stack">
        <ReturnTo path={props.returnTo} />
        <NewPasswordFields lang={props.lang} fields={props.refused?.fields} />
        <Button look="primary">{t('save-password')}</Button>
      </form>
    </Frame>
  );
}
