import type { Tx } from '#platform/db/tx.ts';
import { givePlace, type Lane, type LineState } from '../rules/order.ts';

/** A group's line of one day with the counts that joining it needs. */
interface LockedLine {
  readonly groupId: string;
  readonly day: Temporal.PlainDate;
  readonly lastNumber: number;
  readonly lastArrival: number;
  readonly state: LineState;
}

/**
 * Locks the day's line of a group for joining it; the first of the day makes it. Whoever joins waits for whoever joined just before,
 * so numbers have no gaps and places follow the order of coming.
 */
async function lockLine(
  tx: Tx,
  line: { readonly groupId: string; readonly day: Temporal.PlainDate; readonly centreId: string },
): Promise<LockedLine> {
  await tx
    .insertInto('ticket_lines')
    .values({ group_id: line.groupId, day: line.day, centre_id: line.centreId })
    .onConflict((conflict) => conflict.columns(['group_id', 'day']).doNothing())
    .execute();
  const row = await tx
    .selectFrom('ticket_lines')
    .selectAll()
    .where('group_id', '=', line.groupId)
    .where('day', '=', line.day)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    groupId: line.groupId,
    day: line.day,
    lastNumber: row.last_number,
    lastArrival: row.last_arrival,
    state: {
      called: await calledPlace(tx, line.groupId, line.day),
      last: {
        priority: row.last_priority,
        appointment: row.last_appointment,
        returned: row.last_returned,
        ordinary: row.last_ordinary,
      },
    },
  };
}

/** Stores the line after somebody joined it. */
async function saveLine(tx: Tx, line: LockedLine): Promise<void> {
  await tx
    .updateTable('ticket_lines')
    .set({
      last_number: line.lastNumber,
      last_arrival: line.lastArrival,
      last_priority: line.state.last.priority,
      last_appointment: line.state.last.appointment,
      last_returned: line.state.last.returned,
      last_ordinary: line.state.last.ordinary,
    })
    .where('group_id', '=', line.groupId)
    .where('day', '=', line.day)
    .execute();
}

/** The furthest place called so far today. */
async function calledPlace(tx: Tx, groupId: string, day: Temporal.PlainDate): Promise<number> {
  const row = await tx
    .selectFrom('ticket_calls')
    .select('place')
    .where('group_id', '=', groupId)
    .where('day', '=', day)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.place ?? 0;
}

/** Somebody joins a line: gives the next place of the lane, and a number too when it is a new ticket. */
export async function joinLine(
  tx: Tx,
  line: {
    readonly groupId: string;
    readonly day: Temporal.PlainDate;
    readonly centreId: string;
    readonly lane: Lane;
    readonly takesNumber: boolean;
  },
): Promise<{ readonly place: number; readonly arrival: number; readonly sequence: number }> {
  const locked = await lockLine(tx, line);
  const { place, line: state } = givePlace(locked.state, line.lane);
  const arrival = locked.lastArrival + 1;
  const sequence = locked.lastNumber + (line.takesNumber ? 1 : 0);
  await saveLine(tx, { ...locked, lastNumber: sequence, lastArrival: arrival, state });
  return { place, arrival, sequence };
}
