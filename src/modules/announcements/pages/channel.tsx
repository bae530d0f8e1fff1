import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { Button, ErrorSummary, Field, RequestId, TextArea } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { resetVersion, saveVersion } from '../commands/write.ts';
import { deskMessages } from '../messages/desk.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import { getNewsFile } from '../queries.ts';
import { LIMITS } from '../rules/limits.ts';
import { Channel, VersionInput } from '../schema.ts';
import { Count } from './file-view.tsx';
import { Preview } from './preview.tsx';
import { DESK, figure } from './words.ts';

const Params = z.object({ id: z.uuid(), channel: Channel });
const Seen = z.object({ edits: z.coerce.number().int().min(0) });

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: FormValues | undefined,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { id, channel } = Params.parse(request.params);
  const file = await getNewsFile(ctx, actor, id);
  const version = file.versions.find((one) => one.channel === channel) ?? {
    channel,
    on: false,
    edited: false,
    title: '',
    text: '',
  };
  const { lang } = request;
  const t = deskMessages(lang);
  const name = newsMessages(lang)(channel);
  const limit = LIMITS[channel];
  const writable =
    file.revision.state === 'draft' && can(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const base = `${DESK}/${id}/kenh/${channel}`;
  const text = (field: string, kept: string) => {
    const found = typed?.[field];
    return typeof found === 'string' ? found : kept;
  };
  return reply.html(
    <OfficerLayout
      title={`${name}: ${file.revision.content.title}`}
      lang={lang}
      actor={actor}
      path={DESK}
      styles={['announcements/news.css']}
      islands={['announcements/desk.js']}
    >
      <PageHead title={name} why={t('version-why')}>
        <p>
          <a href={`${DESK}/${id}`}>{t('back')}</a>
        </p>
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      <div class="news-two">
        <section class="stack-s">
          {writable ? (
            <>
              <form
                method="post"
                action={base}
                class="stack-s"
                data-limit={limit.text}
                data-limit-title={limit.title}
                data-over={t('count-over', { over: '#' })}
                data-count={t('count-line', { used: '#', limit: figure(limit.text) })}
              >
                <RequestId value={newRequestId()} />
                <input type="hidden" name="edits" value={text('edits', String(file.revision.edits))} />
                <label>
                  <input type="checkbox" name="on" value="1" checked={version.on} /> {t('channel-on')}
                </label>
                {limit.title === 0 ? null : (
                  <Field
                    name="title"
                    label={t('version-title')}
                    hint={t('count-line', { used: Array.from(version.title).length, limit: limit.title })}
                    value={text('title', version.title)}
                    autocomplete="off"
                  />
                )}
                <TextArea
                  name="text"
                  label={t('version-text')}
                  value={text('text', version.text)}
                  rows={12}
                />
                <div data-live-count="" role="status">
                  <Count version={version} file={file} lang={lang} />
                </div>
                <Button look="primary">{t('version-save')}</Button>
              </form>
              {version.edited ? (
                <form method="post" action={`${base}/mac-dinh`}>
                  <input type="hidden" name="edits" value={file.revision.edits} />
                  <Button>{t('version-reset')}</Button>
                </form>
              ) : null}
            </>
          ) : (
            <Count version={version} file={file} lang={lang} />
          )}
        </section>
        <Preview file={file} version={version} lang={lang} />
      </div>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the page of one version: text, count against the limit, preview as it will look or sound. */
export function channelPages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${DESK}/:id/kenh/:channel`;
  page(app, { url, handler: (request, reply) => show(ctx, request, reply, undefined, []) });
  const refused = (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    const fields = refusalFields(error, 'text');
    return show(ctx, request, reply, formValues(request.body), fields, 409);
  };
  page(app, {
    method: 'POST',
    url,
    async handler(request, reply) {
      const { id, channel } = Params.parse(request.params);
      const form = parseForm(VersionInput, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, form.values, form.fields, 422);
      }
      try {
        await saveVersion(ctx, requireStaff(request.actor), id, channel, form.data);
        return reply.redirect(`${DESK}/${id}/kenh/${channel}`, 303);
      } catch (error) {
        return refused(request, reply, error);
      }
    },
  });
  page(app, {
    method: 'POST',
    url: `${url}/mac-dinh`,
    async handler(request, reply) {
      const { id, channel } = Params.parse(request.params);
      const form = parseForm(Seen, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, form.values, form.fields, 422);
      }
      try {
        await resetVersion(ctx, requireStaff(request.actor), id, channel, form.data.edits);
        return reply.redirect(`${DESK}/${id}/kenh/${channel}`, 303);
      } catch (error) {
        return refused(request, reply, error);
      }
    },
  });
}
