import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { HallNews } from '../schema.ts';

/** Tells everyone in the hall, after commit, that something changed. Holds numbers and counters only. */
export async function publishHall(
  ctx: Pick<AppContext, 'live'>,
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
  news: HallNews,
): Promise<void> {
  await ctx.live.publish(tx, `hall:${actor.centreId}`, news);
}
