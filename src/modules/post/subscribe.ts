import { isReadyByPost } from '#modules/dossiers/queries/by-post.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { shipWhenReady } from './commands/ship.ts';
import { listEvents, listOfDossier } from './repo.ts';
import { eventFace, faceOf, newsOf, nextFor, toneOf } from './words.ts';

/** Makes shipments when results are ready, and tells the dossier's page and the public look-up what the post told. */
export function subscribePost(ctx: AppContext): void {
  ctx.events.on('dossier.changed', async ({ before, dossier }, { tx }) => {
    if (isReadyByPost(dossier) && (before === null || !isReadyByPost(before))) {
      await shipWhenReady(ctx, tx, systemActor(dossier.centreId, 'post'), dossier);
    }
  });
  ctx.events.on('dossier.asides', async ({ dossierId, add }, { tx }) => {
    for (const shipment of await listOfDossier(tx, dossierId)) {
      add({
        text: newsOf(shipment, 'vi'),
        href: `/can-bo/chuyen-phat/${shipment.id}`,
        state: faceOf(shipment, 'vi'),
        tone: toneOf(shipment),
        at: shipment.trackedAt ?? shipment.madeAt,
      });
    }
  });
  ctx.events.on('dossier.deliveries', async ({ dossierId, add }, { tx }) => {
    for (const shipment of await listOfDossier(tx, dossierId)) {
      if (shipment.sending === 'cancelled') {
        continue;
      }
      const events = await listEvents(tx, shipment.id);
      add((lang) => ({
        title: newsOf(shipment, lang),
        state: faceOf(shipment, lang),
        next: nextFor(shipment, lang),
        news: events
          .filter(({ kind }) => kind !== 'unknown')
          .map((event) => ({ text: eventFace(event, lang), place: event.place, at: event.at })),
      }));
    }
  });
}
