import { z } from 'zod';
import { record } from '#modules/audit/commands/record.ts';
import { findAwayIn } from '#modules/duties/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import type { TaskHandler } from '#platform/module.ts';
import * as repo from '../repo/tasks.ts';
import { settle } from '../repo.ts';
import { noticeTopic } from '../subscribe.ts';

const TASK = 'oversight.tasks-of-absent';
const BY = 'Một Cửa';

const Payload = z.object({
  centreId: z.uuid(),
  accountId: z.uuid(),
  because: z.string(),
  /** Only what is due by this moment; null: everything. */
  dueBy: z.iso.datetime({ offset: true }).nullable(),
  /** Left for good: there is no absence to be called off. */
  forGood: z.boolean(),
});

/** Listens to absences and departures: when one begins, the person's tasks go back to their unit. */
export function subscribeTasksOfAbsent(ctx: AppContext): void {
  ctx.events.on('duties.leave-recorded', async (leave, { tx, actor, at }) => {
    if (leave.handOn === 'none') {
      return;
    }
    const payload: z.input<typeof Payload> = {
      centreId: actor.centreId,
      accountId: leave.accountId,
      because: leave.because,
      dueBy: leave.handOn === 'due' ? leave.to.toString() : null,
      forGood: false,
    };
    const later = Temporal.Instant.compare(leave.from, at) > 0;
    await enqueue(tx, TASK, payload, {
      jobKey: `${TASK}:${leave.leaveId}`,
      ...(later ? { runAt: leave.from } : {}),
    });
  });
  ctx.events.on('duties.departed', async (person, { tx, actor, at }) => {
    const payload: z.input<typeof Payload> = {
      centreId: actor.centreId,
      accountId: person.accountId,
      because: person.because,
      dueBy: null,
      forGood: true,
    };
    const later = Temporal.Instant.compare(person.at, at) > 0;
    await enqueue(tx, TASK, payload, {
      jobKey: `${TASK}:gone:${person.accountId}`,
      ...(later ? { runAt: person.at } : {}),
    });
  });
}

/**
 * Gives the open tasks of somebody who is away back to their unit, whose head names another: no matrix says who stands in
 * for work outside dossiers. What was handed in already waits for the head as before. Nothing when the absence was called off.
 */
const giveBack: TaskHandler = async (ctx, payload) => {
  const { centreId, accountId, because, dueBy, forGood } = Payload.parse(payload);
  const actor = systemActor(centreId, BY);
  await inTransaction(ctx, actor, async (tx) => {
    const at = ctx.clock.now();
    if (!forGood && !(await findAwayIn(tx, at)).has(accountId)) {
      return;
    }
    const tasks = await repo.lockTasksOf(tx, accountId, dueBy === null ? null : Temporal.Instant.from(dueBy));
    for (const task of tasks) {
      await repo.updateTask(tx, task.id, { accountId: null, personName: '' });
      await repo.addTaskEvent(tx, centreId, {
        taskId: task.id,
        type: 'left-by-absence',
        at,
        accountId: null,
        byName: BY,
        note: because,
        requestId: null,
      });
      const settled = { kinds: ['term', 'overdue'], level: 'officer', outcome: 'reassigned' } as const;
      await settle(tx, task.id, settled, at);
    }
    if (tasks.length > 0) {
      await ctx.live.publish(tx, noticeTopic(centreId), {});
      await record(
        tx,
        actor,
        {
          action: 'oversight.tasks-left',
          subjectType: 'account',
          subjectId: accountId,
          detail: { because, codes: tasks.map(({ code }) => code) },
        },
        at,
      );
    }
  });
};

/** The job of this file. */
export const absenceTasks: Readonly<Record<string, TaskHandler>> = { [TASK]: giveBack };
