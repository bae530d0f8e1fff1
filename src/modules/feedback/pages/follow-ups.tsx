import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Notice,
  SummaryList,
  Table,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { closeFollowUp } from '../commands/close-follow-up.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { getFollowUp, listFollowUps } from '../queries/follow-ups.ts';
import { CloseInput, type Contact, OUTCOMES } from '../schema/contacts.ts';

const URL = '/can-bo/danh-gia/lien-he';
const Id = z.object({ id: z.uuid() });

function about(contact: Contact, lang: Lang): string {
  const t = followUpMessages(lang);
  return contact.dossierNumber === '' ? t('visit') : `${t('dossier')} ${contact.dossierNumber}`;
}

function stateText({ outcome, due }: Contact, now: Temporal.Instant, lang: Lang): string {
  const t = followUpMessages(lang);
  if (outcome !== null) {
    return t(`outcome.${outcome}`);
  }
  return t(Temporal.Instant.compare(due, now) < 0 ? 'list.late' : 'list.open');
}

function ListPage(props: {
  actor: StaffActor;
  contacts: readonly Contact[];
  now: Temporal.Instant;
  lang: Lang;
}) {
  const { actor, contacts, now, lang } = props;
  const t = followUpMessages(lang);
  return (
    <OfficerLayout title={t('list.title')} actor={actor} path={URL}>
      <PageHead title={t('list.title')} why={t('list.why')} />
      <Table
        caption={t('list.title')}
        captionHidden
        rows={contacts}
        rowKey={({ id }) => id}
        href={({ id }) => `${URL}/${id}`}
        empty={<Empty title={t('list.none')} />}
        columns={[
          {
            key: 'who',
            header: t('list.who'),
            primary: true,
            cell: ({ name, erased }) => (erased ? t('erased') : name),
          },
          { key: 'about', header: t('list.about'), cell: (contact) => about(contact, lang) },
          { key: 'due', header: t('list.due'), cell: ({ due }) => formatDateTime(due, lang) },
          { key: 'state', header: t('list.state'), cell: (contact) => stateText(contact, now, lang) },
        ]}
      />
    </OfficerLayout>
  );
}

interface ContactPageProps {
  readonly actor: StaffActor;
  readonly contact: Contact;
  readonly lang: Lang;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function CloseForm({ contact, lang, values, errors }: ContactPageProps) {
  const t = followUpMessages(lang);
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return (
    <form method="post" action={`${URL}/${contact.id}`} class="stack measure">
      <Choices
        name="outcome"
        label={t('outcomeLabel')}
        value={text('outcome')}
        error={errorFor(errors, 'outcome')}
        options={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
      />
      <TextArea
        name="note"
        label={t('note')}
        value={text('note')}
        error={errorFor(errors, 'note')}
        lang={lang}
      />
      <Button look="primary">{t('close')}</Button>
    </form>
  );
}

function FollowUpPage(props: ContactPageProps) {
  const { actor, contact, lang, errors } = props;
  const t = followUpMessages(lang);
  const hidden = (text: string) => (contact.erased ? t('erased') : text);
  return (
    <OfficerLayout title={t('list.title')} actor={actor} path={URL}>
      <PageHead title={hidden(contact.name)} why={about(contact, lang)} />
      <ErrorSummary errors={errors} lang={lang} />
      <SummaryList
        items={[
          {
            term: t('phone'),
            value: contact.erased ? t('erased') : <a href={`tel:${contact.phone}`}>{contact.phone}</a>,
          },
          { term: t('said'), value: hidden(contact.message) },
          { term: t('askedAt'), value: formatDateTime(contact.askedAt, lang) },
          { term: t('list.due'), value: formatDateTime(contact.due, lang) },
          { term: t('consentGiven'), value: contact.consent },
        ]}
      />
      {contact.dossierId === null ? null : (
        <section class="stack-s">
          <p>{t('reopen')}</p>
          <p>
            <ButtonLink href={`/can-bo/ho-so/${contact.dossierId}`}>
              {t('openDossier', { number: contact.dossierNumber })}
            </ButtonLink>
          </p>
        </section>
      )}
      {contact.outcome === null ? (
        <CloseForm {...props} />
      ) : (
        <Notice tone="ok" title={t(`outcome.${contact.outcome}`)}>
          <p>{contact.note}</p>
          <p class="soft">
            {t('closedBy')} {contact.closedByName}
            {contact.closedAt === null ? '' : `, ${formatDateTime(contact.closedAt, lang)}`}
          </p>
        </Notice>
      )}
      <p>
        <ButtonLink look="quiet" href={URL}>
          {t('toList')}
        </ButtonLink>
      </p>
    </OfficerLayout>
  );
}

/** Those who were not satisfied and left a number: the head calls, mends, and says what came of it. */
export function mountFollowUps(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL,
    handler: async (request, reply) => {
      const actor = requireStaff(request.actor);
      const contacts = await listFollowUps(ctx, actor);
      const now = ctx.clock.now();
      return reply.html(<ListPage actor={actor} contacts={contacts} now={now} lang={request.lang} />);
    },
  });
  page(app, {
    url: `${URL}/:id`,
    handler: async (request, reply) => {
      const actor = requireStaff(request.actor);
      const contact = await getFollowUp(ctx, actor, Id.parse(request.params).id);
      const shown = { actor, contact, lang: request.lang, values: {}, errors: [] };
      return reply.html(<FollowUpPage {...shown} />);
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id`,
    handler: async (request, reply) => {
      const actor = requireStaff(request.actor);
      const { id } = Id.parse(request.params);
      const form = parseForm(CloseInput, request.body);
      if (form.ok) {
        await closeFollowUp(ctx, actor, id, form.data);
        return reply.redirect(`${URL}/${id}`, 303);
      }
      const contact = await getFollowUp(ctx, actor, id);
      const values = formValues(request.body);
      const shown = { actor, contact, lang: request.lang, values, errors: form.fields };
      return reply.html(<FollowUpPage {...shown} />, 422);
    },
  });
}
