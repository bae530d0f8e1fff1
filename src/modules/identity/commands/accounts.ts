import { randomBytes } from 'node:crypto';
import { listUnitsIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { IDENTITY_POLICY, type IdentityAction } from '../policy.ts';
import * as repo from '../repo/accounts.ts';
import { revokeApiTokens, revokeSessions } from '../repo/sessions.ts';
import { passwordFromBytes } from '../rules/one-time-password.ts';
import type { Account, AccountSecrets, ChangeAccountInput, CreateAccountInput } from '../schema.ts';
import { hashPassword } from './hashing.ts';

/** A password that its owner must replace at the first sign-in. Shown once, to the person who hands it over. */
export interface HandOver {
  readonly account: Account;
  /** Undefined when the request had been done before: the password was shown then. */
  readonly password: string | undefined;
}

/** Twelve random bytes as four groups people can read out. */
function newOneTimePassword(): string {
  return passwordFromBytes(randomBytes(12));
}

async function requireUnit(tx: Tx, centreId: string, unitId: string): Promise<void> {
  const units = await listUnitsIn(tx, centreId);
  if (unitId !== centreId && !units.some((unit) => unit.id === unitId)) {
    throw new Problem('validation', {
      detail: messages('vi')('check-fields'),
      fields: [{ path: 'unitId', message: messages('vi')('unit-foreign') }],
    });
  }
}

async function lockOf(tx: Tx, actor: Actor, action: IdentityAction, id: string): Promise<AccountSecrets> {
  const account = await repo.lockAccount(tx, id);
  // Row-level security hides other centres' accounts: whoever asks for one learns only that it is not here.
  if (!account) {
    throw new Problem('not-found', { detail: messages('vi')('account-not-found') });
  }
  authorise(IDENTITY_POLICY, actor, action, {
    centreId: account.centreId,
    unitId: account.unitId,
    assigneeId: id,
  });
  return account;
}

/** An installation whose last administrator is gone can only be helped from the command line. */
async function keepAnAdministrator(tx: Tx, leaving: Account): Promise<void> {
  if (!leaving.active || !leaving.roles.includes('administrator')) {
    return;
  }
  if (!(await repo.lockAdministrators(tx)).some((id) => id !== leaving.id)) {
    throw new Problem('conflict', { detail: messages('vi')('last-administrator') });
  }
}

function facts({ username, displayName, position, unitId, roles, active }: Account) {
  return { username, displayName, position, unitId, roles, active };
}

/**
 * Creates an account with a one-time password.
 * @throws Problem `forbidden`, or `validation` when the name is taken or the unit belongs elsewhere
 */
export async function createAccount(
  ctx: AppContext,
  actor: Actor,
  input: CreateAccountInput,
): Promise<HandOver> {
  authorise(IDENTITY_POLICY, actor, 'accounts.create', actor);
  const password = newOneTimePassword();
  const passwordHash = await hashPassword(password);
  return addAccount(ctx, actor, { ...input, passwordHash, mustChangePassword: true }, password);
}

/** What {@link addAccount} is given: the input with the password's hash. */
export type PreparedAccount = Omit<CreateAccountInput, 'requestId'> & {
  readonly requestId: string | null;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
};

/** The transaction of {@link createAccount}; set-up of the example commune gives its own password. */
export async function addAccount(
  ctx: AppContext,
  actor: Actor,
  input: PreparedAccount,
  password: string | undefined,
): Promise<HandOver> {
  authorise(IDENTITY_POLICY, actor, 'accounts.create', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = input.requestId === null ? undefined : await repo.findByRequest(tx, input.requestId);
    if (before) {
      return { account: before, password: undefined };
    }
    await requireUnit(tx, actor.centreId, input.unitId);
    if (!(await repo.claimUsername(tx, input.username, actor.centreId))) {
      throw new Problem('validation', {
        detail: messages('vi')('check-fields'),
        fields: [
          { path: 'username', message: messages('vi')('username-taken', { username: input.username }) },
        ],
      });
    }
    const id = newId();
    await repo.insertAccount(tx, { ...input, id, centreId: actor.centreId, phone: input.phone ?? null }, at);
    const account = await repo.findAccount(tx, id);
    if (!account) {
      throw new Error('the new account cannot be read back');
    }
    await record(
      tx,
      actor,
      {
        action: 'identity.create-account',
        subjectType: 'account',
        subjectId: id,
        detail: facts(account),
      },
      at,
    );
    return { account, password };
  });
}

/**
 * Changes name, post, unit and roles. Rights count from the next request of the person.
 * @throws Problem `forbidden`, `not-found`, `validation`, or `conflict` for the last administrator
 */
export async function changeAccount(
  ctx: AppContext,
  actor: Actor,
  input: ChangeAccountInput,
): Promise<Account> {
  authorise(IDENTITY_POLICY, actor, 'accounts.change', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = await lockOf(tx, actor, 'accounts.change', input.id);
    await requireUnit(tx, actor.centreId, input.unitId);
    if (!input.roles.includes('administrator')) {
      await keepAnAdministrator(tx, before);
    }
    const after: Account = {
      ...before,
      displayName: input.displayName,
      position: input.position,
      phone: input.phone ?? null,
      unitId: input.unitId,
      roles: repo.toRoles(input.roles),
    };
    await repo.updateProfile(tx, input.id, after, at);
    await record(
      tx,
      actor,
      {
        action: 'identity.change-account',
        subjectType: 'account',
        subjectId: input.id,
        detail: { username: before.username, before: facts(before), after: facts(after) },
      },
      at,
    );
    return after;
  });
}

/**
 * Deactivates an account at once: its sessions and tokens end. Or lets it sign in again.
 * @throws Problem `forbidden`, `not-found`, or `conflict` for the last administrator
 */
export async function setAccountActive(
  ctx: AppContext,
  actor: Actor,
  id: string,
  active: boolean,
): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'accounts.set-active', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const account = await lockOf(tx, actor, 'accounts.set-active', id);
    if (account.active === active) {
      return;
    }
    if (!active) {
      await keepAnAdministrator(tx, account);
    }
    await repo.setActive(tx, id, active, at);
    const sessions = active ? 0 : await revokeSessions(tx, id, at);
    const tokens = active ? 0 : await revokeApiTokens(tx, id, at);
    await record(
      tx,
      actor,
      {
        action: active ? 'identity.activate-account' : 'identity.deactivate-account',
        subjectType: 'account',
        subjectId: id,
        detail: { username: account.username, sessions, tokens },
      },
      at,
    );
  });
}

/** Opens an account that failures had closed. @throws Problem `forbidden`, `not-found` */
export async function unlockAccount(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'accounts.unlock', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const account = await lockOf(tx, actor, 'accounts.unlock', id);
    await repo.setFailures(tx, id, 0, null);
    await record(
      tx,
      actor,
      {
        action: 'identity.unlock',
        subjectType: 'account',
        subjectId: id,
        detail: {
          username: account.username,
          failures: account.failedAttempts,
          lockedUntil: account.lockedUntil,
        },
      },
      at,
    );
  });
}

/**
 * Gives an account a new one-time password, ends its sessions and tokens, and opens it if it was locked.
 * @param alsoTotp also takes the authenticator away, for somebody who lost the phone and the recovery codes
 * @throws Problem `forbidden`, `not-found`
 */
export async function resetPassword(
  ctx: AppContext,
  actor: Actor,
  id: string,
  alsoTotp: boolean,
): Promise<HandOver> {
  authorise(IDENTITY_POLICY, actor, 'accounts.reset-password', actor);
  const at = ctx.clock.now();
  const password = newOneTimePassword();
  const hash = await hashPassword(password);
  return inTransaction(ctx, actor, async (tx) => {
    const account = await lockOf(tx, actor, 'accounts.reset-password', id);
    await repo.setPassword(tx, id, hash, true, at);
    if (alsoTotp) {
      await repo.setTotp(tx, id, null, null, null);
      await repo.replaceRecoveryCodes(tx, account, []);
    }
    const sessions = await revokeSessions(tx, id, at);
    const tokens = await revokeApiTokens(tx, id, at);
    await record(
      tx,
      actor,
      {
        action: 'identity.reset-password',
        subjectType: 'account',
        subjectId: id,
        detail: { username: account.username, alsoTotp, sessions, tokens },
      },
      at,
    );
    return { account, password };
  });
}

/** Ends all sessions and tokens of an account. @throws Problem `forbidden`, `not-found` */
export async function revokeAllSessions(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'accounts.revoke-sessions', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const account = await lockOf(tx, actor, 'accounts.revoke-sessions', id);
    const sessions = await revokeSessions(tx, id, at);
    const tokens = await revokeApiTokens(tx, id, at);
    await record(
      tx,
      actor,
      {
        action: 'identity.revoke-sessions',
        subjectType: 'account',
        subjectId: id,
        detail: { username: account.username, sessions, tokens },
      },
      at,
    );
  });
}
