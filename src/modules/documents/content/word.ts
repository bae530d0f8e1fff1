/** Why a Word file is not taken. */
export type WordProblem = 'not-word' | 'macros' | 'embedded' | 'encrypted';

const END_OF_ZIP = Buffer.from('PK\x05\x06', 'latin1');
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const ENTRIES_LIMIT = 5000;

interface ZipEntry {
  readonly name: string;
  readonly encrypted: boolean;
}

/** The names in a zip's central directory; nothing is unpacked. Null when it is not a plain zip from first to last byte. */
function zipEntries(bytes: Buffer): readonly ZipEntry[] | null {
  const end = bytes.lastIndexOf(END_OF_ZIP);
  if (
    bytes.readUInt32LE(0) !== 0x04034b50 ||
    end < 0 ||
    end + 22 + bytes.readUInt16LE(end + 20) !== bytes.length
  ) {
    return null;
  }
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (at + ENTRY_SIZE <= end && bytes.readUInt32LE(at) === ENTRY && entries.length < ENTRIES_LIMIT) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength);
    entries.push({ name, encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1 });
    at += ENTRY_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Looks into a Word file (.docx) by the names of its parts: refuses macros, embedded programs and encryption. */
export function inspectWord(content: Uint8Array): readonly WordProblem[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const entries = bytes.length < 26 ? null : zipEntries(bytes);
  const has = (pattern: RegExp) => entries?.some(({ name }) => pattern.test(name)) ?? false;
  const problems: WordProblem[] = [];
  if (!has(/^\[Content_Types\]\.xml$/) || !has(/^word\/document\.xml$/)) {
    problems.push('not-word');
  }
  if (has(/vbaProject|vbaData|\.bin$/i) || has(/^word\/activeX\//i)) {
    problems.push('macros');
  }
  if (has(/^word\/embeddings\//i)) {
    problems.push('embedded');
  }
  if (entries?.some(({ encrypted }) => encrypted) ?? false) {
    problems.push('encrypted');
  }
  return problems;
}
