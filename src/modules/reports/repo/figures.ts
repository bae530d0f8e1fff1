import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { fromLocal } from '#platform/time.ts';
import { type Dimension, type Period, type PeriodFigures, ReportChannel } from '../schema.ts';

interface FigureRow {
  readonly key: string;
  readonly carried: number;
  readonly received: number;
  readonly early: number;
  readonly on_time: number;
  readonly late: number;
  readonly withdrawn: number;
  readonly stopped: number;
  readonly refused: number;
  readonly overdue: number;
}

function toFigures(row: Omit<FigureRow, 'key'>): PeriodFigures {
  const stock = row.carried + row.received - row.early - row.on_time - row.late - row.withdrawn - row.stopped;
  return {
    carriedOver: row.carried,
    received: row.received,
    early: row.early,
    onTime: row.on_time,
    late: row.late,
    withdrawn: row.withdrawn,
    stopped: row.stopped,
    refused: row.refused,
    inTerm: stock - row.overdue,
    overdue: row.overdue,
  };
}

/** The moment at which a period's stock is counted: the end of its last day, or now while that day is not over. */
export function closingMoment(period: Period, now: Temporal.Instant): Temporal.Instant {
  const end = fromLocal(period.to.add({ days: 1 }), '00:00');
  return Temporal.Instant.compare(end, now) < 0 ? end : now;
}

/** Where figures are read from: what is known now, or the journal up to a mark. */
export type AsOf = number | null;

/** The facts as they are known. */
export function factsAsOf(asOf: AsOf): RawBuilder<unknown> {
  return asOf === null ? sql`daily_facts` : sql`(select * from fact_entries where mark < ${asOf}) as known`;
}

/** The spans as they are known. */
export function spansAsOf(asOf: AsOf): RawBuilder<unknown> {
  return asOf === null
    ? sql`until_mark is null`
    : sql`since_mark < ${asOf} and (until_mark is null or until_mark >= ${asOf})`;
}

/**
 * Figures of a period by one dimension, each line balanced: what was in progress before, what came, how it ended, what
 * is in progress at the end. One statement.
 */
export async function figuresBy(
  tx: Tx,
  dimension: Dimension,
  period: Period,
  now: Temporal.Instant,
  asOf: AsOf = null,
): Promise<readonly { readonly key: string; readonly figures: PeriodFigures }[]> {
  const by = sql.ref(dimension);
  const at = closingMoment(period, now);
  const { rows } = await sql<FigureRow>`
    with flow as (
      select ${by} as key,
        coalesce(sum(received - early - on_time - late - withdrawn - stopped) filter (where day < ${period.from}), 0)::int as carried,
        coalesce(sum(received) filter (where day >= ${period.from}), 0)::int as received,
        coalesce(sum(early) filter (where day >= ${period.from}), 0)::int as early,
        coalesce(sum(on_time) filter (where day >= ${period.from}), 0)::int as on_time,
        coalesce(sum(late) filter (where day >= ${period.from}), 0)::int as late,
        coalesce(sum(withdrawn) filter (where day >= ${period.from}), 0)::int as withdrawn,
        coalesce(sum(stopped) filter (where day >= ${period.from}), 0)::int as stopped,
        coalesce(sum(refused) filter (where day >= ${period.from}), 0)::int as refused
      from ${factsAsOf(asOf)} where day <= ${period.to} group by 1
    ), over as (
      select ${by} as key, count(*)::int as overdue from report_spans
      where from_at <= ${at} and (to_at is null or to_at > ${at}) and due_at < ${at} and ${spansAsOf(asOf)} group by 1
    )
    select flow.*, coalesce(over.overdue, 0) as overdue from flow left join over using (key)
    where carried <> 0 or received <> 0 or early + on_time + late + withdrawn + stopped <> 0
    order by key collate "vi-x-icu"`.execute(tx);
  return rows.map((row) => ({ key: row.key, figures: toFigures(row) }));
}

/** A stored channel as its type; the column's CHECK holds it to the list. */
export function toChannel(text: string): ReportChannel {
  return ReportChannel.parse(text);
}

/** Received in a period by one dimension and channel. */
export async function receivedByChannel(
  tx: Tx,
  dimension: Dimension,
  period: Period,
  asOf: AsOf = null,
): Promise<readonly { readonly key: string; readonly channel: ReportChannel; readonly received: number }[]> {
  const { rows } = await sql<{ key: string; channel: string; received: number }>`
    select ${sql.ref(dimension)} as key, channel, sum(received)::int as received
    from ${factsAsOf(asOf)} where day between ${period.from} and ${period.to} group by 1, 2`.execute(tx);
  return rows.map((row) => ({ ...row, channel: ReportChannel.parse(row.channel) }));
}

/** Received and settled by local month of a period, oldest first. Months without anything are left out. */
export async function byMonth(
  tx: Tx,
  period: Period,
): Promise<
  readonly {
    readonly month: string;
    readonly received: number;
    readonly inTime: number;
    readonly late: number;
  }[]
> {
  const { rows } = await sql<{ month: string; received: number; in_time: number; late: number }>`
    select to_char(day, 'YYYY-MM') as month, sum(received)::int as received,
      sum(early + on_time)::int as in_time, sum(late)::int as late
    from daily_facts where day between ${period.from} and ${period.to} group by 1 order by 1`.execute(tx);
  return rows.map((row) => ({
    month: row.month,
    received: row.received,
    inTime: row.in_time,
    late: row.late,
  }));
}

/** In progress at a moment by the spans: the other way to the figure that the balance gives. */
export async function countOpenSpans(tx: Tx, at: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from report_spans where from_at <= ${at} and (to_at is null or to_at > ${at})
      and until_mark is null`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Names of the procedures that the centre has had dossiers of, by code: as the newest dossier has it. */
export async function procedureNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, (select d.procedure_name from dossiers d where d.procedure_code = known.code
      order by d.received_at desc nulls last limit 1) as name
    from (select distinct procedure_code as code from daily_facts) as known`.execute(tx);
  return new Map(rows.flatMap(({ code, name }) => (name === null ? [] : [[code, name] as const])));
}

/** A commune's line of the province's report. */
export interface CommuneFigures {
  readonly centreId: string;
  readonly commune: string;
  readonly figures: PeriodFigures;
}

/** Every commune of the transaction's province, by name; one statement. Sums only. */
export async function provinceFigures(
  tx: Tx,
  period: Period,
  now: Temporal.Instant,
): Promise<readonly CommuneFigures[]> {
  const { rows } = await sql<Omit<FigureRow, 'key'> & { centre_id: string; commune: string }>`
    select * from app.province_figures(${period.from}, ${period.to}, ${closingMoment(period, now)})`.execute(
    tx,
  );
  return rows.map((row) => ({ centreId: row.centre_id, commune: row.commune, figures: toFigures(row) }));
}
