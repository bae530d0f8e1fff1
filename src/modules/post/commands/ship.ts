import type { OpenPost } from '#integrations/post/port.ts';
import { isReadyByPost } from '#modules/dossiers/queries/by-post.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import { pendingHandOver } from '#modules/dossiers/rules/holding.ts';
import { type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { addressOf, centreParty, citizenParty, orderCodeOf } from '../rules/parcel.ts';
import { AddressInput, type ShipInput } from '../schema.ts';
import { getConnection } from './line.ts';
import { makeShipment } from './make.ts';

const t = postMessages('vi');

/** A problem of one field. */
export function wrongField(path: string, message: string): Problem {
  return new Problem('validation', { detail: message, fields: [{ path, message }] });
}

/** Whether the result can be given to the post now: finished, and at the counter. */
function canShip(dossier: Dossier): boolean {
  return (
    dossier.status === STATUS.finished &&
    dossier.holder.unitId === dossier.centreId &&
    pendingHandOver(dossier) === null
  );
}

async function shipIn(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  { connection, dossier, input }: { connection: OpenPost; dossier: Dossier; input: ShipInput },
): Promise<string> {
  const receiver = citizenParty(connection, input);
  if (receiver === null) {
    throw wrongField('province', t('province-unknown', { name: input.province }));
  }
  if (input.itemCode !== '' && connection.itemUrl === '') {
    throw wrongField('itemCode', t('no-items'));
  }
  const earlier = await repo.listOfDossier(tx, dossier.id);
  const out = earlier.filter(({ direction }) => direction === 'out');
  if (out.some(({ endedAt }) => endedAt === null)) {
    throw new Problem('conflict', { detail: t('on-its-way') });
  }
  const number = dossier.number ?? dossier.localNumber ?? dossier.id;
  return makeShipment(ctx, tx, actor, {
    direction: 'out',
    dossierId: dossier.id,
    dossierNumber: number,
    orderCode: orderCodeOf(number, out.length),
    itemCode: input.itemCode === '' ? null : input.itemCode,
    parcel: {
      sender: centreParty(connection),
      receiver,
      codVnd: input.cod,
      contents: t('box-contents', { number }),
      note: input.note,
    },
    requestId: input.requestId,
  });
}

/**
 * Gives a result to the post: the shipment is stored with our own order code before the post is asked. A repeat of the request gives
 * the same shipment.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (not connected, or the result is not at the counter), `validation`, `conflict` (one is on its way)
 */
export async function shipResult(
  ctx: AppContext,
  actor: Actor,
  dossierId: string,
  input: ShipInput,
): Promise<string> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    await repo.lockOrders(tx, actor.centreId);
    const made = await repo.findByRequest(tx, input.requestId);
    if (made !== null) {
      return made.id;
    }
    const connection = await getConnection(tx);
    const dossier = await findDossierIn(tx, { id: dossierId });
    if (dossier === null) {
      throw new Problem('not-found', { detail: t('no-dossier') });
    }
    if (!canShip(dossier)) {
      throw new Problem('not-allowed-now', { detail: t('not-ready') });
    }
    return shipIn(ctx, tx, actor, { connection, dossier, input });
  });
}

/** Makes the shipment by itself where the setting says so. What lacks an address waits in the list for an officer. */
export async function shipWhenReady(ctx: AppContext, tx: Tx, system: Actor, dossier: Dossier): Promise<void> {
  const settings = (await repo.findSettings(tx))?.settings;
  if (settings === undefined || settings.connection.mode === 'off' || !settings.auto) {
    return;
  }
  const { connection } = settings;
  const address = AddressInput.safeParse(addressOf(dossier));
  const earlier = await repo.listOfDossier(tx, dossier.id);
  if (
    !isReadyByPost(dossier) ||
    !address.success ||
    earlier.some(({ direction }) => direction === 'out') ||
    citizenParty(connection, address.data) === null
  ) {
    return;
  }
  const requestId = itemRequestId(dossier.id, 'post');
  const input = { ...address.data, requestId, itemCode: '', cod: owed(dossier), note: '' };
  await shipIn(ctx, tx, system, { connection, dossier, input });
}
