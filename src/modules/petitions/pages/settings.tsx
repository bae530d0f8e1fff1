import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { Button, ErrorSummary, errorFor, Field, Notice, TextArea } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { changeReception } from '../commands/settings.ts';
import { deskMessages } from '../messages-pages.ts';
import { receptionSettings } from '../queries.ts';
import { SettingsInput } from '../schema.ts';
import { DESK } from './desk.tsx';
import { NOTHING, type Sent, typedIn } from './frame.tsx';

const t = deskMessages('vi');
const Query = z.object({ xong: z.literal('1').optional().catch(undefined) });

/** Mounts where and when citizens are received. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${DESK}/tiep-cong-dan`;
  const show = async (request: FastifyRequest, reply: FastifyReply, sent: Sent) => {
    const actor = requireStaff(request.actor);
    const known = await receptionSettings(ctx, actor);
    const box = (name: keyof typeof known) => ({
      name,
      value: typedIn(sent, name) ?? known[name],
      error: errorFor(sent.errors, name),
    });
    return reply.html(
      <OfficerLayout title={t('settings-title')} actor={actor} path={DESK}>
        <PageHead title={t('settings-title')} why={t('settings-why')} />
        {Query.parse(request.query).xong === '1' ? (
          <Notice tone="ok" role="status" title={t('saved')} />
        ) : null}
        <ErrorSummary errors={sent.errors} />
        <form method="post" action={url} class="stack measure" novalidate>
          <TextArea {...box('place')} label={t('set-place')} rows={2} />
          <TextArea {...box('hours')} label={t('set-hours')} hint={t('set-hours-hint')} rows={2} />
          <Field {...box('phone')} label={t('set-phone')} width="mid" />
          <Button look="primary">{t('save')}</Button>
        </form>
      </OfficerLayout>,
      sent.status,
    );
  };
  page(app, { url, handler: (request, reply) => show(request, reply, NOTHING) });
  page(app, {
    method: 'POST',
    url,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(SettingsInput, request.body);
      if (!form.ok) {
        return show(request, reply, { typed: form.values, errors: form.fields, status: 422 });
      }
      await changeReception(ctx, actor, form.data);
      return reply.redirect(`${url}?xong=1`, 303);
    },
  });
}
