/**
 * Writes src/platform/db/types.gen.ts from the migrations: starts a throwaway PostgreSQL, migrates it, reads its tables.
 * `--verify` only checks and fails when the file is out of date.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../src/platform/runtime/register.mjs';

const { startEmbedded } = await import('../src/platform/db/embedded/server.ts');
const { ensureDatabase, prepareDatabase } = await import('../src/platform/db/database.ts');

const target = join(import.meta.dirname, '../src/platform/db/types.gen.ts');
const dataHome = await mkdtemp(join(tmpdir(), 'motcua-types-'));
const engineHome = join(tmpdir(), `motcua-test-engine-${process.getuid?.() ?? 0}`);
const postgres = await startEmbedded({ dataHome, engineHome, throwaway: true });
try {
  const { owner } = await prepareDatabase(await ensureDatabase(postgres.adminUrl(), 'types'));
  const out = join(dataHome, 'types.ts');
  execFileSync(
    process.execPath,
    [
      join(import.meta.dirname, '../node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect',
      'postgres',
      '--url',
      owner,
      '--out-file',
      out,
      '--default-schema',
      'public',
      '--include-pattern',
      'public.*',
      '--exclude-pattern',
      'schema_migrations',
      '--type-mapping',
      JSON.stringify({ timestamptz: 'Temporal.Instant', date: 'Temporal.PlainDate', int8: 'number' }),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const text = (await readFile(out, 'utf8')).replace(
    /^\/\*\*[\s\S]*?\*\//,
    '// Generated from migrations/ by `npm run db:types`. Do not edit.',
  );
  const before = await readFile(target, 'utf8').catch(() => '');
  if (process.argv.includes('--verify')) {
    if (before !== text) {
      console.error('types.gen.ts is out of date: run `npm run db:types`');
      process.exitCode = 1;
    }
  } else if (before !== text) {
    await writeFile(target, text);
  }
} finally {
  await postgres.stop();
  await rm(dataHome, { recursive: true, force: true });
}
