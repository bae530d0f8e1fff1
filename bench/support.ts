/** One measured figure. `value / floor` is the ratio that matters. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same unit, measured in the same run. */
  readonly floor?: number;
  /** What the floor is: "the bare SQL of the same transaction". */
  readonly floorIs?: string;
  /** The budget of the design, as text; and whether it is kept. */
  readonly budget?: string;
  readonly kept?: boolean;
}

export interface Bench {
  readonly title: string;
  readonly run: () => Promise<readonly Row[]>;
}

/** The p-th percentile (0–100) of the samples, nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return (
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))] ?? Number.NaN
  );
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
