import type { Dossier, Step, Strand } from '../schema.ts';
import { currentStep, findStep } from './holding.ts';

type Routed = Pick<Dossier, 'steps' | 'visits' | 'strands' | 'gate'>;

/** The strands that nobody has answered, noted or taken back. */
export function openStrands(dossier: Pick<Dossier, 'strands'>): readonly Strand[] {
  return (dossier.strands ?? []).filter((strand) => strand.closedAt === null);
}

/** A strand by its number, open or closed. */
export function findStrand(dossier: Pick<Dossier, 'strands'>, no: number): Strand | undefined {
  return dossier.strands?.find((strand) => strand.no === no);
}

/** Whether its term is over and silence lets the dossier go on. */
export function isSilent(strand: Strand, now: Temporal.Instant): boolean {
  return (
    strand.closedAt === null &&
    strand.silence === 'go-on' &&
    strand.due !== null &&
    Temporal.Instant.compare(now, strand.due) > 0
  );
}

/** Whether the step is done by others beside the main way: it asks an opinion or goes to another agency. */
export function isAsked(step: Pick<Step, 'kind'>): boolean {
  return step.kind === 'opinion' || step.kind === 'agency';
}

/** Keys along the usual way from a step on, itself first. */
function usualWay(steps: readonly Step[], from: string): readonly string[] {
  const way: string[] = [];
  for (let key: string | undefined = from; key !== undefined && !way.includes(key); ) {
    way.push(key);
    key = steps.find((step) => step.key === key)?.next[0];
  }
  return way;
}

/** The step in which several ways meet: the first of the first way that all others come by; null where they never meet. */
export function joinOf(steps: readonly Step[], targets: readonly string[]): string | null {
  const [first = [], ...others] = targets.map((target) => usualWay(steps, target));
  return first.find((key) => others.every((way) => way.includes(key))) ?? null;
}

/** Where the main way goes from here, what begins beside it, and where both meet. */
export interface Route {
  /** The step that the holder goes on with; null when the main way only waits for others. */
  readonly main: Step | null;
  readonly beside: readonly Step[];
  readonly join: Step | null;
}

/** Steps that have a strand already, open or done: coming by again after a return restarts nothing. */
function begun(dossier: Routed, step: Step): boolean {
  return (dossier.strands ?? []).some(
    (strand) => strand.outcome !== 'dropped' && strand.legs.some((leg) => leg.stepKey === step.key),
  );
}

function splitRoute(dossier: Routed, targets: readonly Step[]): Route {
  const keys = targets.map((step) => step.key);
  const [only] = targets;
  const join =
    targets.length === 1 && only !== undefined
      ? findStep(dossier, only.next[0] ?? null)
      : findStep(dossier, joinOf(dossier.steps, keys));
  const main = targets.find((step) => !isAsked(step)) ?? null;
  const beside = targets.filter((step) => step !== main && !begun(dossier, step));
  return { main, beside, join: join ?? null };
}

function alone(step: Step | undefined): Route {
  return { main: step ?? null, beside: [], join: null };
}

/**
 * Where `complete-step` leads: the step asked for, or the usual next one; all next ones at once where the process splits.
 * A dossier that waits for strands goes to the step that waits; one that stands in no step to the one it was sent back
 * from, or to the first.
 */
export function routeOf(dossier: Routed, toStep: string | null): Route {
  if (dossier.gate) {
    return alone(findStep(dossier, dossier.gate.stepKey));
  }
  const step = currentStep(dossier);
  const visit = dossier.visits.at(-1);
  if (step === null) {
    const again = visit !== undefined && visit.outcome !== 'done' ? visit.stepKey : null;
    if (toStep !== null || again !== null || visit === undefined) {
      return alone(findStep(dossier, toStep ?? again ?? dossier.steps[0]?.key ?? null));
    }
  }
  const from = step ?? findStep(dossier, visit?.stepKey ?? null);
  const keys = from?.split === 'all' && toStep === null ? from.next : [toStep ?? from?.next[0] ?? ''];
  const targets = keys.map((key) => findStep(dossier, key)).filter((target) => target !== undefined);
  const [only] = targets;
  return targets.length > 1 || (only !== undefined && isAsked(only))
    ? splitRoute(dossier, targets)
    : alone(only);
}

/** The step of the main way that comes next, as the officer's page names it; null at the end of the process. */
export function nextStep(dossier: Routed, toStep: string | null): Step | null {
  const { main, join } = routeOf(dossier, toStep);
  return main ?? join;
}

/** Open strands that a step must wait for. */
export function waitingFor(dossier: Pick<Dossier, 'strands'>, stepKey: string): readonly Strand[] {
  return openStrands(dossier).filter((strand) => strand.joinKey === stepKey);
}

/** The next step of a parallel strand before it comes to its join; null when it is there. */
export function nextInStrand(dossier: Pick<Dossier, 'steps'>, strand: Strand): Step | null {
  const key = findStep(dossier, strand.stepKey)?.next[0] ?? null;
  return key === null || key === strand.joinKey ? null : (findStep(dossier, key) ?? null);
}
