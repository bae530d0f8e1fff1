import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { newRequestId } from '../../id.ts';
import type { TestContext } from '../../testing/app.ts';
import { TEMPLATE } from '../../testing/global-setup.ts';
import { createBackup } from '../create.ts';
import { type RestoreOptions, type RestoreReport, restoreBackup } from '../restore.ts';
import { qualified } from '../snapshot.ts';
import { beside, databaseName, otherDatabase } from '../target.ts';

/** A passphrase that tests use. */
export const SECRET = 'mot cau mat khau rat dai';

/** Runs one statement as owner. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every table with the number and the digest of its rows, and every sequence with its value: what must survive. */
export async function fingerprint(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ schema: string; name: string }>(
    url,
    `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'app')`,
  );
  // One statement for all tables: a connection for each would cost more than the digests.
  const sums = tables.map(
    (table) =>
      `SELECT ${pg.escapeLiteral(table.name)} AS name,
        count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS sum FROM ${qualified(table)} t`,
  );
  const sequences = `SELECT sequencename AS name, coalesce(last_value::text, '') AS sum FROM pg_sequences WHERE schemaname = 'public'`;
  const rows = await ask<{ name: string; sum: string }>(url, [...sums, sequences].join('\nUNION ALL\n'));
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

/** A place of its own to back up to and to restore into. */
export interface Bench {
  readonly folder: string;
  readonly targetUrl: string;
  readonly targetHome: string;
  backup(overrides?: Partial<Parameters<typeof createBackup>[0]>): ReturnType<typeof createBackup>;
  restore(file: string, overrides?: Partial<RestoreOptions>): Promise<RestoreReport>;
  /** Lays an installation where the restore is to go. */
  occupy(): Promise<void>;
  /** Names of all databases that the restore made, renamed or left. */
  databases(): Promise<string[]>;
  close(): Promise<void>;
}

/** Sets up folders and the name of a target database for the installation `t`. */
export async function makeBench(t: TestContext): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'motcua-backup-'));
  const folder = join(root, 'backups');
  const targetHome = join(root, 'home');
  await mkdir(folder);
  const targetUrl = otherDatabase(t.urls.owner, `r_${newRequestId().replaceAll('-', '')}`);
  const databases = async () =>
    (
      await ask<{ name: string }>(
        t.urls.owner,
        `SELECT datname AS name FROM pg_database WHERE datname LIKE '${databaseName(targetUrl)}%' ORDER BY 1`,
      )
    ).map(({ name }) => name);
  return {
    folder,
    targetUrl,
    targetHome,
    databases,
    backup: (overrides) =>
      createBackup({
        ownerUrl: t.urls.owner,
        dataHome: t.ctx.config.dataHome,
        to: folder,
        secret: SECRET,
        now: t.clock.now(),
        ...overrides,
      }),
    restore: (file, overrides) =>
      restoreBackup({
        file,
        secret: SECRET,
        ownerUrl: targetUrl,
        dataHome: targetHome,
        replace: false,
        resumeJobs: false,
        now: t.clock.now(),
        ...overrides,
      }),
    async occupy() {
      await beside(t.urls.owner, (client) =>
        client.query(`CREATE DATABASE "${databaseName(targetUrl)}" TEMPLATE ${TEMPLATE}`),
      );
    },
    async close() {
      for (const name of await databases()) {
        await beside(t.urls.owner, (client) =>
          client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
        );
      }
      await rm(root, { recursive: true, force: true });
    },
  };
}
