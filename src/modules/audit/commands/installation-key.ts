import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform/config.ts';

const FILE = 'installation.key';
const BYTES = 32;

async function readOrMake(dataHome: string): Promise<Buffer> {
  const path = join(dataHome, FILE);
  await mkdir(dataHome, { recursive: true });
  // `wx`: two processes that start together agree on the key of the one that came first.
  await writeFile(path, randomBytes(BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        throw error;
      }
    },
  );
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
  if (key.length !== BYTES) {
    throw new Error(`${path} does not hold a key of ${BYTES} bytes; restore it from the backup`);
  }
  return key;
}

const known = new Map<string, Promise<Buffer>>();

/**
 * The installation's secret, kept in `<dataHome>/installation.key` and never in the database, made at first use.
 * Each purpose gets its own key, so that what one part leaks opens nothing of another. Backups must hold the file:
 * without it seals cannot be checked and authenticator secrets cannot be read.
 *
 * @returns 32 bytes, always the same for one installation and purpose
 */
export async function installationKey(
  config: Pick<Config, 'dataHome'>,
  purpose: string,
): Promise<Uint8Array> {
  let root = known.get(config.dataHome);
  if (root === undefined) {
    root = readOrMake(config.dataHome);
    known.set(config.dataHome, root);
    root.catch(() => known.delete(config.dataHome));
  }
  return new Uint8Array(hkdfSync('sha256', await root, 'motcua', purpose, BYTES));
}
