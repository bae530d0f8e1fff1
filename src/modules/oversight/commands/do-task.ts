import { record } from '#modules/audit/commands/record.ts';
import { listAccountsIn, requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, fromLocal } from '#platform/time.ts';
import { taskMessages } from '../messages/tasks.ts';
import { oversightPolicy } from '../policy.ts';
import * as repo from '../repo/tasks.ts';
import { settle } from '../repo.ts';
import { possibleTaskCommands, taskStanding, taskSubject } from '../rules/tasks.ts';
import type { Settlement } from '../rules.ts';
import type { Task, TaskCommand, TaskEventType } from '../schema/tasks.ts';
import { noticeTopic } from '../subscribe.ts';
import { checkParent, personOf, wrong } from './open-task.ts';

const t = taskMessages('vi');

type Extend = Extract<TaskCommand, { type: 'extend' }>;

const EVENT: Readonly<Record<TaskCommand['type'], TaskEventType>> = {
  report: 'reported',
  close: 'closed',
  'send-back': 'sent-back',
  reassign: 'reassigned',
  cancel: 'cancelled',
  extend: 'extended',
};

function verb(type: TaskCommand['type']): string {
  return t(`do-${type}`).toLowerCase();
}

async function refuseNow(tx: Tx, task: Task, type: TaskCommand['type']): Promise<void> {
  if (!possibleTaskCommands(task.state).includes(type)) {
    throw new Problem('not-allowed-now', {
      detail: t('notNow', { state: t(`state-${task.state}`), verb: verb(type) }),
    });
  }
  if (type === 'report' || type === 'cancel') {
    const open = (await repo.listChildren(tx, task.id)).filter((child) => child.endedAt === null).length;
    if (open > 0) {
      throw new Problem('not-allowed-now', { detail: t('childrenOpen', { n: open }) });
    }
  }
}

/** What comes of the task's warnings. */
function settlement(command: TaskCommand, task: Task, at: Temporal.Instant): Settlement | null {
  const kinds = ['term', 'overdue'] as const;
  switch (command.type) {
    case 'report': {
      const late = taskStanding({ ...task, reportedAt: at }, at) === 'done-late';
      return { kinds, outcome: late ? 'finished-late' : 'finished-in-time' };
    }
    case 'cancel':
      return { kinds, outcome: 'ended' };
    case 'extend':
      return { kinds, outcome: 'new-date' };
    case 'reassign':
      return { kinds, level: 'officer', outcome: 'reassigned' };
    case 'close':
    case 'send-back':
      return null;
    default:
      return command satisfies never;
  }
}

function newDue({ dueDay, dueTime }: Extend): Temporal.Instant {
  return fromLocal(Temporal.PlainDate.from(dueDay), dueTime);
}

/** The time that a task is put off to. @throws Problem `not-allowed-now` once it is overdue, `validation` naming the day */
async function laterDue(
  tx: Tx,
  task: Task,
  command: Extend,
  at: Temporal.Instant,
): Promise<Temporal.Instant> {
  if (taskStanding(task, at) === 'overdue') {
    throw new Problem('not-allowed-now', { detail: t('extendLate', { due: formatDateTime(task.due) }) });
  }
  const due = newDue(command);
  if (Temporal.Instant.compare(due, task.due) <= 0) {
    throw wrong('dueDay', t('extendLater', { due: formatDateTime(task.due) }));
  }
  await checkParent(tx, task.parentId, due);
  return due;
}

/** What the history says of a command. */
function noteOf(task: Task, command: TaskCommand): string {
  return command.type === 'extend'
    ? t('extendNote', {
        from: formatDateTime(task.due),
        to: formatDateTime(newDue(command)),
        why: command.note,
      })
    : command.note;
}

async function change(tx: Tx, task: Task, command: TaskCommand, at: Temporal.Instant): Promise<void> {
  switch (command.type) {
    case 'report':
      return repo.updateTask(tx, task.id, { state: 'reported', result: command.note, reportedAt: at });
    case 'close':
      return repo.updateTask(tx, task.id, { state: 'closed', endedAt: at });
    case 'send-back':
      return repo.updateTask(tx, task.id, { state: 'open', reportedAt: null });
    case 'cancel':
      return repo.updateTask(tx, task.id, { state: 'cancelled', endedAt: at });
    case 'extend':
      return repo.updateTask(tx, task.id, { due: await laterDue(tx, task, command, at) });
    case 'reassign': {
      const person = personOf(await listAccountsIn(tx), task.unitId, command.accountId);
      return repo.updateTask(tx, task.id, { accountId: person.id, personName: person.displayName });
    }
    default:
      return command satisfies never;
  }
}

/**
 * Reports, accepts, sends back, gives to another, puts off or cancels a task. A repeat of the same request changes nothing more.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `validation`
 */
export async function doTask(
  ctx: AppContext,
  actor: Actor,
  id: string,
  command: TaskCommand,
  requestId: string,
): Promise<void> {
  const self = requireStaff(actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const task = await repo.findTask(tx, id, true);
    if (task === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    authorise(
      oversightPolicy,
      actor,
      `task.${command.type}`,
      taskSubject(task, command.type),
      t('notYours', { verb: verb(command.type) }),
    );
    if ((await repo.taskOfRequest(tx, requestId)) !== undefined) {
      return;
    }
    await refuseNow(tx, task, command.type);
    await change(tx, task, command, at);
    await repo.addTaskEvent(tx, actor.centreId, {
      taskId: task.id,
      type: EVENT[command.type],
      at,
      accountId: self.accountId,
      byName: self.displayName,
      note: noteOf(task, command),
      requestId,
    });
    const settled = settlement(command, task, at);
    if (settled !== null) {
      await settle(tx, task.id, settled, at);
    }
    await ctx.live.publish(tx, noticeTopic(actor.centreId), {});
    await record(
      tx,
      actor,
      {
        action: `oversight.task-${EVENT[command.type]}`,
        subjectType: 'task',
        subjectId: task.id,
        detail: { code: task.code, note: noteOf(task, command) },
      },
      at,
    );
  });
}
