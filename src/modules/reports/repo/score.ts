import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import type { Scored } from '../rules/score.ts';
import type { ScoreRow } from '../rules/score-facts.ts';

/** Puts the row of one dossier in place of what was stored. `endedWorking`: working minutes it took, without waiting. */
export async function putScoreRow(
  tx: Tx,
  centreId: string,
  row: ScoreRow,
  endedWorking: number | null,
): Promise<void> {
  const values = {
    number: row.number,
    procedure_code: row.procedureCode,
    received_at: row.receivedAt,
    ended_at: row.endedAt,
    ended_working: endedWorking,
    first_due: row.firstDue,
    held_since: row.heldSince,
    waited_ms: row.waitedMs,
    supplements: row.supplements,
    online_offered: row.onlineOffered,
    online_full: row.onlineFull,
    charged: row.charged,
    paid_online: row.paidOnline,
    result: row.result,
    result_file: row.resultFile,
    part_file: row.partFile,
    reused: row.reused,
    from_database: row.fromDatabase,
  };
  await tx
    .insertInto('score_facts')
    .values({ dossier_id: row.dossierId, centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('dossier_id').doUpdateSet(values))
    .execute();
}

/** The stored rows of some dossiers, by dossier. */
export async function listScoreRows(
  tx: Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, ScoreRow>> {
  if (dossierIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('score_facts')
    .selectAll()
    .where('dossier_id', 'in', [...dossierIds])
    .execute();
  return new Map(
    rows.map((row) => [
      row.dossier_id,
      {
        dossierId: row.dossier_id,
        number: row.number,
        procedureCode: row.procedure_code,
        receivedAt: row.received_at,
        endedAt: row.ended_at,
        firstDue: row.first_due,
        heldSince: row.held_since,
        waitedMs: row.waited_ms,
        supplements: row.supplements,
        onlineOffered: row.online_offered,
        onlineFull: row.online_full,
        charged: row.charged,
        paidOnline: row.paid_online,
        result: row.result,
        resultFile: row.result_file,
        partFile: row.part_file,
        reused: row.reused,
        fromDatabase: row.from_database,
      },
    ]),
  );
}

/** Dossiers that were received before the product kept these rows. */
export async function listWithoutScore(tx: Tx, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.dossier_id as id from fact_entries f left join score_facts s using (dossier_id)
    where s.dossier_id is null and f.received > 0 group by 1 limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Days whose dossiers are scored, with the moment at which open ones are judged. */
export interface ScoreSpan {
  readonly from: Temporal.Instant;
  readonly before: Temporal.Instant;
  readonly at: Temporal.Instant;
}

interface Counting {
  /** Which dossiers count. */
  readonly counted: RawBuilder<unknown>;
  /** Which of them meet the indicator. */
  readonly met: RawBuilder<unknown>;
}

/**
 * What counts for an indicator and what meets it: rules of counting of QĐ 766 (waiting subtracted; judged at the request
 * while a supplement is awaited; more than one request is overdue). Null for an indicator that dossiers do not tell.
 */
function countingOf(code: string, { from, before, at }: ScoreSpan): Counting | null {
  const received = sql`received_at >= ${from} and received_at < ${before}`;
  const ended = sql`ended_at >= ${from} and ended_at < ${before}`;
  const results = sql`result and ${ended}`;
  const inTime = sql`(supplements <= 1 and (first_due is null
    or coalesce(ended_at, held_since, ${at}) - waited_ms * interval '1 millisecond' <= first_due))`;
  switch (code) {
    case '2.1':
      return {
        counted: sql`received_at < ${before} and (ended_at is null or ended_at >= ${from})`,
        met: inTime,
      };
    case '3':
      return { counted: sql`${received} and online_offered`, met: sql`online_full` };
    case '3.6':
      return { counted: sql`${received} and charged`, met: sql`paid_online` };
    case '4.1':
      return { counted: results, met: sql`result_file` };
    case '4.2':
      return { counted: results, met: sql`(result_file and part_file)` };
    case '4.3':
      return { counted: received, met: sql`reused` };
    case '5.4':
      return { counted: ended, met: inTime };
    default:
      return null;
  }
}

/** Codes that {@link countingOf} knows. */
const COUNTED = ['2.1', '3', '3.6', '4.1', '4.2', '4.3', '5.4'] as const;

/** What our own records say of each indicator, in one statement, with the average working minutes of a settled dossier. */
export async function countScore(
  tx: Tx,
  span: ScoreSpan,
): Promise<{
  readonly counts: Readonly<Record<string, { readonly met: number; readonly counted: number }>>;
  readonly averageMinutes: number | null;
}> {
  const columns = COUNTED.flatMap((code) => {
    const counting = countingOf(code, span);
    return counting === null
      ? []
      : [
          sql`count(*) filter (where ${counting.counted})::int as ${sql.id(`counted ${code}`)}`,
          sql`count(*) filter (where ${counting.counted} and ${counting.met})::int as ${sql.id(`met ${code}`)}`,
        ];
  });
  const received = sql`received_at >= ${span.from} and received_at < ${span.before}`;
  const { rows } = await sql<Record<string, number | null>>`
    select ${sql.join(columns)},
      count(distinct procedure_code) filter (where ${received} and charged)::int as "counted 3b",
      count(distinct procedure_code) filter (where ${received} and paid_online)::int as "met 3b",
      (avg(ended_working) filter (where ended_at >= ${span.from} and ended_at < ${span.before}))::float8 as average
    from score_facts`.execute(tx);
  const [row = {}] = rows;
  const pair = (key: string) => ({ met: row[`met ${key}`] ?? 0, counted: row[`counted ${key}`] ?? 0 });
  return {
    counts: { ...Object.fromEntries(COUNTED.map((code) => [code, pair(code)])), '3.5b': pair('3b') },
    averageMinutes: row['average'] ?? null,
  };
}

/** Ids of the dossiers that count for an indicator and do not meet it, oldest first. */
export async function listLost(
  tx: Tx,
  code: string,
  span: ScoreSpan,
  limit: number,
): Promise<readonly string[]> {
  const counting = countingOf(code, span);
  if (counting === null) {
    return [];
  }
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from score_facts where ${counting.counted} and not ${counting.met}
    order by received_at, dossier_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Weights in force on a day with where they were read; null while only the product's hold. */
export interface WeightsInForce {
  readonly weights: Readonly<Record<string, number>>;
  readonly from: Temporal.PlainDate;
  readonly source: string;
}

/** The weights in force on a day. */
export async function weightsOn(tx: Tx, day: Temporal.PlainDate): Promise<WeightsInForce | null> {
  const row = await tx
    .selectFrom('score_settings')
    .select(['weights', 'effective_from', 'source'])
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        weights: z.record(z.string(), z.number()).parse(row.weights),
        from: row.effective_from,
        source: row.source,
      };
}

/** Adds dated weights; false when a set begins on that very day. */
export async function insertWeights(
  tx: Tx,
  set: WeightsInForce & {
    readonly centreId: string;
    readonly at: Temporal.Instant;
    readonly by: string | null;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('score_settings')
    .values({
      centre_id: set.centreId,
      effective_from: set.from,
      weights: JSON.stringify(set.weights),
      source: set.source,
      set_at: set.at,
      set_by: set.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Keeps how the score stands at the end of a day, in place of what was kept for it. */
export async function putScoreDay(
  tx: Tx,
  centreId: string,
  day: Temporal.PlainDate,
  lines: readonly Scored[],
): Promise<void> {
  for (const line of lines) {
    const counted = line.points === null ? null : line.counted;
    const values = {
      numerator: line.points === null ? null : line.met,
      denominator: counted,
      points: line.points,
      most: line.most,
    };
    await tx
      .insertInto('score_days')
      .values({ centre_id: centreId, day, indicator: line.code, ...values })
      .onConflict((conflict) => conflict.columns(['centre_id', 'day', 'indicator']).doUpdateSet(values))
      .execute();
  }
}

/** Points of all indicators together by day, oldest first. */
export async function listScoreDays(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly { readonly day: Temporal.PlainDate; readonly points: number }[]> {
  const { rows } = await sql<{ day: Temporal.PlainDate; points: number }>`
    select day, sum(points)::float8 as points from score_days where day between ${from} and ${to}
    group by day having sum(points) is not null order by day`.execute(tx);
  return rows;
}
