import type { AppContext } from '#platform/context.ts';
import type { EventScope } from '#platform/events.ts';
import * as repo from '../repo/tasks.ts';
import { settle } from '../repo.ts';
import { taskStanding } from '../rules/tasks.ts';
import type { TaskSource } from '../schema/tasks.ts';
import { noticeTopic } from '../subscribe.ts';

/**
 * Closes the task that something elsewhere opened, with what came of it there; nothing where it is over already. In the transaction of the one
 * who announced it.
 */
export async function closeTaskOf(
  ctx: AppContext,
  source: TaskSource,
  { ref, note }: { readonly ref: string; readonly note: string },
  { tx, actor, at }: EventScope,
): Promise<void> {
  const found = await repo.findTaskBySource(tx, source, ref);
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
}
