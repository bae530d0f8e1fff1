import { Kysely, type LogEvent, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { AppContext } from '#platform/context.ts';
import { makePool } from '#platform/db/pool.ts';
import type { DB } from '#platform/db/types.gen.ts';

/** One statement as it was sent. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const FRAME = /^(begin|start transaction|commit|rollback|set transaction)/i;

/** The dialect of the product, except that nothing is ever kept: a commit takes everything back. */
class TakingBack extends PostgresDialect {
  override createDriver() {
    const driver = super.createDriver();
    driver.commitTransaction = (connection) => driver.rollbackTransaction(connection);
    return driver;
  }
}

export interface Recorder {
  /** The context, with a database that writes statements down; `keep: false` takes every transaction back. */
  readonly ctx: AppContext;
  /** Runs the work; returns its statements in order, BEGIN and COMMIT left out. */
  record(work: () => Promise<unknown>): Promise<readonly Statement[]>;
  close(): Promise<void>;
}

/** A context on the same database that remembers what is asked of it. */
export function recorder(ctx: AppContext, appUrl: string, keep: boolean): Recorder {
  let heard: Statement[] = [];
  const log = ({ level, query }: LogEvent) => {
    if (level === 'query' && !FRAME.test(query.sql)) {
      heard.push({ sql: query.sql, parameters: query.parameters });
    }
  };
  const pool = makePool({ connectionString: appUrl, role: 'motcua_app', max: 4 });
  const db = new Kysely<DB>({ dialect: new (keep ? PostgresDialect : TakingBack)({ pool }), log });
  return {
    ctx: { ...ctx, db },
    async record(work) {
      heard = [];
      await work();
      return heard;
    },
    close: () => db.destroy(),
  };
}

/** Sends the statements of one recorded transaction by the bare driver, each prepared under its name, and commits. */
export async function replay(
  pool: pg.Pool,
  names: Map<string, string>,
  statements: readonly Statement[],
): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    for (const { sql, parameters } of statements) {
      const name = names.get(sql) ?? `r${names.size + 1}`;
      names.set(sql, name);
      await connection.query({ name, text: sql, values: [...parameters] });
    }
    await connection.query('COMMIT');
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  } finally {
    connection.release();
  }
}
