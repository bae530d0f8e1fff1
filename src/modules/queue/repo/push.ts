import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { PushSubscriptions } from '#platform/db/types.gen.ts';
import type { Lang } from '#platform/i18n.ts';
import { newId } from '#platform/id.ts';

/** What a browser's push subscription is for. */
export type PushSubject = { readonly ticketId: string } | { readonly appointmentId: string };

/** A browser that asked to be told. */
export interface Subscription {
  readonly id: string;
  readonly ticketId: string | null;
  readonly appointmentId: string | null;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly lang: Lang;
}

/** Where and how to reach the browser, as it told. */
export type NewSubscription = Omit<Subscription, 'id' | 'ticketId' | 'appointmentId'>;

function ids(subject: PushSubject) {
  return {
    ticket_id: 'ticketId' in subject ? subject.ticketId : null,
    appointment_id: 'appointmentId' in subject ? subject.appointmentId : null,
  };
}

/** How many browsers listen for a ticket or an appointment. */
export async function countSubscriptions(tx: Tx, subject: PushSubject): Promise<number> {
  const { ticket_id, appointment_id } = ids(subject);
  const row = await tx
    .selectFrom('push_subscriptions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('ticket_id', 'is not distinct from', ticket_id)
    .where('appointment_id', 'is not distinct from', appointment_id)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Stores a subscription; a browser that asks again renews its keys. */
export async function saveSubscription(
  tx: Tx,
  centreId: string,
  subject: PushSubject,
  it: NewSubscription,
  at: Temporal.Instant,
): Promise<void> {
  const { endpoint, p256dh, auth, lang } = it;
  await tx
    .insertInto('push_subscriptions')
    .values({
      id: newId(),
      centre_id: centreId,
      ...ids(subject),
      endpoint,
      p256dh,
      auth,
      lang,
      created_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['ticketId' in subject ? 'ticket_id' : 'appointment_id', 'endpoint'])
        .doUpdateSet({ p256dh, auth, lang }),
    )
    .execute();
}

/** Forgets the browsers of a ticket or an appointment; with `endpoint` only that one. */
export async function deleteSubscriptions(tx: Tx, subject: PushSubject, endpoint?: string): Promise<void> {
  const { ticket_id, appointment_id } = ids(subject);
  const query = tx
    .deleteFrom('push_subscriptions')
    .where('ticket_id', 'is not distinct from', ticket_id)
    .where('appointment_id', 'is not distinct from', appointment_id);
  await (endpoint === undefined ? query : query.where('endpoint', '=', endpoint)).execute();
}

/** From check-in on the ticket speaks for the visit. */
export async function moveSubscriptions(tx: Tx, appointmentId: string, ticketId: string): Promise<void> {
  await tx
    .updateTable('push_subscriptions')
    .set({ ticket_id: ticketId, appointment_id: null })
    .where('appointment_id', '=', appointmentId)
    .execute();
}

/** Forgets the browsers of tickets that are over or of an earlier day, and of appointments before today. */
export async function deleteOverdueSubscriptions(
  tx: Tx,
  day: Temporal.PlainDate,
  today: Temporal.Instant,
): Promise<void> {
  await sql`
    delete from push_subscriptions p where
      exists (select from tickets t where t.id = p.ticket_id
        and (t.day < ${day} or t.state in ('done', 'cancelled')))
      or exists (select from appointments a where a.id = p.appointment_id and a.starts_at < ${today})`.execute(
    tx,
  );
}

function toSubscription(row: Selectable<PushSubscriptions>): Subscription {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    appointmentId: row.appointment_id,
    endpoint: row.endpoint,
    p256dh: row.p256dh,
    auth: row.auth,
    lang: row.lang === 'en' ? 'en' : 'vi',
  };
}

/** One subscription; undefined once it was forgotten. */
export async function findSubscription(tx: Tx, id: string): Promise<Subscription | undefined> {
  const row = await tx.selectFrom('push_subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toSubscription(row);
}

/** The browsers that asked to be reminded of an appointment. */
export async function subscriptionsOf(tx: Tx, appointmentId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('push_subscriptions')
    .select('id')
    .where('appointment_id', '=', appointmentId)
    .execute();
  return rows.map(({ id }) => id);
}

/** A browser that waits for news of a ticket in line or just called. */
export interface Listener {
  readonly id: string;
  readonly ticketId: string;
  readonly nearToldAt: Temporal.Instant | null;
  readonly callToldAt: Temporal.Instant | null;
}

/** The browsers that wait for news of the day's tickets, locked; those that another job looks at are left to it. */
export async function lockListeners(tx: Tx, day: Temporal.PlainDate): Promise<readonly Listener[]> {
  const rows = await tx
    .selectFrom('push_subscriptions as p')
    .innerJoin('tickets as t', 't.id', 'p.ticket_id')
    .select(['p.id', 't.id as ticket_id', 'p.near_told_at', 'p.call_told_at'])
    .where('t.day', '=', day)
    .where('t.state', 'in', ['waiting', 'called'])
    .orderBy('p.id')
    .forUpdate('p')
    .skipLocked()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    nearToldAt: row.near_told_at,
    callToldAt: row.call_told_at,
  }));
}

/** Notes what a browser was told; null: it may be told again. */
export async function setTold(
  tx: Tx,
  id: string,
  told: { readonly near?: Temporal.Instant | null; readonly called?: Temporal.Instant | null },
): Promise<void> {
  await tx
    .updateTable('push_subscriptions')
    .set({
      ...(told.near === undefined ? {} : { near_told_at: told.near }),
      ...(told.called === undefined ? {} : { call_told_at: told.called }),
    })
    .where('id', '=', id)
    .execute();
}

/** Notes how the last message to a browser went; an empty failure: it was taken over. */
export async function setSent(tx: Tx, id: string, failure: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('push_subscriptions')
    .set(failure === '' ? { sent_at: at, failure } : { failed_at: at, failure })
    .where('id', '=', id)
    .execute();
}

/** Forgets one browser. */
export async function deleteSubscription(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('push_subscriptions').where('id', '=', id).execute();
}

/** Asks for a look at who must be told, after commit; nothing where no phone listens, so that calling costs next to nothing. */
export async function enqueueTell(tx: Tx, centreId: string): Promise<void> {
  await sql`select app.enqueue('queue.tell', ${JSON.stringify({ centreId })}::json, null, null)
    where exists (select from push_subscriptions where centre_id = ${centreId} and ticket_id is not null)`.execute(
    tx,
  );
}

/** The centre's keys as stored: the private one sealed. */
export interface StoredKeys {
  readonly publicKey: string;
  readonly privateBox: Uint8Array;
}

/** The centre's VAPID keys, where they were made. */
export async function findKeys(tx: Tx): Promise<StoredKeys | undefined> {
  const row = await tx.selectFrom('push_keys').selectAll().executeTakeFirst();
  return row === undefined ? undefined : { publicKey: row.public_key, privateBox: row.private_box };
}

/** Stores new keys; those that somebody else stored first stay. */
export async function insertKeys(
  tx: Tx,
  centreId: string,
  keys: StoredKeys,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('push_keys')
    .values({
      centre_id: centreId,
      public_key: keys.publicKey,
      private_box: Buffer.from(keys.privateBox),
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** How many browsers listen, and how many could not be reached by their last message. */
export async function pushFigures(
  tx: Tx,
): Promise<{ readonly listening: number; readonly failing: number; readonly why: string }> {
  const row = await tx
    .selectFrom('push_subscriptions')
    .select(({ fn }) => [
      fn.countAll<number>().as('listening'),
      fn.countAll<number>().filterWhere('failure', '<>', '').as('failing'),
      fn.max('failure').as('why'),
    ])
    .executeTakeFirstOrThrow();
  return { listening: row.listening, failing: row.failing, why: row.why ?? '' };
}
