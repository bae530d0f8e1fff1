import { listAccountsIn } from '#modules/identity/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { openTaskIn } from './commands/open-task.ts';
import * as repo from './repo/tasks.ts';
import { settle } from './repo.ts';
import { taskStanding } from './rules/tasks.ts';
import { OpenTaskInput } from './schema/tasks.ts';
import { noticeTopic } from './subscribe.ts';

/**
 * An unhappy rating becomes a task of the unit's head, watched and escalated as every task; when the head has followed
 * up, the task is closed with what came of it. Both in the transaction of the one who announced it.
 */
export function subscribeRatings(ctx: AppContext): void {
  ctx.events.on('rating.unhappy', async ({ ref, ...job }, { tx, actor }) => {
    const head = (await listAccountsIn(tx)).find(
      ({ active, unitId, roles }) =>
        active &&
        unitId === job.unitId &&
        roles.some((role) => role === 'unit-head' || role === 'centre-director'),
    );
    const accountId = head?.id ?? null;
    const input = OpenTaskInput.parse({ ...job, accountId, source: 'rating', sourceRef: ref });
    await openTaskIn(ctx, tx, systemActor(actor.centreId, 'feedback'), input, null);
  });
  ctx.events.on('rating.followed-up', async ({ ref, note }, { tx, actor, at }) => {
    const found = await repo.findTaskBySource(tx, 'rating', ref);
    const task = found === undefined ? undefined : await repo.findTask(tx, found.id, true);
    if (task === undefined || task.endedAt !== null) {
      return;
    }
    const reportedAt = task.reportedAt ?? at;
    await repo.updateTask(tx, task.id, { state: 'closed', result: note, reportedAt, endedAt: at });
    const by = actor.kind === 'staff' ? actor : null;
    await repo.addTaskEvent(tx, task.centreId, {
      taskId: task.id,
      type: 'closed',
      at,
      accountId: by?.accountId ?? null,
      byName: by?.displayName ?? 'Một Cửa',
      note,
      requestId: null,
    });
    const late = taskStanding({ ...task, reportedAt }, at) === 'done-late';
    const outcome = late ? 'finished-late' : 'finished-in-time';
    await settle(tx, task.id, { kinds: ['term', 'overdue'], outcome }, at);
    await ctx.live.publish(tx, noticeTopic(task.centreId), {});
  });
}
