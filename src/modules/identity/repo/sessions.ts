import { sql } from 'kysely';
import type { DeviceActor, StaffActor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { ADDRESS_WINDOW_MINUTES, type AddressHistory, KNOWN_DAYS } from '../rules/lock-out.ts';
import type { DeviceRow, Origin, Session, SessionStage, SignInOutcome } from '../schema.ts';
import { toRoles } from './accounts.ts';

interface SessionRow {
  readonly id: string;
  readonly account_id: string;
  readonly stage: string;
  readonly created_at: Temporal.Instant;
  readonly last_seen_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant;
  readonly user_agent: string;
  readonly ip: string;
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    accountId: row.account_id,
    // Held to its values by a CHECK of the table.
    stage: row.stage as SessionStage,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
    ip: row.ip,
  };
}

/** Opens a session for a token that was just made. */
export async function insertSession(
  tx: Tx,
  centreId: string,
  session: Omit<Session, 'lastSeenAt'>,
  tokenHash: Uint8Array,
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      token_hash: Buffer.from(tokenHash),
      centre_id: centreId,
      account_id: session.accountId,
      stage: session.stage,
      created_at: session.createdAt,
      last_seen_at: session.createdAt,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
      ip: session.ip,
    })
    .execute();
}

interface ActorRow {
  readonly account_id: string;
  readonly centre_id: string;
  readonly agency_id: string;
  readonly roles: string[];
  readonly display_name: string;
  readonly position: string;
}

function toActor(row: ActorRow): StaffActor {
  return {
    kind: 'staff',
    accountId: row.account_id,
    centreId: row.centre_id,
    unitId: row.agency_id,
    roles: toRoles(row.roles),
    displayName: row.display_name,
    position: row.position,
  };
}

/** A live session with the account as it is now: roles and unit count from the moment they change. */
export interface LiveSession {
  readonly session: Session;
  readonly actor: StaffActor;
}

/** The live session of a token: not ended, not revoked, its account active. */
export async function findLiveSession(
  tx: Tx,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<LiveSession | undefined> {
  const row = await tx
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .select([
      's.id',
      's.account_id',
      's.stage',
      's.created_at',
      's.last_seen_at',
      's.expires_at',
      's.user_agent',
      's.ip',
      's.centre_id',
      'a.agency_id',
      'a.roles',
      'a.display_name',
      'a.position',
    ])
    .where('s.token_hash', '=', Buffer.from(tokenHash))
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('a.active', '=', true)
    .executeTakeFirst();
  return row && { session: toSession(row), actor: toActor(row) };
}

/** Writes down activity and moves the end of the session. */
export async function touchSession(
  tx: Tx,
  id: string,
  seenAt: Temporal.Instant,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: seenAt, expires_at: expiresAt })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Ends one session of an account. @returns whether it was open */
export async function revokeSession(
  tx: Tx,
  accountId: string,
  id: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable('sessions')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends all sessions of an account, or all but one. @returns how many were open */
export async function revokeSessions(
  tx: Tx,
  accountId: string,
  at: Temporal.Instant,
  exceptId?: string,
): Promise<number> {
  let query = tx
    .updateTable('sessions')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null);
  if (exceptId !== undefined) {
    query = query.where('id', '<>', exceptId);
  }
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** The open sessions of an account, last used first. */
export async function listSessions(
  tx: Tx,
  accountId: string,
  now: Temporal.Instant,
): Promise<readonly Session[]> {
  const rows = await tx
    .selectFrom('sessions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toSession);
}

/** Notes one attempt to sign in. */
export async function logSignIn(
  tx: Tx,
  centreId: string,
  accountId: string | null,
  outcome: SignInOutcome,
  origin: Origin,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('sign_in_log')
    .values({
      centre_id: centreId,
      at,
      account_id: accountId,
      outcome,
      ip: origin.ip,
      user_agent: origin.userAgent,
    })
    .execute();
}

/** What happened from an address lately, for {@link addressMayTry}. */
export async function addressHistory(
  tx: Tx,
  ip: string,
  accountId: string | null,
  now: Temporal.Instant,
): Promise<AddressHistory> {
  const since = now.subtract({ minutes: ADDRESS_WINDOW_MINUTES });
  const row = await tx
    .selectFrom('sign_in_log')
    .select([
      sql<number>`count(*) filter (where outcome not in ('success', 'rate-limited'))`.as('failures'),
      sql<number>`count(distinct account_id) filter (where outcome = 'success')`.as('successes'),
    ])
    .where('ip', '=', ip)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  const known =
    accountId !== null &&
    (await tx
      .selectFrom('sign_in_log')
      .select('id')
      .where('account_id', '=', accountId)
      .where('ip', '=', ip)
      .where('outcome', '=', 'success')
      .where('at', '>', now.subtract({ hours: KNOWN_DAYS * 24 }))
      .limit(1)
      .executeTakeFirst()) !== undefined;
  return { failures: row.failures, successes: row.successes, known };
}

/** The account for which a bearer token acts, as it is now. */
export async function findTokenActor(
  tx: Tx,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<StaffActor | undefined> {
  const row = await tx
    .selectFrom('api_tokens as t')
    .innerJoin('accounts as a', 'a.id', 't.account_id')
    .select(['t.account_id', 't.centre_id', 'a.agency_id', 'a.roles', 'a.display_name', 'a.position'])
    .where('t.token_hash', '=', Buffer.from(tokenHash))
    .where('t.revoked_at', 'is', null)
    .where('t.expires_at', '>', now)
    .where('a.active', '=', true)
    .executeTakeFirst();
  return row && toActor(row);
}

/** A bearer token, without its secret. */
export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** Adds a bearer token. */
export async function insertApiToken(
  tx: Tx,
  centreId: string,
  accountId: string,
  token: ApiTokenRow,
  tokenHash: Uint8Array,
): Promise<void> {
  await tx
    .insertInto('api_tokens')
    .values({
      id: token.id,
      token_hash: Buffer.from(tokenHash),
      centre_id: centreId,
      account_id: accountId,
      name: token.name,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** The usable bearer tokens of an account, newest first. */
export async function listApiTokens(
  tx: Tx,
  accountId: string,
  now: Temporal.Instant,
): Promise<readonly ApiTokenRow[]> {
  const rows = await tx
    .selectFrom('api_tokens')
    .select(['id', 'name', 'created_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

/** Ends bearer tokens of an account: one, or all without `id`. @returns how many were usable */
export async function revokeApiTokens(
  tx: Tx,
  accountId: string,
  at: Temporal.Instant,
  id?: string,
): Promise<number> {
  let query = tx
    .updateTable('api_tokens')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null);
  if (id !== undefined) {
    query = query.where('id', '=', id);
  }
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Adds a kiosk or board. */
export async function insertDevice(
  tx: Tx,
  device: Pick<DeviceActor, 'centreId' | 'purpose' | 'deviceId'> & { readonly name: string },
  tokenHash: Uint8Array,
  createdBy: string | null,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('device_enrolments')
    .values({
      id: device.deviceId,
      centre_id: device.centreId,
      purpose: device.purpose,
      name: device.name,
      token_hash: Buffer.from(tokenHash),
      created_at: at,
      created_by: createdBy,
    })
    .execute();
}

/** The device of a token, unless it was revoked. */
export async function findDevice(tx: Tx, tokenHash: Uint8Array): Promise<DeviceActor | undefined> {
  const row = await tx
    .selectFrom('device_enrolments')
    .select(['id', 'centre_id', 'purpose'])
    .where('token_hash', '=', Buffer.from(tokenHash))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return (
    row && {
      kind: 'device',
      centreId: row.centre_id,
      deviceId: row.id,
      purpose: row.purpose === 'board' ? 'board' : 'kiosk',
    }
  );
}

/** Devices of the transaction's centre that may still act. */
export async function listDevices(tx: Tx): Promise<readonly DeviceRow[]> {
  const rows = await tx
    .selectFrom('device_enrolments')
    .select(['id', 'purpose', 'name', 'created_at'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, purpose: row.purpose, name: row.name, createdAt: row.created_at }));
}

/** Ends a device's right to act. @returns whether it could act before */
export async function revokeDevice(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const result = await tx
    .updateTable('device_enrolments')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
