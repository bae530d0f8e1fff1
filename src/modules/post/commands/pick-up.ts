import { execute } from '#modules/dossiers/commands/execute.ts';
import { Intake } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { centreParty, citizenParty } from '../rules/parcel.ts';
import type { PickUpInput } from '../schema.ts';
import { announce, getConnection } from './line.ts';
import { makeShipment } from './make.ts';
import { wrongField } from './ship.ts';

const t = postMessages('vi');

/**
 * Asks the post to fetch papers at a citizen's home. No dossier is there yet: its term begins when the papers are received.
 * @throws Problem `forbidden`, `not-allowed-now` (not connected), `validation`
 */
export async function askPickUp(ctx: AppContext, actor: Actor, input: PickUpInput): Promise<string> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    await repo.lockOrders(tx, actor.centreId);
    const made = await repo.findByRequest(tx, input.requestId);
    if (made !== null) {
      return made.id;
    }
    const connection = await getConnection(tx);
    const sender = citizenParty(connection, input);
    if (sender === null) {
      throw wrongField('province', t('province-unknown', { name: input.province }));
    }
    const begins = `TG-${localDay(ctx.clock.now()).toString().replaceAll('-', '').slice(2)}-`;
    const no = (await repo.countOrders(tx, begins)) + 1;
    return makeShipment(ctx, tx, actor, {
      direction: 'in',
      dossierId: null,
      dossierNumber: '',
      orderCode: `${begins}${String(no).padStart(4, '0')}`,
      itemCode: null,
      parcel: {
        sender,
        receiver: centreParty(connection),
        codVnd: 0,
        contents: t('pick-up-contents', { code: input.procedureCode }),
        note: input.note,
        procedureCode: input.procedureCode,
      },
      requestId: input.requestId,
    });
  });
}

/**
 * The papers are at the counter: keeps a dossier that came by post with what is known of the person, and gives its id for the intake page.
 * Nothing is received yet; a second press gives the same dossier.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now`
 */
export async function takeIn(ctx: AppContext, actor: Actor, shipmentId: string): Promise<string> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const shipment = await readOnly(ctx, actor, (tx) => repo.findShipment(tx, shipmentId));
  if (shipment === null) {
    throw new Problem('not-found', { detail: t('no-shipment') });
  }
  const { sender, procedureCode } = shipment.parcel;
  if (shipment.direction !== 'in' || procedureCode === undefined) {
    throw new Problem('not-allowed-now', { detail: t('not-for-counter') });
  }
  if (shipment.dossierId !== null) {
    return shipment.dossierId;
  }
  const intake = Intake.parse({
    procedureCode,
    channel: 'postal',
    parties: { applicant: { name: sender.name, phone: sender.tel, address: sender.address } },
    delivery: { how: 'post', address: sender.address },
  });
  const requestId = itemRequestId(shipmentId, 'taken-in');
  const { dossier } = await execute(
    ctx,
    actor,
    'new',
    { type: 'keep-draft', intake },
    requestId,
    async (tx, executed) => {
      const now = ctx.clock.now();
      const change = { dossierId: executed.dossier.id, settledAt: now, endedAt: now, attention: null };
      await repo.changeShipment(tx, shipmentId, {
        ...change,
        ...(shipment.sending === 'waiting' ? { sending: 'cancelled', nextTryAt: null } : {}),
        nextPollAt: null,
      });
      await announce(ctx, tx, actor.centreId, shipmentId);
    },
  );
  return dossier.id;
}
