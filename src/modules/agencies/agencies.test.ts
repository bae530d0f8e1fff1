import { beforeAll, describe, expect, it } from 'vitest';
import { auditModule } from '#modules/audit/index.ts';
import { verifyAudit } from '#modules/audit/queries.ts';
import { type StaffActor, systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { saveCounter } from './commands/save-counter.ts';
import { saveUnit } from './commands/save-unit.ts';
import { setUpCommune } from './commands/set-up-commune.ts';
import { agenciesModule } from './index.ts';
import { inEveryCentre } from './queries/every-centre.ts';
import { defaultCentre, findCentreByHost, getCentrePath, listCounters, listUnits } from './queries.ts';
import { CommuneSetup, IdentityCode } from './schema.ts';
import { communeFixture } from './testing.ts';

let t: TestApp;
let centreId: string;
let otherCentreId: string;

beforeAll(async () => {
  t = await testApp({ modules: [auditModule, agenciesModule] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  t.clock.tick({ hours: 1 });
  otherCentreId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
});

function staff(role: StaffActor['roles'][number], centre = centreId): StaffActor {
  return {
    kind: 'staff',
    accountId: newId(),
    centreId: centre,
    unitId: centre,
    roles: [role],
    displayName: 'Người Thử',
    position: 'Chuyên viên',
  };
}

describe('a task of every centre', () => {
  it('goes on with the others when it fails in one, and fails in the end', async () => {
    const done: string[] = [];
    const task = inEveryCentre('thu', async (_ctx, actor) => {
      done.push(actor.centreId);
      if (done.length === 1) {
        throw new Error('hỏng ở một trung tâm');
      }
    });
    await expect(task(t.ctx)).rejects.toThrow('hỏng ở một trung tâm');
    expect(new Set(done)).toEqual(new Set([centreId, otherCentreId]));
  });
});

describe('setting up a commune', () => {
  it('makes the tree under one province, once', async () => {
    expect(await setUpCommune(t.ctx, communeFixture('xa-mot'))).toBe(centreId);
    const [one, two] = [await getCentrePath(t.ctx, centreId), await getCentrePath(t.ctx, otherCentreId)];
    expect(one.province.id).toBe(two.province.id);
    expect(one.commune.name).toBe('Ủy ban nhân dân xã xa-mot');
    expect((await listUnits(t.ctx, staff('officer'))).map((unit) => unit.code)).toEqual([
      'van-phong',
      'phong-kinh-te',
    ]);
    expect((await listCounters(t.ctx, staff('officer'))).map((counter) => counter.number)).toEqual([1, 2]);
  });

  it('refuses what cannot be, and writes nothing', async () => {
    const wrong = { ...communeFixture('xa-ba'), counters: [{ number: 0, name: 'Không' }] };
    await expect(setUpCommune(t.ctx, wrong)).rejects.toThrow();
    const { rows } = await t.owner.query("SELECT 1 FROM agencies WHERE code = 'xa-ba'");
    expect(rows).toEqual([]);
  });

  it.each(['H56', 'H56.14', 'h56.999.1'])('accepts the identity code %s (QĐ 20/2020/QĐ-TTg)', (code) => {
    expect(IdentityCode.parse(code)).toBe(code.toUpperCase());
  });

  it.each(['56', 'H5', 'H56.', 'H56-14', 'HH6.1'])('refuses the identity code %s', (code) => {
    expect(IdentityCode.safeParse(code).success).toBe(false);
    expect(CommuneSetup.safeParse({}).success).toBe(false);
  });
});

describe('which centre a request is for', () => {
  it('is said by the host name, without port and in any case', async () => {
    expect((await findCentreByHost(t.ctx, 'XA-HAI.example.vn:8080'))?.id).toBe(otherCentreId);
  });

  it('is the first one when the host name says nothing', async () => {
    expect((await findCentreByHost(t.ctx, 'localhost:8080'))?.id).toBe(centreId);
    expect((await defaultCentre(t.ctx))?.id).toBe(centreId);
  });
});

describe('the database keeps communes apart', () => {
  const mine = () => systemActor(centreId, 'test');

  it('counters of another centre do not exist', async () => {
    const rows = await inTransaction(t.ctx, mine(), (tx) =>
      tx.selectFrom('counters').select('centre_id').execute(),
    );
    expect(new Set(rows.map((row) => row.centre_id))).toEqual(new Set([centreId]));
  });

  it('agencies of another centre can be read, not written', async () => {
    const result = await inTransaction(t.ctx, mine(), (tx) =>
      tx.updateTable('agencies').set({ name: 'Chiếm' }).where('id', '=', otherCentreId).executeTakeFirst(),
    );
    expect(result.numUpdatedRows).toBe(0n);
    const insert = inTransaction(t.ctx, mine(), (tx) =>
      tx
        .insertInto('agencies')
        .values({
          id: newId(),
          centre_id: otherCentreId,
          parent_id: otherCentreId,
          kind: 'unit',
          code: 'len-lut',
          name: 'Lén lút',
          short_name: 'Lén',
          created_at: t.clock.now(),
          updated_at: t.clock.now(),
        })
        .execute(),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });
});

describe('changing units and counters', () => {
  it('two who add the same counter number at once: one does, the other is told whose it is', async () => {
    const input = { number: 9, name: 'Quầy chín', priority: false, active: true };
    const results = await Promise.allSettled([
      saveCounter(t.ctx, staff('administrator'), input),
      saveCounter(t.ctx, staff('centre-director'), input),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'validation',
      details: { fields: [{ path: 'number' }] },
    });
  });

  it('is written into the trail with before and after', async () => {
    const unit = await saveUnit(t.ctx, staff('administrator'), {
      code: 'phong-moi',
      name: 'Phòng Mới',
      shortName: 'Mới',
      active: true,
    });
    await saveUnit(t.ctx, staff('administrator'), {
      id: unit.id,
      code: 'phong-moi',
      name: 'Phòng Cũ',
      shortName: 'Cũ',
      active: false,
    });
    const { rows } = await t.owner.query(
      'SELECT action, detail FROM audit_entries WHERE subject_id = $1 ORDER BY seq',
      [unit.id],
    );
    expect(rows).toMatchObject([
      { action: 'agencies.add-unit' },
      {
        action: 'agencies.change-unit',
        detail: { before: { name: 'Phòng Mới' }, after: { name: 'Phòng Cũ', active: false } },
      },
    ]);
    expect((await verifyAudit(t.ctx)).map((report) => report.broken)).toEqual([undefined, undefined]);
  });
});

describe('the pages of administration', () => {
  const post = (actor: StaffActor, url: string, form: Record<string, string>) =>
    t.as(actor, {
      method: 'POST',
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    });

  it('offer each role what it may do, and only pages that exist', async () => {
    const home = await t.as(staff('administrator'), { url: '/can-bo/quan-tri' });
    expect(home.body).toContain('/can-bo/quan-tri/co-quan');
    expect(home.body).toContain('/can-bo/quan-tri/nhat-ky');
    expect(home.body).not.toContain('/can-bo/quan-tri/lich');
    expect((await t.as(staff('receptionist'), { url: '/can-bo/quan-tri' })).statusCode).toBe(403);
    expect((await t.as(undefined, { url: '/can-bo/quan-tri' })).statusCode).toBe(401);
  });

  it('change the centre, a unit and a counter by forms', async () => {
    const admin = staff('administrator', otherCentreId);
    const centre = await post(admin, '/can-bo/quan-tri/co-quan/trung-tam', {
      name: 'Trung tâm Phục vụ hành chính công xã Hai',
      shortName: 'Trung tâm',
      identityCode: 'H99.2.1',
    });
    expect(centre.headers.location).toBe('/can-bo/quan-tri/co-quan?xong=1');
    const counter = await post(admin, '/can-bo/quan-tri/co-quan/quay/moi', {
      number: '3',
      name: 'Xã hội',
      priority: 'co',
      active: 'co',
    });
    expect(counter.statusCode).toBe(303);
    const shown = await t.as(admin, { url: '/can-bo/quan-tri/co-quan?xong=1' });
    expect(shown.body).toContain('xã Hai');
    expect(shown.body).toContain('3. Xã hội (ưu tiên)');
    const [unit] = await listUnits(t.ctx, admin);
    const form = await t.as(admin, { url: `/can-bo/quan-tri/co-quan/phong/${unit?.id}` });
    expect(form.body).toContain(`value="${unit?.code}"`);
  });

  it('show every mistake of a form and keep what was typed', async () => {
    const response = await post(staff('administrator'), '/can-bo/quan-tri/co-quan/phong/moi', {
      name: 'Phòng Ba',
      code: 'Có Dấu',
    });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('value="Phòng Ba"');
    expect(response.body).toContain('Xin nhập tên ngắn.');
    expect(response.body).toContain('chữ thường không dấu');
  });

  it('refuse the director the units but not the counters', async () => {
    const director = staff('centre-director');
    expect((await t.as(director, { url: '/can-bo/quan-tri/co-quan/phong/moi' })).statusCode).toBe(403);
    expect((await t.as(director, { url: '/can-bo/quan-tri/co-quan/quay/moi' })).statusCode).toBe(200);
  });
});

describe('the auditor’s page', () => {
  it('lists, filters and pages the trail, and checks it', async () => {
    for (let i = 10; i < 65; i += 1) {
      await saveCounter(t.ctx, staff('administrator'), {
        number: i,
        name: `Quầy ${i}`,
        priority: false,
        active: false,
      });
    }
    const first = await t.as(staff('auditor'), { url: '/can-bo/quan-tri/nhat-ky' });
    expect(first.body).toContain('Thêm quầy');
    const older = /href="([^"]*before=\d+[^"]*)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await t.as(staff('auditor'), { url: older });
    expect(second.body).toContain('Thiết lập xã và trung tâm');
    const filtered = await t.as(staff('auditor'), { url: '/can-bo/quan-tri/nhat-ky?action=identity.' });
    expect(filtered.body).toContain('Không có mục nào khớp');
    const checked = await t.as(staff('auditor'), {
      method: 'POST',
      url: '/can-bo/quan-tri/nhat-ky/kiem-tra',
    });
    expect(checked.body).toContain('Nhật ký nguyên vẹn');
  });

  it('is closed to others', async () => {
    for (const role of [
      'receptionist',
      'officer',
      'unit-head',
      'centre-director',
      'commune-leader',
    ] as const) {
      expect((await t.as(staff(role), { url: '/can-bo/quan-tri/nhat-ky' })).statusCode).toBe(403);
    }
  });
});
