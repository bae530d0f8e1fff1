import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const FILE = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** Any fixed number: two servers that start together take turns. */
const LOCK = 7_118_2025;

/** The folder of numbered SQL files, inside the installed product. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '../../../migrations');

export interface MigrationReport {
  /** Names of the files that were applied in this run. */
  readonly applied: readonly string[];
}

async function ensureTable(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS public.schema_migrations (
      name text PRIMARY KEY,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
}

/**
 * Brings the database to the newest schema: the job queue's own tables, then each numbered file once, in order,
 * each in a transaction. Connects as the owner. A file that was changed after it had been applied stops the start.
 */
export async function migrate(connectionString: string, dir = MIGRATIONS_DIR): Promise<MigrationReport> {
  await runMigrations({ connectionString });
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await ensureTable(client);
    const known = new Map<string, string>(
      (
        await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM schema_migrations')
      ).rows.map((row) => [row.name, row.sha256]),
    );
    const applied: string[] = [];
    for (const name of (await readdir(dir)).filter((file) => FILE.test(file)).sort()) {
      const text = await readFile(join(dir, name), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = known.get(name);
      if (before === sha256) {
        continue;
      }
      if (before !== undefined) {
        throw new Error(`migration ${name} was changed after it had been applied; add a new file instead`);
      }
      await applyFile(client, name, text, sha256);
      applied.push(name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

async function applyFile(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(text);
    await client.query('INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
