import type { PlannedStep, ProcessDefinition, ProcessStep, ProcessTerm } from '../schema.ts';
import { followers, longestWay } from './graph.ts';

/** Một ngày làm việc = 08 giờ làm việc in internal processes (provincial decisions; rule of counting 7). */
export const MINUTES_PER_WORKING_DAY = 480;

/** The budget of a process whose procedure has no term in law: one working day, so that it is still watched. */
export const MINUTES_WITHOUT_TERM = 480;

type Term = Pick<ProcessTerm, 'amount' | 'unit'>;

/**
 * The working minutes that a legal term gives the steps together. Calendar days count five working days of seven,
 * rounded down, at least one: the due date itself always comes from the calendar, this only shares it out.
 */
export function termMinutes(term: Term | null): number {
  if (term === null) {
    return MINUTES_WITHOUT_TERM;
  }
  switch (term.unit) {
    case 'working-day':
      return term.amount * MINUTES_PER_WORKING_DAY;
    case 'calendar-day':
      return Math.max(1, Math.floor((term.amount * 5) / 7)) * MINUTES_PER_WORKING_DAY;
    case 'working-hour':
      return term.amount * 60;
    case 'same-day':
      return MINUTES_PER_WORKING_DAY;
    default:
      return term.unit satisfies never;
  }
}

/** Working minutes that a step has whatever the term; 0 where it has a share. */
export function fixedMinutes(step: Pick<ProcessStep, 'time'>): number {
  return 'hours' in step.time ? step.time.hours * 60 : 0;
}

function shareOf(step: Pick<ProcessStep, 'time'>): number {
  return 'share' in step.time ? step.time.share : 0;
}

/** Minutes for one share so that the longest way takes just the total: halved down until it no longer matters. */
function minutesPerShare(steps: readonly ProcessStep[], fixed: readonly number[], total: number): number {
  const length = (perShare: number) =>
    longestWay(steps, (i) => {
      const step = steps[i];
      return (fixed[i] ?? 0) + (step === undefined ? 0 : shareOf(step) * perShare);
    }).length;
  let low = 0;
  let high = total;
  for (let round = 0; round < 60 && steps.some((step) => shareOf(step) > 0); round += 1) {
    const middle = (low + high) / 2;
    if (length(middle * 1) <= total) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * Shares a total of working minutes out to the steps. Fixed hours first, scaled down together when they alone make the
 * longest way longer than the total; what is left by shares, so that the longest way fits the total. In a process
 * without side ways the shares use the total up to the minute, by largest remainder, ties to the earlier step; fixed
 * hours alone may leave a rest.
 */
export function stepBudgets(steps: readonly ProcessStep[], totalMinutes: number): readonly number[] {
  const whole = longestWay(steps, (i) => fixedMinutes(steps[i] ?? { time: { hours: 0 } })).length;
  const scale = whole > totalMinutes ? totalMinutes / whole : 1;
  const fixed = steps.map((step) => fixedMinutes(step) * scale);
  const perShare = minutesPerShare(steps, fixed, totalMinutes);
  const exact = steps.map((step, i) => (fixed[i] ?? 0) + shareOf(step) * perShare);
  // A hair below a whole number is that number: halving stops just short of it.
  const budgets = exact.map((value) => Math.floor(value + 1e-6));
  const inLine = steps.every((_, i) => followers(steps, i).length <= 1);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  let missing = inLine ? Math.min(Math.round(sum(exact)), totalMinutes) - sum(budgets) : 0;
  const order = exact
    .map((value, i) => ({ i, remainder: value - (budgets[i] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of order) {
    if (missing <= 0) {
      break;
    }
    budgets[i] = (budgets[i] ?? 0) + 1;
    missing -= 1;
  }
  return budgets;
}

/** The steps of a process worked out for one legal term. */
export function planSteps(
  definition: Pick<ProcessDefinition, 'steps'>,
  term: Term | null,
): readonly PlannedStep[] {
  const budgets = stepBudgets(definition.steps, termMinutes(term));
  return definition.steps.map((step, i) => ({
    key: step.key,
    name: step.name,
    kind: step.kind,
    unit: step.unit,
    role: step.role,
    minutes: budgets[i] ?? 0,
    next: followers(definition.steps, i),
    returnTo: step.returnTo,
    documentsIn: step.documentsIn,
    documentsOut: step.documentsOut,
    ...(step.split === undefined ? {} : { split: step.split }),
    ...(step.silence === undefined ? {} : { silence: step.silence }),
    ...(step.agency === undefined ? {} : { agency: step.agency }),
  }));
}
