/**
 * Writes docs/law.md: every article of law that a test names, with the tests that prove it.
 * `--verify` only checks and fails when the page is out of date.
 *
 * Names in tests: "NĐ 118/2025 Đ19 k.5 …", "TT 226/2016/TT-BTC Điều 4", "Bộ luật Dân sự Điều 147"; a bare "Đ19 k.5" is NĐ 118/2025.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const TITLE = /\b(?:describe|it|test)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:(?!\1).)+)\1/g;
const INSTRUMENT =
  /(?:BLDS|Bộ luật [\p{Lu}][\p{L} ]*?(?= Đ|,|\)| \d|$)|Luật [\p{Lu}][\p{L} ]*?(?= Đ|,|\)| \d|$)|(?:NĐ|TT|QĐ|NQ|CV)\s?\d+(?:\.\d+)?(?:\/\d{4})?(?:\/[\p{Lu}Đ-]+)?)/u;
const ARTICLE = /(?:Đ|Điều )\d+[a-z]?(?:[–-]\d+)?(?: (?:k\.|khoản )\d+[a-zđ]*(?:[–-]\d+)?)?/gu;
const ALIASES = [
  [/^NĐ 118(\/2025)?(\/.*)?$/, 'Nghị định 118/2025/NĐ-CP'],
  [/^NĐ 23(\/2015)?(\/.*)?$/, 'Nghị định 23/2015/NĐ-CP'],
  [/^NĐ 63(\/2010)?(\/.*)?$/, 'Nghị định 63/2010/NĐ-CP'],
  [/^(BLDS|Bộ luật Dân sự.*)$/, 'Bộ luật Dân sự 2015'],
  [/^Bộ luật Lao động.*$/, 'Bộ luật Lao động 2019'],
  [/^QĐ 766.*$/, 'Quyết định 766/QĐ-TTg'],
];

function instrumentOf(text) {
  const found = text.match(INSTRUMENT)?.[0]?.trim();
  if (!found) return 'Nghị định 118/2025/NĐ-CP';
  return (
    ALIASES.find(([pattern]) => pattern.test(found))?.[1] ?? found.replace(/^(NĐ|TT|QĐ|NQ)(\d)/, '$1 $2')
  );
}

const rows = [];
for (const file of globSync(['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'], { cwd: ROOT }).sort()) {
  const path = file.replaceAll('\\', '/');
  const text = readFileSync(join(ROOT, file), 'utf8');
  for (const [, , title] of text.matchAll(TITLE)) {
    // One title may name several instruments: each part is read on its own.
    for (const part of title.split(/;|,(?=\s*(?:NĐ|TT|QĐ|NQ|BLDS|Luật|Bộ luật))/)) {
      const articles = part.match(ARTICLE) ?? [];
      if (articles.length === 0 && !INSTRUMENT.test(part)) continue;
      const instrument = instrumentOf(part);
      for (const article of articles.length > 0 ? articles : ['']) {
        rows.push({
          instrument,
          article: article.replace(/^Đ(?=\d)/, 'Điều ').replace('khoản ', 'k.'),
          title: title.replaceAll('|', '/'),
          path,
        });
      }
    }
  }
}
const collator = new Intl.Collator('vi', { numeric: true });
rows.sort(
  (a, b) =>
    collator.compare(a.instrument, b.instrument) ||
    collator.compare(a.article, b.article) ||
    collator.compare(a.path, b.path) ||
    collator.compare(a.title, b.title),
);
const lines = [
  '# Law → tests',
  '',
  'Which test proves which article. Written by `node scripts/law-map.mjs` from the names of the tests; do not edit.',
  '',
];
let current = '';
for (const { instrument, article, title, path } of rows) {
  if (instrument !== current) {
    current = instrument;
    lines.push(`## ${instrument}`, '', '| article | test | file |', '|---|---|---|');
  }
  const row = `| ${article} | ${title} | ${path} |`;
  if (lines.at(-1) !== row) lines.push(row);
}
const out = `${lines.join('\n').replace(/\n## /g, '\n\n## ')}\n`;
const target = join(ROOT, 'docs/law.md');
if (process.argv.includes('--verify')) {
  if (readFileSync(target, 'utf8') !== out) {
    console.error('docs/law.md is out of date: run `node scripts/law-map.mjs`');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, out);
}
