import { Command } from 'commander';
import { z } from 'zod';
import { readCatalogue } from '#modules/procedures/catalogue-file.ts';
import { withLocalWords } from '#modules/procedures/rules/local-words.ts';
import { searchDocument } from '#modules/procedures/rules/search/document.ts';
import { buildIndex, type SearchIndex } from '#modules/procedures/rules/search/index.ts';
import { type SearchHit, search } from '#modules/procedures/rules/search/search.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import { loadStarterCatalogue } from '#modules/procedures/starter.ts';
import { loadLexicon } from '#modules/procedures/words.ts';
import { readText, reporting, UsageError } from './calendar-input.ts';

interface Options {
  readonly catalogue?: string;
  readonly batch?: string;
  readonly limit: string;
  readonly json?: boolean;
}

const Limit = z.coerce.number().int().min(1).max(1000);
const BatchLine = z.object({ query: z.string() });

/** `motcua search`: finds procedures for plain words. Needs no database. */
export function searchCommand(): Command {
  return new Command('search')
    .description('tìm thủ tục bằng lời thường (search procedures in plain Vietnamese)')
    .argument('[query]', 'việc cần tìm, ví dụ "lam giay khai sinh cho con"')
    .option('--catalogue <file>', 'danh mục JSONL; không ghi thì dùng danh mục khởi đầu')
    .option('--batch <file>', 'tệp JSONL, mỗi dòng {"query": …}')
    .option('--limit <n>', 'số kết quả nhiều nhất', '10')
    .option('--json', 'in JSON')
    .action((query: string | undefined, options: Options) => reporting(() => run(query, options)));
}

async function run(query: string | undefined, options: Options): Promise<void> {
  const limit = Limit.safeParse(options.limit);
  if (!limit.success) {
    throw new UsageError('--limit là một số từ 1 đến 1000.');
  }
  if ((query === undefined) === (options.batch === undefined)) {
    throw new UsageError('Cần một câu để tìm, hoặc --batch TỆP. Ví dụ: motcua search "làm giấy khai sinh"');
  }
  const index = await indexOf(options.catalogue);
  const queries = options.batch === undefined ? [query ?? ''] : await readQueries(options.batch);
  const answers = queries.map((text) => search(index, text, limit.data));
  process.stdout.write(
    answers
      .map((hits) => `${options.json || options.batch ? JSON.stringify(hits) : forPeople(hits)}\n`)
      .join(''),
  );
}

const forPeople = (hits: readonly SearchHit[]): string =>
  hits.length === 0
    ? 'Chưa tìm thấy thủ tục phù hợp. Xin thử nói ngắn hơn, ví dụ "khai sinh".'
    : hits.map((hit) => `${hit.code}  ${hit.name}`).join('\n');

/** Index of a catalogue file, or of the starter catalogue; keywords and use of starter procedures help both. */
async function indexOf(file: string | undefined): Promise<SearchIndex> {
  const starter = loadStarterCatalogue();
  return buildIndex(
    (file === undefined ? starter : await readNational(file, starter)).map((one) => searchDocument(one)),
    loadLexicon(),
  );
}

async function readNational(file: string, starter: readonly Procedure[]): Promise<Procedure[]> {
  const known = new Map(starter.map((one) => [one.code, one]));
  const { procedures, refused } = readCatalogue(await readText(file));
  for (const { line, reasons } of refused) {
    console.error(`${file}:${line}: ${reasons.join('; ')}`);
  }
  if (procedures.length === 0) {
    throw new UsageError(`${file}: không có thủ tục nào đọc được.`);
  }
  return procedures.map((one) => withLocalWords(one, known.get(one.code)));
}

/** Queries in order; a line that cannot be read has an empty answer and makes the command fail at the end. */
async function readQueries(file: string): Promise<string[]> {
  const lines = (await readText(file)).replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines
    .map((text, at) => ({ text, at }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, at }) => {
      try {
        return BatchLine.parse(JSON.parse(text)).query;
      } catch {
        console.error(`${file}:${at + 1}: cần một dòng JSON {"query": "…"}.`);
        process.exitCode = 1;
        return '';
      }
    });
}
