/** Reading a query: slips of typing, abbreviations, wrong spelling, everyday words. Pure. */
import { KEY, type SearchIndex } from './index.ts';
import { type Meaning, readMeanings } from './lexicon.ts';
import { type Correction, corrections, soundsLike } from './spelling.ts';
import { isSyllable, readTelex, readVni, type Syllable, syllable, syllables } from './text.ts';

/** A word of the query with its other possible spellings. */
export interface QueryWord {
  readonly word: Syllable;
  readonly alternatives: readonly Correction[];
  readonly filler: boolean;
}

/** A query as understood. */
export interface ReadQuery {
  readonly words: readonly QueryWord[];
  readonly meanings: readonly Meaning[];
  /** Whether the writer uses diacritics: then a word without them means just itself. */
  readonly marked: boolean;
  /** Procedure codes named outright. */
  readonly codes: readonly string[];
}

const CODE = /\b(\d{1,3})\.(\d{6})\b/g;
/** Longer queries are cut: nobody types more, and time stays bounded. */
const MOST_WORDS = 24;
/** Near words weighed by their neighbours in the query. */
const MOST_NEIGHBOURS = 10;

const known = (index: SearchIndex, folded: string): boolean => index.vocabulary.counts.has(folded);

/** Splits run-together words (`khaisinh`, `hokhau`) into two or three known syllables. */
const unglue = (index: SearchIndex, word: string): string[] | null => {
  for (let cut = 2; cut <= word.length - 2; cut++) {
    const [left, right] = [word.slice(0, cut), word.slice(cut)];
    if (isSyllable(left) && isSyllable(right) && index.postings.has(`${left} ${right}`)) {
      return [left, right];
    }
  }
  for (let cut = 2; cut <= word.length - 4; cut++) {
    const left = word.slice(0, cut);
    const right = unglue(index, word.slice(cut));
    if (right?.[0] && index.postings.has(`${left} ${right[0]}`)) {
      return [left, ...right];
    }
  }
  return null;
};

const repair = (index: SearchIndex, typed: Syllable): Syllable[] => {
  const abbreviation = index.lexicon.abbreviations.get(typed.raw);
  if (abbreviation) {
    return [...abbreviation];
  }
  if (known(index, typed.folded)) {
    return [typed];
  }
  const slip = readVni(typed.raw) ?? readTelex(typed.raw);
  if (slip && known(index, slip.folded)) {
    return [slip];
  }
  if (!isSyllable(typed.folded) && typed.folded.length >= 5) {
    const parts = unglue(index, typed.folded);
    if (parts) {
      return parts.map(syllable);
    }
  }
  return [slip ?? typed];
};

/** Positions that belong to filler words. Without diacritics only words that are fillers either way count. */
const fillerPositions = (index: SearchIndex, words: readonly Syllable[], marked: boolean): Set<number> => {
  const { fillers, bareFillers } = index.lexicon;
  const found = new Set<number>();
  words.forEach((word, at) => {
    if (!marked && !word.marked && bareFillers.has(word.folded)) {
      found.add(at);
    }
    const phrase = fillers.get(word.folded)?.find((filler) =>
      filler.every((part, offset) => {
        const typed = words[at + offset];
        return marked || filler.length > 1
          ? typed !== undefined &&
              (marked || typed.marked ? typed.exact === part.exact : typed.folded === part.folded)
          : false;
      }),
    );
    phrase?.forEach((_, offset) => {
      found.add(at + offset);
    });
  });
  return found;
};

/** Whether neighbours are known, by the catalogue or the word lists; with diacritics or without. */
const knowsPair = (
  index: SearchIndex,
  a: Syllable | undefined,
  b: Syllable | undefined,
  exact: boolean,
): boolean => {
  if (!a || !b) {
    return false;
  }
  const key = exact ? KEY.exactPair(a, b) : KEY.pair(a, b);
  return index.postings.has(key) || index.lexicon.pairs.has(key);
};

/**
 * Wrong tone marks ("nghía vụ", "đát đai"): a word that fits neither neighbour as written, but does without its marks,
 * is read without them.
 */
const doubtMarks = (index: SearchIndex, words: readonly Syllable[]): Syllable[] =>
  words.map((word, at) => {
    const [before, after] = [words[at - 1], words[at + 1]];
    const fits = (exact: boolean) =>
      knowsPair(index, before, word, exact) || knowsPair(index, word, after, exact);
    return word.marked && !fits(true) && fits(false) && !index.lexicon.fillers.has(word.folded)
      ? { ...word, marked: false }
      : word;
  });

/** Whether two neighbours stand together somewhere in the catalogue, as they were typed. */
const isKnownPair = (index: SearchIndex, a: Syllable, b: Syllable): boolean =>
  index.postings.has(a.marked && b.marked ? KEY.exactPair(a, b) : KEY.pair(a, b));

/** Other spellings of a word: near ones where it is unknown, like-sounding ones where it fits no neighbour. */
const alternativesOf = (
  index: SearchIndex,
  words: readonly Syllable[],
  at: number,
  filler: boolean,
): Correction[] => {
  const word = words[at];
  if (!word || /\d/.test(word.folded)) {
    return [];
  }
  const [before, after] = [words[at - 1], words[at + 1]];
  const joined = (folded: string): number =>
    Math.max(
      before ? (index.postings.get(`${before.folded} ${folded}`)?.documents.length ?? 0) : 0,
      after ? (index.postings.get(`${folded} ${after.folded}`)?.documents.length ?? 0) : 0,
    );
  if (!known(index, word.folded)) {
    const alike = new Set(soundsLike(word.folded));
    return corrections(index.vocabulary, word.folded, MOST_NEIGHBOURS)
      .map(({ folded, trust }) => ({
        folded,
        trust: Math.min(1, trust + (alike.has(folded) ? 0.15 : 0)) * (joined(folded) > 0 ? 1 : 0.6),
        order: joined(folded),
      }))
      .sort((a, b) => b.trust - a.trust || b.order - a.order)
      .slice(0, 3)
      .map(({ folded, trust }) => ({ folded, trust }));
  }
  const fits =
    (before !== undefined && isKnownPair(index, before, word)) ||
    (after !== undefined && isKnownPair(index, word, after));
  if (fits) {
    return [];
  }
  const least = filler ? 3 : 1;
  return soundsLike(word.folded)
    .filter((folded) => known(index, folded) && joined(folded) >= least)
    .sort((a, b) => joined(b) - joined(a))
    .slice(0, 2)
    .map((folded) => ({ folded, trust: 0.6 }));
};

/** Reads a query against an index. Never fails: what cannot be understood is searched as it stands. */
export const readQuery = (index: SearchIndex, query: string): ReadQuery => {
  const codes = [...query.matchAll(CODE)].map(([code]) => code);
  const typed = syllables(query.slice(0, 400)).slice(0, MOST_WORDS);
  const repaired = typed.flatMap((word) => repair(index, word));
  const marked = typed.filter((word) => word.marked).length >= 0.35 * typed.length;
  const words = doubtMarks(
    index,
    // In a text with diacritics a known bare word is itself; a mark that makes no known word is a slip of the finger.
    repaired.map((word) => {
      const exists = index.exactWords.has(word.exact);
      return word.marked === exists || (!word.marked && !marked) ? word : { ...word, marked: exists };
    }),
  );
  const fillers = fillerPositions(index, words, marked);
  const read = words.map((word, at) => ({
    word,
    alternatives: alternativesOf(index, words, at, fillers.has(at)),
    filler: fillers.has(at),
  }));
  return { words: read, meanings: meaningsOf(index, read), marked, codes };
};

/** Meanings of the query as typed, and of its best correction where that differs. */
const meaningsOf = (index: SearchIndex, words: readonly QueryWord[]): Meaning[] => {
  const typed = readMeanings(
    index.lexicon,
    words.map(({ word }) => word),
  );
  if (words.every(({ alternatives }) => alternatives.length === 0)) {
    return typed;
  }
  const corrected = readMeanings(
    index.lexicon,
    words.map(({ word, alternatives: [best] }) =>
      best ? { ...syllable(best.folded), marked: false } : word,
    ),
  );
  const touches = (meaning: Meaning) =>
    words
      .slice(meaning.start, meaning.start + meaning.length)
      .some(({ alternatives }) => alternatives.length > 0);
  return [
    ...typed,
    ...corrected.filter(touches).map((meaning) => ({ ...meaning, weight: meaning.weight * 0.8 })),
  ];
};
