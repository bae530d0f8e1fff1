import { getAgencyIn } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Sender } from '../rules/propose.ts';
import type { News } from '../schema.ts';

/** Address of the public page of a piece of news. */
export function articleUrl(ctx: Pick<AppContext, 'config'>, news: Pick<News, 'slug'>): string {
  return `${ctx.config.publicUrl}/tin-tuc/${news.slug}`;
}

/** Who speaks in the versions of a piece of news. */
export async function senderOf(
  ctx: Pick<AppContext, 'config'>,
  tx: Tx,
  centreId: string,
  news: Pick<News, 'slug'>,
): Promise<Sender> {
  const centre = await getAgencyIn(tx, centreId);
  const commune = centre.parentId === null ? centre : await getAgencyIn(tx, centre.parentId);
  return { centre: centre.name, commune: commune.name, url: articleUrl(ctx, news) };
}
