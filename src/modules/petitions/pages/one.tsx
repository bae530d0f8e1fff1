import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { formatDateTime } from '#platform/time.ts';
import { ErrorSummary, Notice, StatusTag, SummaryList, Timeline, unbroken } from '#ui/components.ts';
import { OfficerLayout } from '#ui/layout.tsx';
import { actAsOfficer, RIGHT } from '../commands/act.ts';
import { deskMessages, words } from '../messages-pages.ts';
import { getPetition, openPetitionPhoto, type PetitionView } from '../queries.ts';
import { OfficerCommand } from '../schema.ts';
import { Acts } from './acts.tsx';
import { DESK, DueCell } from './desk.tsx';
import { ANSWERS, NOTHING, PhotoRow, type Sent, sendPhoto, sentOf, TONES } from './frame.tsx';

const t = deskMessages('vi');
const w = words('vi');
const Params = z.object({ id: z.uuid() });
const PhotoParams = Params.extend({ photo: z.uuid() });
const isAct = (text: string): text is OfficerCommand['type'] => text in RIGHT;
const Query = z.object({
  viec: z.string().refine(isAct).optional().catch(undefined),
  xong: z.literal('1').optional().catch(undefined),
});

function senderOf({ sender }: PetitionView['petition']): string {
  const known = [sender.name, sender.phone, sender.email].filter((text) => text !== '');
  return known.length === 0 ? t('unnamed') : known.join(' · ');
}

function Facts({ view }: { view: PetitionView }) {
  const { petition } = view;
  const { said, field, nature, satisfied, state } = petition;
  return (
    <SummaryList
      items={[
        { term: t('col-state'), value: <StatusTag tone={TONES[state]}>{w(`state-${state}`)}</StatusTag> },
        { term: t('due-now'), value: <DueCell petition={petition} overdue={view.overdue} /> },
        {
          term: t('terms-title'),
          value:
            view.terms.length === 0
              ? null
              : view.terms.map(({ act, at, days, source }) => (
                  <div key={act}>
                    {t('term-line', {
                      act: t(`term-${act}`),
                      at: formatDateTime(at),
                      days,
                      from: t(act === 'publish' ? 'from-answer' : 'from-receipt'),
                      source: t(`source-${source}`),
                    })}
                  </div>
                )),
        },
        { term: t('unit'), value: view.unitName || t('unclassified') },
        { term: t('field'), value: field === null ? null : w(`field-${field}`) },
        { term: t('nature'), value: nature === null ? null : w(`nature-${nature}`) },
        { term: t('kind'), value: w(`short-${petition.kind}`) },
        { term: t('received'), value: formatDateTime(petition.receivedAt) },
        { term: t('alone-fact'), value: petition.aloneReason },
        { term: t('round'), value: petition.round === 2 ? t('second') : null },
        { term: t('sender'), value: senderOf(petition) },
        {
          term: t('satisfied'),
          value: satisfied === null ? null : t(satisfied ? 'satisfied-yes' : 'satisfied-no'),
        },
        { term: t('place'), value: [said.place, said.village].filter(Boolean).join(', ') },
        { term: t('position'), value: said.lat === null ? null : `${said.lat}, ${said.lng}` },
      ]}
    />
  );
}

function Said({ view }: { view: PetitionView }) {
  const { petition, photos } = view;
  return (
    <section class="stack-s" aria-labelledby="noi-dung">
      <h2 id="noi-dung">{t('said')}</h2>
      <p class="petition-words measure">{petition.said.text}</p>
      {petition.notedBy === '' ? null : <p class="soft">{t('noted-by', { name: petition.notedBy })}</p>}
      <PhotoRow photos={photos} base={`${DESK}/${petition.id}/anh`} lang="vi" />
    </section>
  );
}

function Answer({ view }: { view: PetitionView }) {
  const { petition } = view;
  return petition.answer === '' ? null : (
    <section class="stack-s" aria-labelledby="tra-loi">
      <h2 id="tra-loi">{t('words-draft')}</h2>
      <p class="petition-words measure">{petition.answer}</p>
      <p class="soft">
        {t('draft-of', { name: petition.draftedByName })}
        {petition.approvedByName === '' ? '' : ` · ${t('approved-of', { name: petition.approvedByName })}`}
      </p>
      {petition.publication === null ? null : (
        <p>
          <a href={`${ANSWERS}/${petition.number}`}>{t('read-public')}</a>
        </p>
      )}
    </section>
  );
}

function History({ view }: { view: PetitionView }) {
  return (
    <section class="stack-s" aria-labelledby="qua-trinh">
      <h2 id="qua-trinh">{t('history')}</h2>
      <Timeline
        steps={view.history.map((line) => ({
          state: 'done',
          what: line.late ? `${w(`line-${line.type}`)} (${t('late')})` : w(`line-${line.type}`),
          who: line.byName,
          when: formatDateTime(line.at),
          note: line.words === '' ? undefined : <span class="petition-words">{line.words}</span>,
        }))}
      />
    </section>
  );
}

/** Mounts one petition for officers: what was said, its clocks, its history, and what can be done now. */
export function onePages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${DESK}/:id`;
  const show = async (request: FastifyRequest, reply: FastifyReply, sent: Sent) => {
    const actor = requireStaff(request.actor);
    const { id } = Params.parse(request.params);
    const view = await getPetition(ctx, actor, id);
    const { viec, xong } = Query.parse(request.query);
    const title = `${w(`short-${view.petition.kind}`)} ${view.petition.number}`;
    return reply.html(
      <OfficerLayout title={title} actor={actor} path={DESK} styles={['petitions/petitions.css']}>
        <div class="page-head">
          <h1>{unbroken(title)}</h1>
          <p>
            <a href={DESK}>{t('to-list')}</a>
          </p>
        </div>
        {xong === '1' ? <Notice tone="ok" role="status" title={t('noted-down')} /> : null}
        <ErrorSummary errors={sent.errors} detail={sent.detail} />
        {view.petition.erasedAt === null ? (
          <Said view={view} />
        ) : (
          <Notice title={t('erased-title', { at: formatDateTime(view.petition.erasedAt) })}>
            <p>{t('erased-why')}</p>
          </Notice>
        )}
        <Facts view={view} />
        <Answer view={view} />
        <Acts view={view} sent={sent} chosen={viec} href={`${DESK}/${id}`} />
        <History view={view} />
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
      const { id } = Params.parse(request.params);
      const form = parseForm(OfficerCommand, request.body);
      if (!form.ok) {
        return show(request, reply, { typed: form.values, errors: form.fields, status: 422 });
      }
      try {
        await actAsOfficer(ctx, actor, id, form.data);
      } catch (error) {
        return show(request, reply, sentOf(error, formValues(request.body)));
      }
      return reply.redirect(`${DESK}/${id}?xong=1`, 303);
    },
  });
  page(app, {
    url: `${url}/anh/:photo`,
    async handler(request, reply) {
      const { id, photo } = PhotoParams.parse(request.params);
      const bytes = await openPetitionPhoto(ctx, requireStaff(request.actor), id, photo);
      return sendPhoto(reply, bytes);
    },
  });
}
