import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';

/** Who booked. */
export interface Contact {
  readonly name: string;
  /** Digits, beginning with 0. */
  readonly phone: string;
}

/** Stores who booked. */
export async function insertContact(
  tx: Tx,
  contact: Contact & { readonly appointmentId: string; readonly centreId: string },
): Promise<void> {
  await tx
    .insertInto('appointment_contacts')
    .values({
      appointment_id: contact.appointmentId,
      centre_id: contact.centreId,
      name: contact.name,
      phone: contact.phone,
    })
    .execute();
}

/** Who booked, while it is known. */
export async function findContact(tx: Tx, appointmentId: string): Promise<Contact | undefined> {
  return tx
    .selectFrom('appointment_contacts')
    .select(['name', 'phone'])
    .where('appointment_id', '=', appointmentId)
    .executeTakeFirst();
}

/** Open bookings of a phone number. */
export async function countOpen(tx: Tx, phone: string): Promise<number> {
  const row = await tx
    .selectFrom('appointment_contacts as c')
    .innerJoin('appointments as a', 'a.id', 'c.appointment_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('c.phone', '=', phone)
    .where('a.state', '=', 'booked')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Forgets one person at once. */
export async function deleteContact(tx: Tx, appointmentId: string): Promise<void> {
  await tx.deleteFrom('appointment_contacts').where('appointment_id', '=', appointmentId).execute();
}

/**
 * Forgets everyone whose visit is over: the ticket is done or given up, the booking was cancelled, or its day lies before this instant.
 * Gives the appointments concerned.
 */
export async function deleteOverdueContacts(
  tx: Tx,
  today: Temporal.Instant,
): Promise<readonly { readonly id: string; readonly groupId: string; readonly start: Temporal.Instant }[]> {
  const { rows } = await sql<{ id: string; group_id: string; starts_at: Temporal.Instant }>`
    delete from appointment_contacts c using appointments a
    where a.id = c.appointment_id and (
      a.starts_at < ${today} or a.state = 'cancelled'
      or exists (select from tickets t where t.id = a.ticket_id and t.state in ('done', 'cancelled')))
    returning a.id, a.group_id, a.starts_at`.execute(tx);
  return rows.map((row) => ({ id: row.id, groupId: row.group_id, start: row.starts_at }));
}
