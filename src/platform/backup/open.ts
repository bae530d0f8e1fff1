import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { openSealed, unseal } from './envelope.ts';
import { BackupError } from './error.ts';
import { ABOUT, About, type Head, MANIFEST, Manifest, type PartSum } from './format.ts';
import { openFileKey } from './key.ts';
import { type Part, readParts, wholeBody } from './parts.ts';

/** Reads parts; the file is proven to its end only when the iteration has ended by itself. */
export type PartsWork<T> = (parts: AsyncIterable<Part>, head: Head) => Promise<T>;

/**
 * Opens a backup file and hands its parts to `work`, one after the other, decrypted and unpacked as they come.
 * @throws BackupError `file-missing`, `not-a-backup`, `newer-format`, `wrong-key`, `damaged`
 */
export async function readBackup<T>(file: string, secret: string, work: PartsWork<T>): Promise<T> {
  const sealed = await openSealed(file);
  try {
    const key = await openFileKey(secret, sealed.head);
    if (key === undefined) {
      throw new BackupError('wrong-key', { file });
    }
    return await pipeline(
      Readable.from(unseal(sealed, key, file), { objectMode: false }),
      createZstdDecompress(),
      (source: AsyncIterable<Buffer>) => work(readParts(source), sealed.head),
    );
  } finally {
    await sealed.handle.close();
  }
}

/** What a file was proven to hold. */
export interface CheckedBackup {
  readonly head: Head;
  readonly about: About;
  readonly manifest: Manifest;
}

function sameSums(file: string, found: readonly PartSum[], manifest: Manifest): void {
  const wrong =
    manifest.parts.find((part, index) => {
      const other = found[index];
      return other?.name !== part.name || other.bytes !== part.bytes || other.sha256 !== part.sha256;
    })?.name ?? found[manifest.parts.length]?.name;
  if (wrong !== undefined) {
    throw new BackupError('damaged', { file, where: wrong });
  }
}

/**
 * Reads a backup from its first to its last byte: every chunk opens, every part has the digest and the length that the
 * manifest says, and none is missing. Writes nothing.
 * @throws BackupError as {@link readBackup}
 */
export function checkBackup(file: string, secret: string): Promise<CheckedBackup> {
  return readBackup(file, secret, async (parts, head) => {
    const found: PartSum[] = [];
    let about: About | undefined;
    let manifest: Manifest | undefined;
    for await (const part of parts) {
      if (manifest !== undefined) {
        throw new BackupError('damaged', { file, where: part.label.name });
      }
      if (part.label.name === MANIFEST) {
        manifest = Manifest.parse(JSON.parse((await wholeBody(part)).toString('utf8')));
      } else if (part.label.name === ABOUT && found.length === 0) {
        about = About.parse(JSON.parse((await wholeBody(part)).toString('utf8')));
        found.push(part.sum());
      } else {
        for await (const _ of part.body) {
          // only the digest is wanted
        }
        found.push(part.sum());
      }
    }
    if (about === undefined || manifest === undefined) {
      throw new BackupError('damaged', { file, where: about === undefined ? ABOUT : MANIFEST });
    }
    sameSums(file, found, manifest);
    return { head, about, manifest };
  });
}
