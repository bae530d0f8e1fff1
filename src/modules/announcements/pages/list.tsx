import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { deskMessages } from '../messages/desk.ts';
import { NEWS_POLICY } from '../policy.ts';
import { listNewsFor, newsCounts } from '../queries.ts';
import { listTemplates } from '../queries-templates.ts';
import { DESK, standing } from './words.ts';

const SHELVES = ['open', 'live', 'archive'] as const;
const SHELF_WORDS = { open: 'dang-soan', live: 'dang-dang', archive: 'luu-tru' } as const;
const Query = z.object({
  ngan: z.enum(['dang-soan', 'dang-dang', 'luu-tru']).default('dang-soan').catch('dang-soan'),
});

/** Mounts `/can-bo/tin-tuc`: what is written, what is out, what is over; templates to begin with. */
export function listPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: DESK,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { ngan } = Query.parse(request.query);
      const shelf = SHELVES.find((one) => SHELF_WORDS[one] === ngan) ?? 'open';
      const rows = await listNewsFor(ctx, actor, shelf);
      const counts = await newsCounts(ctx, actor);
      const templates = (await listTemplates(ctx, actor)).filter(({ active }) => active);
      const { lang } = request;
      const t = deskMessages(lang);
      const mayWrite = can(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
      const mayAdd = can(NEWS_POLICY, actor, 'contacts', { centreId: actor.centreId });
      const now = ctx.clock.now();
      return reply.html(
        <OfficerLayout
          title={t('title')}
          lang={lang}
          actor={actor}
          path={DESK}
          styles={['announcements/news.css']}
        >
          <PageHead title={t('title')} why={t('why')}>
            <p class="row">
              {mayWrite ? (
                <ButtonLink href={`${DESK}/moi`} look="primary">
                  {t('new')}
                </ButtonLink>
              ) : null}
              {mayAdd ? <ButtonLink href={`${DESK}/nguoi-nhan`}>{t('contacts')}</ButtonLink> : null}
            </p>
          </PageHead>
          <p class="soft">{t('counts', counts)}</p>
          <nav class="places" aria-label={t('shelves')}>
            {SHELVES.map((one) => (
              <a
                key={one}
                href={`${DESK}?ngan=${SHELF_WORDS[one]}`}
                aria-current={one === shelf ? 'page' : undefined}
              >
                {t(`shelf-${one}`)}
              </a>
            ))}
          </nav>
          <Table
            caption={t(`shelf-${shelf}`)}
            captionHidden
            rows={rows}
            rowKey={({ news }) => news.id}
            href={({ news }) => `${DESK}/${news.id}`}
            walk
            empty={
              <Empty title={t(`empty-${shelf}`)}>
                <p>{t('empty-why')}</p>
              </Empty>
            }
            columns={[
              {
                key: 'title',
                header: t('col-title'),
                primary: true,
                cell: ({ revision }) => revision.content.title,
              },
              {
                key: 'state',
                header: t('col-state'),
                cell: ({ news, revision, stuck }) => {
                  const { key, tone } = standing(news, revision, now);
                  return (
                    <>
                      <StatusTag tone={tone}>{t(`state-${key}`)}</StatusTag>
                      {stuck === 0 ? null : (
                        <span class="news-over small"> {t('stuck', { count: stuck })}</span>
                      )}
                    </>
                  );
                },
              },
              {
                key: 'priority',
                header: t('col-priority'),
                cell: ({ revision }) => t(`priority-${revision.content.priority}`),
              },
              {
                key: 'until',
                header: t('col-until'),
                cell: ({ revision }) => formatDateTime(revision.content.validTo),
              },
              { key: 'who', header: t('col-who'), cell: ({ news }) => news.authorName },
            ]}
          />
          {mayWrite ? (
            <section aria-labelledby="mau">
              <h2 id="mau">{t('templates')}</h2>
              <ul class="choices-row">
                {templates.map(({ key, name }) => (
                  <li key={key}>
                    <a href={`${DESK}/mau/${key}`}>{name}</a>
                  </li>
                ))}
              </ul>
              <p>
                <a href={`${DESK}/mau`}>{t('templates-all')}</a>
              </p>
            </section>
          ) : null}
        </OfficerLayout>,
      );
    },
  });
}
