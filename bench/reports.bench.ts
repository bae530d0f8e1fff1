import type { KyselyPlugin } from 'kysely';
import type pg from 'pg';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { getPeriodReport, getProvinceReport } from '#modules/reports/queries/period.ts';
import { systemActor } from '#platform/actor.ts';
import { fillProvince } from './fill.ts';
import { benchServer } from './server.ts';
import { type Bench, percentile, type Row } from './support.ts';

/** Dossiers of three years over 170 communes. */
const MOST = Number(process.env['BENCH_DOSSIERS'] ?? 1_000_000);
const TIMES = 15;

/**
 * The journal, the days and the spans of the filled dossiers, by the statements with which an older database is brought
 * to them (migration 0109): the rows that the events would have written.
 */
const FACTS = [
  `TRUNCATE fact_entries, daily_facts, report_spans`,
  `INSERT INTO fact_entries (centre_id, mark, line, recorded_at, dossier_id, day, procedure_code, field, field_group,
     channel, unit_id, officer_id, received, early, on_time, late, withdrawn, stopped, refused)
   SELECT d.centre_id, nextval('report_marks'), 1, flow.at, d.id, (flow.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
     d.procedure_code, d.field, d.field_group, CASE d.channel WHEN 'online' THEN 'online-partial' ELSE d.channel END,
     d.holder_unit_id::text, coalesce(d.holder_account_id::text, ''), flow.received,
     (NOT flow.received::boolean AND d.outcome = 'early')::int, (NOT flow.received::boolean AND d.outcome = 'on-time')::int,
     (NOT flow.received::boolean AND d.outcome = 'late')::int, 0, 0, 0
   FROM dossiers d CROSS JOIN LATERAL (
     SELECT d.received_at AS at, 1 AS received WHERE d.received_at IS NOT NULL
     UNION ALL SELECT d.ended_at, 0 WHERE d.ended_at IS NOT NULL AND d.ending = 'finished') AS flow`,
  `INSERT INTO daily_facts SELECT centre_id, day, procedure_code, field, field_group, channel, sum(received), sum(early),
     sum(on_time), sum(late), 0, 0, 0, unit_id, officer_id FROM fact_entries GROUP BY 1, 2, 3, 4, 5, 6, unit_id, officer_id`,
  `INSERT INTO report_spans (centre_id, dossier_id, from_at, to_at, due_at, procedure_code, field, field_group, channel,
     unit_id, officer_id)
   SELECT centre_id, id, received_at, ended_at, judged_due_at, procedure_code, field, field_group,
     CASE channel WHEN 'online' THEN 'online-partial' ELSE channel END, holder_unit_id::text,
     coalesce(holder_account_id::text, '') FROM dossiers
   WHERE received_at IS NOT NULL AND (ended_at IS NULL OR ended_at > received_at)`,
  `VACUUM ANALYZE daily_facts`,
  `VACUUM ANALYZE report_spans`,
  `VACUUM ANALYZE fact_entries`,
];

async function makeFacts(owner: pg.Pool): Promise<void> {
  const connection = await owner.connect();
  try {
    await connection.query('SET session_replication_role = replica');
    for (const statement of FACTS) {
      await connection.query(statement);
    }
  } finally {
    connection.release(true);
  }
}

async function times(work: () => Promise<unknown>): Promise<readonly number[]> {
  const all: number[] = [];
  for (let n = 0; n <= TIMES; n += 1) {
    const from = performance.now();
    await work();
    if (n > 0) {
      all.push(performance.now() - from);
    }
  }
  return all;
}

/** The least that can be asked for the same sums: the days of the year added up, nothing carried, nothing overdue. */
const FLOOR = `SELECT centre_id, sum(received), sum(early), sum(on_time), sum(late) FROM daily_facts
  WHERE day BETWEEN $1 AND $2 GROUP BY centre_id`;

/** Yearly report of a province and of one centre, against bare SQL of the same table. */
export const bench: Bench = {
  title: 'Reports: a province of three years',
  async run() {
    const server = await benchServer();
    const { ctx, ownerPool: owner } = server.runtime;
    const filled = await fillProvince(ctx, owner, MOST);
    await makeFacts(owner);
    const { centreId } = await testCommune(ctx);
    const actor = systemActor(centreId, 'bench');
    const today = ctx.clock.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate();
    const period = { from: today.subtract({ days: 365 }), to: today };
    const floor = await times(() => owner.query(FLOOR, [period.from.toString(), period.to.toString()]));
    let statements = 0;
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        statements += 1;
        return result;
      },
    };
    const counted = { ...ctx, db: ctx.db.withPlugin(plugin) };
    const rows: Row[] = [
      { name: 'dossiers in the database', value: filled.dossiers, unit: 'dossiers' },
      { name: 'communes', value: 170, unit: 'communes' },
    ];
    const reports = [
      ['yearly report of the province', (c: typeof ctx) => getProvinceReport(c, actor, period)],
      [
        'yearly report of one centre, by field',
        (c: typeof ctx) => getPeriodReport(c, actor, period, 'field'),
      ],
      [
        'yearly report of one centre, by officer',
        (c: typeof ctx) => getPeriodReport(c, actor, period, 'officer_id'),
      ],
    ] as const;
    for (const [name, report] of reports) {
      const took = await times(() => report(ctx));
      for (const p of [50, 95]) {
        rows.push({
          name: `${name}, p${p}`,
          value: percentile(took, p),
          unit: 'ms',
          floor: percentile(floor, p),
          floorIs: 'bare sums of the year, whole province',
        });
      }
      statements = 0;
      await report(counted);
      rows.push({ name: `${name}: statements`, value: statements, unit: '' });
    }
    await server.close();
    return rows;
  },
};
