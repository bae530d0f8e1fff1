import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { BackupError, errnoOf } from './error.ts';
import { CHUNK_BYTES, Head, MAGIC, TAG_BYTES } from './format.ts';

const MAX_HEAD = 4096;

/**
 * Each chunk has its own nonce: its number, and in front whether it is the last. A chunk that was moved, repeated,
 * changed or left out does not open, and neither does a file that ends early. The key serves one file only.
 */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(last ? 1 : 0, 0);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

/** The bytes in front of the chunks: magic, length of the head, head. */
export function encodeHead(head: Head): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([MAGIC, length, json]);
}

const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Encrypts a stream into the bytes of a backup file, head first. Holds one chunk in memory. */
export async function* seal(
  source: AsyncIterable<Buffer>,
  key: Buffer,
  headBytes: Buffer,
): AsyncGenerator<Buffer> {
  const bound = digest(headBytes);
  const sealChunk = (plain: Buffer, index: number, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last));
    cipher.setAAD(bound);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  yield headBytes;
  let index = 0;
  let pending: Buffer[] = [];
  let size = 0;
  for await (const bytes of source) {
    pending.push(bytes);
    size += bytes.length;
    if (size > CHUNK_BYTES) {
      let rest: Buffer = Buffer.concat(pending);
      // Strictly more than a chunk: the last one must stay behind, to be marked as the last.
      while (rest.length > CHUNK_BYTES) {
        yield sealChunk(rest.subarray(0, CHUNK_BYTES), index++, false);
        rest = rest.subarray(CHUNK_BYTES);
      }
      pending = [rest];
      size = rest.length;
    }
  }
  yield sealChunk(Buffer.concat(pending), index, true);
}

/** An opened backup file; close `handle` when done. */
export interface SealedFile {
  readonly handle: FileHandle;
  readonly head: Head;
  readonly headBytes: Buffer;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) {
      break;
    }
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

function parseHead(json: Buffer): Head | undefined {
  try {
    return Head.safeParse(JSON.parse(json.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

async function readHead(handle: FileHandle, file: string): Promise<SealedFile> {
  const start = await readAt(handle, 0, MAGIC.length + 4);
  const magic = start.subarray(0, MAGIC.length);
  if (!magic.equals(MAGIC)) {
    const newer = /^MOTCUA-BACKUP \d+\n/.test(magic.toString('latin1'));
    throw new BackupError(newer ? 'newer-format' : 'not-a-backup', { file });
  }
  const length = start.length === MAGIC.length + 4 ? start.readUInt32BE(MAGIC.length) : 0;
  const json =
    length > 0 && length <= MAX_HEAD ? await readAt(handle, start.length, length) : Buffer.alloc(0);
  const head = parseHead(json);
  if (head === undefined) {
    throw new BackupError('not-a-backup', { file });
  }
  return { handle, head, headBytes: Buffer.concat([start, json]) };
}

/** Opens a backup file and reads its head. @throws BackupError when there is no such file or it is something else */
export async function openSealed(file: string): Promise<SealedFile> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw errnoOf(error) === undefined ? error : new BackupError('file-missing', { file }, error);
  });
  try {
    return await readHead(handle, file);
  } catch (error) {
    await handle.close();
    throw errnoOf(error) === 'EISDIR' ? new BackupError('file-missing', { file }, error) : error;
  }
}

/** Decrypts chunk by chunk; every byte that comes out was written by the holder of the key, in this place of this file. */
export async function* unseal(sealed: SealedFile, key: Buffer, file: string): AsyncGenerator<Buffer> {
  const bound = digest(sealed.headBytes);
  const full = CHUNK_BYTES + TAG_BYTES;
  const { size } = await sealed.handle.stat();
  let position = sealed.headBytes.length;
  for (let index = 0; ; index += 1) {
    const bytes = await readAt(sealed.handle, position, full);
    position += bytes.length;
    const last = position >= size;
    if (bytes.length < TAG_BYTES) {
      throw new BackupError('damaged', { file, where: `byte ${position}` });
    }
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, last));
    decipher.setAAD(bound);
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const plain = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
    try {
      decipher.final();
    } catch (error) {
      throw new BackupError('damaged', { file, where: `byte ${position}` }, error);
    }
    yield plain;
    if (last) {
      return;
    }
  }
}
