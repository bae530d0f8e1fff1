import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Feed } from 'feed';
import { z } from 'zod';
import { findCentreFace, getCentrePath } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { CentreFace } from '#ui/layout.tsx';
import { endByToken } from '../commands/audience.ts';
import { publicMessages } from '../messages/public.ts';
import { newsMessages } from '../messages.ts';
import { type Article, findArticle, getPicture, publicNews } from '../queries.ts';
import { standardCover } from './cover.ts';
import { ArticlePage, EndPage, NEWS, NewsListPage, WithdrawnPage } from './public-view.tsx';

const PAGE = 20;
const Query = z.object({
  'luu-tru': z.literal('1').optional().catch(undefined),
  trang: z.coerce.number().int().min(0).max(500).default(0).catch(0),
});
const Slug = z.object({ slug: z.string().max(120) });
const Token = z.object({ token: z.string().min(8).max(64) });

async function faceOf(ctx: AppContext, { actor }: FastifyRequest): Promise<CentreFace> {
  const centre = await findCentreFace(ctx, actor.centreId);
  if (centre === undefined) {
    throw new Problem('not-found', { detail: newsMessages('vi')('unknown-public') });
  }
  return centre;
}

/** The feed's library takes instants only as its own kind of date. */
function dateOf(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds);
}

function feedOf(publicUrl: string, commune: string, articles: readonly Article[]): string {
  const title = publicMessages('vi')('feed-title', { commune });
  const feed = new Feed({
    title,
    description: title,
    id: `${publicUrl}/tin-tuc`,
    link: `${publicUrl}/tin-tuc`,
    language: 'vi',
    generator: false,
    feedLinks: { rss: `${publicUrl}/tin-tuc.xml` },
  });
  for (const { news, revision, version } of articles) {
    const link = `${publicUrl}/tin-tuc/${news.slug}`;
    feed.addItem({
      title: version.title,
      id: `${link}#${revision.revision}`,
      guid: `${link}#${revision.revision}`,
      link,
      date: dateOf(revision.approvedAt ?? news.createdAt),
      description: version.text,
    });
  }
  return feed.rss2();
}

/** Mounts `/tin-tuc`: what holds, what has ended, articles, pictures, the feed, and ending one's subscription. */
export function publicPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: NEWS,
    async handler(request, reply) {
      const query = Query.parse(request.query);
      const archive = query['luu-tru'] === '1';
      const offset = query.trang * PAGE;
      const found = await publicNews(ctx, request.actor, { current: !archive, limit: PAGE + 1, offset });
      const older = `${NEWS}?${archive ? 'luu-tru=1&' : ''}trang=${query.trang + 1}`;
      return reply.html(
        <NewsListPage
          lang={request.lang}
          centre={await faceOf(ctx, request)}
          articles={found.slice(0, PAGE)}
          archive={archive}
          olderHref={found.length > PAGE ? older : undefined}
        />,
      );
    },
  });
  page(app, {
    url: `${NEWS}/:slug`,
    async handler(request, reply) {
      const centre = await faceOf(ctx, request);
      const { lang } = request;
      const found = await findArticle(ctx, request.actor, Slug.parse(request.params).slug);
      return found.kind === 'withdrawn'
        ? reply.html(<WithdrawnPage lang={lang} centre={centre} news={found.news} title={found.title} />, 410)
        : reply.html(<ArticlePage lang={lang} centre={centre} article={found.article} over={found.over} />);
    },
  });
  page(app, {
    url: `${NEWS}/:slug/anh.jpg`,
    async handler(request, reply) {
      const bytes = await getPicture(ctx, request.actor, Slug.parse(request.params).slug);
      return reply.header('cache-control', 'public, max-age=300').type('image/jpeg').send(Buffer.from(bytes));
    },
  });
  page(app, {
    url: `${NEWS}/anh-bia.jpg`,
    handler: async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=86400')
        .type('image/jpeg')
        .send(await standardCover()),
  });
  page(app, {
    url: '/tin-tuc.xml',
    async handler(request, reply) {
      const { commune } = await getCentrePath(ctx, request.actor.centreId);
      const articles = await publicNews(ctx, request.actor, { current: true, limit: 30 });
      return reply
        .header('cache-control', 'public, max-age=300')
        .type('application/rss+xml; charset=utf-8')
        .send(feedOf(ctx.config.publicUrl, commune.name, articles));
    },
  });
  const end = `${NEWS}/thoi-nhan/:token`;
  page(app, {
    url: end,
    perMinute: 30,
    async handler(request, reply) {
      const { token } = Token.parse(request.params);
      const centre = await faceOf(ctx, request);
      const action = `${NEWS}/thoi-nhan/${token}`;
      return reply.html(<EndPage lang={request.lang} centre={centre} action={action} done={false} />);
    },
  });
  page(app, {
    method: 'POST',
    url: end,
    perMinute: 30,
    async handler(request, reply) {
      await endByToken(ctx, request.actor, Token.parse(request.params).token);
      return reply.html(
        <EndPage lang={request.lang} centre={await faceOf(ctx, request)} action="" done={true} />,
      );
    },
  });
}
