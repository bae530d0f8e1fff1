import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import { findSpeaker, saveAiring, setSeen } from '../repo/audience.ts';
import { findNews } from '../repo/news.ts';
import type { AiringInput } from '../schema-channels.ts';

/** Notes that a device asked for its list. @throws Problem `forbidden`, `not-found` */
export async function noteSeen(ctx: AppContext, actor: Actor, token: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    const speaker = await findSpeaker(tx, token);
    if (speaker === undefined) {
      throw new Problem('not-found', { detail: newsMessages('vi')('speaker-unknown') });
    }
    await setSeen(tx, speaker.id, ctx.clock.now());
  });
}

/** Keeps what a device says it played. The same report twice is one. @throws Problem `forbidden`, `not-found` */
export async function noteAiring(
  ctx: AppContext,
  actor: Actor,
  token: string,
  input: AiringInput,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    const t = newsMessages('vi');
    const speaker = await findSpeaker(tx, token);
    if (speaker === undefined) {
      throw new Problem('not-found', { detail: t('speaker-unknown') });
    }
    const [id = '', revision = ''] = input.id.split('/');
    const known = /^[0-9a-f-]{36}$/.test(id) ? await findNews(tx, id) : undefined;
    const number = Number(revision);
    if (
      known === undefined ||
      !Number.isInteger(number) ||
      number < 1 ||
      number > (known.liveRevision ?? 0)
    ) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    await setSeen(tx, speaker.id, ctx.clock.now());
    await saveAiring(tx, actor.centreId, speaker.id, known.id, {
      revision: number,
      startedAt: Temporal.Instant.from(input.startedAt),
      endedAt: input.endedAt === undefined ? null : Temporal.Instant.from(input.endedAt),
      result: input.result,
      note: input.note,
    });
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'airing' });
  });
}
