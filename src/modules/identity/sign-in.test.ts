import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { verifyAudit } from '#modules/audit/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { resetPassword, setAccountActive, unlockAccount } from './commands/accounts.ts';
import { changePassword, replaceOneTimePassword } from './commands/change-password.ts';
import { createApiToken, endOwnSession, revokeOwnToken } from './commands/own-sessions.ts';
import { signIn } from './commands/sign-in.ts';
import { signOut } from './commands/sign-out.ts';
import { actorOfBearer, actorOfSession, getOwnAccount } from './queries.ts';
import { makeStaff, TEST_PASSWORD } from './testing.ts';

const NEW_PASSWORD = 'mua-roi-tren-mai-ngoi';
let t: TestContext;
let centreId: string;
let officer: StaffActor & { username: string };
let admin: StaffActor;

beforeAll(async () => {
  t = await testContext({ modules: [] });
});

beforeEach(async () => {
  centreId = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  officer = await makeStaff(t.ctx, centreId, ['officer']);
  admin = await makeStaff(t.ctx, centreId, ['administrator']);
});

function from(ip = '203.0.113.7') {
  return { ip, userAgent: 'vitest' };
}

function enter(password = TEST_PASSWORD, username = officer.username, ip?: string) {
  return signIn(t.ctx, centreId, { username, password }, from(ip));
}

async function actions(): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ action: string }>(
    'SELECT action FROM audit_entries WHERE centre_id = $1 ORDER BY seq',
    [centreId],
  );
  return rows.map((row) => row.action).filter((action) => !/set-up|create-account/.test(action));
}

async function count(table: 'sessions' | 'sign_in_log'): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table} WHERE centre_id = $1`,
    [centreId],
  );
  return rows[0]?.n ?? -1;
}

describe('signing in', () => {
  it('opens a session that stands for the person, and writes it down', async () => {
    const { token, session } = await enter();
    expect(session.stage).toBe('full');
    expect(await actorOfSession(t.ctx, token)).toMatchObject({
      accountId: officer.accountId,
      roles: ['officer'],
    });
    expect(await actions()).toEqual(['identity.sign-in']);
    expect((await verifyAudit(t.ctx, centreId))[0]?.broken).toBeUndefined();
  });

  it('keeps only the hash of the token', async () => {
    const { token } = await enter();
    const { rows } = await t.owner.query('SELECT * FROM sessions WHERE centre_id = $1', [centreId]);
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[1]);
  });

  it('does not care about case and blanks of the name', async () => {
    expect((await enter(TEST_PASSWORD, `  ${officer.username.toUpperCase()} `)).session.stage).toBe('full');
  });

  it('finds the account from the page of another centre, as a province has one address', async () => {
    const other = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
    const { token } = await signIn(
      t.ctx,
      other,
      { username: officer.username, password: TEST_PASSWORD },
      from(),
    );
    expect(await actorOfSession(t.ctx, token)).toMatchObject({ centreId });
  });

  it.each([
    ['a wrong password', () => enter('sai'), 'wrong-password'],
    ['an unknown name', () => enter(TEST_PASSWORD, 'khong.co.ai'), 'unknown-name'],
    ['something that cannot be a name', () => enter(TEST_PASSWORD, 'Mật khẩu gõ nhầm ô'), 'unknown-name'],
  ])('%s is refused with the same words, and nothing is opened', async (_name, attempt, outcome) => {
    await expect(attempt()).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { detail: /không đúng/ },
    });
    expect(await count('sessions')).toBe(0);
    const { rows } = await t.owner.query('SELECT outcome FROM sign_in_log WHERE centre_id = $1', [centreId]);
    expect(rows).toEqual([{ outcome }]);
    expect(await actions()).toEqual(['identity.sign-in-failed']);
  });

  it('keeps what was typed as a name out of the log', async () => {
    await expect(enter('x', TEST_PASSWORD)).rejects.toThrow();
    const { rows } = await t.owner.query('SELECT * FROM sign_in_log WHERE centre_id = $1', [centreId]);
    const { rows: audit } = await t.owner.query('SELECT detail FROM audit_entries WHERE centre_id = $1', [
      centreId,
    ]);
    expect(JSON.stringify([rows, audit])).not.toContain(TEST_PASSWORD);
  });
});

describe('too many failures', () => {
  async function fail(times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      await expect(enter('sai mat khau roi')).rejects.toThrow();
    }
  }

  it('close the account for a growing time, for the right password too', async () => {
    await fail(5);
    await expect(enter()).rejects.toMatchObject({ code: 'locked', details: { retryAfter: 60 } });
    expect(await count('sessions')).toBe(0);
    t.clock.tick({ minutes: 1 });
    await fail(1);
    t.clock.tick({ minutes: 1 });
    await expect(enter()).rejects.toMatchObject({ code: 'locked' });
    t.clock.tick({ minutes: 1 });
    expect((await enter()).session.stage).toBe('full');
    expect(await actions()).toContain('identity.lock');
  });

  it('are forgotten after a success', async () => {
    await fail(4);
    await enter();
    await fail(4);
    expect((await enter()).session.stage).toBe('full');
  });

  it('an administrator opens the account at once', async () => {
    await fail(6);
    await unlockAccount(t.ctx, admin, officer.accountId);
    expect((await enter()).session.stage).toBe('full');
    expect((await actions()).filter((action) => action !== 'identity.sign-in-failed')).toEqual([
      'identity.lock',
      'identity.unlock',
      'identity.sign-in',
    ]);
  });

  it('guessing in parallel gains nothing: after the lock even the right password is refused', async () => {
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => enter('doan mo doan mo')));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    await expect(enter()).rejects.toMatchObject({ code: 'locked' });
  });

  it('over many names from one address silence the address, but not those who are known there', async () => {
    await enter(TEST_PASSWORD, officer.username, '198.51.100.9');
    for (let i = 0; i < 63; i += 1) {
      await expect(enter('sai', `ai.do${i}`, '198.51.100.9')).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
    await expect(enter('sai', 'ai.do', '198.51.100.9')).rejects.toMatchObject({ code: 'rate-limited' });
    const newcomer = await makeStaff(t.ctx, centreId, ['officer']);
    await expect(enter(TEST_PASSWORD, newcomer.username, '198.51.100.9')).rejects.toMatchObject({
      code: 'rate-limited',
    });
    expect((await enter(TEST_PASSWORD, officer.username, '198.51.100.9')).session.stage).toBe('full');
    expect((await enter(TEST_PASSWORD, newcomer.username, '198.51.100.10')).session.stage).toBe('full');
  });
});

describe('a session ends', () => {
  it('after four idle hours, but not while it is used', async () => {
    const { token } = await enter();
    t.clock.tick({ hours: 3 });
    expect(await actorOfSession(t.ctx, token)).toBeDefined();
    t.clock.tick({ hours: 3 });
    expect(await actorOfSession(t.ctx, token)).toBeDefined();
    t.clock.tick({ hours: 4 });
    expect(await actorOfSession(t.ctx, token)).toBeUndefined();
  });

  it('after twelve hours however busy', async () => {
    const { token } = await enter();
    for (let i = 0; i < 11; i += 1) {
      t.clock.tick({ hours: 1 });
      expect(await actorOfSession(t.ctx, token)).toBeDefined();
    }
    t.clock.tick({ hours: 1 });
    expect(await actorOfSession(t.ctx, token)).toBeUndefined();
  });

  it('when the person signs out, at once and for good', async () => {
    const { token } = await enter();
    await signOut(t.ctx, token);
    await signOut(t.ctx, token);
    expect(await actorOfSession(t.ctx, token)).toBeUndefined();
    expect(await actions()).toEqual(['identity.sign-in', 'identity.sign-out']);
  });

  it('when the account is deactivated; and nobody signs in to it again', async () => {
    const { token } = await enter();
    const { token: bearer } = await createApiToken(t.ctx, officer, 'máy quét', 30);
    await setAccountActive(t.ctx, admin, officer.accountId, false);
    expect(await actorOfSession(t.ctx, token)).toBeUndefined();
    expect(await actorOfBearer(t.ctx, bearer)).toBeUndefined();
    await expect(enter()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('when its owner ends it from another browser; the own one stays', async () => {
    const lost = await enter();
    const here = await enter();
    await endOwnSession(t.ctx, officer, lost.session.id);
    expect(await actorOfSession(t.ctx, lost.token)).toBeUndefined();
    const own = await getOwnAccount(t.ctx, officer, here.token);
    expect(own.sessions.map((session) => session.id)).toEqual([here.session.id]);
    expect(own.currentSessionId).toBe(here.session.id);
  });

  it('not by somebody else: a session of another person is left alone', async () => {
    const { token, session } = await enter();
    await endOwnSession(t.ctx, admin, session.id);
    expect(await actorOfSession(t.ctx, token)).toBeDefined();
  });

  it('a token cannot be moved to another centre', async () => {
    const other = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
    const { token } = await enter();
    const foreign = Buffer.from(other.replaceAll('-', ''), 'hex').toString('base64url');
    expect(await actorOfSession(t.ctx, `${foreign}.${token.split('.')[1]}`)).toBeUndefined();
  });
});

describe('passwords', () => {
  it('change: other sessions and tokens end, the own stays, the old password is void', async () => {
    const other = await enter();
    const here = await enter();
    await changePassword(
      t.ctx,
      officer,
      { current: TEST_PASSWORD, password: NEW_PASSWORD, repeat: NEW_PASSWORD },
      from(),
      here.session.id,
    );
    expect(await actorOfSession(t.ctx, other.token)).toBeUndefined();
    expect(await actorOfSession(t.ctx, here.token)).toBeDefined();
    await expect(enter()).rejects.toThrow();
    expect((await enter(NEW_PASSWORD)).session.stage).toBe('full');
  });

  it.each([
    ['a wrong current password', { current: 'sai', password: NEW_PASSWORD }, 'current'],
    ['a weak one', { current: TEST_PASSWORD, password: 'ngan' }, 'password'],
    ['the same again', { current: TEST_PASSWORD, password: TEST_PASSWORD }, 'password'],
  ])('%s is refused and nothing changes', async (_name, input, path) => {
    await expect(
      changePassword(t.ctx, officer, { ...input, repeat: input.password }, from(), undefined),
    ).rejects.toMatchObject({ code: 'validation', details: { fields: [{ path }] } });
    expect((await enter()).session.stage).toBe('full');
  });

  it('reset: a one-time password that lets in only to replace it', async () => {
    const before = await enter();
    const { password = '' } = await resetPassword(t.ctx, admin, officer.accountId, false);
    expect(await actorOfSession(t.ctx, before.token)).toBeUndefined();
    const half = await enter(password);
    expect(half.session.stage).toBe('new-password');
    expect(await actorOfSession(t.ctx, half.token)).toBeUndefined();
    const whole = await replaceOneTimePassword(
      t.ctx,
      half.token,
      { password: NEW_PASSWORD, repeat: NEW_PASSWORD },
      from(),
    );
    expect(await actorOfSession(t.ctx, whole.token)).toBeDefined();
    expect(await actorOfSession(t.ctx, half.token)).toBeUndefined();
    await expect(
      replaceOneTimePassword(
        t.ctx,
        half.token,
        { password: `${NEW_PASSWORD}2`, repeat: `${NEW_PASSWORD}2` },
        from(),
      ),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('bearer tokens', () => {
  it('stand for the account until they end or are revoked', async () => {
    const { token, row } = await createApiToken(t.ctx, officer, 'phần mềm in', 1);
    expect(await actorOfBearer(t.ctx, token)).toMatchObject({ accountId: officer.accountId });
    expect(await actorOfSession(t.ctx, token)).toBeUndefined();
    await revokeOwnToken(t.ctx, officer, row.id);
    expect(await actorOfBearer(t.ctx, token)).toBeUndefined();
    const second = await createApiToken(t.ctx, officer, 'phần mềm in', 1);
    t.clock.tick({ hours: 24 });
    expect(await actorOfBearer(t.ctx, second.token)).toBeUndefined();
  });
});

describe('500 officers behind one address', () => {
  it('sign in within a minute without a refusal', async () => {
    const few = await Promise.all(Array.from({ length: 8 }, () => makeStaff(t.ctx, centreId, ['officer'])));
    const results = await Promise.allSettled(
      Array.from({ length: 120 }, (_, i) =>
        enter(TEST_PASSWORD, few[i % few.length]?.username ?? '', '192.0.2.1'),
      ),
    );
    expect(results.filter((result) => result.status === 'rejected')).toEqual([]);
    expect(await count('sign_in_log')).toBe(120);
  });
});
