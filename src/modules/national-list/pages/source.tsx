import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { storedValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  Choices,
  ErrorSummary,
  RequestId,
  SettingField,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveListSettings } from '../commands/save-settings.ts';
import { nationalListMessages } from '../messages.ts';
import { listSettings } from '../queries.ts';
import { ListSettingsInput } from '../schema.ts';
import { LIST_HOME, LIST_SOURCE } from './paths.ts';

const KINDS = ['off', 'portal', 'public'] as const;

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const stored = storedValues((await listSettings(ctx, actor))?.source ?? { kind: 'off' });
  const { lang } = request;
  const asked = askedIn(
    { base: 'https://dichvucong.gov.vn', timeoutSeconds: '60', ...(typed ?? stored) },
    errors,
    lang,
  );
  const t = nationalListMessages(lang);
  return reply.html(
    <OfficerLayout
      title={t('settings-title')}
      lang={lang}
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t('settings-title')} why={t('settings-why')}>
        <ButtonLink href={LIST_HOME}>{t('back')}</ButtonLink>
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={LIST_SOURCE} class="stack">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('kind')}
          label={t('kind')}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
        />
        <SettingField {...asked('unitCode')} label={t('unit-code')} hint={t('unit-code-hint')} width="mid" />
        <SettingField {...asked('base')} label={t('base')} />
        <SettingField {...asked('timeoutSeconds')} label={t('timeout')} inputmode="numeric" width="short" />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of the source. */
export function sourcePages(app: FastifyInstance, ctx: AppContext): void {
  formPage(app, {
    url: LIST_SOURCE,
    schema: ListSettingsInput,
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await saveListSettings(ctx, requireStaff(request.actor), input);
      return LIST_HOME;
    },
  });
}
