import { execute } from '#modules/dossiers/commands/execute.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { samePerson, standOf } from '../rules/tracking.ts';
import type { Shipment } from '../schema.ts';
import { announce } from './line.ts';

const t = postMessages('vi');

function codeOf({ itemCode, orderCode }: Pick<Shipment, 'itemCode' | 'orderCode'>): string {
  return itemCode ?? orderCode;
}

function whenOf({ trackedAt }: Shipment): string {
  return trackedAt === null ? '' : formatDateTime(trackedAt);
}

async function settled(ctx: AppContext, tx: Tx, actor: Actor, shipment: Shipment): Promise<void> {
  await repo.changeShipment(tx, shipment.id, {
    settledAt: ctx.clock.now(),
    lastWhy: null,
    ...(shipment.attention === 'not-closed' ? { attention: null } : {}),
  });
  await announce(ctx, tx, actor.centreId, shipment.id);
}

/**
 * The citizen has the result at home: the dossier is returned (status 10), with when and to whom as the post told. Once: the request's
 * id is the shipment's. Returned otherwise before, it stays as it is.
 */
async function returnDossier(
  ctx: AppContext,
  actor: Actor,
  shipment: Shipment,
  dossier: Dossier,
): Promise<void> {
  const told = shipment.receivedBy ?? '';
  const own = samePerson(told, dossier.parties.applicant.name);
  await execute(
    ctx,
    actor,
    { id: dossier.id },
    {
      type: 'return-result',
      via: 'post',
      receiver: {
        name: told === '' ? t('post-receiver') : told,
        idNumber: '',
        as: own ? 'applicant' : 'post',
        authorisation: '',
        hasReceipt: true,
        matter: '',
      },
      originalsGivenBack: true,
      note: t('handed-note', {
        at: whenOf(shipment),
        who: told === '' ? t('who-unknown') : told,
        code: codeOf(shipment),
      }),
    },
    itemRequestId(shipment.id, 'delivered'),
    (tx) => settled(ctx, tx, actor, shipment),
  );
}

async function close(ctx: AppContext, actor: Actor, shipment: Shipment, dossier: Dossier): Promise<void> {
  if (dossier.returned !== null) {
    await inTransaction(ctx, actor, (tx) => settled(ctx, tx, actor, shipment));
    return;
  }
  try {
    await returnDossier(ctx, actor, shipment, dossier);
  } catch (error) {
    if (!isProblem(error) || error.code === 'internal') {
      throw error;
    }
    // Owed money, a result taken back for correction: a person decides, nothing is forced.
    const why = error.details.detail;
    await inTransaction(ctx, actor, async (tx) => {
      await repo.changeShipment(tx, shipment.id, { attention: 'not-closed', lastWhy: why });
      await announce(ctx, tx, actor.centreId, shipment.id);
    });
  }
}

/** Tells the dossier's history what an officer has to know; each such moment once. */
async function tellHistory(
  ctx: AppContext,
  actor: Actor,
  shipment: Shipment,
  dossierId: string,
): Promise<void> {
  const { tracking } = shipment;
  if (tracking !== 'failed' && tracking !== 'returned' && tracking !== 'lost') {
    return;
  }
  const events = await readOnly(ctx, actor, (tx) => repo.listEvents(tx, shipment.id));
  const told = events.find(({ kind, at }) => kind === tracking && shipment.trackedAt?.equals(at) === true);
  const why = told === undefined || told.reason === '' ? '' : `: ${told.reason}`;
  const text = t(`note-${tracking}`, { at: whenOf(shipment), why, code: codeOf(shipment) });
  const requestId = itemRequestId(shipment.id, `${tracking} ${shipment.trackedAt?.toString() ?? ''}`);
  await execute(ctx, actor, { id: dossierId }, { type: 'add-note', text }, requestId);
}

/** Does what follows from the newest news of a shipment; repeated, it changes nothing. @throws Problem `forbidden` */
export async function followNews(ctx: AppContext, actor: Actor, shipmentId: string): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, async (tx) => {
    const shipment = await repo.findShipment(tx, shipmentId);
    const dossier =
      shipment === null || shipment.dossierId === null || shipment.direction === 'in'
        ? null
        : await findDossierIn(tx, { id: shipment.dossierId });
    return { shipment, dossier };
  });
  const { shipment, dossier } = found;
  if (shipment === null || dossier === null || shipment.settledAt !== null) {
    return;
  }
  if (shipment.tracking === 'delivered') {
    await close(ctx, actor, shipment, dossier);
  } else {
    await tellHistory(ctx, actor, shipment, dossier.id);
  }
}

/**
 * An officer tries again to close the dossier of what was delivered, when what stood against it is done.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (not delivered, or what still stands against it)
 */
export async function closeDelivered(ctx: AppContext, actor: Actor, shipmentId: string): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, async (tx) => {
    const shipment = await repo.findShipment(tx, shipmentId);
    const id = shipment?.dossierId ?? null;
    return {
      shipment,
      dossier: id === null ? null : await findDossierIn(tx, { id }),
      events: await repo.listEvents(tx, shipmentId),
    };
  });
  const { shipment, dossier, events } = found;
  if (shipment === null || dossier === null) {
    throw new Problem('not-found', { detail: t('no-shipment') });
  }
  if (standOf(events, shipment.itemCode).tracking !== 'delivered') {
    throw new Problem('not-allowed-now', { detail: t('not-delivered') });
  }
  if (dossier.returned !== null) {
    await inTransaction(ctx, actor, (tx) => settled(ctx, tx, actor, shipment));
    return;
  }
  await returnDossier(ctx, actor, shipment, dossier);
}
