import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { FormDefinition, type FormVersion } from './schema.ts';
import { FormDraft } from './schema-draft.ts';

const VERSION = ['id', 'code', 'version', 'valid_from', 'definition', 'created_at', 'created_by'] as const;

type VersionRow = {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly valid_from: Temporal.PlainDate;
  readonly definition: unknown;
  readonly created_at: Temporal.Instant;
  readonly created_by: string;
};

function fromRow(row: VersionRow): FormVersion {
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    validFrom: row.valid_from,
    definition: FormDefinition.parse(row.definition),
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

/** The version of each form in force on a local day: the newest of those that have begun. By code. */
export async function listInForce(tx: Tx, on: Temporal.PlainDate): Promise<readonly FormVersion[]> {
  const rows = await tx
    .selectFrom('form_versions')
    .distinctOn('code')
    .select(VERSION)
    .where('valid_from', '<=', on)
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Those in force on a local day that serve a procedure. */
export async function listForProcedure(
  tx: Tx,
  procedure: string,
  on: Temporal.PlainDate,
): Promise<readonly FormVersion[]> {
  const rows = await tx
    .selectFrom((from) =>
      from
        .selectFrom('form_versions')
        .distinctOn('code')
        .select([...VERSION, 'procedures'])
        .where('valid_from', '<=', on)
        .orderBy('code')
        .orderBy('valid_from', 'desc')
        .orderBy('version', 'desc')
        .as('in_force'),
    )
    .select(VERSION)
    .where(sql<boolean>`procedures @> array[${procedure}]::text[]`)
    .orderBy('code')
    .execute();
  return rows.map(fromRow);
}

/** One version by its id. */
export async function findVersion(tx: Tx, id: string): Promise<FormVersion | null> {
  const row = await tx.selectFrom('form_versions').select(VERSION).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Every version of a form, newest first. */
export async function listVersions(tx: Tx, code: string): Promise<readonly FormVersion[]> {
  const rows = await tx
    .selectFrom('form_versions')
    .select(VERSION)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** The newest version of every form, begun or not. By code. */
export async function listNewest(tx: Tx): Promise<readonly FormVersion[]> {
  const rows = await tx
    .selectFrom('form_versions')
    .distinctOn('code')
    .select(VERSION)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Makes the form if it is new and locks it; gives its newest version, null when it has none. */
export async function lockForm(
  tx: Tx,
  form: { readonly centreId: string; readonly code: string; readonly at: Temporal.Instant },
): Promise<{
  readonly version: number;
  readonly sha256: Uint8Array;
  readonly validFrom: Temporal.PlainDate;
} | null> {
  await tx
    .insertInto('forms')
    .values({ centre_id: form.centreId, code: form.code, created_at: form.at })
    .onConflict((conflict) => conflict.columns(['centre_id', 'code']).doNothing())
    .execute();
  await tx.selectFrom('forms').select('code').where('code', '=', form.code).forUpdate().execute();
  const newest = await tx
    .selectFrom('form_versions')
    .select(['version', 'sha256', 'valid_from'])
    .where('code', '=', form.code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined
    ? null
    : { version: newest.version, sha256: newest.sha256, validFrom: newest.valid_from };
}

/** Adds a version; the unique key refuses a second one with the same number. */
export async function addVersion(
  tx: Tx,
  added: FormVersion & { readonly centreId: string; readonly sha256: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('form_versions')
    .values({
      id: added.id,
      centre_id: added.centreId,
      code: added.code,
      version: added.version,
      valid_from: added.validFrom,
      definition: JSON.stringify(added.definition),
      sha256: Buffer.from(added.sha256),
      procedures: [...added.definition.procedures],
      created_at: added.createdAt,
      created_by: added.createdBy,
    })
    .execute();
}

/** A draft as it is kept. */
export interface StoredFormDraft {
  readonly code: string;
  readonly basedOn: number | null;
  readonly revision: number;
  readonly draft: FormDraft;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** The drafts by code; or the one of a form. */
export async function listDrafts(tx: Tx, code?: string): Promise<readonly StoredFormDraft[]> {
  const rows = await tx
    .selectFrom('form_drafts')
    .selectAll()
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    basedOn: row.based_on,
    revision: row.revision,
    draft: FormDraft.parse(row.draft),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }));
}

/** Keeps a draft over the revision that was read (0: none yet). False when another was saved meanwhile. */
export async function saveDraft(
  tx: Tx,
  kept: Omit<StoredFormDraft, 'revision'> & { readonly centreId: string },
  over: number,
): Promise<boolean> {
  const values = {
    draft: JSON.stringify(kept.draft),
    changed_at: kept.changedAt,
    changed_by: kept.changedBy,
  };
  if (over === 0) {
    const added = await tx
      .insertInto('form_drafts')
      .values({ centre_id: kept.centreId, code: kept.code, based_on: kept.basedOn, revision: 1, ...values })
      .onConflict((conflict) => conflict.columns(['centre_id', 'code']).doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const changed = await tx
    .updateTable('form_drafts')
    .set({ ...values, revision: over + 1 })
    .where('code', '=', kept.code)
    .where('revision', '=', over)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Forgets a draft. False when there was none. */
export async function removeDraft(tx: Tx, code: string): Promise<boolean> {
  const removed = await tx.deleteFrom('form_drafts').where('code', '=', code).executeTakeFirst();
  return removed.numDeletedRows > 0n;
}
