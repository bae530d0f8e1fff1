/** Which cells of a sheet are merged: a workbook (`.xlsx`) keeps the value in the first cell only, and the reader of cells does not tell. */
import { inflateRawSync } from 'node:zlib';

/** A merged block; rows and columns from 0, both ends included. */
export interface MergedBlock {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Largest part of a workbook that is unpacked, in bytes: what is larger is no export of dossiers. */
const LARGEST_PART = 256 * 1024 * 1024;
const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** A part of the workbook by name, from the directory at the end of the archive (PKWARE APPNOTE 4.3); null where it has none. */
function partOf(zip: Buffer, wanted: string): string | null {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || zip.readUInt32LE(end) !== END) {
    return null;
  }
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0 && zip.readUInt32LE(at) === ENTRY; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === wanted) {
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20));
      const bytes =
        zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed, { maxOutputLength: LARGEST_PART });
      return bytes.toString('utf8');
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return null;
}

/** The part that holds the first sheet, as the workbook orders them. */
function firstSheet(zip: Buffer): string {
  const sheet = /<(?:\w+:)?sheet\s[^>]*?r:id="([^"]+)"/.exec(partOf(zip, 'xl/workbook.xml') ?? '')?.[1];
  const links = partOf(zip, 'xl/_rels/workbook.xml.rels') ?? '';
  const link = [...links.matchAll(/<Relationship\s[^>]*>/g)].find(([tag]) => tag.includes(`Id="${sheet}"`));
  const target = /Target="([^"]+)"/.exec(link?.[0] ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** "AB" → 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The merged blocks of the first sheet; none where the file is no workbook. */
export function mergedBlocks(bytes: Uint8Array): readonly MergedBlock[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const xml = partOf(zip, firstSheet(zip)) ?? '';
  return [...xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(
    ([, left = 'A', top = '1', right = 'A', bottom = '1']) => ({
      top: Number(top) - 1,
      left: columnOf(left),
      bottom: Number(bottom) - 1,
      right: columnOf(right),
    }),
  );
}
