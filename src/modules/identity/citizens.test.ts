import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { agenciesModule } from '#modules/agencies/index.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { auditModule } from '#modules/audit/index.ts';
import { type Actor, type DeviceActor, type PublicActor, ROLES, type StaffActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import type { OidcFault } from '#simulators/oidc/faults.ts';
import type { SimulatedProvider } from '#simulators/oidc/start.ts';
import { enrolDevice } from './commands/devices.ts';
import { beginKioskIdentity, phoneToken } from './commands/sign-on/kiosk.ts';
import { linkAccount, unlinkAccount } from './commands/sign-on/links.ts';
import { checkSignOn, saveSignOn } from './commands/sign-on/settings.ts';
import { identityModule } from './index.ts';
import {
  findKioskIdentity,
  findSignedInCitizen,
  listSignOnLinks,
  signOnOverview,
} from './queries/sign-on.ts';
import { SignOnSettingsInput } from './schema/sign-on.ts';
import { comeBack, connectProvider, cookieOf, goThere, openProvider, WAYS } from './testing/sign-on.ts';
import { makeStaff } from './testing.ts';

let t: TestApp;
let provider: SimulatedProvider;
let centreId: string;
let nobody: PublicActor;
let admin: StaffActor;
let kiosk: DeviceActor;

beforeAll(async () => {
  t = await testApp({ modules: [agenciesModule, auditModule, identityModule] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  nobody = { kind: 'public', centreId };
  admin = await makeStaff(t.ctx, centreId, ['administrator']);
  kiosk = (await enrolDevice(t.ctx, admin, { purpose: 'kiosk', name: 'Ki-ốt' })).device;
  provider = await openProvider();
  await connectProvider(t.ctx, centreId, 'citizen', provider, { timeoutSeconds: 1 });
});

async function rows(...tables: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) {
    const { rows: found } = await t.owner.query(
      `SELECT md5(string_agg(x::text, '|' ORDER BY x::text)) AS sum FROM ${table} x`,
    );
    parts.push(JSON.stringify(found));
  }
  return parts.join('\n');
}

async function signIn(user: string): Promise<string | undefined> {
  const answer = await comeBack(t, nobody, await goThere(t, nobody, 'citizen', user));
  return cookieOf(answer, 'cong_dan');
}

describe('a citizen', () => {
  it.each([
    ['cd-0001', { kind: 'person', idNumber: '038056000001', birthDate: '1956-03-01', assurance: 2 }, true],
    ['cd-0002', { kind: 'person', idNumber: '038090000002', assurance: 1 }, false],
    ['cd-0003', { kind: 'person', idNumber: '038085000003', assurance: 2 }, true],
    [
      'dn-0001',
      { kind: 'business', idNumber: null, taxCode: '2800000001', name: 'Công ty TNHH Ví Dụ' },
      true,
    ],
    ['tc-0001', { kind: 'organisation', idNumber: null, taxCode: null, techId: 'tc-0001' }, true],
  ] as const)('%s is known by what the account says, and no more', async (user, claims, assured) => {
    const found = await findSignedInCitizen(t.ctx, await signIn(user));
    expect(found).toMatchObject({ claims, assured, wanted: 2 });
    expect(Object.keys(found?.claims ?? {}).sort()).toEqual([
      'assurance',
      'birthDate',
      'idNumber',
      'kind',
      'name',
      'taxCode',
      'techId',
    ]);
  });

  it('has a short session of the own, which opens nothing of the officers', async () => {
    const token = (await signIn('cd-0001')) ?? '';
    const me = await t.as(undefined, { method: 'GET', url: '/api/v1/me', cookies: { session: token } });
    expect(me.statusCode).toBe(401);
    const { rows: stored } = await t.owner.query('select token_hash from citizen_sessions');
    expect(JSON.stringify(stored)).not.toContain(token.slice(23));
    t.clock.set(t.clock.now().add({ minutes: 14 }));
    expect(await findSignedInCitizen(t.ctx, token)).toBeDefined();
    t.clock.set(t.clock.now().add({ minutes: 16 }));
    expect(await findSignedInCitizen(t.ctx, token)).toBeUndefined();
  });

  it('signs out here and there', async () => {
    const way = await goThere(t, nobody, 'citizen', 'cd-0001');
    const token = cookieOf(await comeBack(t, nobody, way), 'cong_dan') ?? '';
    const cookies = { ...way.cookies, cong_dan: token };
    const out = await t.as(nobody, { method: 'POST', url: '/cong-dan/dang-xuat', cookies });
    expect(String(out.headers['refresh'])).toContain(provider.issuer);
    expect(await findSignedInCitizen(t.ctx, token)).toBeUndefined();
  });

  it.each<OidcFault>([
    'userinfo-500',
    'userinfo-other',
    'wrong-nonce',
    'foreign-key',
    'issuer-mix-up',
    'slow',
  ])('gets no session after %s', async (fault) => {
    const way = await goThere(t, nobody, 'citizen', 'cd-0001');
    const before = await rows('citizen_sessions', 'sessions');
    provider.faults.add(fault);
    const answer = await comeBack(t, nobody, way);
    provider.faults.clear();
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(cookieOf(answer, 'cong_dan')).toBeUndefined();
    expect(await rows('citizen_sessions', 'sessions')).toBe(before);
    await t.owner.query('delete from circuits');
  });
});

describe('at the kiosk', () => {
  const phonePath = (page: string) =>
    `${WAYS.citizen.start}?ki-ot=${encodeURIComponent(phoneToken(centreId, page).text)}`;

  it('the phone proves, the kiosk greets with initials for a minute, and then knows nothing', async () => {
    const page = await beginKioskIdentity(t.ctx, kiosk);
    const waiting = await findKioskIdentity(t.ctx, kiosk, page);
    expect(waiting).toMatchObject({ confirmedAt: null, greeting: null });
    const phone = await t.as(nobody, {
      method: 'GET',
      url: `/vneid/${phoneToken(centreId, page).text}`,
    });
    expect(phone.body).toContain(waiting?.code);
    const way = await goThere(t, nobody, 'citizen', 'cd-0001', phonePath(page));
    const answer = await comeBack(t, nobody, way);
    expect(answer.body).toContain('nhìn lên màn hình ki-ốt');
    expect(cookieOf(answer, 'cong_dan')).toBeUndefined();
    const found = await findKioskIdentity(t.ctx, kiosk, page);
    expect(found?.greeting).toBe('N. T. H. V. Dụ');
    expect(found?.birthDate?.toString()).toBe('1956-03-01');
    expect(await findKioskIdentity(t.ctx, { ...kiosk, deviceId: newId() }, page)).toBeUndefined();
    expect(await findKioskIdentity(t.ctx, kiosk, phoneToken(centreId, page).text)).toBeUndefined();
    t.clock.set(t.clock.now().add({ seconds: 61 }));
    expect(await findKioskIdentity(t.ctx, kiosk, page)).toBeUndefined();
  });

  it('too low a level, or a kiosk that waits no more, is not greeted', async () => {
    const page = await beginKioskIdentity(t.ctx, kiosk);
    const low = await goThere(t, nobody, 'citizen', 'cd-0002', phonePath(page));
    expect((await comeBack(t, nobody, low)).statusCode).toBe(401);
    const late = await goThere(t, nobody, 'citizen', 'cd-0001', phonePath(page));
    await beginKioskIdentity(t.ctx, kiosk);
    const before = await rows('kiosk_identities');
    expect((await comeBack(t, nobody, late)).statusCode).toBe(410);
    expect(await rows('kiosk_identities')).toBe(before);
    expect((await t.as(nobody, { method: 'GET', url: phonePath(page) })).statusCode).toBe(410);
  });
});

describe('rights', () => {
  const staff = (role: StaffActor['roles'][number]): StaffActor => ({
    kind: 'staff',
    accountId: newId(),
    centreId,
    unitId: centreId,
    roles: [role],
    displayName: 'Người Thử',
    position: '',
  });
  const others: readonly Actor[] = [
    { kind: 'public', centreId: '' },
    ...ROLES.filter((role) => role !== 'administrator').map(staff),
  ];
  const input = () =>
    SignOnSettingsInput.parse({ requestId: newRequestId(), audience: 'staff', mode: 'off' });
  const commands: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
    saveSignOn: (actor) => saveSignOn(t.ctx, actor, input()),
    checkSignOn: (actor) => checkSignOn(t.ctx, actor, 'citizen'),
    unlinkAccount: (actor) => unlinkAccount(t.ctx, actor, newId()),
    linkAccount: (actor) =>
      actor.kind === 'staff'
        ? linkAccount(t.ctx, actor, { accountId: admin.accountId, subject: 'x' })
        : unlinkAccount(t.ctx, actor, newId()),
  };

  it.each(Object.keys(commands))('%s is the administrator’s alone; nothing is written', async (name) => {
    for (const actor of [...others.map((other) => ({ ...other, centreId })), kiosk]) {
      const before = await rows('sso_connections', 'sso_links', 'circuits');
      await expect(commands[name]?.(actor), JSON.stringify(actor)).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await rows('sso_connections', 'sso_links', 'circuits')).toBe(before);
    }
  });

  it('the auditor sees connections and links; a kiosk alone begins to wait', async () => {
    for (const role of ROLES) {
      const may = role === 'administrator' || role === 'auditor';
      for (const read of [signOnOverview(t.ctx, staff(role), 'staff'), listSignOnLinks(t.ctx, staff(role))]) {
        const seen = await read.then(
          () => true,
          () => false,
        );
        expect(seen, role).toBe(may);
      }
      await expect(beginKioskIdentity(t.ctx, staff(role))).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(beginKioskIdentity(t.ctx, nobody)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(beginKioskIdentity(t.ctx, { ...kiosk, purpose: 'board' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('linking begins only for who is signed in', async () => {
    const before = await rows('sso_requests');
    const answer = await t.as(nobody, { method: 'GET', url: '/can-bo/tai-khoan/lien-ket/bat-dau' });
    expect(answer.statusCode).toBe(403);
    expect(await rows('sso_requests')).toBe(before);
  });
});
