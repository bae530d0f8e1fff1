import { forgetCircuit } from '#platform/circuit-store.ts';
import type { Tx } from '#platform/db/tx.ts';
import {
  type Audience,
  type SignOnLink,
  type SignOnRequest,
  type SignOnSettings,
  SsoConnection,
} from '../schema/sign-on.ts';

/** The name under which the circuit of an audience's provider is kept. */
export const circuitOf = (audience: Audience): string => `sso-${audience}`;

/** The settings of a connection with its sealed secret. */
export interface StoredSettings {
  readonly settings: SignOnSettings;
  readonly secretBox: Uint8Array | null;
}

/** The connection of an audience in the transaction's centre. */
export async function findSettings(tx: Tx, audience: Audience): Promise<StoredSettings | undefined> {
  const row = await tx
    .selectFrom('sso_connections')
    .selectAll()
    .where('audience', '=', audience)
    .executeTakeFirst();
  return (
    row && {
      settings: {
        audience,
        version: row.version,
        connection: SsoConnection.parse(row.connection),
        hasSecret: row.secret_box !== null,
        changedAt: row.changed_at,
        changedBy: row.changed_by,
      },
      secretBox: row.secret_box === null ? null : new Uint8Array(row.secret_box),
    }
  );
}

/** Stores how a provider is reached; its circuit begins anew. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  settings: Omit<SignOnSettings, 'hasSecret'>,
  secretBox: Uint8Array | null,
): Promise<void> {
  const values = {
    version: settings.version,
    connection: JSON.stringify(settings.connection),
    secret_box: secretBox === null ? null : Buffer.from(secretBox),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('sso_connections')
    .values({ centre_id: centreId, audience: settings.audience, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'audience']).doUpdateSet(values))
    .execute();
  await forgetCircuit(tx, circuitOf(settings.audience));
}

/** Keeps a sign-on that begins in a browser. */
export async function insertRequest(tx: Tx, request: SignOnRequest, browserHash: Uint8Array): Promise<void> {
  await tx
    .insertInto('sso_requests')
    .values({
      id: request.id,
      centre_id: request.centreId,
      audience: request.audience,
      purpose: request.purpose,
      browser_hash: Buffer.from(browserHash),
      state: request.state,
      nonce: request.nonce,
      verifier: request.verifier,
      redirect_uri: request.redirectUri,
      return_to: request.returnTo,
      account_id: request.accountId,
      kiosk_id: request.kioskId,
      created_at: request.createdAt,
      expires_at: request.expiresAt,
    })
    .execute();
}

/** The sign-on that this browser began and that was not used yet, locked. */
export async function lockRequest(
  tx: Tx,
  browserHash: Uint8Array,
  audience: Audience,
  now: Temporal.Instant,
): Promise<SignOnRequest | undefined> {
  const row = await tx
    .selectFrom('sso_requests')
    .selectAll()
    .where('browser_hash', '=', Buffer.from(browserHash))
    .where('audience', '=', audience)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      centreId: row.centre_id,
      audience,
      // Held to its values by a CHECK of the table.
      purpose: row.purpose as SignOnRequest['purpose'],
      state: row.state,
      nonce: row.nonce,
      verifier: row.verifier,
      redirectUri: row.redirect_uri,
      returnTo: row.return_to,
      accountId: row.account_id,
      kioskId: row.kiosk_id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  );
}

/** A sign-on is good once. */
export async function useRequest(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('sso_requests').set({ used_at: at }).where('id', '=', id).execute();
}

/** Keeps what signing out at the provider needs. */
export async function keepIdToken(
  tx: Tx,
  id: string,
  accountId: string | null,
  box: Uint8Array,
  until: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('sso_requests')
    .set({ id_token_box: Buffer.from(box), expires_at: until, account_id: accountId })
    .where('id', '=', id)
    .execute();
}

/** Takes what signing out at the provider needs; it is given once. */
export async function takeIdToken(
  tx: Tx,
  browserHash: Uint8Array,
  audience: Audience,
  now: Temporal.Instant,
): Promise<{ readonly id: string; readonly box: Uint8Array } | undefined> {
  const row = await tx
    .deleteFrom('sso_requests')
    .where('browser_hash', '=', Buffer.from(browserHash))
    .where('audience', '=', audience)
    .where('id_token_box', 'is not', null)
    .where('expires_at', '>', now)
    .returning(['id', 'id_token_box'])
    .executeTakeFirst();
  return row?.id_token_box ? { id: row.id, box: new Uint8Array(row.id_token_box) } : undefined;
}

/** Removes what is over. */
export async function purge(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('sso_requests').where('expires_at', '<', now).execute();
  await tx.deleteFrom('citizen_sessions').where('expires_at', '<', now).execute();
  await tx.deleteFrom('kiosk_identities').where('expires_at', '<', now).execute();
}

interface LinkRow {
  readonly id: string;
  readonly account_id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly display_name: string;
  readonly linked_at: Temporal.Instant;
  readonly linked_by: string;
  readonly used_at: Temporal.Instant | null;
}

function toLink(row: LinkRow): SignOnLink {
  return {
    id: row.id,
    accountId: row.account_id,
    issuer: row.issuer,
    subject: row.subject,
    displayName: row.display_name,
    linkedAt: row.linked_at,
    linkedBy: row.linked_by,
    usedAt: row.used_at,
  };
}

/** The link of a subject, locked. */
export async function lockLink(tx: Tx, issuer: string, subject: string): Promise<SignOnLink | undefined> {
  const row = await tx
    .selectFrom('sso_links')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && toLink(row);
}

/** Links of the transaction's centre, or of one account, newest first. */
export async function listLinks(tx: Tx, accountId?: string): Promise<readonly SignOnLink[]> {
  const rows = await tx
    .selectFrom('sso_links')
    .selectAll()
    .where('removed_at', 'is', null)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
    .orderBy('linked_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toLink);
}

/** Adds a link. @returns false when the subject or the account is linked already */
export async function insertLink(
  tx: Tx,
  centreId: string,
  link: Omit<SignOnLink, 'usedAt'>,
): Promise<boolean> {
  const result = await tx
    .insertInto('sso_links')
    .values({
      id: link.id,
      centre_id: centreId,
      account_id: link.accountId,
      issuer: link.issuer,
      subject: link.subject,
      display_name: link.displayName,
      linked_at: link.linkedAt,
      linked_by: link.linkedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Notes that a link was used. */
export async function touchLink(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('sso_links').set({ used_at: at }).where('id', '=', id).execute();
}

/** Ends a link. @returns the link, if there was one */
export async function removeLink(
  tx: Tx,
  id: string,
  at: Temporal.Instant,
): Promise<Pick<SignOnLink, 'accountId' | 'subject'> | undefined> {
  const row = await tx
    .updateTable('sso_links')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning(['account_id', 'subject'])
    .executeTakeFirst();
  return row && { accountId: row.account_id, subject: row.subject };
}
