import type { Tx } from '#platform/db/tx.ts';
import type { Outlook } from '../rules/outlook.ts';
import { Dossier } from '../schema.ts';

/** Stores what boards keep of a dossier; null removes it. */
export async function saveOutlook(
  tx: Tx,
  { id, centreId, seq }: Pick<Dossier, 'id' | 'centreId' | 'seq'>,
  outlook: Outlook | null,
): Promise<void> {
  if (outlook === null) {
    await tx.deleteFrom('dossier_outlooks').where('dossier_id', '=', id).execute();
    return;
  }
  const values = { seq, leave_by: outlook.leaveBy, later_minutes: outlook.laterMinutes };
  await tx
    .insertInto('dossier_outlooks')
    .values({ dossier_id: id, centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('dossier_id').doUpdateSet(values))
    .execute();
}

/** Open dossiers of the transaction's centre whose outlook is missing or older than they are. */
export async function listWithoutOutlook(tx: Tx, limit: number): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom('dossiers as d')
    .leftJoin('dossier_outlooks as o', 'o.dossier_id', 'd.id')
    .select('d.state')
    .where('d.ended_at', 'is', null)
    .where('d.received_at', 'is not', null)
    .where((eb) => eb.or([eb('o.seq', 'is', null), eb('o.seq', '<', eb.ref('d.seq'))]))
    .orderBy('d.id')
    .limit(limit)
    .execute();
  return rows.map((row) => Dossier.parse(row.state));
}
