import type { Answer, Content } from '../schema/survey.ts';

/**
 * The four indicators of the old scale that a citizen answers (NĐ 61/2018 Điều 31, TT 01/2018 Điều 15; without legal base
 * since 1 July 2025), by the content of Điều 33 that asks the same, with the old points of each answer.
 * Attitude of 2 also asked that the result be early; a citizen's "good" stands for it here. Answers without points do not count.
 */
const OLD_POINTS: readonly {
  readonly indicator: 1 | 3 | 4 | 7;
  readonly content: Content;
  readonly points: Readonly<Partial<Record<Answer, 0 | 1 | 2>>>;
}[] = [
  { indicator: 1, content: 'a', points: { sooner: 2, 'on-time': 1, later: 0 } },
  { indicator: 3, content: 'c', points: { none: 2, one: 1, more: 0 } },
  { indicator: 4, content: 'b', points: { 'this-one': 1, 'one-more': 1, several: 0 } },
  { indicator: 7, content: 'dd', points: { good: 2, normal: 1, bad: 0 } },
];

/** An indicator of the old scale: average points, one decimal, of so many answers. */
export interface OldIndicator {
  readonly indicator: 1 | 3 | 4 | 7;
  readonly average: number;
  readonly sample: number;
}

/** Indicators of the old scale that rest on enough answers; one without is left out, as the old rule says. */
export function oldScale(
  answers: ReadonlyMap<Content, Readonly<Partial<Record<Answer, number>>>>,
  least: number,
): readonly OldIndicator[] {
  return OLD_POINTS.flatMap(({ indicator, content, points }) => {
    const counts = answers.get(content) ?? {};
    let sample = 0;
    let sum = 0;
    for (const [answer, worth] of Object.entries(points)) {
      const n = counts[answer as Answer] ?? 0;
      sample += n;
      sum += n * worth;
    }
    return sample < least || sample === 0
      ? []
      : [{ indicator, average: Math.round((sum / sample) * 10) / 10, sample }];
  });
}
