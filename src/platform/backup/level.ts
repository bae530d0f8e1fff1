import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS_DIR, migrate } from '../db/migrate.ts';
import { BackupError, errnoOf } from './error.ts';
import type { About } from './format.ts';

/**
 * The installed product must know every migration of the backup, unchanged.
 * @throws BackupError `product-older`, `migration-differs`
 */
export async function checkLevel(about: About, dir = MIGRATIONS_DIR): Promise<void> {
  for (const { name, sha256 } of about.migrations) {
    const text = await readFile(join(dir, name)).catch((error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') {
        throw error;
      }
      throw new BackupError('product-older', { name, version: about.product });
    });
    if (createHash('sha256').update(text).digest('hex') !== sha256) {
      throw new BackupError('migration-differs', { name, version: about.product });
    }
  }
}

/** Brings an empty database to exactly the backup's level, so that its rows fit; later migrations come after the rows. */
export async function migrateToLevel(
  databaseUrl: string,
  about: About,
  scratch: string,
  dir = MIGRATIONS_DIR,
): Promise<void> {
  await mkdir(scratch, { recursive: true });
  try {
    for (const { name } of about.migrations) {
      await copyFile(join(dir, name), join(scratch, name));
    }
    await migrate(databaseUrl, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
