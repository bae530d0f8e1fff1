import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { TracedWait } from '../rules/past-day.ts';

/** Every wait of a day, in the order of coming. Numbers called out of turn from hold or absence waited by their own choice and are left out. */
export async function waitsOn(tx: Tx, day: Temporal.PlainDate): Promise<readonly TracedWait[]> {
  const { rows } = await sql<TracedWait>`
    select t.id as "ticketId", t.number, g.letter, t.procedure_code as "procedureCode",
      case
        when t.priority_reason is not null then 'priority'
        when k.waiting_since > t.issued_at then 'returned'
        when t.lane = 'appointment' then 'appointment'
        else 'ordinary'
      end as lane,
      k.waiting_since as since, k.called_at as "calledAt", k.ended_at as "endedAt", c.number as counter, k.outcome,
      null::timestamptz as "gaveUpAt"
    from ticket_calls k
    join tickets t on t.id = k.ticket_id
    join service_groups g on g.id = k.group_id
    join counters c on c.id = k.counter_id
    where k.day = ${day} and (k.place > 0 or k.waiting_since = t.issued_at)
    union all
    select t.id, t.number, t.letter, t.procedure_code, t.lane, t.waiting_since, null, null, null, null,
      case when t.state = 'cancelled' then t.changed_at end
    from tickets t
    where t.day = ${day} and t.state in ('waiting', 'cancelled')
      and not exists (select from ticket_calls k where k.ticket_id = t.id and k.waiting_since = t.waiting_since)
    order by since, "ticketId"`.execute(tx);
  return rows;
}

/** The latest day with tickets, not after this one. */
export async function lastDayWithTickets(
  tx: Tx,
  day: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const row = await tx
    .selectFrom('tickets')
    .select('day')
    .where('day', '<=', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.day;
}
