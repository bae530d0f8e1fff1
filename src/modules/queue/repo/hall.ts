import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { TicketState } from '../rules/states.ts';
import type { Ticket } from '../schema.ts';
import { toTicket } from './tickets.ts';

/** A counter with who is at work there. */
export interface CounterAtWork {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly officerId: string | null;
  readonly officer: string | null;
  readonly openedAt: Temporal.Instant | null;
  readonly pauseReason: string | null;
}

/** All active counters by number with shift and pause under way. */
export async function countersAtWork(tx: Tx): Promise<readonly CounterAtWork[]> {
  const rows = await tx
    .selectFrom('counters as c')
    .leftJoin('counter_shifts as s', (join) =>
      join.onRef('s.counter_id', '=', 'c.id').on('s.closed_at', 'is', null),
    )
    .leftJoin('counter_pauses as p', (join) =>
      join.onRef('p.shift_id', '=', 's.id').on('p.ended_at', 'is', null),
    )
    .leftJoin('accounts as a', 'a.id', 's.officer_id')
    .select([
      'c.id',
      'c.number',
      'c.name',
      's.officer_id as officerId',
      'a.display_name as officer',
      's.opened_at as openedAt',
      'p.reason as pauseReason',
    ])
    .where('c.active', '=', true)
    .orderBy('c.number')
    .execute();
  return rows;
}

/** A call that boards show: the ticket is at its counter now. */
export interface ShownCall {
  readonly id: string;
  readonly number: string;
  readonly counter: number;
  readonly state: Extract<TicketState, 'called' | 'serving'>;
  readonly at: Temporal.Instant;
}

/** Who is at the counters now, the latest call first. */
export async function shownCalls(
  tx: Tx,
  day: Temporal.PlainDate,
  limit: number,
): Promise<readonly ShownCall[]> {
  const rows = await tx
    .selectFrom('ticket_calls as k')
    .innerJoin('tickets as t', 't.id', 'k.ticket_id')
    .innerJoin('counters as c', 'c.id', 'k.counter_id')
    .select(['k.id', 't.number', 'c.number as counter', 't.state', 'k.last_called_at as at'])
    .where('k.day', '=', day)
    .where('k.ended_at', 'is', null)
    .orderBy('k.last_called_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state === 'serving' ? 'serving' : 'called' }));
}

/** The first few of every line, in the order of calls. */
export async function nextInLines(
  tx: Tx,
  day: Temporal.PlainDate,
  each: number,
): Promise<readonly { readonly groupId: string; readonly number: string }[]> {
  const { rows } = await sql<{ groupId: string; number: string }>`
    select g.id as "groupId", head.number
    from service_groups g
    cross join lateral (
      select t.number, t.place, t.arrival from tickets t
      where t.group_id = g.id and t.day = ${day} and t.state = 'waiting'
      order by t.place, t.arrival limit ${each}
    ) head
    order by g.sort_order, head.place, head.arrival`.execute(tx);
  return rows;
}

/** Waiting tickets of the day in these groups, in the order of calls; at most `limit` in all. */
export async function listWaiting(
  tx: Tx,
  day: Temporal.PlainDate,
  groupIds: readonly string[],
  limit: number,
): Promise<readonly Ticket[]> {
  if (groupIds.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('tickets')
    .selectAll()
    .where('day', '=', day)
    .where('state', '=', 'waiting')
    .where('group_id', 'in', groupIds)
    .orderBy('place')
    .orderBy('arrival')
    .limit(limit)
    .execute();
  return rows.map(toTicket);
}

/** Today's absent ones that may come back, latest first. */
export async function listAbsent(
  tx: Tx,
  day: Temporal.PlainDate,
  groupIds: readonly string[],
  limit: number,
): Promise<readonly Ticket[]> {
  if (groupIds.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('tickets')
    .selectAll()
    .where('day', '=', day)
    .where('state', '=', 'no-show')
    .where('group_id', 'in', groupIds)
    .orderBy('changed_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toTicket);
}
