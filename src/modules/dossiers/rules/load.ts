import type { Load } from '#modules/duties/rules/load.ts';

/** A step that somebody holds, as the measure of load sees it. */
export interface HeldStep {
  readonly accountId: string;
  /** The step's budget in working minutes; 0 where the dossier stands in no step of a process. */
  readonly minutes: number;
  readonly enteredAt: Temporal.Instant;
  /** Waits for the citizen: no work is to be done now. */
  readonly waiting: boolean;
}

/**
 * Work left of the steps that one person holds, in working minutes. A step counts what is left of its budget; one whose
 * budget is used up still has to be done and counts whole; one that waits for the citizen counts nothing.
 * @param used working minutes since the step was entered
 */
export function loadOf(steps: readonly HeldStep[], used: (step: HeldStep) => number): Load {
  let minutes = 0;
  let over = 0;
  for (const step of steps) {
    if (step.waiting) {
      continue;
    }
    const gone = used(step);
    const isOver = step.minutes > 0 && gone > step.minutes;
    minutes += isOver ? step.minutes : Math.max(step.minutes - gone, 0);
    over += isOver ? 1 : 0;
  }
  return { minutes, dossiers: steps.length, over };
}
