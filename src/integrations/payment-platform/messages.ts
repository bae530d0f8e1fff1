import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '#platform/same-secret.ts';
import { withoutMarks } from '#platform/vietnamese.ts';
import type { OpenConnection } from './port.ts';

/** `MaXacThuc`: lower-case hex SHA-256 of the values joined by `|`, the shared secret last. */
export function verificationCode(values: readonly (string | number)[], secret: string): string {
  return createHash('sha256')
    .update([...values, secret].join('|'), 'utf8')
    .digest('hex');
}

/** Whether two codes are the same; capitals and blanks around them do not matter. */
export function sameCode(a: string, b: string): boolean {
  const plain = (text: string) => text.trim().toLowerCase();
  return sameSecret(plain(a), plain(b));
}

/** One charge of the receipt. */
const PhiLePhi = z.strictObject({
  LoaiPhiLePhi: z.enum(['1', '2', 'Phi', 'LePhi']),
  MaPhiLePhi: z.string(),
  TenPhiLePhi: z.string().min(1),
  SoTien: z.string().regex(/^[1-9]\d*$/),
});

/** `ThongTinBienLai` of a fee (`MaDichVu` 2): the fields of fines stay empty. */
export const ReceiptInfo = z.strictObject({
  MaDichVu: z.literal('2'),
  MaDVC: z.string().min(1),
  TenDVC: z.string().min(1),
  MaTTHC: z.string().min(1),
  TenTTHC: z.string().min(1),
  MaDonVi: z.string().min(1),
  TenDonVi: z.string().min(1),
  MaHoSo: z.string().min(1),
  TKThuHuong: z.string().min(1),
  MaNHThuHuong: z.string().min(1),
  TenTKThuHuong: z.string().min(1),
  PhiLePhi: z.array(PhiLePhi).min(1),
  DSKhoanNop: z.array(z.strictObject({ NoiDung: z.string().min(1), SoTien: z.string() })).min(1),
  NoiDungThanhToan: z.string().min(1),
  HoTenNguoiNop: z.string().min(1),
  SoCMNDNguoiNop: z.string(),
  DiaChiNguoiNop: z.string(),
  HuyenNguoiNop: z.string(),
  TinhNguoiNop: z.string(),
  MaCoQuanQD: z.string(),
  TenCoQuanQD: z.string(),
  TaiKhoanThuNSNN: z.string(),
  MaLoaiHinhThuPhat: z.literal(''),
  TenLoaiHinhThuPhat: z.literal(''),
  KhoBac: z.literal(''),
  NgayQD: z.literal(''),
  SoQD: z.literal(''),
  ThoiGianViPham: z.literal(''),
  DiaDiemViPham: z.literal(''),
  TenNguoiViPham: z.literal(''),
});
export type ReceiptInfo = z.output<typeof ReceiptInfo>;

/** INIT, as it leaves. */
export const InitMessage = z.strictObject({
  LoaiBanTin: z.literal('INIT'),
  PhienBan: z.string().min(1),
  MaDoiTac: z.string().min(1),
  MaThamChieu: z.string().min(5).max(100),
  SoTien: z.string().regex(/^[1-9]\d*$/),
  LoaiHinhThanhToan: z.string(),
  MaKenhThanhToan: z.string(),
  MaThietBi: z.string(),
  NgonNgu: z.string(),
  MaTienTe: z.string(),
  MaNganHang: z.string(),
  ThongTinGiaoDich: z.string().regex(/^[ -~]+$/),
  ThoiGianGD: z.string().regex(/^\d{14}$/),
  Ip: z.string(),
  ThongTinBienLai: ReceiptInfo,
  MaXacThuc: z.string().length(64),
});
export type InitMessage = z.output<typeof InitMessage>;

/** QUERY and GET_BILL, as they leave: same fields, same hash. */
export const AskMessage = z.strictObject({
  LoaiBanTin: z.enum(['QUERY', 'GET_BILL']),
  PhienBan: z.string().min(1),
  MaDoiTac: z.string().min(1),
  MaThamChieu: z.string().min(1),
  ThoiGianGD: z.string().regex(/^\d{14}$/),
  MaXacThuc: z.string().length(64),
});
export type AskMessage = z.output<typeof AskMessage>;

/** What the interface sends as text or as number, as text. */
const Text = z.union([z.string(), z.number()]).transform(String);
const Optional = Text.nullish().transform((value) => value ?? '');

/** CONFIRM, and the answer to a QUERY, as they come. */
export const ConfirmMessage = z.looseObject({
  LoaiBanTin: Text,
  MaLoi: Text,
  MaDoiTac: Text,
  MaThamChieu: Text.pipe(
    z
      .string()
      .trim()
      .regex(/^\S{1,100}$/),
  ),
  SoTien: Text.pipe(z.string().regex(/^\d{1,13}$/)),
  MaTienTe: Optional,
  MaGiaoDich: Optional,
  MaNganHang: Optional,
  ThoiGianGD: Optional,
  ThongTinGiaoDich: Optional,
  MaXacThuc: Optional,
  MaHoSo: Optional,
  /** Only in the answer to a QUERY: 1 paid, 3 pending, 4 failed. */
  TrangThaiGD: Optional,
});
export type ConfirmMessage = z.output<typeof ConfirmMessage>;

/** The code that a CONFIRM must carry. */
export function confirmCode(message: ConfirmMessage, secret: string): string {
  const { LoaiBanTin, MaLoi, MaDoiTac, MaThamChieu, SoTien, MaTienTe } = message;
  const { MaGiaoDich, MaNganHang, ThoiGianGD, ThongTinGiaoDich } = message;
  return verificationCode(
    [
      LoaiBanTin,
      MaLoi,
      MaDoiTac,
      MaThamChieu,
      SoTien,
      MaTienTe,
      MaGiaoDich,
      MaNganHang,
      ThoiGianGD,
      ThongTinGiaoDich,
    ],
    secret,
  );
}

/** What a payment is begun with. Whole đồng. */
export interface InitOrder {
  readonly reference: string;
  readonly stamp: string;
  readonly ip: string;
  readonly dossierNumber: string;
  readonly procedure: { readonly code: string; readonly name: string };
  readonly lines: readonly { readonly name: string; readonly amountVnd: number }[];
  readonly payer: { readonly name: string; readonly idNumber: string; readonly address: string };
}

function feeKind(name: string, connection: OpenConnection): '1' | '2' | 'Phi' | 'LePhi' {
  const charge = /lệ phí/iu.test(name.replace(/^phí,\s*lệ phí$/iu, ''));
  return connection.feeKind === 'number' ? (charge ? '2' : '1') : charge ? 'LePhi' : 'Phi';
}

/** The receipt object of INIT and of the look-up. @throws ZodError when a required field is missing */
export function receiptInfo(connection: OpenConnection, order: InitOrder): ReceiptInfo {
  const owed = order.lines.filter(({ amountVnd }) => amountVnd > 0);
  return ReceiptInfo.parse({
    MaDichVu: '2',
    MaDVC: order.procedure.code,
    TenDVC: order.procedure.name,
    MaTTHC: order.procedure.code,
    TenTTHC: order.procedure.name,
    MaDonVi: connection.unitCode,
    TenDonVi: connection.unitName,
    MaHoSo: order.dossierNumber,
    TKThuHuong: connection.account,
    MaNHThuHuong: connection.accountBank,
    TenTKThuHuong: connection.accountHolder,
    PhiLePhi: owed.map(({ name, amountVnd }, place) => ({
      LoaiPhiLePhi: feeKind(name, connection),
      MaPhiLePhi: String(place + 1),
      TenPhiLePhi: name,
      SoTien: String(amountVnd),
    })),
    DSKhoanNop: owed.map(({ name, amountVnd }) => ({ NoiDung: name, SoTien: String(amountVnd) })),
    NoiDungThanhToan: `Nộp phí, lệ phí hồ sơ ${order.dossierNumber}`,
    HoTenNguoiNop: order.payer.name,
    SoCMNDNguoiNop: order.payer.idNumber,
    DiaChiNguoiNop: order.payer.address,
    HuyenNguoiNop: connection.district,
    TinhNguoiNop: connection.province,
    MaCoQuanQD: connection.unitCode,
    TenCoQuanQD: connection.unitName,
    TaiKhoanThuNSNN: connection.treasuryAccount,
    MaLoaiHinhThuPhat: '',
    TenLoaiHinhThuPhat: '',
    KhoBac: '',
    NgayQD: '',
    SoQD: '',
    ThoiGianViPham: '',
    DiaDiemViPham: '',
    TenNguoiViPham: '',
  });
}

/** INIT with its code. @throws ZodError when a part does not fit; nothing leaves then */
export function initMessage(connection: OpenConnection, order: InitOrder, secret: string): InitMessage {
  const total = order.lines.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  const hashed = {
    LoaiBanTin: 'INIT',
    PhienBan: connection.version,
    MaDoiTac: connection.partner,
    MaThamChieu: order.reference,
    SoTien: String(total),
    LoaiHinhThanhToan: connection.paymentKind,
    MaKenhThanhToan: connection.channel,
    MaThietBi: connection.device,
    NgonNgu: connection.language,
    MaTienTe: connection.currency,
    MaNganHang: connection.bank,
    ThongTinGiaoDich: withoutMarks(`Nop phi le phi ho so ${order.dossierNumber}`),
    ThoiGianGD: order.stamp,
    Ip: order.ip,
  };
  return InitMessage.parse({
    ...hashed,
    ThongTinBienLai: receiptInfo(connection, order),
    MaXacThuc: verificationCode(Object.values(hashed), secret),
  });
}

/** QUERY or GET_BILL with its code. */
export function askMessage(
  kind: AskMessage['LoaiBanTin'],
  connection: OpenConnection,
  reference: string,
  stamp: string,
  secret: string,
): AskMessage {
  const hashed = {
    LoaiBanTin: kind,
    PhienBan: connection.version,
    MaDoiTac: connection.partner,
    MaThamChieu: reference,
    ThoiGianGD: stamp,
  };
  return AskMessage.parse({ ...hashed, MaXacThuc: verificationCode(Object.values(hashed), secret) });
}

/** Our answer to a CONFIRM. */
export interface ConfirmReply {
  readonly MaLoi: '00' | '99';
  readonly MoTaLoi: string;
  readonly MaDoiTac: string;
  readonly MaThamChieu: string;
  readonly ThoiGianGD: string;
  readonly MaXacThuc: string;
}

/**
 * Answers a CONFIRM. How the code of the answer is made is not published: by setting it is the one that came, or a hash of the answer's own fields.
 * @param received the message as far as it could be read
 */
export function confirmReply(
  connection: OpenConnection,
  received: Pick<ConfirmMessage, 'MaDoiTac' | 'MaThamChieu' | 'ThoiGianGD' | 'MaXacThuc'>,
  code: ConfirmReply['MaLoi'],
  words: string,
  secret: string,
): ConfirmReply {
  const { MaDoiTac, MaThamChieu, ThoiGianGD } = received;
  const MaXacThuc =
    connection.replyHash === 'echo'
      ? received.MaXacThuc
      : verificationCode([code, words, MaDoiTac, MaThamChieu, ThoiGianGD], secret);
  return { MaLoi: code, MoTaLoi: words, MaDoiTac, MaThamChieu, ThoiGianGD, MaXacThuc };
}
