import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { Dossier } from '../schema.ts';

/** Received dossiers of the transaction's centre that name the number, newest first. In which part it is named, the caller judges. */
export async function listByIdNumber(tx: Tx, idNumber: string, limit: number): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('state')
    .where(sql<boolean>`id_numbers @> ${[idNumber]}::text[]`)
    .where('received_at', 'is not', null)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => Dossier.parse(row.state));
}
