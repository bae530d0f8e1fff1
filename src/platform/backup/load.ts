import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupError } from './error.ts';
import {
  type About,
  homePath,
  JOBS,
  type Manifest,
  type PartSum,
  type TableShape,
  tablePart,
} from './format.ts';
import { writeHomeFile } from './home.ts';
import { type RestoredJobs, restoreJobs } from './jobs.ts';
import type { CheckedBackup } from './open.ts';
import { readBackup } from './open.ts';
import type { Part } from './parts.ts';
import { columnList, qualified } from './snapshot.ts';

export interface LoadOptions {
  readonly file: string;
  readonly secret: string;
  /** What the file was proven to hold; the second reading must find the same. */
  readonly checked: CheckedBackup;
  /** An empty database at exactly the backup's migrations, as owner. */
  readonly databaseUrl: string;
  /** An empty folder for the data home's files. */
  readonly folder: string;
  readonly now: Temporal.Instant;
  readonly resumeJobs: boolean;
}

async function begin(client: pg.Client, tables: readonly TableShape[]): Promise<void> {
  await client.query('BEGIN');
  await client.query(
    'SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL row_security = off',
  );
  // Rows come table by table, so a child may come before its parent. The rows were whole when they were saved and their
  // digests are proven, so neither foreign keys nor the triggers of append-only tables have anything to say here.
  await client.query('SET LOCAL session_replication_role = replica');
  // What migrations may have put in comes with the backup again.
  await client.query(`TRUNCATE ${tables.map(qualified).join(', ')}`);
}

async function loadTable(client: pg.Client, shape: TableShape, part: Part): Promise<number> {
  const sink = client.query(copyFrom(`COPY ${qualified(shape)} ${columnList(shape)} FROM STDIN`));
  await pipeline(part.body, sink);
  return sink.rowCount;
}

async function finish(client: pg.Client, about: About): Promise<void> {
  for (const { schema, name, last } of about.sequences) {
    if (last !== null) {
      await client.query('SELECT setval($1::regclass, $2::bigint)', [qualified({ schema, name }), last]);
    }
  }
  for (const { name, appliedAt } of about.migrations) {
    await client.query('UPDATE public.schema_migrations SET applied_at = $2 WHERE name = $1', [
      name,
      appliedAt,
    ]);
  }
  await client.query('COMMIT');
  await client.query('ANALYZE');
}

function expectSame(file: string, manifest: Manifest, found: PartSum): void {
  const wanted = manifest.parts.find(({ name }) => name === found.name);
  if (wanted?.sha256 !== found.sha256 || (wanted.rows ?? 0) !== (found.rows ?? 0)) {
    throw new BackupError('damaged', { file, where: found.name });
  }
}

async function loadParts(
  client: pg.Client,
  parts: AsyncIterable<Part>,
  options: LoadOptions,
): Promise<RestoredJobs> {
  const { about, manifest } = options.checked;
  const tables = new Map(about.tables.map((shape) => [tablePart(shape), shape]));
  let jobs: RestoredJobs = { pending: 0, held: 0 };
  for await (const part of parts) {
    const { name, mode } = part.label;
    const shape = tables.get(name);
    const path = homePath(name);
    if (shape !== undefined) {
      const rows = await loadTable(client, shape, part);
      expectSame(options.file, manifest, { ...part.sum(), rows });
    } else if (name === JOBS) {
      await client.query('SET LOCAL session_replication_role = origin');
      jobs = await restoreJobs(client, part.body, { now: options.now, resume: options.resumeJobs });
      expectSame(options.file, manifest, { ...part.sum(), rows: jobs.pending + jobs.held });
    } else if (path !== undefined) {
      await writeHomeFile(options.folder, path, mode, part.body);
      expectSame(options.file, manifest, part.sum());
    }
  }
  return jobs;
}

/** Fills an empty database and an empty folder from a backup. The database has all of it or, after an error, nothing. */
export async function loadBackup(options: LoadOptions): Promise<RestoredJobs> {
  const client = new pg.Client({ connectionString: options.databaseUrl, options: '-c timezone=UTC' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await begin(client, options.checked.about.tables);
    const jobs = await readBackup(options.file, options.secret, (parts) => loadParts(client, parts, options));
    await finish(client, options.checked.about);
    return jobs;
  } finally {
    await client.end().catch(() => undefined);
  }
}
