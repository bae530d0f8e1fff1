import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, ButtonLink, Choices, ErrorSummary, errorFor, Field, RequestId } from '#ui/components.ts';
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
  typed: FormValues | undefined,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const source = (await listSettings(ctx, actor))?.source ?? { kind: 'off' };
  const stored = Object.fromEntries(Object.entries(source).map(([key, one]) => [key, String(one)]));
  const values: FormValues = typed ?? stored;
  const value = (name: string) => {
    const found = values[name];
    return typeof found === 'string' ? found : undefined;
  };
  const { lang } = request;
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
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Choices
          name="kind"
          label={t('kind')}
          value={value('kind')}
          error={errorFor(errors, 'kind')}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
        />
        <Field
          name="unitCode"
          label={t('unit-code')}
          hint={t('unit-code-hint')}
          value={value('unitCode')}
          error={errorFor(errors, 'unitCode')}
          width="mid"
          autocomplete="off"
          optional
          lang={lang}
        />
        <Field
          name="base"
          label={t('base')}
          value={value('base') ?? 'https://dichvucong.gov.vn'}
          error={errorFor(errors, 'base')}
          autocomplete="off"
          optional
          lang={lang}
        />
        <Field
          name="timeoutSeconds"
          label={t('timeout')}
          value={value('timeoutSeconds') ?? '60'}
          error={errorFor(errors, 'timeoutSeconds')}
          inputmode="numeric"
          width="short"
          optional
          lang={lang}
        />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of the source. */
export function sourcePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: LIST_SOURCE, handler: (request, reply) => show(ctx, request, reply, undefined, []) });
  page(app, {
    method: 'POST',
    url: LIST_SOURCE,
    async handler(request, reply) {
      const form = parseForm(ListSettingsInput, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, formValues(request.body), form.fields, 422);
      }
      await saveListSettings(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(LIST_HOME, 303);
    },
  });
}
