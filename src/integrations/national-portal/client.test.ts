import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from '#simulators/national-portal/faults.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { portalClient } from './client.ts';
import type { PortalDossier } from './payload.ts';
import { PortalConnection } from './port.ts';

const DOSSIER: PortalDossier = {
  MaHoSo: 'H99.1-260504-0001',
  MaTTHC: '1.001193',
  TenTTHC: 'Đăng ký khai sinh',
  MaLinhVuc: 'G01-HT01',
  TenLinhVuc: 'Hộ tịch',
  SoBienNhan: '',
  KenhThucHien: '1',
  SoGiayToChuHoSo: '038000000001',
  ChuHoSo: 'Nguyễn Văn Ví Dụ',
  LoaiDoiTuong: '1',
  MaDoiTuong: '',
  ThongTinKhac: '',
  Email: '',
  Fax: '',
  SoDienThoai: '0900000001',
  TrichYeuHoSo: 'Hồ sơ ví dụ',
  NgayTiepNhan: '20260504080500',
  NgayHenTra: '20260504170000',
  TrangThaiHoSo: '2',
  NgayTra: '',
  ThongTinTra: '',
  HinhThuc: '0',
  NgayKetThucXuLy: '',
  DonViXuLy: 'Ủy ban nhân dân xã Ví Dụ',
  GhiChu: '',
  TaiLieuNop: [],
  DanhSachLePhi: [],
  DanhSachTepDinhKemKhac: [],
  DanhSachHoSoBoSung: [],
  DanhSachGiayToKetQua: [],
  NoiNopHoSo: '2',
  HoSoCoThanhPhanSoHoa: '0',
  TaiKhoanDuocXacThucVoiVNeID: '0',
  DuocThanhToanTrucTuyen: '0',
  NgayTuChoi: '',
  NgayNopHoSo: '20260504080500',
  DinhDanhCHS: [{ LoaiDinhDanh: '1', SoDinhDanh: '038000000001' }],
  DSKetNoiCSDL: [],
};
const STEP = {
  MaHoSo: DOSSIER.MaHoSo,
  NguoiXuLy: 'Lê Thị Ví Dụ',
  ChucDanh: '',
  ThoiDiemXuLy: '20260504080500',
  PhongBanXuLy: '',
  NoiDungXuLy: 'Tiếp nhận hồ sơ',
  TrangThai: '2',
  NgayBatDau: '',
  NgayKetThucTheoQuyDinh: '',
};

let portal: SimulatedPortal;
beforeAll(async () => {
  portal = await startPortal({ username: 'vi-du', password: 'mat-khau', madonvi: 'H99.1' });
  portal.switches.slowMs = 1_500;
});
afterAll(() => portal.stop());

const connections = () =>
  [
    PortalConnection.parse({
      mode: 'adapter',
      base: portal.url,
      madonvi: 'H99.1',
      username: 'vi-du',
      timeoutSeconds: 1,
    }),
    PortalConnection.parse({ mode: 'relay', base: portal.url, timeoutSeconds: 1 }),
  ] as const;

describe.each([0, 1] as const)('transport %i (0 adapter, 1 relay)', (which) => {
  const number = `H99.1-260504-000${which + 1}`;
  const dossier = { ...DOSSIER, MaHoSo: number };
  const client = () => {
    const made = portalClient(connections()[which], 'mat-khau', () => Date.now());
    if (made === null) {
      throw new Error('the connection is off');
    }
    return made;
  };

  it('inserts, tells steps, updates, looks up; and hears what is there and what is not', async () => {
    const portalOf = client();
    expect(await portalOf.update(dossier)).toMatchObject({ kind: 'missing' });
    expect(await portalOf.lookUp(number)).toMatchObject({ kind: 'done', result: [] });
    expect(await portalOf.insert(dossier)).toMatchObject({ kind: 'done' });
    expect(await portalOf.insert(dossier)).toMatchObject({ kind: 'exists' });
    const step = { ...STEP, MaHoSo: number };
    expect(await portalOf.steps([step])).toMatchObject({ kind: 'done' });
    expect(await portalOf.steps([step, { ...step, TrangThai: '4' }])).toMatchObject({ kind: 'done' });
    expect(await portalOf.update({ ...dossier, TrangThaiHoSo: '4' })).toMatchObject({ kind: 'done' });
    expect(await portalOf.lookUp(number)).toMatchObject({ result: [{ MaHoSo: number, TrangThaiHoSo: '4' }] });
    expect(portal.memory.held.get(number)).toMatchObject({ inserts: 1, statuses: ['2', '4'] });
    expect(portal.memory.held.get(number)?.steps).toHaveLength(2);
  });

  it.each(FAULTS)('never takes a fault for success that did not happen: %s', async (fault) => {
    const other = {
      ...dossier,
      MaHoSo: `H99.1-260505-1${which}${String(FAULTS.indexOf(fault)).padStart(2, '0')}`,
    };
    portal.switches.faults = [fault];
    portal.switches.faultRate = 1;
    const outcome = await client().insert(other);
    portal.switches.faultRate = 0;
    const stored = portal.memory.held.has(other.MaHoSo);
    if (outcome.kind === 'done' || outcome.kind === 'exists') {
      expect(stored).toBe(true);
    } else {
      // What may have happened is said to be uncertain; what is certain not to have happened did not.
      expect(outcome).toMatchObject({ kind: 'unavailable' });
      expect(stored && outcome.kind === 'unavailable' && !outcome.unknown).toBe(false);
    }
  });

  it('a dossier that does not fit never leaves', async () => {
    const calls = { ...portal.calls };
    await expect(client().insert({ ...dossier, NgayTiepNhan: '04/05/2026' })).rejects.toThrow();
    expect(portal.calls).toEqual(calls);
  });
});

describe('what goes wrong before anything is told', () => {
  it('nobody listens: certain that nothing happened', async () => {
    const gone = await startPortal();
    await gone.stop();
    const connection = PortalConnection.parse({ mode: 'relay', base: gone.url, timeoutSeconds: 1 });
    expect(await portalClient(connection, '', () => 0)?.insert(DOSSIER)).toMatchObject({
      kind: 'unavailable',
      unknown: false,
    });
  });
  it('a wrong password', async () => {
    expect(await portalClient(connections()[0], 'sai', () => 0)?.insert(DOSSIER)).toEqual({
      kind: 'unavailable',
      unknown: false,
      why: 'không đăng nhập được',
    });
  });
  it('one login serves many calls at once, and a session that was lost is renewed', async () => {
    const before = portal.calls['login'] ?? 0;
    const client = portalClient(connections()[0], 'mat-khau', () => Date.now());
    await Promise.all(Array.from({ length: 20 }, () => client?.lookUp('x')));
    expect((portal.calls['login'] ?? 0) - before).toBe(1);
    portal.switches.faults = ['session-lost'];
    portal.switches.faultRate = 1;
    await client?.lookUp('x');
    portal.switches.faultRate = 0;
    expect(await client?.lookUp('x')).toMatchObject({ kind: 'done' });
  });
});
