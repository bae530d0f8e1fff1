/** Measures how well the search answers: used by tests and by the bench. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readCatalogue } from '../catalogue-file.ts';
import { withLocalWords } from '../rules/local-words.ts';
import { searchDocument } from '../rules/search/document.ts';
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

/** Index of the national export together with the starter catalogue's words, as `motcua search` builds it. */
export const nationalIndex = (): SearchIndex => {
  const starter = new Map(loadStarterCatalogue().map((one) => [one.code, one]));
  const { procedures } = readCatalogue(readFileSync(NATIONAL_CATALOGUE, 'utf8'));
  return buildIndex(
    procedures.map((one) => searchDocument(withLocalWords(one, starter.get(one.code)))),
    loadLexicon(),
  );
};

/** Index of the starter catalogue alone. */
export const starterIndex = (): SearchIndex =>
  buildIndex(
    loadStarterCatalogue().map((one) => searchDocument(one)),
    loadLexicon(),
  );

/** Share of queries answered right at the first place and among the first five, and the mean reciprocal rank. */
export interface Quality {
  readonly hit1: number;
  readonly hit5: number;
  readonly mrr: number;
  readonly missed: readonly string[];
}

/** Asks every query that the index could answer at all. */
export const measureQuality = (index: SearchIndex, queries: readonly Query[]): Quality => {
  const asked = queries.filter(({ codes }) => codes.some((code) => index.byCode.has(code)));
  const ranks = asked.map(({ query, codes }) =>
    search(index, query, 10).findIndex(({ code }) => codes.includes(code)),
  );
  const share = (good: (rank: number) => boolean) => ranks.filter(good).length / Math.max(1, ranks.length);
  return {
    hit1: share((rank) => rank === 0),
    hit5: share((rank) => rank >= 0 && rank < 5),
    mrr: ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / Math.max(1, ranks.length),
    missed: asked.filter((_, at) => (ranks[at] ?? -1) < 0 || (ranks[at] ?? 0) >= 5).map(({ query }) => query),
  };
};
