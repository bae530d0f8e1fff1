import { parseCronItems, type Runner, run, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { AppContext } from './context.ts';
import type { Tx } from './db/tx.ts';
import type { Module } from './module.ts';

export interface JobOptions {
  /** A later job with the same key replaces one that has not started yet. */
  readonly jobKey?: string;
  /** Not before this instant. Default: as soon as the transaction commits. */
  readonly runAt?: Temporal.Instant;
  /** Not before so many seconds from now by the database's clock, for tries that are repeated. */
  readonly inSeconds?: number;
}

/** Adds a job in the running transaction: it runs when and only when the transaction commits. */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  await sql`select app.enqueue(${task}, ${JSON.stringify(payload)}::json, ${options.jobKey ?? null},
    coalesce(${options.runAt?.toString() ?? null}::timestamptz,
      clock_timestamp() + make_interval(secs => ${options.inSeconds ?? null}::float8)))`.execute(tx);
}

export interface JobRunner {
  stop(): Promise<void>;
}

/** Starts working off the jobs of all modules. Failed jobs are tried again with growing delay. */
export async function startJobs(
  ctx: AppContext,
  modules: readonly Module[],
  ownerPool: pg.Pool,
  concurrency = 4,
): Promise<JobRunner> {
  const handlers = modules.flatMap((module) => Object.entries(module.tasks ?? {}));
  const taskList = Object.fromEntries(
    handlers.map(([name, handler]) => [name, (payload: unknown) => handler(ctx, payload)]),
  );
  const crons = modules.flatMap((module) => module.crons ?? []);
  const runner: Runner = await run({
    pgPool: ownerPool,
    concurrency,
    taskList,
    noHandleSignals: true,
    pollInterval: 2_000,
    parsedCronItems: parseCronItems(
      crons.map(({ task, cron }) => ({
        task,
        match: cron,
        identifier: task,
        options: { backfillPeriod: 0, maxAttempts: 3 },
      })),
    ),
    logger: new WorkerLogger(() => (level, message, meta) => {
      if (level === 'error' || level === 'warning') {
        ctx.log.warn({ job: meta }, message);
      }
    }),
  });
  return { stop: () => runner.stop() };
}
