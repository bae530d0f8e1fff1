/**
 * All checks, in the order in which they fail fastest: types, lint, floors, dead code, generated types, tests (rules,
 * database, API, browser walks). Ends with one line "N passed, N failed". `npm test -- src/modules/queue` runs only those tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { install, pinnedNode, ROOT } from './lib.mjs';

install();
const node = pinnedNode();
const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH, FORCE_COLOR: '0' };
const bin = (path) => join(ROOT, 'node_modules', path);
const filters = process.argv.slice(2);
let passed = 0;
let failed = 0;

function run(args) {
  return spawnSync(node, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

function check(name, args) {
  const started = Date.now();
  const ok = run(args);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) passed += 1;
  else failed += 1;
}

if (filters.length === 0) {
  check('types', [bin('typescript/bin/tsc'), '-p', '.']);
  check('lint and format', [bin('@biomejs/biome/bin/biome'), 'ci', '--max-diagnostics=50', '.']);
  check('floors', [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.mjs',
    'src',
    'simulators',
  ]);
  check('dead code', [bin('knip/bin/knip.js')]);
  check('law map', [join(ROOT, 'scripts/law-map.mjs'), '--verify']);
  check('types of the database', [join(ROOT, 'scripts/db-types.mjs'), '--verify']);
}

const report = join(mkdtempSync(join(tmpdir(), 'motcua-report-')), 'vitest.json');
const ok = run([
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...filters,
]);
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  // A file that cannot be loaded fails without counting a test.
  failed += result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
}
if (!ok && failed === 0) failed += 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
