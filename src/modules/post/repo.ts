import { type Expression, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { PostConnection, TrackingKind } from '#integrations/post/port.ts';
import type { Tx } from '#platform/db/tx.ts';
import {
  Attention,
  Direction,
  type HandOverList,
  ItemFrom,
  Parcel,
  type PostEvent,
  type PostSettings,
  Sending,
  type Shipment,
  Tracking,
} from './schema.ts';

const Stored = z.object({ connection: PostConnection, auto: z.boolean() });
const Via = z.enum(['call-back', 'poll']);

/** The settings with the sealed secrets. */
export async function findSettings(
  tx: Tx,
): Promise<{ readonly settings: PostSettings; readonly secretBox: Uint8Array | null } | null> {
  const row = await tx.selectFrom('post_settings').selectAll().executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const { connection, auto } = Stored.parse(row.settings);
  const { version, changed_at: changedAt, changed_by: changedBy } = row;
  return { settings: { version, connection, auto, changedAt, changedBy }, secretBox: row.secret_box };
}

/** Stores the settings. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  settings: PostSettings,
  secretBox: Uint8Array,
): Promise<void> {
  const { connection, auto } = settings;
  const values = {
    version: settings.version,
    settings: JSON.stringify({ connection, auto }),
    secret_box: Buffer.from(secretBox),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('post_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

const shipments = (tx: Tx) => tx.selectFrom('post_shipments').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof shipments>['executeTakeFirstOrThrow']>>;

function shipmentOf(row: Row): Shipment {
  return {
    id: row.id,
    direction: Direction.parse(row.direction),
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    orderCode: row.order_code,
    itemCode: row.item_code,
    itemFrom: row.item_from === null ? null : ItemFrom.parse(row.item_from),
    parcel: Parcel.parse(row.parcel),
    sending: Sending.parse(row.sending),
    tries: row.tries,
    nextTryAt: row.next_try_at,
    nextPollAt: row.next_poll_at,
    lastWhy: row.last_why,
    tracking: Tracking.parse(row.tracking),
    trackedAt: row.tracked_at,
    receivedBy: row.received_by,
    attention: row.attention === null ? null : Attention.parse(row.attention),
    handOverId: row.hand_over_id,
    settledAt: row.settled_at,
    madeAt: row.made_at,
    madeBy: row.made_by,
    endedAt: row.ended_at,
  };
}

/** What a new shipment is stored with. */
export type NewShipment = Pick<
  Shipment,
  | 'id'
  | 'direction'
  | 'dossierId'
  | 'dossierNumber'
  | 'orderCode'
  | 'itemCode'
  | 'parcel'
  | 'madeAt'
  | 'madeBy'
> & { readonly requestId: string };

/** Stores a shipment that waits to be sent; false when the dossier has one on its way, or the item code is taken. */
export async function insertShipment(tx: Tx, centreId: string, shipment: NewShipment): Promise<boolean> {
  const result = await tx
    .insertInto('post_shipments')
    .values({
      id: shipment.id,
      centre_id: centreId,
      direction: shipment.direction,
      dossier_id: shipment.dossierId,
      dossier_number: shipment.dossierNumber,
      order_code: shipment.orderCode,
      item_code: shipment.itemCode,
      item_from: shipment.itemCode === null ? null : 'ours',
      parcel: JSON.stringify(shipment.parcel),
      sending: 'waiting',
      next_try_at: shipment.madeAt,
      request_id: shipment.requestId,
      made_at: shipment.madeAt,
      made_by: shipment.madeBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Holds the makers of orders of a centre one after the other, to the end of the transaction. */
export async function lockOrders(tx: Tx, centreId: string): Promise<void> {
  await tx
    .selectFrom('post_settings')
    .select('version')
    .where('centre_id', '=', centreId)
    .forUpdate()
    .execute();
}

/** How many shipments have an order code that begins so. */
export async function countOrders(tx: Tx, begins: string): Promise<number> {
  const row = await tx
    .selectFrom('post_shipments')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(sql<boolean>`starts_with(order_code, ${begins})`)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** By the request that made it. */
export async function findByRequest(tx: Tx, requestId: string): Promise<Shipment | null> {
  const row = await shipments(tx).where('request_id', '=', requestId).executeTakeFirst();
  return row === undefined ? null : shipmentOf(row);
}

/** By its id. */
export async function findShipment(tx: Tx, id: string): Promise<Shipment | null> {
  const row = await shipments(tx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : shipmentOf(row);
}

/** By a code that stands on it: the post's or ours; size of letters and hyphens do not count. The newest, where a number came again. */
export async function findByCode(tx: Tx, code: string): Promise<Shipment | null> {
  const plain = code.toUpperCase().replaceAll('-', '');
  const row = await shipments(tx)
    .where((eb) =>
      eb.or([
        eb(sql`replace(upper(order_code), '-', '')`, '=', plain),
        eb(sql`replace(upper(item_code), '-', '')`, '=', plain),
      ]),
    )
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : shipmentOf(row);
}

/** By its id, locked for a change. */
export async function lockShipment(tx: Tx, id: string): Promise<Shipment | null> {
  const row = await shipments(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : shipmentOf(row);
}

/** By our code, locked for a change. */
export async function lockByOrder(tx: Tx, orderCode: string): Promise<Shipment | null> {
  const row = await shipments(tx).where('order_code', '=', orderCode).forUpdate().executeTakeFirst();
  return row === undefined ? null : shipmentOf(row);
}

/** Every shipment of a dossier, oldest first. */
export async function listOfDossier(tx: Tx, dossierId: string): Promise<readonly Shipment[]> {
  const rows = await shipments(tx)
    .where('dossier_id', '=', dossierId)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(shipmentOf);
}

/** What may change of a shipment. */
export type ShipmentChange = Partial<
  Omit<Shipment, 'id' | 'direction' | 'orderCode' | 'parcel' | 'madeAt' | 'madeBy'>
>;

const COLUMNS = {
  dossierId: 'dossier_id',
  dossierNumber: 'dossier_number',
  itemCode: 'item_code',
  itemFrom: 'item_from',
  sending: 'sending',
  tries: 'tries',
  nextTryAt: 'next_try_at',
  nextPollAt: 'next_poll_at',
  lastWhy: 'last_why',
  tracking: 'tracking',
  trackedAt: 'tracked_at',
  receivedBy: 'received_by',
  attention: 'attention',
  handOverId: 'hand_over_id',
  settledAt: 'settled_at',
  endedAt: 'ended_at',
} as const satisfies Record<keyof ShipmentChange, string>;

/** Changes a shipment. */
export async function changeShipment(tx: Tx, id: string, change: ShipmentChange): Promise<void> {
  const values = Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([key, column]) => {
      const value = change[key as keyof ShipmentChange];
      return value === undefined ? [] : [[column, value]];
    }),
  );
  await tx.updateTable('post_shipments').set(values).where('id', '=', id).execute();
}

/** Ids of what is due: orders to send, or shipments to ask after. */
export async function listDue(
  tx: Tx,
  what: 'next_try_at' | 'next_poll_at',
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('post_shipments')
    .select('id')
    .where(what, '<=', now)
    .orderBy(what)
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What a list of shipments shows. */
export type ShipmentFilter = 'attention' | 'waiting' | 'on-way' | 'ended' | 'to-hand-over';

const FILTERS: Readonly<Record<ShipmentFilter, Expression<SqlBool>>> = {
  attention: sql<boolean>`attention is not null`,
  waiting: sql<boolean>`sending = 'waiting' and attention is null`,
  'on-way': sql<boolean>`sending = 'accepted' and ended_at is null and attention is null`,
  ended: sql<boolean>`ended_at is not null and attention is null`,
  'to-hand-over': sql<boolean>`direction = 'out' and sending = 'accepted' and hand_over_id is null and ended_at is null and tracking = 'none'`,
};

/** Shipments of one kind, newest first. */
export async function listShipments(
  tx: Tx,
  filter: ShipmentFilter,
  limit: number,
): Promise<readonly Shipment[]> {
  const rows = await shipments(tx)
    .where(FILTERS[filter])
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(shipmentOf);
}

/** How many shipments there are of one kind. */
export async function countShipments(tx: Tx, filter: ShipmentFilter): Promise<number> {
  const row = await tx
    .selectFrom('post_shipments')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(FILTERS[filter])
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Keeps an event; false when it was told before. */
export async function addEvent(
  tx: Tx,
  centreId: string,
  shipmentId: string,
  event: PostEvent,
  cameAt: Temporal.Instant,
): Promise<boolean> {
  const { key, kind, code, itemCode, at, place, receiver, reason, via } = event;
  const result = await tx
    .insertInto('post_events')
    .values({
      centre_id: centreId,
      shipment_id: shipmentId,
      item_code: itemCode,
      came_at: cameAt,
      ...{ key, kind, code, at, place, receiver, reason, via },
    })
    .onConflict((conflict) => conflict.columns(['shipment_id', 'key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What was told of a shipment, by the moments that the post names, newest first. */
export async function listEvents(tx: Tx, shipmentId: string): Promise<readonly PostEvent[]> {
  const rows = await tx
    .selectFrom('post_events')
    .selectAll()
    .where('shipment_id', '=', shipmentId)
    .orderBy('at', 'desc')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    kind: TrackingKind.parse(row.kind),
    code: row.code,
    itemCode: row.item_code,
    at: row.at,
    place: row.place,
    receiver: row.receiver,
    reason: row.reason,
    via: Via.parse(row.via),
  }));
}

/** Makes the next list of handing over of a year. The makers of orders are held by the caller. */
export async function addHandOver(
  tx: Tx,
  centreId: string,
  list: Omit<HandOverList, 'no'>,
): Promise<HandOverList> {
  const row = await tx
    .selectFrom('post_hand_overs')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('year', '=', list.year)
    .executeTakeFirst();
  const no = (row?.no ?? 0) + 1;
  await tx
    .insertInto('post_hand_overs')
    .values({
      id: list.id,
      centre_id: centreId,
      year: list.year,
      no,
      made_at: list.madeAt,
      made_by: list.madeBy,
    })
    .execute();
  return { ...list, no };
}

const handOvers = (tx: Tx) => tx.selectFrom('post_hand_overs').selectAll();

function handOverOf(
  row: Awaited<ReturnType<ReturnType<typeof handOvers>['executeTakeFirstOrThrow']>>,
): HandOverList {
  return { id: row.id, year: row.year, no: row.no, madeAt: row.made_at, madeBy: row.made_by };
}

/** A list with its shipments; null when there is none. */
export async function findHandOver(
  tx: Tx,
  id: string,
): Promise<{ readonly list: HandOverList; readonly shipments: readonly Shipment[] } | null> {
  const row = await handOvers(tx).where('id', '=', id).executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const rows = await shipments(tx).where('hand_over_id', '=', id).orderBy('made_at').orderBy('id').execute();
  return { list: handOverOf(row), shipments: rows.map(shipmentOf) };
}

/** The newest lists. */
export async function listHandOvers(tx: Tx, limit: number): Promise<readonly HandOverList[]> {
  const rows = await handOvers(tx).orderBy('year', 'desc').orderBy('no', 'desc').limit(limit).execute();
  return rows.map(handOverOf);
}
