import type { Tx } from '#platform/db/tx.ts';
import { ProcessDraft } from './schema/draft.ts';
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

/** Every version of a process, newest first. */
export async function listVersions(tx: Tx, code: string): Promise<readonly StoredProcess[]> {
  const rows = await tx
    .selectFrom('process_versions')
    .select(['version', 'definition'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** A draft as it is kept. */
export interface StoredDraft {
  readonly code: string;
  readonly basedOn: number | null;
  readonly revision: number;
  readonly draft: ProcessDraft;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** The drafts by code. */
export async function listDrafts(tx: Tx, code?: string): Promise<readonly StoredDraft[]> {
  const rows = await tx
    .selectFrom('process_drafts')
    .selectAll()
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    basedOn: row.based_on,
    revision: row.revision,
    draft: ProcessDraft.parse(row.draft),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }));
}

/** Writes a draft over the one of the revision that was read; false when somebody else was first. */
export async function saveDraft(
  tx: Tx,
  draft: Omit<StoredDraft, 'revision'>,
  revision: number,
): Promise<boolean> {
  const values = {
    code: draft.code,
    based_on: draft.basedOn,
    draft: JSON.stringify(draft.draft),
    changed_at: draft.changedAt,
    changed_by: draft.changedBy,
  };
  const written =
    revision === 0
      ? await tx
          .insertInto('process_drafts')
          .values({ ...values, revision: 1 })
          .onConflict((conflict) => conflict.column('code').doNothing())
          .returning('code')
          .execute()
      : await tx
          .updateTable('process_drafts')
          .set({ ...values, revision: revision + 1 })
          .where('code', '=', draft.code)
          .where('revision', '=', revision)
          .returning('code')
          .execute();
  return written.length === 1;
}

/** Removes the draft of a process; false when there was none. */
export async function removeDraft(tx: Tx, code: string): Promise<boolean> {
  const gone = await tx.deleteFrom('process_drafts').where('code', '=', code).returning('code').execute();
  return gone.length === 1;
}
