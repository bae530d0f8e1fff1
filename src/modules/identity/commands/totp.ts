import { randomBytes } from 'node:crypto';
import { generateSecret } from 'otplib';
import { record } from '#modules/audit/commands/record.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { IDENTITY_POLICY } from '../policy.ts';
import { lockAccount, replaceRecoveryCodes, setTotp } from '../repo/accounts.ts';
import { recoveryCodeFromBytes } from '../rules/one-time-password.ts';
import type { AccountSecrets } from '../schema.ts';
import { checkTotp, groupCode, recoveryHash, totpUri } from '../totp.ts';
import { passwordMatches } from './hashing.ts';
import { openSecret, sealSecret } from './secret-box.ts';

const ISSUER = 'Một Cửa';
const RECOVERY_CODES = 10;

/** What the page shows for the authenticator app to read. */
export interface TotpSetup {
  /** `otpauth://…` for the QR code. */
  readonly uri: string;
  /** The same secret to type by hand. */
  readonly secret: string;
}

async function lockOwn(tx: Tx, actor: StaffActor): Promise<AccountSecrets> {
  const account = await lockAccount(tx, actor.accountId);
  if (!account) {
    throw new Problem('not-found', { detail: messages('vi')('account-not-found') });
  }
  return account;
}

function allow(actor: StaffActor): void {
  authorise(IDENTITY_POLICY, actor, 'self.totp', { ...actor, assigneeId: actor.accountId });
}

function wrongCode(): Problem {
  const message = messages('vi')('wrong-code');
  return new Problem('validation', {
    detail: messages('vi')('check-fields'),
    fields: [{ path: 'code', message }],
  });
}

/**
 * Begins to set up an authenticator: makes a secret that counts for nothing until {@link confirmTotp}.
 * Asked again before that, it shows the same secret.
 * @throws Problem `conflict` when two-step sign-in is on
 */
export async function beginTotp(ctx: AppContext, actor: StaffActor): Promise<TotpSetup> {
  allow(actor);
  return inTransaction(ctx, actor, async (tx) => {
    const account = await lockOwn(tx, actor);
    if (account.hasTotp) {
      throw new Problem('conflict', { detail: messages('vi')('totp-on') });
    }
    if (account.totpSecret) {
      const secret = await openSecret(ctx.config, account.id, account.totpSecret);
      return { secret, uri: totpUri(secret, account.username, ISSUER) };
    }
    const secret = generateSecret();
    await setTotp(tx, account.id, await sealSecret(ctx.config, account.id, secret), null, null);
    return { secret, uri: totpUri(secret, account.username, ISSUER) };
  });
}

/**
 * Turns two-step sign-in on, once the app shows the right code.
 * @returns ten recovery codes, shown this once
 * @throws Problem `validation` (wrong code), `conflict` (nothing begun, or already on)
 */
export async function confirmTotp(
  ctx: AppContext,
  actor: StaffActor,
  code: string,
): Promise<readonly string[]> {
  allow(actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const account = await lockOwn(tx, actor);
    if (account.hasTotp || !account.totpSecret) {
      throw new Problem('conflict', {
        detail: messages('vi')(account.hasTotp ? 'totp-on' : 'totp-not-started'),
      });
    }
    const step = await checkTotp(
      await openSecret(ctx.config, account.id, account.totpSecret),
      code,
      at,
      null,
    );
    if (step === undefined) {
      throw wrongCode();
    }
    const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeFromBytes(randomBytes(10)));
    await setTotp(tx, account.id, account.totpSecret, at, step);
    await replaceRecoveryCodes(tx, account, codes.map(recoveryHash));
    await record(
      tx,
      actor,
      { action: 'identity.totp-on', subjectType: 'account', subjectId: account.id },
      at,
    );
    return codes.map(groupCode);
  });
}

/**
 * Turns two-step sign-in off; the password is asked again, so that an open screen is not enough.
 * @throws Problem `validation` when the password is wrong
 */
export async function removeTotp(ctx: AppContext, actor: StaffActor, password: string): Promise<void> {
  allow(actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const account = await lockOwn(tx, actor);
    if (!(await passwordMatches(account.passwordHash, password))) {
      throw new Problem('validation', {
        detail: messages('vi')('check-fields'),
        fields: [{ path: 'password', message: messages('vi')('password-wrong-current') }],
      });
    }
    await setTotp(tx, account.id, null, null, null);
    await replaceRecoveryCodes(tx, account, []);
    await record(
      tx,
      actor,
      { action: 'identity.totp-off', subjectType: 'account', subjectId: account.id },
      at,
    );
  });
}
