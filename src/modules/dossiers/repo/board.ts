import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import {
  BOARD_FIGURES,
  type BoardCell,
  type BoardDay,
  type BoardFacts,
  type BoardFigure,
  type BoardMoments,
  type BoardScope,
} from '../schema/board.ts';
import { COLUMNS, type DossierLine, toLine } from './lists.ts';

/** What each figure counts, of `dossiers d` with `dossier_outlooks o`; the board and the list both read it here. */
function counts({ now, startOfToday, endOfToday, idleSince }: BoardMoments) {
  const open = sql<SqlBool>`(d.ended_at is null and d.received_at is not null)`;
  const running = sql<SqlBool>`(${open} and d.waiting is null)`;
  return {
    received: sql<SqlBool>`(d.received_at >= ${startOfToday})`,
    'in-hand': running,
    'due-today': sql<SqlBool>`(${running} and d.judged_due_at >= ${now} and d.judged_due_at < ${endOfToday})`,
    'will-be-late': sql<SqlBool>`(${running} and d.judged_due_at >= ${now} and coalesce(o.leave_by <= ${now}, false))`,
    late: sql<SqlBool>`(${running} and d.judged_due_at < ${now})`,
    waiting: sql<SqlBool>`(${open} and d.waiting is not null)`,
    'to-close': sql<SqlBool>`(${open} and d.waiting is not null and coalesce(d.closing_limit_at < ${now}, false))`,
    idle: sql<SqlBool>`(${running} and d.updated_at < ${idleSince})`,
    promised: sql<SqlBool>`(${running} and d.extended)`,
    offered: sql<SqlBool>`(d.ended_at is null and d.pending_unit_id is not null)`,
  } satisfies Record<BoardFigure, RawBuilder<SqlBool>>;
}

/** Figures that the holder answers for; what is offered is the receiver's. */
const HELD = BOARD_FIGURES.filter((figure) => figure !== 'offered');

function asText(value: string | undefined): string | null {
  return value === undefined || value === 'nobody' ? null : value;
}

/** Narrows to a unit, person or step; by the receiver where what is offered is asked for. */
function within(scope: BoardScope, side: 'holder' | 'pending'): RawBuilder<SqlBool> {
  const unit = sql.ref(side === 'holder' ? 'd.holder_unit_id' : 'd.pending_unit_id');
  const account = sql.ref(side === 'holder' ? 'd.holder_account_id' : 'd.pending_account_id');
  const parts = [sql<SqlBool>`true`];
  if (scope.unitId !== undefined) {
    parts.push(sql<SqlBool>`${unit} = ${scope.unitId}::uuid`);
  }
  if (scope.accountId !== undefined) {
    parts.push(sql<SqlBool>`${account} is not distinct from ${asText(scope.accountId)}::uuid`);
  }
  if (scope.stepKey !== undefined) {
    parts.push(sql<SqlBool>`d.step_key = ${scope.stepKey}`);
  }
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

interface CellRow {
  readonly unit_id: string;
  readonly unit_name: string;
  readonly account_id: string | null;
  readonly person_name: string | null;
  readonly step_key: string | null;
  readonly step_name: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

function toCell(row: CellRow): BoardCell {
  const numbers = Object.fromEntries(BOARD_FIGURES.map((figure) => [figure, row.counts[figure] ?? 0]));
  return {
    unitId: row.unit_id,
    unitName: row.unit_name,
    accountId: row.account_id,
    personName: row.person_name,
    stepKey: row.step_key,
    stepName: row.step_name,
    counts: numbers as Record<BoardFigure, number>,
  };
}

interface DayRow {
  readonly day: string;
  readonly received: number;
  readonly settled: number;
  readonly late: number;
}

function toDay(row: DayRow): BoardDay {
  return {
    day: Temporal.PlainDate.from(row.day),
    received: row.received,
    settled: row.settled,
    settledLate: row.late,
  };
}

/**
 * All figures of a centre, unit or person with the trend of the last days, in one statement: by unit, person and step of
 * what is open or came today. It walks the indexes of what is open and of the last days only.
 */
export async function readBoard(tx: Tx, scope: BoardScope, moments: BoardMoments): Promise<BoardFacts> {
  const is = counts(moments);
  const numbers = sql.join(
    HELD.flatMap((figure) => [sql.lit(figure), sql`count(*) filter (where ${is[figure]})`]),
  );
  // Who held a dossier when it ended is no measure of a unit: the trend is the centre's.
  const whole = sql<SqlBool>`${scope.unitId === undefined && scope.accountId === undefined}`;
  const day = (column: string) => sql`(d.${sql.raw(column)} at time zone 'Asia/Ho_Chi_Minh')::date`;
  const { rows } = await sql<{ cells: readonly CellRow[] | null; days: readonly DayRow[] | null }>`
    with held as (
      select d.holder_unit_id as unit_id, max(d.holder_unit_name) as unit_name, d.holder_account_id as account_id,
        max(d.holder_name) as person_name, d.step_key, max(d.step_name) as step_name,
        jsonb_build_object(${numbers}) as counts
      from dossiers d left join dossier_outlooks o on o.dossier_id = d.id
      where ((d.ended_at is null and d.received_at is not null) or d.received_at >= ${moments.startOfToday})
        and ${within(scope, 'holder')}
      group by d.holder_unit_id, d.holder_account_id, d.step_key
    ), offers as (
      select d.pending_unit_id as unit_id, max(d.pending_unit_name) as unit_name, d.pending_account_id as account_id,
        null::text as person_name, null::text as step_key, null::text as step_name,
        jsonb_build_object('offered', count(*)) as counts
      from dossiers d where ${is.offered} and ${within(scope, 'pending')}
      group by d.pending_unit_id, d.pending_account_id
    ), cells as (select * from held union all select * from offers),
    moved as (
      select ${day('received_at')} as day, 1 as received, 0 as settled, 0 as late
      from dossiers d where ${whole} and d.received_at >= ${moments.trendFrom}
      union all
      select ${day('ended_at')}, 0, 1, (d.outcome is not distinct from 'late')::int
      from dossiers d where ${whole} and d.ended_at >= ${moments.trendFrom} and d.received_at is not null
    ), days as (
      select day, sum(received)::int as received, sum(settled)::int as settled, sum(late)::int as late
      from moved group by day
    )
    select (select jsonb_agg(to_jsonb(cells)) from cells) as cells,
      (select jsonb_agg(to_jsonb(days)) from days) as days`.execute(tx);
  return { cells: (rows[0]?.cells ?? []).map(toCell), days: (rows[0]?.days ?? []).map(toDay) };
}

/** One line behind a figure, with until when its step must be left and the state that its clocks are read from. */
export interface FigureLine extends DossierLine {
  readonly judgedDue: Temporal.Instant | null;
  readonly leaveBy: Temporal.Instant | null;
  readonly laterMinutes: number;
  /** The stored history of the steps: `ClockFacts` in JSON. */
  readonly clocks: unknown;
}

/** The dossiers behind a figure: exactly those that it counts, most urgent first, with the whole count. */
export async function listFigure(
  tx: Tx,
  figure: BoardFigure,
  scope: BoardScope,
  moments: BoardMoments,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly lines: readonly FigureLine[]; readonly total: number }> {
  const is = counts(moments);
  const side = figure === 'offered' ? 'pending' : 'holder';
  // The page is picked first, so that no state is unpacked that is not shown.
  const rows = await tx
    .with('picked', (db) =>
      db
        .selectFrom('dossiers as d')
        .leftJoin('dossier_outlooks as o', 'o.dossier_id', 'd.id')
        .select(['d.id as picked_id', 'o.leave_by', 'o.later_minutes'])
        .select(sql<number>`count(*) over ()`.as('total'))
        .select(sql<number>`row_number() over (order by d.judged_due_at nulls last, d.id)`.as('place'))
        .where(is[figure])
        .where(within(scope, side))
        .orderBy('place')
        .limit(page.limit)
        .offset(page.offset),
    )
    .selectFrom('picked')
    .innerJoin('dossiers as d', 'd.id', 'picked_id')
    .select(COLUMNS.map((column) => `d.${column}` as const))
    .select(['leave_by', 'later_minutes', 'total'])
    .select(
      sql<unknown>`jsonb_build_object('steps', d.state->'steps', 'visits', d.state->'visits',
        'handOvers', d.state->'handOvers', 'strands', coalesce(d.state->'strands', '[]'), 'waits', d.state->'waits', 'runs', d.state->'runs',
        'endedAt', d.state->'endedAt')`.as('clocks'),
    )
    .orderBy('place')
    .execute();
  return {
    total: rows[0]?.total ?? 0,
    lines: rows.map((row) => ({
      ...toLine(row, moments.now),
      judgedDue: row.judged_due_at,
      leaveBy: row.leave_by,
      laterMinutes: row.later_minutes ?? 0,
      clocks: row.clocks,
    })),
  };
}

/** The local days of a trend with none left out, oldest first. */
export function everyDay(
  days: readonly BoardDay[],
  { trendFrom, now }: Pick<BoardMoments, 'trendFrom' | 'now'>,
): readonly BoardDay[] {
  const byDay = new Map(days.map((one) => [one.day.toString(), one]));
  const last = localDay(now);
  const result: BoardDay[] = [];
  for (
    let day = localDay(trendFrom);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    result.push(byDay.get(day.toString()) ?? { day, received: 0, settled: 0, settledLate: 0 });
  }
  return result;
}
