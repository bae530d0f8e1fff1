import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
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
