import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import { ButtonLink, Empty, SearchBox } from '#ui/components.ts';
import { publicMessages, words } from '../messages-pages.ts';
import { getPublished, listPublished, type PublishedPetition } from '../queries.ts';
import { Field } from '../schema.ts';
import { ANSWERS, HOME, sendPage } from './frame.tsx';

const PAGE = 20;
const LEAD = 160;
const Query = z.object({
  q: z.string().max(200).default('').catch(''),
  'linh-vuc': Field.optional().catch(undefined),
  trang: z.coerce.number().int().min(0).max(500).default(0).catch(0),
});
const Params = z.object({ number: z.string().max(20) });

function hrefOf(q: string, field: Field | undefined, offset = 0): string {
  const query = new URLSearchParams();
  if (q !== '') query.set('q', q);
  if (field !== undefined) query.set('linh-vuc', field);
  if (offset > 0) query.set('trang', String(offset));
  return query.size === 0 ? ANSWERS : `${ANSWERS}?${query}`;
}

function Line({ shown, lang }: { shown: PublishedPetition; lang: Lang }) {
  const { number, publication, publishedAt, field } = shown;
  const { answer } = publication;
  return (
    <li>
      <h2>
        <a href={`${ANSWERS}/${number}`}>{publication.title}</a>
      </h2>
      <p>{answer.length <= LEAD ? answer : `${answer.slice(0, LEAD).replace(/\s+\S*$/, '')} …`}</p>
      <p class="soft small">
        {field === null ? '' : `${words(lang)(`field-${field}`)} · `}
        {publicMessages(lang)('published-at', { at: formatDate(localDay(publishedAt)) })}
      </p>
    </li>
  );
}

/** Mounts what was answered in public: search, fields, one answer. Whole without script. */
export function answerPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: ANSWERS,
    async handler(request, reply) {
      const { lang } = request;
      const t = publicMessages(lang);
      const { q, 'linh-vuc': field, trang } = Query.parse(request.query);
      const filter = { q, field: field ?? null, limit: PAGE + 1, offset: trang * PAGE };
      const found = await listPublished(ctx, request.actor, filter);
      const children = (
        <>
          <SearchBox action={ANSWERS} label={t('answers-search')} value={q} lang={lang} />
          <nav aria-label={t('answers-fields')}>
            <ul class="choices-row">
              <li>
                <a href={hrefOf(q, undefined)} aria-current={field === undefined ? 'page' : undefined}>
                  {t('all-fields')}
                </a>
              </li>
              {Field.options.map((option) => (
                <li key={option}>
                  <a href={hrefOf(q, option)} aria-current={option === field ? 'page' : undefined}>
                    {words(lang)(`field-${option}`)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {found.length === 0 ? (
            <Empty title={t('answers-none')}>
              <p>{t('answers-none-how')}</p>
            </Empty>
          ) : (
            <ul class="petition-list">
              {found.slice(0, PAGE).map((shown) => (
                <Line key={shown.number} shown={shown} lang={lang} />
              ))}
            </ul>
          )}
          {found.length > PAGE ? (
            <p>
              <a href={hrefOf(q, field, trang + 1)}>{t('older')}</a>
            </p>
          ) : null}
          <p>
            <ButtonLink href={`${HOME}?loai=question`} look="primary">
              {t('to-form')}
            </ButtonLink>
          </p>
        </>
      );
      const title = t('answers-title');
      return sendPage(ctx, request, reply, { title, why: t('answers-why'), path: ANSWERS, children });
    },
  });
  page(app, {
    url: `${ANSWERS}/:number`,
    async handler(request, reply) {
      const { lang } = request;
      const t = publicMessages(lang);
      const { number } = Params.parse(request.params);
      const { publication, publishedAt, kind, field } = await getPublished(ctx, request.actor, number);
      const children = (
        <article class="stack">
          <p class="soft small">
            {words(lang)(`short-${kind}`)} {number}
            {field === null ? '' : ` · ${words(lang)(`field-${field}`)}`} ·{' '}
            {t('published-at', { at: formatDate(localDay(publishedAt)) })}
          </p>
          <section class="stack-s" aria-labelledby="hoi">
            <h2 id="hoi">{t('asked')}</h2>
            <p class="petition-words">{publication.question}</p>
          </section>
          <section class="stack-s" aria-labelledby="dap">
            <h2 id="dap">{t('answer')}</h2>
            <p class="petition-words">{publication.answer}</p>
          </section>
          {publication.corrections.map(({ at, words: what }) => (
            <p key={at} class="soft">
              {t('corrected', { at: formatDateTime(Temporal.Instant.from(at), lang), words: what })}
            </p>
          ))}
          <p>
            <a href={ANSWERS}>{t('to-answers')}</a> · <a href={HOME}>{t('to-form')}</a>
          </p>
        </article>
      );
      return sendPage(ctx, request, reply, { title: publication.title, path: ANSWERS, children });
    },
  });
}
