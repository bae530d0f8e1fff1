import { z } from 'zod';

/** A moment as the portal writes it: yyyyMMddHHmmss in Asia/Ho_Chi_Minh, or nothing. */
const Stamp = z.string().regex(/^(\d{14})?$/, 'thời điểm có dạng yyyyMMddHHmmss hoặc để trống');
const NeededStamp = z.string().regex(/^\d{14}$/, 'thời điểm có dạng yyyyMMddHHmmss');
const Flag = z.enum(['0', '1']);
/** Trạng thái hồ sơ, list 8.1 of the interface: the national codes 1 to 10. */
const StatusCode = z.string().regex(/^([1-9]|10)$/, 'trạng thái là mã 1 đến 10');

/** Giấy tờ đã nộp. `IsDeleted` is text in this interface. */
const SubmittedPaper = z.strictObject({
  TepDinhKemId: z.string(),
  TenTepDinhKem: z.string().min(1).max(4000),
  IsDeleted: z.enum(['True', 'False']),
  MaThanhPhanHoSo: z.string(),
  DuongDanTaiTepTin: z.string(),
  DuocSoHoa: Flag,
  DuocTaiSuDung: z.enum(['0', '1', '2']),
  DuocLayTuKhoDMQG: Flag,
  MaKetQuaThayThe: z.string(),
});

/** Phí, lệ phí đã thu. */
const PaidFee = z.strictObject({
  TenPhiLePhi: z.string().min(1),
  MaPhiLePhi: z.string(),
  HinhThucThu: z.string(),
  Gia: z.string().regex(/^\d+$/),
  LoaiPhiLePhi: z.string(),
});

/** Giấy tờ kết quả. */
const ResultPaper = z.strictObject({
  TenGiayTo: z.string().min(1).max(2000),
  MaThanhPhanHoSo: z.string(),
  GiayToId: z.string(),
  DuongDanTepTinKetQua: z.string(),
  MaGiayToKetQua: z.string(),
});

/** One round of supplement. */
const SupplementRound = z.strictObject({
  HoSoBoSungId: z.int(),
  NguoiYeuCauBoSung: z.string(),
  NoiDungBoSung: z.string(),
  NgayBoSung: Stamp,
  NguoiTiepNhanBoSung: z.string(),
  ThongTinTiepNhan: z.string(),
  NgayTiepNhanBoSung: Stamp,
  TrangThaiBoSung: z.boolean(),
  DanhSachGiayToBoSung: z.array(SubmittedPaper),
  DanhSachLePhiBoSung: z.array(PaidFee),
  NgayHenTraTruoc: Stamp,
  NgayHenTraMoi: Stamp,
});

/**
 * One dossier of `DongBoHoSoMC`, with the interface's own names. Every scalar is text. A dossier that does not fit never leaves: the officer sees which
 * field is wrong instead of the portal's refusal.
 */
export const PortalDossier = z.strictObject({
  MaHoSo: z.string().min(1).max(50),
  MaTTHC: z.string().min(1).max(50),
  TenTTHC: z.string().min(1),
  MaLinhVuc: z.string(),
  TenLinhVuc: z.string().min(1),
  SoBienNhan: z.string(),
  KenhThucHien: z.enum(['1', '2', '3']),
  SoGiayToChuHoSo: z.string(),
  ChuHoSo: z.string().min(1),
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']),
  MaDoiTuong: z.string(),
  ThongTinKhac: z.string(),
  Email: z.string(),
  Fax: z.string(),
  SoDienThoai: z.string(),
  TrichYeuHoSo: z.string().min(1).max(1000),
  NgayTiepNhan: NeededStamp,
  NgayHenTra: Stamp,
  TrangThaiHoSo: StatusCode,
  NgayTra: Stamp,
  ThongTinTra: z.string(),
  HinhThuc: z.enum(['0', '1']),
  NgayKetThucXuLy: Stamp,
  DonViXuLy: z.string().min(1),
  GhiChu: z.string().max(2000),
  TaiLieuNop: z.array(SubmittedPaper),
  DanhSachLePhi: z.array(PaidFee),
  DanhSachTepDinhKemKhac: z.array(
    z.strictObject({ TenGiayTo: z.string(), SoLuong: z.int(), LoaiGiayTo: z.int() }),
  ),
  DanhSachHoSoBoSung: z.array(SupplementRound),
  DanhSachGiayToKetQua: z.array(ResultPaper),
  NoiNopHoSo: z.string(),
  HoSoCoThanhPhanSoHoa: Flag,
  TaiKhoanDuocXacThucVoiVNeID: Flag,
  DuocThanhToanTrucTuyen: z.enum(['0', '1', '2', '3']),
  NgayTuChoi: Stamp,
  NgayNopHoSo: Stamp,
  DinhDanhCHS: z.array(
    z.strictObject({ LoaiDinhDanh: z.enum(['1', '2']), SoDinhDanh: z.string().regex(/^(\d{12}|\d{9})$/) }),
  ),
  DSKetNoiCSDL: z.array(z.strictObject({ MaCSDL: z.string() })),
});
export type PortalDossier = z.output<typeof PortalDossier>;

/** One step of `CapNhatTienDoHoSoMC`. */
export const PortalStep = z.strictObject({
  MaHoSo: z.string().min(1).max(50),
  NguoiXuLy: z.string().min(1).max(50),
  ChucDanh: z.string(),
  ThoiDiemXuLy: NeededStamp,
  PhongBanXuLy: z.string(),
  NoiDungXuLy: z.string().min(1),
  TrangThai: StatusCode,
  NgayBatDau: Stamp,
  NgayKetThucTheoQuyDinh: Stamp,
});
export type PortalStep = z.output<typeof PortalStep>;

const Percent = z.string().regex(/^\d{1,3}(,\d)?%$/, 'tỷ lệ có dạng 97,5%');
const Whole = z.string().regex(/^\d+$/, 'số người là số nguyên');

/** One row of `DongBoDanhGia` (12.2): a question of the survey in one month, never a single rating. */
export const PortalRating = z.strictObject({
  /** Month of the figures, "11-2026". */
  NgayTongHop: z.string().regex(/^\d{1,2}-\d{4}$/, 'tháng có dạng M-yyyy'),
  TongSoNguoiDanhGia: Whole,
  PhanTramDanhGiaRatHaiLong: Percent,
  PhanTramDanhGiaHaiLong: Percent,
  PhanTramDanhGiaChuaHaiLong: Percent,
  DanhSachNoiDungYKien: z.string(),
  MaThuTuc: z.string(),
  NoiDung: z.string().min(1),
  PhanTramDanhGiaDichVuRatHaiLong: Percent,
  PhanTramDanhGiaDichVuHaiLong: Percent,
  PhanTramDanhGiaDichVuChuaHaiLong: Percent,
  Madonvi: z.string().min(1),
  TenDonVi: z.string().min(1),
});
export type PortalRating = z.output<typeof PortalRating>;
