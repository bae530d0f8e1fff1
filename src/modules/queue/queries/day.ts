import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';

/** The hall of one day in figures. Waits are whole minutes of those who were called; null while nobody was. */
export interface HallDay {
  readonly issued: number;
  readonly waiting: number;
  readonly served: number;
  /** How long who waits now has waited longest. */
  readonly longestNow: number | null;
  readonly medianWait: number | null;
  /** Nine of ten waited no longer than this. */
  readonly mostWait: number | null;
}

/** Tickets and waits of the transaction's centre on a local day, in one statement; for boards above this module. */
export async function hallOfDay(tx: Tx, day: Temporal.PlainDate, now: Temporal.Instant): Promise<HallDay> {
  const { rows } = await sql<HallDay>`
    with waits as (
      select extract(epoch from called_at - waiting_since) / 60 as minutes from ticket_calls where day = ${day}
    )
    select count(*)::int as issued,
      count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'done')::int as served,
      floor(max(extract(epoch from ${now}::timestamptz - waiting_since) / 60)
        filter (where state = 'waiting'))::int as "longestNow",
      (select round(percentile_cont(0.5) within group (order by minutes))::int from waits) as "medianWait",
      (select round(percentile_cont(0.9) within group (order by minutes))::int from waits) as "mostWait"
    from tickets where day = ${day}`.execute(tx);
  return rows[0] ?? { issued: 0, waiting: 0, served: 0, longestNow: null, medianWait: null, mostWait: null };
}
