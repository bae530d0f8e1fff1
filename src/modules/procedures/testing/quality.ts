/** Measures how well the search answers: used by tests and by the bench. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readCatalogue } from '../catalogue-file.ts';
import { withLocalWords } from '../rules/local-words.ts';
import { type SearchDocument, searchDocument } from '../rules/search/document.ts';
import { buildIndex, type SearchIndex } from '../rules/search/index.ts';
import { search } from '../rules/search/search.ts';
import { loadStarterCatalogue } from '../starter.ts';
import { loadLexicon } from '../words.ts';

const Query = z.object({ query: z.string(), codes: z.array(z.string()).min(1) });
export type Query = z.infer<typeof Query>;

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The national export that developers may have beside the repository; never part of it. */
export const NATIONAL_CATALOGUE = beside('../../../../../shared/data/procedures.jsonl');
/** Queries to tune on, beside the repository. */
export const TUNING_QUERIES = beside('../../../../../shared/data/search-dev.jsonl');
/**
 * Our own queries, in three batches, each written before the word lists knew it. Fresh, they were answered first in
 * 89 %, 80 % and 75 % and among five in 97 %, 93 % and 90 %: that, not today's figure, is what new queries may expect.
 */
export const OWN_QUERIES = beside('./queries.jsonl');

/** Whether the reference data is there; tests that need it say so and skip. */
export const hasNationalData = (): boolean => existsSync(NATIONAL_CATALOGUE) && existsSync(TUNING_QUERIES);

/** Reads a file of queries with the codes that answer them. */
export const readQueries = (path: string): Query[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Query.parse(JSON.parse(line)));

/** The national export together with the starter catalogue's words, as `motcua search` reads it. */
export const nationalDocuments = (): readonly SearchDocument[] => {
  const starter = new Map(loadStarterCatalogue().map((one) => [one.code, one]));
  const { procedures } = readCatalogue(readFileSync(NATIONAL_CATALOGUE, 'utf8'));
  return procedures.map((one) => searchDocument(withLocalWords(one, starter.get(one.code))));
};

/** The starter catalogue alone. */
export const starterDocuments = (): readonly SearchDocument[] =>
  loadStarterCatalogue().map((one) => searchDocument(one));

/** Our index of documents. */
export const indexOf = (documents: readonly SearchDocument[]): SearchIndex =>
  buildIndex(documents, loadLexicon());

/** Share of queries answered right at the first place and among the first five, and the mean reciprocal rank. */
export interface Quality {
  readonly hit1: number;
  readonly hit5: number;
  readonly mrr: number;
  readonly missed: readonly string[];
}

/** Anything that answers a query with codes, the best first. */
export type Answerer = (query: string) => readonly string[];

/** Our search as one that answers. */
export const ours =
  (index: SearchIndex): Answerer =>
  (query) =>
    search(index, query, 10).map(({ code }) => code);

/** Asks every query that documents of these codes could answer at all. */
export const measureQuality = (
  answer: Answerer,
  known: { has(code: string): boolean },
  queries: readonly Query[],
): Quality => {
  const asked = queries.filter(({ codes }) => codes.some((code) => known.has(code)));
  const ranks = asked.map(({ query, codes }) =>
    answer(query)
      .slice(0, 10)
      .findIndex((code) => codes.includes(code)),
  );
  const share = (good: (rank: number) => boolean) => ranks.filter(good).length / Math.max(1, ranks.length);
  return {
    hit1: share((rank) => rank === 0),
    hit5: share((rank) => rank >= 0 && rank < 5),
    mrr: ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / Math.max(1, ranks.length),
    missed: asked.filter((_, at) => (ranks[at] ?? -1) < 0 || (ranks[at] ?? 0) >= 5).map(({ query }) => query),
  };
};
