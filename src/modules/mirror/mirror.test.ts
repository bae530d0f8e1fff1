import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT_THE_SOURCE } from '#modules/dossiers/rules/centre-layer.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { testApp } from '#platform/testing/app.ts';
import { type ProvincialSimulator, startProvincialSystem } from '#simulators/provincial-system/start.ts';
import { pullDossiers } from './commands/pull.ts';
import { saveMirrorSettings } from './commands/save-settings.ts';
import { scanFolder } from './commands/scan-folder.ts';
import { settleDoubtOf } from './commands/settle-doubt.ts';
import { mirrorFolders } from './folders.ts';
import { MIRROR_POLICY, type MirrorAction } from './policy.ts';
import { mirrorOverview } from './queries.ts';
import { MirrorSettingsInput, SettleInput } from './schema.ts';

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00', role: 'centre-layer' });
let commune: TestCommune;
let admin: StaffActor;
let system: Actor;
let province: ProvincialSimulator;

const BIRTH = '1.001193';
const COLUMNS = {
  number: 'MaHoSo',
  localNumber: 'SoBienNhan',
  procedureCode: 'MaTTHC',
  procedureName: 'TenTTHC',
  applicantName: 'ChuHoSo',
  applicantId: 'SoGiayToChuHoSo',
  phone: 'SoDienThoai',
  status: 'TrangThaiHoSo',
  receivedAt: 'NgayTiepNhan',
  dueAt: 'NgayHenTra',
  changedAt: 'NgayCapNhat',
};

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  admin = commune.person('quantri');
  system = systemActor(commune.centreId, 'mirror');
  province = await startProvincialSystem({ seed: 5 });
});
afterAll(() => province.stop());

const save = (input: object, actor: Actor = admin) =>
  saveMirrorSettings(
    t.ctx,
    actor,
    MirrorSettingsInput.parse({ requestId: newId(), columns: COLUMNS, states: '', ...input }),
  );
const overview = () => mirrorOverview(t.ctx, admin, { text: '', which: 'all' }, 1);

/** Everything that a refusal must not touch. */
async function written(): Promise<string> {
  const parts: string[] = [];
  for (const table of [
    'mirror_settings',
    'mirror_dossiers',
    'mirror_batches',
    'mirror_doubts',
    'dossier_events',
    'audit_heads',
  ]) {
    const { rows } = await t.owner.query(
      `select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as sum from ${table} x`,
    );
    parts.push(JSON.stringify(rows));
  }
  return parts.join();
}

async function receiveHere(idNumber: string) {
  const intake = await commune.intake(BIRTH, {
    parties: {
      applicant: { name: 'Nguyễn Văn Ví Dụ', idNumber, phone: '0900000001', address: 'Thôn Ví Dụ' },
    },
  });
  return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
}

describe('a centre’s layer never poses as the source', () => {
  it('a reception gives a local receipt number of another shape, and no official code', async () => {
    const dossier = await receiveHere('038000000011');
    expect(dossier).toMatchObject({ number: null, localNumber: expect.stringMatching(/^TN2026\/\d{6}$/) });
  });

  it('acts of the source are refused in plain words, and nothing is written', async () => {
    const dossier = await receiveHere('038000000012');
    const before = await written();
    const acts = [
      { type: 'stop', reason: 'Lý do ví dụ', legalBasis: 'Căn cứ ví dụ' },
      { type: 'extend-with-apology', newDay: '2026-06-01', reason: 'Lý do ví dụ' },
      { type: 'request-supplement', items: [{ content: 'Giấy tờ', reason: 'Thiếu' }] },
    ] as const;
    for (const act of acts) {
      expect(AT_THE_SOURCE.has(act.type)).toBe(true);
      await expect(
        commune.act(act.type === 'request-supplement' ? 'tiepnhan1' : 'giamdoc', { id: dossier.id }, act),
      ).rejects.toMatchObject({
        code: 'not-allowed-now',
        details: { detail: expect.stringContaining('hệ thống của tỉnh') },
      });
    }
    expect(await written()).toBe(before);
  });
});

describe('rights', () => {
  const staff = (role: StaffActor['roles'][number]): StaffActor => ({ ...admin, roles: [role] });

  it('every role without the right is refused, and nothing is written', async () => {
    const doing: readonly (readonly [MirrorAction, (actor: Actor) => Promise<unknown>])[] = [
      ['read', (actor) => mirrorOverview(t.ctx, actor, { text: '', which: 'all' }, 1)],
      ['settings', (actor) => save({ kind: 'off' }, actor)],
      ['follow', (actor) => pullDossiers(t.ctx, actor)],
      ['follow', (actor) => scanFolder(t.ctx, actor)],
      [
        'settle',
        (actor) =>
          settleDoubtOf(
            t.ctx,
            actor,
            newId(),
            SettleInput.parse({ requestId: newId(), dossierId: 'none', reason: 'Không phải' }),
          ),
      ],
    ];
    const before = await written();
    let refused = 0;
    const others: Actor[] = [
      { kind: 'public', centreId: admin.centreId },
      { kind: 'device', centreId: admin.centreId, deviceId: newId(), purpose: 'kiosk' },
    ];
    for (const actor of [...ROLES.map(staff), ...others]) {
      for (const [action, attempt] of doing) {
        if (!can(MIRROR_POLICY, actor, action, actor)) {
          await expect(attempt(actor), `${JSON.stringify(actor)} ${action}`).rejects.toMatchObject({
            code: 'forbidden',
          });
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(20);
    expect(await written()).toBe(before);
  });
});

describe('over HTTP', () => {
  const http = (more: object = {}) =>
    save({
      kind: 'http',
      base: province.url,
      token: 'client-credentials',
      clientId: 'vi-du',
      secret: 'bi-mat-vi-du',
      size: '7',
      timeoutSeconds: '2',
      ...more,
    });

  it('mirrors everything through double, short, disordered pages and expired tokens; then only what changed', async () => {
    province.fill(40);
    province.faults = { rate: 0.3, expireTokens: true };
    await http();
    let tries = 0;
    while (!(await pullDossiers(t.ctx, system)) && tries < 200) {
      tries += 1;
      t.clock.tick({ minutes: 31 });
    }
    const found = await overview();
    expect(found.total).toBe(40);
    for (const row of found.rows) {
      expect(province.statusOf(row.number), row.number).toBe(row.status);
      expect(row.source).toBe('Hệ thống của tỉnh');
    }
    province.faults = { rate: 0, expireTokens: false };
    province.change('H56.14-260504-0001', '9', t.clock.now());
    await pullDossiers(t.ctx, system);
    expect((await overview()).rows.find(({ number }) => number === 'H56.14-260504-0001')?.status).toBe(9);
  });

  it('a wrong secret is told, and the line rests', async () => {
    await http({ secret: 'sai' });
    expect(await pullDossiers(t.ctx, system)).toBe(false);
    expect((await overview()).circuit.lastWhy).toContain('mã truy cập');
  });
});

describe('files in a folder', () => {
  const HEAD = Object.values(COLUMNS).join(';');
  const row = (number: string, local: string, id: string, status = 'Đang xử lý', at = '04/05/2026 09:00') =>
    [
      number,
      local,
      BIRTH,
      'Đăng ký khai sinh',
      'Nguyễn Văn Ví Dụ',
      id,
      '0900000001',
      status,
      '04/05/2026',
      '06/05/2026',
      at,
    ].join(';');
  const put = async (name: string, lines: readonly string[]) => {
    const { inbox } = mirrorFolders(t.ctx.config, commune.centreId);
    await mkdir(inbox, { recursive: true });
    await writeFile(join(inbox, name), lines.join('\n'));
  };
  /** A file is taken when it did not grow between two looks. */
  const look = async () => {
    await scanFolder(t.ctx, system);
    return scanFolder(t.ctx, system);
  };

  it('good rows are taken, bad ones set aside with line and reason; the same content is taken once; a changed header fails whole', async () => {
    t.clock.set('2026-05-04T10:00:00+07:00');
    await save({ kind: 'folder' });
    const lines = [
      HEAD,
      row('H56.14-260504-9001', '', '038000000099'),
      row('', '', '038000000098'),
      row('H56.14-260504-9002', '', '', 'Không rõ'),
    ];
    await put('mot.csv', lines);
    expect(await look()).toEqual([{ kind: 'taken', changed: 1, quarantined: 2 }]);
    const found = await overview();
    expect(found.quarantine).toMatchObject([
      { line: 3, reasons: ['thiếu mã hồ sơ'] },
      { line: 4, reasons: [expect.stringContaining('Không rõ')] },
    ]);
    const before = await written();
    await put('lai.csv', lines);
    expect(await look()).toEqual([{ kind: 'repeated' }]);
    expect(await written()).toBe(before);
    await put('khac.csv', [HEAD.replace('MaHoSo', 'So'), row('X', '', '')]);
    expect(await look()).toMatchObject([{ kind: 'failed', why: expect.stringContaining('“MaHoSo”') }]);
    const folders = mirrorFolders(t.ctx.config, commune.centreId);
    expect(await readdir(folders.inbox)).toEqual([]);
    expect((await readdir(folders.failed)).toSorted()).toEqual(['khac.csv', 'khac.csv.ly-do.txt']);
    expect(await readdir(folders.done)).toHaveLength(2);
  });

  it('the official code is matched by local number, then by person, procedure and day; ambiguous ones by a person', async () => {
    const named = await receiveHere('038000000021');
    const alone = await receiveHere('038000000022');
    const twinA = await receiveHere('038000000023');
    const twinB = await receiveHere('038000000023');
    await put('ma.csv', [
      HEAD,
      row('H56.14-260504-9101', named.localNumber ?? '', ''),
      row('H56.14-260504-9102', '', '038000000022'),
      row('H56.14-260504-9103', '', '038000000023'),
    ]);
    await look();
    const { rows } = await t.owner.query('select id, number from dossiers where id = any($1)', [
      [named.id, alone.id, twinA.id, twinB.id],
    ]);
    const codes = new Map(rows.map(({ id, number }) => [id, number]));
    expect([named, alone, twinA, twinB].map(({ id }) => codes.get(id))).toEqual([
      'H56.14-260504-9101',
      'H56.14-260504-9102',
      null,
      null,
    ]);
    const [doubt] = (await overview()).doubts;
    expect(doubt?.number).toBe('H56.14-260504-9103');
    const counter = commune.person('tiepnhan1');
    await expect(
      settleDoubtOf(
        t.ctx,
        counter,
        doubt?.id ?? '',
        SettleInput.parse({ requestId: newId(), dossierId: named.id }),
      ),
    ).rejects.toMatchObject({ code: 'validation' });
    await settleDoubtOf(
      t.ctx,
      counter,
      doubt?.id ?? '',
      SettleInput.parse({ requestId: newId(), dossierId: twinB.id }),
    );
    const after = await overview();
    expect(after.doubts).toEqual([]);
    expect(after.rows.find(({ number }) => number === 'H56.14-260504-9103')).toMatchObject({
      dossierId: twinB.id,
      linkedBy: 'hand',
    });
    const visitor = { kind: 'public', centreId: commune.centreId } as const;
    const seen = await t.as(visitor, { url: `/tra-cuu?so=${named.localNumber}&ma=${named.lookupCode}` });
    expect(seen.body).toContain('Theo Tệp xuất từ hệ thống của tỉnh');
    expect(seen.body).toContain('H56.14-260504-9101');
    const page = await t.as(admin, { url: '/can-bo/quan-tri/doi-chieu' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('H56.14-260504-9103');
    expect(page.body).toContain('Theo hệ thống của tỉnh, lúc 10:00 04/05');
    expect((await t.as(admin, { url: '/can-bo/quan-tri/doi-chieu/cai-dat' })).statusCode).toBe(200);
  });
});
