import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { type Filing, handOver } from '#simulators/national-portal/filed.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { admitArrivals } from './commands/admit-arrival.ts';
import { deliver } from './commands/deliver.ts';
import { saveInboxSettings } from './commands/save-inbox-settings.ts';
import { saveSettings } from './commands/save-settings.ts';
import { dismissArrival, releaseArrival } from './commands/settle-arrival.ts';
import { keepPost } from './commands/take-arrival.ts';
import { askRelay, wakeArrivals } from './commands/watch-arrivals.ts';
import { SettingsInput } from './schema.ts';
import { InboxSettingsInput } from './schema-inbox.ts';

const SECRET = 'khoa-bi-mat-vi-du-dai';
/** Monday morning, before the office opens at 7:00 in the example. */
const t = await testApp({ example: true, now: '2026-05-11T08:00:00+07:00' });
let commune: TestCommune;
let portal: SimulatedPortal;
let system: Actor;
let admin: StaffActor;
let url: string;
let papers: readonly string[];
let counter = 0;

async function open(auth: 'key' | 'hmac', origins: readonly string[]): Promise<void> {
  const input = InboxSettingsInput.parse({
    requestId: newId(),
    auth,
    secret: SECRET,
    origins: origins.join('\n'),
    ownNetwork: 'yes',
    waitingPath: '/KetNoiMotCuaQuocGia/HoSoChoTiepNhan',
    acknowledgePath: '/KetNoiMotCuaQuocGia/XacNhanHoSo',
  });
  await saveInboxSettings(t.ctx, admin, input);
}

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'national-portal');
  admin = { ...commune.person('quantri'), roles: ['administrator'] };
  portal = await startPortal({ seed: 5 });
  url = `${await t.app.listen({ port: 0, host: '127.0.0.1' })}/api/v1/portal/dossiers`;
  papers = (await commune.intake('1.001193')).papers.map(({ key }) => key);
  await saveSettings(
    t.ctx,
    admin,
    SettingsInput.parse({ requestId: newId(), mode: 'relay', base: portal.url, timeoutSeconds: '2' }),
  );
});
beforeEach(() => open('key', [portal.url]));
afterAll(() => portal.stop());

const target = (change: object = {}) => ({
  url,
  secret: SECRET,
  auth: 'key' as const,
  now: () => t.clock.now().epochMilliseconds / 1000,
  ...change,
});

function filing(change: Partial<Filing> = {}): object {
  counter += 1;
  return portal.box.file(portal.url, {
    number: `G22.99-260511-${String(counter).padStart(4, '0')}`,
    procedureCode: '1.001193',
    papers: papers.map((key) => ({ key, kind: 'pdf' })),
    ...change,
  });
}

const numberNow = () => `G22.99-260511-${String(counter).padStart(4, '0')}`;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly why: string | null;
  readonly dossier_id: string | null;
  readonly answered_at: unknown;
  readonly escalated: number;
}

async function rowsOf(number: string): Promise<readonly Row[]> {
  const { rows } = await t.owner.query<Row>(
    'select id, state, why, dossier_id, answered_at, escalated from portal_inbox where national_number = $1 order by version',
    [number],
  );
  return rows;
}

async function dossierOf(number: string) {
  const [row] = await rowsOf(number);
  return readOnly(t.ctx, system, (tx) => findDossierIn(tx, { id: row?.dossier_id ?? newId() }));
}

async function everything(): Promise<unknown> {
  return (
    await t.owner.query(`select (select count(*) from portal_inbox) as inbox, (select count(*) from portal_inbox_files) as files,
      (select count(*) from dossiers) as dossiers, (select count(*) from audit_entries) as audit, (select count(*) from portal_assists) as assists,
      (select version from portal_inbox_settings) as settings, (select count(*) from portal_inbox where opened_at is not null) as opened`)
  ).rows[0];
}

describe('a filed dossier arrives', () => {
  it('is kept before it is acknowledged, becomes a dossier of status 1 with its files, and is answered within 8 working hours of its arrival', async () => {
    const post = filing();
    expect(await handOver(target(), post)).toEqual({
      status: 200,
      body: { error_code: '0', message: `Tiếp nhận hồ sơ ${numberNow()} thành công` },
    });
    const [kept] = await rowsOf(numberNow());
    expect(kept).toMatchObject({ state: 'kept', dossier_id: null });
    t.clock.tick({ minutes: 40 });
    await t.runJobs();
    const dossier = await dossierOf(numberNow());
    expect(dossier).toMatchObject({
      status: 1,
      number: null,
      channel: 'online',
      outsideRef: numberNow(),
      parties: {
        applicant: { name: 'Nguyễn Thị Ví Dụ', idNumber: '038000000011', idKind: 'personal-id' },
      },
    });
    // From the arrival on Monday 08:00, not from when the files were there: lunch and night are no office hours.
    expect(dossier?.respondBy?.toString()).toBe('2026-05-12T01:00:00Z');
    expect(dossier?.papers.filter(({ files }) => files.length > 0)).toHaveLength(papers.length);
    expect(dossier?.papers.every(({ satisfied }) => satisfied?.how === 'uploaded')).toBe(true);
  });

  it('posted by 20 at once it is one: 0 once, 1 for the others', async () => {
    const post = filing();
    const answers = await Promise.all(Array.from({ length: 20 }, () => handOver(target(), post)));
    const codes = answers.map(({ body }) => (body as { error_code: string }).error_code).sort();
    expect(codes).toEqual(['0', ...Array.from({ length: 19 }, () => '1')]);
    await Promise.all(Array.from({ length: 4 }, () => admitArrivals(t.ctx, system, numberNow())));
    await t.runJobs();
    expect(await rowsOf(numberNow())).toHaveLength(1);
    const { rows } = await t.owner.query(
      "select count(*)::int as n from dossier_events where data->>'outsideRef' = $1",
      [numberNow()],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('filed again without isUpdating is known, whatever it says; an update is a version of its own, once', async () => {
    const number = (filing() as { data: { MaHoSo: string } }).data.MaHoSo;
    const same = { number, procedureCode: '1.001193', papers: [] };
    const code = async (change: Partial<Filing>) =>
      (await handOver(target(), portal.box.file(portal.url, { ...same, ...change }))).body;
    expect(await code({})).toMatchObject({ error_code: '0' });
    expect(await code({ content: 'Nội dung khác' })).toMatchObject({ error_code: '1' });
    expect(await code({ updating: true, content: 'Sửa nội dung' })).toMatchObject({ error_code: '0' });
    expect(await code({ updating: true, content: 'Sửa nội dung' })).toMatchObject({ error_code: '1' });
    await t.runJobs();
    expect((await rowsOf(number)).map(({ state }) => state)).toEqual(['admitted', 'admitted']);
    expect((await dossierOf(number))?.content).toBe('Sửa nội dung');
  });

  it('comes through a relay that is asked: acknowledged after it is kept, then gone from there', async () => {
    const post = filing();
    portal.box.leave(numberNow(), post);
    expect(await askRelay(t.ctx, system)).toMatchObject([[numberNow(), { error_code: '0' }]]);
    expect(portal.box.waiting().result).toEqual([]);
    portal.box.leave(numberNow(), post);
    expect(await askRelay(t.ctx, system)).toMatchObject([[numberNow(), { error_code: '1' }]]);
    await t.runJobs();
  });

  it('is not acknowledged while its commit fails, neither posted nor asked for; others are; later it is taken', async () => {
    const lost = filing();
    const number = numberNow();
    await t.owner.query(`create function refuse_commit() returns trigger language plpgsql as $$
      begin if new.national_number = '${number}' then raise exception 'không ghi được'; end if; return null; end $$`);
    await t.owner.query(`create constraint trigger refuse_commit after insert on portal_inbox
      deferrable initially deferred for each row execute function refuse_commit()`);
    expect(await handOver(target(), lost)).toMatchObject({ status: 500 });
    portal.box.leave(number, lost);
    const other = filing();
    portal.box.leave(numberNow(), other);
    expect(await askRelay(t.ctx, system)).toMatchObject([[numberNow(), { error_code: '0' }]]);
    expect(portal.box.waiting().result).toEqual([lost]);
    expect(await rowsOf(number)).toEqual([]);
    await t.owner.query('drop function refuse_commit() cascade');
    expect(await askRelay(t.ctx, system)).toMatchObject([[number, { error_code: '0' }]]);
    expect(portal.box.waiting().result).toEqual([]);
    await t.runJobs();
    expect(await rowsOf(number)).toMatchObject([{ state: 'admitted' }]);
  });

  it('killed after the acknowledgement: the round of the next minute takes it in', async () => {
    await keepPost(t.ctx, system, filing());
    await t.owner.query("delete from graphile_worker._private_jobs where key like 'portal-in %'");
    expect(await wakeArrivals(t.ctx, system)).toContain(numberNow());
    await t.runJobs();
    expect(await dossierOf(numberNow())).toMatchObject({ status: 1 });
  });
});

describe('who is heard', () => {
  it.each([
    ['no proof', { secret: 'sai-khoa-sai-khoa' }],
    ['the other way of proving', { auth: 'hmac' }],
  ])('%s: 401, and nothing is written', async (_, change) => {
    const before = await everything();
    expect(await handOver(target(change), filing())).toMatchObject({
      status: 401,
      body: { error_code: '-1' },
    });
    expect(await everything()).toEqual(before);
  });

  it('a signed post holds for five minutes and for its own content alone', async () => {
    await open('hmac', [portal.url]);
    const now = () => t.clock.now().epochMilliseconds / 1000;
    expect((await handOver(target({ auth: 'hmac' }), filing())).status).toBe(200);
    expect((await handOver(target({ auth: 'hmac', now: () => now() - 301 }), filing())).status).toBe(401);
    expect((await handOver(target({ auth: 'hmac', secret: 'sai-khoa-sai-khoa' }), filing())).status).toBe(
      401,
    );
    await t.runJobs();
  });
});

describe('files', () => {
  it('what does not come keeps nothing else back, and each says why in words', async () => {
    const [first = ''] = papers;
    await handOver(
      target(),
      filing({
        papers: [
          { key: first, kind: 'pdf' },
          { key: '', kind: 'missing' },
          { key: '', kind: 'huge' },
          { key: '', kind: 'redirect' },
          { key: '', kind: 'not-a-paper' },
          { key: '', kind: 'broken-once' },
        ],
      }),
    );
    await t.runJobs();
    const files = async () =>
      (
        await t.owner.query<{ state: string; why: string | null; bound: boolean }>(
          `select f.state, f.why, f.bound from portal_inbox_files f join portal_inbox i on i.id = f.inbox_id
           where i.national_number = $1 order by f.place`,
          [numberNow()],
        )
      ).rows;
    expect(await dossierOf(numberNow())).toMatchObject({ status: 1 });
    const found = await files();
    expect(found.map(({ state }) => state)).toEqual([
      'kept',
      'refused',
      'refused',
      'refused',
      'refused',
      'waiting',
    ]);
    expect(found[1]?.why).toContain('404');
    expect(found[2]?.why).toContain('20 MB');
    expect(found[3]?.why).toContain('chuyển hướng');
    expect(found[5]?.why).toContain('503');
    t.clock.tick({ minutes: 1 });
    expect(await wakeArrivals(t.ctx, system)).toContain(numberNow());
    await t.runJobs();
    expect((await files())[5]).toMatchObject({ state: 'kept', bound: true });
    const dossier = await dossierOf(numberNow());
    expect(dossier?.papers.find(({ key }) => key === 'cong-6')?.files).toHaveLength(1);
  });

  it.each([
    ['a host that is not listed', ['https://tep.vi-du.vn'], 'không nằm trong danh sách'],
    ['the own network where it is not allowed', null, 'không được tải tệp từ địa chỉ'],
  ])('%s is not called', async (_, origins, why) => {
    const input = InboxSettingsInput.parse({
      requestId: newId(),
      auth: 'key',
      secret: SECRET,
      origins: (origins ?? [portal.url]).join('\n'),
      ...(origins === null ? {} : { ownNetwork: 'yes' }),
    });
    await saveInboxSettings(t.ctx, admin, input);
    await handOver(target(), filing());
    await t.runJobs();
    const { rows } = await t.owner.query<{ why: string }>(
      'select distinct f.why from portal_inbox_files f join portal_inbox i on i.id = f.inbox_id where i.national_number = $1',
      [numberNow()],
    );
    expect(rows.map((row) => row.why).join()).toContain(why);
  });
});

describe('quarantine', () => {
  it('what does not fit is kept with the reason, answered -1, and blocks no other; a person reads over faults of form', async () => {
    const unfit = filing({ change: { SoDienThoai: 900000011, Thua: 'x' } });
    const number = numberNow();
    const answer = await handOver(target(), unfit);
    expect(answer.body).toMatchObject({ error_code: '-1' });
    expect(JSON.stringify(answer.body)).toContain('SoDienThoai');
    await handOver(target(), unfit);
    const [row, ...more] = await rowsOf(number);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ state: 'quarantined', dossier_id: null });
    await handOver(target(), filing());
    await t.runJobs();
    expect(await dossierOf(numberNow())).toMatchObject({ status: 1 });

    await releaseArrival(t.ctx, commune.person('tiepnhan1'), row?.id ?? '');
    await t.runJobs();
    expect((await rowsOf(number)).map(({ state }) => state)).toEqual(['dismissed', 'admitted']);
  });

  it('an unknown procedure waits for a person, who leaves it out with a reason', async () => {
    await handOver(target(), filing({ procedureCode: '9.999999', papers: [] }));
    await t.runJobs();
    const [row] = await rowsOf(numberNow());
    expect(row).toMatchObject({ state: 'quarantined' });
    expect(row?.why).toContain('9.999999');
    const actor = commune.person('tiepnhan1');
    await releaseArrival(t.ctx, actor, row?.id ?? '');
    await t.runJobs();
    expect((await rowsOf(numberNow()))[0]).toMatchObject({ state: 'quarantined' });
    const input = { requestId: newRequestId(), reason: 'Thủ tục không thuộc xã' };
    await dismissArrival(t.ctx, actor, row?.id ?? '', input);
    await expect(dismissArrival(t.ctx, actor, row?.id ?? '', input)).rejects.toSatisfy((error) =>
      isProblem(error, 'already-done'),
    );
  });

  it('not even JSON is kept for a person to see, and cannot be taken in', async () => {
    expect((await handOver(target(), '{"nửa')).body).toMatchObject({ error_code: '-1' });
    const [row] = await rowsOf('');
    await expect(releaseArrival(t.ctx, commune.person('tiepnhan1'), row?.id ?? '')).rejects.toSatisfy(
      (error) => isProblem(error, 'validation'),
    );
  });
});

describe('states back', () => {
  it('goes through the same line, in order, by DongBoTrangThaiHoSo alone', async () => {
    await handOver(target(), filing());
    const number = numberNow();
    await t.runJobs();
    const id = (await rowsOf(number))[0]?.dossier_id ?? '';
    await commune.act('tiepnhan1', { id }, { type: 'receive' });
    await commune.act('tiepnhan1', { id }, { type: 'withdraw', reason: 'Công dân xin rút' });
    await deliver(t.ctx, system);
    const filed = portal.box.filed.get(number);
    expect(filed?.statuses).toEqual(['1', '2', '7']);
    const dossier = await dossierOf(number);
    expect(filed?.states.at(-1)).toMatchObject({
      MaHoSo: number,
      MaHoSoDonVi: dossier?.number,
      MaDoiTuong: `tech-${number}`,
      NoiDung: 'Công dân yêu cầu rút hồ sơ: Công dân xin rút',
    });
    expect(portal.memory.held.has(dossier?.number ?? '')).toBe(false);
    expect(portal.memory.held.has(number)).toBe(false);
  });
});
