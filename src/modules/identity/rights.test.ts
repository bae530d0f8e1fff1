import { beforeAll, describe, expect, it } from 'vitest';
import { saveCounter } from '#modules/agencies/commands/save-counter.ts';
import { saveUnit } from '#modules/agencies/commands/save-unit.ts';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import {
  changeAccount,
  createAccount,
  resetPassword,
  revokeAllSessions,
  setAccountActive,
  unlockAccount,
} from './commands/accounts.ts';
import { enrolDevice, revokeDeviceEnrolment } from './commands/devices.ts';
import { getAccount, listAccounts, listDevices } from './queries.ts';
import { makeStaff } from './testing.ts';

let t: TestContext;
let centreId: string;
let otherCentreId: string;
let target: StaffActor;

beforeAll(async () => {
  t = await testContext({ modules: [] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  otherCentreId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  target = await makeStaff(t.ctx, centreId, ['officer']);
  await makeStaff(t.ctx, centreId, ['administrator']);
});

/** Every row of every table of this slice, as text: equal before and after means that nothing was written. */
async function state(): Promise<string> {
  const parts: string[] = [];
  for (const table of [
    'agencies',
    'counters',
    'accounts',
    'usernames',
    'sessions',
    'device_enrolments',
    'audit_heads',
  ]) {
    const { rows } = await t.owner.query(
      `SELECT md5(string_agg(x::text, '|' ORDER BY x::text)) AS sum FROM ${table} x`,
    );
    parts.push(JSON.stringify(rows));
  }
  return parts.join('\n');
}

const profile = (id: string) => ({
  id,
  displayName: 'Đổi Tên',
  position: '',
  unitId: centreId,
  roles: [...ROLES],
});

const COMMANDS: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
  createAccount: (actor) =>
    createAccount(t.ctx, actor, {
      requestId: newRequestId(),
      username: `moi.${newId().slice(-12)}`,
      displayName: 'Người Mới',
      position: '',
      unitId: actor.centreId,
      roles: ['officer'],
    }),
  changeAccount: (actor) => changeAccount(t.ctx, actor, profile(target.accountId)),
  setAccountActive: (actor) => setAccountActive(t.ctx, actor, target.accountId, false),
  unlockAccount: (actor) => unlockAccount(t.ctx, actor, target.accountId),
  resetPassword: (actor) => resetPassword(t.ctx, actor, target.accountId, true),
  revokeAllSessions: (actor) => revokeAllSessions(t.ctx, actor, target.accountId),
  enrolDevice: (actor) => enrolDevice(t.ctx, actor, { purpose: 'kiosk', name: 'Ki-ốt' }),
  revokeDevice: (actor) => revokeDeviceEnrolment(t.ctx, actor, newId()),
  saveUnit: (actor) =>
    saveUnit(t.ctx, actor, {
      code: `p-${newId().slice(-8)}`,
      name: 'Phòng',
      shortName: 'Phòng',
      active: true,
    }),
  saveCounter: (actor) =>
    saveCounter(t.ctx, actor, { number: 77, name: 'Quầy', priority: false, active: true }),
};

const staff = (role: StaffActor['roles'][number], centre: string): StaffActor => ({
  kind: 'staff',
  accountId: newId(),
  centreId: centre,
  unitId: newId(),
  roles: [role],
  displayName: 'Người Thử',
  position: '',
});

const STRANGERS: readonly ((centre: string) => Actor)[] = [
  (centre) => ({ kind: 'public', centreId: centre }),
  (centre) => ({ kind: 'device', centreId: centre, deviceId: newId(), purpose: 'kiosk' }),
  (centre) => ({ kind: 'device', centreId: centre, deviceId: newId(), purpose: 'board' }),
  ...ROLES.filter((role) => role !== 'administrator').map((role) => (centre: string) => staff(role, centre)),
];

describe('who is not administrator changes nothing', () => {
  for (const [name, run] of Object.entries(COMMANDS)) {
    it(`${name}: refused for every other role, device and the public; nothing is written`, async () => {
      for (const make of STRANGERS) {
        const actor = make(centreId);
        if (name === 'saveCounter' && actor.kind === 'staff' && actor.roles.includes('centre-director')) {
          continue;
        }
        const before = await state();
        await expect(run(actor), JSON.stringify(actor)).rejects.toMatchObject({ code: 'forbidden' });
        expect(await state()).toBe(before);
      }
    });
  }

  it('the director may change counters (NĐ 118/2025 Điều 9), not units', async () => {
    const director = staff('centre-director', centreId);
    await expect(COMMANDS['saveCounter']?.(director)).resolves.toMatchObject({ number: 77 });
    await expect(COMMANDS['saveUnit']?.(director)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('reading accounts is for administrator and auditor, devices for the administrator', async () => {
    for (const role of ROLES) {
      const actor = staff(role, centreId);
      const mayList = role === 'administrator' || role === 'auditor';
      const list = listAccounts(t.ctx, actor).then(
        () => 'shown',
        (error: unknown) => error,
      );
      expect(await list).toEqual(mayList ? 'shown' : expect.objectContaining({ code: 'forbidden' }));
      const devices = listDevices(t.ctx, actor).then(
        () => 'shown',
        (error: unknown) => error,
      );
      expect(await devices).toEqual(
        role === 'administrator' ? 'shown' : expect.objectContaining({ code: 'forbidden' }),
      );
    }
  });
});

describe('an administrator of another commune', () => {
  const foreign = () => staff('administrator', otherCentreId);

  it.each(['changeAccount', 'setAccountActive', 'unlockAccount', 'resetPassword', 'revokeAllSessions'])(
    '%s does not even find the account; nothing is written',
    async (name) => {
      const before = await state();
      await expect(COMMANDS[name]?.(foreign())).rejects.toMatchObject({ code: 'not-found' });
      expect(await state()).toBe(before);
    },
  );

  it('cannot read it', async () => {
    await expect(getAccount(t.ctx, foreign(), target.accountId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listAccounts(t.ctx, foreign())).toEqual([]);
  });

  it('cannot take a unit of this commune, or change it', async () => {
    const unit = await saveUnit(t.ctx, systemActor(centreId, 'test'), {
      code: 'phong-x',
      name: 'Phòng X',
      shortName: 'X',
      active: true,
    });
    const before = await state();
    await expect(
      createAccount(t.ctx, foreign(), {
        requestId: newRequestId(),
        username: 'len.lut',
        displayName: 'Len Lút',
        position: '',
        unitId: unit.id,
        roles: ['officer'],
      }),
    ).rejects.toMatchObject({ code: 'validation' });
    await expect(
      saveUnit(t.ctx, foreign(), {
        id: unit.id,
        code: 'phong-x',
        name: 'Chiếm',
        shortName: 'C',
        active: false,
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await state()).toBe(before);
  });
});

describe('the administrator', () => {
  const admin = () => staff('administrator', centreId);

  it('creates an account once for a request, however often it is sent', async () => {
    const requestId = newRequestId();
    const input = {
      requestId,
      username: 'mot.lan',
      displayName: 'Một Lần',
      position: '',
      unitId: centreId,
      roles: ['officer' as const],
    };
    const first = await createAccount(t.ctx, admin(), input);
    const again = await createAccount(t.ctx, admin(), input);
    expect(again.account.id).toBe(first.account.id);
    expect(first.password).toMatch(/^[a-z0-9-]{14}$/);
    expect(again.password).toBeUndefined();
  });

  it('learns that a name is taken, also by another commune', async () => {
    await makeStaff(t.ctx, otherCentreId, ['officer'], { username: 'trung.ten' });
    const before = await state();
    await expect(
      createAccount(t.ctx, admin(), {
        requestId: newRequestId(),
        username: 'trung.ten',
        displayName: 'Trùng',
        position: '',
        unitId: centreId,
        roles: ['officer'],
      }),
    ).rejects.toMatchObject({ code: 'validation', details: { fields: [{ path: 'username' }] } });
    expect(await state()).toBe(before);
  });

  it('cannot remove the last administrator, by deactivating or by roles', async () => {
    const [only] = (await listAccounts(t.ctx, admin())).filter((account) =>
      account.roles.includes('administrator'),
    );
    const id = only?.id ?? '';
    await expect(setAccountActive(t.ctx, admin(), id, false)).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeAccount(t.ctx, admin(), { ...profile(id), roles: ['officer'] })).rejects.toMatchObject(
      { code: 'conflict' },
    );
  });

  it('of two who remove each other at once, one stays', async () => {
    const a = await makeStaff(t.ctx, otherCentreId, ['administrator']);
    const b = await makeStaff(t.ctx, otherCentreId, ['administrator']);
    const results = await Promise.allSettled([
      setAccountActive(t.ctx, a, b.accountId, false),
      setAccountActive(t.ctx, b, a.accountId, false),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});
