import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { localDay } from '#platform/time.ts';
import { applyImport } from './commands/apply-import.ts';
import { countUse } from './commands/count-use.ts';
import { discardImport } from './commands/discard-import.ts';
import { readImport } from './commands/read-import.ts';
import { setUpCatalogue } from './commands/set-up-catalogue.ts';
import {
  findCurrentVersion,
  getImport,
  getProcedureVersion,
  getPublicProcedure,
  listImports,
  listPublic,
  searchProcedures,
} from './queries.ts';
import { loadStarterCatalogue } from './starter.ts';
import { exportLine, exportOf, giveStarter } from './testing/catalogue.ts';
import { hasNationalData, NATIONAL_CATALOGUE } from './testing/quality.ts';

let t: TestContext;
let centreId: string;
let otherCentreId: string;
let admin: Actor;

beforeAll(async () => {
  t = await testContext({ modules: [] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  otherCentreId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  admin = systemActor(centreId, 'test');
  await giveStarter(t.ctx, centreId);
});

const staff = (role: StaffActor['roles'][number], centre = centreId): StaffActor => ({
  kind: 'staff',
  accountId: newId(),
  centreId: centre,
  unitId: centre,
  roles: [role],
  displayName: 'Nguyễn Văn Ví Dụ',
  position: 'Chuyên viên',
});

const today = () => localDay(t.clock.now());
const current = (code: string, centre = centreId) =>
  readOnly(t.ctx, { centreId: centre }, (tx) => findCurrentVersion(tx, code, today()));
const read = (lines: readonly object[], requestId = newRequestId(), actor: Actor = admin) =>
  readImport(t.ctx, actor, { requestId, fileName: 'thu.jsonl', text: exportOf(lines) });

/** Everything this module stores, as one text: equal before and after means that nothing was written. */
const state = async (): Promise<string> => {
  const parts: string[] = [];
  for (const table of [
    'procedures',
    'procedure_versions',
    'import_runs',
    'import_refusals',
    'procedure_catalogues',
    'audit_heads',
  ]) {
    const { rows } = await t.owner.query(
      `SELECT md5(string_agg(x::text, '|' ORDER BY x::text)) AS sum FROM ${table} x`,
    );
    parts.push(JSON.stringify(rows));
  }
  return parts.join();
};

describe('starter catalogue in the database', () => {
  it('is whole, and given once', async () => {
    expect(await listPublic(t.ctx, admin)).toHaveLength(60);
    const before = await state();
    expect(await setUpCatalogue(t.ctx, admin, loadStarterCatalogue())).toBeNull();
    expect(await state()).toBe(before);
  });

  it('belongs to its centre alone', async () => {
    expect(await current('2.000884', otherCentreId)).toBeNull();
    const version = await current('2.000884');
    const seen = readOnly(t.ctx, { centreId: otherCentreId }, (tx) =>
      getProcedureVersion(tx, version?.id ?? ''),
    );
    await expect(seen).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is searched in memory, by centre', async () => {
    const found = await searchProcedures(t.ctx, { kind: 'public', centreId }, 'uy quyen nhan luong', 3);
    expect(found[0]).toMatchObject({ code: '2.000884', plainName: 'Chứng thực chữ ký, giấy ủy quyền' });
    expect(await searchProcedures(t.ctx, { kind: 'public', centreId: otherCentreId }, 'khai sinh')).toEqual(
      [],
    );
  });
});

describe('import', () => {
  it('shows the difference first, changes nothing until applied, then is idempotent', async () => {
    const lines = [exportLine('1.900001'), exportLine('1.900002'), { code: 'sai', name: 'X' }];
    const run = await read(lines);
    expect(run).toMatchObject({ status: 'read', accepted: 2, refused: 1 });
    const view = await getImport(t.ctx, admin, run.id);
    expect(view.difference?.changes.map(({ code, kind }) => `${kind} ${code}`)).toEqual([
      'added 1.900001',
      'added 1.900002',
    ]);
    expect(view.difference?.absent).toHaveLength(60);
    expect(view.refusals).toMatchObject([{ line: 3, code: 'sai' }]);
    expect(await current('1.900001')).toBeNull();

    expect(await applyImport(t.ctx, admin, { runId: run.id })).toMatchObject({
      status: 'applied',
      added: 2,
      changed: 0,
    });
    expect((await current('1.900001'))?.version).toBe(1);
    const after = await state();
    expect(await applyImport(t.ctx, admin, { runId: run.id })).toMatchObject({ added: 2 });
    expect(await state()).toBe(after);

    const again = await applyImport(t.ctx, admin, { runId: (await read(lines)).id });
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect((await current('1.900001'))?.version).toBe(1);
  });

  it('a change makes a new version; a running dossier keeps its own', async () => {
    await applyImport(t.ctx, admin, { runId: (await read([exportLine('1.900010')])).id });
    const old = await current('1.900010');
    const from = today().add({ days: 3 });
    const changed = exportLine('1.900010', {
      timeLimit: { amount: 3, unit: 'workingDay', source: 'channel' },
    });
    await applyImport(t.ctx, admin, { runId: (await read([changed])).id, from });

    expect((await current('1.900010'))?.id).toBe(old?.id);
    const later = await readOnly(t.ctx, admin, (tx) => findCurrentVersion(tx, '1.900010', from));
    expect(later).toMatchObject({ version: 2, body: { terms: [{ term: { amount: 3 } }] } });
    const kept = await readOnly(t.ctx, admin, (tx) => getProcedureVersion(tx, old?.id ?? ''));
    expect(kept.body.terms[0]?.term.amount).toBe(5);
    expect(kept.effectiveTo?.toString()).toBe(from.subtract({ days: 1 }).toString());
  });

  it('leaves out what the administrator unticked, and keeps the centre’s own words', async () => {
    const before = await current('1.001193');
    const lines = [
      exportLine('1.001193', { name: 'Đăng ký khai sinh (mới)', field: 'Hộ tịch' }),
      exportLine('1.000656', { name: 'Đăng ký khai tử (mới)', field: 'Hộ tịch' }),
    ];
    await applyImport(t.ctx, admin, { runId: (await read(lines)).id, except: ['1.001193'] });
    expect((await current('1.001193'))?.id).toBe(before?.id);
    expect((await current('1.000656'))?.body).toMatchObject({
      name: 'Đăng ký khai tử (mới)',
      plainName: 'Đăng ký khai tử',
      processCode: 'ho-tich',
    });
  });

  it('the search knows the new names at once', async () => {
    await applyImport(t.ctx, admin, {
      runId: (await read([exportLine('1.900020', { name: 'Cấp phép thả diều ban đêm' })])).id,
    });
    expect((await searchProcedures(t.ctx, admin, 'tha dieu ban dem', 1))[0]?.code).toBe('1.900020');
  });

  it('a repeated request reads once; a discarded import is not applied, an applied one not discarded', async () => {
    const requestId = newRequestId();
    const [one, two] = [
      await read([exportLine('1.900030')], requestId),
      await read([exportLine('1.900030')], requestId),
    ];
    expect(two.id).toBe(one.id);
    await discardImport(t.ctx, admin, one.id);
    await discardImport(t.ctx, admin, one.id);
    await expect(applyImport(t.ctx, admin, { runId: one.id })).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    expect(await current('1.900030')).toBeNull();
    const applied = await read([exportLine('1.900031')]);
    await applyImport(t.ctx, admin, { runId: applied.id });
    await expect(discardImport(t.ctx, admin, applied.id)).rejects.toMatchObject({ code: 'not-allowed-now' });
  });

  it('refuses a file without a readable line and a day in the past, and writes nothing', async () => {
    const run = await read([exportLine('1.900040')]);
    const before = await state();
    await expect(read([{ nothing: true }])).rejects.toMatchObject({ code: 'validation' });
    const past = applyImport(t.ctx, admin, { runId: run.id, from: today().subtract({ days: 1 }) });
    await expect(past).rejects.toMatchObject({ code: 'validation' });
    expect(await state()).toBe(before);
  });

  it('two at once follow one another: each body once', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => read([exportLine('1.900050')])));
    const done = await Promise.all(runs.map(({ id }) => applyImport(t.ctx, admin, { runId: id })));
    expect(done.map(({ added }) => added).toSorted()).toEqual([0, 0, 1]);
    expect((await current('1.900050'))?.version).toBe(1);
  });

  it.skipIf(!hasNationalData())(
    'takes the whole national export (skipped where it is not beside us)',
    async () => {
      const text = readFileSync(NATIONAL_CATALOGUE, 'utf8');
      let last = '';
      const run = await readImport(t.ctx, systemActor(otherCentreId, 'test'), {
        requestId: newRequestId(),
        fileName: 'procedures.jsonl',
        text,
        onLine: (done, all) => {
          last = `${done}/${all}`;
        },
      });
      expect(run).toMatchObject({ accepted: 563, refused: 0 });
      expect(last).toBe('564/564');
      const applied = await applyImport(t.ctx, systemActor(otherCentreId, 'test'), { runId: run.id });
      expect(applied).toMatchObject({ added: 563, changed: 0, unchanged: 0 });
    },
  );
});

describe('history', () => {
  it('a version cannot be changed or removed, not even by hand as the application', async () => {
    const version = await current('2.000884');
    for (const sql of [
      `UPDATE procedure_versions SET body = '{}' WHERE id = '${version?.id}'`,
      `DELETE FROM procedure_versions WHERE id = '${version?.id}'`,
      `UPDATE procedure_versions SET created_by = 'x' WHERE id = '${version?.id}'`,
    ]) {
      await expect(t.owner.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    expect((await current('2.000884'))?.body).toEqual(version?.body);
  });
});

describe('use', () => {
  it('puts forward what the centre handles', async () => {
    for (let times = 0; times < 3; times++) {
      await inTransaction(t.ctx, admin, (tx) => countUse(tx, admin, '1.004837', today()));
    }
    const { rows } = await t.owner.query(`SELECT uses FROM procedure_use_counts WHERE code = '1.004837'`);
    expect(rows).toEqual([{ uses: 3 }]);
  });
});

describe('who may do what', () => {
  const actors = (): [string, Actor, 'import' | 'read' | 'nothing'][] => [
    ...ROLES.map((role): [string, Actor, 'import' | 'read'] => [
      role,
      staff(role),
      role === 'administrator' ? 'import' : 'read',
    ]),
    ['public', { kind: 'public', centreId }, 'nothing'],
    ['kiosk', { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' }, 'nothing'],
    ['board', { kind: 'device', centreId, deviceId: newId(), purpose: 'board' }, 'nothing'],
  ];

  it('as the table says; on refusal nothing is written', async () => {
    const run = await read([exportLine('1.900060')]);
    for (const [name, actor, may] of actors()) {
      const before = await state();
      expect(await searchProcedures(t.ctx, actor, 'khai sinh', 1), name).toHaveLength(1);
      const review = listImports(t.ctx, actor);
      await (may === 'nothing'
        ? expect(review, name).rejects.toMatchObject({ code: 'forbidden' })
        : expect(review, name).resolves.not.toEqual([]));
      if (may !== 'import') {
        for (const refused of [
          () => read([exportLine('1.900061')], newRequestId(), actor),
          () => applyImport(t.ctx, actor, { runId: run.id }),
          () => discardImport(t.ctx, actor, run.id),
          () => setUpCatalogue(t.ctx, actor, []),
          () => getImport(t.ctx, actor, run.id),
        ]) {
          await expect(refused(), name).rejects.toMatchObject({ code: 'forbidden' });
        }
        expect(await state(), name).toBe(before);
      }
    }
  });

  it('an administrator of another centre does not find this centre’s imports', async () => {
    const run = await read([exportLine('1.900062')]);
    const before = await state();
    const stranger = staff('administrator', otherCentreId);
    await expect(applyImport(t.ctx, stranger, { runId: run.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(getImport(t.ctx, stranger, run.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await state()).toBe(before);
  });
});

describe('public page', () => {
  it('of an unknown procedure says where to go', async () => {
    await expect(getPublicProcedure(t.ctx, { kind: 'public', centreId }, '9.999999')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
