import { type Kysely, sql } from 'kysely';
import { ROLES, type Role } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { DB } from '#platform/db/types.gen.ts';
import type { Account, AccountSecrets } from '../schema.ts';

const PUBLIC_COLUMNS = [
  'id',
  'centre_id',
  'agency_id',
  'username',
  'display_name',
  'position',
  'phone',
  'roles',
  'active',
  'locked_until',
  'totp_confirmed_at',
  'must_change_password',
] as const;

interface PublicRow {
  readonly id: string;
  readonly centre_id: string;
  readonly agency_id: string;
  readonly username: string;
  readonly display_name: string;
  readonly position: string;
  readonly phone: string | null;
  readonly roles: string[];
  readonly active: boolean;
  readonly locked_until: Temporal.Instant | null;
  readonly totp_confirmed_at: Temporal.Instant | null;
  readonly must_change_password: boolean;
}

/** Keeps the roles that this version knows, in their fixed order. */
export function toRoles(names: readonly string[]): readonly Role[] {
  return ROLES.filter((role) => names.includes(role));
}

function toAccount(row: PublicRow): Account {
  return {
    id: row.id,
    centreId: row.centre_id,
    unitId: row.agency_id,
    username: row.username,
    displayName: row.display_name,
    position: row.position,
    phone: row.phone,
    roles: toRoles(row.roles),
    active: row.active,
    lockedUntil: row.locked_until,
    hasTotp: row.totp_confirmed_at !== null,
    mustChangePassword: row.must_change_password,
  };
}

/** The centre in which a sign-in name has its account; readable before anybody is known. */
export async function centreOfUsername(db: Kysely<DB>, username: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('usernames')
    .select('centre_id')
    .where('name', '=', username)
    .executeTakeFirst();
  return row?.centre_id;
}

async function withSecrets(
  tx: Tx,
  column: 'id' | 'username',
  value: string,
  lock: boolean,
): Promise<AccountSecrets | undefined> {
  const query = tx.selectFrom('accounts').selectAll().where(column, '=', value);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return (
    row && {
      ...toAccount(row),
      passwordHash: row.password_hash,
      failedAttempts: row.failed_attempts,
      totpSecret: row.totp_secret,
      totpLastStep: row.totp_last_step,
    }
  );
}

/** An account by its sign-in name, with its secrets. */
export function findByUsername(tx: Tx, username: string): Promise<AccountSecrets | undefined> {
  return withSecrets(tx, 'username', username, false);
}

/** An account by id, with its secrets, locked for a change. */
export function lockAccount(tx: Tx, id: string): Promise<AccountSecrets | undefined> {
  return withSecrets(tx, 'id', id, true);
}

/** An account by id. */
export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  const row = await tx.selectFrom('accounts').select(PUBLIC_COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && toAccount(row);
}

/** The account made by a request, where that request came before. */
export async function findByRequest(tx: Tx, requestId: string): Promise<Account | undefined> {
  const row = await tx
    .selectFrom('accounts')
    .select(PUBLIC_COLUMNS)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row && toAccount(row);
}

/** All accounts of the transaction's centre, active ones first, by given name as lists here are sorted. */
export async function listAccounts(tx: Tx): Promise<readonly Account[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select(PUBLIC_COLUMNS)
    .orderBy('active', 'desc')
    .orderBy(sql`regexp_replace(display_name, '^.* ', '') collate "vi-x-icu"`)
    .orderBy(sql`display_name collate "vi-x-icu"`)
    .orderBy('id')
    .execute();
  return rows.map(toAccount);
}

/** Active administrators of the transaction's centre, locked: two of them cannot remove each other at once. */
export async function lockAdministrators(tx: Tx): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('accounts')
    .select('id')
    .where('active', '=', true)
    .where(sql<boolean>`'administrator' = any(roles)`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Claims a sign-in name for the centre. @returns false when somebody has it */
export async function claimUsername(tx: Tx, username: string, centreId: string): Promise<boolean> {
  const result = await tx
    .insertInto('usernames')
    .values({ name: username, centre_id: centreId })
    .onConflict((oc) => oc.column('name').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What a new account starts with. */
export interface NewAccount {
  readonly id: string;
  readonly centreId: string;
  readonly unitId: string;
  readonly username: string;
  readonly displayName: string;
  readonly position: string;
  readonly phone: string | null;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly requestId: string | null;
}

/** Adds an account; its name must have been claimed. */
export async function insertAccount(tx: Tx, account: NewAccount, at: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({
      id: account.id,
      centre_id: account.centreId,
      agency_id: account.unitId,
      username: account.username,
      display_name: account.displayName,
      position: account.position,
      phone: account.phone,
      roles: [...account.roles],
      password_hash: account.passwordHash,
      password_changed_at: at,
      must_change_password: account.mustChangePassword,
      request_id: account.requestId,
      created_at: at,
      updated_at: at,
    })
    .execute();
}

/** Changes who the person is and what they may do. */
export async function updateProfile(
  tx: Tx,
  id: string,
  profile: Pick<Account, 'displayName' | 'position' | 'phone' | 'unitId' | 'roles'>,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({
      display_name: profile.displayName,
      position: profile.position,
      phone: profile.phone,
      agency_id: profile.unitId,
      roles: [...profile.roles],
      updated_at: at,
    })
    .where('id', '=', id)
    .execute();
}

/** Lets an account sign in or not. */
export async function setActive(tx: Tx, id: string, active: boolean, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('accounts').set({ active, updated_at: at }).where('id', '=', id).execute();
}

/** Stores a new password and opens a locked account. */
export async function setPassword(
  tx: Tx,
  id: string,
  hash: string,
  mustChange: boolean,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({
      password_hash: hash,
      password_changed_at: at,
      must_change_password: mustChange,
      failed_attempts: 0,
      locked_until: null,
      updated_at: at,
    })
    .where('id', '=', id)
    .execute();
}

/** Replaces the stored hash of the same password by one with today's cost. */
export async function setPasswordHash(tx: Tx, id: string, hash: string): Promise<void> {
  await tx.updateTable('accounts').set({ password_hash: hash }).where('id', '=', id).execute();
}

/** Sets the count of failures in a row and the lock that follows from it. */
export async function setFailures(
  tx: Tx,
  id: string,
  failures: number,
  lockedUntil: Temporal.Instant | null,
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ failed_attempts: failures, locked_until: lockedUntil })
    .where('id', '=', id)
    .execute();
}

/** Stores the authenticator's secret; it counts once it is confirmed. Null removes it. */
export async function setTotp(
  tx: Tx,
  id: string,
  secret: Uint8Array | null,
  confirmedAt: Temporal.Instant | null,
  lastStep: number | null,
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({
      totp_secret: secret === null ? null : Buffer.from(secret),
      totp_confirmed_at: confirmedAt,
      totp_last_step: lastStep,
    })
    .where('id', '=', id)
    .execute();
}

/** Remembers the last accepted 30-second step, so that its code is not accepted again. */
export async function setTotpStep(tx: Tx, id: string, step: number): Promise<void> {
  await tx.updateTable('accounts').set({ totp_last_step: step }).where('id', '=', id).execute();
}

/** Replaces all recovery codes of an account. */
export async function replaceRecoveryCodes(
  tx: Tx,
  account: Pick<Account, 'id' | 'centreId'>,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('account_id', '=', account.id).execute();
  if (hashes.length > 0) {
    await tx
      .insertInto('recovery_codes')
      .values(
        hashes.map((hash) => ({
          account_id: account.id,
          centre_id: account.centreId,
          code_hash: Buffer.from(hash),
        })),
      )
      .execute();
  }
}

/** Uses a recovery code up. @returns whether there was an unused one */
export async function useRecoveryCode(
  tx: Tx,
  accountId: string,
  hash: Uint8Array,
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', Buffer.from(hash))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(tx: Tx, accountId: string): Promise<number> {
  const row = await tx
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}
