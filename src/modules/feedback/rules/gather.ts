import { SMALLEST_SAMPLE } from '../rules.ts';

/** After so many days unhappy ratings are handed on, however few ratings there are; then without their reasons. */
const LONGEST_WAIT = 7;

/** What to do with the ratings of the days since the last time. */
export type Gathering = 'wait' | 'nothing' | 'count' | 'count-and-reasons';

/**
 * Unhappy ratings go to the head together, when there are enough ratings to hide each among; or after a week as a bare
 * count, so that none is left lying (NĐ 118/2025 Điều 29 khoản 3, Điều 34).
 */
export function gathering(days: number, sample: number, unhappy: number): Gathering {
  if (sample >= SMALLEST_SAMPLE) {
    return unhappy === 0 ? 'nothing' : 'count-and-reasons';
  }
  if (days < LONGEST_WAIT) {
    return 'wait';
  }
  return unhappy === 0 ? 'nothing' : 'count';
}
