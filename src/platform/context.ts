import type { Kysely } from 'kysely';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { DB } from './db/types.gen.ts';
import type { EventBus } from './events.ts';
import type { LiveBus } from './live.ts';
import type { Logger } from './log.ts';
import type { FileStore } from './storage/store.ts';

/** What commands, queries and jobs are given. Made once, in `app.ts` (or by the test harness). */
export interface AppContext {
  readonly config: Config;
  readonly db: Kysely<DB>;
  readonly clock: Clock;
  readonly storage: FileStore;
  readonly live: LiveBus;
  readonly events: EventBus;
  readonly log: Logger;
}
