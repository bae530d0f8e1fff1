import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { SEND_ORDER } from '../jobs-names.ts';
import { postMessages } from '../messages.ts';
import * as repo from '../repo.ts';
import type { Shipment } from '../schema.ts';
import { announce } from './line.ts';

/** What a shipment is made of. */
export type Making = Pick<
  Shipment,
  'direction' | 'dossierId' | 'dossierNumber' | 'orderCode' | 'itemCode' | 'parcel'
> & { readonly requestId: string };

/** Stores a shipment before the post is asked, and has it sent after the commit. @throws Problem `conflict` */
export async function makeShipment(ctx: AppContext, tx: Tx, actor: Actor, making: Making): Promise<string> {
  const at = ctx.clock.now();
  const id = newId();
  const madeBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
  const { centreId } = actor;
  if (!(await repo.insertShipment(tx, centreId, { ...making, id, madeAt: at, madeBy }))) {
    const detail = postMessages('vi')(making.itemCode === null ? 'on-its-way' : 'item-taken');
    throw new Problem('conflict', { detail });
  }
  await enqueue(tx, SEND_ORDER, { centreId, shipmentId: id }, { jobKey: `${SEND_ORDER}:${id}` });
  await announce(ctx, tx, centreId, id);
  await record(
    tx,
    actor,
    {
      action: `post.${making.direction}`,
      subjectType: 'shipment',
      subjectId: id,
      detail: { order: making.orderCode, dossier: making.dossierNumber },
    },
    at,
  );
  return id;
}
