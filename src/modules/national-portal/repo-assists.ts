import type { Tx } from '#platform/db/tx.ts';
import type { Assist } from './schema-inbox.ts';

const select = (tx: Tx) =>
  tx
    .selectFrom('portal_assists as a')
    .leftJoin('portal_inbox as i', (join) =>
      join.onRef('i.national_number', '=', 'a.national_number').on('i.version', '=', 1),
    )
    .select([
      'a.id',
      'a.helper_id',
      'a.helper_name',
      'a.procedure_code',
      'a.procedure_name',
      'a.citizen_name',
      'a.citizen_id',
      'a.note',
      'a.started_at',
      'a.state',
      'a.national_number',
      'a.ended_at',
      'a.why',
      'i.id as arrival_id',
    ]);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function assistOf(row: Row): Assist {
  return {
    id: row.id,
    helperId: row.helper_id,
    helperName: row.helper_name,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name,
    citizenName: row.citizen_name,
    citizenId: row.citizen_id,
    note: row.note,
    startedAt: row.started_at,
    state: row.state === 'filed' ? 'filed' : row.state === 'dropped' ? 'dropped' : 'open',
    number: row.national_number,
    endedAt: row.ended_at,
    why: row.why,
    arrived: row.arrival_id !== null,
  };
}

/** Keeps the beginning of one assisted filing; false when the request came before. */
export async function addAssist(
  tx: Tx,
  centreId: string,
  assist: Pick<
    Assist,
    | 'id'
    | 'helperId'
    | 'helperName'
    | 'procedureCode'
    | 'procedureName'
    | 'citizenName'
    | 'citizenId'
    | 'note'
    | 'startedAt'
  >,
): Promise<boolean> {
  const done = await tx
    .insertInto('portal_assists')
    .values({
      id: assist.id,
      centre_id: centreId,
      helper_id: assist.helperId,
      helper_name: assist.helperName,
      procedure_code: assist.procedureCode,
      procedure_name: assist.procedureName,
      citizen_name: assist.citizenName,
      citizen_id: assist.citizenId,
      note: assist.note,
      started_at: assist.startedAt,
      state: 'open',
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** One assisted filing. */
export async function findAssist(tx: Tx, id: string): Promise<Assist | null> {
  const row = await select(tx).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? null : assistOf(row);
}

/** One assisted filing, locked for its end. */
export async function lockAssist(tx: Tx, id: string): Promise<Assist | null> {
  await tx.selectFrom('portal_assists').select('id').where('id', '=', id).forUpdate().execute();
  return findAssist(tx, id);
}

/** The one that led to a national number. */
export async function findAssistOf(tx: Tx, number: string): Promise<Assist | null> {
  const row = await select(tx).where('a.national_number', '=', number).executeTakeFirst();
  return row === undefined ? null : assistOf(row);
}

/** Ends one: filed under a number, or dropped for a reason. */
export async function endAssist(
  tx: Tx,
  id: string,
  end: { readonly number: string } | { readonly why: string },
  at: Temporal.Instant,
): Promise<void> {
  const change =
    'number' in end ? { state: 'filed', national_number: end.number } : { state: 'dropped', why: end.why };
  await tx
    .updateTable('portal_assists')
    .set({ ...change, ended_at: at })
    .where('id', '=', id)
    .execute();
}

/** Those of a helper that are open, or began since a moment; newest first. */
export async function listAssists(
  tx: Tx,
  helperId: string,
  since: Temporal.Instant,
): Promise<readonly Assist[]> {
  const rows = await select(tx)
    .where('a.helper_id', '=', helperId)
    .where((where) => where.or([where('a.state', '=', 'open'), where('a.started_at', '>=', since)]))
    .orderBy('a.started_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(assistOf);
}

/** How often each helper filed with somebody, and how often nothing was filed. */
export interface AssistFigure {
  readonly helperName: string;
  readonly filed: number;
  readonly dropped: number;
}

/** Figures of a time, by helper. `until` is not in it. */
export async function countAssists(
  tx: Tx,
  since: Temporal.Instant,
  until: Temporal.Instant,
): Promise<readonly AssistFigure[]> {
  const rows = await tx
    .selectFrom('portal_assists')
    .select([
      'helper_id',
      (eb) => eb.fn.max('helper_name').as('helper_name'),
      (eb) => eb.fn.countAll<number>().filterWhere('state', '=', 'filed').as('filed'),
      (eb) => eb.fn.countAll<number>().filterWhere('state', '=', 'dropped').as('dropped'),
    ])
    .where('started_at', '>=', since)
    .where('started_at', '<', until)
    .groupBy('helper_id')
    .orderBy('helper_name')
    .execute();
  return rows.map((row) => ({
    helperName: row.helper_name,
    filed: Number(row.filed),
    dropped: Number(row.dropped),
  }));
}
