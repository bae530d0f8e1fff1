import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inPlainWords } from '#modules/national-portal/rules/plain.ts';
import { indicatorsOf } from './indicators.ts';
import { PortalMemory } from './portal.ts';
import { type SimulatedPortal, startPortal } from './start.ts';

/** What the simulator does where the real portal is not known, and what it shows. */
const dossier = (number: string, change: object = {}) => ({
  MaHoSo: number,
  MaTTHC: '1.001193',
  TenTTHC: 'Đăng ký khai sinh',
  MaLinhVuc: '',
  TenLinhVuc: 'Hộ tịch',
  KenhThucHien: '1',
  LoaiDoiTuong: '1',
  Email: '',
  SoDienThoai: '',
  TrichYeuHoSo: 'Hồ sơ ví dụ',
  NgayTiepNhan: '20260504080000',
  NgayHenTra: '20260504170000',
  TrangThaiHoSo: '2',
  HinhThuc: '0',
  DonViXuLy: 'UBND xã Ví Dụ',
  GhiChu: '',
  DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '038000000001' }],
  DuocThanhToanTrucTuyen: '0',
  ...change,
});
const USUAL = { existsCode: '3', unknownProcedures: [] };

describe('what it refuses', () => {
  it.each([
    ['all-or-nothing', [], ['-1', '-1', '-1']],
    ['first-error-stops', ['A'], ['0', '-1']],
    ['store-good-ones', ['A', 'C'], ['0', '-1', '0']],
  ] as const)('a batch with one that does not fit, %s', (batch, stored, codes) => {
    const memory = new PortalMemory('documented');
    const rows = [dossier('A'), dossier('B', { NgayTiepNhan: '' }), dossier('C')];
    const answers = memory.storeBatch(rows, false, batch, USUAL);
    expect(answers.map(({ error_code }) => error_code)).toEqual(codes);
    expect([...memory.held.keys()]).toEqual(stored);
  });

  it.each(['3', '-3', '0'])('“đã tồn tại” with code %s', (existsCode) => {
    const memory = new PortalMemory('lenient');
    memory.store(dossier('A'), false);
    expect(memory.store(dossier('A'), false, { ...USUAL, existsCode })).toEqual({
      error_code: existsCode,
      message: 'Hồ sơ A đã tồn tại',
    });
  });

  it('strict: no appointment before reception, nothing after the end', () => {
    const memory = new PortalMemory('strict');
    const early = { NgayHenTra: '20260503170000' };
    expect(memory.store(dossier('A', early), false)).toMatchObject({ error_code: '-1' });
    expect(new PortalMemory('documented').store(dossier('A', early), false)).toMatchObject({
      error_code: '0',
    });
    memory.store(dossier('B', { TrangThaiHoSo: '10' }), false);
    const back = memory.store(dossier('B', { TrangThaiHoSo: '4' }), true);
    expect(inPlainWords(back.message)).toBe(
      'Dữ liệu không hợp lệ: trạng thái hồ sơ (TrangThaiHoSo) không đổi được từ 10',
    );
  });

  it('a step moves the status only where it is told to', () => {
    const step = {
      MaHoSo: 'A',
      NguoiXuLy: 'x',
      ThoiDiemXuLy: '20260504090000',
      NoiDungXuLy: 'x',
      TrangThai: '4',
    };
    for (const [moves, statuses] of [
      [false, ['2']],
      [true, ['2', '4']],
    ] as const) {
      const memory = new PortalMemory('documented');
      memory.store(dossier('A'), false);
      memory.steps([step, step], moves);
      expect(memory.held.get('A')).toMatchObject({ statuses, steps: [step] });
    }
  });
});

describe('on the line', () => {
  let portal: SimulatedPortal;
  beforeAll(async () => {
    portal = await startPortal({ dstcode: 'VN:VI-DU' });
  });
  afterAll(() => portal.stop());
  const login = (query: string, headers: Record<string, string>) =>
    fetch(`${portal.url}/XrdAdapter/RestService/forward/mapi/login${query}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ username: 'a', password: 'b' }),
    });

  it('the destination stands in the head or in the address', async () => {
    expect((await login('', {})).status).toBe(404);
    expect((await login('', { dstcode: 'VN:VI-DU' })).status).toBe(200);
    expect((await login('?dstcode=VN:VI-DU', {})).status).toBe(200);
  });

  it('faults meet only the services that are named', async () => {
    portal.switches.faultRate = 1;
    portal.switches.faults = ['502'];
    portal.switches.faultyServices = ['TraCuuHoSo'];
    expect((await login('', { dstcode: 'VN:VI-DU' })).status).toBe(200);
    const asked = fetch(`${portal.url}/KetNoiMotCuaQuocGia/TraCuuHoSo`, {
      method: 'POST',
      body: JSON.stringify({ mahoso: 'A' }),
    });
    expect((await asked).status).toBe(502);
    portal.switches.faultRate = 0;
  });

  it('it fetches the files that it was told of, and its page shows what came', async () => {
    const paper = (kind: string) => ({
      DuongDanTaiTepTin: `${portal.url}/tep/${kind}/a.pdf`,
      DuocSoHoa: '1',
    });
    portal.memory.store(dossier('F', { TaiLieuNop: [paper('pdf'), paper('missing')] }), false);
    portal.memory.store(
      dossier('F', { TrangThaiHoSo: '9', TaiLieuNop: [paper('pdf'), paper('missing')] }),
      true,
    );
    expect((await portal.fetchPapers()).map(({ status }) => status)).toEqual([200, 404]);
    const page = await (await fetch(`${portal.url}/`)).text();
    expect(page).toContain('2 → 9');
    expect(page).toContain('<td>TrangThaiHoSo</td>');
    expect(page).toContain('Tệp đã tải: 2');
  });
});

it('a dossier filed on its pages keeps its files, and waits for those who ask while nobody is told', async () => {
  const filing = await startPortal();
  try {
    filing.shelf.put({
      code: '1.001193',
      name: 'Đăng ký khai sinh',
      papers: [{ name: 'Tờ khai', originals: 1, copies: 0, code: 'c1' }],
    });
    const form = await (await fetch(`${filing.url}/nop-ho-so?MaTTHC=1.001193`)).text();
    expect(form).toContain('name="giay-to.c1"');
    expect((await fetch(`${filing.url}/nop-ho-so?MaTTHC=9.999999`)).status).toBe(404);
    const sent = new FormData();
    sent.set('MaTTHC', '1.001193');
    sent.set('ChuHoSo', 'Nguyễn Văn Ví Dụ');
    sent.set('NgaySinh', '2/9/1956');
    sent.set('giay-to.c1', new File(['%PDF-1.7 tờ khai'], 'to-khai.pdf', { type: 'application/pdf' }));
    const answer = await fetch(`${filing.url}/nop-ho-so`, { method: 'POST', body: sent });
    expect(await answer.text()).toContain('Mới đăng ký');
    expect(filing.box.waiting().result).toMatchObject([
      {
        data: {
          NgaySinh: '19560902',
          TaiLieuNop: [{ MaThanhPhanHoSo: 'c1', TenTepDinhKem: 'to-khai.pdf' }],
        },
      },
    ]);
    const [number] = filing.box.filed.keys();
    const file = await fetch(`${filing.url}/tep/pdf/${number}-1.pdf`);
    expect(await file.text()).toBe('%PDF-1.7 tờ khai');
  } finally {
    await filing.stop();
  }
});

it('indicators: on time by the end against the appointment, digitised by a file and a result with code and address', () => {
  const result = { MaGiayToKetQua: 'KQ', DuongDanTepTinKetQua: 'https://tep.example/1' };
  const files = { TaiLieuNop: [{ DuocSoHoa: '1' }], DanhSachGiayToKetQua: [result] };
  const held = [
    dossier('A', { NgayKetThucXuLy: '20260504160000', KenhThucHien: '2', ...files }),
    dossier('B', { NgayKetThucXuLy: '20260505160000', DuocThanhToanTrucTuyen: '3' }),
    dossier('C', { NgayHenTra: '', NgayKetThucXuLy: '20260505160000', DuocThanhToanTrucTuyen: '1' }),
  ];
  expect(indicatorsOf(held.map((one) => ({ dossier: one })))).toEqual({
    dossiers: 3,
    judged: 2,
    onTime: 1,
    online: 1,
    digitised: 1,
    paidOnline: 1,
    withFee: 2,
  });
});
