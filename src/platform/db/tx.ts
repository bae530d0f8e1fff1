import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Actor } from '../actor.ts';
import type { DB } from './types.gen.ts';

/** A transaction that sees only the rows of one centre. */
export type Tx = Transaction<DB>;

interface HasDb {
  readonly db: Kysely<DB>;
}

export interface TxOptions {
  /** `serializable` where a decision rests on rows that another transaction may add. Default: read committed. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** How often it is tried when transactions get in one another's way. Default: 5. */
  readonly attempts?: number;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const ATTEMPTS = 5;
/** Longest wait before the second try, in milliseconds; it grows with each further one. */
const CALM_MS = 20;

/** Whether transactions got in one another's way: the same work may succeed when it is tried again. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK)
  );
}

async function setTenant(tx: Tx, centreId: string): Promise<void> {
  await sql`select set_config('app.centre_id', ${centreId}, true)`.execute(tx);
}

/**
 * Runs `work` in one transaction that is bound to the actor's centre, and commits when it returns.
 * Serialization failures and deadlocks are tried again a few times, so `work` must have no effects of its own:
 * what happens outside the database is a job.
 */
export async function inTransaction<T>(
  ctx: HasDb,
  actor: Pick<Actor, 'centreId'>,
  work: (tx: Tx) => Promise<T>,
  options: TxOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db
        .transaction()
        .setIsolationLevel(options.isolation ?? 'read committed')
        .execute(async (tx) => {
          await setTenant(tx, actor.centreId);
          return work(tx);
        });
    } catch (error) {
      if (attempt >= (options.attempts ?? ATTEMPTS) || !isRetryable(error)) {
        throw error;
      }
      // Those that met come back at different moments.
      await sleep(Math.random() * CALM_MS * attempt);
    }
  }
}

/** As {@link inTransaction}, but the database refuses to write. All statements see one snapshot. */
export async function readOnly<T>(
  ctx: HasDb,
  actor: Pick<Actor, 'centreId'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await setTenant(tx, actor.centreId);
      return work(tx);
    });
}
