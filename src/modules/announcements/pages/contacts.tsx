import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newId } from '#platform/id.ts';
import { askedIn, Button, Choices, Empty, ErrorSummary, Field, RequestId, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { addContact, removeContact } from '../commands/audience.ts';
import { deskMessages } from '../messages/desk.ts';
import { listContactsFor } from '../queries-channels.ts';
import { ContactInput } from '../schema.ts';
import { DESK } from './words.ts';

const URL = `${DESK}/nguoi-nhan`;
const Id = z.object({ id: z.uuid() });

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: FormValues = {},
  errors: readonly FieldError[] = [],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const contacts = await listContactsFor(ctx, actor);
  const { lang } = request;
  const t = deskMessages(lang);
  const asked = askedIn(typed, errors, lang);
  return reply.html(
    <OfficerLayout title={t('contacts')} lang={lang} actor={actor} path={DESK}>
      <PageHead title={t('contacts')} why={t('contacts-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <Table
        caption={t('contacts')}
        captionHidden
        rows={contacts}
        rowKey={({ id }) => id}
        empty={
          <Empty title={t('contact-none')}>
            <p>{t('contact-none-why')}</p>
          </Empty>
        }
        columns={[
          { key: 'name', header: t('contact-name'), primary: true, cell: ({ name }) => name },
          { key: 'kind', header: t('contact-kind'), cell: ({ kind }) => t(`contact-${kind}`) },
          { key: 'address', header: t('contact-address'), cell: ({ address }) => address },
          {
            key: 'village',
            header: t('contact-village'),
            cell: ({ village }) => village || t('villages-all'),
          },
          { key: 'consent', header: t('contact-consent'), cell: ({ consent }) => consent },
          {
            key: 'do',
            header: t('col-do'),
            cell: ({ id, name }) => (
              <form method="post" action={`${URL}/${id}/thoi`}>
                <button class="btn btn-quiet" type="submit" aria-label={`${t('contact-remove')}: ${name}`}>
                  {t('contact-remove')}
                </button>
              </form>
            ),
          },
        ]}
      />
      <section class="stack" aria-labelledby="them">
        <h2 id="them">{t('contact-add')}</h2>
        <form method="post" action={URL} class="stack">
          <RequestId value={newId()} />
          <Choices
            {...asked('kind')}
            label={t('contact-kind')}
            options={(['email', 'sms'] as const).map((value) => ({ value, label: t(`contact-${value}`) }))}
          />
          <Field {...asked('address')} label={t('contact-address')} width="mid" required autocomplete="off" />
          <Field {...asked('name')} label={t('contact-name')} required autocomplete="off" />
          <Field {...asked('village')} label={t('contact-village')} width="mid" optional autocomplete="off" />
          <Field
            {...asked('consent')}
            label={t('contact-consent')}
            hint={t('contact-consent-hint')}
            required
            autocomplete="off"
          />
          <p>
            <Button look="primary">{t('contact-add')}</Button>
          </p>
        </form>
      </section>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the list of people who asked for news by mail or SMS. */
export function contactPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const form = parseForm(ContactInput, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, form.values, form.fields, 422);
      }
      try {
        await addContact(ctx, requireStaff(request.actor), form.data);
        return reply.redirect(URL, 303);
      } catch (error) {
        if (isProblem(error, 'conflict')) {
          return show(ctx, request, reply, formValues(request.body), error.details.fields ?? [], 409);
        }
        throw error;
      }
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/thoi`,
    async handler(request, reply) {
      await removeContact(ctx, requireStaff(request.actor), Id.parse(request.params).id);
      return reply.redirect(URL, 303);
    },
  });
}
