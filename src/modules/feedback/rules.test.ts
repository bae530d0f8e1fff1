import { describe, expect, it } from 'vitest';
import { sampleOf, shown } from './rules.ts';
import type { RatingCounts } from './schema.ts';

const counts = (one: number, two: number, three: number): RatingCounts => ({
  topic: 'Hộ tịch',
  counts: { 1: one, 2: two, 3: three },
});

describe('figures of ratings', () => {
  it('says share and sample', () => {
    expect(shown(counts(1, 4, 5))).toMatchObject({ sample: 10, satisfied: 90 });
    expect(sampleOf(counts(1, 1, 1))).toBe(3);
    expect(shown(counts(1, 1, 1))).toMatchObject({ sample: 3, satisfied: undefined, counts: undefined });
  });
});
