import { createHmac } from 'node:crypto';
import pg from 'pg';
import { migrate } from './migrate.ts';

/** Addresses of one prepared database. */
export interface DatabaseUrls {
  /** As owner: migrations and the job queue. */
  readonly owner: string;
  /** As `motcua_app`, which row-level security binds: everything else. */
  readonly app: string;
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}

/** The application role's password follows from the owner's, so that nothing more has to be kept. */
function appUrlOf(ownerUrl: string): { url: string; password: string } {
  const parsed = new URL(ownerUrl);
  const password = createHmac('sha256', decodeURIComponent(parsed.password) || 'motcua')
    .update('motcua_app')
    .digest('base64url');
  parsed.username = 'motcua_app';
  parsed.password = password;
  return { url: parsed.toString(), password };
}

/** Creates the database when it does not exist. `adminUrl` may name any database of the cluster. */
export async function ensureDatabase(adminUrl: string, database: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${pg.escapeIdentifier(database)} ENCODING 'UTF8' TEMPLATE template0`,
      );
    }
  } finally {
    await client.end();
  }
  return withDatabase(adminUrl, database);
}

/**
 * Migrates the database at `ownerUrl` and opens it to the application's role.
 * @param appUrl given where an administrator made the role's login by hand; otherwise the login is set up here.
 */
export async function prepareDatabase(ownerUrl: string, appUrl?: string): Promise<DatabaseUrls> {
  await migrate(ownerUrl);
  if (appUrl !== undefined) {
    return { owner: ownerUrl, app: appUrl };
  }
  const { url, password } = appUrlOf(ownerUrl);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7118)');
    await client.query(`ALTER ROLE motcua_app LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
  return { owner: ownerUrl, app: url };
}
