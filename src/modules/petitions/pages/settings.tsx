import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { storedValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { askedIn, Button, ErrorSummary, Field, Notice, TextArea } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { changeReception } from '../commands/settings.ts';
import { deskMessages } from '../messages-pages.ts';
import { receptionSettings } from '../queries.ts';
import { SettingsInput } from '../schema.ts';
import { DESK } from './desk.tsx';

const t = deskMessages('vi');
const Query = z.object({ xong: z.literal('1').optional().catch(undefined) });

/** Mounts where and when citizens are received. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${DESK}/tiep-cong-dan`;
  const show = async (request: FastifyRequest, reply: FastifyReply, sent: SentForm) => {
    const actor = requireStaff(request.actor);
    const known = await receptionSettings(ctx, actor);
    const asked = askedIn({ ...storedValues(known), ...sent.typed }, sent.errors, 'vi');
    return reply.html(
      <OfficerLayout title={t('settings-title')} actor={actor} path={DESK}>
        <PageHead title={t('settings-title')} why={t('settings-why')} />
        {Query.parse(request.query).xong === '1' ? (
          <Notice tone="ok" role="status" title={t('saved')} />
        ) : null}
        <ErrorSummary errors={sent.errors} />
        <form method="post" action={url} class="stack measure" novalidate>
          <TextArea {...asked('place')} label={t('set-place')} rows={2} />
          <TextArea {...asked('hours')} label={t('set-hours')} hint={t('set-hours-hint')} rows={2} />
          <Field {...asked('phone')} label={t('set-phone')} width="mid" />
          <Field
            {...asked('keepDays')}
            label={t('set-keep')}
            hint={t('set-keep-hint')}
            inputmode="numeric"
            width="short"
          />
          <Button look="primary">{t('save')}</Button>
        </form>
      </OfficerLayout>,
      sent.status,
    );
  };
  formPage(app, {
    url,
    schema: SettingsInput,
    show,
    async save(request, input) {
      await changeReception(ctx, requireStaff(request.actor), input);
      return `${url}?xong=1`;
    },
  });
}
