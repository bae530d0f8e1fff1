import { record } from '#modules/audit/commands/record.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { IDENTITY_POLICY } from '../policy.ts';
import { findAccount, findByUsername, lockAccount, setPassword } from '../repo/accounts.ts';
import { findLiveSession, revokeApiTokens, revokeSession, revokeSessions } from '../repo/sessions.ts';
import { isLocked } from '../rules/lock-out.ts';
import { passwordFault } from '../rules/password.ts';
import { readToken } from '../rules/token.ts';
import type { AccountSecrets, ChangePasswordInput, Origin } from '../schema.ts';
import { hashPassword, passwordMatches } from './hashing.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { startAgain } from './second-factor.ts';
import { countFailure, lockedProblem } from './sign-in.ts';

function wrong(path: 'current' | 'password', message: string): Problem {
  return new Problem('validation', { detail: messages('vi')('check-fields'), fields: [{ path, message }] });
}

async function checkNew(account: AccountSecrets, password: string): Promise<void> {
  const fault = passwordFault(password, account);
  if (fault !== undefined) {
    throw wrong('password', fault);
  }
  if (await passwordMatches(account.passwordHash, password)) {
    throw wrong('password', messages('vi')('password-same'));
  }
}

async function secretsOf(
  ctx: AppContext,
  actor: { readonly centreId: string },
  id: string,
): Promise<AccountSecrets> {
  const found = await readOnly(ctx, actor, async (tx) => {
    const account = await findAccount(tx, id);
    return account && findByUsername(tx, account.username);
  });
  if (!found) {
    throw new Problem('not-found', { detail: messages('vi')('account-not-found') });
  }
  return found;
}

async function store(
  tx: Tx,
  actor: StaffActor,
  account: AccountSecrets,
  hash: string,
  at: Temporal.Instant,
): Promise<AccountSecrets> {
  const current = await lockAccount(tx, account.id);
  if (!current || current.passwordHash !== account.passwordHash) {
    throw new Problem('conflict', { detail: messages('vi')('password-changed-meanwhile') });
  }
  await setPassword(tx, account.id, hash, false, at);
  await record(
    tx,
    actor,
    { action: 'identity.change-password', subjectType: 'account', subjectId: account.id },
    at,
  );
  return current;
}

/**
 * Changes the own password. Wrong guesses of the current one count towards the lock; all other sessions and tokens end.
 *
 * @param keepSessionId the session that asks and may stay
 * @throws Problem `forbidden`, `validation`, `locked`, or `conflict` when the password changed in between
 */
export async function changePassword(
  ctx: AppContext,
  actor: StaffActor,
  input: ChangePasswordInput,
  origin: Origin,
  keepSessionId: string | undefined,
): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'self.change-password', { ...actor, assigneeId: actor.accountId });
  const at = ctx.clock.now();
  const account = await secretsOf(ctx, actor, actor.accountId);
  if (isLocked(account.lockedUntil, at) && account.lockedUntil) {
    throw lockedProblem(account.lockedUntil, at);
  }
  if (!(await passwordMatches(account.passwordHash, input.current ?? ''))) {
    await inTransaction(ctx, actor, async (tx) => {
      const current = await lockAccount(tx, account.id);
      if (current) {
        await countFailure(ctx, tx, current, 'wrong-password', origin, at);
      }
    });
    throw wrong('current', messages('vi')('password-wrong-current'));
  }
  await checkNew(account, input.password);
  const hash = await hashPassword(input.password);
  await inTransaction(ctx, actor, async (tx) => {
    await store(tx, actor, account, hash, at);
    await revokeSessions(tx, account.id, at, keepSessionId);
    await revokeApiTokens(tx, account.id, at);
  });
}

/**
 * Replaces a one-time password in the middle of a sign-in. The person proved it a moment ago, so it is not asked again.
 * @returns the complete session, with a new token
 * @throws Problem `unauthenticated` when too much time went by, or `validation`
 */
export async function replaceOneTimePassword(
  ctx: AppContext,
  token: string | undefined,
  input: ChangePasswordInput,
  origin: Origin,
): Promise<OpenedSession> {
  const parsed = readToken(token);
  const at = ctx.clock.now();
  const live = parsed && (await readOnly(ctx, parsed, (tx) => findLiveSession(tx, parsed.hash, at)));
  if (live?.session.stage !== 'new-password') {
    throw startAgain();
  }
  const { actor, session } = live;
  const account = await secretsOf(ctx, actor, actor.accountId);
  await checkNew(account, input.password);
  const hash = await hashPassword(input.password);
  return inTransaction(ctx, actor, async (tx) => {
    if (!(await revokeSession(tx, account.id, session.id, at))) {
      throw startAgain();
    }
    await store(tx, actor, account, hash, at);
    return openSession(tx, account, 'full', origin, at);
  });
}
