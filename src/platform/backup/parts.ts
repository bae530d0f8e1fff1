import { createHash } from 'node:crypto';
import { MANIFEST, type Manifest, PartLabel, type PartSum } from './format.ts';

const FRAME_BYTES = 64 * 1024;
const MAX_LABEL = 64 * 1024;

function lengthOf(bytes: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(bytes);
  return buffer;
}

/** Small pieces (a row, a message of the database) are gathered, so that a frame is worth its four bytes. */
async function* gathered(body: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size >= FRAME_BYTES) {
      yield Buffer.concat(pieces);
      pieces = [];
      size = 0;
    }
  }
  if (size > 0) {
    yield Buffer.concat(pieces);
  }
}

/**
 * Writes the parts of a backup one after the other and keeps their sums for the manifest.
 *
 * A part is: length and JSON of its label, frames of length and bytes, a zero length. No part's size has to be known
 * before it is written, so nothing is ever held whole.
 */
export class PartWriter {
  readonly #sums: PartSum[] = [];

  /** The bytes of one part. `rows` is asked when the body has ended. */
  async *part(
    label: PartLabel,
    body: AsyncIterable<Buffer> | Iterable<Buffer>,
    rows?: () => number,
  ): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let bytes = 0;
    const json = Buffer.from(JSON.stringify(label));
    yield Buffer.concat([lengthOf(json.length), json]);
    for await (const frame of gathered(body)) {
      hash.update(frame);
      bytes += frame.length;
      yield lengthOf(frame.length);
      yield frame;
    }
    yield lengthOf(0);
    this.#sums.push({
      name: label.name,
      bytes,
      sha256: hash.digest('hex'),
      ...(rows === undefined ? {} : { rows: rows() }),
    });
  }

  /** The sums of all parts written so far. */
  manifest(): Manifest {
    return { parts: [...this.#sums] };
  }

  /** The closing part: all sums. */
  async *end(): AsyncGenerator<Buffer> {
    yield* this.part({ name: MANIFEST }, [Buffer.from(JSON.stringify(this.manifest()))]);
  }
}

/** Takes exactly as many bytes as asked from a stream of pieces of any size. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @returns nothing when the stream ended in front of the first byte */
  async take(length: number): Promise<Buffer | undefined> {
    const pieces = [this.#rest];
    let size = this.#rest.length;
    while (size < length) {
      const next = await this.#source.next();
      if (next.done === true) {
        if (size === 0) {
          return undefined;
        }
        throw new Error('the parts end in the middle');
      }
      pieces.push(next.value);
      size += next.value.length;
    }
    const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
    this.#rest = all.subarray(length);
    return all.subarray(0, length);
  }

  async need(length: number): Promise<Buffer> {
    const bytes = length === 0 ? Buffer.alloc(0) : await this.take(length);
    if (bytes === undefined) {
      throw new Error('the parts end in the middle');
    }
    return bytes;
  }
}

/** One part while it is read. The body must be read to its end before the next part; `sum` is there afterwards. */
export interface Part {
  readonly label: PartLabel;
  readonly body: AsyncGenerator<Buffer>;
  sum(): PartSum;
}

function readPart(reader: ByteReader, label: PartLabel): Part & { drain(): Promise<void> } {
  const hash = createHash('sha256');
  let bytes = 0;
  let sum: PartSum | undefined;
  async function* frames(): AsyncGenerator<Buffer> {
    for (;;) {
      const length = (await reader.need(4)).readUInt32BE();
      if (length === 0) {
        sum = { name: label.name, bytes, sha256: hash.digest('hex') };
        return;
      }
      const frame = await reader.need(length);
      hash.update(frame);
      bytes += length;
      yield frame;
    }
  }
  const body = frames();
  return {
    label,
    body,
    sum() {
      if (sum === undefined) {
        throw new Error(`part ${label.name} was not read to its end`);
      }
      return sum;
    },
    async drain() {
      for await (const _ of body) {
        // only the sum is wanted
      }
    },
  };
}

/** Reads the parts in order. A body that the caller did not want is read over. */
export async function* readParts(source: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  const reader = new ByteReader(source);
  for (;;) {
    const head = await reader.take(4);
    if (head === undefined) {
      return;
    }
    const length = head.readUInt32BE();
    if (length > MAX_LABEL) {
      throw new Error('a part has no readable label');
    }
    const label = PartLabel.parse(JSON.parse((await reader.need(length)).toString('utf8')));
    const part = readPart(reader, label);
    yield part;
    await part.drain();
  }
}

/** The whole body of a small part. */
export async function wholeBody(part: Part): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of part.body) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
