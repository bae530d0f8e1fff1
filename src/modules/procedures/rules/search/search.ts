/** Ranking: adds up what each word and each meaning of a query says for each procedure. Pure; no state but the index. */
import { exactText, KEY, type SearchIndex } from './index.ts';
import { contains } from './lexicon.ts';
import { type QueryWord, type ReadQuery, readQuery } from './query.ts';
import { type Syllable, syllable } from './text.ts';

/** One answer, best first; `score` has no unit and is only comparable within one query. */
export interface SearchHit {
  readonly code: string;
  readonly name: string;
  readonly score: number;
}

interface Probe {
  readonly key: string;
  readonly weight: number;
}

const FILLER = 0.08;
/** A word whose everyday meaning was understood still counts a little as itself. */
const UNDERSTOOD = 0.25;
const PAIR = 1.1;
const EXACT_SHARE = 0.5;

const wordProbes = (word: Syllable, weight: number, exact: boolean): Probe[] =>
  exact
    ? [
        { key: KEY.plain(word), weight: weight * (1 - EXACT_SHARE) },
        { key: KEY.exact(word), weight: weight * EXACT_SHARE },
      ]
    : [{ key: KEY.plain(word), weight }];

const pairProbes = (a: Syllable, b: Syllable, weight: number, exact: boolean): Probe[] =>
  exact
    ? [
        { key: KEY.pair(a, b), weight: weight * (1 - EXACT_SHARE) },
        { key: KEY.exactPair(a, b), weight: weight * EXACT_SHARE },
      ]
    : [{ key: KEY.pair(a, b), weight }];

/** Probes of an official phrase; long phrases share the weight of about three words. */
const phraseProbes = (phrase: readonly Syllable[], weight: number): Probe[] => {
  const each = (weight * 3) / Math.max(3, phrase.length + 0.5);
  return phrase.flatMap((word, at) => {
    const next = phrase[at + 1];
    return [...wordProbes(word, each, true), ...(next ? pairProbes(word, next, each * PAIR, true) : [])];
  });
};

class Tally {
  readonly scores: Float64Array;
  readonly index: SearchIndex;

  constructor(index: SearchIndex) {
    this.index = index;
    this.scores = new Float64Array(index.documents.length);
  }

  add(probes: readonly Probe[], into: Float64Array = this.scores): void {
    for (const { key, weight } of probes) {
      const postings = this.index.postings.get(key);
      if (postings) {
        for (let at = 0; at < postings.documents.length; at++) {
          const document = postings.documents[at] ?? 0;
          into[document] = (into[document] ?? 0) + weight * (postings.scores[at] ?? 0);
        }
      }
    }
  }

  /** Adds the best of several readings, document by document. */
  addBest(readings: readonly (readonly Probe[])[]): void {
    const [only, ...others] = readings;
    if (!only || others.length === 0) {
      this.add(only ?? []);
      return;
    }
    const best = new Float64Array(this.scores.length);
    for (const reading of readings) {
      const one = new Float64Array(this.scores.length);
      this.add(reading, one);
      for (let at = 0; at < best.length; at++) {
        best[at] = Math.max(best[at] ?? 0, one[at] ?? 0);
      }
    }
    for (let at = 0; at < best.length; at++) {
      this.scores[at] = (this.scores[at] ?? 0) + (best[at] ?? 0);
    }
  }
}

const weightOf = (query: ReadQuery, at: number): number => {
  const word = query.words[at];
  if (!word || word.filler) {
    return FILLER;
  }
  const understood = query.meanings.some(
    (meaning) => !meaning.keep && at >= meaning.start && at < meaning.start + meaning.length,
  );
  return understood ? UNDERSTOOD : 1;
};

const readingsOf = ({
  word,
  alternatives,
}: QueryWord): { word: Syllable; trust: number; exact: boolean }[] => [
  { word, trust: 1, exact: true },
  ...alternatives.map(({ folded, trust }) => ({ word: syllable(folded), trust, exact: false })),
];

const tallyWords = (tally: Tally, query: ReadQuery): void => {
  query.words.forEach((one, at) => {
    const weight = weightOf(query, at);
    tally.addBest(
      readingsOf(one).map(({ word, trust, exact }) =>
        wordProbes(word, weight * trust, exact && (word.marked || query.marked)),
      ),
    );
    const next = query.words[at + 1];
    if (next) {
      const together = PAIR * Math.min(weight, weightOf(query, at + 1));
      tally.addBest(
        readingsOf(one).flatMap((left) =>
          readingsOf(next).map((right) =>
            pairProbes(
              left.word,
              right.word,
              together * left.trust * right.trust,
              left.exact && right.exact && query.marked,
            ),
          ),
        ),
      );
    }
  });
};

/** A name that holds the whole official phrase is worth this many points more, by the weight of the meaning. */
const WHOLE_PHRASE = 7;

const NOWHERE: readonly number[] = [];

/** Documents that could hold a phrase: those of its rarest pair of words. */
const holdersOf = (index: SearchIndex, phrase: readonly Syllable[]): ArrayLike<number> => {
  let fewest: ArrayLike<number> | undefined;
  for (let at = 0; at + 1 < phrase.length; at++) {
    const [a, b] = [phrase[at], phrase[at + 1]];
    const holders = a && b ? index.postings.get(KEY.exactPair(a, b))?.documents : undefined;
    if (holders === undefined) {
      return NOWHERE;
    }
    fewest = fewest === undefined || holders.length < fewest.length ? holders : fewest;
  }
  return fewest ?? NOWHERE;
};

const tallyPhrases = (tally: Tally, query: ReadQuery): void => {
  const { index, scores } = tally;
  for (const { meanings, weight } of query.meanings) {
    const held = new Set<number>();
    for (const phrase of meanings) {
      const text = ` ${exactText(phrase)} `;
      const holders = holdersOf(index, phrase);
      for (let at = 0; at < holders.length; at++) {
        const document = holders[at] ?? 0;
        if (index.names[document]?.includes(text)) {
          held.add(document);
        }
      }
    }
    for (const document of held) {
      scores[document] = (scores[document] ?? 0) + WHOLE_PHRASE * weight;
    }
  }
};

/** Share of the name's head that the query speaks of, 0–1: "đăng ký khai sinh" covers its plain namesake wholly. */
const coverage = (index: SearchIndex, said: ReadonlySet<string>, document: number): number => {
  let all = 0;
  let covered = 0;
  for (const [word, rarity] of index.heads[document] ?? []) {
    all += rarity;
    covered += said.has(word) ? rarity : 0;
  }
  return all === 0 ? 0 : covered / all;
};

const saidWords = (query: ReadQuery): Set<string> =>
  new Set([
    ...query.words.flatMap(({ word, alternatives }) => [
      word.folded,
      ...alternatives.map(({ folded }) => folded),
    ]),
    ...query.meanings.flatMap(({ meanings }) => meanings.flat().map((word) => word.folded)),
  ]);

/**
 * Finds procedures for a query in plain Vietnamese.
 *
 * @param limit most answers wanted; an empty query has none.
 */
export const search = (index: SearchIndex, text: string, limit = 10): SearchHit[] => {
  const query = readQuery(index, text);
  const tally = new Tally(index);
  tallyWords(tally, query);
  for (const meaning of query.meanings) {
    tally.addBest(meaning.meanings.map((phrase) => phraseProbes(phrase, meaning.weight)));
  }
  tallyPhrases(tally, query);
  const words = query.words.map(({ word }) => word);
  const unasked = index.lexicon.qualifiers.map(({ asks }) => !asks.some((ask) => contains(words, ask)));
  const said = saidWords(query);
  const scored: { document: number; score: number }[] = [];
  tally.scores.forEach((score, document) => {
    if (score > 0) {
      scored.push({
        document,
        score: score * (index.priors[document] ?? 1) * kept(index, unasked, document),
      });
    }
  });
  for (const code of query.codes) {
    const document = index.byCode.get(code);
    if (document !== undefined) {
      scored.push({ document, score: 1000 });
    }
  }
  return rank(index, scored, said, limit);
};

const kept = (index: SearchIndex, unasked: readonly boolean[], document: number): number =>
  (index.qualifiers[document] ?? []).reduce(
    (factor, position) =>
      unasked[position] ? factor * (index.lexicon.qualifiers[position]?.factor ?? 1) : factor,
    1,
  );

/** The `count` best, sorted; far weaker ones are left out before sorting, which is most of the work. */
const foremost = (
  scored: readonly { document: number; score: number }[],
  count: number,
): { document: number; score: number }[] => {
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  const near = scored.filter(({ score }) => score > best * 0.25);
  return (near.length >= count ? near : [...scored]).sort((a, b) => b.score - a.score).slice(0, count);
};

const rank = (
  index: SearchIndex,
  scored: readonly { document: number; score: number }[],
  said: ReadonlySet<string>,
  limit: number,
): SearchHit[] => {
  const seen = new Set<number>();
  return foremost(scored, Math.max(40, limit))
    .map(({ document, score }) => ({
      document,
      score: score * (0.75 + 0.35 * coverage(index, said, document)),
    }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
    .filter(({ document }) => !seen.has(document) && seen.add(document))
    .slice(0, limit)
    .flatMap(({ document, score }) => {
      const found = index.documents[document];
      return found ? [{ code: found.code, name: found.name, score: Math.round(score * 1000) / 1000 }] : [];
    });
};
