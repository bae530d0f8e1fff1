import { generate } from 'otplib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import type { StaffActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { confirmSecondFactor } from './commands/second-factor.ts';
import { signIn } from './commands/sign-in.ts';
import { beginTotp, confirmTotp, removeTotp } from './commands/totp.ts';
import { actorOfSession, getOwnAccount } from './queries.ts';
import { makeStaff, TEST_PASSWORD } from './testing.ts';

let t: TestContext;
let centreId: string;
let officer: StaffActor & { username: string };

beforeAll(async () => {
  t = await testContext({ modules: [] });
});

beforeEach(async () => {
  centreId = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  officer = await makeStaff(t.ctx, centreId, ['officer']);
});

function from() {
  return { ip: '203.0.113.7', userAgent: 'vitest' };
}

function enter() {
  return signIn(t.ctx, centreId, { username: officer.username, password: TEST_PASSWORD }, from());
}

describe('two-step sign-in (TOTP, RFC 6238)', () => {
  async function codeNow(secret: string, secondsFromNow = 0): Promise<string> {
    return generate({ secret, epoch: Math.floor(t.clock.now().epochMilliseconds / 1_000) + secondsFromNow });
  }

  async function turnOn(): Promise<{ secret: string; codes: readonly string[] }> {
    const { secret, uri } = await beginTotp(t.ctx, officer);
    expect(uri).toContain('otpauth://totp/');
    const codes = await confirmTotp(t.ctx, officer, await codeNow(secret));
    t.clock.tick({ seconds: 30 });
    return { secret, codes };
  }

  it('asks for the code, and gives a new token after it', async () => {
    const { secret } = await turnOn();
    const half = await enter();
    expect(half.session.stage).toBe('second-factor');
    expect(await actorOfSession(t.ctx, half.token)).toBeUndefined();
    const whole = await confirmSecondFactor(t.ctx, half.token, { code: await codeNow(secret) }, from());
    expect(await actorOfSession(t.ctx, whole.token)).toMatchObject({ accountId: officer.accountId });
    expect(await actorOfSession(t.ctx, half.token)).toBeUndefined();
  });

  it('accepts a code once, also from two sign-ins', async () => {
    const { secret } = await turnOn();
    const code = await codeNow(secret);
    const [first, second] = [await enter(), await enter()];
    await confirmSecondFactor(t.ctx, first.token, { code }, from());
    await expect(confirmSecondFactor(t.ctx, second.token, { code }, from())).rejects.toMatchObject({
      code: 'second-factor-required',
    });
  });

  it('allows a clock that is half a minute off, not one that is two minutes off', async () => {
    const { secret } = await turnOn();
    t.clock.tick({ minutes: 5 });
    const half = await enter();
    await expect(
      confirmSecondFactor(t.ctx, half.token, { code: await codeNow(secret, -120) }, from()),
    ).rejects.toThrow();
    const whole = await confirmSecondFactor(t.ctx, half.token, { code: await codeNow(secret, -30) }, from());
    expect(whole.session.stage).toBe('full');
  });

  it('wrong codes count towards the lock, and the right password does not forget them', async () => {
    await turnOn();
    for (let i = 0; i < 5; i += 1) {
      const half = await enter();
      await expect(confirmSecondFactor(t.ctx, half.token, { code: '000000' }, from())).rejects.toThrow();
    }
    await expect(enter()).rejects.toMatchObject({ code: 'locked' });
  });

  it('a recovery code works once', async () => {
    const { codes } = await turnOn();
    const code = (codes[0] ?? '').replaceAll('-', '');
    const whole = await confirmSecondFactor(t.ctx, (await enter()).token, { code }, from());
    expect(whole.session.stage).toBe('full');
    await expect(confirmSecondFactor(t.ctx, (await enter()).token, { code }, from())).rejects.toThrow();
    expect((await getOwnAccount(t.ctx, officer, whole.token)).recoveryCodesLeft).toBe(9);
  });

  it('the half-finished sign-in is gone after ten minutes', async () => {
    const { secret } = await turnOn();
    const half = await enter();
    t.clock.tick({ minutes: 10 });
    await expect(
      confirmSecondFactor(t.ctx, half.token, { code: await codeNow(secret) }, from()),
    ).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('is turned off with the password only, and lies encrypted in the database', async () => {
    const { secret } = await turnOn();
    const { rows } = await t.owner.query<{ totp_secret: Buffer }>(
      'SELECT totp_secret FROM accounts WHERE id = $1',
      [officer.accountId],
    );
    expect(rows[0]?.totp_secret.toString('latin1')).not.toContain(secret);
    await expect(removeTotp(t.ctx, officer, 'sai')).rejects.toMatchObject({ code: 'validation' });
    expect((await enter()).session.stage).toBe('second-factor');
    await removeTotp(t.ctx, officer, TEST_PASSWORD);
    expect((await enter()).session.stage).toBe('full');
  });
});
