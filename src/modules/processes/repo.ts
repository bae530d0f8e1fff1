import type { Tx } from '#platform/db/tx.ts';
import { ProcessDefinition } from './schema.ts';

/** A stored version with its definition. */
export type StoredProcess = ProcessDefinition & { readonly version: number };

interface VersionRow {
  readonly version: number;
  readonly definition: unknown;
}

function fromRow(row: VersionRow): StoredProcess {
  return { ...ProcessDefinition.parse(row.definition), version: row.version };
}

/** The version of each process in force on a local day: the newest of those that had begun. */
export async function listCurrent(tx: Tx, on: Temporal.PlainDate): Promise<readonly StoredProcess[]> {
  const rows = await tx
    .selectFrom('process_versions')
    .distinctOn('code')
    .select(['version', 'definition'])
    .where('valid_from', '<=', on)
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** The newest version of a process. */
export async function findNewest(tx: Tx, code: string): Promise<StoredProcess | null> {
  const row = await tx
    .selectFrom('process_versions')
    .select(['version', 'definition'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Number and digest of the newest version, with the process locked against a second loader. Null when it is new. */
export async function lockNewest(
  tx: Tx,
  code: string,
  at: Temporal.Instant,
): Promise<{ readonly version: number; readonly sha256: Uint8Array } | null> {
  await tx
    .insertInto('processes')
    .values({ code, created_at: at })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
  const newest = await tx
    .selectFrom('process_versions')
    .select(['version', 'sha256'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest ?? null;
}

/** Adds a version. The primary key refuses a second one with the same number. */
export async function addVersion(
  tx: Tx,
  version: {
    readonly definition: ProcessDefinition;
    readonly version: number;
    readonly sha256: Uint8Array;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<void> {
  await tx
    .insertInto('process_versions')
    .values({
      code: version.definition.code,
      version: version.version,
      valid_from: Temporal.PlainDate.from(version.definition.validFrom),
      definition: JSON.stringify(version.definition),
      sha256: Buffer.from(version.sha256),
      created_at: version.at,
      created_by: version.by,
    })
    .execute();
}
