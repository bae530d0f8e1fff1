import type { Tx } from '#platform/db/tx.ts';
import * as repo from '../repo-transfers.ts';

/** Ends the open request of a dossier that owes nothing any more, in the transaction that settled it: nobody is asked to pay twice. */
export async function closeOrder(tx: Tx, dossierId: string, at: Temporal.Instant): Promise<void> {
  const order = await repo.findOpenOrder(tx, dossierId);
  if (order !== null) {
    await repo.endOrder(tx, order.id, 'closed', at);
  }
}
