import type { Stay } from './simulate.ts';

/** The p-th quantile (0 to 1) of the samples, nearest rank; undefined of none. */
export function quantile(samples: readonly number[], p: number): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
}

/** Waits of the people of one hour of coming, minutes. */
export interface HourWaits {
  /** 0 to 23, local time. */
  readonly hour: number;
  readonly people: number;
  /** Of these, never called. */
  readonly unserved: number;
  /** Undefined while nobody of the hour was called. */
  readonly median: number | undefined;
  readonly late: number | undefined;
}

/** Waits of a day or of several alike. */
export interface WaitSummary {
  readonly hours: readonly HourWaits[];
  readonly called: number;
  /** Never called: the last counter closed before their turn, or they gave up. */
  readonly unserved: number;
  readonly mean: number;
  readonly median: number;
  readonly late: number;
  readonly longest: number;
}

/** When somebody came and how long they waited, both in minutes; no wait where they were never called. */
export interface WaitSample {
  readonly at: number;
  readonly wait: number | undefined;
  /** How long somebody waited in vain; counts as their wait, so that calling more people never looks worse. */
  readonly inVain?: number | undefined;
}

/**
 * The samples of a simulated day.
 * @param end the minute up to which those wait who are neither called nor give up: the last closing
 */
export function samplesOf(stays: readonly Stay[], end: number): readonly WaitSample[] {
  return stays.map(({ comer, calledAt }) => ({
    at: comer.at,
    wait: calledAt === undefined ? undefined : calledAt - comer.at,
    inVain: calledAt === undefined ? Math.max(0, (comer.leavesAt ?? end) - comer.at) : undefined,
  }));
}

function known(samples: readonly WaitSample[]): readonly number[] {
  return samples.flatMap(({ wait, inVain }) =>
    wait === undefined && inVain === undefined ? [] : [wait ?? inVain ?? 0],
  );
}

/** Waits by the hour of coming and in all. Hours are whole from the first to the last in which somebody came. */
export function summarise(samples: readonly WaitSample[]): WaitSummary {
  const hourOf = ({ at }: WaitSample) => Math.floor(at / 60);
  const hours = samples.map(hourOf);
  const first = Math.min(...hours);
  const count = samples.length === 0 ? 0 : Math.max(...hours) - first + 1;
  const waits = known(samples);
  const called = samples.filter(({ wait }) => wait !== undefined).length;
  return {
    hours: Array.from({ length: count }, (_, index) => {
      const here = samples.filter((sample) => hourOf(sample) === first + index);
      const those = known(here);
      return {
        hour: first + index,
        people: here.length,
        unserved: here.filter(({ wait }) => wait === undefined).length,
        median: quantile(those, 0.5),
        late: quantile(those, 0.9),
      };
    }),
    called,
    unserved: samples.length - called,
    mean: waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length),
    median: quantile(waits, 0.5) ?? 0,
    late: quantile(waits, 0.9) ?? 0,
    longest: Math.max(0, ...waits),
  };
}
