import { z } from 'zod';

/** A moment as the portal writes it: yyyyMMddHHmmss in Asia/Ho_Chi_Minh. */
const Stamp = z.string().regex(/^\d{14}$/, 'thời điểm có dạng yyyyMMddHHmmss');
const Flag = z.enum(['0', '1']);
const Words = z.string().trim().max(1000);
const Name = z.string().trim().min(1, 'không được để trống').max(300);

/** Giấy tờ người dân nộp: the first five members of `TaiLieuNop` (5.1). */
export const HandedIn = z.strictObject({
  TepDinhKemId: z.string().trim().min(1).max(200),
  TenTepDinhKem: z.string().trim().min(1).max(4000),
  IsDeleted: z.enum(['True', 'False']).default('False'),
  /** Mã thành phần hồ sơ of the procedure, empty for a paper that it does not name. */
  MaThanhPhanHoSo: z.string().trim().max(80).default(''),
  DuongDanTaiTepTin: z.url('không phải địa chỉ tải tệp').max(2000),
});

/** Người nộp, where it is not the owner; names of the ministry's interface of 2026 (16). */
export const FiledBy = z.strictObject({
  TenNguoiNop: Name,
  SoDinhDanh: z.string().trim().max(20).default(''),
  SoDienThoai: z.string().trim().max(20).default(''),
  DiaChiChiTiet: z.string().trim().max(500).default(''),
  /** Quan hệ với chủ hồ sơ. */
  QuanHe: z.string().trim().max(300).default(''),
});

/**
 * One dossier that a citizen filed on the portal. The service by which the rebuilt portal hands dossiers over has no public description: this shape is our own,
 * made of the names that the push (`DongBoHoSoMC`) and the ministry's interface of 2026 use for the same things, and stands in this one file to be changed.
 */
export const FiledDossier = z.strictObject({
  /** Mã hồ sơ quốc gia. */
  MaHoSo: z.string().trim().min(1).max(50),
  MaTTHC: z.string().trim().min(1).max(50),
  KenhThucHien: z.literal('2').default('2'),
  ChuHoSo: Name,
  LoaiDoiTuong: z.enum(['1', '2', '3', '4']).default('1'),
  /** TechID of the account, sent back with each state. */
  MaDoiTuong: z.string().trim().max(100).default(''),
  SoGiayToChuHoSo: z.string().trim().max(20).default(''),
  NgaySinh: z
    .string()
    .regex(/^(\d{8})?$/, 'ngày sinh có dạng yyyyMMdd hoặc để trống')
    .default(''),
  DiaChi: z.string().trim().max(500).default(''),
  SoDienThoai: z.string().trim().max(20).default(''),
  Email: z.union([z.literal(''), z.email('thư điện tử không đúng dạng')]).default(''),
  ThongTinNguoiNop: FiledBy.nullable().default(null),
  TrichYeuHoSo: Words.default(''),
  NgayNopHoSo: Stamp,
  /** 0 at the counter, 1 by post (8.4). */
  HinhThuc: z.enum(['0', '1']).default('0'),
  DiaChiNhanKetQua: z.string().trim().max(500).default(''),
  TaiKhoanDuocXacThucVoiVNeID: Flag.default('0'),
  TaiLieuNop: z.array(HandedIn).max(100).default([]),
  GhiChu: z.string().trim().max(2000).default(''),
});
export type FiledDossier = z.output<typeof FiledDossier>;

/** A post of the portal or a relay: `{service, isUpdating, data}`, as `nhanhsdvcqg` has it (10.1). */
export const FiledPost = z.strictObject({
  service: z.string().max(100).default(''),
  isUpdating: z.enum(['True', 'False']).default('False'),
  data: FiledDossier,
});
export type FiledPost = z.output<typeof FiledPost>;

/** What we answer: 0 taken, 1 there already, -1 not taken (10.1). */
export interface PostAnswer {
  readonly error_code: '0' | '1' | '-1';
  readonly message: string;
}

/** One paper that goes with a state: the first five members of 5.1. */
const ResultPaper = z.strictObject({
  TepDinhKemId: z.string(),
  TenTepDinhKem: z.string().min(1).max(4000),
  IsDeleted: z.enum(['True', 'False']),
  MaThanhPhanHoSo: z.string(),
  DuongDanTaiTepTin: z.string(),
});

/** `data` of `DongBoTrangThaiHoSo` (10.2): the state of a dossier that came from the portal. */
export const PortalState = z.strictObject({
  /** The national number. */
  MaHoSo: z.string().min(1).max(50),
  /** Ours, empty before it has one. */
  MaHoSoDonVi: z.string().max(50),
  MaDoiTuong: z.string(),
  NoiDung: z.string().min(1).max(2000),
  NgayXuLy: Stamp,
  /** List 8.1, or what the settings put in its place: users of the interface differ here. */
  TrangThai: z.string().regex(/^\d{1,2}$/, 'trạng thái là mã số'),
  TaiLieuXuLy: z.array(ResultPaper),
});
export type PortalState = z.output<typeof PortalState>;
