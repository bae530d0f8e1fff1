/**
 * IPP as bytes (RFC 8010): version, operation or status, request id, groups of attributes, data. Only the value tags that
 * printing a page needs are written; all others are read as raw bytes, so that an unknown one never breaks the reading.
 */

/** Operations of RFC 8011 that are used. */
export const IPP_OPERATIONS = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;

/** Group delimiters (RFC 8010 §3.5.1). */
export const IPP_GROUPS = { operation: 1, job: 2, printer: 4, unsupported: 5 } as const;
const END = 3;

const TAGS = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  textWithoutLanguage: 0x41,
  nameWithoutLanguage: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;
export type IppTag = keyof typeof TAGS;

/** One attribute to send. */
export interface IppAttribute {
  readonly tag: IppTag;
  readonly name: string;
  readonly values: readonly (string | number | boolean)[];
}

/** What came for one value: numbers of integer and enum, truth, text of the text-like tags, else the bytes. */
export type IppValue = string | number | boolean | Buffer;

/** One group as read: its delimiter and its attributes by name. */
export interface IppGroup {
  readonly tag: number;
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>;
}

/** A message as read. `code` is the operation of a request or the status of an answer. */
export interface IppMessage {
  readonly version: readonly [number, number];
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
  /** What follows the attributes: the document. */
  readonly data: Buffer;
}

/** The bytes are no IPP message. */
export class IppFormatError extends Error {
  constructor(what: string) {
    super(`IPP: ${what}`);
    this.name = 'IppFormatError';
  }
}

function valueBytes(tag: IppTag, value: string | number | boolean): Buffer {
  if (tag === 'integer' || tag === 'enum') {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(Number(value));
    return bytes;
  }
  return tag === 'boolean' ? Buffer.from([value === true ? 1 : 0]) : Buffer.from(String(value), 'utf8');
}

function lengthPrefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function attributeBytes({ tag, name, values }: IppAttribute): Buffer {
  return Buffer.concat(
    values.flatMap((value, index) => [
      Buffer.from([TAGS[tag]]),
      // Further values of the same attribute have an empty name.
      lengthPrefixed(Buffer.from(index === 0 ? name : '', 'utf8')),
      lengthPrefixed(valueBytes(tag, value)),
    ]),
  );
}

/** Writes a message. @throws RangeError when a value is longer than 65 535 bytes */
export function encodeIpp(message: {
  readonly version?: readonly [number, number];
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly { readonly tag: number; readonly attributes: readonly IppAttribute[] }[];
  readonly data?: Uint8Array;
}): Buffer {
  const head = Buffer.alloc(8);
  const [major, minor] = message.version ?? [2, 0];
  head.writeUInt8(major, 0);
  head.writeUInt8(minor, 1);
  head.writeUInt16BE(message.code, 2);
  head.writeInt32BE(message.requestId, 4);
  return Buffer.concat([
    head,
    ...message.groups.flatMap(({ tag, attributes }) => [
      Buffer.from([tag]),
      ...attributes.map(attributeBytes),
    ]),
    Buffer.from([END]),
    message.data ?? new Uint8Array(),
  ]);
}

function readValue(tag: number, bytes: Buffer): IppValue {
  if ((tag === TAGS.integer || tag === TAGS.enum) && bytes.length === 4) {
    return bytes.readInt32BE();
  }
  if (tag === TAGS.boolean && bytes.length === 1) {
    return bytes[0] === 1;
  }
  // 0x40–0x4f are character strings; "with language" ones begin with two lengths and stay bytes.
  return tag >= 0x41 && tag <= 0x4f ? bytes.toString('utf8') : bytes;
}

/** Reads a message. @throws IppFormatError when it ends before it should */
export function decodeIpp(bytes: Buffer): IppMessage {
  let at = 8;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) {
      throw new IppFormatError(`${bytes.length} bytes end within an attribute`);
    }
    at += length;
    return bytes.subarray(at - length, at);
  };
  if (bytes.length < 9) {
    throw new IppFormatError(`${bytes.length} bytes are no message`);
  }
  const groups: { tag: number; attributes: Map<string, IppValue[]> }[] = [];
  let values: IppValue[] | undefined;
  for (;;) {
    const tag = take(1).readUInt8();
    if (tag === END) {
      break;
    }
    const group = groups.at(-1);
    if (tag < 0x10) {
      groups.push({ tag, attributes: new Map() });
      values = undefined;
      continue;
    }
    const name = take(take(2).readUInt16BE()).toString('utf8');
    const value = readValue(tag, take(take(2).readUInt16BE()));
    if (group === undefined || (name === '' && values === undefined)) {
      throw new IppFormatError('a value stands before its attribute');
    }
    if (name !== '') {
      values = [];
      group.attributes.set(name, values);
    }
    values?.push(value);
  }
  return {
    version: [bytes.readUInt8(0), bytes.readUInt8(1)],
    code: bytes.readUInt16BE(2),
    requestId: bytes.readInt32BE(4),
    groups,
    data: bytes.subarray(at),
  };
}

/** All values of one attribute in the first group of a kind. */
export function ippValues(message: IppMessage, group: number, name: string): readonly IppValue[] {
  return message.groups.find(({ tag }) => tag === group)?.attributes.get(name) ?? [];
}
