import { type Selectable, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { RatingContacts } from '#platform/db/types.gen.ts';
import { type CloseInput, type Contact, Outcome } from '../schema/contacts.ts';

function fromRow(row: Selectable<RatingContacts>): Contact {
  return {
    id: row.id,
    centreId: row.centre_id,
    unitId: row.unit_id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    name: row.name,
    phone: row.phone,
    message: row.message,
    consent: row.consent,
    askedAt: row.asked_at,
    due: row.due,
    outcome: row.outcome === null ? null : Outcome.parse(row.outcome),
    note: row.note,
    closedAt: row.closed_at,
    closedByName: row.closed_by_name,
    erased: row.erased_at !== null,
  };
}

/** What is stored of a new request. */
export type NewContact = Omit<Contact, 'outcome' | 'note' | 'closedAt' | 'closedByName' | 'erased'> & {
  readonly once: Uint8Array;
};

/** Stores a request; false when this address asked before. */
export async function insertContact(tx: Tx, contact: NewContact): Promise<boolean> {
  const result = await tx
    .insertInto('rating_contacts')
    .values({
      id: contact.id,
      centre_id: contact.centreId,
      once: Buffer.from(contact.once),
      unit_id: contact.unitId,
      dossier_id: contact.dossierId,
      dossier_number: contact.dossierNumber,
      name: contact.name,
      phone: contact.phone,
      message: contact.message,
      consent: contact.consent,
      asked_at: contact.askedAt,
      due: contact.due,
    })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether an address asked to be contacted already. */
export async function hasContact(tx: Tx, once: Uint8Array): Promise<boolean> {
  const row = await tx
    .selectFrom('rating_contacts')
    .select('id')
    .where('once', '=', Buffer.from(once))
    .executeTakeFirst();
  return row !== undefined;
}

/** One request; `lock` keeps it until the transaction ends. */
export async function findContact(tx: Tx, id: string, lock = false): Promise<Contact | undefined> {
  const query = tx.selectFrom('rating_contacts').selectAll().where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Requests of a unit (or of all), open ones first and by their due time, then those closed last. At most 200. */
export async function listContacts(tx: Tx, unitId: string | null): Promise<readonly Contact[]> {
  const rows = await tx
    .selectFrom('rating_contacts')
    .selectAll()
    .$if(unitId !== null, (query) => query.where('unit_id', '=', unitId ?? ''))
    .orderBy('closed_at', (order) => order.desc().nullsFirst())
    .orderBy('due')
    .limit(200)
    .execute();
  return rows.map(fromRow);
}

/** Stores what came of a request. */
export async function closeContact(
  tx: Tx,
  id: string,
  closing: CloseInput & {
    readonly at: Temporal.Instant;
    readonly by: { readonly accountId: string; readonly displayName: string };
  },
): Promise<void> {
  await tx
    .updateTable('rating_contacts')
    .set({
      outcome: closing.outcome,
      note: closing.note,
      closed_at: closing.at,
      closed_by: closing.by.accountId,
      closed_by_name: closing.by.displayName,
    })
    .where('id', '=', id)
    .execute();
}

/** Erases name, phone and words of requests closed before a moment; how many. */
export async function eraseContacts(
  tx: Tx,
  closedBefore: Temporal.Instant,
  at: Temporal.Instant,
): Promise<number> {
  const result = await tx
    .updateTable('rating_contacts')
    .set({ name: '', phone: '', message: '', erased_at: at })
    .where('closed_at', '<', closedBefore)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The last local day whose unhappy ratings were handed to the head. */
export async function lastGathered(tx: Tx): Promise<Temporal.PlainDate | undefined> {
  const row = await tx
    .selectFrom('rating_gatherings')
    .select('through')
    .orderBy('through', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.through;
}

/** The first local day with a rating. */
export async function firstRated(tx: Tx): Promise<Temporal.PlainDate | undefined> {
  const row = await tx.selectFrom('ratings').select('day').orderBy('day').limit(1).executeTakeFirst();
  return row?.day;
}

/** Notes that the ratings of these days were handed on; false when another did. */
export async function insertGathering(
  tx: Tx,
  days: {
    readonly centreId: string;
    readonly since: Temporal.PlainDate;
    readonly through: Temporal.PlainDate;
    readonly sample: number;
    readonly unhappy: number;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('rating_gatherings')
    .values({
      centre_id: days.centreId,
      since: days.since,
      through: days.through,
      sample: days.sample,
      unhappy: days.unhappy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Writes the ratings of days before `before` anew in random order, so that their place tells nothing. */
export async function mixRatings(tx: Tx, before: Temporal.PlainDate): Promise<void> {
  await sql`select app.mix_ratings(${before}::date)`.execute(tx);
}
