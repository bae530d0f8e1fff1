import type { TrackingEvent } from '#integrations/post/port.ts';
import { isGenuine, readEvents } from '#integrations/post/tracking.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { FOLLOW_NEWS } from '../jobs-names.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { eventKey, isEnd, itemOf, standOf } from '../rules/tracking.ts';
import type { PostEvent, Shipment } from '../schema.ts';
import { announce, connectPost } from './line.ts';

/** What was made of the events: kept now, known before, or of no order of ours. */
export interface NewsKept {
  readonly kept: number;
  readonly repeated: number;
  readonly unknown: number;
}

/** Works out anew where a shipment stands, from all that was ever told of it. */
async function standAnew(ctx: AppContext, tx: Tx, actor: Actor, shipment: Shipment): Promise<void> {
  const { id } = shipment;
  const events = await repo.listEvents(tx, id);
  const fixed = shipment.itemFrom === 'ours' || shipment.itemFrom === 'answer';
  const itemCode = fixed ? shipment.itemCode : itemOf(events);
  const stand = standOf(events, itemCode);
  const ended = shipment.endedAt ?? (isEnd(stand.tracking) ? ctx.clock.now() : null);
  const dropped = shipment.sending === 'cancelled';
  await repo.changeShipment(tx, id, {
    itemCode,
    itemFrom: fixed ? shipment.itemFrom : itemCode === null ? null : 'events',
    ...(dropped ? {} : { sending: 'accepted' }),
    nextTryAt: null,
    nextPollAt: ended === null ? shipment.nextPollAt : null,
    lastWhy: null,
    tracking: stand.tracking,
    trackedAt: stand.at,
    receivedBy: stand.receivedBy,
    attention: stand.attention,
    endedAt: ended,
  });
  const { centreId } = actor;
  await enqueue(tx, FOLLOW_NEWS, { centreId, shipmentId: id }, { jobKey: `${FOLLOW_NEWS}:${id}` });
  await announce(ctx, tx, centreId, id);
}

/** Keeps what the post told: each event once, under the shipment that our order code names. */
export async function keepNews(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  events: readonly TrackingEvent[],
  via: PostEvent['via'],
): Promise<NewsKept> {
  const counts = { kept: 0, repeated: 0, unknown: 0 };
  const orders = [...new Set(events.map(({ orderCode }) => orderCode))].sort();
  for (const order of orders) {
    const shipment = await repo.lockByOrder(tx, order);
    const told = events.filter(({ orderCode }) => orderCode === order);
    if (shipment === null) {
      counts.unknown += told.length;
      continue;
    }
    let fresh = 0;
    for (const event of told) {
      const kept = { ...event, key: eventKey(event), via };
      fresh += (await repo.addEvent(tx, actor.centreId, shipment.id, kept, ctx.clock.now())) ? 1 : 0;
    }
    counts.kept += fresh;
    counts.repeated += told.length - fresh;
    if (fresh > 0) {
      await standAnew(ctx, tx, actor, shipment);
    }
  }
  return counts;
}

/** What became of a call-back. */
export type CallBackAnswer =
  | ({ readonly kind: 'taken' } & NewsKept)
  | { readonly kind: 'off' | 'not-genuine' | 'unreadable' };

/**
 * Takes a call-back of the post. Only what carries the right proof counts, whoever sends it; it is acknowledged after the commit, and
 * the same told again changes nothing.
 * @param proof the header that the settings name, by its name
 * @throws Problem `forbidden`
 */
export async function takeCallBack(
  ctx: AppContext,
  actor: Actor,
  bytes: Uint8Array,
  proof: (header: string) => string,
): Promise<CallBackAnswer> {
  authorise(postPolicy, actor, 'tell', { centreId: actor.centreId });
  const connected = await connectPost(ctx, actor.centreId);
  if (connected === null) {
    return { kind: 'off' };
  }
  const { connection, secrets } = connected;
  if (!isGenuine(connection, secrets, proof(connection.proofHeader), bytes)) {
    ctx.log.warn({ line: 'public-post' }, 'a call-back without the right proof was not taken');
    return { kind: 'not-genuine' };
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return { kind: 'unreadable' };
  }
  const events = readEvents(connection, body);
  if (events === null || events.length === 0) {
    return { kind: 'unreadable' };
  }
  const own = systemActor(actor.centreId, 'post');
  const counts = await inTransaction(ctx, own, (tx) => keepNews(ctx, tx, own, events, 'call-back'));
  if (counts.unknown > 0) {
    ctx.log.warn({ unknown: counts.unknown }, 'the post told of orders that are not ours');
  }
  return { kind: 'taken', ...counts };
}
