import type { Tx } from '#platform/db/tx.ts';
import { closeOpenPayments } from '../repo-platform.ts';
import * as repo from '../repo-transfers.ts';

/**
 * Ends the open requests of a dossier that owes nothing any more, or another amount, in the transaction that changed it: nobody is asked to pay twice or too much.
 */
export async function closeOrders(tx: Tx, dossierId: string, at: Temporal.Instant): Promise<void> {
  const order = await repo.findOpenOrder(tx, dossierId);
  if (order !== null) {
    await repo.endOrder(tx, order.id, 'closed', at);
  }
  await closeOpenPayments(tx, dossierId, at);
}
