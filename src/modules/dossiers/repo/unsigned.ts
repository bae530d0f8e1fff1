import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { Dossier, STATUS } from '../schema.ts';

/** Dossiers in work whose decision is not signed yet, held by these units or this person or offered to them. */
export async function listUnsigned(
  tx: Tx,
  units: readonly string[],
  accountId: string,
): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('state')
    .where('status', '=', STATUS.processing)
    .where(sql<boolean>`state #> '{decision}' <> 'null' and state #> '{decision,signed}' = 'null'`)
    .where((where) =>
      where.or([
        where('holder_unit_id', 'in', [...units]),
        where('pending_unit_id', 'in', [...units]),
        where('holder_account_id', '=', accountId),
      ]),
    )
    .orderBy('updated_at')
    .limit(200)
    .execute();
  return rows.map((row) => Dossier.parse(row.state));
}
