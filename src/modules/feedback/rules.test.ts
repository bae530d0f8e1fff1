import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SMALLEST_SAMPLE, sampleOf, shown, shownTopics, total } from './rules.ts';
import type { RatingCounts } from './schema.ts';

const counts = (topic: string, one: number, two: number, three: number): RatingCounts => ({
  topic,
  counts: { 1: one, 2: two, 3: three },
});

describe('figures of ratings', () => {
  it('says share and sample', () => {
    expect(shown(counts('Hộ tịch', 1, 4, 5))).toMatchObject({ sample: 10, satisfied: 90 });
    expect(shown(counts('Hộ tịch', 1, 1, 1))).toMatchObject({
      sample: 3,
      satisfied: undefined,
      counts: undefined,
    });
  });

  it('never lets the figures of a small group be found (NĐ 118/2025 Điều 29 khoản 3)', () => {
    const topic = fc.tuple(fc.nat(8), fc.nat(8), fc.nat(8));
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 8 }), (list) => {
        const all = list.map(([one, two, three], index) => counts(`${index}`, one, two, three));
        const topics = shownTopics(all);
        const hidden = topics.filter((entry, index) => {
          const rated = all[index];
          return rated !== undefined && sampleOf(rated) > 0 && entry.counts === undefined;
        });
        for (const entry of topics) {
          expect(entry.counts === undefined || entry.sample >= SMALLEST_SAMPLE).toBe(true);
        }
        // One hidden topic beside a shown total could be found by subtraction.
        const others = topics.filter(({ counts: seen }) => seen !== undefined).length;
        expect(hidden.length === 1 && others > 0).toBe(false);
        expect(sampleOf(total(all))).toBe(all.reduce((sum, entry) => sum + sampleOf(entry), 0));
      }),
    );
  });
});
