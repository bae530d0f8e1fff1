import { record } from '#modules/audit/commands/record.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Account } from '#modules/identity/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, fromLocal, localDay } from '#platform/time.ts';
import { taskMessages } from '../messages/tasks.ts';
import { oversightPolicy } from '../policy.ts';
import { listWorkplaces } from '../queries/units.ts';
import * as repo from '../repo/tasks.ts';
import type { OpenTaskInput, Task } from '../schema/tasks.ts';
import { noticeTopic } from '../subscribe.ts';

const t = taskMessages('vi');

/** A fault of one field. */
export function wrong(path: string, message: string): Problem {
  return new Problem('validation', { detail: message, fields: [{ path, message }] });
}

/** The person of a unit who is to do it. @throws Problem `validation` when not an active one of the unit */
export function personOf(accounts: readonly Account[], unitId: string, accountId: string): Account {
  const person = accounts.find((account) => account.id === accountId);
  if (person === undefined || !person.active || person.unitId !== unitId) {
    throw wrong('accountId', t('personElsewhere'));
  }
  return person;
}

/** That a part is due no later than its open parent. @throws Problem `validation` naming the field */
export async function checkParent(tx: Tx, parentId: string | null, due: Temporal.Instant): Promise<void> {
  if (parentId === null) {
    return;
  }
  const parent = await repo.findTask(tx, parentId, true);
  if (parent === undefined) {
    throw wrong('parentId', t('unknown'));
  }
  if (parent.endedAt !== null) {
    throw wrong('parentId', t('parentEnded'));
  }
  if (Temporal.Instant.compare(due, parent.due) > 0) {
    throw wrong('dueDay', t('childLater', { due: formatDateTime(parent.due) }));
  }
}

/**
 * Opens a task inside a running transaction: for what other modules announce (an unhappy rating). The same source
 * reference opens one task only; its repeat gives the first.
 * @throws Problem `forbidden`, `validation` naming the field
 */
export async function openTaskIn(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  input: OpenTaskInput,
  requestId: string | null,
): Promise<Task> {
  authorise(oversightPolicy, actor, 'task.open', { centreId: actor.centreId, unitId: input.unitId });
  const at = ctx.clock.now();
  const before = requestId === null ? undefined : await repo.taskOfRequest(tx, requestId);
  const known =
    before !== undefined
      ? await repo.findTask(tx, before)
      : input.sourceRef === ''
        ? undefined
        : await repo.findTaskBySource(tx, input.source, input.sourceRef);
  if (known !== undefined) {
    return known;
  }
  const unit = (await listWorkplaces(tx, actor.centreId)).find((one) => one.id === input.unitId);
  if (unit === undefined) {
    throw wrong('unitId', t('unitUnknown'));
  }
  const accounts = await listAccountsIn(tx);
  const person = input.accountId === null ? null : personOf(accounts, unit.id, input.accountId);
  const head = accounts.find(
    (one) =>
      one.active &&
      one.unitId === unit.id &&
      one.roles.some((role) => role === 'unit-head' || role === 'centre-director'),
  );
  const due = fromLocal(Temporal.PlainDate.from(input.dueDay), input.dueTime);
  if (Temporal.Instant.compare(due, at) <= 0) {
    throw wrong('dueDay', t('duePast'));
  }
  await checkParent(tx, input.parentId, due);
  const { work, responsibility, product, authority, parentId, source } = input;
  const by = actor.kind === 'staff' ? actor : null;
  const task: Task = {
    id: newId(),
    centreId: actor.centreId,
    code: await repo.nextTaskCode(tx, actor.centreId, localDay(at).year),
    parentId,
    accountId: person?.id ?? null,
    unitId: unit.id,
    work,
    due,
    responsibility,
    product,
    authority,
    personName: person?.displayName ?? '',
    unitName: unit.name,
    headId: head?.id ?? null,
    headName: head?.displayName ?? '',
    source,
    state: 'open',
    result: '',
    openedAt: at,
    openedBy: by?.accountId ?? null,
    openedByName: by?.displayName ?? 'Một Cửa',
    reportedAt: null,
    endedAt: null,
  };
  await repo.insertTask(tx, task, input.sourceRef);
  await repo.addTaskEvent(tx, actor.centreId, {
    taskId: task.id,
    type: 'opened',
    at,
    accountId: task.openedBy,
    byName: task.openedByName,
    note: '',
    requestId,
  });
  await ctx.live.publish(tx, noticeTopic(actor.centreId), {});
  const detail = { code: task.code, unitId: unit.id, accountId: task.accountId, due: due.toString(), source };
  await record(
    tx,
    actor,
    { action: 'oversight.task-opened', subjectType: 'task', subjectId: task.id, detail },
    at,
  );
  return task;
}

/** Opens a task by a leader's hand. A repeat of the same request gives the same task. @throws as {@link openTaskIn} */
export async function openTask(
  ctx: AppContext,
  actor: Actor,
  input: OpenTaskInput,
  requestId: string,
): Promise<Task> {
  return inTransaction(ctx, actor, (tx) => openTaskIn(ctx, tx, actor, input, requestId));
}
