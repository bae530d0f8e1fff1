import MiniSearch from 'minisearch';
import type { SearchDocument } from '#modules/procedures/rules/search/document.ts';
import type { SearchIndex } from '#modules/procedures/rules/search/index.ts';
import { search } from '#modules/procedures/rules/search/search.ts';
import { syllables } from '#modules/procedures/rules/search/text.ts';
import {
  type Answerer,
  hasNationalData,
  indexOf,
  measureQuality,
  nationalDocuments,
  OWN_QUERIES,
  ours,
  type Query,
  readQueries,
  starterDocuments,
  TUNING_QUERIES,
} from '#modules/procedures/testing/quality.ts';
import { slug } from '#platform/vietnamese.ts';
import { type Bench, percentile, type Row } from './support.ts';

const ROUNDS = 40;
const WARM_UP = 5;

interface Times {
  /** Every call, in microseconds, after a warm-up. */
  readonly all: readonly number[];
  /** The median of each query: what the search takes, not what the machine did besides. */
  readonly ofQueries: readonly number[];
}

function measure(queries: readonly string[], work: (query: string) => unknown): Times {
  const byQuery = queries.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    queries.forEach((query, at) => {
      const from = performance.now();
      work(query);
      if (round >= WARM_UP) {
        byQuery[at]?.push((performance.now() - from) * 1000);
      }
    });
  }
  return { all: byQuery.flat(), ofQueries: byQuery.map((times) => percentile(times, 50)) };
}

/** The floor: splitting the query and looking for its words in every name, without any ranking. */
function scan(index: SearchIndex, query: string): number {
  const words = syllables(query).map((word) => word.exact);
  return index.names.filter((name) => words.some((word) => name.includes(word))).length;
}

/** A usual search of today over the same texts and weights: MiniSearch with letters without marks, prefixes and slips of the pen. */
function usualSearch(documents: readonly SearchDocument[]): Answerer {
  const index = new MiniSearch<SearchDocument>({
    idField: 'code',
    fields: ['name', 'plainName', 'keywords', 'field', 'summary', 'results', 'components'],
    extractField: (document, field) => String(Reflect.get(document, field) ?? ''),
    processTerm: (term) => slug(term, ' ') || null,
    searchOptions: {
      boost: { plainName: 4, keywords: 4, name: 3 },
      prefix: true,
      fuzzy: 0.2,
      boostDocument: (_, __, stored) => Math.log10(10 + Number(stored?.['uses'] ?? 0)),
    },
    storeFields: ['uses'],
  });
  index.addAll(documents);
  return (query) => index.search(query).map(({ id }) => String(id));
}

function baselineRows(name: string, documents: readonly SearchDocument[], queries: readonly Query[]): Row[] {
  const answer = usualSearch(documents);
  const { hit1, hit5, mrr } = measureQuality(answer, new Set(documents.map(({ code }) => code)), queries);
  const { ofQueries } = measure(
    queries.map(({ query }) => query),
    answer,
  );
  return [
    { name: `MiniSearch ${name}: hit@1`, value: hit1 * 100, unit: '%' },
    { name: `MiniSearch ${name}: hit@5`, value: hit5 * 100, unit: '%' },
    { name: `MiniSearch ${name}: MRR`, value: mrr, unit: '' },
    { name: `MiniSearch ${name}: usual query`, value: percentile(ofQueries, 50), unit: 'µs' },
    {
      name: `MiniSearch ${name}: slowest query in a hundred`,
      value: percentile(ofQueries, 99),
      unit: 'µs',
    },
  ];
}

function rowsOf(name: string, documents: readonly SearchDocument[], file: string): Row[] {
  const index = indexOf(documents);
  const queries = readQueries(file);
  const { hit1, hit5, mrr } = measureQuality(ours(index), index.byCode, queries);
  const texts = queries.map(({ query }) => query);
  const own = measure(texts, (query) => search(index, query, 10));
  const floor = measure(texts, (query) => scan(index, query));
  const slowest = percentile(own.ofQueries, 99);
  const floorIs = 'the query’s words looked for in every name, unranked';
  return [
    { name: `search ${name}: hit@1`, value: hit1 * 100, unit: '%' },
    { name: `search ${name}: hit@5`, value: hit5 * 100, unit: '%' },
    { name: `search ${name}: MRR`, value: mrr, unit: '' },
    {
      name: `search ${name}: usual query`,
      value: percentile(own.ofQueries, 50),
      unit: 'µs',
      floor: percentile(floor.ofQueries, 50),
      floorIs,
    },
    {
      name: `search ${name}: slowest query in a hundred`,
      value: slowest,
      unit: 'µs',
      floor: percentile(floor.ofQueries, 99),
      floorIs,
      budget: 'p99 < 2 ms in process',
      kept: slowest < 2000,
    },
    { name: `search ${name}: p99 of all calls`, value: percentile(own.all, 99), unit: 'µs' },
    ...baselineRows(name, documents, queries),
  ];
}

/** Quality and time of the search, in the starter catalogue and, where it is beside us, in the national export. */
async function run(): Promise<readonly Row[]> {
  const rows = rowsOf('starter, own queries', starterDocuments(), OWN_QUERIES);
  if (!hasNationalData()) {
    return rows;
  }
  const national = nationalDocuments();
  return [
    ...rows,
    ...rowsOf('national, own queries', national, OWN_QUERIES),
    ...rowsOf('national, tuning queries', national, TUNING_QUERIES),
  ];
}

export const bench: Bench = { title: 'Procedure search', run };
