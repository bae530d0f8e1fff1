import type { Tx } from '#platform/db/tx.ts';
import { FAULT_OUTCOMES, type Fault, type FaultOutcome, type Repair } from '../schema.ts';

function faults(tx: Tx) {
  return tx
    .selectFrom('equipment_faults as f')
    .innerJoin('equipment as e', 'e.id', 'f.equipment_id')
    .select([
      'f.id',
      'f.equipment_id',
      'e.name',
      'e.place',
      'e.keeper_id',
      'f.source',
      'f.words',
      'f.reported_at',
      'f.assigned_to',
      'f.due_at',
      'f.closed_at',
      'f.outcome',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof faults>['execute']>>[number];

function toFault(row: Row): Fault {
  return {
    id: row.id,
    equipmentId: row.equipment_id,
    equipmentName: row.name,
    place: row.place,
    keeperId: row.keeper_id,
    source: row.source === 'staff' || row.source === 'device' ? row.source : 'public',
    words: row.words,
    reportedAt: row.reported_at,
    assignedTo: row.assigned_to,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    outcome: FAULT_OUTCOMES.find((outcome) => outcome === row.outcome) ?? null,
  };
}

/** Faults that wait to be mended, oldest first, then the newest closed ones. */
export async function listFaults(tx: Tx, closed: number): Promise<readonly Fault[]> {
  const open = await faults(tx).where('f.closed_at', 'is', null).orderBy('f.reported_at').execute();
  const done = await faults(tx)
    .where('f.closed_at', 'is not', null)
    .orderBy('f.closed_at', 'desc')
    .limit(closed)
    .execute();
  return [...open, ...done].map(toFault);
}

/** Faults of one piece, newest first. */
export async function listFaultsOf(tx: Tx, equipmentId: string): Promise<readonly Fault[]> {
  const rows = await faults(tx)
    .where('f.equipment_id', '=', equipmentId)
    .orderBy('f.reported_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(toFault);
}

/** One fault. */
export async function findFault(tx: Tx, id: string): Promise<Fault | undefined> {
  const row = await faults(tx).where('f.id', '=', id).executeTakeFirst();
  return row && toFault(row);
}

/** One fault, locked until the transaction ends. */
export async function lockFault(tx: Tx, id: string): Promise<Fault | undefined> {
  const row = await faults(tx).where('f.id', '=', id).forUpdate('f').executeTakeFirst();
  return row && toFault(row);
}

/** How many reports of the public wait for one piece. */
export async function countOpenReports(tx: Tx, equipmentId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('equipment_faults')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('equipment_id', '=', equipmentId)
    .where('closed_at', 'is', null)
    .where('source', '=', 'public')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Adds a report, unless the same request made one. @returns whether it was added */
export async function insertFault(
  tx: Tx,
  fault: {
    readonly id: string;
    readonly centreId: string;
    readonly equipmentId: string;
    readonly source: Fault['source'];
    readonly words: string;
    readonly reportedBy: string | null;
    readonly requestId: string;
  },
  at: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('equipment_faults')
    .values({
      id: fault.id,
      centre_id: fault.centreId,
      equipment_id: fault.equipmentId,
      source: fault.source,
      words: fault.words,
      reported_at: at,
      reported_by: fault.reportedBy,
      request_id: fault.requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a fault to somebody. */
export async function assignFault(
  tx: Tx,
  id: string,
  assignedTo: string,
  dueAt: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('equipment_faults')
    .set({ assigned_to: assignedTo, due_at: dueAt })
    .where('id', '=', id)
    .execute();
}

/** Closes a fault. */
export async function closeFault(
  tx: Tx,
  id: string,
  end: { readonly outcome: FaultOutcome; readonly by: string | null; readonly at: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('equipment_faults')
    .set({ outcome: end.outcome, closed_at: end.at, closed_by: end.by })
    .where('id', '=', id)
    .execute();
}

/** Adds a line to the repair log, unless the same request did. @returns whether it was added */
export async function insertRepair(
  tx: Tx,
  centreId: string,
  fault: Pick<Fault, 'id' | 'equipmentId'>,
  repair: Repair & { readonly requestId: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('equipment_repairs')
    .values({
      id: repair.id,
      centre_id: centreId,
      fault_id: fault.id,
      equipment_id: fault.equipmentId,
      what: repair.what,
      done_by: repair.doneBy,
      cost: repair.cost,
      at: repair.at,
      recorded_by: repair.recordedBy,
      request_id: repair.requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The repair log of a fault or of a piece, newest first. */
export async function listRepairs(
  tx: Tx,
  of: { readonly faultId: string } | { readonly equipmentId: string },
): Promise<readonly Repair[]> {
  const query = tx.selectFrom('equipment_repairs').selectAll().orderBy('at', 'desc').limit(100);
  const rows = await ('faultId' in of
    ? query.where('fault_id', '=', of.faultId)
    : query.where('equipment_id', '=', of.equipmentId)
  ).execute();
  return rows.map((row) => ({
    id: row.id,
    what: row.what,
    doneBy: row.done_by,
    cost: Number(row.cost),
    at: row.at,
    recordedBy: row.recorded_by,
  }));
}
