import type { ProcessDefinition, ProcessStep } from '../schema.ts';
import { fixedMinutes, termMinutes } from './budgets.ts';
import {
  type Edges,
  edgesOf,
  endsOf,
  findLoop,
  followers,
  joinOf,
  longestWay,
  reach,
  reversed,
  strandSteps,
} from './graph.ts';

/** What is wrong with a process, by code, and the step or paper it concerns. */
export type Finding =
  | { readonly code: 'duplicate-key'; readonly step: string }
  | { readonly code: 'unknown-step'; readonly step: string; readonly names: string }
  | { readonly code: 'unreachable'; readonly step: string }
  | { readonly code: 'no-way-out'; readonly step: string }
  | { readonly code: 'loop'; readonly step: string }
  | { readonly code: 'returns-forward'; readonly step: string; readonly names: string }
  | { readonly code: 'ends-elsewhere'; readonly step: string }
  | { readonly code: 'split-of-one'; readonly step: string }
  | { readonly code: 'never-joins'; readonly step: string }
  | { readonly code: 'tangled'; readonly step: string; readonly names: string }
  | { readonly code: 'asks-nobody-after'; readonly step: string }
  | { readonly code: 'agency-missing'; readonly step: string }
  | { readonly code: 'time-over'; readonly stepMinutes: number; readonly termMinutes: number }
  | { readonly code: 'no-decision' }
  | {
      readonly code: 'not-staffed';
      readonly step: string;
      readonly unit: string;
      readonly role: ProcessStep['role'];
    };

/** Findings that are only told: the process may be put in force all the same. */
export function isWarning(finding: Finding): boolean {
  return finding.code === 'not-staffed';
}

/** Whether somebody who may work holds the role in the unit; given by the caller from the duty matrix. */
export type IsStaffed = (unit: string, role: ProcessStep['role']) => boolean;

function isAsked(step: ProcessStep | undefined): boolean {
  return step?.kind === 'opinion' || step?.kind === 'agency';
}

function checkNames(steps: readonly ProcessStep[]): readonly Finding[] {
  const findings: Finding[] = [];
  const position = new Map<string, number>();
  for (const [i, step] of steps.entries()) {
    if (position.has(step.key)) {
      findings.push({ code: 'duplicate-key', step: step.key });
    }
    position.set(step.key, i);
  }
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
  return findings;
}

function checkWays(steps: readonly ProcessStep[], edges: Edges): readonly Finding[] {
  const findings: Finding[] = [];
  const [first] = steps;
  const fromStart = reach(first === undefined ? [] : [first.key], edges);
  const ends = endsOf(steps, edges);
  const toEnd = reach(ends, reversed(edges));
  for (const step of steps) {
    if (!fromStart.has(step.key)) {
      findings.push({ code: 'unreachable', step: step.key });
    } else if (!toEnd.has(step.key)) {
      findings.push({ code: 'no-way-out', step: step.key });
    }
  }
  const loop = findings.some(({ code }) => code === 'no-way-out') ? null : findLoop(steps, edges);
  if (loop !== null) {
    findings.push({ code: 'loop', step: loop });
  }
  const results = steps.filter((step) => step.kind === 'return').map((step) => step.key);
  if (results.length > 0) {
    for (const end of ends) {
      if (!results.includes(end) && fromStart.has(end)) {
        findings.push({ code: 'ends-elsewhere', step: end });
      }
    }
  }
  return findings;
}

/** The parts of one split: all its strands meet in one step, share no step, and do not split again. */
function checkSplit(step: ProcessStep, steps: readonly ProcessStep[], edges: Edges): readonly Finding[] {
  const targets = edges.get(step.key) ?? [];
  if (targets.length < 2) {
    return [{ code: 'split-of-one', step: step.key }];
  }
  const join = joinOf(edges, targets);
  if (join === null || targets.includes(join)) {
    return [{ code: 'never-joins', step: step.key }];
  }
  const byKey = new Map(steps.map((one) => [one.key, one]));
  const seen = new Set<string>();
  for (const target of targets) {
    for (const key of strandSteps(edges, target, join)) {
      const out = edges.get(key) ?? [];
      const again = byKey.get(key)?.split !== undefined || (key !== target && isAsked(byKey.get(key)));
      if (seen.has(key) || out.length === 0 || again) {
        return [{ code: 'tangled', step: step.key, names: key }];
      }
      seen.add(key);
    }
  }
  return [...seen].flatMap((key): readonly Finding[] =>
    (byKey.get(key)?.returnTo ?? []).some((to) => !seen.has(to))
      ? [{ code: 'tangled', step: step.key, names: key }]
      : [],
  );
}

/** What is asked of others must be followed by one step that works on the answer. */
function checkAsked(step: ProcessStep, edges: Edges, steps: readonly ProcessStep[]): readonly Finding[] {
  const findings: Finding[] = [];
  const after = (edges.get(step.key) ?? []).map((key) => steps.find((one) => one.key === key));
  if (after.length !== 1 || isAsked(after[0]) || after[0]?.kind === 'return' || steps[0] === step) {
    findings.push({ code: 'asks-nobody-after', step: step.key });
  }
  if (step.kind === 'agency' && step.agency === undefined) {
    findings.push({ code: 'agency-missing', step: step.key });
  }
  return findings;
}

/** The times of a process with fixed hours: what its longest way takes, what the term gives, what is left. */
export interface TimeBalance {
  readonly stepMinutes: number;
  readonly termMinutes: number;
  readonly restMinutes: number;
  /** Keys of the longest way. */
  readonly way: readonly string[];
}

/** Weighs the longest way against the term; null where shares fill whatever term there is, or no term is named. */
export function timeBalance(definition: Pick<ProcessDefinition, 'steps' | 'term'>): TimeBalance | null {
  const { steps, term } = definition;
  if (term === null || steps.some((step) => 'share' in step.time)) {
    return null;
  }
  const { length, way } = longestWay(steps, (i) => fixedMinutes(steps[i] ?? { time: { hours: 0 } }));
  const given = termMinutes(term);
  return { stepMinutes: length, termMinutes: given, restMinutes: given - length, way };
}

/** Fixed hours that alone are more than the term, beside shares that would get nothing. */
function checkTime(definition: ProcessDefinition): readonly Finding[] {
  const { steps, term } = definition;
  if (term === null) {
    return [];
  }
  const { length } = longestWay(steps, (i) => fixedMinutes(steps[i] ?? { time: { hours: 0 } }));
  const wanted = termMinutes(term);
  const withShares = steps.some((step) => 'share' in step.time);
  return length > wanted || (withShares && length === wanted)
    ? [{ code: 'time-over', stepMinutes: length, termMinutes: wanted }]
    : [];
}

/**
 * Checks a process before it may be used: every step reachable, every way ends in the result step, what runs at the same
 * time meets again, returns lead backwards, somebody decides, the longest way takes no more than the legal term (NĐ
 * 118/2025 Đ38 k.1d: one set for the whole province), and, where the caller knows the duties, every role held by
 * somebody, which is a warning only.
 */
export function checkProcess(definition: ProcessDefinition, isStaffed?: IsStaffed): readonly Finding[] {
  const { steps } = definition;
  const edges = edgesOf(steps);
  const findings: Finding[] = [...checkNames(steps), ...checkWays(steps, edges)];
  for (const step of steps) {
    if (step.split !== undefined) {
      findings.push(...checkSplit(step, steps, edges));
    }
    if (isAsked(step)) {
      findings.push(...checkAsked(step, edges, steps));
    }
  }
  if (!steps.some((step) => step.kind === 'sign' || step.kind === 'return')) {
    findings.push({ code: 'no-decision' });
  }
  findings.push(...checkTime(definition));
  if (isStaffed !== undefined) {
    for (const step of steps) {
      if (!isStaffed(step.unit, step.role)) {
        findings.push({ code: 'not-staffed', step: step.key, unit: step.unit, role: step.role });
      }
    }
  }
  return findings;
}
