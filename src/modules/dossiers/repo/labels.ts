import type { Tx } from '#platform/db/tx.ts';

/** The numbers of dossiers by id; those of other centres and unknown ones are left out. */
export async function labelsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('dossiers')
    .select(['id', 'number', 'local_number', 'applicant_name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.number ?? row.local_number ?? row.applicant_name]));
}
