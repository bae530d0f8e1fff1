import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import type { Module } from '#platform/module.ts';
import { Button, ButtonLink, ErrorSummary, errorFor, Field, Notice, RequestId } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { AdministratorSetup, FirstRunInput, firstRun, type Missing, whatIsMissing } from './first-run.ts';
import { messages } from './messages.ts';

/** Where the first run lives; open only while something is missing. */
const FIRST_RUN = '/thiet-lap';
/** A code has 31^8 values: at this pace guessing takes longer than anything lives. */
const TRIES_PER_MINUTE = 10;

interface FormProps {
  readonly lang: Lang;
  readonly missing: Exclude<Missing, null>;
  readonly values: FormValues;
  readonly fields: readonly FieldError[];
  readonly detail?: string;
}

function Answer(
  props: FormProps & {
    name: string;
    label: string;
    hint?: string;
    optional?: boolean;
    width?: 'short' | 'mid';
    type?: 'tel' | 'number';
  },
) {
  const value = props.values[props.name];
  return (
    <Field
      name={props.name}
      label={props.label}
      hint={props.hint}
      type={props.type}
      width={props.width}
      value={typeof value === 'string' ? value : undefined}
      error={errorFor(props.fields, props.name)}
      autocomplete="off"
      optional={props.optional}
      required={!props.optional}
      lang={props.lang}
    />
  );
}

function PlaceQuestions(props: FormProps) {
  const t = messages(props.lang);
  return (
    <>
      <h2>{t('place')}</h2>
      <Answer {...props} name="province.name" label={t('province')} hint={t('province-hint')} />
      <Answer
        {...props}
        name="province.identityCode"
        label={t('province-code')}
        hint={t('province-code-hint')}
        width="short"
      />
      <Answer {...props} name="commune.name" label={t('commune')} hint={t('commune-hint')} />
      <Answer
        {...props}
        name="commune.identityCode"
        label={t('commune-code')}
        hint={t('commune-code-hint')}
        width="short"
      />
      <h2>{t('centre')}</h2>
      <Answer {...props} name="centre.address" label={t('address')} optional />
      <Answer {...props} name="centre.phone" label={t('phone')} type="tel" width="mid" optional />
      <Answer
        {...props}
        name="counters"
        label={t('counters')}
        hint={t('counters-hint')}
        type="number"
        width="short"
      />
    </>
  );
}

function FirstRunView(props: FormProps) {
  const t = messages(props.lang);
  const whole = props.missing === 'commune';
  const requestId = props.values['requestId'];
  return (
    <OfficerLayout title={t('title')} lang={props.lang} actor={null} centre={undefined}>
      <PageHead title={t('title')} why={t(whole ? 'why' : 'why-administrator')} />
      <ErrorSummary errors={props.fields} detail={props.detail} lang={props.lang} />
      <form method="post" action={FIRST_RUN} class="stack">
        <RequestId value={typeof requestId === 'string' ? requestId : newRequestId()} />
        <Answer {...props} name="code" label={t('code')} hint={t('code-hint')} width="mid" />
        {whole ? <PlaceQuestions {...props} /> : null}
        <h2>{t('person')}</h2>
        <Answer {...props} name="displayName" label={t('display-name')} />
        <Answer {...props} name="username" label={t('username')} hint={t('username-hint')} width="mid" />
        <Button look="primary">{t(whole ? 'submit' : 'submit-administrator')}</Button>
      </form>
    </OfficerLayout>
  );
}

function DoneView(props: { lang: Lang; username: string; password: string | undefined }) {
  const t = messages(props.lang);
  return (
    <OfficerLayout title={t('done')} lang={props.lang} actor={null} centre={undefined}>
      <PageHead title={t('done')} why={t('done-why')} />
      <Notice tone="ok" role="status">
        <p>
          {t('username')}: <strong class="code">{props.username}</strong>
        </p>
        {props.password === undefined ? null : (
          <p>
            {t('password')}: <strong class="code">{props.password}</strong>
          </p>
        )}
      </Notice>
      <h2>{t('next')}</h2>
      <ul>
        <li>{t('next-accounts')}</li>
        <li>{t('next-check')}</li>
      </ul>
      <p class="row">
        <ButtonLink href="/dang-nhap" look="primary">
          {t('sign-in')}
        </ButtonLink>
      </p>
    </OfficerLayout>
  );
}

/**
 * Mounts the first run: while the installation has no centre or no administrator, every page leads to one form that sets it up.
 * @param code printed in the server's window; nobody else on the network can set up the centre
 */
export function mountFirstRun(
  app: FastifyInstance,
  ctx: AppContext,
  modules: readonly Module[],
  code: string,
): void {
  let ready = false;
  const missing = async (): Promise<Missing> => {
    const now = ready ? null : await whatIsMissing(ctx);
    ready = now === null;
    return now;
  };

  app.addHook('onRequest', async (request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!ready && wantsPage && !request.url.startsWith(FIRST_RUN) && (await missing()) !== null) {
      return reply.redirect(FIRST_RUN, 303);
    }
  });

  page(app, {
    url: FIRST_RUN,
    async handler(request, reply) {
      const now = await missing();
      return now === null
        ? reply.redirect('/dang-nhap', 303)
        : reply.html(
            <FirstRunView lang={request.lang} missing={now} values={{ counters: '5' }} fields={[]} />,
          );
    },
  });

  page(app, {
    method: 'POST',
    url: FIRST_RUN,
    perMinute: TRIES_PER_MINUTE,
    async handler(request, reply) {
      const now = await missing();
      if (now === null) {
        return reply.redirect('/dang-nhap', 303);
      }
      const values = formValues(request.body);
      const again = (fields: readonly FieldError[], detail?: string) =>
        reply.html(
          <FirstRunView
            lang={request.lang}
            missing={now}
            values={values}
            fields={fields}
            {...(detail === undefined ? {} : { detail })}
          />,
          422,
        );
      const form = parseForm(now === 'commune' ? FirstRunInput : AdministratorSetup, request.body);
      if (!form.ok) {
        return again(form.fields);
      }
      try {
        const { account, password } = await firstRun(ctx, modules, code, form.data);
        return reply.html(<DoneView lang={request.lang} username={account.username} password={password} />);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          const { fields, detail } = error.details;
          return again(fields ?? [], fields === undefined ? detail : undefined);
        }
        throw error;
      }
    },
  });
}
