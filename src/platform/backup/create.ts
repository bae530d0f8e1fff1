import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { formatIso } from '../time.ts';
import { encodeHead, seal } from './envelope.ts';
import { BackupError, writeError } from './error.ts';
import {
  ABOUT,
  type About,
  type Counts,
  countsOf,
  type Head,
  homePart,
  JOBS,
  MANIFEST,
  type Manifest,
  tablePart,
} from './format.ts';
import { bytesOf, homeFiles } from './home.ts';
import { installationId, newFileKey } from './key.ts';
import { checkBackup } from './open.ts';
import { PartWriter } from './parts.ts';
import { backupName, rotate, syncFolder } from './rotate.ts';
import { type Snapshot, withSnapshot } from './snapshot.ts';

export interface BackupOptions {
  /** The database as its owner, who may read every centre's rows. */
  readonly ownerUrl: string;
  readonly dataHome: string;
  /** An existing folder for the file. */
  readonly to: string;
  /** How many backups of this installation stay in the folder, the new one included. All when left out. */
  readonly keep?: number;
  /** Passphrase or recovery key. */
  readonly secret: string;
  readonly now: Temporal.Instant;
}

export interface BackupReport extends Counts {
  readonly file: string;
  readonly bytes: number;
  readonly createdAt: string;
  /** Names of older backups that were removed. */
  readonly removed: readonly string[];
}

/** The version of the installed product, from its package.json. */
async function productVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8');
  const found: unknown = JSON.parse(text);
  return typeof found === 'object' && found !== null && 'version' in found ? String(found.version) : '';
}

async function* contents(
  snapshot: Snapshot,
  about: About,
  dataHome: string,
  writer: PartWriter,
): AsyncGenerator<Buffer> {
  yield* writer.part({ name: ABOUT }, [Buffer.from(JSON.stringify(about))]);
  for (const shape of snapshot.about.tables) {
    const { body, rows } = snapshot.table(shape);
    yield* writer.part({ name: tablePart(shape) }, body, rows);
  }
  const jobs = snapshot.jobs();
  yield* writer.part({ name: JOBS }, jobs.body, jobs.rows);
  for await (const { path, mode, handle } of homeFiles(dataHome)) {
    yield* writer.part({ name: homePart(path), mode }, bytesOf(handle));
  }
  yield* writer.end();
}

async function checkFolder(folder: string): Promise<void> {
  const info = await stat(folder).catch(() => undefined);
  if (info?.isDirectory() !== true) {
    throw new BackupError('folder-missing', { folder });
  }
}

/** Writes the encrypted file and returns when the disk has it. @returns what it must hold */
async function write(file: FileHandle, options: BackupOptions, head: Head, key: Buffer): Promise<Manifest> {
  try {
    const writer = new PartWriter();
    await withSnapshot(options.ownerUrl, options.dataHome, async (snapshot) => {
      const about: About = { product: await productVersion(), createdAt: head.createdAt, ...snapshot.about };
      await pipeline(
        Readable.from(contents(snapshot, about, options.dataHome, writer), { objectMode: false }),
        createZstdCompress(),
        (source: AsyncIterable<Buffer>) => file.writeFile(seal(source, key, encodeHead(head))),
      );
    });
    await file.sync();
    return writer.manifest();
  } finally {
    await file.close();
  }
}

/** Reads the file back from the disk: it must open with the person's own secret and hold what was written. */
async function proveReadable(part: string, secret: string, written: Manifest): Promise<void> {
  const { manifest } = await checkBackup(part, secret);
  const parts = written.parts.filter(({ name }) => name !== MANIFEST);
  if (JSON.stringify(manifest.parts) !== JSON.stringify(parts)) {
    throw new BackupError('damaged', { file: part, where: MANIFEST });
  }
}

/**
 * Takes one consistent, encrypted backup while the server runs: all tables of one moment, pending jobs, files and keys.
 * The file gets its name only after it was read back and proven; older ones are removed only after that. Whatever goes
 * wrong, the earlier backups stay and no half file is left.
 *
 * @throws BackupError in words for the person at the terminal
 */
export async function createBackup(options: BackupOptions): Promise<BackupReport> {
  const { to: folder, now, dataHome } = options;
  await checkFolder(folder);
  const taken = (await readdir(folder)).map((entry) => entry.replace(/\.part$/, ''));
  const name = backupName(now, new Set(taken));
  const file = join(folder, name);
  const part = `${file}.part`;
  const fileKey = await newFileKey(options.secret);
  const head: Head = {
    ...fileKey.head,
    cipher: 'aes-256-gcm',
    compression: 'zstd',
    installation: await installationId(dataHome),
    createdAt: formatIso(now),
  };
  // Opened outside the clean-up below: the half file of another backup that runs just now is not ours to remove.
  const handle = await open(part, 'wx', 0o600).catch((error: unknown) => {
    throw writeError(error, folder);
  });
  try {
    const manifest = await write(handle, options, head, fileKey.key);
    await proveReadable(part, options.secret, manifest);
    await rename(part, file);
    await syncFolder(folder);
    const removed =
      options.keep === undefined ? [] : await rotate(folder, options.keep, head.installation, now);
    return {
      file,
      bytes: (await stat(file)).size,
      createdAt: head.createdAt,
      ...countsOf(manifest),
      removed,
    };
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw writeError(error, folder);
  }
}
