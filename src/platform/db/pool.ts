import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparing } from './prepare.ts';
import { installTemporal } from './temporal.ts';
import type { DB } from './types.gen.ts';

export interface PoolOptions {
  readonly connectionString: string;
  /** The role that statements run as; `motcua_app` for the application, none for migrations. */
  readonly role?: 'motcua_app';
  readonly max?: number;
  /** False: a commit is answered before it is on disk. Only for what can be played again, such as a simulation. */
  readonly durable?: boolean;
  /** Called when an idle connection breaks (the server went away); the pool heals itself. */
  readonly onError?: (error: Error) => void;
}

/** Opens a connection pool. Sessions use UTC and, when `role` is given, drop to that role before the first statement. */
export function makePool(options: PoolOptions): pg.Pool {
  installTemporal();
  const role = options.role === undefined ? '' : ` -c role=${options.role}`;
  const commit = options.durable === false ? ' -c synchronous_commit=off' : '';
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 10,
    options: `-c timezone=UTC${role}${commit}`,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  const onError = (error: Error) => options.onError?.(error);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** The typed query builder over a pool. */
export function makeDb(pool: pg.Pool): Kysely<DB> {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
}
