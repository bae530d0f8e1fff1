/**
 * Corrections of single syllables: neighbours by character n-grams, checked by edit distance, plus the confusions of
 * Vietnamese spelling (s/x, ch/tr, d/gi/r, l/n, n/ng, c/t). Pure; the vocabulary comes from the catalogue itself.
 */

/** A possible reading of a syllable and how much it is trusted, 0–1. */
export interface Correction {
  readonly folded: string;
  readonly trust: number;
}

/** Folded syllables of the catalogue with the number of procedures that have them. */
export interface Vocabulary {
  readonly counts: ReadonlyMap<string, number>;
  readonly grams: ReadonlyMap<string, readonly string[]>;
}

const gramsOf = (word: string): string[] => {
  const padded = `^${word}$`;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
};

/** Makes the n-gram index; words seen less than `least` times are no targets of a correction. */
export const buildVocabulary = (counts: ReadonlyMap<string, number>, least = 2): Vocabulary => {
  const grams = new Map<string, string[]>();
  for (const [word, count] of counts) {
    if (count < least || word.length < 2 || /\d/.test(word)) {
      continue;
    }
    for (const gram of new Set(gramsOf(word))) {
      const list = grams.get(gram);
      if (list) {
        list.push(word);
      } else {
        grams.set(gram, [word]);
      }
    }
  }
  return { counts, grams };
};

/** Damerau–Levenshtein distance of adjacent transpositions, at most `limit + 1`. */
export const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) {
    return limit + 1;
  }
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
};

/** Words of the vocabulary within one edit (two from seven letters on), nearest and most usual first. */
export const corrections = (vocabulary: Vocabulary, word: string, most = 3): Correction[] => {
  if (word.length < 2 || /\d/.test(word)) {
    return [];
  }
  const limit = word.length >= 7 ? 2 : 1;
  const shared = new Map<string, number>();
  for (const gram of gramsOf(word)) {
    for (const candidate of vocabulary.grams.get(gram) ?? []) {
      shared.set(candidate, (shared.get(candidate) ?? 0) + 1);
    }
  }
  const least = Math.max(1, word.length - 1 - 2 * limit);
  const near: { folded: string; score: number; edits: number }[] = [];
  for (const [candidate, grams] of shared) {
    if (grams < least) {
      continue;
    }
    const edits = distance(word, candidate, limit);
    if (edits <= limit && edits > 0) {
      const usual = Math.log2(1 + (vocabulary.counts.get(candidate) ?? 0));
      near.push({ folded: candidate, edits, score: usual + 2 * grams - 6 * edits });
    }
  }
  return near
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ folded, edits }, rank) => ({ folded, trust: (edits === 1 ? 0.85 : 0.65) - 0.03 * rank }));
};

const INITIALS: readonly (readonly string[])[] = [
  ['s', 'x'],
  ['ch', 'tr'],
  ['d', 'gi', 'r', 'v'],
  ['l', 'n'],
  ['c', 'k', 'q'],
  ['g', 'gh'],
  ['ng', 'ngh'],
  ['t', 'th'],
  ['k', 'kh'],
  ['p', 'ph'],
];
const FINALS: readonly (readonly string[])[] = [
  ['n', 'ng'],
  ['c', 't'],
  ['nh', 'n'],
  ['ch', 't'],
  ['i', 'y'],
];

const swaps = (word: string, groups: readonly (readonly string[])[], atStart: boolean): string[] =>
  groups.flatMap((group) =>
    group.flatMap((part) => {
      const here = atStart ? word.startsWith(part) : word.endsWith(part);
      if (!here) {
        return [];
      }
      const rest = atStart ? word.slice(part.length) : word.slice(0, -part.length);
      return group.filter((other) => other !== part).map((other) => (atStart ? other + rest : rest + other));
    }),
  );

/** Spellings that sound alike somewhere in the country, and the word one letter away; used where a pair is unknown. */
export const soundsLike = (word: string): string[] => [
  ...new Set([...swaps(word, INITIALS, true), ...swaps(word, FINALS, false)]),
];
