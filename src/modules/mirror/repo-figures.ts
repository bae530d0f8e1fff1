/** SQL of figures over mirrored dossiers. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { COLUMNS, mirrored } from './repo.ts';
import {
  MIRROR_FIGURES,
  type MirrorCounts,
  type MirrorFigure,
  type MirrorLacking,
  type MirrorPeriodFigures,
  NOT_RECEIVED,
  RUNNING,
  SETTLED,
  STOPPED,
  WAITING,
  WITHDRAWN,
} from './rules/figures.ts';
import type { MirroredDossier } from './schema.ts';

/** Moments that the figures of a board are counted by. */
export interface MirrorMoments {
  readonly now: Temporal.Instant;
  readonly startOfToday: Temporal.Instant;
  readonly endOfToday: Temporal.Instant;
  readonly trendFrom: Temporal.Instant;
}

const oneOf = (statuses: readonly number[]) => sql<SqlBool>`m.status in (${sql.join(statuses)})`;
/** When the source says that work ended. */
const ENDED = sql`coalesce(m.ended_at, m.returned_at)`;

/** What each figure counts, of `mirror_dossiers m`; board and list both read it here. */
function counts({ now, startOfToday, endOfToday }: Omit<MirrorMoments, 'trendFrom'>) {
  const running = oneOf(RUNNING);
  const due = (from: RawBuilder<unknown>, before: RawBuilder<unknown>) =>
    sql<SqlBool>`(${running} and m.due_at >= ${from} and m.due_at < ${before})`;
  return {
    received: sql<SqlBool>`(not ${oneOf(NOT_RECEIVED)} and m.received_at >= ${startOfToday} and m.received_at <= ${now})`,
    'in-hand': running,
    'due-today': due(sql`${now}`, sql`${endOfToday}`),
    soon: due(sql`${now}`, sql`${now.add({ hours: 24 })}`),
    late: sql<SqlBool>`(${running} and m.due_at < ${now})`,
    waiting: oneOf(WAITING),
    settled: sql<SqlBool>`(${oneOf(SETTLED)} and ${ENDED} >= ${startOfToday} and ${ENDED} <= ${now})`,
    'to-return': sql<SqlBool>`(m.status = 9)`,
  } satisfies Record<MirrorFigure, RawBuilder<SqlBool>>;
}

/** Figures of one unit, under the name that the source gives it; empty where it gives none. */
export interface MirrorUnit {
  readonly unitName: string;
  readonly counts: MirrorCounts;
}

/** One local day: what came in and what was settled. */
export interface MirrorDay {
  readonly day: Temporal.PlainDate;
  readonly received: number;
  readonly settled: number;
  readonly settledLate: number;
}

/** Figures of every unit at a moment. One statement. */
export async function countUnits(tx: Tx, moments: MirrorMoments): Promise<readonly MirrorUnit[]> {
  const is = counts(moments);
  const numbers = sql.join(
    MIRROR_FIGURES.flatMap((figure) => [sql.lit(figure), sql`count(*) filter (where ${is[figure]})`]),
  );
  const { rows } = await sql<{ unit: string; counts: Readonly<Record<string, number>> }>`
    select m.unit_name as unit, jsonb_build_object(${numbers}) as counts
    from mirror_dossiers m group by m.unit_name order by m.unit_name collate "vi-x-icu"`.execute(tx);
  return rows.map((row) => {
    const known = MIRROR_FIGURES.map((figure) => [figure, row.counts[figure] ?? 0]);
    return { unitName: row.unit, counts: Object.fromEntries(known) as Record<MirrorFigure, number> };
  });
}

/** What came in and what was settled on the days since `trendFrom`; days without anything are left out. */
export async function countDays(tx: Tx, { trendFrom, now }: MirrorMoments): Promise<readonly MirrorDay[]> {
  const day = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`;
  const { rows } = await sql<{ day: string; received: number; settled: number; late: number }>`
    select day::text as day, sum(received)::int as received, sum(settled)::int as settled, sum(late)::int as late
    from (
      select ${day(sql`m.received_at`)} as day, 1 as received, 0 as settled, 0 as late from mirror_dossiers m
      where not ${oneOf(NOT_RECEIVED)} and m.received_at >= ${trendFrom} and m.received_at <= ${now}
      union all
      select ${day(ENDED)}, 0, 1, coalesce(${ENDED} > m.due_at, false)::int from mirror_dossiers m
      where ${oneOf(SETTLED)} and ${ENDED} >= ${trendFrom} and ${ENDED} <= ${now}
    ) as moved group by day order by day`.execute(tx);
  return rows.map((row) => ({
    day: Temporal.PlainDate.from(row.day),
    received: row.received,
    settled: row.settled,
    settledLate: row.late,
  }));
}

/** The dossiers behind a figure: exactly those that it counts, most urgent first, with the whole count. */
export async function listFigure(
  tx: Tx,
  figure: MirrorFigure,
  units: readonly string[] | null,
  moments: Omit<MirrorMoments, 'trendFrom'>,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly MirroredDossier[]; readonly total: number }> {
  const base = tx
    .selectFrom('mirror_dossiers as m')
    .where(counts(moments)[figure])
    .$if(units !== null, (query) =>
      query.where((eb) => eb('m.unit_name', '=', sql<string>`any(${[...(units ?? [])]}::text[])`)),
    );
  const rows = await base
    .select(COLUMNS)
    .orderBy('due_at', (order) => order.asc().nullsLast())
    .orderBy('number')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await base.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows: rows.map(mirrored), total: Number(total) };
}

/** By what figures of a period are told apart. */
export type MirrorDimension = 'procedure_code' | 'unit_name';

/** One line of a period. */
export interface MirrorLine {
  readonly key: string;
  readonly figures: MirrorPeriodFigures;
  readonly lacking: MirrorLacking;
}

/**
 * Figures of a period, `[from, before)`, with its stock at its end or now. A dossier that lacks a date is in no figure but counted as lacking: without reception,
 * without an end though it ended, or settled or open without a due date. What waits for the citizen is never overdue. One statement.
 */
export async function countPeriod(
  tx: Tx,
  dimension: MirrorDimension,
  { from, before }: { readonly from: Temporal.Instant; readonly before: Temporal.Instant },
  now: Temporal.Instant,
): Promise<readonly MirrorLine[]> {
  const closing = Temporal.Instant.compare(before, now) < 0 ? before : now;
  const over = oneOf([...SETTLED, WITHDRAWN, STOPPED]);
  const day = (column: string) => sql`(${sql.raw(column)} at time zone 'Asia/Ho_Chi_Minh')::date`;
  const { rows } = await sql<
    MirrorPeriodFigures & { key: string; lackReceived: number; lackEnded: number; lackDue: number }
  >`
    with known as (
      select coalesce(m.${sql.ref(dimension)}, '') as key, m.status, m.received_at as r, m.due_at as d,
        case when ${over} then ${ENDED} end as e, ${over} as over, ${oneOf(SETTLED)} as settled, ${oneOf(WAITING)} as waiting
      from mirror_dossiers m where not ${oneOf(NOT_RECEIVED)}
    ), judged as (
      select *, case when r is null then 'received' when over and e is null then 'ended'
        when d is null and (settled or not over) then 'due' end as lacks from known
    )
    select key,
      count(*) filter (where lacks is null and r < ${from} and (e is null or e >= ${from}))::int as "carriedOver",
      count(*) filter (where lacks is null and r >= ${from} and r < ${before})::int as received,
      count(*) filter (where lacks is null and settled and e >= ${from} and e < ${before} and ${day('e')} < ${day('d')})::int as early,
      count(*) filter (where lacks is null and settled and e >= ${from} and e < ${before} and ${day('e')} >= ${day('d')} and e <= d)::int as "onTime",
      count(*) filter (where lacks is null and settled and e >= ${from} and e < ${before} and e > d)::int as late,
      count(*) filter (where lacks is null and status = ${WITHDRAWN} and e >= ${from} and e < ${before})::int as withdrawn,
      count(*) filter (where lacks is null and status = ${STOPPED} and e >= ${from} and e < ${before})::int as stopped,
      count(*) filter (where lacks is null and r < ${before} and (e is null or e >= ${before}) and (waiting or d is null or d >= ${closing}))::int as "inTerm",
      count(*) filter (where lacks is null and r < ${before} and (e is null or e >= ${before}) and not waiting and d < ${closing})::int as overdue,
      count(*) filter (where lacks = 'received')::int as "lackReceived",
      count(*) filter (where lacks = 'ended')::int as "lackEnded",
      count(*) filter (where lacks = 'due')::int as "lackDue"
    from judged group by key order by key collate "vi-x-icu"`.execute(tx);
  return rows.map(({ key, lackReceived, lackEnded, lackDue, ...figures }) => ({
    key,
    figures,
    lacking: { received: lackReceived, ended: lackEnded, due: lackDue },
  }));
}

/** Received and settled by local month of a period, oldest first. */
export async function countMonths(
  tx: Tx,
  { from, before }: { readonly from: Temporal.Instant; readonly before: Temporal.Instant },
): Promise<
  readonly {
    readonly month: string;
    readonly received: number;
    readonly inTime: number;
    readonly late: number;
  }[]
> {
  const month = (moment: RawBuilder<unknown>) =>
    sql`to_char(${moment} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')`;
  const { rows } = await sql<{ month: string; received: number; inTime: number; late: number }>`
    select month, sum(received)::int as received, sum(in_time)::int as "inTime", sum(late)::int as late
    from (
      select ${month(sql`m.received_at`)} as month, 1 as received, 0 as in_time, 0 as late from mirror_dossiers m
      where not ${oneOf(NOT_RECEIVED)} and m.received_at >= ${from} and m.received_at < ${before}
        and (m.due_at is not null or ${oneOf([WITHDRAWN, STOPPED])}) and (${ENDED} is not null or not ${oneOf([...SETTLED, WITHDRAWN, STOPPED])})
      union all
      select ${month(ENDED)}, 0, (${ENDED} <= m.due_at)::int, (${ENDED} > m.due_at)::int from mirror_dossiers m
      where ${oneOf(SETTLED)} and m.received_at is not null and m.due_at is not null and ${ENDED} >= ${from} and ${ENDED} < ${before}
    ) as moved group by month order by month`.execute(tx);
  return rows;
}
