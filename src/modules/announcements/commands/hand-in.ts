import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as repo from '../repo/news.ts';
import { checkEdits, lockNews, openRevision, prepare, refuseUnready } from './open.ts';

/** Hands a draft in for approval. Handing in twice is once. @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `conflict`, `validation` with every obstacle */
export async function submitNews(ctx: AppContext, actor: Actor, id: string, edits: number): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const news = await lockNews(tx, id);
    const revisions = await repo.listRevisions(tx, id);
    if (revisions.some((one) => one.state === 'submitted' && one.edits === edits)) {
      return;
    }
    const draft = await openRevision(tx, id, 'draft');
    checkEdits(draft, edits);
    const { obstacles } = await prepare(ctx, tx, actor.centreId, news, draft);
    refuseUnready(obstacles);
    await repo.setSubmitted(tx, id, draft.revision, at);
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'submitted' });
    const detail = { revision: draft.revision, edits };
    await record(tx, actor, { action: 'news.submit', subjectType: 'news', subjectId: id, detail }, at);
  });
}

/** Takes a text that waits for approval back to mend it. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function takeBack(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  await back(ctx, actor, id, null);
}

/** Sends it back to its writer with a reason. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function sendBack(ctx: AppContext, actor: Actor, id: string, reason: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'approve', { centreId: actor.centreId });
  await back(ctx, actor, id, reason);
}

async function back(ctx: AppContext, actor: Actor, id: string, reason: string | null): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const { revision } = await openRevision(tx, id, 'submitted');
    await repo.setDraft(tx, id, revision, reason);
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'back' });
    const action = reason === null ? 'news.take-back' : 'news.send-back';
    await record(tx, actor, { action, subjectType: 'news', subjectId: id, detail: { revision, reason } }, at);
  });
}
