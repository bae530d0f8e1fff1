/**
 * Everyday words and what officials call them. The lists live in `catalogue/words/*.yaml`, where anybody can read and
 * extend them; here they become one tree that is walked along the syllables of a query.
 */
import { z } from 'zod';
import { type Syllable, syllables } from './text.ts';

const Phrases = z.array(z.string().min(1)).min(1);

/** One line of a word list: when people say one of these, they mean one of those. */
export const WordEntry = z.strictObject({
  /** What people say. `<tên nhóm>` stands for any word of a group. */
  nói: Phrases,
  /** What it is called officially; several are alternatives. */
  nghĩa: Phrases,
  /** Counts only where one of these is in the query too. */
  kèm: Phrases.optional(),
  /** Does not count where one of these is in the query. */
  'không kèm': Phrases.optional(),
  /** How much the meaning counts, 1 by default. */
  nặng: z.number().min(0.1).max(3).default(1),
  /** What the words belong to, so that a clearer reading of the same matter drives out a default one. */
  'chủ đề': z.string().min(1).optional(),
  /** Stands only while nothing clearer was said about the matter (or, without a matter, about anything). */
  'mặc định': z.boolean().default(false),
  /** Keep the words themselves at full weight as well. */
  'giữ nguyên': z.boolean().default(false),
});
export type WordEntry = z.infer<typeof WordEntry>;

/** A special kind of procedure that is put back unless the query asks for it. */
export const Qualifier = z.strictObject({
  /** Words in the procedure's name. */
  tên: Phrases,
  /** Words of a query that ask for it. */
  hỏi: z.array(z.string().min(1)).default([]),
  /** What its score is multiplied with otherwise. */
  còn: z.number().min(0.1).max(1),
});
export type Qualifier = z.infer<typeof Qualifier>;

/** One file of `catalogue/words`. */
export const WordFile = z.strictObject({
  'viết tắt': z.record(z.string(), z.string()).default({}),
  /** Filler words and phrases, as written with diacritics. */
  'từ đệm': z.array(z.string().min(1)).default([]),
  /** Fillers that are safe to put back where the whole query has no diacritics. */
  'từ đệm không dấu': z.array(z.string().min(1)).default([]),
  /** Words that may stand inside a phrase. */
  'từ chen': z.array(z.string().min(1)).default([]),
  nhóm: z.record(z.string(), Phrases).default({}),
  từ: z.array(WordEntry).default([]),
  'loại riêng': z.array(Qualifier).default([]),
});
export type WordFile = z.infer<typeof WordFile>;

/** A meaning that a query was found to have, with the place of the words that said it. */
export interface Meaning {
  readonly start: number;
  readonly length: number;
  readonly meanings: readonly (readonly Syllable[])[];
  readonly weight: number;
  readonly keep: boolean;
}

interface Rule {
  readonly id: number;
  readonly meanings: readonly (readonly Syllable[])[];
  readonly weight: number;
  readonly keep: boolean;
  readonly topic: string | undefined;
  readonly byDefault: boolean;
  readonly needs: readonly (readonly Syllable[])[] | null;
  readonly excludes: readonly (readonly Syllable[])[];
}

interface Node {
  readonly next: Map<string, Node>;
  readonly ends: { readonly rule: Rule; readonly words: readonly Syllable[] }[];
}

/** Compiled word lists. */
export interface Lexicon {
  readonly abbreviations: ReadonlyMap<string, readonly Syllable[]>;
  /** Words that may stand between those of a phrase: "gộp hai thửa" is "gộp thửa". */
  readonly between: ReadonlySet<string>;
  /** Words that say nothing, by their first syllable, longest first. */
  readonly fillers: ReadonlyMap<string, readonly (readonly Syllable[])[]>;
  readonly bareFillers: ReadonlySet<string>;
  readonly qualifiers: readonly {
    readonly names: readonly string[];
    readonly asks: readonly (readonly Syllable[])[];
    readonly factor: number;
  }[];
  /** Every folded syllable of the lists, so that a right everyday word is not "corrected". */
  readonly words: ReadonlySet<string>;
  /** The same with diacritics, and the filler words. */
  readonly exactWords: ReadonlySet<string>;
  /** Neighbours that the lists write, folded (`a b`) and with diacritics (`=a b`). */
  readonly pairs: ReadonlySet<string>;
  readonly root: Node;
}

const node = (): Node => ({ next: new Map(), ends: [] });

const GROUP = /<([^<>]+)>/;

/** Writes out `<group>` in a phrase. @throws Error where no list has that group. */
const expand = (phrase: string, groups: ReadonlyMap<string, readonly string[]>): string[] => {
  const found = GROUP.exec(phrase);
  if (!found) {
    return [phrase];
  }
  const words = groups.get(found[1] ?? '');
  if (!words) {
    throw new Error(`Không có nhóm từ "${found[1]}" (trong "${phrase}")`);
  }
  return words.flatMap((word) => expand(phrase.replace(found[0], word), groups));
};

const byFirst = (phrases: readonly Syllable[][]): Map<string, Syllable[][]> => {
  const map = new Map<string, Syllable[][]>();
  for (const phrase of phrases.toSorted((a, b) => b.length - a.length)) {
    const first = phrase[0]?.folded ?? '';
    map.set(first, [...(map.get(first) ?? []), phrase]);
  }
  return map;
};

/** Joins word files into one lexicon. @throws Error on an unknown group. */
export const compileLexicon = (files: readonly WordFile[]): Lexicon => {
  const groups = new Map(files.flatMap((file) => Object.entries(file.nhóm)));
  const phrases = (list: readonly string[]) => list.flatMap((text) => expand(text, groups)).map(syllables);
  const root = node();
  const words = new Set<string>();
  const exactWords = new Set<string>();
  const pairs = new Set<string>();
  const know = (phrase: readonly Syllable[]) =>
    phrase.forEach((word, at) => {
      const next = phrase[at + 1];
      exactWords.add(word.exact);
      if (next) {
        pairs.add(`${word.folded} ${next.folded}`);
        pairs.add(`=${word.exact} ${next.exact}`);
      }
    });
  const fillers = phrases(files.flatMap((file) => file['từ đệm']));
  [...fillers, ...phrases(files.flatMap((file) => file['từ chen']))].forEach(know);
  let id = 0;
  for (const entry of files.flatMap((file) => file.từ)) {
    const rule: Rule = {
      id: id++,
      meanings: phrases(entry.nghĩa),
      weight: entry.nặng,
      keep: entry['giữ nguyên'],
      topic: entry['chủ đề'],
      byDefault: entry['mặc định'],
      needs: entry.kèm ? phrases(entry.kèm) : null,
      excludes: phrases(entry['không kèm'] ?? []),
    };
    for (const said of phrases(entry.nói)) {
      let at = root;
      for (const word of said) {
        words.add(word.folded);
        const existing = at.next.get(word.folded);
        const next = existing ?? node();
        if (!existing) {
          at.next.set(word.folded, next);
        }
        at = next;
      }
      at.ends.push({ rule, words: said });
      know(said);
    }
    for (const phrase of [...rule.meanings, ...(rule.needs ?? [])]) {
      know(phrase);
      for (const word of phrase) {
        words.add(word.folded);
      }
    }
  }
  return {
    abbreviations: new Map(
      files
        .flatMap((file) => Object.entries(file['viết tắt']))
        .map(([short, long]) => [short.normalize('NFC').toLowerCase(), syllables(long)]),
    ),
    fillers: byFirst(fillers),
    between: new Set(files.flatMap((file) => file['từ chen'])),
    bareFillers: new Set(files.flatMap((file) => file['từ đệm không dấu'])),
    qualifiers: files
      .flatMap((file) => file['loại riêng'])
      .map((qualifier) => ({
        names: qualifier.tên.map((name) => name.normalize('NFC').toLowerCase()),
        asks: phrases([...qualifier.tên, ...qualifier.hỏi]),
        factor: qualifier.còn,
      })),
    words,
    exactWords,
    pairs,
    root,
  };
};

/** Whether a typed syllable can be the written one: without marks anything that folds alike, with marks only itself. */
export const agrees = (typed: Syllable, written: Syllable): boolean =>
  typed.folded === written.folded && (!typed.marked || typed.exact === written.exact);

/** Whether a phrase stands somewhere in the query. */
export const contains = (query: readonly Syllable[], phrase: readonly Syllable[]): boolean => {
  for (let start = 0; start + phrase.length <= query.length; start++) {
    if (
      phrase.every((word, offset) => agrees(query[start + offset] ?? word, word) && query[start + offset])
    ) {
      return true;
    }
  }
  return false;
};

interface Found extends Meaning {
  readonly rule: Rule;
}

/** At most so many words may stand between two of a phrase. */
const MOST_BETWEEN = 2;

/** Walks the tree from one place of the query; `words` are the places taken so far. */
const walk = (
  lexicon: Lexicon,
  query: readonly Syllable[],
  at: Node,
  words: readonly number[],
  found: Found[],
): void => {
  const start = words[0] ?? 0;
  const last = words.at(-1) ?? 0;
  for (const { rule, words: written } of at.ends) {
    const said = words.map((place) => query[place]);
    if (
      written.every((word, place) => said[place] !== undefined && agrees(said[place], word)) &&
      fits(rule, query, words)
    ) {
      found.push({
        start,
        length: last - start + 1,
        meanings: rule.meanings,
        weight: rule.weight * (last - start + 1 === words.length ? 1 : 0.9),
        keep: rule.keep,
        rule,
      });
    }
  }
  for (let next = last + 1; next <= last + 1 + MOST_BETWEEN && next < query.length; next++) {
    const deeper = at.next.get(query[next]?.folded ?? '');
    if (deeper) {
      walk(lexicon, query, deeper, [...words, next], found);
    }
    if (!lexicon.between.has(query[next]?.raw ?? '') && !/^\d+$/.test(query[next]?.raw ?? '')) {
      break;
    }
  }
};

const fits = (rule: Rule, query: readonly Syllable[], words: readonly number[]): boolean => {
  const rest = query.filter((_, place) => !words.includes(place));
  return (
    (rule.needs === null || rule.needs.some((need) => contains(rest, need))) &&
    !rule.excludes.some((exclude) => contains(query, exclude))
  );
};

/** A default reading goes where something clearer was said: about its matter, or, without a matter, about anything. */
const isOutdone = (reading: Found, all: readonly Found[]): boolean =>
  reading.rule.byDefault &&
  all.some(
    ({ rule }) => !rule.byDefault && (reading.rule.topic === undefined || rule.topic === reading.rule.topic),
  );

const isInside = (reading: Found, other: Found): boolean =>
  other.length > reading.length &&
  other.start <= reading.start &&
  other.start + other.length >= reading.start + reading.length;

/**
 * Finds what the words of a query mean. Where two readings overlap, the longer one stands; readings of the same words
 * stand side by side; one rule counts once.
 */
export const readMeanings = (lexicon: Lexicon, query: readonly Syllable[]): Meaning[] => {
  const found: Found[] = [];
  query.forEach((word, start) => {
    const first = lexicon.root.next.get(word.folded);
    if (first) {
      walk(lexicon, query, first, [start], found);
    }
  });
  const widest = found.filter((reading) => !found.some((other) => isInside(reading, other)));
  const seen = new Set<number>();
  return widest
    .filter((reading) => !isOutdone(reading, widest))
    .toSorted((a, b) => b.length - a.length)
    .filter(({ rule }) => !seen.has(rule.id) && seen.add(rule.id));
};
