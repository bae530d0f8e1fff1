import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Fold,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
  TextArea,
  Timeline,
} from '#ui/components.ts';
import { actAsSender } from '../commands/act.ts';
import { publicMessages, words } from '../messages-pages.ts';
import { getHeldPetition, type HeldPetition, openHeldPhoto } from '../queries.ts';
import { possible } from '../rules/decide.ts';
import { LIMITS, SenderCommand } from '../schema.ts';
import {
  ANSWERS,
  followHref,
  HOME,
  NOTHING,
  PhotoBox,
  PhotoRow,
  type Sent,
  sendPage,
  sendPhoto,
  sentOf,
  TONES,
  typedIn,
} from './frame.tsx';

const PER_MINUTE = 60;
const Params = z.object({ token: z.string().max(80) });
const PhotoParams = Params.extend({ id: z.uuid() });
const Query = z.object({ moi: z.literal('1').optional().catch(undefined) });

interface Shown {
  readonly held: HeldPetition;
  readonly token: string;
  readonly sent: Sent;
  readonly lang: Lang;
}

function Standing({ held, lang }: Pick<Shown, 'held' | 'lang'>) {
  const t = publicMessages(lang);
  const { petition, unitName, overdue } = held;
  const { state, dueAt } = petition;
  const stage = state === 'proposed' ? 'accepted' : state;
  const due =
    dueAt !== null && (stage === 'received' || stage === 'accepted' || stage === 'answered')
      ? t(`due-${stage}`, { at: formatDateTime(dueAt, lang) })
      : null;
  return (
    <>
      <SummaryList
        items={[
          { term: t('number'), value: petition.number },
          {
            term: t('state'),
            // That an answer waits for its approval is the office's own matter.
            value: <StatusTag tone={TONES[state]}>{words(lang)(`state-${stage}`)}</StatusTag>,
          },
          { term: t('due'), value: due },
          { term: t('unit'), value: unitName },
        ]}
      />
      {overdue ? <Notice tone="late" title={t('late')} /> : null}
    </>
  );
}

function Supply({ token, sent, lang }: Omit<Shown, 'held'>) {
  const t = publicMessages(lang);
  return (
    <section class="stack-s" aria-labelledby="bo-sung">
      <h2 id="bo-sung">{t('supply-title')}</h2>
      <form method="post" action={followHref(token)} enctype="multipart/form-data" class="stack" novalidate>
        <RequestId value={newRequestId()} />
        <input type="hidden" name="type" value="supply" />
        <TextArea
          name="words"
          label={t('supply-label')}
          value={typedIn(sent, 'words')}
          error={errorFor(sent.errors, 'words')}
          lang={lang}
        />
        <PhotoBox error={errorFor(sent.errors, 'photos')} again={sent.status !== 200} lang={lang} />
        <Button look="primary">{t('supply-send')}</Button>
      </form>
    </section>
  );
}

function Rate({ token, sent, lang }: Omit<Shown, 'held'>) {
  const t = publicMessages(lang);
  return (
    <form method="post" action={followHref(token)} enctype="multipart/form-data" class="stack" novalidate>
      <RequestId value={newRequestId()} />
      <input type="hidden" name="type" value="rate" />
      <Choices
        name="satisfied"
        label={t('rate-title')}
        error={errorFor(sent.errors, 'satisfied')}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`rate-${value}`) }))}
        lang={lang}
      />
      <TextArea name="words" label={t('rate-words')} optional lang={lang} rows={2} />
      <Button>{t('rate-send')}</Button>
    </form>
  );
}

function Again({ token, sent, lang }: Omit<Shown, 'held'>) {
  const t = publicMessages(lang);
  const wrong = typedIn(sent, 'type') === 'again';
  return (
    <Fold title={t('again-title')} open={wrong} id="hoi-lai">
      <form method="post" action={followHref(token)} enctype="multipart/form-data" class="stack" novalidate>
        <RequestId value={newRequestId()} />
        <input type="hidden" name="type" value="again" />
        <div class="question">
          <label for="f-again">{t('again-label')}</label>
          {wrong && errorFor(sent.errors, 'words') !== undefined ? (
            <p class="question-error">{errorFor(sent.errors, 'words')}</p>
          ) : null}
          <textarea class="input" id="f-again" name="words" rows={3} />
        </div>
        <Button>{t('again-send')}</Button>
      </form>
    </Fold>
  );
}

function Body({ held, token, sent, lang }: Shown) {
  const t = publicMessages(lang);
  const w = words(lang);
  const { petition, photos, history } = held;
  const acts = possible(petition);
  const answered = ['answered', 'published', 'closed'].includes(petition.state);
  const forms = { token, sent, lang };
  return (
    <>
      <Standing held={held} lang={lang} />
      {acts.includes('supply') ? <Supply {...forms} /> : null}
      {answered ? (
        <section class="stack-s" aria-labelledby="tra-loi">
          <h2 id="tra-loi">{t('answer')}</h2>
          <p class="petition-words">{petition.answer}</p>
        </section>
      ) : null}
      {petition.publication === null ? null : (
        <p>
          <a href={`${ANSWERS}/${petition.number}`}>{t('read-public')}</a>
        </p>
      )}
      {acts.includes('rate') ? <Rate {...forms} /> : null}
      {answered && petition.satisfied !== null ? (
        <p class="soft">{t(petition.satisfied ? 'rated-yes' : 'rated-no')}</p>
      ) : null}
      {acts.includes('again') ? <Again {...forms} /> : null}
      <section class="stack-s" aria-labelledby="da-gui">
        <h2 id="da-gui">{t('you-said')}</h2>
        <p class="petition-words">{petition.said.text}</p>
        <p class="soft">{[petition.said.place, petition.said.village].filter(Boolean).join(', ')}</p>
        <PhotoRow photos={photos} base={followHref(token, '/anh')} lang={lang} />
      </section>
      <section class="stack-s" aria-labelledby="da-lam">
        <h2 id="da-lam">{t('history')}</h2>
        <Timeline
          lang={lang}
          steps={history.map((line) => ({
            state: 'done',
            what: w(`line-${line.type}`),
            when: formatDateTime(line.at, lang),
            note:
              line.type === 'approve' || line.type === 'publish' ? undefined : (
                <span class="petition-words">{line.words}</span>
              ),
          }))}
        />
      </section>
    </>
  );
}

/** Mounts the sender's page at the secret address, its photographs and its forms. */
export function followPages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${HOME}/theo-doi/:token`;
  const show = async (request: FastifyRequest, reply: FastifyReply, sent: Sent) => {
    const { token } = Params.parse(request.params);
    const { lang } = request;
    const t = publicMessages(lang);
    const held = await getHeldPetition(ctx, request.actor, token);
    const fresh = Query.parse(request.query).moi === '1';
    const children = (
      <>
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={lang} />
        {fresh ? (
          <Notice tone="ok" role="status" title={t('sent-title')}>
            <p class="petition-code">
              {t('number')}: <strong>{held.petition.number}</strong>
              <br />
              {t('code')}: <strong>{held.code}</strong>
            </p>
            <p>{t('keep-how')}</p>
          </Notice>
        ) : null}
        <Body held={held} token={token} sent={sent} lang={lang} />
        <p>
          <a href={HOME}>{t('to-form')}</a>
        </p>
      </>
    );
    const title = `${words(lang)(`short-${held.petition.kind}`)} ${held.petition.number}`;
    return sendPage(ctx, request, reply, { title, secret: true, children }, sent.status);
  };
  page(app, { url, perMinute: PER_MINUTE, handler: (request, reply) => show(request, reply, NOTHING) });
  page(app, {
    method: 'POST',
    url,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { token } = Params.parse(request.params);
      const { files, fields: typed } = await readUpload(request, {
        maxBytes: LIMITS.photoBytes,
        maxFiles: LIMITS.photos + 1,
      });
      const form = parseForm(SenderCommand, typed);
      if (!form.ok) {
        return show(request, reply, { typed, errors: form.fields, status: 422 });
      }
      try {
        await actAsSender(ctx, request.actor, token, form.data, files);
      } catch (error) {
        return show(request, reply, sentOf(error, typed));
      }
      return reply.redirect(followHref(token), 303);
    },
  });
  page(app, {
    url: `${url}/anh/:id`,
    perMinute: 4 * PER_MINUTE,
    async handler(request, reply) {
      const { token, id } = PhotoParams.parse(request.params);
      return sendPhoto(reply, await openHeldPhoto(ctx, request.actor, token, id));
    },
  });
}
