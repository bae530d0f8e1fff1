import { listFilesIn } from '#modules/documents/queries.ts';
import type { StoredFile } from '#modules/documents/schema.ts';
import type { Candidate } from '#modules/duties/rules/load.ts';
import { listAccountsIn, requireStaff } from '#modules/identity/queries.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { taskMessages } from '../messages/tasks.ts';
import { oversightPolicy } from '../policy.ts';
import * as repo from '../repo/tasks.ts';
import { possibleTaskCommands, taskSubject } from '../rules/tasks.ts';
import type { Task, TaskCommandType, TaskEvent } from '../schema/tasks.ts';
import { listRoom } from './room.ts';
import { listWorkplaces } from './units.ts';

const LISTED = 300;
/** Ended tasks stay on the board for so many days. */
const SHOWN_DAYS = 30;

/** What a board of tasks needs to know of units and people. */
interface Choices {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly unitId: string }[];
}

/** The tasks of a person, and of the units that the person may see. */
export interface TaskBoard {
  readonly at: Temporal.Instant;
  readonly mine: readonly Task[];
  readonly units: readonly { readonly id: string; readonly name: string; readonly tasks: readonly Task[] }[];
  /** Whether the actor may give tasks at all. */
  readonly mayOpen: boolean;
}

/** The board of tasks: the own ones, and a board for each unit that the actor leads. @throws Problem `unauthenticated` */
export async function getTaskBoard(ctx: AppContext, actor: Actor): Promise<TaskBoard> {
  const self = requireStaff(actor);
  const at = ctx.clock.now();
  const endedSince = at.subtract({ hours: 24 * SHOWN_DAYS });
  return readOnly(ctx, self, async (tx) => {
    const units = await listWorkplaces(tx, self.centreId);
    const seen = (await repo.listTasks(tx, { endedSince }, LISTED)).filter((task) =>
      can(oversightPolicy, self, 'task.see', taskSubject(task, 'see')),
    );
    const leads = units.filter((unit) =>
      can(oversightPolicy, self, 'task.see', { centreId: self.centreId, unitId: unit.id }),
    );
    return {
      at,
      mine: seen.filter((task) => task.accountId === self.accountId),
      units: leads.map(({ id, name }) => ({ id, name, tasks: seen.filter((task) => task.unitId === id) })),
      mayOpen: units.some((unit) =>
        can(oversightPolicy, self, 'task.open', { centreId: self.centreId, unitId: unit.id }),
      ),
    };
  });
}

/** Units that the actor may give tasks to, with their active people. @throws Problem `forbidden` when to none */
export async function taskChoices(ctx: AppContext, actor: StaffActor): Promise<Choices> {
  return readOnly(ctx, actor, async (tx) => {
    const units = (await listWorkplaces(tx, actor.centreId)).filter(
      (unit) =>
        unit.active &&
        can(oversightPolicy, actor, 'task.open', { centreId: actor.centreId, unitId: unit.id }),
    );
    if (units.length === 0) {
      authorise(oversightPolicy, actor, 'task.open', { centreId: actor.centreId });
    }
    const ids = new Set(units.map((unit) => unit.id));
    return {
      units: units.map(({ id, name }) => ({ id, name })),
      people: (await listAccountsIn(tx))
        .filter((account) => account.active && ids.has(account.unitId))
        .map(({ id, displayName, unitId }) => ({ id, name: displayName, unitId })),
    };
  });
}

/** A task with everything on its page. */
export interface TaskDetail {
  readonly at: Temporal.Instant;
  readonly task: Task;
  readonly parent: Task | null;
  readonly children: readonly Task[];
  readonly events: readonly TaskEvent[];
  readonly evidence: readonly StoredFile[];
  /** What the actor may do with it now. */
  readonly abilities: readonly TaskCommandType[];
  readonly mayBreakDown: boolean;
  readonly mayAddEvidence: boolean;
  /** People of its unit who are there, who has most room first; empty for who may not give it to another. */
  readonly people: readonly TaskCandidate[];
}

/** Somebody who could do a task, with the work in hand. */
export interface TaskCandidate extends Candidate {
  /** Open tasks outside dossiers. */
  readonly tasks: number;
}

/** Who of the unit could take a task over: those who are there, by the work left in their dossiers. */
async function candidatesFor(ctx: AppContext, tx: Tx, task: Task): Promise<readonly TaskCandidate[]> {
  const room = await listRoom(tx, task.centreId, new Set([task.unitId]), ctx.clock.now());
  const people = room.filter((one) => one.accountId !== task.accountId);
  const tasks = await repo.countTasksOf(
    tx,
    people.map(({ accountId }) => accountId),
  );
  return people.map((one) => ({ ...one, tasks: tasks.get(one.accountId) ?? 0 }));
}

/** One task. @throws Problem `not-found` (also for those of other centres), `forbidden` */
export async function getTask(ctx: AppContext, actor: Actor, id: string): Promise<TaskDetail> {
  const self = requireStaff(actor);
  return readOnly(ctx, self, async (tx) => {
    const task = await repo.findTask(tx, id);
    if (task === undefined) {
      throw new Problem('not-found', { detail: taskMessages('vi')('unknown') });
    }
    const subject = taskSubject(task, 'see');
    authorise(oversightPolicy, self, 'task.see', subject);
    const parent = task.parentId === null ? undefined : await repo.findTask(tx, task.parentId);
    const open = task.endedAt === null;
    const abilities = possibleTaskCommands(task.state).filter((type) =>
      can(oversightPolicy, self, `task.${type}`, taskSubject(task, type)),
    );
    return {
      at: ctx.clock.now(),
      task,
      parent: parent ?? null,
      children: await repo.listChildren(tx, id),
      events: await repo.listTaskEvents(tx, id),
      evidence: await listFilesIn(tx, { type: 'task', id }),
      abilities,
      mayBreakDown: open && can(oversightPolicy, self, 'task.open', subject),
      mayAddEvidence: task.state === 'open' && can(oversightPolicy, self, 'task.report', subject),
      people: abilities.includes('reassign') ? await candidatesFor(ctx, tx, task) : [],
    };
  });
}
