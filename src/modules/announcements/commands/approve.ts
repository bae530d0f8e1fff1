import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import { cancelWaiting } from '../repo/deliveries.ts';
import * as repo from '../repo/news.ts';
import { approvalFault, isApproved } from '../rules/approval.ts';
import { findingsOf } from '../rules/ready.ts';
import type { ApproveInput, ReasonInput, StoredVersions, Version } from '../schema.ts';
import { checkEdits, lockNews, openRevision, prepare, refuseUnready } from './open.ts';
import { queueCallBack, queueRevision } from './queue-deliveries.ts';

/** The very texts that were approved. */
function frozen(versions: readonly Version[]): StoredVersions {
  return Object.fromEntries(versions.map(({ channel, on, title, text }) => [channel, { on, title, text }]));
}

function refuseFindings(versions: readonly Version[], reason: string): void {
  const words = findingsOf(versions).map((finding) => `“${finding.words}”`);
  if (words.length > 0 && reason.length < 5) {
    const message = newsMessages('vi')('reason-needed', { words: words.join(', ') });
    throw new Problem('validation', { detail: message, fields: [{ path: 'reason', message }] });
  }
}

/**
 * Approves a text as the person read it (four eyes; an urgent one needs two, one of them a leader of the commune). The last approval lets it out:
 * texts are frozen, every channel gets what it has to be told, in this transaction. A repeat of the request is once.
 *
 * @returns whether it goes out now, or still waits for a second person
 * @throws Problem `forbidden` (own text, leader missing), `not-found`, `not-allowed-now`, `conflict`, `already-done`, `validation`
 */
export async function approveNews(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: ApproveInput,
): Promise<'out' | 'waits'> {
  authorise(NEWS_POLICY, actor, 'approve', { centreId: actor.centreId });
  const staff = requireStaff(actor);
  const at = ctx.clock.now();
  const t = newsMessages('vi');
  return inTransaction(ctx, actor, async (tx) => {
    const news = await lockNews(tx, id);
    if (news.withdrawnAt !== null) {
      throw new Problem('already-done', { detail: t('already-withdrawn') });
    }
    const revision = await openRevision(tx, id, 'submitted');
    checkEdits(revision, input.edits);
    const all = await repo.listApprovals(tx, id, revision.revision);
    const before = all.filter(({ edits }) => edits === revision.edits);
    const leader = staff.roles.includes('commune-leader');
    const { priority } = revision.content;
    const me = { accountId: staff.accountId, leader };
    const writers = revision.revision === 1 ? [news.authorId, revision.editorId] : [revision.editorId];
    const fault = approvalFault(priority, writers, before, me);
    if (fault !== null) {
      throw new Problem(fault === 'twice' ? 'already-done' : 'forbidden', { detail: t(fault) });
    }
    const { versions, obstacles } = await prepare(ctx, tx, actor.centreId, news, revision);
    refuseUnready(obstacles);
    refuseFindings(versions, input.reason);
    const approval = {
      ...me,
      name: staff.displayName,
      position: staff.position,
      edits: revision.edits,
      reason: input.reason === '' ? null : input.reason,
      at,
    };
    await repo.addApproval(tx, actor.centreId, input.requestId, id, revision.revision, approval);
    const out = isApproved(priority, [...before, approval]);
    if (out) {
      const texts = frozen(versions);
      await repo.setApproved(tx, id, revision.revision, texts, at);
      await repo.setLive(tx, id, revision.revision, at);
      const channels = versions.filter(({ on }) => on).map(({ channel }) => channel);
      await queueRevision(ctx, tx, actor.centreId, news, revision.revision, revision.content, channels);
      await ctx.live.publish(tx, `hall:${actor.centreId}`, { news: 'out' });
    }
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: out ? 'approved' : 'waits' });
    const detail = { revision: revision.revision, edits: revision.edits, out, reason: approval.reason };
    await record(tx, actor, { action: 'news.approve', subjectType: 'news', subjectId: id, detail }, at);
    return out ? 'out' : 'waits';
  });
}

/** Calls a piece of news back from every channel that can (thu hồi). Twice is once. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function withdrawNews(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { reason }: ReasonInput,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'approve', { centreId: actor.centreId });
  const staff = requireStaff(actor);
  const at = ctx.clock.now();
  const t = newsMessages('vi');
  await inTransaction(ctx, actor, async (tx) => {
    const news = await lockNews(tx, id);
    if (news.withdrawnAt !== null) {
      return;
    }
    if (news.liveRevision === null) {
      throw new Problem('not-allowed-now', { detail: t('not-live') });
    }
    for (const open of await repo.listRevisions(tx, id)) {
      if (open.state === 'draft' || open.state === 'submitted') {
        await repo.setDropped(tx, id, open.revision);
      }
    }
    await repo.setWithdrawn(tx, id, staff.displayName, reason, at);
    await cancelWaiting(tx, id, at, t('cancelled-withdraw'));
    await queueCallBack(ctx, tx, actor.centreId, news, news.liveRevision, () => true);
    await ctx.live.publish(tx, `hall:${actor.centreId}`, { news: 'withdrawn' });
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'withdrawn' });
    await record(
      tx,
      actor,
      { action: 'news.withdraw', subjectType: 'news', subjectId: id, detail: { reason } },
      at,
    );
  });
}
