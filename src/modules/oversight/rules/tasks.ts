import type { Task, TaskCommandType, TaskState } from '../schema/tasks.ts';
import type { WatchFacts } from '../schema.ts';

/** How a task stands against its time; the product's hand-in counts, not its acceptance. */
export type TaskStanding = 'in-time' | 'overdue' | 'done-in-time' | 'done-late' | 'cancelled';

/** Judged by the time that was agreed before it had passed; what is overdue can be given no more. */
export function taskStanding(
  { state, due, reportedAt }: Pick<Task, 'state' | 'due' | 'reportedAt'>,
  now: Temporal.Instant,
): TaskStanding {
  if (state === 'cancelled') {
    return 'cancelled';
  }
  if (reportedAt !== null) {
    return Temporal.Instant.compare(reportedAt, due) > 0 ? 'done-late' : 'done-in-time';
  }
  return Temporal.Instant.compare(now, due) > 0 ? 'overdue' : 'in-time';
}

const POSSIBLE: Readonly<Record<TaskState, readonly TaskCommandType[]>> = {
  open: ['report', 'reassign', 'extend', 'cancel'],
  reported: ['close', 'send-back', 'cancel'],
  closed: [],
  cancelled: [],
};

/** What can be done with a task in a state, whoever asks. */
export function possibleTaskCommands(state: TaskState): readonly TaskCommandType[] {
  return POSSIBLE[state];
}

/** Whose a task is, as the rights of a command ask: of who does it; for putting it off, of who gave it. */
export function taskSubject(task: Task, type: TaskCommandType | 'see' | 'open') {
  const assigneeId = type === 'extend' ? task.openedBy : task.accountId;
  return { centreId: task.centreId, unitId: task.unitId, assigneeId };
}

/** A task as watching sees it: warned of like a dossier, and like one no longer once its product is handed in. */
export function taskFacts(task: Task): WatchFacts {
  const open = task.state === 'open';
  return {
    subject: 'task',
    dossierId: task.id,
    centreId: task.centreId,
    label: {
      number: task.code,
      procedureName: task.work,
      stepName: '',
      unitName: task.unitName,
      holderName: task.personName,
    },
    startedAt: open ? task.openedAt : null,
    due: open ? task.due : null,
    waiting: false,
    closingLimit: null,
    holder: { unitId: task.unitId, accountId: task.accountId },
    step: null,
    strands: [],
  };
}

/** "CV-2026-0012". */
export function taskCode(year: number, place: number): string {
  return `CV-${year}-${String(place).padStart(4, '0')}`;
}
