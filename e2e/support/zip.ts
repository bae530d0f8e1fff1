import { inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const DEFLATED = 8;

/** The files of a ZIP whose local headers tell their sizes, by their names; folders are left out. */
export function unpack(zip: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; zip.readUInt32LE(at) === LOCAL; ) {
    const size = zip.readUInt32LE(at + 18);
    const named = at + 30;
    const nameEnd = named + zip.readUInt16LE(at + 26);
    const from = nameEnd + zip.readUInt16LE(at + 28);
    const name = zip.subarray(named, nameEnd).toString('utf8');
    const bytes = zip.subarray(from, from + size);
    if (!name.endsWith('/')) {
      files.set(name, zip.readUInt16LE(at + 8) === DEFLATED ? inflateRawSync(bytes) : bytes);
    }
    at = from + size;
  }
  return files;
}
