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

/** Sum over topics. */
export function total(all: readonly RatingCounts[]): RatingCounts {
  const sum = (level: Level) => all.reduce((count, { counts }) => count + counts[level], 0);
  return { topic: '', counts: { 1: sum(1), 2: sum(2), 3: sum(3) } };
}

/**
 * Topics as they may be shown beside their total. Where exactly one topic would be hidden, its figures could be found by
 * subtraction from the total, so the next smallest is hidden with it.
 */
export function shownTopics(all: readonly RatingCounts[]): readonly ShownRatings[] {
  const bySize = [...all].sort((a, b) => sampleOf(a) - sampleOf(b));
  const small = bySize.filter((topic) => sampleOf(topic) > 0 && sampleOf(topic) < SMALLEST_SAMPLE);
  const partner = small.length === 1 ? bySize.find((topic) => sampleOf(topic) >= SMALLEST_SAMPLE) : undefined;
  return all.map((topic) =>
    topic === partner
      ? { topic: topic.topic, sample: sampleOf(topic), counts: undefined, satisfied: undefined }
      : shown(topic),
  );
}
