import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { toLocal } from '../time.ts';
import { BackupError, writeError } from './error.ts';
import { type Counts, countsOf } from './format.ts';
import { homeEntries } from './home.ts';
import type { RestoredJobs } from './jobs.ts';
import { ID_FILE, KEY_FILE } from './key.ts';
import { checkLevel, migrateToLevel } from './level.ts';
import { loadBackup } from './load.ts';
import { type CheckedBackup, checkBackup } from './open.ts';
import { syncFolder } from './rotate.ts';
import { beside, checkRights, databaseName, inspectTarget, otherDatabase, renameDatabase } from './target.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly secret: string;
  /** The database to restore to, as owner; it need not exist. */
  readonly ownerUrl: string;
  readonly dataHome: string;
  /** Set what is there aside instead of refusing. */
  readonly replace: boolean;
  /** Let jobs that were due run: only when the old machine did nothing after the backup. */
  readonly resumeJobs: boolean;
  readonly now: Temporal.Instant;
}

export interface RestoreReport extends Counts {
  /** When the backup was taken. */
  readonly createdAt: string;
  readonly heldJobs: number;
  /** Where the former data lie now, if there were any. */
  readonly setAside: { readonly database?: string; readonly folder?: string };
  /** Migrations that are newer than the backup and were applied to it. */
  readonly migrated: readonly string[];
}

interface Places {
  readonly target: string;
  readonly draft: string;
  readonly formerDatabase: string;
  readonly staging: string;
  readonly formerFolder: string;
}

function placesOf(options: RestoreOptions): Places {
  const stamp = toLocal(options.now)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace(/\D/g, '');
  const target = databaseName(options.ownerUrl);
  return {
    target,
    draft: `${target}_restoring_${stamp}`,
    formerDatabase: `${target}_before_${stamp}`,
    staging: join(options.dataHome, `restoring-${stamp}`),
    formerFolder: join(options.dataHome, `before-restore-${stamp}`),
  };
}

/** The key may have been laid there to open the backup: alone it is no data. */
async function dataIn(dataHome: string): Promise<string | undefined> {
  return (await homeEntries(dataHome)).find((name) => name !== KEY_FILE && name !== ID_FILE);
}

async function inspect(options: RestoreOptions): Promise<{ exists: boolean }> {
  await beside(options.ownerUrl, checkRights);
  const { exists, tableWithRows } = await inspectTarget(options.ownerUrl);
  const what = tableWithRows ?? (await dataIn(options.dataHome));
  if (what !== undefined && !options.replace) {
    throw new BackupError('not-empty', { what });
  }
  return { exists };
}

interface Filled {
  readonly jobs: RestoredJobs;
  readonly migrated: readonly string[];
}

/** Builds the whole restored installation beside the present one, which is not touched. */
async function fill(options: RestoreOptions, places: Places, checked: CheckedBackup): Promise<Filled> {
  const files = join(places.staging, 'home');
  await mkdir(files, { recursive: true, mode: 0o700 });
  await ensureDatabase(otherDatabase(options.ownerUrl, 'postgres'), places.draft);
  const databaseUrl = otherDatabase(options.ownerUrl, places.draft);
  await migrateToLevel(databaseUrl, checked.about, join(places.staging, 'migrations'));
  const jobs = await loadBackup({ ...options, checked, databaseUrl, folder: files });
  const { applied } = await migrate(databaseUrl);
  return { jobs, migrated: applied };
}

/** A row of steps that can be taken back, last first, when a later one fails. */
class Steps {
  readonly #back: (() => Promise<void>)[] = [];

  async take(forth: () => Promise<void>, back: () => Promise<void>): Promise<void> {
    await forth();
    this.#back.unshift(back);
  }

  async undo(): Promise<void> {
    for (const back of this.#back) {
      await back().catch(() => undefined);
    }
  }
}

async function swapDatabase(steps: Steps, url: string, places: Places, exists: boolean): Promise<void> {
  const move = (from: string, to: string) => beside(url, (client) => renameDatabase(client, from, to));
  if (exists) {
    await steps.take(
      () => move(places.target, places.formerDatabase),
      () => move(places.formerDatabase, places.target),
    );
  }
  await steps.take(
    () => move(places.draft, places.target),
    () => move(places.target, places.draft),
  );
}

async function moveEntries(steps: Steps, names: readonly string[], from: string, to: string): Promise<void> {
  for (const name of names) {
    await steps.take(
      () => rename(join(from, name), join(to, name)),
      () => rename(join(to, name), join(from, name)),
    );
  }
}

async function swap(
  options: RestoreOptions,
  places: Places,
  exists: boolean,
): Promise<RestoreReport['setAside']> {
  const { dataHome } = options;
  const steps = new Steps();
  const files = join(places.staging, 'home');
  const coming = await readdir(files);
  // A key that the backup does not hold stays: it opens other backups.
  const going = (await homeEntries(dataHome)).filter(
    (name) => coming.includes(name) || (name !== KEY_FILE && name !== ID_FILE),
  );
  try {
    await swapDatabase(steps, options.ownerUrl, places, exists);
    if (going.length > 0) {
      await mkdir(places.formerFolder, { mode: 0o700 });
    }
    await moveEntries(steps, going, dataHome, places.formerFolder);
    await moveEntries(steps, coming, files, dataHome);
    await syncFolder(dataHome);
  } catch (error) {
    await steps.undo();
    throw error;
  }
  return {
    ...(exists ? { database: places.formerDatabase } : {}),
    ...(going.length > 0 ? { folder: places.formerFolder } : {}),
  };
}

async function clear(options: RestoreOptions, places: Places): Promise<void> {
  await rm(places.staging, { recursive: true, force: true });
  await beside(options.ownerUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(places.draft)} WITH (FORCE)`),
  );
}

/**
 * Restores a backup: proves the whole file, builds database and files beside what is there, then swaps by renaming.
 * Until the swap nothing present is touched, and what is swapped out is kept under another name.
 *
 * @throws BackupError in words for the person at the terminal; then everything is as it was
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  await mkdir(options.dataHome, { recursive: true });
  const checked = await checkBackup(options.file, options.secret);
  await checkLevel(checked.about);
  const { exists } = await inspect(options);
  const places = placesOf(options);
  try {
    const { jobs, migrated } = await fill(options, places, checked);
    const setAside = await swap(options, places, exists);
    return {
      createdAt: checked.about.createdAt,
      ...countsOf(checked.manifest),
      heldJobs: jobs.held,
      setAside,
      migrated,
    };
  } catch (error) {
    throw writeError(error, options.dataHome);
  } finally {
    await clear(options, places);
  }
}
