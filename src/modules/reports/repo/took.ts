import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Took } from '../rules/took.ts';

/** What the dossiers of a procedure took that ended with a result in a span, in working minutes without waiting. */
export async function tookOf(
  tx: Tx,
  procedureCode: string,
  from: Temporal.Instant,
  before: Temporal.Instant,
): Promise<Took> {
  const { rows } = await sql<Took>`
    select count(*)::int as cases,
      coalesce(percentile_disc(0.25) within group (order by ended_working), 0)::int as quick,
      coalesce(percentile_disc(0.5) within group (order by ended_working), 0)::int as usual,
      coalesce(percentile_disc(0.9) within group (order by ended_working), 0)::int as slow
    from score_facts
    where procedure_code = ${procedureCode} and result and ended_working is not null
      and ended_at >= ${from} and ended_at < ${before}`.execute(tx);
  return rows[0] ?? { cases: 0, quick: 0, usual: 0, slow: 0 };
}
