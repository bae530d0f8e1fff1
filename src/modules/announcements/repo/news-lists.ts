import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { News, Revision } from '../schema.ts';
import { findNews, newsOf, revisionOf, selectNews, selectRevision } from './news.ts';

/** A piece of news in a list of officers. */
export interface Listed {
  readonly news: News;
  /** The open revision, else the newest. */
  readonly revision: Revision;
}

/** Pieces of news of one shelf, newest change first. */
export async function listNews(
  tx: Tx,
  shelf: 'open' | 'live' | 'archive',
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Listed[]> {
  const at = now.toString();
  const rows = await selectRevision(tx)
    .where(
      'revision',
      '=',
      sql<number>`(select max(r.revision) from news_revisions r where r.news_id = news_revisions.news_id and r.state <> 'dropped')`,
    )
    .where((eb) => {
      const news = (condition: ReturnType<typeof sql<boolean>>) =>
        sql<boolean>`exists (select 1 from news n where n.id = news_revisions.news_id and ${condition})`;
      switch (shelf) {
        case 'open':
          return eb('state', 'in', ['draft', 'submitted']);
        case 'live':
          return eb.and([
            eb('valid_to', '>', now),
            news(sql<boolean>`n.live_revision is not null and n.withdrawn_at is null`),
          ]);
        case 'archive':
          return news(
            sql<boolean>`n.live_revision is not null and (n.withdrawn_at is not null or news_revisions.valid_to <= ${at}::timestamptz)`,
          );
        default:
          return shelf satisfies never;
      }
    })
    .orderBy('changed_at', 'desc')
    .orderBy('news_id', 'desc')
    .limit(limit)
    .execute();
  const ids = rows.map(({ news_id }) => news_id);
  const heads = ids.length === 0 ? [] : await selectNews(tx).where('id', 'in', ids).execute();
  const byId = new Map(heads.map((row) => [row.id, newsOf(row)]));
  return rows.flatMap((row) => {
    const news = byId.get(row.news_id);
    return news === undefined ? [] : [{ news, revision: revisionOf(row) }];
  });
}

/** Approved news that is not called back, with the revision that holds; newest first. `current`: only what is valid at the moment. */
export async function listLive(
  tx: Tx,
  now: Temporal.Instant,
  options: { readonly current: boolean; readonly limit: number; readonly offset?: number },
): Promise<readonly Listed[]> {
  const query = tx
    .selectFrom('news_revisions as r')
    .innerJoin('news as n', (join) =>
      join.onRef('n.id', '=', 'r.news_id').onRef('n.live_revision', '=', 'r.revision'),
    )
    .selectAll('r')
    .where('n.withdrawn_at', 'is', null)
    .where('r.valid_from', '<=', now);
  const rows = await (options.current
    ? query.where('r.valid_to', '>', now)
    : query.where('r.valid_to', '<=', now)
  )
    .orderBy(sql`case r.priority when 'urgent' then 0 when 'priority' then 1 else 2 end`)
    .orderBy('n.published_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(options.limit)
    .offset(options.offset ?? 0)
    .execute();
  const listed: Listed[] = [];
  for (const row of rows) {
    const news = await findNews(tx, row.news_id);
    if (news !== undefined) {
      listed.push({ news, revision: revisionOf(row) });
    }
  }
  return listed;
}
