import type { ProcessStep } from '../schema.ts';

/** A step as the graph sees it. */
export type GraphStep = Pick<ProcessStep, 'key' | 'next' | 'split' | 'returnTo' | 'kind'>;

/** Steps that may follow each step, by key: what it names, else the next of the list. Unknown names are left out. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Steps that may follow a step: what it names, else the next of the list. */
export function followers(steps: readonly GraphStep[], index: number): readonly string[] {
  const step = steps[index];
  if (step?.next !== undefined) {
    return step.next;
  }
  const after = steps[index + 1];
  return after === undefined ? [] : [after.key];
}

/** The graph of a process, without names that no step has. */
export function edgesOf(steps: readonly GraphStep[]): Edges {
  const known = new Set(steps.map((step) => step.key));
  return new Map(steps.map((step, i) => [step.key, followers(steps, i).filter((key) => known.has(key))]));
}

/** The graph with every way turned round. */
export function reversed(edges: Edges): Edges {
  const back = new Map<string, string[]>();
  for (const [from, targets] of edges) {
    for (const to of targets) {
      back.set(to, [...(back.get(to) ?? []), from]);
    }
  }
  return back;
}

/** Everything that can be come to from some steps, themselves included, without going on past `stop`. */
export function reach(start: readonly string[], edges: Edges, stop?: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (!seen.has(key)) {
      seen.add(key);
      open.push(...(key === stop ? [] : (edges.get(key) ?? [])));
    }
  }
  return seen;
}

/** A step from which one comes back to it by going forward only; null when there is no such circle. */
export function findLoop(steps: readonly GraphStep[], edges: Edges): string | null {
  for (const { key } of steps) {
    if (reach(edges.get(key) ?? [], edges).has(key)) {
      return key;
    }
  }
  return null;
}

/** The steps in which every way ends. */
export function endsOf(steps: readonly GraphStep[], edges: Edges): readonly string[] {
  return steps.filter((step) => (edges.get(step.key) ?? []).length === 0).map((step) => step.key);
}

/** Keys along the usual way from a step on, itself first. */
function usualWay(edges: Edges, from: string): readonly string[] {
  const way: string[] = [];
  for (let key: string | undefined = from; key !== undefined && !way.includes(key); ) {
    way.push(key);
    key = edges.get(key)?.[0];
  }
  return way;
}

/**
 * The step in which the strands of a split meet: the first of the first strand's usual way that all others come by, too.
 * Null where they never meet. The dossiers engine finds the join of a running dossier in the same way.
 */
export function joinOf(edges: Edges, targets: readonly string[]): string | null {
  const [first = [], ...others] = targets.map((target) => usualWay(edges, target));
  return first.find((key) => others.every((way) => way.includes(key))) ?? null;
}

/** The steps of one strand, from its first up to, but without, the join. */
export function strandSteps(edges: Edges, from: string, join: string): readonly string[] {
  return [...reach([from], edges, join)].filter((key) => key !== join);
}

/**
 * Length of the longest way from the first step to an end, each step counted by its weight; strands that run at the same
 * time count by the longer one. Circles are walked once.
 */
export function longestWay(
  steps: readonly GraphStep[],
  weight: (index: number) => number,
): { readonly length: number; readonly way: readonly string[] } {
  const edges = edgesOf(steps);
  const index = new Map(steps.map((step, i) => [step.key, i]));
  const known = new Map<string, { length: number; way: readonly string[] }>();
  const open = new Set<string>();
  const from = (key: string): { length: number; way: readonly string[] } => {
    const found = known.get(key);
    if (found !== undefined) {
      return found;
    }
    open.add(key);
    let best: { length: number; way: readonly string[] } = { length: 0, way: [] };
    for (const next of edges.get(key) ?? []) {
      if (!open.has(next)) {
        const rest = from(next);
        best = rest.length > best.length || best.way.length === 0 ? rest : best;
      }
    }
    open.delete(key);
    const here = { length: weight(index.get(key) ?? -1) + best.length, way: [key, ...best.way] };
    known.set(key, here);
    return here;
  };
  const [first] = steps;
  return first === undefined ? { length: 0, way: [] } : from(first.key);
}
