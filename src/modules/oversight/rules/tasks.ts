import type { Task, TaskCommandType, TaskState } from '../schema/tasks.ts';
import type { WatchFacts } from '../schema.ts';

/** How a task stands against its time; the product's hand-in counts, not its acceptance. */
export type TaskStanding = 'in-time' | 'overdue' | 'done-in-time' | 'done-late' | 'cancelled';

/** Judged by the first due moment. */
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
  open: ['report', 'reassign', 'cancel'],
  reported: ['close', 'send-back', 'cancel'],
  closed: [],
  cancelled: [],
};

/** What can be done with a task in a state, whoever asks. */
export function possibleTaskCommands(state: TaskState): readonly TaskCommandType[] {
  return POSSIBLE[state];
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
  };
}

/** "CV-2026-0012". */
export function taskCode(year: number, place: number): string {
  return `CV-${year}-${String(place).padStart(4, '0')}`;
}
