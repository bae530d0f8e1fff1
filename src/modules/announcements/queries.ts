import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { normaliseForSpeech, type Reading } from '#platform/speech/text/normalise.ts';
import { type Prepared, prepare } from './commands/open.ts';
import { senderOf } from './commands/sender.ts';
import { newsMessages } from './messages.ts';
import { NEWS_POLICY } from './policy.ts';
import { listAirings } from './repo/audience.ts';
import { countOpen, countStuck, listDeliveries } from './repo/deliveries.ts';
import * as repo from './repo/news.ts';
import * as lists from './repo/news-lists.ts';
import { versionsOf } from './rules/propose.ts';
import { type ChannelFinding, findingsOf } from './rules/ready.ts';
import type { Approval, Delivery, News, Revision, Version } from './schema.ts';
import type { Airing } from './schema-channels.ts';

const LISTED = 60;

/** A piece of news as its page for officers shows it. */
export interface NewsFile extends Prepared {
  readonly news: News;
  /** The open revision, else the newest. */
  readonly revision: Revision;
  readonly approvals: readonly Approval[];
  readonly findings: readonly ChannelFinding[];
  readonly deliveries: readonly Delivery[];
  readonly airings: readonly Airing[];
  readonly revisions: readonly Revision[];
  /** How numbers and short forms of the script are read. */
  readonly readings: readonly Reading[];
  readonly url: string;
}

/** A piece of news with its versions, sound, approvals and what came of it. @throws Problem `forbidden`, `not-found` */
export async function getNewsFile(ctx: AppContext, actor: Actor, id: string): Promise<NewsFile> {
  authorise(NEWS_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const news = await repo.findNews(tx, id);
    const revisions = news === undefined ? [] : await repo.listRevisions(tx, id);
    const revision = revisions.find(({ state }) => state !== 'dropped') ?? revisions[0];
    if (news === undefined || revision === undefined) {
      throw new Problem('not-found', { detail: newsMessages('vi')('unknown') });
    }
    const prepared = await prepare(ctx, tx, actor.centreId, news, revision);
    const script = prepared.versions.find(({ channel }) => channel === 'loudspeaker')?.text ?? '';
    return {
      ...prepared,
      news,
      revision,
      revisions,
      approvals: await repo.listApprovals(tx, id, revision.revision),
      findings: findingsOf(prepared.versions),
      deliveries: await listDeliveries(tx, id),
      airings: await listAirings(tx, id, LISTED),
      readings: normaliseForSpeech(script).readings,
      url: (await senderOf(ctx, tx, actor.centreId, news)).url,
    };
  });
}

/** A piece of news in the officers' list; `stuck`: deliveries that wait for a person. */
interface ListedNews extends lists.Listed {
  readonly stuck: number;
}

/** Pieces of news of one shelf, newest change first. @throws Problem `forbidden` */
export async function listNewsFor(
  ctx: AppContext,
  actor: Actor,
  shelf: 'open' | 'live' | 'archive',
): Promise<readonly ListedNews[]> {
  authorise(NEWS_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const all = await lists.listNews(tx, shelf, ctx.clock.now(), LISTED);
    const stuck = await countStuck(
      tx,
      all.map(({ news }) => news.id),
    );
    return all.map((one) => ({ ...one, stuck: stuck.get(one.news.id) ?? 0 }));
  });
}

/** How much waits, failed or is to be done by hand. @throws Problem `forbidden` */
export async function newsCounts(
  ctx: AppContext,
  actor: Actor,
): Promise<Awaited<ReturnType<typeof countOpen>>> {
  authorise(NEWS_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, countOpen);
}

/** The sound of a revision for officers' ears. @throws Problem `forbidden`, `not-found` */
export async function getSound(
  ctx: AppContext,
  actor: Actor,
  id: string,
  revision: number,
): Promise<{ readonly bytes: Uint8Array; readonly kind: 'wav' | 'mp3' | 'opus' }> {
  authorise(NEWS_POLICY, actor, 'read', { centreId: actor.centreId });
  const audio = await readOnly(ctx, actor, (tx) => repo.findAudio(tx, id, revision));
  if (audio === undefined) {
    throw new Problem('not-found', { detail: newsMessages('vi')('unknown') });
  }
  return { bytes: await ctx.storage.get(audio.storeKey), kind: audio.kind };
}

/** An article as the public reads it. */
export interface Article {
  readonly news: News;
  readonly revision: Revision;
  readonly version: Version;
  /** Corrections that were approved, newest first. */
  readonly corrections: readonly { readonly what: string; readonly at: Temporal.Instant }[];
}

async function articleOf(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  listed: lists.Listed,
): Promise<Article | null> {
  const { news, revision } = listed;
  const sender = await senderOf(ctx, tx, actor.centreId, news);
  const version = versionsOf(revision.content, revision.versions, sender).find(
    ({ channel }) => channel === 'web',
  );
  if (version === undefined || !version.on) {
    return null;
  }
  const corrections = (await repo.listRevisions(tx, news.id)).flatMap(({ state, content, approvedAt }) =>
    state === 'approved' && content.correction !== null && approvedAt !== null
      ? [{ what: content.correction, at: approvedAt }]
      : [],
  );
  return { news, revision, version, corrections };
}

/** Articles that hold now (or have ended), the most urgent and newest first. */
export async function publicNews(
  ctx: AppContext,
  actor: Actor,
  options: { readonly current: boolean; readonly limit: number; readonly offset?: number },
): Promise<readonly Article[]> {
  return readOnly(ctx, actor, async (tx) => {
    const found: Article[] = [];
    for (const listed of await lists.listLive(tx, ctx.clock.now(), options)) {
      const article = await articleOf(ctx, tx, actor, listed);
      if (article !== null) {
        found.push(article);
      }
    }
    return found;
  });
}

/** What an address of an article shows. */
export type ArticleFound =
  | { readonly kind: 'article'; readonly article: Article; readonly over: boolean }
  | { readonly kind: 'withdrawn'; readonly news: News; readonly title: string };

/** The article at an address; one that was called back says so. @throws Problem `not-found` */
export async function findArticle(ctx: AppContext, actor: Actor, slug: string): Promise<ArticleFound> {
  return readOnly(ctx, actor, async (tx) => {
    const missing = () => new Problem('not-found', { detail: newsMessages('vi')('unknown-public') });
    const news = await repo.findNewsBySlug(tx, slug);
    if (news === undefined || news.liveRevision === null) {
      throw missing();
    }
    const revision = await repo.findRevision(tx, news.id, news.liveRevision);
    if (revision === undefined) {
      throw missing();
    }
    if (news.withdrawnAt !== null) {
      return { kind: 'withdrawn', news, title: revision.content.title };
    }
    const now = ctx.clock.now();
    const article = await articleOf(ctx, tx, actor, { news, revision });
    if (article === null || Temporal.Instant.compare(revision.content.validFrom, now) > 0) {
      throw missing();
    }
    return { kind: 'article', article, over: Temporal.Instant.compare(revision.content.validTo, now) <= 0 };
  });
}

/** The picture of an article that the public may see. @throws Problem `not-found` */
export async function getPicture(ctx: AppContext, actor: Actor, slug: string): Promise<Uint8Array> {
  const found = await findArticle(ctx, actor, slug);
  const picture = found.kind === 'article' ? found.article.revision.content.picture : null;
  if (picture === null) {
    throw new Problem('not-found', { detail: newsMessages('vi')('unknown-public') });
  }
  return ctx.storage.get(picture.key);
}

/** A slide of the lobby boards. */
export interface BoardSlide {
  readonly id: string;
  readonly text: string;
  readonly urgent: boolean;
}

/** What runs on the boards of the hall between calls now, most urgent first; inside the transaction of the board. */
export async function boardSlidesIn(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
): Promise<readonly BoardSlide[]> {
  const live = await lists.listLive(tx, ctx.clock.now(), { current: true, limit: 12 });
  const slides: BoardSlide[] = [];
  for (const { news, revision } of live) {
    const version = versionsOf(
      revision.content,
      revision.versions,
      await senderOf(ctx, tx, centreId, news),
    ).find(({ channel }) => channel === 'board');
    if (version?.on === true) {
      slides.push({ id: news.id, text: version.text, urgent: revision.content.priority === 'urgent' });
    }
  }
  return slides;
}

/** The newest headlines that hold now, for the first page. */
export async function newsHeadlinesIn(
  tx: Tx,
  now: Temporal.Instant,
): Promise<readonly { readonly title: string; readonly slug: string }[]> {
  const live = await lists.listLive(tx, now, { current: true, limit: 3 });
  return live
    .filter(({ revision }) => revision.versions.web?.on !== false)
    .map(({ news, revision }) => ({ title: revision.content.title, slug: news.slug }));
}
