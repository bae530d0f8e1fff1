import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { DELIVER } from '../jobs-names.ts';
import * as repo from '../repo.ts';
import { findByDossier, findInboxSettings } from '../repo-inbox.ts';
import { mapDossier, mapSteps } from '../rules/mapping.ts';
import { mapState } from '../rules/state.ts';
import type { Arrival } from '../schema-inbox.ts';

/**
 * Has what is open told after commit. The key is the dossier's: one for the whole centre would hold up everybody who commits a change.
 * @param runAt not before
 */
export async function askForDelivery(
  tx: Tx,
  centreId: string,
  dossierId: string,
  runAt?: Temporal.Instant,
): Promise<void> {
  const jobKey = `portal ${dossierId}`;
  await enqueue(tx, DELIVER, { centreId }, runAt === undefined ? { jobKey } : { jobKey, runAt });
}

/** The state of a dossier that the portal gave us, where the change is one that the citizen follows. */
async function queueState(
  tx: Tx,
  actor: Actor,
  arrival: Arrival,
  dossier: Dossier,
  events: readonly DossierEvent[],
  at: Temporal.Instant,
): Promise<void> {
  const codes = (await findInboxSettings(tx))?.settings.stateCodes ?? {};
  const payload = mapState(arrival, dossier, events, codes, at);
  if (payload !== null) {
    await repo.addItem(tx, {
      centreId: actor.centreId,
      dossierId: dossier.id,
      number: arrival.number,
      dossierSeq: dossier.seq,
      kind: 'state',
      payload,
      steps: [],
      trimmed: [],
      at,
    });
    await askForDelivery(tx, actor.centreId, dossier.id);
  }
}

/**
 * Writes a change of a dossier down for the portal, in the transaction of the change, as the dossier stands then: what is told later is what was
 * true at that moment. A dossier that was filed on the portal is told by its state. Nothing is written for other dossiers without an official number or not received,
 * and nothing while the portal is not connected.
 */
export async function queueChange(
  tx: Tx,
  actor: Actor,
  dossier: Dossier,
  events: readonly DossierEvent[],
  at: Temporal.Instant,
): Promise<void> {
  const arrival = await findByDossier(tx, dossier.id);
  if (events.length === 0 || (arrival === null && (dossier.number === null || dossier.receivedAt === null))) {
    return;
  }
  const found = await repo.findSettings(tx);
  if (found === null || found.settings.connection.mode === 'off') {
    return;
  }
  if (arrival !== null) {
    await queueState(tx, actor, arrival, dossier, events, at);
    return;
  }
  if (dossier.number === null) {
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
