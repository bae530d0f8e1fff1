import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
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
