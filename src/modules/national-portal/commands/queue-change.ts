import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { DELIVER } from '../jobs-names.ts';
import * as repo from '../repo.ts';
import { mapDossier, mapSteps } from '../rules/mapping.ts';

/** Has a dossier's open items told after commit. */
export async function askForDelivery(tx: Tx, centreId: string, dossierId: string): Promise<void> {
  await enqueue(tx, DELIVER, { centreId, dossierId }, { jobKey: `portal ${dossierId}` });
}

/**
 * Writes a change of a dossier down for the portal, in the transaction of the change, as the dossier stands then: what is told later is what was
 * true at that moment. Nothing is written for dossiers without an official number, not received, or filed on the portal itself, and nothing while the portal is not connected.
 */
export async function queueChange(
  tx: Tx,
  actor: Actor,
  dossier: Dossier,
  events: readonly DossierEvent[],
  at: Temporal.Instant,
): Promise<void> {
  if (dossier.number === null || dossier.receivedAt === null || events.length === 0) {
    return;
  }
  const found = await repo.findSettings(tx);
  if (found === null || found.settings.connection.mode === 'off') {
    return;
  }
  const steps = mapSteps(dossier, events);
  const { known, toldStatus } = await repo.findKnown(tx, dossier.id);
  if (steps.length === 0 && known === 'yes' && toldStatus === String(dossier.status)) {
    return;
  }
  const { payload, trimmed } = mapDossier(dossier, found.settings.codes);
  await repo.addItem(tx, {
    centreId: actor.centreId,
    dossierId: dossier.id,
    number: dossier.number,
    dossierSeq: dossier.seq,
    payload,
    steps,
    trimmed,
    at,
  });
  await askForDelivery(tx, actor.centreId, dossier.id);
}
