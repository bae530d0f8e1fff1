import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { newRequestId } from '../id.ts';
import { TEMPLATE } from './global-setup.ts';

export interface TestDatabase {
  readonly owner: string;
  readonly app: string;
  drop(): Promise<void>;
}

async function onCluster<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('clusterUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function addressesOf(name: string): { owner: string; app: string } {
  const owner = new URL(inject('clusterUrl'));
  owner.pathname = `/${name}`;
  const app = new URL(owner);
  app.username = 'motcua_app';
  app.password = createHmac('sha256', decodeURIComponent(owner.password))
    .update('motcua_app')
    .digest('base64url');
  return { owner: owner.toString(), app: app.toString() };
}

/** Clones a template into a database of its own for the calling test file. */
export async function cloneDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const name = `t_${newRequestId().replaceAll('-', '')}`;
  await onCluster((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    ...addressesOf(name),
    drop: () =>
      onCluster(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** The data folder (files, secrets) that belongs to a template of this run's cluster. */
export function templateHome(template: string): string {
  return join(tmpdir(), `motcua-home-${new URL(inject('clusterUrl')).port}`, template);
}

/**
 * Makes a further template once for the whole run, e.g. one that holds the example commune.
 * `fill` gets the addresses of an empty clone; files that come second wait for the first.
 */
export async function ensureTemplate(
  name: string,
  fill: (urls: { owner: string; app: string }) => Promise<void>,
): Promise<void> {
  await onCluster(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount !== 0) {
      return;
    }
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft} TEMPLATE ${TEMPLATE}`);
    await fill(addressesOf(draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  });
}
