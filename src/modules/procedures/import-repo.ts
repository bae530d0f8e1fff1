/** SQL of import runs. */
import type { Tx } from '#platform/db/tx.ts';
import type { RefusedLine } from './catalogue-file.ts';
import { Procedure } from './schema.ts';

/** An import as the administrator sees it. */
export interface ImportRun {
  readonly id: string;
  readonly fileName: string;
  readonly status: 'read' | 'applied' | 'discarded';
  readonly accepted: number;
  readonly refused: number;
  readonly added: number | null;
  readonly changed: number | null;
  readonly unchanged: number | null;
  readonly effectiveFrom: Temporal.PlainDate | null;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly endedAt: Temporal.Instant | null;
}

const COLUMNS = [
  'id',
  'file_name as fileName',
  'status',
  'accepted',
  'refused',
  'added',
  'changed',
  'unchanged',
  'effective_from as effectiveFrom',
  'created_at as createdAt',
  'created_by as createdBy',
  'ended_at as endedAt',
] as const;

const statusOf = (text: string): ImportRun['status'] => {
  if (text === 'read' || text === 'applied' || text === 'discarded') {
    return text;
  }
  throw new Error(`import_runs: unknown status ${text}`);
};

/** A run to be stored. */
export interface NewRun {
  readonly id: string;
  readonly centreId: string;
  readonly fileName: string;
  readonly sha256: Uint8Array;
  readonly procedures: readonly Procedure[];
  readonly refused: readonly RefusedLine[];
  readonly requestId: string;
  readonly at: Temporal.Instant;
  readonly by: string;
}

/** Stores what was read; a repeated request id stores nothing. */
export const insertRun = async (tx: Tx, run: NewRun): Promise<boolean> => {
  const added = await tx
    .insertInto('import_runs')
    .values({
      id: run.id,
      centre_id: run.centreId,
      file_name: run.fileName,
      sha256: Buffer.from(run.sha256),
      status: 'read',
      accepted: run.procedures.length,
      refused: run.refused.length,
      staged: JSON.stringify(run.procedures),
      request_id: run.requestId,
      created_at: run.at,
      created_by: run.by,
    })
    .onConflict((oc) => oc.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added && run.refused.length > 0) {
    await tx
      .insertInto('import_refusals')
      .values(
        run.refused.map(({ line, code, reasons }) => ({
          centre_id: run.centreId,
          run_id: run.id,
          line,
          code,
          reasons: [...reasons],
        })),
      )
      .execute();
  }
  return added !== undefined;
};

/** A run by id or by the request that made it. */
export const findRun = async (
  tx: Tx,
  by: { id: string } | { requestId: string },
): Promise<ImportRun | null> => {
  const row = await tx
    .selectFrom('import_runs')
    .select(COLUMNS)
    .where('id' in by ? 'id' : 'request_id', '=', 'id' in by ? by.id : by.requestId)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, status: statusOf(row.status) };
};

/** The last runs, newest first. */
export const listRuns = async (tx: Tx, limit: number): Promise<ImportRun[]> => {
  const rows = await tx
    .selectFrom('import_runs')
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, status: statusOf(row.status) }));
};

/** Bodies that wait in a run, locked; null once it was applied or discarded. */
export const lockStaged = async (tx: Tx, id: string): Promise<Procedure[] | null> => {
  const row = await tx
    .selectFrom('import_runs')
    .select('staged')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.staged == null ? null : Procedure.array().parse(row.staged);
};

/** As {@link lockStaged} without the lock, for looking. */
export const readStaged = async (tx: Tx, id: string): Promise<Procedure[] | null> => {
  const row = await tx.selectFrom('import_runs').select('staged').where('id', '=', id).executeTakeFirst();
  return row?.staged == null ? null : Procedure.array().parse(row.staged);
};

/** How a run ended. */
export type RunEnd =
  | { readonly status: 'discarded' }
  | {
      readonly status: 'applied';
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      readonly effectiveFrom: Temporal.PlainDate;
    };

/** Ends a run and lets go of what it held. */
export const endRun = async (
  tx: Tx,
  id: string,
  end: RunEnd,
  at: Temporal.Instant,
  by: string,
): Promise<void> => {
  await tx
    .updateTable('import_runs')
    .set({
      status: end.status,
      staged: null,
      ended_at: at,
      ended_by: by,
      ...(end.status === 'applied'
        ? {
            added: end.added,
            changed: end.changed,
            unchanged: end.unchanged,
            effective_from: end.effectiveFrom,
          }
        : {}),
    })
    .where('id', '=', id)
    .execute();
};

/** Refused lines of a run, by line. */
export const listRefusals = async (tx: Tx, runId: string, limit = 500): Promise<RefusedLine[]> =>
  tx
    .selectFrom('import_refusals')
    .select(['line', 'code', 'reasons'])
    .where('run_id', '=', runId)
    .orderBy('line')
    .limit(limit)
    .execute();
