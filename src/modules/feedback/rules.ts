import type { Level, RatingCounts } from './schema.ts';

/** Figures of fewer ratings than this are not shown: in a small commune they would tell who rated (NĐ 118/2025 Điều 29 khoản 3). */
export const SMALLEST_SAMPLE = 5;

/** Ratings of a topic as they may be shown. */
export interface ShownRatings {
  readonly topic: string;
  /** How many ratings the figures rest on. */
  readonly sample: number;
  readonly counts: Readonly<Record<Level, number>> | undefined;
  /** Share of satisfied and very satisfied among all, 0 to 100, one decimal. Undefined for a small sample. */
  readonly satisfied: number | undefined;
}

/** How many ratings there are. */
export function sampleOf({ counts }: RatingCounts): number {
  return counts[1] + counts[2] + counts[3];
}

/** Hides what rests on too few ratings; always says how many there are. */
export function shown(rated: RatingCounts): ShownRatings {
  const sample = sampleOf(rated);
  if (sample < SMALLEST_SAMPLE) {
    return { topic: rated.topic, sample, counts: undefined, satisfied: undefined };
  }
  const satisfied = Math.round(((rated.counts[2] + rated.counts[3]) / sample) * 1000) / 10;
  return { topic: rated.topic, sample, counts: rated.counts, satisfied };
}
