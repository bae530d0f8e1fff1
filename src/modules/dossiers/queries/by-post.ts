import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { pendingHandOver } from '../rules/holding.ts';
import { Dossier, STATUS } from '../schema.ts';

/** Whether the result is at the counter and goes home by the public post: what a shipment can be made of. */
export function isReadyByPost(dossier: Dossier): boolean {
  return (
    dossier.status === STATUS.finished &&
    dossier.delivery.how === 'post' &&
    dossier.holder.unitId === dossier.centreId &&
    pendingHandOver(dossier) === null
  );
}

/** Dossiers of the transaction's centre whose results wait at the counter for the post, longest waiting first. */
export async function listReadyByPost(tx: Tx, limit: number): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('state')
    .where('status', '=', STATUS.finished)
    .where(sql<boolean>`state #>> '{delivery,how}' = 'post'`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ state }) => Dossier.parse(state)).filter(isReadyByPost);
}
