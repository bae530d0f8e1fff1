import type { PlannedStep, ProcessDefinition, ProcessRequest, ProcessStep, ProcessTerm } from './schema.ts';

/** Một ngày làm việc = 08 giờ làm việc in internal processes (provincial decisions; rule of counting 7). */
const MINUTES_PER_WORKING_DAY = 480;

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

/** Steps that may follow a step: what it names, else the next of the list. */
function followers(steps: readonly ProcessStep[], index: number): readonly string[] {
  const step = steps[index];
  if (step?.next !== undefined) {
    return step.next;
  }
  const after = steps[index + 1];
  return after === undefined ? [] : [after.key];
}

function fixedMinutes(step: ProcessStep): number {
  return 'hours' in step.time ? step.time.hours * 60 : 0;
}

/**
 * Shares a total of working minutes out to the steps, exactly: fixed hours first (scaled down together when they alone
 * are more than the total), the rest by shares, whole minutes by largest remainder, ties to the earlier step.
 */
export function stepBudgets(steps: readonly ProcessStep[], totalMinutes: number): readonly number[] {
  const fixed = steps.map(fixedMinutes);
  const fixedSum = fixed.reduce((a, b) => a + b, 0);
  const shares = steps.map((step) => ('share' in step.time ? step.time.share : 0));
  const shareSum = shares.reduce((a, b) => a + b, 0);
  const scale = fixedSum > totalMinutes || (shareSum === 0 && fixedSum > 0) ? totalMinutes / fixedSum : 1;
  const rest = Math.max(0, totalMinutes - fixedSum);
  const exact = steps.map(
    (_, i) => (fixed[i] ?? 0) * scale + (shareSum === 0 ? 0 : (rest * (shares[i] ?? 0)) / shareSum),
  );
  const budgets = exact.map(Math.floor);
  const order = exact
    .map((value, i) => ({ i, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  let missing = Math.round(totalMinutes) - budgets.reduce((a, b) => a + b, 0);
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
  }));
}

/** What is wrong with a process, by code, and the step or paper it concerns. */
export type Finding =
  | { readonly code: 'duplicate-key'; readonly step: string }
  | { readonly code: 'unknown-step'; readonly step: string; readonly names: string }
  | { readonly code: 'unreachable'; readonly step: string }
  | { readonly code: 'no-way-out'; readonly step: string }
  | { readonly code: 'returns-forward'; readonly step: string; readonly names: string }
  | { readonly code: 'time-mismatch'; readonly stepMinutes: number; readonly termMinutes: number }
  | { readonly code: 'no-decision' }
  | {
      readonly code: 'not-staffed';
      readonly step: string;
      readonly unit: string;
      readonly role: ProcessStep['role'];
    };

/** Whether somebody who may work holds the role in the unit; given by the caller from accounts. */
export type IsStaffed = (unit: string, role: ProcessStep['role']) => boolean;

function reach(start: readonly string[], edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (!seen.has(key)) {
      seen.add(key);
      open.push(...(edges.get(key) ?? []));
    }
  }
  return seen;
}

function reversed(edges: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const back = new Map<string, string[]>();
  for (const [from, targets] of edges) {
    for (const to of targets) {
      back.set(to, [...(back.get(to) ?? []), from]);
    }
  }
  return back;
}

function checkGraph(steps: readonly ProcessStep[]): readonly Finding[] {
  const findings: Finding[] = [];
  const position = new Map<string, number>();
  for (const [i, step] of steps.entries()) {
    if (position.has(step.key)) {
      findings.push({ code: 'duplicate-key', step: step.key });
    }
    position.set(step.key, i);
  }
  const edges = new Map(steps.map((step, i) => [step.key, followers(steps, i)]));
  for (const [i, step] of steps.entries()) {
    for (const name of [...followers(steps, i), ...step.returnTo]) {
      if (!position.has(name)) {
        findings.push({ code: 'unknown-step', step: step.key, names: name });
      }
    }
    for (const name of step.returnTo) {
      if ((position.get(name) ?? -1) >= i) {
        findings.push({ code: 'returns-forward', step: step.key, names: name });
      }
    }
  }
  const first = steps[0];
  const fromStart = reach(first === undefined ? [] : [first.key], edges);
  const ends = steps.filter((step) => (edges.get(step.key) ?? []).length === 0).map((step) => step.key);
  const toEnd = reach(ends, reversed(edges));
  for (const step of steps) {
    if (!fromStart.has(step.key)) {
      findings.push({ code: 'unreachable', step: step.key });
    } else if (!toEnd.has(step.key)) {
      findings.push({ code: 'no-way-out', step: step.key });
    }
  }
  return findings;
}

/** Minutes of the usual way through: from the first step along first followers. Branches and loops are not added twice. */
function usualWayMinutes(steps: readonly ProcessStep[]): number {
  const index = new Map(steps.map((step, i) => [step.key, i]));
  const seen = new Set<number>();
  let sum = 0;
  let at = 0;
  for (let step = steps[at]; step !== undefined && !seen.has(at); step = steps[at]) {
    seen.add(at);
    sum += fixedMinutes(step);
    at = index.get(followers(steps, at)[0] ?? '') ?? -1;
  }
  return sum;
}

/**
 * Checks a process before it may be used: every step reachable and able to end, returns lead backwards, somebody
 * decides, times of the usual way add up to the legal term (NĐ 118/2025 Đ38 k.1d: one set for the whole province), and,
 * where the caller knows the staff, every role held by somebody.
 */
export function checkProcess(definition: ProcessDefinition, isStaffed?: IsStaffed): readonly Finding[] {
  const findings: Finding[] = [...checkGraph(definition.steps)];
  if (!definition.steps.some((step) => step.kind === 'sign' || step.kind === 'return')) {
    findings.push({ code: 'no-decision' });
  }
  const allFixed = definition.steps.every((step) => 'hours' in step.time);
  if (definition.term !== null && allFixed) {
    const stepMinutes = usualWayMinutes(definition.steps);
    const wanted = termMinutes(definition.term);
    if (stepMinutes !== wanted) {
      findings.push({ code: 'time-mismatch', stepMinutes, termMinutes: wanted });
    }
  }
  if (isStaffed !== undefined) {
    for (const step of definition.steps) {
      if (!isStaffed(step.unit, step.role)) {
        findings.push({ code: 'not-staffed', step: step.key, unit: step.unit, role: step.role });
      }
    }
  }
  return findings;
}

type Applicable = Pick<ProcessDefinition, 'code' | 'appliesTo'>;

/**
 * Chooses the process of a procedure: named by the catalogue, else listed by procedure code, else by field group, else
 * the default. Of several equal ones the first by code, so that the answer never depends on the order of rows.
 */
export function chooseProcess<P extends Applicable>(
  processes: readonly P[],
  request: ProcessRequest,
): P | null {
  const sorted = [...processes].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return (
    sorted.find((p) => p.code === request.processCode) ??
    sorted.find((p) => p.appliesTo.procedures.includes(request.procedureCode)) ??
    sorted.find((p) => p.appliesTo.fieldGroups.includes(request.fieldGroup)) ??
    sorted.find((p) => p.appliesTo.everything) ??
    null
  );
}
