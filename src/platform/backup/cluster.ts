import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { startEmbedded } from '../db/embedded/server.ts';
import { BackupError } from './error.ts';

export interface OpenCluster {
  /** The installation's database as owner; neither created nor migrated. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

/**
 * Reaches the installation's PostgreSQL without changing anything in it: the one of DATABASE_URL, the embedded one of a
 * running server, or the embedded one started for the moment.
 * @param make whether an embedded cluster may be made where there is none (restore on a new machine)
 * @throws BackupError `no-data`
 */
export async function openCluster(
  config: Pick<Config, 'databaseUrl' | 'dataHome'>,
  database: string,
  make: boolean,
): Promise<OpenCluster> {
  if (config.databaseUrl !== undefined) {
    return { ownerUrl: config.databaseUrl, close: async () => undefined };
  }
  if (!make && !existsSync(join(config.dataHome, 'postgres', 'PG_VERSION'))) {
    throw new BackupError('no-data', { dataHome: config.dataHome });
  }
  const embedded = await startEmbedded({ dataHome: config.dataHome, guest: true });
  return {
    ownerUrl: embedded.adminUrl(database),
    close: () => embedded.stop(),
  };
}
