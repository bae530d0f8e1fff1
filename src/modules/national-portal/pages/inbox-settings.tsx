import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, RequestId, TextArea } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveInboxSettings } from '../commands/save-inbox-settings.ts';
import { inboxMessages } from '../messages-inbox.ts';
import { inboxSettings } from '../queries-inbox.ts';
import { type InboxSettings, InboxSettingsInput } from '../schema-inbox.ts';
import { INBOX } from './inbox-view.tsx';

const URL = '/can-bo/quan-tri/ho-so-tu-cong';

/** What the form shows before anything was typed: the settings in use. */
function current(settings: InboxSettings | null): FormValues {
  return settings === null
    ? { auth: 'off', ownNetwork: 'no', procedurePage: 'https://dichvucong.gov.vn/' }
    : {
        auth: settings.auth,
        origins: settings.origins.join('\n'),
        ownNetwork: settings.ownNetwork ? 'yes' : 'no',
        waitingPath: settings.waitingPath,
        acknowledgePath: settings.acknowledgePath,
        procedurePage: settings.procedurePage,
        stateCodes: Object.entries(settings.stateCodes)
          .map(([from, to]) => `${from} = ${to}`)
          .join('\n'),
      };
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: FormValues | undefined,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const values = typed ?? current(await inboxSettings(ctx, actor));
  const { lang } = request;
  const t = inboxMessages(lang);
  const asked = (name: string) => {
    const found = values[name];
    const value = typeof found === 'string' ? found : undefined;
    return { name, value, error: errorFor(errors, name), lang };
  };
  return reply.html(
    <OfficerLayout title={t('settings-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('settings-title')} why={t('settings-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={URL} class="stack">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('auth')}
          label={t('auth')}
          options={(['off', 'key', 'hmac'] as const).map((auth) => ({
            value: auth,
            label: t(`auth-${auth}`),
          }))}
        />
        <Field
          name="secret"
          type="password"
          label={t('secret')}
          hint={t('secret-hint')}
          error={errorFor(errors, 'secret')}
          autocomplete="off"
          optional
          lang={lang}
        />
        <TextArea {...asked('origins')} label={t('origins')} hint={t('origins-hint')} optional />
        <Choices
          {...asked('ownNetwork')}
          label={t('own-network')}
          options={(['no', 'yes'] as const).map((value) => ({ value, label: t(`own-network-${value}`) }))}
        />
        <Field {...asked('waitingPath')} label={t('waiting-path')} autocomplete="off" optional />
        <Field {...asked('acknowledgePath')} label={t('acknowledge-path')} autocomplete="off" optional />
        <Field
          {...asked('procedurePage')}
          label={t('procedure-page')}
          hint={t('procedure-page-hint', { code: '{code}' })}
          autocomplete="off"
          optional
        />
        <TextArea {...asked('stateCodes')} label={t('state-codes')} hint={t('state-codes-hint')} optional />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of how dossiers from the portal come in. */
export function inboxSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply, undefined, []) });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const { secret: _, ...kept } = formValues(request.body);
      const form = parseForm(InboxSettingsInput, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, kept, form.fields, 422);
      }
      try {
        await saveInboxSettings(ctx, requireStaff(request.actor), form.data);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return show(ctx, request, reply, kept, error.details.fields ?? [], 422);
        }
        throw error;
      }
      return reply.redirect(INBOX, 303);
    },
  });
}
