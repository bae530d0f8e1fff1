import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { Procedure, type ProcedureVersion } from './schema.ts';

const COLUMNS = [
  'id',
  'procedure_id',
  'version',
  'body',
  'imported_from',
  'effective_from',
  'effective_to',
  'created_at',
] as const;

interface Row {
  readonly id: string;
  readonly procedure_id: string;
  readonly version: number;
  readonly body: unknown;
  readonly imported_from: string;
  readonly effective_from: Temporal.PlainDate;
  readonly effective_to: Temporal.PlainDate | null;
  readonly created_at: Temporal.Instant;
}

const fromRow = (row: Row): ProcedureVersion => ({
  id: row.id,
  procedureId: row.procedure_id,
  version: row.version,
  body: Procedure.parse(row.body),
  importedFrom: row.imported_from,
  effectiveFrom: row.effective_from,
  effectiveTo: row.effective_to,
  createdAt: row.created_at,
});

/** A version by id, whether in force or not. */
export const findVersion = async (tx: Tx, id: string): Promise<ProcedureVersion | null> => {
  const row = await tx
    .selectFrom('procedure_versions')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
};

/** The version that new dossiers take on a local day. */
export const findInForce = async (
  tx: Tx,
  code: string,
  on: Temporal.PlainDate,
): Promise<ProcedureVersion | null> => {
  const row = await tx
    .selectFrom('procedure_versions')
    .select(COLUMNS)
    .where('code', '=', code)
    .where('effective_from', '<=', on)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>=', on)]))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
};

/** Every version in force on a local day, by code. */
export const listInForce = async (tx: Tx, on: Temporal.PlainDate): Promise<ProcedureVersion[]> => {
  const rows = await tx
    .selectFrom('procedure_versions')
    .distinctOn('code')
    .select(COLUMNS)
    .where('effective_from', '<=', on)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>=', on)]))
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
};

/** All versions of a procedure, newest first. */
export const listVersions = async (tx: Tx, code: string): Promise<ProcedureVersion[]> => {
  const rows = await tx
    .selectFrom('procedure_versions')
    .select(COLUMNS)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
};

/** The newest version of every procedure, also one that begins later: what an import is compared with. */
export const listNewest = async (tx: Tx): Promise<ProcedureVersion[]> => {
  const rows = await tx
    .selectFrom('procedure_versions')
    .distinctOn('code')
    .select(COLUMNS)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
};

/** Every version of the procedures of which one began or ended on a local day or later. */
export const listMoving = async (tx: Tx, since: Temporal.PlainDate): Promise<ProcedureVersion[]> => {
  const rows = await tx
    .selectFrom('procedure_versions')
    .select(COLUMNS)
    .where('code', 'in', (eb) =>
      eb
        .selectFrom('procedure_versions')
        .select('code')
        .where((or) => or.or([or('effective_from', '>=', since), or('effective_to', '>=', since)])),
    )
    .execute();
  return rows.map(fromRow);
};

/** When the first version was stored: the list that the centre began with bears this moment. Null while there is none. */
export const findBeginning = async (tx: Tx): Promise<Temporal.Instant | null> => {
  const row = await tx
    .selectFrom('procedure_versions')
    .select('created_at')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at ?? null;
};

/** Revision of the centre's catalogue; 0 while there is none. */
export const findRevision = async (tx: Tx): Promise<number> => {
  const row = await tx.selectFrom('procedure_catalogues').select('revision').executeTakeFirst();
  return row?.revision ?? 0;
};

/** Raises the revision and holds the catalogue against other changes until the transaction ends. */
export const raiseRevision = async (tx: Tx, centreId: string, at: Temporal.Instant): Promise<number> => {
  const { revision } = await tx
    .insertInto('procedure_catalogues')
    .values({ centre_id: centreId, revision: 1, changed_at: at })
    .onConflict((oc) =>
      oc
        .column('centre_id')
        .doUpdateSet({ revision: sql<number>`procedure_catalogues.revision + 1`, changed_at: at }),
    )
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
};

/** A version to be stored. */
export interface NewVersion {
  readonly body: Procedure;
  readonly sha256: Uint8Array;
  readonly from: Temporal.PlainDate;
  readonly importedFrom: string;
  readonly at: Temporal.Instant;
  readonly by: string;
}

const lockProcedure = async (
  tx: Tx,
  centreId: string,
  code: string,
  at: Temporal.Instant,
): Promise<string> => {
  const added = await tx
    .insertInto('procedures')
    .values({ id: newId(), centre_id: centreId, code, created_at: at })
    .onConflict((oc) => oc.columns(['centre_id', 'code']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) {
    return added.id;
  }
  const row = await tx
    .selectFrom('procedures')
    .select('id')
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.id;
};

/** Ends the open version on the day before, if there is one, and adds the next. */
export const addVersion = async (tx: Tx, centreId: string, next: NewVersion): Promise<void> => {
  const procedureId = await lockProcedure(tx, centreId, next.body.code, next.at);
  const newest = await tx
    .selectFrom('procedure_versions')
    .select(['id', 'version', 'effective_from', 'effective_to'])
    .where('procedure_id', '=', procedureId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest && newest.effective_to === null) {
    const last = next.from.subtract({ days: 1 });
    const least = newest.effective_from.subtract({ days: 1 });
    await tx
      .updateTable('procedure_versions')
      .set({ effective_to: Temporal.PlainDate.compare(last, least) < 0 ? least : last })
      .where('id', '=', newest.id)
      .execute();
  }
  await tx
    .insertInto('procedure_versions')
    .values({
      id: newId(),
      centre_id: centreId,
      procedure_id: procedureId,
      version: (newest?.version ?? 0) + 1,
      body: JSON.stringify(next.body),
      sha256: Buffer.from(next.sha256),
      effective_from: next.from,
      effective_to: null,
      imported_from: next.importedFrom,
      created_at: next.at,
      created_by: next.by,
    })
    .execute();
};

/** Gives an open version its last day: the day before `from`, or no whole day when it began later. @returns whether it was open */
export const endVersion = async (
  tx: Tx,
  version: Pick<ProcedureVersion, 'id' | 'effectiveFrom'>,
  from: Temporal.PlainDate,
): Promise<boolean> => {
  const last = from.subtract({ days: 1 });
  const least = version.effectiveFrom.subtract({ days: 1 });
  const row = await tx
    .updateTable('procedure_versions')
    .set({ effective_to: Temporal.PlainDate.compare(last, least) < 0 ? least : last })
    .where('id', '=', version.id)
    .where('effective_to', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

/** Dossiers received by code since the first day of a month. */
export const countUses = async (tx: Tx, since: Temporal.PlainDate): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx
    .selectFrom('procedure_use_counts')
    .select(['code', (eb) => eb.fn.sum<string>('uses').as('uses')])
    .where('month', '>=', since)
    .groupBy('code')
    .execute();
  return new Map(rows.map(({ code, uses }) => [code, Number(uses)]));
};

/** Adds one dossier to the count of its month. */
export const addUse = async (
  tx: Tx,
  centreId: string,
  code: string,
  day: Temporal.PlainDate,
): Promise<void> => {
  await tx
    .insertInto('procedure_use_counts')
    .values({ centre_id: centreId, code, month: day.with({ day: 1 }), uses: 1 })
    .onConflict((oc) =>
      oc
        .columns(['centre_id', 'code', 'month'])
        .doUpdateSet({ uses: sql<number>`procedure_use_counts.uses + 1` }),
    )
    .execute();
};
