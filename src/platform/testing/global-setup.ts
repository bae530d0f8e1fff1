import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureDatabase, prepareDatabase } from '../db/database.ts';
import { startEmbedded } from '../db/embedded/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The throwaway cluster, as superuser, database `postgres`. */
    clusterUrl: string;
  }
}

/** The migrated, empty database that test files clone. */
export const TEMPLATE = 'motcua_template';

const MEMORY_FOLDER = '/dev/shm';
const NEEDED_BYTES = 4 * 1024 ** 3;

/**
 * Where the throwaway cluster lies: in memory where there is plenty, else on the disk. Each test file clones a database of more than
 * a thousand small files, which a busy disk takes seconds for.
 */
async function clusterParent(): Promise<string> {
  const found = await statfs(MEMORY_FOLDER).catch(() => undefined);
  const room = found === undefined ? 0 : found.bavail * found.bsize;
  return Math.min(room, process.availableMemory()) >= NEEDED_BYTES ? MEMORY_FOLDER : tmpdir();
}

let stop: (() => Promise<void>) | undefined;

/** Builds the pages' assets, starts one throwaway PostgreSQL for the whole run and migrates the template. */
export async function setup(project: TestProject): Promise<void> {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/build-assets.mjs')], {
    stdio: 'ignore',
  });
  const dataHome = await mkdtemp(join(await clusterParent(), 'motcua-test-'));
  const engineHome = join(tmpdir(), `motcua-test-engine-${process.getuid?.() ?? 0}`);
  const postgres = await startEmbedded({ dataHome, engineHome, throwaway: true });
  stop = async () => {
    await postgres.stop();
    await rm(dataHome, { recursive: true, force: true });
    const { port } = new URL(postgres.adminUrl());
    await rm(join(tmpdir(), `motcua-home-${port}`), { recursive: true, force: true });
  };
  await prepareDatabase(await ensureDatabase(postgres.adminUrl(), TEMPLATE));
  project.provide('clusterUrl', postgres.adminUrl());
}

export async function teardown(): Promise<void> {
  await stop?.();
}
