import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { Action, Channel, type Delivery, DeliveryState } from '../schema.ts';

const select = (tx: Tx) => tx.selectFrom('news_deliveries').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function deliveryOf(row: Row): Delivery {
  return {
    id: row.id,
    newsId: row.news_id,
    revision: row.revision,
    channel: Channel.parse(row.channel),
    action: Action.parse(row.action),
    recipient: row.recipient,
    carrierId: row.carrier_id,
    state: DeliveryState.parse(row.state),
    unsure: row.unsure,
    attempts: row.attempts,
    nextAt: row.next_at,
    leaseUntil: row.lease_until,
    firstTryAt: row.first_try_at,
    reference: row.reference,
    lastWhy: row.last_why,
    doneBy: row.done_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

/** What a channel has to be told. */
export type NewDelivery = Pick<
  Delivery,
  'newsId' | 'revision' | 'channel' | 'action' | 'recipient' | 'nextAt' | 'createdAt'
> & { readonly state: 'waiting' | 'manual' };

/** Adds what has to be told; the same is added once. @returns ids of what was added */
export async function addDeliveries(
  tx: Tx,
  centreId: string,
  items: readonly NewDelivery[],
): Promise<readonly string[]> {
  if (items.length === 0) {
    return [];
  }
  const rows = await tx
    .insertInto('news_deliveries')
    .values(
      items.map((item) => ({
        id: newId(),
        centre_id: centreId,
        news_id: item.newsId,
        revision: item.revision,
        channel: item.channel,
        action: item.action,
        recipient: item.recipient,
        state: item.state,
        next_at: item.nextAt,
        created_at: item.createdAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['news_id', 'revision', 'channel', 'action', 'recipient']).doNothing(),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Everything told of a piece of news, oldest first. */
export async function listDeliveries(tx: Tx, newsId: string): Promise<readonly Delivery[]> {
  const rows = await select(tx).where('news_id', '=', newsId).orderBy('created_at').orderBy('id').execute();
  return rows.map(deliveryOf);
}

/** What the same channel and recipient were told or have to be told before this one, oldest first. */
export async function listEarlier(tx: Tx, delivery: Delivery): Promise<readonly Delivery[]> {
  const rows = await select(tx)
    .where('news_id', '=', delivery.newsId)
    .where('channel', '=', delivery.channel)
    .where('recipient', '=', delivery.recipient)
    .where('id', '<', delivery.id)
    .orderBy('id')
    .execute();
  return rows.map(deliveryOf);
}

/**
 * Takes a due delivery for sending until `leaseUntil`. From now on its end is not known, also when this process dies: it is marked unsure before
 * anything is sent.
 * @returns as it was before, so that the caller sees whether an earlier try is in doubt
 */
export async function takeDelivery(
  tx: Tx,
  id: string,
  now: Temporal.Instant,
  leaseUntil: Temporal.Instant,
): Promise<Delivery | undefined> {
  const row = await select(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined || row.state !== 'waiting') {
    return undefined;
  }
  const later = (at: Temporal.Instant | null) => at !== null && Temporal.Instant.compare(now, at) < 0;
  if (later(row.next_at) || later(row.lease_until)) {
    return undefined;
  }
  await tx
    .updateTable('news_deliveries')
    .set({ lease_until: leaseUntil, unsure: true, first_try_at: row.first_try_at ?? now })
    .where('id', '=', id)
    .execute();
  return deliveryOf(row);
}

/** Notes before a call through which gateway it goes. */
export async function setCarrier(tx: Tx, id: string, carrierId: string | null): Promise<void> {
  await tx.updateTable('news_deliveries').set({ carrier_id: carrierId }).where('id', '=', id).execute();
}

/** Gives a delivery that was taken too early back as it was. */
export async function untakeDelivery(tx: Tx, delivery: Delivery, nextAt: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('news_deliveries')
    .set({ lease_until: null, unsure: delivery.unsure, first_try_at: delivery.firstTryAt, next_at: nextAt })
    .where('id', '=', delivery.id)
    .where('state', '=', 'waiting')
    .execute();
}

/** How a delivery stands after a call. */
export interface Settled {
  readonly state: DeliveryState;
  readonly unsure: boolean;
  readonly attempts: number;
  readonly nextAt: Temporal.Instant;
  readonly why: string | null;
  readonly reference: string | null;
  readonly endedAt: Temporal.Instant | null;
  readonly doneBy?: string;
}

/** Stores it. */
export async function settleDelivery(tx: Tx, id: string, settled: Settled): Promise<void> {
  await tx
    .updateTable('news_deliveries')
    .set({
      state: settled.state,
      unsure: settled.unsure,
      attempts: settled.attempts,
      next_at: settled.nextAt,
      lease_until: null,
      last_why: settled.why,
      reference: settled.reference,
      ended_at: settled.endedAt,
      ...(settled.doneBy === undefined ? {} : { done_by: settled.doneBy }),
    })
    .where('id', '=', id)
    .execute();
}

/** Cancels what was not begun yet and waits; what may have gone out stays. @returns how many */
export async function cancelWaiting(
  tx: Tx,
  newsId: string,
  now: Temporal.Instant,
  why: string,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('news_deliveries')
    .set({ state: 'cancelled', ended_at: now, last_why: why })
    .where('news_id', '=', newsId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'manual'),
        eb.and([eb('state', 'in', ['waiting', 'failed']), eb('unsure', '=', false)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Has failed deliveries of one channel tried again from now. `sure`: an officer saw that nothing had arrived. @returns their ids */
export async function retryFailed(
  tx: Tx,
  newsId: string,
  channel: Channel,
  now: Temporal.Instant,
  sure: boolean,
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('news_deliveries')
    .set({
      state: 'waiting',
      attempts: 0,
      next_at: now,
      first_try_at: null,
      lease_until: null,
      ...(sure ? { unsure: false } : {}),
    })
    .where('news_id', '=', newsId)
    .where('channel', '=', channel)
    .where('state', '=', 'failed')
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Deliveries that are due and in nobody's hands. */
export async function listDue(tx: Tx, now: Temporal.Instant, limit: number): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('news_deliveries')
    .select('id')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** How many wait, need a person, and since when the oldest waits. */
export async function countOpen(
  tx: Tx,
): Promise<{ readonly waiting: number; readonly failed: number; readonly manual: number }> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from news_deliveries
    where state in ('waiting', 'failed', 'manual') group by state`.execute(tx);
  const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  return { waiting: of('waiting'), failed: of('failed'), manual: of('manual') };
}

/** Deliveries that wait for a person (failed, or by hand), by piece of news. */
export async function countStuck(tx: Tx, newsIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (newsIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('news_deliveries')
    .select(({ fn }) => ['news_id', fn.countAll<string>().as('count')])
    .where('news_id', 'in', [...newsIds])
    .where('state', 'in', ['failed', 'manual'])
    .groupBy('news_id')
    .execute();
  return new Map(rows.map(({ news_id, count }) => [news_id, Number(count)]));
}

/** What the channel gave for other news and revisions. */
export async function listReferences(tx: Tx, delivery: Delivery): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('news_deliveries')
    .select('reference')
    .where('channel', '=', delivery.channel)
    .where('id', '<>', delivery.id)
    .where('reference', 'is not', null)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.flatMap(({ reference }) => reference ?? []);
}
