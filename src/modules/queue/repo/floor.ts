import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import type { Lane } from '../rules/order.ts';

const Lines = z.array(z.object({ letter: z.string(), helps: z.boolean() }));

/** A counter as the floor view shows it. */
export interface FloorCounterRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly officer: string | null;
  readonly openedAt: Temporal.Instant | null;
  readonly pauseReason: string | null;
  readonly pausedAt: Temporal.Instant | null;
  /** The number at the counter. */
  readonly ticket: string | null;
  readonly serving: boolean;
  readonly calledAt: Temporal.Instant | null;
  readonly quickAt: Temporal.Instant | null;
  /** Visits finished today, and their mean in minutes from the call on. */
  readonly served: number;
  readonly meanMinutes: number | null;
  readonly lines: z.output<typeof Lines>;
}

/** All active counters by number. */
export async function floorCounters(tx: Tx, day: Temporal.PlainDate): Promise<readonly FloorCounterRow[]> {
  const { rows } = await sql<Omit<FloorCounterRow, 'lines'> & { lines: unknown }>`
    select c.id, c.number, c.name, a.display_name as officer, s.opened_at as "openedAt",
      p.reason as "pauseReason", p.started_at as "pausedAt",
      t.number as ticket, coalesce(t.state = 'serving', false) as serving, k.called_at as "calledAt", q.started_at as "quickAt",
      v.served, v.mean as "meanMinutes",
      (select coalesce(json_agg(json_build_object('letter', g.letter, 'helps', l.helps) order by l.helps, g.letter), '[]')
        from service_group_counters l join service_groups g on g.id = l.group_id where l.counter_id = c.id) as lines
    from counters c
    left join counter_shifts s on s.counter_id = c.id and s.closed_at is null
    left join counter_pauses p on p.shift_id = s.id and p.ended_at is null
    left join accounts a on a.id = s.officer_id
    left join tickets t on t.counter_id = c.id
    left join ticket_calls k on k.ticket_id = t.id and k.ended_at is null
    left join quick_visits q on q.counter_id = c.id and q.ended_at is null
    cross join lateral (
      select count(*)::int as served, avg(extract(epoch from d.ended_at - d.called_at))::float8 / 60 as mean
      from ticket_calls d where d.counter_id = c.id and d.day = ${day} and d.outcome = 'done') v
    where c.active
    order by c.number`.execute(tx);
  return rows.map((row) => ({ ...row, lines: Lines.parse(row.lines) }));
}

/** People of one lane of a line. */
interface LaneCrowd {
  readonly groupId: string;
  readonly lane: Lane;
  readonly waiting: number;
  /** Since when the one who has waited longest has been waiting. */
  readonly since: Temporal.Instant;
  /** Their number. */
  readonly number: string;
}

/** Who waits today, by line and lane; lanes without people are left out. */
export async function laneCrowds(tx: Tx, day: Temporal.PlainDate): Promise<readonly LaneCrowd[]> {
  const { rows } = await sql<LaneCrowd>`
    select group_id as "groupId", lane, count(*)::int as waiting, min(waiting_since) as since,
      (array_agg(number order by waiting_since, arrival))[1] as number
    from tickets where day = ${day} and state = 'waiting' group by group_id, lane`.execute(tx);
  return rows;
}

/** Visitors on hold today by line. */
export async function heldByLine(tx: Tx, day: Temporal.PlainDate): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('tickets')
    .select(({ fn }) => ['group_id as groupId', fn.countAll<number>().as('held')])
    .where('day', '=', day)
    .where('state', '=', 'held')
    .groupBy('group_id')
    .execute();
  return new Map(rows.map(({ groupId, held }) => [groupId, Number(held)]));
}
