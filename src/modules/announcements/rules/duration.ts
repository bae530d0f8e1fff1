/** How long a script takes to say. Vietnamese is spoken syllable by syllable, and every word of a normalised text is one syllable. */

/** Syllables a second of a calm announcer, to estimate with. */
const CALM = 3;
/** The slowest and the fastest that anybody reads; outside of them something was left out or added. */
const SLOWEST = 1.5;
const FASTEST = 6.5;
/** Silence before and after, in seconds. */
const SILENCE = 4;
/** Longest bulletin, in seconds. */
export const LONGEST_AIR = 300;

/** Syllables of a normalised text: one a word, hyphenated words by part. */
export function syllables(spoken: string): number {
  return (spoken.match(/[\p{L}\p{M}\d]+/gu) ?? []).length;
}

/** Seconds that a calm announcer needs. */
export function estimatedSeconds(spoken: string): number {
  return Math.ceil(syllables(spoken) / CALM);
}

/** Whether a sound can say all of a text: `short`, words are missing; `long`, it says something else or holds silence. */
export type DurationVerdict = 'fits' | 'short' | 'long';

/** Compares the length of a sound with the words it has to say. */
export function judgeDuration(spoken: string, durationMs: number): DurationVerdict {
  const seconds = durationMs / 1000;
  const count = syllables(spoken);
  if (seconds < count / FASTEST) {
    return 'short';
  }
  return seconds > count / SLOWEST + SILENCE ? 'long' : 'fits';
}
