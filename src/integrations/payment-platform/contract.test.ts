import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBill, readInit, readQuery } from './answers.ts';
import { askMessage, ConfirmMessage, confirmCode, confirmReply, initMessage } from './messages.ts';
import { type OpenConnection, PlatformConnection } from './port.ts';

const SECRET = 'khoa-vi-du';
const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

function open(change: Record<string, unknown> = {}): OpenConnection {
  const connection = PlatformConnection.parse({
    mode: 'direct',
    initUrl: 'https://thanh-toan.example/init',
    queryUrl: 'https://thanh-toan.example/query',
    billUrl: 'https://thanh-toan.example/bill',
    partner: 'DOITAC01',
    unitCode: '000.01.01.H56',
    unitName: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
    account: '3500201009999',
    accountBank: 'VIDUBANK',
    accountHolder: 'UBND XA VI DU',
    ...change,
  });
  if (connection.mode === 'off') {
    throw new Error('an open connection was meant');
  }
  return connection;
}

const ORDER = {
  reference: 'dvcH5699260504000120260504083000',
  stamp: '20260504083000',
  ip: '203.0.113.9',
  dossierNumber: 'H56.99-260504-0001',
  procedure: { code: '1.001193', name: 'Đăng ký khai sinh' },
  lines: [
    { name: 'Lệ phí đăng ký khai sinh quá hạn', amountVnd: 8_000 },
    { name: 'Phí bản sao', amountVnd: 16_000 },
    { name: 'Không thu', amountVnd: 0 },
  ],
  payer: { name: 'Nguyễn Văn Ví Dụ', idNumber: '038000000001', address: 'Thôn Ví Dụ' },
};

describe('INIT, field by field', () => {
  it('has the names, the values and the hash of the description', () => {
    expect(initMessage(open(), ORDER, SECRET)).toEqual({
      LoaiBanTin: 'INIT',
      PhienBan: '1.0.6',
      MaDoiTac: 'DOITAC01',
      MaThamChieu: 'dvcH5699260504000120260504083000',
      SoTien: '24000',
      LoaiHinhThanhToan: 'PAY',
      MaKenhThanhToan: '1',
      MaThietBi: '1',
      NgonNgu: 'vi-VN',
      MaTienTe: 'VND',
      MaNganHang: 'PAYMENT',
      ThongTinGiaoDich: 'Nop phi le phi ho so H56.99-260504-0001',
      ThoiGianGD: '20260504083000',
      Ip: '203.0.113.9',
      ThongTinBienLai: {
        MaDichVu: '2',
        MaDVC: '1.001193',
        TenDVC: 'Đăng ký khai sinh',
        MaTTHC: '1.001193',
        TenTTHC: 'Đăng ký khai sinh',
        MaDonVi: '000.01.01.H56',
        TenDonVi: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
        MaHoSo: 'H56.99-260504-0001',
        TKThuHuong: '3500201009999',
        MaNHThuHuong: 'VIDUBANK',
        TenTKThuHuong: 'UBND XA VI DU',
        PhiLePhi: [
          {
            LoaiPhiLePhi: '2',
            MaPhiLePhi: '1',
            TenPhiLePhi: 'Lệ phí đăng ký khai sinh quá hạn',
            SoTien: '8000',
          },
          { LoaiPhiLePhi: '1', MaPhiLePhi: '2', TenPhiLePhi: 'Phí bản sao', SoTien: '16000' },
        ],
        DSKhoanNop: [
          { NoiDung: 'Lệ phí đăng ký khai sinh quá hạn', SoTien: '8000' },
          { NoiDung: 'Phí bản sao', SoTien: '16000' },
        ],
        NoiDungThanhToan: 'Nộp phí, lệ phí hồ sơ H56.99-260504-0001',
        HoTenNguoiNop: 'Nguyễn Văn Ví Dụ',
        SoCMNDNguoiNop: '038000000001',
        DiaChiNguoiNop: 'Thôn Ví Dụ',
        HuyenNguoiNop: '',
        TinhNguoiNop: '',
        MaCoQuanQD: '000.01.01.H56',
        TenCoQuanQD: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
        TaiKhoanThuNSNN: '',
        MaLoaiHinhThuPhat: '',
        TenLoaiHinhThuPhat: '',
        KhoBac: '',
        NgayQD: '',
        SoQD: '',
        ThoiGianViPham: '',
        DiaDiemViPham: '',
        TenNguoiViPham: '',
      },
      MaXacThuc: sha(
        'INIT|1.0.6|DOITAC01|dvcH5699260504000120260504083000|24000|PAY|1|1|vi-VN|VND|PAYMENT|Nop phi le phi ho so H56.99-260504-0001|20260504083000|203.0.113.9|khoa-vi-du',
      ),
    });
  });

  it('tells fees from charges by words where the operator wants words', () => {
    const { ThongTinBienLai } = initMessage(open({ feeKind: 'word' }), ORDER, SECRET);
    expect(ThongTinBienLai.PhiLePhi.map(({ LoaiPhiLePhi }) => LoaiPhiLePhi)).toEqual(['LePhi', 'Phi']);
  });

  it('does not leave with nothing to pay or an account missing', () => {
    expect(() => initMessage(open(), { ...ORDER, lines: [] }, SECRET)).toThrow();
    expect(() => open({ account: '' })).toThrow();
  });
});

describe('QUERY and GET_BILL', () => {
  it.each(['QUERY', 'GET_BILL'] as const)('%s has the same fields and hash', (kind) => {
    expect(askMessage(kind, open(), 'dvc1234567', '20260504083000', SECRET)).toEqual({
      LoaiBanTin: kind,
      PhienBan: '1.0.6',
      MaDoiTac: 'DOITAC01',
      MaThamChieu: 'dvc1234567',
      ThoiGianGD: '20260504083000',
      MaXacThuc: sha(`${kind}|1.0.6|DOITAC01|dvc1234567|20260504083000|khoa-vi-du`),
    });
  });
});

const CONFIRM = {
  LoaiBanTin: 'CONFIRM',
  MaLoi: '00',
  MaDoiTac: 'DOITAC01',
  MaThamChieu: 'dvc1234567',
  SoTien: 24000,
  MaTienTe: 'VND',
  MaGiaoDich: 'PP0001',
  MaNganHang: 'VIDU',
  ThoiGianGD: '20260504083100',
  ThongTinGiaoDich: 'Thành công',
  MaXacThuc: sha('CONFIRM|00|DOITAC01|dvc1234567|24000|VND|PP0001|VIDU|20260504083100|Thành công|khoa-vi-du'),
};

describe('CONFIRM and our answer', () => {
  it('the code is the hash of the ten fields in their order', () => {
    expect(confirmCode(ConfirmMessage.parse(CONFIRM), SECRET)).toBe(CONFIRM.MaXacThuc);
  });

  it.each(Object.keys(CONFIRM).filter((name) => name !== 'MaXacThuc'))('a changed %s is noticed', (name) => {
    const changed = { ...CONFIRM, [name]: name === 'SoTien' ? 1 : 'khac' };
    expect(confirmCode(ConfirmMessage.parse(changed), SECRET)).not.toBe(CONFIRM.MaXacThuc);
  });

  it('takes the optional fields, and numbers for text', () => {
    const more = { ...CONFIRM, MaLoi: 0, MaHoSo: 'H56.1', Token: null, SoThe: '', ThangThe: '', NamThe: '' };
    expect(ConfirmMessage.parse(more)).toMatchObject({ MaLoi: '0', MaHoSo: 'H56.1', SoTien: '24000' });
  });

  it('is answered with the code that came, or with one of our own', () => {
    const read = ConfirmMessage.parse(CONFIRM);
    expect(confirmReply(open(), read, '00', 'Thành công', SECRET)).toEqual({
      MaLoi: '00',
      MoTaLoi: 'Thành công',
      MaDoiTac: 'DOITAC01',
      MaThamChieu: 'dvc1234567',
      ThoiGianGD: '20260504083100',
      MaXacThuc: CONFIRM.MaXacThuc,
    });
    expect(confirmReply(open({ replyHash: 'computed' }), read, '99', 'Sai', SECRET).MaXacThuc).toBe(
      sha('99|Sai|DOITAC01|dvc1234567|20260504083100|khoa-vi-du'),
    );
  });
});

const bytes = (value: unknown) =>
  new Uint8Array(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const answer = (value: unknown, status = 200) => ({ kind: 'answer', status, bytes: bytes(value) }) as const;
const PAY = { MaLoi: '00', UrlThanhToan: 'https://thanh-toan.example/tra-tien' };

describe('answers of the platform', () => {
  it.each([
    ['directly', PAY, 'begun'],
    ['in a relay’s envelope', { error_code: '0', message: JSON.stringify(PAY) }, 'begun'],
    ['with a number for a code', { error_code: 0, message: JSON.stringify(PAY) }, 'begun'],
    ['refused', { MaLoi: '02', MoTaLoi: 'Sai mã xác thực' }, 'refused'],
    ['refused by the relay', { error_code: '-1', message: 'Hết phiên' }, 'refused'],
    ['an address that is none', { MaLoi: '00', UrlThanhToan: 'javascript:alert(1)' }, 'unavailable'],
    ['no JSON', '<html>', 'unavailable'],
  ])('INIT %s', (_, value, kind) => {
    expect(readInit(answer(value)).kind).toBe(kind);
  });

  it('a 502 and a cut line leave the outcome unknown, a refused connection does not', () => {
    expect(readInit(answer('x', 502))).toMatchObject({ kind: 'unavailable', unknown: true });
    const lost = { kind: 'lost', why: 'mất kết nối' } as const;
    expect(readInit({ ...lost, sent: true })).toMatchObject({ unknown: true });
    expect(readInit({ ...lost, sent: false })).toMatchObject({ unknown: false });
  });

  const query = (change: Record<string, unknown>, setting: Record<string, unknown> = {}) =>
    readQuery(answer({ ...CONFIRM, ...change }), open(setting), 'dvc1234567', SECRET).kind;

  it.each([
    ['1 paid', { TrangThaiGD: '1' }, 'paid'],
    ['1 as a number', { TrangThaiGD: 1 }, 'paid'],
    ['3 pending', { TrangThaiGD: '3' }, 'pending'],
    ['4 failed', { TrangThaiGD: '4' }, 'failed'],
    ['a state nobody knows', { TrangThaiGD: '9' }, 'unavailable'],
    ['another payment', { TrangThaiGD: '1', MaThamChieu: 'dvc7654321' }, 'unavailable'],
    ['a wrong hash', { TrangThaiGD: '1', SoTien: 1 }, 'unavailable'],
  ])('QUERY %s', (_, change, kind) => {
    expect(query(change)).toBe(kind);
  });

  it('an answer without a hash counts only where the setting says so', () => {
    expect(query({ TrangThaiGD: '1', MaXacThuc: null })).toBe('unavailable');
    expect(query({ TrangThaiGD: '1', MaXacThuc: null }, { queryHash: 'unchecked' })).toBe('paid');
  });

  it('GET_BILL gives an address or the PDF', () => {
    expect(readBill(answer({ MaLoi: '00', UrlBienLai: 'https://bien-lai.example/1' }))).toMatchObject({
      kind: 'address',
      url: 'https://bien-lai.example/1',
    });
    expect(readBill(answer('%PDF-1.7 …')).kind).toBe('pdf');
    expect(readBill(answer({ MaLoi: '06', MoTaLoi: 'Chưa có' })).kind).toBe('refused');
  });
});
