import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FormValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  Choices,
  ErrorSummary,
  RequestId,
  SecretField,
  SettingField,
  TextArea,
} from '#ui/components.ts';
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
  { typed, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = inboxMessages(lang);
  const asked = askedIn(typed ?? current(await inboxSettings(ctx, actor)), errors, lang);
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
        <SecretField {...asked('secret')} label={t('secret')} hint={t('secret-hint')} />
        <TextArea {...asked('origins')} label={t('origins')} hint={t('origins-hint')} optional />
        <Choices
          {...asked('ownNetwork')}
          label={t('own-network')}
          options={(['no', 'yes'] as const).map((value) => ({ value, label: t(`own-network-${value}`) }))}
        />
        <SettingField {...asked('waitingPath')} label={t('waiting-path')} />
        <SettingField {...asked('acknowledgePath')} label={t('acknowledge-path')} />
        <SettingField
          {...asked('procedurePage')}
          label={t('procedure-page')}
          hint={t('procedure-page-hint', { code: '{code}' })}
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
  formPage(app, {
    url: URL,
    schema: InboxSettingsInput,
    secrets: ['secret'],
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await saveInboxSettings(ctx, requireStaff(request.actor), input);
      return INBOX;
    },
  });
}
