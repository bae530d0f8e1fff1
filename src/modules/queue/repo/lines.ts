import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { type NumberBlock, nextSequence } from '../rules/offline-numbers.ts';
import {
  givePlace,
  type InLine,
  type Lane,
  type LaneShares,
  type LineState,
  USUAL_SHARES,
} from '../rules/order.ts';

/** A group's line of one day with the counts that joining it needs. */
interface LockedLine {
  readonly groupId: string;
  readonly day: Temporal.PlainDate;
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly lastArrival: number;
  readonly state: LineState;
  readonly shares: LaneShares;
  /** Blocks that kiosks hold for the time without a line; the main series steps over them. */
  readonly leased: readonly NumberBlock[];
}

/** A line of one day of one centre. */
interface LineOfDay {
  readonly groupId: string;
  readonly day: Temporal.PlainDate;
  readonly centreId: string;
}

/**
 * Locks the day's line of a group for joining it; the first of the day makes it. Whoever joins waits for whoever joined just before,
 * so numbers have no gaps and places follow the order of coming.
 */
async function lockLine(tx: Tx, line: LineOfDay): Promise<LockedLine> {
  await sql`
    insert into ticket_lines (group_id, day, centre_id, first_number)
    select id, ${line.day}::date, centre_id, first_number from service_groups where id = ${line.groupId}
    on conflict (group_id, day) do nothing`.execute(tx);
  const row = await tx
    .selectFrom('ticket_lines')
    .selectAll()
    .where('group_id', '=', line.groupId)
    .where('day', '=', line.day)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // Asked after the lock: whoever was called meanwhile counts.
  const { called, shares, leased } = await orderNow(tx, line);
  return {
    groupId: line.groupId,
    day: line.day,
    firstNumber: row.first_number,
    lastNumber: row.last_number,
    lastArrival: row.last_arrival,
    state: {
      called,
      last: {
        priority: row.last_priority,
        appointment: row.last_appointment,
        returned: row.last_returned,
        ordinary: row.last_ordinary,
      },
    },
    shares,
    leased,
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

/** The furthest place called in turn so far today, the shares of the lanes in force, and the leased blocks of numbers. */
async function orderNow(
  tx: Tx,
  line: LineOfDay,
): Promise<Pick<LockedLine, 'shares' | 'leased'> & { readonly called: number }> {
  const { rows } = await sql<{
    called: number;
    shares: LaneShares | null;
    leased: readonly NumberBlock[] | null;
  }>`
    select
      coalesce((select max(place) from ticket_calls where group_id = ${line.groupId} and day = ${line.day}), 0) as called,
      (select json_build_object('priority', share_priority, 'appointment', share_appointment,
          'returned', share_returned, 'ordinary', share_ordinary)
        from hall_rules where from_day <= ${line.day} order by from_day desc, set_at desc, id desc limit 1) as shares,
      (select json_agg(json_build_object('from', from_sequence, 'to', to_sequence))
        from number_leases where group_id = ${line.groupId} and day = ${line.day}) as leased`.execute(tx);
  return {
    called: rows[0]?.called ?? 0,
    shares: rows[0]?.shares ?? USUAL_SHARES,
    leased: rows[0]?.leased ?? [],
  };
}

/** A spot in a line. `sequence` counts the tickets of the group's day from 1; `printed` is the figure of the number. */
export interface Spot extends InLine {
  readonly sequence: number;
  readonly printed: number;
}

/** Somebody joins a line: gives the next place of the lane, and a number too when it is a new ticket. */
export async function joinLine(
  tx: Tx,
  line: LineOfDay & { readonly lane: Lane; readonly takesNumber: boolean },
): Promise<Spot> {
  const locked = await lockLine(tx, line);
  const { place, line: state } = givePlace(locked.state, line.lane, locked.shares);
  const arrival = locked.lastArrival + 1;
  const sequence = line.takesNumber ? nextSequence(locked.lastNumber, locked.leased) : locked.lastNumber;
  await saveLine(tx, { ...locked, lastNumber: sequence, lastArrival: arrival, state });
  return { place, arrival, sequence, printed: locked.firstNumber - 1 + sequence };
}

/** Locks the day's line of a group and tells what a block of numbers is leased behind: last number, blocks so far, beginning of the series. */
export async function lockNumbers(
  tx: Tx,
  line: LineOfDay,
): Promise<Pick<LockedLine, 'firstNumber' | 'lastNumber' | 'leased'>> {
  return lockLine(tx, line);
}

/** The next arrival of a line without a place of its own: for whoever steps back behind others. */
export async function takeArrival(tx: Tx, line: LineOfDay): Promise<number> {
  const locked = await lockLine(tx, line);
  const arrival = locked.lastArrival + 1;
  await saveLine(tx, { ...locked, lastArrival: arrival });
  return arrival;
}

/** Places and arrivals of those who are called after this spot, in order; at most `most`. */
export async function listBehind(
  tx: Tx,
  line: Omit<LineOfDay, 'centreId'>,
  spot: InLine,
  most: number,
): Promise<readonly InLine[]> {
  return tx
    .selectFrom('tickets')
    .select(['place', 'arrival'])
    .where('group_id', '=', line.groupId)
    .where('day', '=', line.day)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`(place, arrival) > (${spot.place}, ${spot.arrival})`)
    .orderBy('place')
    .orderBy('arrival')
    .limit(most)
    .execute();
}
