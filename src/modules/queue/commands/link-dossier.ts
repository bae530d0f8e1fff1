import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { findTicket } from '../repo/tickets.ts';

/**
 * Notes that a visit led to a dossier, in the transaction that received it. A ticket that is not of this centre is passed over:
 * a wrong hidden field must not stop a reception.
 */
export async function linkDossier(
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
  link: { readonly ticketId: string; readonly dossierId: string },
  at: Temporal.Instant,
): Promise<void> {
  if ((await findTicket(tx, link.ticketId)) === undefined) {
    return;
  }
  await tx
    .insertInto('ticket_dossiers')
    .values({
      ticket_id: link.ticketId,
      dossier_id: link.dossierId,
      centre_id: actor.centreId,
      linked_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
