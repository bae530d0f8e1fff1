import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { fromLocal } from '#platform/time.ts';
import {
  type DailyFact,
  type DossierFacts,
  MEASURES,
  type OpenSpan,
  type Period,
  type PeriodFigures,
  ReportChannel,
} from './schema.ts';

/** What figures may be broken down by. */
export type Dimension = 'field' | 'field_group' | 'procedure_code' | 'channel';

/** Adds to the daily facts; lines that are not there yet are made. A figure that would fall below zero is refused. */
export async function addFacts(tx: Tx, centreId: string, facts: readonly DailyFact[]): Promise<void> {
  for (const fact of facts) {
    const { received, early, onTime, late, withdrawn, stopped, refused } = fact.counts;
    // A correction takes away. PostgreSQL checks a proposed row before it looks for the conflict, so only growth upserts.
    await (MEASURES.every((measure) => fact.counts[measure] >= 0)
      ? sql`
        insert into daily_facts as f (centre_id, day, procedure_code, field, field_group, channel,
          received, early, on_time, late, withdrawn, stopped, refused)
        values (${centreId}, ${fact.day}::date, ${fact.procedureCode}, ${fact.field}, ${fact.fieldGroup},
          ${fact.channel}, ${received}, ${early}, ${onTime}, ${late}, ${withdrawn}, ${stopped}, ${refused})
        on conflict (centre_id, day, procedure_code, channel, field_group, field) do update set
          received = f.received + excluded.received, early = f.early + excluded.early,
          on_time = f.on_time + excluded.on_time, late = f.late + excluded.late,
          withdrawn = f.withdrawn + excluded.withdrawn, stopped = f.stopped + excluded.stopped,
          refused = f.refused + excluded.refused`
      : sql`
        update daily_facts set
          received = received + ${received}, early = early + ${early}, on_time = on_time + ${onTime},
          late = late + ${late}, withdrawn = withdrawn + ${withdrawn}, stopped = stopped + ${stopped},
          refused = refused + ${refused}
        where centre_id = ${centreId} and day = ${fact.day}::date and procedure_code = ${fact.procedureCode}
          and channel = ${fact.channel} and field_group = ${fact.fieldGroup} and field = ${fact.field}`
    ).execute(tx);
  }
}

type About = Pick<DailyFact, 'procedureCode' | 'field' | 'fieldGroup' | 'channel'>;

/** Puts the spans of one dossier in place of those stored before; `fresh` when there cannot be any. */
export async function replaceSpans(
  tx: Tx,
  centreId: string,
  facts: Pick<DossierFacts, 'dossierId' | 'spans'>,
  about: About,
  fresh = false,
): Promise<void> {
  if (!fresh) {
    await tx.deleteFrom('report_spans').where('dossier_id', '=', facts.dossierId).execute();
  }
  if (facts.spans.length > 0) {
    await tx
      .insertInto('report_spans')
      .values(
        facts.spans.map((span) => ({
          centre_id: centreId,
          dossier_id: facts.dossierId,
          from_at: span.from,
          to_at: span.to,
          due_at: span.due,
          procedure_code: about.procedureCode,
          field: about.field,
          field_group: about.fieldGroup,
          channel: about.channel,
        })),
      )
      .execute();
  }
}

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

/** The moment at which a period's stock is counted: the end of its last day, or now while that day is not over. */
export function closingMoment(period: Period, now: Temporal.Instant): Temporal.Instant {
  const end = fromLocal(period.to.add({ days: 1 }), '00:00');
  return Temporal.Instant.compare(end, now) < 0 ? end : now;
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
      from daily_facts where day <= ${period.to} group by 1
    ), over as (
      select ${by} as key, count(*)::int as overdue from report_spans
      where from_at <= ${at} and (to_at is null or to_at > ${at}) and due_at < ${at} group by 1
    )
    select flow.*, coalesce(over.overdue, 0) as overdue from flow left join over using (key)
    where carried <> 0 or received <> 0 or early + on_time + late + withdrawn + stopped <> 0
    order by key collate "vi-x-icu"`.execute(tx);
  return rows.map((row) => {
    const stock =
      row.carried + row.received - row.early - row.on_time - row.late - row.withdrawn - row.stopped;
    return {
      key: row.key,
      figures: {
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
      },
    };
  });
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
): Promise<readonly { readonly key: string; readonly channel: ReportChannel; readonly received: number }[]> {
  const { rows } = await sql<{ key: string; channel: string; received: number }>`
    select ${sql.ref(dimension)} as key, channel, sum(received)::int as received from daily_facts
    where day between ${period.from} and ${period.to} group by 1, 2`.execute(tx);
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
    select count(*)::int as n from report_spans where from_at <= ${at} and (to_at is null or to_at > ${at})`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** All daily facts in the order of their keys, to compare with rebuilt ones. */
export async function listFacts(tx: Tx): Promise<readonly DailyFact[]> {
  const rows = await tx
    .selectFrom('daily_facts')
    .selectAll()
    .where((eb) => eb(sql`received + early + on_time + late + withdrawn + stopped`, '>', 0))
    .execute();
  return rows.map((row) => ({
    day: row.day.toString(),
    procedureCode: row.procedure_code,
    field: row.field,
    fieldGroup: row.field_group,
    channel: ReportChannel.parse(row.channel),
    counts: {
      received: row.received,
      early: row.early,
      onTime: row.on_time,
      late: row.late,
      withdrawn: row.withdrawn,
      stopped: row.stopped,
      refused: row.refused,
    },
  }));
}

/** The stored spans of some dossiers, by dossier. */
export async function listSpans(
  tx: Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OpenSpan[]>> {
  const spans = new Map<string, OpenSpan[]>();
  if (dossierIds.length > 0) {
    const rows = await tx
      .selectFrom('report_spans')
      .select(['dossier_id', 'from_at', 'to_at', 'due_at'])
      .where('dossier_id', 'in', [...dossierIds])
      .orderBy('from_at')
      .execute();
    for (const row of rows) {
      const list = spans.get(row.dossier_id) ?? [];
      list.push({ from: row.from_at, to: row.to_at, due: row.due_at });
      spans.set(row.dossier_id, list);
    }
  }
  return spans;
}

/** Takes all facts and spans of the centre away, before they are rebuilt. */
export async function clear(tx: Tx): Promise<void> {
  await tx.deleteFrom('daily_facts').execute();
  await tx.deleteFrom('report_spans').execute();
}
