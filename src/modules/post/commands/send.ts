import type { OrderResult } from '#integrations/post/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import { circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { SEND_ORDER } from '../jobs-names.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { nextTry } from '../rules/tracking.ts';
import type { Shipment } from '../schema.ts';
import { announce, type Connected, connectPost, noteLine, POST_LINE } from './line.ts';
import { keepNews } from './news.ts';

const t = postMessages('vi');
/** How long a try may take before another may begin. */
const LEASE_MINUTES = 5;

/** Takes one try, when it is due and the line does not rest: kept before the post is asked. */
async function begin(ctx: AppContext, tx: Tx, id: string): Promise<Shipment | null> {
  const shipment = await repo.lockShipment(tx, id);
  const now = ctx.clock.now();
  const due = shipment?.nextTryAt ?? null;
  if (
    shipment === null ||
    shipment.sending !== 'waiting' ||
    due === null ||
    Temporal.Instant.compare(due, now) > 0
  ) {
    return null;
  }
  const circuit = await findCircuit(tx, POST_LINE);
  if (circuitState(circuit, now) === 'open') {
    await repo.changeShipment(tx, id, { nextTryAt: circuit.openUntil });
    return null;
  }
  const tries = shipment.tries + 1;
  await repo.changeShipment(tx, id, { tries, nextTryAt: now.add({ minutes: LEASE_MINUTES }) });
  return { ...shipment, tries };
}

/** Asks the post. After a try whose outcome is unknown it is first asked whether it has the order. */
async function ask({ post }: Connected, shipment: Shipment): Promise<OrderResult> {
  if (shipment.tries > 1 && post.track !== null) {
    const found = await post.track(shipment.orderCode);
    if (found.kind === 'unavailable') {
      return { kind: 'unavailable', why: found.why, sent: true };
    }
    if (found.kind === 'events') {
      return { kind: 'accepted', itemCode: null, repeated: true };
    }
  }
  const { orderCode, itemCode, itemFrom, parcel } = shipment;
  return post.order({ ...parcel, orderCode, itemCode: itemFrom === 'ours' ? itemCode : null });
}

async function settle(
  ctx: AppContext,
  tx: Tx,
  {
    centreId,
    id,
    result,
    connected,
  }: { centreId: string; id: string; result: OrderResult; connected: Connected },
): Promise<void> {
  await noteLine(ctx, tx, centreId, result.kind === 'unavailable' ? result.why : null);
  const shipment = await repo.lockShipment(tx, id);
  // Told of by a call-back meanwhile: the post has it.
  if (shipment === null || shipment.sending !== 'waiting') {
    return;
  }
  const now = ctx.clock.now();
  switch (result.kind) {
    case 'accepted':
      await repo.changeShipment(tx, id, {
        sending: 'accepted',
        nextTryAt: null,
        lastWhy: null,
        attention: null,
        nextPollAt:
          connected.post.track === null ? null : now.add({ minutes: connected.connection.pollMinutes }),
        ...(shipment.itemFrom === 'ours' || result.itemCode === null
          ? {}
          : { itemCode: result.itemCode, itemFrom: 'answer' }),
      });
      break;
    case 'refused':
      await repo.changeShipment(tx, id, {
        sending: 'refused',
        nextTryAt: null,
        lastWhy: result.why,
        attention: 'refused',
      });
      break;
    case 'unavailable': {
      const wait = nextTry(shipment.tries);
      await repo.changeShipment(tx, id, {
        nextTryAt: wait === null ? null : now.add({ seconds: wait }),
        lastWhy: result.why,
        ...(wait === null ? { attention: 'given-up' } : {}),
      });
      break;
    }
    default:
      return result satisfies never;
  }
  await announce(ctx, tx, centreId, id);
}

/** Sends one order that is due. Its outcome is stored before anything else is tried. @throws Problem `forbidden` */
export async function sendOrder(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const connected = await connectPost(ctx, actor.centreId);
  if (connected === null) {
    return;
  }
  const shipment = await inTransaction(ctx, actor, (tx) => begin(ctx, tx, id));
  if (shipment === null) {
    return;
  }
  const result = await ask(connected, shipment);
  await inTransaction(ctx, actor, (tx) =>
    settle(ctx, tx, { centreId: actor.centreId, id, result, connected }),
  );
}

/** Asks after a shipment and keeps what is told. */
async function poll(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { connection, post }: Connected,
): Promise<void> {
  const { centreId } = actor;
  const next = ctx.clock.now().add({ minutes: connection.pollMinutes });
  const shipment = await inTransaction(ctx, actor, async (tx) => {
    const found = await repo.lockShipment(tx, id);
    const rests = circuitState(await findCircuit(tx, POST_LINE), ctx.clock.now()) === 'open';
    await repo.changeShipment(tx, id, { nextPollAt: found?.endedAt === null ? next : null });
    return rests || found === null || found.endedAt !== null ? null : found;
  });
  if (shipment === null || post.track === null) {
    return;
  }
  const found = await post.track(shipment.orderCode);
  await inTransaction(ctx, actor, async (tx) => {
    await noteLine(ctx, tx, centreId, found.kind === 'unavailable' ? found.why : null);
    if (found.kind === 'events') {
      await keepNews(ctx, tx, actor, found.events, 'poll');
    }
  });
}

/** At most so many of each kind in one round. */
const ROUND = 100;

/** Sends what is due again, and asks after what is on its way. */
export async function tendPost(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const connected = await connectPost(ctx, actor.centreId);
  if (connected === null) {
    return;
  }
  const now = ctx.clock.now();
  const due = await inTransaction(ctx, actor, async (tx) => ({
    sends: await repo.listDue(tx, 'next_try_at', now, ROUND),
    polls: await repo.listDue(tx, 'next_poll_at', now, ROUND),
  }));
  for (const id of due.sends) {
    await sendOrder(ctx, actor, id);
  }
  for (const id of due.polls) {
    await poll(ctx, actor, id, connected);
  }
}

async function locked(tx: Tx, id: string): Promise<Shipment> {
  const shipment = await repo.lockShipment(tx, id);
  if (shipment === null) {
    throw new Problem('not-found', { detail: t('no-shipment') });
  }
  return shipment;
}

async function note(ctx: AppContext, tx: Tx, actor: Actor, id: string, action: string): Promise<void> {
  await announce(ctx, tx, actor.centreId, id);
  await record(tx, actor, { action, subjectType: 'shipment', subjectId: id }, ctx.clock.now());
}

/**
 * An officer has an order sent again at once, under the same order code.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` when the post has it already
 */
export async function resendOrder(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    const { sending, centreId } = { ...(await locked(tx, id)), centreId: actor.centreId };
    if (sending !== 'waiting' && sending !== 'refused') {
      throw new Problem('not-allowed-now', { detail: t('cannot-resend', { state: t(stateKey(sending)) }) });
    }
    await repo.changeShipment(tx, id, { sending: 'waiting', nextTryAt: ctx.clock.now(), attention: null });
    await enqueue(tx, SEND_ORDER, { centreId, shipmentId: id }, { jobKey: `${SEND_ORDER}:${id}` });
    await note(ctx, tx, actor, id, 'post.resend');
  });
}

function stateKey(sending: 'accepted' | 'cancelled'): 'face-none' | 'face-cancelled' {
  return sending === 'accepted' ? 'face-none' : 'face-cancelled';
}

/**
 * Drops an order that the post surely does not have: never asked, or refused.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` when the post has it, or may have it
 */
export async function dropOrder(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    const { sending, tries } = await locked(tx, id);
    if (sending === 'cancelled') {
      return;
    }
    if (sending !== 'refused' && !(sending === 'waiting' && tries === 0)) {
      throw new Problem('not-allowed-now', { detail: t('cannot-cancel') });
    }
    const now = ctx.clock.now();
    await repo.changeShipment(tx, id, {
      sending: 'cancelled',
      nextTryAt: null,
      attention: null,
      endedAt: now,
    });
    await note(ctx, tx, actor, id, 'post.drop');
  });
}

/** A person has seen to what needed one. @throws Problem `forbidden`, `not-found` */
export async function settleAttention(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    const { attention, sending } = await locked(tx, id);
    // An order that was never taken is sent again or dropped, not ticked off.
    if (attention === null || sending === 'refused' || sending === 'waiting') {
      return;
    }
    await repo.changeShipment(tx, id, { attention: null });
    await note(ctx, tx, actor, id, 'post.seen-to');
  });
}
