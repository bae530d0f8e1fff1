import type { Tx } from '#platform/db/tx.ts';
import { CitizenClaims, type CitizenSession } from '../schema/sign-on.ts';

/** Opens a citizen's session. */
export async function insertCitizen(
  tx: Tx,
  session: CitizenSession & {
    readonly issuer: string;
    readonly subject: string;
    readonly expiresAt: Temporal.Instant;
  },
  tokenHash: Uint8Array,
): Promise<void> {
  await tx
    .insertInto('citizen_sessions')
    .values({
      id: session.id,
      token_hash: Buffer.from(tokenHash),
      centre_id: session.centreId,
      issuer: session.issuer,
      subject: session.subject,
      claims: JSON.stringify(session.claims),
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The live session of a token. */
export async function findCitizen(
  tx: Tx,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<CitizenSession | undefined> {
  const row = await tx
    .selectFrom('citizen_sessions')
    .selectAll()
    .where('token_hash', '=', Buffer.from(tokenHash))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      centreId: row.centre_id,
      claims: CitizenClaims.parse(row.claims),
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }
  );
}

/** Writes down activity and moves the end of the session. */
export async function touchCitizen(
  tx: Tx,
  id: string,
  seenAt: Temporal.Instant,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('citizen_sessions')
    .set({ last_seen_at: seenAt, expires_at: expiresAt })
    .where('id', '=', id)
    .execute();
}

/** Ends a citizen's session: the row goes. */
export async function deleteCitizen(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('citizen_sessions').where('id', '=', id).execute();
}

/** A kiosk that waits for a phone, or greets. */
export interface KioskIdentity {
  readonly id: string;
  readonly deviceId: string;
  readonly code: string;
  readonly confirmedAt: Temporal.Instant | null;
  readonly greeting: string | null;
  readonly birthDate: Temporal.PlainDate | null;
}

/** Keeps a kiosk's waiting; an earlier one of the same kiosk goes. */
export async function insertKiosk(
  tx: Tx,
  centreId: string,
  kiosk: Pick<KioskIdentity, 'id' | 'deviceId' | 'code'> & {
    readonly pageHash: Uint8Array;
    readonly phoneHash: Uint8Array;
    readonly createdAt: Temporal.Instant;
    readonly expiresAt: Temporal.Instant;
  },
): Promise<void> {
  await tx.deleteFrom('kiosk_identities').where('device_id', '=', kiosk.deviceId).execute();
  await tx
    .insertInto('kiosk_identities')
    .values({
      id: kiosk.id,
      centre_id: centreId,
      device_id: kiosk.deviceId,
      page_hash: Buffer.from(kiosk.pageHash),
      phone_hash: Buffer.from(kiosk.phoneHash),
      code: kiosk.code,
      created_at: kiosk.createdAt,
      expires_at: kiosk.expiresAt,
    })
    .execute();
}

/** The kiosk of a page's or a phone's token. */
export async function findKiosk(
  tx: Tx,
  by: 'page_hash' | 'phone_hash',
  hash: Uint8Array,
  now: Temporal.Instant,
): Promise<KioskIdentity | undefined> {
  const row = await tx
    .selectFrom('kiosk_identities')
    .selectAll()
    .where(by, '=', Buffer.from(hash))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      deviceId: row.device_id,
      code: row.code,
      confirmedAt: row.confirmed_at,
      greeting: row.greeting,
      birthDate: row.birth_date,
    }
  );
}

/** Tells a waiting kiosk who came. @returns its topic and device, or undefined when it waits no more */
export async function confirmKiosk(
  tx: Tx,
  id: string,
  person: { readonly greeting: string; readonly birthDate: Temporal.PlainDate | null },
  at: Temporal.Instant,
  until: Temporal.Instant,
): Promise<{ readonly deviceId: string; readonly pageHash: Uint8Array } | undefined> {
  const row = await tx
    .updateTable('kiosk_identities')
    .set({
      confirmed_at: at,
      greeting: person.greeting,
      birth_date: person.birthDate,
      expires_at: until,
    })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['device_id', 'page_hash'])
    .executeTakeFirst();
  return row && { deviceId: row.device_id, pageHash: new Uint8Array(row.page_hash) };
}
