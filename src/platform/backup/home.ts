import { createWriteStream } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errnoOf } from './error.ts';

/** What belongs to this machine's database program, and what an earlier restore set aside: neither saved nor replaced. */
const MACHINE = /^(engine|postgres|postgres\..*|before-restore-.*|restoring-.*)$/;
/** Backups are never put into a backup. */
const BACKUP_FILE = /\.mcb(\.part)?$/;

const PIECE_BYTES = 64 * 1024;

/** Names directly below the data home that are the installation's data: files, keys, recorded voices. */
export async function homeEntries(dataHome: string): Promise<string[]> {
  const names = await readdir(dataHome).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  });
  return names.filter((name) => !MACHINE.test(name) && !BACKUP_FILE.test(name)).sort();
}

/** A file of the data home, opened: it can be read to its end even when it is deleted meanwhile. */
export interface HomeFile {
  /** Relative to the data home, with forward slashes. */
  readonly path: string;
  readonly mode: number;
  readonly handle: FileHandle;
}

async function* walk(dataHome: string, path: string, top: boolean): AsyncGenerator<string> {
  const full = join(dataHome, path);
  // A folder that was moved to a larger disk and linked is followed, links inside it are not.
  const info = await (top ? stat(full) : lstat(full)).catch(() => undefined);
  if (info?.isDirectory() === true) {
    for (const name of (await readdir(full)).sort()) {
      yield* walk(dataHome, `${path}/${name}`, false);
    }
  } else if (info?.isFile() === true && !BACKUP_FILE.test(path)) {
    yield path;
  }
}

/**
 * Opens the files of the data home one after the other. Called after the database's moment was fixed, it meets every
 * file that the rows of that moment speak of; files that came later are surplus and do no harm.
 */
export async function* homeFiles(dataHome: string): AsyncGenerator<HomeFile> {
  for (const entry of await homeEntries(dataHome)) {
    for await (const path of walk(dataHome, entry, true)) {
      const handle = await open(join(dataHome, path), 'r').catch((error: unknown) => {
        if (errnoOf(error) === 'ENOENT') {
          return undefined;
        }
        throw error;
      });
      if (handle !== undefined) {
        try {
          yield { path, mode: (await handle.stat()).mode & 0o777, handle };
        } finally {
          await handle.close();
        }
      }
    }
  }
}

/** The bytes of an opened file, piece by piece. (The handle's own stream would keep the handle from closing.) */
export async function* bytesOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, null);
    if (bytesRead === 0) {
      return;
    }
    yield buffer.subarray(0, bytesRead);
  }
}

/** Whether a path from a backup stays inside the folder that it is put into. */
export function isSafePath(path: string): boolean {
  const steps = path.split('/');
  return (
    !/[\\\0:]/.test(path) &&
    steps.every((step) => step !== '' && step !== '.' && step !== '..') &&
    !MACHINE.test(steps[0] ?? '')
  );
}

/** Writes one file of a backup below `folder` and makes it last. @throws Error for a path that leads out of it */
export async function writeHomeFile(
  folder: string,
  path: string,
  mode: number | undefined,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  if (!isSafePath(path)) {
    throw new Error(`the backup names a file outside the data home: ${path}`);
  }
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await pipeline(body, createWriteStream(full, { flags: 'wx', mode: mode ?? 0o600, flush: true }));
}
