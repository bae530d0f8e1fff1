import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What the platform does wrong to our calls. */
export const CALL_FAULTS = [
  'drop-before',
  'drop-after',
  '502',
  'html',
  'truncated',
  'wrong-hash',
  'number-code',
  'slow',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** What it does wrong to its call-backs. */
export const TELL_FAULTS = ['lost', 'repeated', 'wrong-amount', 'wrong-hash', 'out-of-order'] as const;
export type TellFault = (typeof TELL_FAULTS)[number];

const Text = z.string();
const Full = Text.min(1);

/** INIT as the platform wants it: names and required fields of the interface's description, for a fee (`MaDichVu` 2). */
const Init = z.strictObject({
  LoaiBanTin: z.literal('INIT'),
  PhienBan: Full,
  MaDoiTac: Full,
  MaThamChieu: Full,
  SoTien: z.string().regex(/^\d+$/),
  LoaiHinhThanhToan: Full,
  MaKenhThanhToan: Full,
  MaThietBi: Full,
  NgonNgu: Full,
  MaTienTe: Full,
  MaNganHang: Full,
  ThongTinGiaoDich: Full,
  ThoiGianGD: z.string().regex(/^\d{14}$/),
  Ip: Full,
  MaXacThuc: Full,
  ThongTinBienLai: z.strictObject({
    MaDichVu: z.literal('2'),
    MaDVC: Full,
    TenDVC: Full,
    MaTTHC: Full,
    TenTTHC: Full,
    MaDonVi: Full,
    TenDonVi: Full,
    MaHoSo: Full,
    TKThuHuong: Full,
    MaNHThuHuong: Full,
    TenTKThuHuong: Full,
    PhiLePhi: z
      .array(z.strictObject({ LoaiPhiLePhi: Full, MaPhiLePhi: Full, TenPhiLePhi: Full, SoTien: Full }))
      .min(1),
    DSKhoanNop: z.array(z.strictObject({ NoiDung: Full, SoTien: Full })).min(1),
    NoiDungThanhToan: Full,
    HoTenNguoiNop: Full,
    SoCMNDNguoiNop: Full,
    DiaChiNguoiNop: Full,
    HuyenNguoiNop: Text,
    TinhNguoiNop: Text,
    MaCoQuanQD: Text,
    TenCoQuanQD: Text,
    TaiKhoanThuNSNN: Text,
    MaLoaiHinhThuPhat: z.literal(''),
    TenLoaiHinhThuPhat: z.literal(''),
    KhoBac: z.literal(''),
    NgayQD: z.literal(''),
    SoQD: z.literal(''),
    ThoiGianViPham: z.literal(''),
    DiaDiemViPham: z.literal(''),
    TenNguoiViPham: z.literal(''),
  }),
});

const Ask = z.strictObject({
  LoaiBanTin: z.enum(['QUERY', 'GET_BILL']),
  PhienBan: Full,
  MaDoiTac: Full,
  MaThamChieu: Full,
  ThoiGianGD: Full,
  MaXacThuc: Full,
});

/** A payment as the platform holds it. Whole đồng. */
export interface Held {
  readonly reference: string;
  readonly stamp: string;
  readonly amount: number;
  readonly dossier: string;
  state: 'open' | 'paid' | 'failed';
  transaction: string;
}

function hash(values: readonly unknown[], secret: string): string {
  return createHash('sha256')
    .update([...values, secret].join('|'))
    .digest('hex');
}

/** What the platform keeps, and the messages it makes. It checks what it is told as strictly as the description says. */
export class PlatformMemory {
  readonly held = new Map<string, Held>();
  readonly #partner: string;
  readonly #secret: string;
  #next = 1;

  constructor(partner: string, secret: string) {
    this.#partner = partner;
    this.#secret = secret;
  }

  /** Answers an INIT. @param payUrl makes the payer's address of a reference */
  init(body: unknown, payUrl: (reference: string) => string): object {
    const read = Init.safeParse(body);
    if (!read.success) {
      const field = read.error.issues[0]?.path.join('.') ?? '';
      return { MaLoi: '01', MoTaLoi: `Sai hoặc thiếu trường ${field}` };
    }
    const { ThongTinBienLai, MaXacThuc, ...hashed } = read.data;
    const { LoaiBanTin, PhienBan, MaDoiTac, MaThamChieu, SoTien, LoaiHinhThanhToan, MaKenhThanhToan } =
      hashed;
    const { MaThietBi, NgonNgu, MaTienTe, MaNganHang, ThongTinGiaoDich, ThoiGianGD, Ip } = hashed;
    const values = [
      LoaiBanTin,
      PhienBan,
      MaDoiTac,
      MaThamChieu,
      SoTien,
      LoaiHinhThanhToan,
      MaKenhThanhToan,
      MaThietBi,
      NgonNgu,
      MaTienTe,
      MaNganHang,
      ThongTinGiaoDich,
      ThoiGianGD,
      Ip,
    ];
    if (MaDoiTac !== this.#partner || MaXacThuc !== hash(values, this.#secret)) {
      return { MaLoi: '02', MoTaLoi: 'Sai mã xác thực' };
    }
    const charged = ThongTinBienLai.PhiLePhi.reduce((sum, line) => sum + Number(line.SoTien), 0);
    if (charged !== Number(SoTien)) {
      return { MaLoi: '03', MoTaLoi: 'Số tiền không bằng tổng các khoản' };
    }
    if (this.held.has(MaThamChieu)) {
      return { MaLoi: '04', MoTaLoi: 'Mã tham chiếu đã tồn tại' };
    }
    this.held.set(MaThamChieu, {
      reference: MaThamChieu,
      stamp: ThoiGianGD,
      amount: Number(SoTien),
      dossier: ThongTinBienLai.MaHoSo,
      state: 'open',
      transaction: '',
    });
    return { MaLoi: '00', MoTaLoi: 'Thành công', UrlThanhToan: payUrl(MaThamChieu) };
  }

  /** A payer pays, or fails to. Paying twice is not possible. */
  pay(reference: string, state: 'paid' | 'failed' = 'paid'): Held | undefined {
    const held = this.held.get(reference);
    if (held !== undefined && held.state === 'open') {
      held.state = state;
      held.transaction = state === 'paid' ? `PP${String(this.#next).padStart(8, '0')}` : '';
      this.#next += 1;
    }
    return held;
  }

  /** Money that the portal took for a dossier that it looked up with us. */
  take(reference: string, dossier: string, amount: number, stamp: string): Held {
    this.held.set(reference, { reference, stamp, amount, dossier, state: 'open', transaction: '' });
    const held = this.pay(reference);
    if (held === undefined) {
      throw new Error('the payment cannot be read back');
    }
    return held;
  }

  /** The CONFIRM of a payment. */
  confirm(held: Held, fault?: TellFault): Record<string, unknown> {
    const paid = held.state === 'paid';
    const message = {
      LoaiBanTin: 'CONFIRM',
      MaLoi: paid ? '00' : '24',
      MaDoiTac: this.#partner,
      MaThamChieu: held.reference,
      SoTien: fault === 'wrong-amount' ? held.amount - 1000 : held.amount,
      MaTienTe: 'VND',
      MaGiaoDich: held.transaction,
      MaNganHang: 'VIDU',
      ThoiGianGD: held.stamp,
      ThongTinGiaoDich: paid ? 'Thanh cong' : 'Khach hang huy',
    };
    const code = hash(Object.values(message), this.#secret);
    return {
      ...message,
      MaXacThuc: fault === 'wrong-hash' ? code.replace(/^./, (sign) => (sign === '0' ? '1' : '0')) : code,
      MaHoSo: held.dossier,
      Token: '',
      SoThe: '',
      ThangThe: '',
      NamThe: '',
    };
  }

  /** Answers a QUERY. */
  query(body: unknown, wrongHash: boolean): object {
    const held = this.#asked(body);
    if ('MaLoi' in held) {
      return held;
    }
    const state = held.state === 'paid' ? '1' : held.state === 'failed' ? '4' : '3';
    return { ...this.confirm(held, wrongHash ? 'wrong-hash' : undefined), TrangThaiGD: state };
  }

  /** Answers a GET_BILL. */
  bill(body: unknown, address: (reference: string) => string): object {
    const held = this.#asked(body);
    if ('MaLoi' in held) {
      return held;
    }
    return held.state === 'paid'
      ? { MaLoi: '00', UrlBienLai: address(held.reference) }
      : { MaLoi: '06', MoTaLoi: 'Giao dịch chưa thanh toán' };
  }

  #asked(body: unknown): Held | { readonly MaLoi: string; readonly MoTaLoi: string } {
    const read = Ask.safeParse(body);
    if (!read.success) {
      return { MaLoi: '01', MoTaLoi: 'Bản tin không đúng dạng' };
    }
    const { LoaiBanTin, PhienBan, MaDoiTac, MaThamChieu, ThoiGianGD, MaXacThuc } = read.data;
    const values = [LoaiBanTin, PhienBan, MaDoiTac, MaThamChieu, ThoiGianGD];
    if (MaDoiTac !== this.#partner || MaXacThuc !== hash(values, this.#secret)) {
      return { MaLoi: '02', MoTaLoi: 'Sai mã xác thực' };
    }
    const held = this.held.get(MaThamChieu);
    return held === undefined || held.stamp !== ThoiGianGD
      ? { MaLoi: '05', MoTaLoi: 'Không tìm thấy giao dịch' }
      : held;
  }
}
