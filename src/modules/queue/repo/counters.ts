import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';

/** A counter with what the hall needs of it. */
export interface HallCounter {
  readonly id: string;
  readonly number: number;
  readonly name: string;
}

/** A counter being minded. */
export interface Shift {
  readonly id: string;
  readonly officerId: string | null;
}

/** An active counter of the centre. */
export async function findCounter(tx: Tx, id: string): Promise<HallCounter | undefined> {
  return tx
    .selectFrom('counters')
    .select(['id', 'number', 'name'])
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
}

/** The shift under way at a counter, locked: presses at one counter follow one another. */
export async function lockShift(tx: Tx, counterId: string): Promise<Shift | undefined> {
  const row = await tx
    .selectFrom('counter_shifts')
    .select(['id', 'officer_id'])
    .where('counter_id', '=', counterId)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, officerId: row.officer_id };
}

/** Begins a shift unless one is under way (then nothing happens). */
export async function openShift(
  tx: Tx,
  shift: { readonly centreId: string; readonly counterId: string; readonly officerId: string | null },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('counter_shifts')
    .values({
      id: newId(),
      centre_id: shift.centreId,
      counter_id: shift.counterId,
      officer_id: shift.officerId,
      opened_at: at,
    })
    .onConflict((conflict) => conflict.column('counter_id').where('closed_at', 'is', null).doNothing())
    .execute();
}

/** How a shift ended, and by whose press; nobody's where the night rule ended it. */
export interface ShiftEnd {
  readonly how: 'closed' | 'relieved' | 'night';
  readonly by: string | null;
}

/** Ends a shift and the pause in it. */
export async function closeShift(
  tx: Tx,
  shiftId: string,
  end: ShiftEnd,
  at: Temporal.Instant,
): Promise<void> {
  await endPause(tx, shiftId, end.by, at);
  await tx
    .updateTable('counter_shifts')
    .set({ closed_at: at, closed_by: end.by, closed_how: end.how })
    .where('id', '=', shiftId)
    .execute();
}

/** Begins a pause unless the counter is paused already. */
export async function startPause(
  tx: Tx,
  pause: {
    readonly centreId: string;
    readonly shiftId: string;
    readonly reason: string;
    readonly by: string | null;
  },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('counter_pauses')
    .values({
      id: newId(),
      centre_id: pause.centreId,
      shift_id: pause.shiftId,
      reason: pause.reason,
      started_by: pause.by,
      started_at: at,
    })
    .onConflict((conflict) => conflict.column('shift_id').where('ended_at', 'is', null).doNothing())
    .execute();
}

/** Ends the pause under way; true when there was one. */
export async function endPause(
  tx: Tx,
  shiftId: string,
  by: string | null,
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable('counter_pauses')
    .set({ ended_at: at, ended_by: by })
    .where('shift_id', '=', shiftId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
