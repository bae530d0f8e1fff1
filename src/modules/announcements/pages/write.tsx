import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { type IncomingForm, readUpload } from '#platform/http/upload.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { askedIn, Button, ErrorSummary, Field } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { PICTURE_BYTES } from '../commands/picture.ts';
import { changeNews, createNews, type PictureChange } from '../commands/write.ts';
import { deskMessages } from '../messages/desk.ts';
import { templateMessages } from '../messages/templates.ts';
import { NEWS_POLICY } from '../policy.ts';
import { getNewsFile } from '../queries.ts';
import { getTemplate } from '../queries-templates.ts';
import { fillTemplate } from '../rules/templates.ts';
import { NewsInput, type Revision } from '../schema.ts';
import type { NewsTemplate } from '../schema-templates.ts';
import { DESK, fieldMoment } from './words.ts';
import { WriteForm } from './write-form.tsx';

const Id = z.object({ id: z.uuid() });
const Key = z.object({ key: z.string().max(40) });

/** What a new form holds. */
function fresh(now: Temporal.Instant, template?: NewsTemplate): FormValues {
  return {
    requestId: newId(),
    priority: template?.priority ?? 'normal',
    validFrom: fieldMoment(now),
    validTo: fieldMoment(now.add({ hours: 24 * (template?.days ?? 7) })),
    airTimes: '05:30, 17:00',
    airRepeat: '1',
  };
}

function valuesOf({ content, edits }: Revision): FormValues {
  return {
    requestId: newId(),
    edits: String(edits),
    title: content.title,
    body: content.body,
    priority: content.priority,
    place: content.place,
    villages: content.villages.join(', '),
    validFrom: fieldMoment(content.validFrom),
    validTo: fieldMoment(content.validTo),
    airTimes: content.airTimes.join(', '),
    airRepeat: String(content.airRepeat),
    alt: content.picture?.alt ?? '',
    correction: content.correction ?? '',
  };
}

function pictureIn(form: IncomingForm): PictureChange {
  const bytes = form.files.find(({ field }) => field === 'picture')?.bytes;
  if (bytes !== undefined && bytes.length > 0) {
    return { bytes };
  }
  return form.fields['remove'] === '1' ? 'remove' : undefined;
}

/** The template of the address, as it holds now. @throws Problem `forbidden`, `not-found`, also for one that is no longer used */
async function templateOf(ctx: AppContext, request: FastifyRequest): Promise<NewsTemplate> {
  const actor = requireStaff(request.actor);
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const [found] = await getTemplate(ctx, actor, Key.parse(request.params).key);
  if (!found.active) {
    throw new Problem('not-found', { detail: templateMessages('vi')('unknown') });
  }
  return found;
}

function showTemplate(
  request: FastifyRequest,
  reply: FastifyReply,
  found: NewsTemplate,
  values: FormValues,
  missing: readonly string[],
): FastifyReply {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = deskMessages(lang);
  const errors = found.fields
    .filter(({ key }) => missing.includes(key))
    .map(({ key, label }) => ({ path: key, message: t('template-missing', { label }) }));
  const asked = askedIn(values, errors, lang);
  return reply.html(
    <OfficerLayout title={found.name} lang={lang} actor={actor} path={DESK}>
      <PageHead title={found.name} why={t('template-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={`${DESK}/mau/${found.key}`} class="stack">
        {found.fields.map((field) => (
          <Field
            key={field.key}
            {...asked(field.key)}
            label={field.label}
            hint={field.hint === '' ? undefined : field.hint}
            type={field.type === 'long' ? 'text' : field.type}
            width={field.type === 'date' || field.type === 'time' ? 'mid' : undefined}
            optional={field.optional}
            autocomplete="off"
          />
        ))}
        <p>
          <Button look="primary">{t('template-use')}</Button>
        </p>
      </form>
    </OfficerLayout>,
    errors.length > 0 ? 422 : 200,
  );
}

/** Mounts writing: a new piece of news, one from a template, and changing a draft. */
export function writePages(app: FastifyInstance, ctx: AppContext): void {
  const showNew = (
    request: FastifyRequest,
    reply: FastifyReply,
    values: FormValues,
    errors: readonly FieldError[] = [],
  ) => {
    const actor = requireStaff(request.actor);
    authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
    return reply.html(
      <WriteForm actor={actor} lang={request.lang} action={`${DESK}/moi`} values={values} errors={errors} />,
      errors.length > 0 ? 422 : 200,
    );
  };
  const showChange = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed?: FormValues,
    errors: readonly FieldError[] = [],
  ) => {
    const actor = requireStaff(request.actor);
    authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
    const { id } = Id.parse(request.params);
    const { revision } = await getNewsFile(ctx, actor, id);
    if (revision.state !== 'draft') {
      return reply.redirect(`${DESK}/${id}`, 303);
    }
    return reply.html(
      <WriteForm
        actor={actor}
        lang={request.lang}
        action={`${DESK}/${id}/sua`}
        values={typed ?? valuesOf(revision)}
        errors={errors}
        picture={revision.content.picture === null ? undefined : `${DESK}/${id}/anh.jpg`}
        correction={revision.content.correction !== null}
        back={`${DESK}/${id}`}
      />,
      errors.length > 0 ? 422 : 200,
    );
  };
  page(app, {
    url: `${DESK}/moi`,
    handler: async (request, reply) => showNew(request, reply, fresh(ctx.clock.now())),
  });
  page(app, {
    url: `${DESK}/mau/:key`,
    handler: async (request, reply) => showTemplate(request, reply, await templateOf(ctx, request), {}, []),
  });
  page(app, {
    method: 'POST',
    url: `${DESK}/mau/:key`,
    async handler(request, reply) {
      const found = await templateOf(ctx, request);
      const values = formValues(request.body);
      const text = Object.fromEntries(
        Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      );
      const { title, body, missing } = fillTemplate(found, text);
      return missing.length > 0
        ? showTemplate(request, reply, found, values, missing)
        : showNew(request, reply, { ...fresh(ctx.clock.now(), found), title, body });
    },
  });
  page(app, {
    method: 'POST',
    url: `${DESK}/moi`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
      const upload = await readUpload(request, { maxBytes: PICTURE_BYTES });
      const form = parseForm(NewsInput, upload.fields);
      if (!form.ok) {
        return showNew(request, reply, form.values, form.fields);
      }
      try {
        const id = await createNews(ctx, actor, form.data, pictureIn(upload));
        return reply.redirect(`${DESK}/${id}`, 303);
      } catch (error) {
        return showNew(request, reply, formValues(upload.fields), refusalFields(error, 'title'));
      }
    },
  });
  page(app, { url: `${DESK}/:id/sua`, handler: (request, reply) => showChange(request, reply) });
  page(app, {
    method: 'POST',
    url: `${DESK}/:id/sua`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = Id.parse(request.params);
      const upload = await readUpload(request, { maxBytes: PICTURE_BYTES });
      const form = parseForm(NewsInput, upload.fields);
      if (!form.ok) {
        return showChange(request, reply, form.values, form.fields);
      }
      try {
        await changeNews(ctx, actor, id, form.data, pictureIn(upload));
        return reply.redirect(`${DESK}/${id}`, 303);
      } catch (error) {
        return showChange(request, reply, formValues(upload.fields), refusalFields(error, 'title'));
      }
    },
  });
}
