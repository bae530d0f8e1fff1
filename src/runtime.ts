import type pg from 'pg';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import type { AppContext } from '#platform/context.ts';
import { type DatabaseUrls, ensureDatabase, prepareDatabase } from '#platform/db/database.ts';
import { type EmbeddedPostgres, startEmbedded } from '#platform/db/embedded/server.ts';
import { makeDb, makePool } from '#platform/db/pool.ts';
import { EventBus } from '#platform/events.ts';
import { startLive } from '#platform/live.ts';
import { makeLog } from '#platform/log.ts';
import { makeFileStore } from '#platform/storage/store.ts';
import { subscribeAll } from './app.ts';
import { MODULES } from './modules.ts';

/** The database's name in the embedded cluster. */
export const DATABASE = 'motcua';

export interface Runtime {
  readonly ctx: AppContext;
  /** Pool as owner of the database, for the job queue. */
  readonly ownerPool: pg.Pool;
  readonly embedded: EmbeddedPostgres | undefined;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly clock?: Clock;
  /** Leaves an embedded database that was running before alone. Commands do, the server does not. */
  readonly guest?: boolean;
  /** False gives up durability for speed; see the pool. */
  readonly durable?: boolean;
}

async function openDatabase(config: Config, guest: boolean, onRestart: () => void) {
  if (config.databaseUrl !== undefined) {
    return { embedded: undefined, urls: await prepareDatabase(config.databaseUrl, config.databaseAppUrl) };
  }
  const embedded = await startEmbedded({ dataHome: config.dataHome, guest, onRestart });
  const urls: DatabaseUrls = await prepareDatabase(await ensureDatabase(embedded.adminUrl(), DATABASE));
  return { embedded, urls };
}

/** Opens everything a server or a command needs: database (migrated), files, live updates, the modules' subscriptions. */
export async function openRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const log = makeLog(config.logLevel);
  const { embedded, urls } = await openDatabase(config, options.guest === true, () =>
    log.error('PostgreSQL ended, starting it again'),
  );
  const onError = (error: Error) => log.warn({ err: error }, 'database connection lost');
  const db = makeDb(
    makePool({
      connectionString: urls.app,
      max: config.databasePool,
      durable: options.durable ?? true,
      onError,
    }),
  );
  const ownerPool = makePool({ connectionString: urls.owner, max: 6, onError });
  const live = startLive(urls.app, log);
  await live.ready;
  const ctx: AppContext = {
    config,
    db,
    clock: options.clock ?? systemClock,
    storage: makeFileStore(config),
    live,
    events: new EventBus(),
    log,
  };
  subscribeAll(ctx, MODULES);
  return {
    ctx,
    ownerPool,
    embedded,
    async close() {
      await live.stop();
      await db.destroy();
      await ownerPool.end();
      await embedded?.stop();
    },
  };
}
