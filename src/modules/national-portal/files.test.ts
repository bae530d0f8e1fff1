import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { rateDossier } from '#modules/feedback/testing.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { SAMPLE_PDF } from '#simulators/national-portal/filed.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { fileSigner } from './commands/file-address.ts';
import { handFile, mayFetch } from './commands/hand-file.ts';
import { saveSettings } from './commands/save-settings.ts';
import { keepPost } from './commands/take-arrival.ts';
import { tellRatings } from './commands/tell-ratings.ts';
import { verifyExchanges } from './commands/verify.ts';
import { PortalDossier, SettingsInput } from './schema.ts';

/** Files that the portal fetches, accounts that it is asked for, satisfaction that it is told. */
const t = await testApp({ example: true, now: '2026-05-11T08:00:00+07:00' });
let commune: TestCommune;
let portal: SimulatedPortal;
let system: Actor;
let admin: StaffActor;

async function connectTo(change: object = {}): Promise<void> {
  const input = SettingsInput.parse({
    requestId: newId(),
    mode: 'adapter',
    base: portal.url,
    madonvi: 'H56.999',
    username: 'vi-du',
    secret: 'mat-khau',
    timeoutSeconds: '5',
    callers: '10.20.0.0/16\n2001:db8::1',
    days: '3',
    ...change,
  });
  await saveSettings(t.ctx, admin, input);
}

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'national-portal');
  admin = { ...commune.person('quantri'), roles: ['administrator'] };
  portal = await startPortal({ username: 'vi-du', password: 'mat-khau', madonvi: 'H56.999' });
  await connectTo();
});
afterAll(() => portal.stop());

async function received(): Promise<{
  readonly number: string;
  readonly url: string;
  readonly fileId: string;
}> {
  const file = await uploadFile(t.ctx, commune.person('tiepnhan1'), {
    bytes: Buffer.from(SAMPLE_PDF),
    name: 'Tờ khai của ông Ví Dụ.pdf',
    purpose: 'component',
    requestId: newId(),
  });
  const intake = await commune.intake('1.001193');
  const [first, ...more] = intake.papers;
  if (first === undefined) {
    throw new Error('the procedure names papers');
  }
  const papers = [{ ...first, satisfied: { how: 'uploaded' as const }, files: [file.id] }, ...more];
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: { ...intake, papers },
  });
  await t.runJobs();
  const number = dossier.number ?? '';
  const held = PortalDossier.parse(portal.memory.held.get(number)?.dossier);
  return { number, fileId: file.id, url: held.TaiLieuNop[0]?.DuongDanTaiTepTin ?? '' };
}

const pathOf = (url: string) => url.replace('http://localhost:8080', '');
const ask = (url: string, remoteAddress: string) =>
  t.as(undefined, { method: 'GET', url: pathOf(url), remoteAddress });
const visits = async (number: string) =>
  (
    await t.owner.query<{ outcome: string; caller: string }>(
      'select outcome, caller from portal_file_fetches where number = $1 order by at, id',
      [number],
    )
  ).rows;

describe('files are handed over', () => {
  it('to a named machine with the address that went with the dossier; every visit is kept and stands on the page', async () => {
    const { number, url } = await received();
    expect(url).toMatch(/^http:\/\/localhost:8080\/api\/v1\/portal\/files\//);
    const answer = await ask(url, '10.20.3.4');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(SAMPLE_PDF);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    expect((await ask(url, '10.21.0.1')).statusCode).toBe(403);
    t.clock.tick({ hours: 72, seconds: 1 });
    expect((await ask(url, '10.20.3.4')).statusCode).toBe(410);
    expect(await visits(number)).toEqual([
      { outcome: 'given', caller: '10.20.3.4' },
      { outcome: 'stranger', caller: '10.21.0.1' },
      { outcome: 'expired', caller: '10.20.3.4' },
    ]);
    const page = await t.as(commune.person('tiepnhan1'), {
      method: 'GET',
      url: `/can-bo/cong-dvcqg/ho-so/${number}`,
    });
    expect(page.body).toContain('không giao: máy lạ');
    const { rows } = await t.owner.query<{ request: unknown }>(
      "select request from portal_exchanges where number = $1 and service = 'DongBoHoSoMC'",
      [number],
    );
    // What makes an address good is not kept where people read.
    expect(JSON.stringify(rows)).toContain('/api/v1/portal/files/');
    expect(JSON.stringify(rows)).not.toContain('ky=');
  });

  it.each([
    ['another file', (url: string) => url.replace(/files\/([^/]+)\/[^?]+/, `files/$1/${newId()}`)],
    ['another centre', (url: string) => url.replace(/files\/[^/]+/, `files/${newId()}`)],
    ['a longer time', (url: string) => url.replace(/den=\d+/, 'den=4102444800')],
    ['another dossier', (url: string) => url.replace(/ho-so=[^&]+/, 'ho-so=H56-1')],
    ['no signature', (url: string) => url.replace(/&ky=.*/, '')],
    ['half a signature', (url: string) => url.slice(0, -8)],
  ])('an address that was changed to %s is not one of ours, and nothing is kept', async (_, change) => {
    const { number, url } = await received();
    expect((await ask(change(url), '10.20.3.4')).statusCode).toBe(404);
    expect(await visits(number)).toEqual([]);
  });

  it('a file that is gone', async () => {
    const grant = { centreId: commune.centreId, fileId: newId(), number: 'H56.999-1', until: 4_102_444_800 };
    const address = (await fileSigner(t.ctx)).address(grant);
    expect((await ask(address, '10.20.3.4')).statusCode).toBe(404);
    expect(await visits('H56.999-1')).toEqual([{ outcome: 'gone', caller: '10.20.3.4' }]);
  });

  it('while nobody is named no address leaves, and those that left are good for nobody', async () => {
    const before = await received();
    await connectTo({ callers: '' });
    expect((await received()).url).toBe('');
    expect((await ask(before.url, '10.20.3.4')).statusCode).toBe(403);
    await connectTo();
  });

  it.each([
    ['10.20.255.255', true],
    ['::ffff:10.20.0.1', true],
    ['10.21.0.1', false],
    ['2001:db8::1', true],
    ['2001:db8::2', false],
  ])('%s may fetch: %s', (address, may) => {
    expect(mayFetch(['10.20.0.0/16', '2001:db8::1'], address)).toBe(may);
    expect(mayFetch([], address)).toBe(false);
  });

  it('a list of callers that is wrong is refused with the line', async () => {
    const answer = await t.as(admin, {
      method: 'POST',
      url: '/can-bo/quan-tri/cong-dvcqg',
      payload: new URLSearchParams({ requestId: newId(), mode: 'off', callers: 'máy chủ tỉnh' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('10.20.0.0/16');
    expect(answer.body).toContain('máy chủ tỉnh');
  });
});

describe('the account of a filed dossier (TraCuuTechID)', () => {
  const file = (number: string, change: Readonly<Record<string, unknown>>) =>
    portal.box.file(portal.url, { number, procedureCode: '1.001193', papers: [], change });

  async function received(number: string): Promise<void> {
    await t.runJobs();
    const { rows } = await t.owner.query<{ dossier_id: string }>(
      'select dossier_id from portal_inbox where national_number = $1',
      [number],
    );
    const id = rows[0]?.dossier_id ?? '';
    const { papers } = await commune.intake('1.001193');
    await commune.act(
      'tiepnhan1',
      { id },
      {
        type: 'receive',
        intake: await commune.intake('1.001193', { papers, channel: 'online', outsideRef: number }),
      },
    );
    await commune.act('tiepnhan1', { id }, { type: 'withdraw', reason: 'Công dân xin rút' });
    await t.runJobs();
  }

  it('is asked for once when the filing came without it, and goes with each state', async () => {
    await keepPost(t.ctx, system, file('G22.99-260511-0001', { MaDoiTuong: '' }));
    await received('G22.99-260511-0001');
    const states = portal.box.filed.get('G22.99-260511-0001')?.states ?? [];
    expect(states.map(({ TrangThai, MaDoiTuong }) => [TrangThai, MaDoiTuong])).toEqual([
      ['2', 'tech-G22.99-260511-0001'],
      ['7', 'tech-G22.99-260511-0001'],
    ]);
    expect(portal.calls['TraCuuTechID']).toBe(1);
    const { rows } = await t.owner.query<{ request: unknown }>(
      "select request from portal_exchanges where service = 'TraCuuTechID'",
    );
    expect(JSON.stringify(rows)).not.toContain('038000000011');
  });

  it('unknown to the portal: the states go without it', async () => {
    const post = file('G22.99-260511-0002', { MaDoiTuong: '', SoGiayToChuHoSo: '038000000099' });
    // The portal forgets whose it is.
    file('G22.99-260511-0002', { MaDoiTuong: '', SoGiayToChuHoSo: '' });
    await keepPost(t.ctx, system, post);
    await received('G22.99-260511-0002');
    expect(portal.box.filed.get('G22.99-260511-0002')).toMatchObject({
      statuses: ['1', '2', '7'],
      states: [{ MaDoiTuong: '' }, { MaDoiTuong: '' }],
    });
  });
});

describe('satisfaction of the month (DongBoDanhGia)', () => {
  const rate = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const about = { id: newId(), procedure: { code: '1.001193', fieldGroup: 'Hộ tịch' } };
      await rateDossier(t.ctx, commune, about, n % 5 === 0 ? 1 : 3);
    }
  };

  it('is told once a month, of enough ratings only, tried again where it failed, and only where the centre wants it', async () => {
    t.clock.set('2027-03-10T08:00:00+07:00');
    await rate(4);
    t.clock.set('2027-04-01T01:00:00+07:00');
    expect(await tellRatings(t.ctx, system)).toBeNull();
    await connectTo({ ratings: 'yes' });
    expect(await tellRatings(t.ctx, system)).toMatchObject({ month: '2027-03', outcome: 'few' });
    expect(portal.ratings.size).toBe(0);

    t.clock.set('2027-04-20T08:00:00+07:00');
    await rate(10);
    t.clock.set('2027-05-01T01:00:00+07:00');
    portal.switches.dead = true;
    expect(await tellRatings(t.ctx, system)).toMatchObject({ month: '2027-04', outcome: 'failed' });
    portal.switches.dead = false;
    expect(await tellRatings(t.ctx, system)).toMatchObject({ outcome: 'sent' });
    expect(await tellRatings(t.ctx, system)).toBeNull();
    expect([...portal.ratings.keys()][0]).toBe('4-2027  Mức độ hài lòng chung');
    expect(portal.ratings.get('4-2027  Mức độ hài lòng chung')).toMatchObject({
      TongSoNguoiDanhGia: '10',
      PhanTramDanhGiaRatHaiLong: '80%',
      PhanTramDanhGiaChuaHaiLong: '20%',
      Madonvi: 'H56.999',
    });
    expect([...portal.ratings.values()].some((row) => JSON.stringify(row).includes('1.001193'))).toBe(true);
    const page = await t.as(admin, { method: 'GET', url: '/can-bo/cong-dvcqg' });
    expect(page.body).toContain('tháng 4/2027: đã gửi lúc');
    expect(await verifyExchanges(t.ctx)).toEqual([]);
  });
});

describe('rights', () => {
  it('staff and devices do not come for files by address, nor tell satisfaction; nothing is written', async () => {
    const everything = async () =>
      (
        await t.owner.query(
          'select (select count(*) from portal_file_fetches) as visits, (select count(*) from portal_ratings) as ratings, (select count(*) from audit_entries) as audit',
        )
      ).rows[0];
    const before = await everything();
    const staff = ROLES.map((role): Actor => ({ ...commune.person('tiepnhan1'), roles: [role] }));
    const device: Actor = { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'kiosk' };
    const citizen: Actor = { kind: 'public', centreId: commune.centreId };
    const grant = { centreId: commune.centreId, fileId: newId(), number: 'x', until: 4_102_444_800 };
    const forbidden = (error: unknown) => isProblem(error, 'forbidden');
    for (const actor of [...staff, device]) {
      await expect(handFile(t.ctx, actor, grant, 'x', '10.20.0.1')).rejects.toSatisfy(forbidden);
    }
    for (const actor of [...staff, device, citizen]) {
      await expect(tellRatings(t.ctx, actor)).rejects.toSatisfy(forbidden);
    }
    // Another centre's signature is not this one's.
    const stranger: Actor = { kind: 'public', centreId: newId() };
    const signature = new URL((await fileSigner(t.ctx)).address(grant)).searchParams.get('ky') ?? '';
    expect(await handFile(t.ctx, stranger, grant, signature, '10.20.0.1')).toEqual({ kind: 'unknown' });
    expect(await everything()).toEqual(before);
  });
});
