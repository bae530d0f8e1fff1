import { record } from '#modules/audit/commands/record.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { messages } from '../messages.ts';
import {
  centreOfUsername,
  findByUsername,
  lockAccount,
  setFailures,
  setPasswordHash,
} from '../repo/accounts.ts';
import { addressHistory, logSignIn } from '../repo/sessions.ts';
import { addressMayTry, isLocked, lockedUntil } from '../rules/lock-out.ts';
import { firstStage } from '../rules/session.ts';
import {
  type AccountSecrets,
  type Origin,
  type SignInInput,
  type SignInOutcome,
  Username,
} from '../schema.ts';
import { hashPassword, needsRehash, passwordMatches } from './hashing.ts';
import { type OpenedSession, openSession } from './open-session.ts';

/** Who signs in, as the trail names an attempt: the account is known, the person not yet. */
function attempt(centreId: string): Actor {
  return { kind: 'public', centreId };
}

/** The refusal of a locked account, which says when it opens. */
export function lockedProblem(until: Temporal.Instant, now: Temporal.Instant): Problem {
  const seconds = Math.max(1, Math.ceil(now.until(until).total('seconds')));
  return new Problem('locked', {
    detail: messages('vi')('locked', { time: formatTime(toLocal(until.add({ seconds: 59 }))) }),
    retryAfter: seconds,
  });
}

function refusal(
  outcome: Exclude<SignInOutcome, 'success'>,
  account: AccountSecrets | undefined,
  now: Temporal.Instant,
): Problem {
  const t = messages('vi');
  if (outcome === 'rate-limited') {
    return new Problem('rate-limited', { detail: t('address-busy'), retryAfter: 300 });
  }
  if (outcome === 'locked' && account?.lockedUntil) {
    return lockedProblem(account.lockedUntil, now);
  }
  // Unknown name, wrong password and an account that was closed sound the same.
  return new Problem('unauthenticated', { detail: t('wrong-sign-in') });
}

/** Counts one failure of an account that is locked in this transaction; closes it for a while when there were many. */
export async function countFailure(
  ctx: AppContext,
  tx: Tx,
  account: AccountSecrets,
  outcome: 'wrong-password' | 'wrong-code',
  origin: Origin,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const failures = account.failedAttempts + 1;
  const until = lockedUntil(failures, now);
  await setFailures(tx, account.id, failures, until);
  await logSignIn(tx, account.centreId, account.id, outcome, origin, now);
  const actor = attempt(account.centreId);
  const subject = { subjectType: 'account', subjectId: account.id };
  await record(
    tx,
    actor,
    {
      action: 'identity.sign-in-failed',
      ...subject,
      detail: { username: account.username, outcome, failures, ip: origin.ip },
    },
    now,
  );
  if (until !== null) {
    await record(
      tx,
      systemActor(account.centreId, 'identity'),
      { action: 'identity.lock', ...subject, detail: { username: account.username, until, failures } },
      now,
    );
    ctx.log.warn({ account: account.id, failures, ip: origin.ip }, 'account locked after failed sign-ins');
  }
  return until;
}

async function refuse(
  ctx: AppContext,
  centreId: string,
  account: AccountSecrets | undefined,
  outcome: Exclude<SignInOutcome, 'success' | 'wrong-password' | 'wrong-code'>,
  origin: Origin,
  now: Temporal.Instant,
): Promise<never> {
  await inTransaction(ctx, { centreId }, async (tx) => {
    await logSignIn(tx, centreId, account?.id ?? null, outcome, origin, now);
    // What a flood of refused attempts adds to the chain nobody needs; the sign-in log has it.
    if (outcome !== 'rate-limited') {
      await record(
        tx,
        attempt(centreId),
        {
          action: 'identity.sign-in-failed',
          subjectType: 'account',
          subjectId: account?.id ?? 'unknown',
          detail: { username: account?.username, outcome, ip: origin.ip },
        },
        now,
      );
    }
  });
  throw refusal(outcome, account, now);
}

/**
 * Signs in with name and password. The answer for a wrong name and a wrong password is the same and takes as long.
 *
 * @param hostCentreId the centre whose page was used; failures of unknown names are written into its trail
 * @returns the session; its stage says whether a code or a new password is still to come
 * @throws Problem `unauthenticated`, `locked` (too many failures), `rate-limited` (too many from the address)
 */
export async function signIn(
  ctx: AppContext,
  hostCentreId: string,
  input: SignInInput,
  origin: Origin,
): Promise<OpenedSession> {
  const now = ctx.clock.now();
  const name = Username.safeParse(input.username);
  const centreId = (name.success ? await centreOfUsername(ctx.db, name.data) : undefined) ?? hostCentreId;
  if (centreId === '') {
    throw new Problem('unavailable', { detail: messages('vi')('no-centre') });
  }
  const { account, history } = await readOnly(ctx, { centreId }, async (tx) => {
    const found = name.success ? await findByUsername(tx, name.data) : undefined;
    return { account: found, history: await addressHistory(tx, origin.ip, found?.id ?? null, now) };
  });
  if (!addressMayTry(history)) {
    return refuse(ctx, centreId, account, 'rate-limited', origin, now);
  }
  if (account && isLocked(account.lockedUntil, now)) {
    return refuse(ctx, centreId, account, 'locked', origin, now);
  }
  // Slow on purpose, hence outside any transaction.
  const matches = await passwordMatches(account?.passwordHash, input.password);
  if (!account) {
    return refuse(ctx, centreId, account, 'unknown-name', origin, now);
  }
  const rehash =
    matches && account.passwordHash !== null && needsRehash(account.passwordHash)
      ? await hashPassword(input.password)
      : undefined;
  const result = await inTransaction(ctx, { centreId }, async (tx) => {
    const current = await lockAccount(tx, account.id);
    if (!current || isLocked(current.lockedUntil, now)) {
      return { outcome: 'locked' as const, current };
    }
    if (!matches || current.passwordHash !== account.passwordHash) {
      const until = await countFailure(ctx, tx, current, 'wrong-password', origin, now);
      return { outcome: 'wrong-password' as const, until };
    }
    if (!current.active) {
      return { outcome: 'inactive' as const, current };
    }
    return { outcome: 'success' as const, opened: await accept(tx, current, rehash, origin, now) };
  });
  switch (result.outcome) {
    case 'success':
      return result.opened;
    case 'wrong-password':
      throw result.until ? lockedProblem(result.until, now) : refusal('wrong-password', account, now);
    default:
      return refuse(ctx, centreId, result.current ?? account, result.outcome, origin, now);
  }
}

async function accept(
  tx: Tx,
  account: AccountSecrets,
  rehash: string | undefined,
  origin: Origin,
  now: Temporal.Instant,
): Promise<OpenedSession> {
  if (rehash !== undefined) {
    await setPasswordHash(tx, account.id, rehash);
  }
  const stage = firstStage(account);
  const opened = await openSession(tx, account, stage, origin, now);
  // With an authenticator the failures are forgotten only once the code is right, else codes could be guessed for ever.
  if (stage !== 'second-factor') {
    await completeSignIn(tx, account, opened.session.id, origin, now);
  }
  return opened;
}

/** Writes down that the person is in: forgets failures, logs, and enters it into the trail under the person's name. */
export async function completeSignIn(
  tx: Tx,
  account: AccountSecrets,
  sessionId: string,
  origin: Origin,
  now: Temporal.Instant,
): Promise<void> {
  if (account.failedAttempts > 0 || account.lockedUntil !== null) {
    await setFailures(tx, account.id, 0, null);
  }
  await logSignIn(tx, account.centreId, account.id, 'success', origin, now);
  const actor: Actor = {
    kind: 'staff',
    accountId: account.id,
    centreId: account.centreId,
    unitId: account.unitId,
    roles: account.roles,
    displayName: account.displayName,
    position: account.position,
  };
  await record(
    tx,
    actor,
    {
      action: 'identity.sign-in',
      subjectType: 'account',
      subjectId: account.id,
      detail: { session: sessionId, ip: origin.ip },
    },
    now,
  );
}
