import pg from 'pg';
import { BackupError, errnoOf } from './error.ts';
import { qualified } from './snapshot.ts';

/** The address of another database of the same cluster. */
export function otherDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${encodeURIComponent(name)}`;
  return parsed.toString();
}

/** The database that an address names. */
export const databaseName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Runs statements beside the database in question, which may not exist or must not be in use. */
export const beside = <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  connected(otherDatabase(url, 'postgres'), work);

/** @throws BackupError `rights-restore` when the login may not do what a restore needs */
export async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; may: boolean }>(`
    SELECT rolname AS role,
           rolsuper OR (rolcreatedb AND rolbypassrls
                        AND has_parameter_privilege(current_user, 'session_replication_role', 'SET')) AS may
      FROM pg_roles WHERE rolname = current_user`);
  if (rows[0]?.may !== true) {
    throw new BackupError('rights-restore', { role: rows[0]?.role ?? '' });
  }
}

export interface TargetState {
  readonly exists: boolean;
  /** A table that holds rows, named for the message; nothing when the database is empty. */
  readonly tableWithRows: string | undefined;
}

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%'
     AND n.nspname NOT IN ('information_schema', 'graphile_worker') AND c.relname <> 'schema_migrations'
   ORDER BY n.nspname, c.relname`;

async function firstWithRows(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ schema: string; name: string }>(TABLES);
  for (const table of rows) {
    const found = await client.query(`SELECT 1 FROM ${qualified(table)} LIMIT 1`);
    if (found.rowCount !== 0) {
      return table.name;
    }
  }
  return undefined;
}

/** Looks whether the database is there, free and empty. @throws BackupError `in-use` */
export async function inspectTarget(url: string): Promise<TargetState> {
  const name = databaseName(url);
  const { exists, connections } = await beside(url, async (client) => {
    const found = await client.query<{ connections: number }>(
      `SELECT (SELECT count(*)::int FROM pg_stat_activity a
                WHERE a.datname = d.datname AND a.backend_type = 'client backend') AS connections
         FROM pg_database d WHERE d.datname = $1`,
      [name],
    );
    return { exists: found.rowCount !== 0, connections: found.rows[0]?.connections ?? 0 };
  });
  if (connections > 0) {
    throw new BackupError('in-use', { connections });
  }
  return { exists, tableWithRows: exists ? await connected(url, firstWithRows) : undefined };
}

/** Renames a database that nobody uses. @throws BackupError `in-use` when somebody does */
export async function renameDatabase(client: pg.Client, from: string, to: string): Promise<void> {
  try {
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(from)} RENAME TO ${pg.escapeIdentifier(to)}`);
  } catch (error) {
    throw errnoOf(error) === '55006' ? new BackupError('in-use', { connections: 1 }, error) : error;
  }
}
