import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Behind } from '../rules/counted-forms.ts';
import type { Dimension, Period } from '../schema.ts';
import { type AsOf, closingMoment, spansAsOf } from './figures.ts';

const IN = sql`received`;
const OUT = sql`(early + on_time + late + withdrawn + stopped)`;

/** What a dossier's lines are summed over for one kind of figure; the dossier is behind it when the sum is above nought. */
function measured(behind: Behind, { from, to }: Period): RawBuilder<unknown> {
  const within = (what: RawBuilder<unknown>, channels?: readonly string[]) =>
    channels === undefined
      ? sql`sum(${what}) filter (where day >= ${from} and day <= ${to})`
      : sql`sum(${what}) filter (where day >= ${from} and day <= ${to} and channel = any(${[...channels]}::text[]))`;
  const stock = (until: RawBuilder<unknown>) => sql`sum(${IN} - ${OUT}) filter (where ${until})`;
  switch (behind) {
    case 'received':
      return within(IN);
    case 'online-full':
    case 'online-partial':
    case 'postal':
    case 'direct':
      return within(IN, [behind]);
    case 'online':
      return within(IN, ['online-full', 'online-partial']);
    case 'by-hand':
      return within(IN, ['postal', 'direct']);
    case 'carried':
      return stock(sql`day < ${from}`);
    case 'all':
      return sql`greatest(${within(IN)}, ${stock(sql`day < ${from}`)})`;
    case 'settled':
      return within(sql`(early + on_time + late)`);
    case 'form-settled':
      return within(OUT);
    case 'early':
      return within(sql`early`);
    case 'on-time':
      return within(sql`on_time`);
    case 'form-on-time':
      return within(sql`(on_time + withdrawn + stopped)`);
    case 'late':
      return within(sql`late`);
    case 'withdrawn':
      return within(sql`withdrawn`);
    case 'stopped':
      return within(sql`stopped`);
    case 'refused':
      return within(sql`refused`);
    case 'open':
    case 'in-term':
    case 'overdue':
      return stock(sql`day <= ${to}`);
    default:
      return behind satisfies never;
  }
}

/** Which figure is looked behind. */
export interface BehindAsked {
  readonly behind: Behind;
  readonly dimension: Dimension | null;
  readonly key: string;
  readonly period: Period;
}

/** Ids of the dossiers behind one figure, read from the same journal as the figure; oldest first. */
export async function dossiersBehind(
  tx: Tx,
  { behind, dimension, key, period }: BehindAsked,
  now: Temporal.Instant,
  asOf: AsOf = null,
): Promise<readonly string[]> {
  const at = closingMoment(period, now);
  const about = dimension === null ? sql`true` : sql`${sql.ref(dimension)} = ${key}`;
  const known = asOf === null ? sql`true` : sql`mark < ${asOf}`;
  const late = sql`exists (
    select from report_spans s where s.dossier_id = counted.dossier_id and s.due_at < ${at}
      and s.from_at <= ${at} and (s.to_at is null or s.to_at > ${at}) and ${spansAsOf(asOf)})`;
  const judged = behind === 'overdue' ? late : behind === 'in-term' ? sql`not ${late}` : sql`true`;
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from (
      select dossier_id, min(mark) as first from fact_entries
      where ${about} and ${known} and day <= ${period.to}
      group by dossier_id having ${measured(behind, period)} > 0
    ) as counted where ${judged} order by first, dossier_id`.execute(tx);
  return rows.map((row) => row.id);
}
