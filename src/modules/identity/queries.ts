import type { Actor, DeviceActor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from './messages.ts';
import { IDENTITY_POLICY } from './policy.ts';
import * as accounts from './repo/accounts.ts';
import * as sessions from './repo/sessions.ts';
import { sessionEnd, shouldTouch } from './rules/session.ts';
import { readToken } from './rules/token.ts';
import type { Account, DeviceRow, Session } from './schema.ts';

/** An account of the transaction's centre, for other modules' commands. */
export async function findAccountIn(tx: Tx, id: string): Promise<Account | undefined> {
  return accounts.findAccount(tx, id);
}

/** As {@link findAccountIn}. @throws Problem `not-found` */
async function getAccountIn(tx: Tx, id: string): Promise<Account> {
  const account = await accounts.findAccount(tx, id);
  if (!account) {
    throw new Problem('not-found', { detail: messages('vi')('account-not-found') });
  }
  return account;
}

/** All accounts of the transaction's centre: active ones first, then by given name. */
export async function listAccountsIn(tx: Tx): Promise<readonly Account[]> {
  return accounts.listAccounts(tx);
}

/** Accounts of the actor's centre, for the administrator's list. @throws Problem `forbidden` */
export async function listAccounts(ctx: AppContext, actor: Actor): Promise<readonly Account[]> {
  authorise(IDENTITY_POLICY, actor, 'accounts.list', actor);
  return readOnly(ctx, actor, (tx) => accounts.listAccounts(tx));
}

/** One account of the actor's centre, for the administrator's form. @throws Problem `forbidden`, `not-found` */
export async function getAccount(ctx: AppContext, actor: Actor, id: string): Promise<Account> {
  authorise(IDENTITY_POLICY, actor, 'accounts.list', actor);
  return readOnly(ctx, actor, (tx) => getAccountIn(tx, id));
}

/**
 * The actor as staff. Pages and commands for people call it first.
 * @throws Problem `unauthenticated` when nobody signed in
 */
export function requireStaff(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') {
    throw new Problem('unauthenticated', { detail: messages('vi')('staff-only') });
  }
  return actor;
}

/** The own account and what belongs to it. */
export interface OwnAccount {
  readonly account: Account;
  readonly sessions: readonly Session[];
  /** The session that asks, when it came by cookie. */
  readonly currentSessionId: string | undefined;
  readonly recoveryCodesLeft: number;
  readonly tokens: readonly sessions.ApiTokenRow[];
}

/** What the page "Tài khoản" shows its owner. @throws Problem `unauthenticated` */
export async function getOwnAccount(
  ctx: AppContext,
  actor: Actor,
  token: string | undefined,
): Promise<OwnAccount> {
  const self = requireStaff(actor);
  const now = ctx.clock.now();
  const parsed = readToken(token);
  return readOnly(ctx, self, async (tx) => ({
    account: await getAccountIn(tx, self.accountId),
    sessions: await sessions.listSessions(tx, self.accountId, now),
    currentSessionId: parsed && (await sessions.findLiveSession(tx, parsed.hash, now))?.session.id,
    recoveryCodesLeft: await accounts.countRecoveryCodes(tx, self.accountId),
    tokens: await sessions.listApiTokens(tx, self.accountId, now),
  }));
}

/** Open sessions of one account, for the administrator. @throws Problem `forbidden` */
export async function listSessionsOf(
  ctx: AppContext,
  actor: Actor,
  accountId: string,
): Promise<readonly Session[]> {
  authorise(IDENTITY_POLICY, actor, 'accounts.revoke-sessions', actor);
  return readOnly(ctx, actor, (tx) => sessions.listSessions(tx, accountId, ctx.clock.now()));
}

/** Enrolled kiosks and boards. @throws Problem `forbidden` */
export async function listDevices(ctx: AppContext, actor: Actor): Promise<readonly DeviceRow[]> {
  authorise(IDENTITY_POLICY, actor, 'devices.manage', actor);
  return readOnly(ctx, actor, (tx) => sessions.listDevices(tx));
}

/** As {@link listDevices}, inside a running transaction of the product itself. */
export async function listDevicesIn(tx: Tx): Promise<readonly DeviceRow[]> {
  return sessions.listDevices(tx);
}

/** The half-finished sign-in of a token: what it still lacks and whose it is. */
export async function findUnfinished(
  ctx: AppContext,
  token: string | undefined,
): Promise<sessions.LiveSession | undefined> {
  const parsed = readToken(token);
  const live =
    parsed &&
    (await readOnly(ctx, parsed, (tx) => sessions.findLiveSession(tx, parsed.hash, ctx.clock.now())));
  return live && live.session.stage !== 'full' ? live : undefined;
}

/** Who holds a session cookie; moves the session's end as it is used. Undefined unless the sign-in is complete. */
export async function actorOfSession(
  ctx: AppContext,
  token: string | undefined,
): Promise<StaffActor | undefined> {
  const parsed = readToken(token);
  if (!parsed) {
    return undefined;
  }
  const now = ctx.clock.now();
  const live = await readOnly(ctx, parsed, (tx) => sessions.findLiveSession(tx, parsed.hash, now));
  if (live?.session.stage !== 'full') {
    return undefined;
  }
  const { session } = live;
  if (shouldTouch(session.lastSeenAt, now)) {
    await inTransaction(ctx, parsed, (tx) =>
      sessions.touchSession(tx, session.id, now, sessionEnd('full', session.createdAt, now)),
    );
  }
  return live.actor;
}

/** The account for which a bearer token acts. */
export async function actorOfBearer(
  ctx: AppContext,
  token: string | undefined,
): Promise<StaffActor | undefined> {
  const parsed = readToken(token);
  return parsed && readOnly(ctx, parsed, (tx) => sessions.findTokenActor(tx, parsed.hash, ctx.clock.now()));
}

/** The kiosk or board that a device token belongs to. */
export async function actorOfDevice(
  ctx: AppContext,
  token: string | undefined,
): Promise<DeviceActor | undefined> {
  const parsed = readToken(token);
  return parsed && readOnly(ctx, parsed, (tx) => sessions.findDevice(tx, parsed.hash));
}
