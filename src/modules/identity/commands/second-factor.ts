import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { lockAccount, setTotpStep, useRecoveryCode } from '../repo/accounts.ts';
import { findLiveSession, revokeSession } from '../repo/sessions.ts';
import { isLocked } from '../rules/lock-out.ts';
import { readToken } from '../rules/token.ts';
import type { Origin, SecondFactorInput } from '../schema.ts';
import { checkTotp, recoveryHash } from '../totp.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { openSecret } from './secret-box.ts';
import { completeSignIn, countFailure, lockedProblem } from './sign-in.ts';

/** The refusal when the half-finished sign-in is gone: begin again. */
export function startAgain(): Problem {
  return new Problem('unauthenticated', { detail: messages('vi')('sign-in-again') });
}

/**
 * Finishes a sign-in with the authenticator's code or a recovery code. The half-finished session ends and a new token
 * is given, so that one that leaked before the code was typed is worth nothing.
 *
 * @throws Problem `second-factor-required` (wrong code), `locked`, or `unauthenticated` when too much time went by
 */
export async function confirmSecondFactor(
  ctx: AppContext,
  token: string | undefined,
  input: SecondFactorInput,
  origin: Origin,
): Promise<OpenedSession> {
  const parsed = readToken(token);
  if (!parsed) {
    throw startAgain();
  }
  const now = ctx.clock.now();
  const result = await inTransaction(ctx, parsed, async (tx) => {
    const live = await findLiveSession(tx, parsed.hash, now);
    const account =
      live?.session.stage === 'second-factor' ? await lockAccount(tx, live.actor.accountId) : undefined;
    if (!live || !account?.totpSecret) {
      throw startAgain();
    }
    if (isLocked(account.lockedUntil, now)) {
      return { until: account.lockedUntil };
    }
    const step = await checkTotp(
      await openSecret(ctx.config, account.id, account.totpSecret),
      input.code,
      now,
      account.totpLastStep,
    );
    if (step === undefined && !(await useRecoveryCode(tx, account.id, recoveryHash(input.code), now))) {
      return { until: await countFailure(ctx, tx, account, 'wrong-code', origin, now) };
    }
    if (step !== undefined) {
      await setTotpStep(tx, account.id, step);
    }
    await revokeSession(tx, account.id, live.session.id, now);
    const opened = await openSession(
      tx,
      account,
      account.mustChangePassword ? 'new-password' : 'full',
      origin,
      now,
    );
    await completeSignIn(tx, account, opened.session.id, origin, now);
    return { opened };
  });
  if (result.opened) {
    return result.opened;
  }
  throw result.until
    ? lockedProblem(result.until, now)
    : new Problem('second-factor-required', {
        detail: messages('vi')('wrong-code'),
        fields: [{ path: 'code', message: messages('vi')('wrong-code') }],
      });
}
