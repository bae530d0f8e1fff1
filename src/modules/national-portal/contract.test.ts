import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { portalClient } from '#integrations/national-portal/client.ts';
import { PortalConnection } from '#integrations/national-portal/port.ts';
import { PortalMemory } from '#simulators/national-portal/portal.ts';
import { accountOf, mustAsk, withAccount } from './rules/account.ts';
import { mapDossier, mapSteps } from './rules/mapping.ts';
import { mapRatings } from './rules/ratings.ts';
import { mapState } from './rules/state.ts';
import { PortalCodes, PortalDossier, PortalStep } from './schema.ts';
import { FiledDossier, FiledPost, PortalState } from './schema-inbox.ts';
import { DONE, FULL, PAPER_FILES, RESULT } from './testing/full.ts';
import * as reference from './testing/reference.ts';

/** One request as it came over the line. */
interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
  readonly rows: readonly unknown[];
}

const heard: Heard[] = [];
let answer: object = {};
let base = '';
const server = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) {
    text += String(part);
  }
  const url = new URL(request.url ?? '/', 'http://portal');
  const body: unknown = text === '' ? {} : JSON.parse(text);
  heard.push({
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Array.isArray(body) || typeof body !== 'object' || body === null ? {} : { ...body },
    rows: Array.isArray(body) ? body : [],
  });
  const login = url.pathname.endsWith('/login');
  response.end(JSON.stringify(login ? { error_code: 0, message: 'ok', session: 'S-1' } : answer));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  heard.length = 0;
  answer = { error_code: '0', message: 'Thành công', result: [] };
});
afterAll(() => server.close());

const CODES = PortalCodes.parse({ fields: { 'Hộ tịch': 'G01-HT04' } });
const tech = (change: object = {}) =>
  FiledDossier.parse({
    MaHoSo: 'G22.99-260511-0001',
    MaTTHC: '1.001193',
    ChuHoSo: 'Nguyễn Thị Ví Dụ',
    MaDoiTuong: 'tech-1',
    NgayNopHoSo: '20260511073000',
    ...change,
  });
const EVENT = {
  type: 'result-announced',
  at: FULL.createdAt,
  by: FULL.createdBy,
  via: 'sms',
  note: '',
} as const;

const client = (mode: 'adapter' | 'relay', more: object = {}) => {
  const made = portalClient(
    PortalConnection.parse({ mode, base, madonvi: 'H56.99', username: 'vi-du', ...more }),
    'mat-khau',
    () => 0,
  );
  if (made === null) {
    throw new Error('the connection is off');
  }
  return made;
};

const names = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value).sort() : [];
const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const last = (): Heard => {
  const found = heard.at(-1);
  if (found === undefined) {
    throw new Error('nothing was heard');
  }
  return found;
};

/** Every list of a payload that is not empty has the reference's names in each row. @returns the lists seen, with rows in them */
function checkLists(value: unknown, lists: Readonly<Record<string, readonly string[]>>): Set<string> {
  const seen = new Set<string>();
  for (const [name, member] of Object.entries(value ?? {})) {
    for (const row of rowsOf(member)) {
      seen.add(name);
      expect(names(row), name).toEqual([...(lists[name] ?? [`no list ${name}`])].sort());
      checkLists(row, lists).forEach((inner) => {
        seen.add(inner);
      });
    }
  }
  return seen;
}

/** Drops or renames each member in turn: the schema must see it. */
function expectStrict(parse: (value: unknown) => boolean, whole: object, required: readonly string[]): void {
  expect(parse(whole)).toBe(true);
  expect(parse({ ...whole, KhongCoTrongTaiLieu: '' })).toBe(false);
  for (const name of required) {
    const { [name]: _, ...less } = { ...whole } as Record<string, unknown>;
    expect(parse(less), `without ${name}`).toBe(false);
    expect(parse({ ...less, [name.toUpperCase()]: '' }), `${name} in capitals`).toBe(false);
  }
}

describe('DongBoHoSoMC (5)', () => {
  it('leaves with the names of the reference, in the dossier and in each list', async () => {
    const { payload } = mapDossier(DONE, CODES);
    await client('adapter').insert(payload);
    const { body } = last();
    expect(names(body)).toEqual([...reference.ENVELOPES.DongBoHoSoMC].sort());
    const [sent, ...more] = rowsOf(body['data']);
    expect(more).toEqual([]);
    expect(names(sent)).toEqual([...reference.DOSSIER].sort());
    expect([...checkLists(sent, reference.DOSSIER_LISTS)].sort()).toEqual([
      'DSKetNoiCSDL',
      'DanhSachGiayToKetQua',
      'DanhSachHoSoBoSung',
      'DanhSachLePhi',
      'DinhDanhCHS',
      'TaiLieuNop',
    ]);
  });

  it('the values: one entry for each file, a round with both appointments, a result with its code', () => {
    const { payload } = mapDossier(DONE, CODES);
    expect(payload.TaiLieuNop.map(({ TepDinhKemId, DuocSoHoa }) => [TepDinhKemId, DuocSoHoa])).toEqual([
      [PAPER_FILES[0], '1'],
      [PAPER_FILES[1], '1'],
      ['', '0'],
    ]);
    expect(payload.DanhSachLePhi).toEqual([
      { TenPhiLePhi: 'Lệ phí hộ tịch', MaPhiLePhi: '2', HinhThucThu: '1', Gia: '8000', LoaiPhiLePhi: '2' },
    ]);
    expect(payload.DanhSachHoSoBoSung).toMatchObject([
      {
        HoSoBoSungId: 1,
        NgayBoSung: '20260505100000',
        NgayTiepNhanBoSung: '20260506090000',
        TrangThaiBoSung: true,
        NgayHenTraTruoc: '20260511173000',
        NgayHenTraMoi: payload.NgayHenTra,
      },
    ]);
    expect(payload.DanhSachGiayToKetQua).toEqual([
      {
        TenGiayTo: RESULT.name,
        MaThanhPhanHoSo: '',
        GiayToId: RESULT.id,
        DuongDanTepTinKetQua: '',
        MaGiayToKetQua: 'KQ.G01.000001',
      },
    ]);
    expect(payload.DSKetNoiCSDL).toEqual([{ MaCSDL: '1' }]);
  });

  it('a draft of the decision is no result', () => {
    expect(mapDossier({ ...DONE, status: 4 }, CODES).payload.DanhSachGiayToKetQua).toEqual([]);
  });

  it('isUpdating is the text True or False; each scalar is text, as all known clients send it', async () => {
    const { payload } = mapDossier(DONE, CODES);
    await client('adapter').insert(payload);
    expect(last().body['isUpdating']).toBe('False');
    await client('adapter').update(payload);
    expect(last().body['isUpdating']).toBe('True');
    for (const [name, value] of Object.entries(payload)) {
      expect(Array.isArray(value) || typeof value === 'string', name).toBe(true);
    }
  });

  it('every member has to be there, in its own letters, and none besides', () => {
    const { payload } = mapDossier(DONE, CODES);
    expectStrict((value) => PortalDossier.safeParse(value).success, payload, reference.DOSSIER);
    const other = { TenGiayTo: 'Ảnh', SoLuong: 2, LoaiGiayTo: 1 };
    expect(names(other)).toEqual([...(reference.DOSSIER_LISTS['DanhSachTepDinhKemKhac'] ?? [])].sort());
    expect(PortalDossier.safeParse({ ...payload, DanhSachTepDinhKemKhac: [other] }).success).toBe(true);
    for (const name of names(other)) {
      const { [name]: _, ...less } = other as Record<string, unknown>;
      expect(PortalDossier.safeParse({ ...payload, DanhSachTepDinhKemKhac: [less] }).success).toBe(false);
    }
  });

  it('the simulator wants what the reference marks as required', () => {
    const { payload } = mapDossier(DONE, CODES);
    expect(new PortalMemory('documented').store(payload, false)).toMatchObject({ error_code: '0' });
    for (const name of reference.REQUIRED) {
      const refused = new PortalMemory('documented').store({ ...payload, [name]: '' }, false);
      expect(refused.error_code, name).toBe('-1');
    }
  });
});

describe('CapNhatTienDoHoSoMC (6)', () => {
  it('leaves with the names of the reference', async () => {
    const steps = mapSteps(DONE, [EVENT]);
    await client('adapter').steps(steps);
    expect(names(last().body)).toEqual([...reference.ENVELOPES.CapNhatTienDoHoSoMC].sort());
    for (const step of rowsOf(last().body['data'])) {
      expect(names(step)).toEqual([...reference.STEP].sort());
    }
    expect(rowsOf(last().body['data'])).toHaveLength(1);
    expectStrict((value) => PortalStep.safeParse(value).success, steps[0] ?? {}, reference.STEP);
  });
});

describe('DongBoTrangThaiHoSo (10.2)', () => {
  const state = () => mapState({ number: tech().MaHoSo, body: tech() }, DONE, [EVENT], {}, FULL.createdAt);

  it('leaves with type "2" and one object of the reference’s names', async () => {
    const payload = state();
    await client('adapter').state(payload ?? PortalState.parse({}));
    expect(names(last().body)).toEqual([...reference.ENVELOPES.DongBoTrangThaiHoSo].sort());
    expect(last().body['type']).toBe('2');
    expect(names(last().body['data'])).toEqual([...reference.STATE].sort());
    expect([...checkLists(last().body['data'], reference.STATE_LISTS)]).toEqual(['TaiLieuXuLy']);
    expectStrict((value) => PortalState.safeParse(value).success, payload ?? {}, reference.STATE);
  });

  it('carries the account that the filing had, or the one that the portal named when asked', () => {
    expect(state()?.MaDoiTuong).toBe('tech-1');
    const without = tech({ MaDoiTuong: '' });
    const told = mapState({ number: without.MaHoSo, body: without }, DONE, [EVENT], {}, FULL.createdAt);
    expect(told?.MaDoiTuong).toBe('');
    const account = accountOf({ ...without, SoGiayToChuHoSo: '038000000011' }, null);
    expect(told !== null && mustAsk(told, account)).toBe(true);
    const known = accountOf(without, 'tech-2');
    expect(told !== null && mustAsk(told, known)).toBe(false);
    expect(told !== null && withAccount(told, known).MaDoiTuong).toBe('tech-2');
  });
});

describe('login, envelope and look-ups (2, 3)', () => {
  it('login has user name and password; the session, the unit and the service go with every call; dstcode in the head', async () => {
    await client('adapter').lookUp('H56.99-260504-0001');
    const [login] = heard;
    expect(login?.path).toBe('/XrdAdapter/RestService/forward/mapi/login');
    expect(login?.body).toEqual({ username: 'vi-du', password: 'mat-khau' });
    expect(names(login?.body)).toEqual([...reference.ENVELOPES.login].sort());
    expect(last().body).toEqual({
      session: 'S-1',
      madonvi: 'H56.99',
      service: 'TraCuuHoSo',
      mahoso: 'H56.99-260504-0001',
    });
    expect(names(last().body)).toEqual([...reference.ENVELOPES.TraCuuHoSo].sort());
    for (const { headers } of heard) {
      expect(headers).toMatchObject({
        dstcode: 'VN:GOV:000.00.00.G22:vpcpdvcprovider',
        accept: 'application/json',
        'content-type': 'application/json',
        charset: 'utf-8',
      });
    }
  });

  it('TraCuuTechID: a sharing service with its provider, read by TECHNICALID', async () => {
    answer = { error_code: 0, message: '', result: [{ TECHNICALID: 'tech-1' }] };
    expect(await client('adapter').techId('038000000011')).toMatchObject({
      result: [{ TECHNICALID: 'tech-1' }],
    });
    expect(last().path).toBe('/XrdAdapter/RestService/forward/mapi/s');
    expect(names(last().body)).toEqual([...reference.ENVELOPES.TraCuuTechID].sort());
    expect(last().body).toMatchObject({ provider: 'wso2is', mstorcmnd: '038000000011' });
  });
});

describe('DongBoDanhGia (12.2)', () => {
  it('leaves with the names of the reference, one row for a month and subject', async () => {
    const rows = mapRatings(
      '2026-04',
      { code: 'H56.99', name: 'UBND xã Ví Dụ' },
      { procedure: '', subject: 'Mức độ hài lòng chung', counts: { 1: 1, 2: 13, 3: 26 } },
      [{ procedure: '1.001193', subject: 'Đăng ký khai sinh', counts: { 1: 0, 2: 3, 3: 5 } }],
    );
    await client('adapter').ratings(rows);
    expect(names(last().body)).toEqual([...reference.ENVELOPES.DongBoDanhGia].sort());
    const sent = rowsOf(last().body['data']);
    expect(sent).toHaveLength(2);
    for (const row of sent) {
      expect(names(row)).toEqual([...reference.RATING].sort());
    }
    expect(rows[1]).toMatchObject({
      NgayTongHop: '4-2026',
      TongSoNguoiDanhGia: '40',
      PhanTramDanhGiaRatHaiLong: '65%',
      PhanTramDanhGiaHaiLong: '32,5%',
      PhanTramDanhGiaChuaHaiLong: '2,5%',
      MaThuTuc: '1.001193',
      PhanTramDanhGiaDichVuRatHaiLong: '62,5%',
      PhanTramDanhGiaDichVuHaiLong: '37,5%',
      PhanTramDanhGiaDichVuChuaHaiLong: '0%',
      Madonvi: 'H56.99',
    });
  });
});

describe('the relay of a province (2.7)', () => {
  it('bare arrays to three addresses, the inner object of a state, no envelope', async () => {
    const { payload } = mapDossier(DONE, CODES);
    const relay = client('relay', { token: 'lgspaccesstoken' });
    await relay.insert(payload);
    await relay.update(payload);
    await relay.steps(mapSteps(DONE, [EVENT]));
    expect(heard.map(({ path, rows, body }) => [path, rows.length, names(body)])).toEqual([
      ['/KetNoiMotCuaQuocGia/ThemMoiHoSo', 1, []],
      ['/KetNoiMotCuaQuocGia/CapNhatHoSo', 1, []],
      ['/KetNoiMotCuaQuocGia/DongBoTienTrinh', 1, []],
    ]);
    expect(names(heard[0]?.rows[0])).toEqual([...reference.DOSSIER].sort());
    expect(names(heard[2]?.rows[0])).toEqual([...reference.STEP].sort());
    expect(last().headers).toMatchObject({ lgspaccesstoken: 'mat-khau' });
    const state = mapState({ number: tech().MaHoSo, body: tech() }, DONE, [EVENT], {}, FULL.createdAt);
    await relay.state(state ?? PortalState.parse({}));
    expect(names(last().body)).toEqual([...reference.STATE].sort());
  });

  it('look-ups of accounts are GET with the parameter’s own name; results may stand as text inside message', async () => {
    answer = { error_code: '0', message: JSON.stringify({ result: [{ TECHNICALID: 'tech-9' }] }) };
    expect(await client('relay').techId('038000000011')).toMatchObject({
      result: [{ TECHNICALID: 'tech-9' }],
    });
    expect(last()).toMatchObject({
      method: 'GET',
      path: '/KetNoiMotCuaQuocGia/TraCuuTechID',
      query: { mstorcmnd: '038000000011' },
    });
  });

  it.each([
    ['none', {}],
    ['bearer', { authorization: 'Bearer mat-khau' }],
    ['lgspaccesstoken', { lgspaccesstoken: 'mat-khau' }],
    ['access_token', { access_token: 'mat-khau' }],
  ])('token %s', async (token, headers) => {
    await client('relay', { token }).lookUp('x');
    expect(last().headers).toMatchObject(headers);
  });
});

describe('from the portal to us (10.1)', () => {
  const post = {
    service: 'nhanhsdvcqg',
    isUpdating: 'False',
    data: tech({
      TaiLieuNop: [
        { TepDinhKemId: '1', TenTepDinhKem: 'to-khai.pdf', DuongDanTaiTepTin: 'https://tep.example/1' },
      ],
      ThongTinNguoiNop: { TenNguoiNop: 'Lê Thị Ví Dụ' },
    }),
  };

  it('a post and a filed dossier have the names of the reference and no others', () => {
    expect(names(post)).toEqual([...reference.POST].sort());
    expect(names(post.data)).toEqual([...reference.FILED].sort());
    expect([...checkLists(post.data, reference.FILED_LISTS)]).toEqual(['TaiLieuNop']);
    expect(names(post.data.ThongTinNguoiNop)).toEqual(
      [...(reference.FILED_LISTS['ThongTinNguoiNop'] ?? [])].sort(),
    );
    expectStrict((value) => FiledPost.safeParse(value).success, post, ['data']);
    expectStrict((value) => FiledDossier.safeParse(value).success, post.data, [
      'MaHoSo',
      'MaTTHC',
      'ChuHoSo',
      'NgayNopHoSo',
    ]);
  });
});
