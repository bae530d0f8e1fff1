import { type Selectable, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Tasks } from '#platform/db/types.gen.ts';
import { newId } from '#platform/id.ts';
import { taskCode } from '../rules/tasks.ts';
import { type Task, type TaskEvent, TaskEventType, TaskSource, TaskState } from '../schema/tasks.ts';

function fromRow(row: Selectable<Tasks>): Task {
  return {
    id: row.id,
    centreId: row.centre_id,
    code: row.code,
    parentId: row.parent_id,
    accountId: row.account_id,
    unitId: row.unit_id,
    work: row.work,
    due: row.due_at,
    responsibility: row.responsibility,
    product: row.product,
    authority: row.authority,
    personName: row.person_name,
    unitName: row.unit_name,
    headId: row.head_id,
    headName: row.head_name,
    source: TaskSource.parse(row.source),
    state: TaskState.parse(row.state),
    result: row.result,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    openedByName: row.opened_by_name,
    reportedAt: row.reported_at,
    endedAt: row.ended_at,
  };
}

/** The next code of the year; whoever opens a task meanwhile waits. */
export async function nextTaskCode(tx: Tx, centreId: string, year: number): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext(${`tasks:${centreId}`}))`.execute(tx);
  const row = await tx
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('code', 'like', `CV-${year}-%`)
    .executeTakeFirstOrThrow();
  return taskCode(year, Number(row.n) + 1);
}

/** Stores a new task. */
export async function insertTask(tx: Tx, task: Task, sourceRef: string): Promise<void> {
  await tx
    .insertInto('tasks')
    .values({
      id: task.id,
      centre_id: task.centreId,
      code: task.code,
      parent_id: task.parentId,
      account_id: task.accountId,
      unit_id: task.unitId,
      work: task.work,
      due_at: task.due,
      responsibility: task.responsibility,
      product: task.product,
      authority: task.authority,
      person_name: task.personName,
      unit_name: task.unitName,
      head_id: task.headId,
      head_name: task.headName,
      source: task.source,
      source_ref: sourceRef,
      state: task.state,
      opened_at: task.openedAt,
      opened_by: task.openedBy,
      opened_by_name: task.openedByName,
    })
    .execute();
}

/** What a command changes of a task. */
export async function updateTask(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<Task, 'state' | 'due' | 'result' | 'accountId' | 'personName' | 'reportedAt' | 'endedAt'>
  >,
): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.due === undefined ? {} : { due_at: change.due }),
      ...(change.result === undefined ? {} : { result: change.result }),
      ...(change.accountId === undefined ? {} : { account_id: change.accountId }),
      ...(change.personName === undefined ? {} : { person_name: change.personName }),
      ...(change.reportedAt === undefined ? {} : { reported_at: change.reportedAt }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** A task, locked until the transaction ends when asked for; undefined when there is none in the centre. */
export async function findTask(tx: Tx, id: string, lock = false): Promise<Task | undefined> {
  const row = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** The task that something elsewhere opened already. */
export async function findTaskBySource(tx: Tx, source: TaskSource, ref: string): Promise<Task | undefined> {
  const row = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('source', '=', source)
    .where('source_ref', '=', ref)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Open tasks due before a moment, soonest first: what warnings are made from. */
export async function listOpenTasks(
  tx: Tx,
  until: Temporal.Instant,
  limit: number,
): Promise<readonly Task[]> {
  const rows = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('state', '=', 'open')
    .where('due_at', '<=', until)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Open tasks of a person, locked, soonest first; only those due by a moment where one is given. */
export async function lockTasksOf(
  tx: Tx,
  accountId: string,
  dueBy: Temporal.Instant | null,
): Promise<readonly Task[]> {
  const rows = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .$if(dueBy !== null, (query) => query.where('due_at', '<=', dueBy))
    .orderBy('due_at')
    .forUpdate()
    .execute();
  return rows.map(fromRow);
}

function withoutPerson(tx: Tx, unitId: string) {
  return tx
    .selectFrom('tasks')
    .where('unit_id', '=', unitId)
    .where('account_id', 'is', null)
    .where('state', '=', 'open');
}

/** Open tasks of a unit that has named nobody for them, soonest first. */
export async function listTasksWithoutPerson(tx: Tx, unitId: string): Promise<readonly Task[]> {
  const rows = await withoutPerson(tx, unitId).selectAll().orderBy('due_at').limit(200).execute();
  return rows.map(fromRow);
}

/** How many open tasks of a unit have nobody. */
export async function countTasksWithoutPerson(tx: Tx, unitId: string): Promise<number> {
  const row = await withoutPerson(tx, unitId)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** How many open tasks each person has. */
export async function countTasksOf(
  tx: Tx,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows =
    accountIds.length === 0
      ? []
      : await tx
          .selectFrom('tasks')
          .select((eb) => ['account_id', eb.fn.countAll<number>().as('n')])
          .where('account_id', 'in', [...accountIds])
          .where('state', '=', 'open')
          .groupBy('account_id')
          .execute();
  return new Map(rows.map((row) => [row.account_id ?? '', Number(row.n)]));
}

/** Whose tasks a board shows. */
export interface TaskScope {
  readonly unitId?: string | undefined;
  readonly accountId?: string | undefined;
  /** Ended ones of the last days too. */
  readonly endedSince?: Temporal.Instant | undefined;
}

/** Tasks of a board: what is open by its time, then what ended lately. */
export async function listTasks(tx: Tx, scope: TaskScope, limit: number): Promise<readonly Task[]> {
  const rows = await tx
    .selectFrom('tasks')
    .selectAll()
    .$if(scope.unitId !== undefined, (query) => query.where('unit_id', '=', scope.unitId ?? ''))
    .$if(scope.accountId !== undefined, (query) => query.where('account_id', '=', scope.accountId ?? ''))
    .where((eb) =>
      scope.endedSince === undefined
        ? eb('ended_at', 'is', null)
        : eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', scope.endedSince)]),
    )
    .orderBy(sql`ended_at is not null`)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Tasks that hang on this one, in the order of their time. */
export async function listChildren(tx: Tx, parentId: string): Promise<readonly Task[]> {
  const rows = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('parent_id', '=', parentId)
    .orderBy('due_at')
    .execute();
  return rows.map(fromRow);
}

/** Adds a line to the history. @returns false when the request id was used before */
export async function addTaskEvent(
  tx: Tx,
  centreId: string,
  event: TaskEvent & {
    readonly taskId: string;
    readonly accountId: string | null;
    readonly requestId: string | null;
  },
): Promise<boolean> {
  const added = await tx
    .insertInto('task_events')
    .values({
      id: newId(),
      centre_id: centreId,
      task_id: event.taskId,
      type: event.type,
      at: event.at,
      account_id: event.accountId,
      by_name: event.byName,
      note: event.note,
      request_id: event.requestId,
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .returning('id')
    .execute();
  return added.length > 0;
}

/** The task that a request id led to before. */
export async function taskOfRequest(tx: Tx, requestId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('task_events')
    .select('task_id')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row?.task_id;
}

/** The history, oldest first. */
export async function listTaskEvents(tx: Tx, taskId: string): Promise<readonly TaskEvent[]> {
  const rows = await tx
    .selectFrom('task_events')
    .select(['type', 'at', 'by_name', 'note'])
    .where('task_id', '=', taskId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    type: TaskEventType.parse(row.type),
    at: row.at,
    byName: row.by_name,
    note: row.note,
  }));
}
