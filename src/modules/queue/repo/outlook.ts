import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import type { CounterOutlook } from '../rules/capacity.ts';

/** Stays of a line that tell how long visitors keep a counter. */
const STAYS = 60;
/** Minutes over which the coming of favoured people is counted. */
export const RECENT_MINUTES = 60;

const Lines = z.array(z.object({ groupId: z.uuid(), helps: z.boolean() }));

/** Counters that are open and not paused, with their lines and whether nobody is at them. */
export async function openCounters(tx: Tx): Promise<readonly CounterOutlook[]> {
  const { rows } = await sql<{ free: boolean; lines: unknown }>`
    select
      not exists (select from tickets t where t.counter_id = c.id)
        and not exists (select from quick_visits q where q.counter_id = c.id and q.ended_at is null) as free,
      (select coalesce(json_agg(json_build_object('groupId', l.group_id, 'helps', l.helps)), '[]')
        from service_group_counters l where l.counter_id = c.id) as lines
    from counters c
    join counter_shifts s on s.counter_id = c.id and s.closed_at is null
    where c.active and not exists (select from counter_pauses p where p.shift_id = s.id and p.ended_at is null)`.execute(
    tx,
  );
  return rows.map(({ free, lines }) => ({ free, lines: Lines.parse(lines) }));
}

/** A stay at a counter that ended, minutes from the call on. */
export interface PastStay {
  readonly groupId: string;
  readonly procedureCode: string | null;
  readonly minutes: number;
}

/** The last stays of every line, newest first. Visits left open say nothing. */
export async function recentStays(tx: Tx): Promise<readonly PastStay[]> {
  const { rows } = await sql<PastStay>`
    select g.id as "groupId", v.procedure_code as "procedureCode", v.minutes
    from service_groups g
    cross join lateral (
      select t.procedure_code, extract(epoch from k.ended_at - k.called_at)::float8 / 60 as minutes
      from ticket_calls k join tickets t on t.id = k.ticket_id
      where k.group_id = g.id and k.outcome in ('done', 'held', 'transferred', 'returned', 'no-show')
      order by k.ended_at desc limit ${STAYS}) v`.execute(tx);
  return rows;
}

/** Whose turn comes before: everybody of the line, or those before this spot. */
interface Spot {
  readonly groupId: string;
  readonly place: number;
  readonly arrival: number;
}

/** A line as it stands: who waits, for what, and how many favoured people came lately. */
export interface LineCrowd {
  readonly groupId: string;
  readonly centreId: string;
  readonly waiting: number;
  /** Procedures of those called first; null where none was named. */
  readonly ahead: readonly (string | null)[];
  readonly favoured: number;
  /** Place of the furthest call in turn. */
  readonly called: number;
}

const Codes = z.array(z.string().nullable());

/** All lines of the day. With a spot, `ahead` of its line holds only those who are called before it. */
export async function crowds(
  tx: Tx,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
  spot?: Spot,
): Promise<readonly LineCrowd[]> {
  const before =
    spot === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(t.group_id <> ${spot.groupId} or (t.place, t.arrival) < (${spot.place}, ${spot.arrival}))`;
  const since = now.subtract({ minutes: RECENT_MINUTES });
  const { rows } = await sql<Omit<LineCrowd, 'ahead'> & { ahead: unknown }>`
    select g.id as "groupId", g.centre_id as "centreId",
      (select count(*)::int from tickets t where t.group_id = g.id and t.day = ${day} and t.state = 'waiting') as waiting,
      (select coalesce(json_agg(t.procedure_code), '[]') from tickets t
        where t.group_id = g.id and t.day = ${day} and t.state = 'waiting' and ${before}) as ahead,
      (select count(*)::int from tickets t where t.group_id = g.id and t.day = ${day}
        and t.lane in ('priority', 'appointment') and t.waiting_since > ${since}) as favoured,
      coalesce((select max(k.place) from ticket_calls k where k.group_id = g.id and k.day = ${day}), 0) as called
    from service_groups g`.execute(tx);
  return rows.map((row) => ({ ...row, ahead: Codes.parse(row.ahead) }));
}
