/** Runs bench/*.bench.ts and writes bench/results.md with the machine. `npm run bench -- WORD` runs files that contain WORD. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { install, NODE_FLAGS, pinnedNode, ROOT } from './lib.mjs';

install();
const words = process.argv.slice(2);
const files = readdirSync(join(ROOT, 'bench')).filter(
  (file) => file.endsWith('.bench.ts') && (words.length === 0 || words.some((word) => file.includes(word))),
);
const number = (n) =>
  n === undefined ? '' : n >= 100 ? n.toFixed(0) : n >= 1 ? n.toFixed(2) : n.toPrecision(3);
const sections = [];
let broken = 0;
for (const file of files) {
  console.error(`bench: ${file}`);
  // Each in a process of its own: one measurement's garbage is not another's pause.
  const code = `const { bench } = await import(${JSON.stringify(join(ROOT, 'bench', file))});
    process.stdout.write('\\n@@' + JSON.stringify({ title: bench.title, rows: await bench.run() })); process.exit(0);`;
  const result = spawnSync(pinnedNode(), [...NODE_FLAGS, '--expose-gc', '--input-type=module', '-e', code], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  const json = result.stdout.split('\n@@').at(-1);
  if (result.status !== 0 || !json) {
    broken += 1;
    console.error(`bench: ${file} failed`);
    continue;
  }
  const { title, rows } = JSON.parse(json);
  broken += rows.filter((row) => row.kept === false).length;
  const lines = rows.map(
    (row) =>
      `| ${row.name} | ${number(row.value)} ${row.unit} | ${row.floor === undefined ? '' : `${number(row.floor)} ${row.unit} (${row.floorIs ?? ''})`} | ${row.floor ? number(row.value / row.floor) : ''} | ${row.budget ?? ''} | ${row.kept === undefined ? '' : row.kept ? 'yes' : '**no**'} |`,
  );
  const table = [
    `## ${title}`,
    '',
    '| what | measured | floor | ratio | budget | kept |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
  console.log(table);
  sections.push({ title, table });
}
const path = join(ROOT, 'bench/results.md');
const before = (() => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
})();
const kept = before
  .split(/^(?=## )/m)
  .slice(1)
  .filter((part) => !sections.some(({ title }) => part.startsWith(`## ${title}\n`)));
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}-${process.arch}`;
writeFileSync(
  path,
  `# Bench results\n\nMachine: ${machine}. Written by \`npm run bench\`.\n\n${[...kept.map((part) => `${part.trimEnd()}\n`), ...sections.map(({ table }) => table)].join('\n')}`,
);
process.exit(broken === 0 ? 0 : 1);
