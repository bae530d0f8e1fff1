import { z } from 'zod';

/** First bytes of every backup file; the number is the version of the container. */
export const MAGIC = Buffer.from('MOTCUA-BACKUP 1\n', 'latin1');
/** Plain bytes of one encrypted chunk. */
export const CHUNK_BYTES = 256 * 1024;
/** Bytes that authenticate one chunk (AES-GCM tag). */
export const TAG_BYTES = 16;

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * The readable head of a backup file: how its key is derived and whose it is. Nothing in it is secret; it is
 * authenticated together with every chunk. The bounds keep a forged head from eating the machine's memory.
 */
export const Head = z.object({
  kdf: z.literal('scrypt'),
  /** scrypt's work factor N as a power of two, with r = 8 and p = 1. */
  log2n: z.number().int().min(14).max(20),
  salt: z.base64url().length(43),
  /** Tells a wrong key from a damaged file, and nothing about the key. */
  check: z.base64url().length(43),
  cipher: z.literal('aes-256-gcm'),
  compression: z.literal('zstd'),
  /** Which installation made the file, so that `--keep` never removes a neighbour's. */
  installation: z.uuid(),
  createdAt: z.string(),
});
export type Head = z.infer<typeof Head>;

/** One table as it was exported: `rows` in the order of `columns`, PostgreSQL's COPY text format. */
export const TableShape = z.object({
  schema: z.string().min(1),
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
});
export type TableShape = z.infer<typeof TableShape>;

/** What a reader must know before the first row: the first part of every backup. */
export const About = z.object({
  product: z.string(),
  createdAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256, appliedAt: z.string() })),
  tables: z.array(TableShape),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), last: z.string().nullable() })),
});
export type About = z.infer<typeof About>;

/** The label in front of a part's bytes. */
export const PartLabel = z.object({
  name: z.string().min(1),
  mode: z.number().int().min(0).max(0o777).optional(),
});
export type PartLabel = z.infer<typeof PartLabel>;

/** One part's counts and digest, as the manifest keeps them. `rows` is there for tables and jobs. */
export const PartSum = z.object({ name: z.string().min(1), bytes: count, sha256, rows: count.optional() });
export type PartSum = z.infer<typeof PartSum>;

/** The last part: what the file must hold. */
export const Manifest = z.object({ parts: z.array(PartSum) });
export type Manifest = z.infer<typeof Manifest>;

export const ABOUT = 'about.json';
export const MANIFEST = 'manifest.json';
export const JOBS = 'jobs.jsonl';
const TABLE = 'table/';
const HOME = 'home/';

/** Part name of a table's rows. */
export const tablePart = (table: Pick<TableShape, 'schema' | 'name'>): string =>
  `${TABLE}${table.schema}.${table.name}`;

/** Part name of a file of the data home; `path` is relative, with forward slashes. */
export const homePart = (path: string): string => HOME + path;

/** The relative path of a part that is a file of the data home, else nothing. */
export const homePath = (part: string): string | undefined =>
  part.startsWith(HOME) ? part.slice(HOME.length) : undefined;

/** Counts for people: what a backup holds. */
export interface Counts {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly jobs: number;
}

/** Sums a manifest up. */
export function countsOf(manifest: Manifest): Counts {
  const tables = manifest.parts.filter((part) => part.name.startsWith(TABLE));
  return {
    tables: tables.length,
    rows: tables.reduce((sum, part) => sum + (part.rows ?? 0), 0),
    files: manifest.parts.filter((part) => part.name.startsWith(HOME)).length,
    jobs: manifest.parts.find((part) => part.name === JOBS)?.rows ?? 0,
  };
}
