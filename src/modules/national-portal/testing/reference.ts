/**
 * Names of the portal's interface as its reference has them, typed from there and not taken from our schemas: a name that drifts on either side shows in
 * the contract tests. Letter case is the interface's own.
 */

/** `TaiLieuNop[]` (5.1). */
const SUBMITTED = [
  'TepDinhKemId',
  'TenTepDinhKem',
  'IsDeleted',
  'MaThanhPhanHoSo',
  'DuongDanTaiTepTin',
  'DuocSoHoa',
  'DuocTaiSuDung',
  'DuocLayTuKhoDMQG',
  'MaKetQuaThayThe',
];
/** `DanhSachLePhi[]` (5.3). */
const FEES = ['TenPhiLePhi', 'MaPhiLePhi', 'HinhThucThu', 'Gia', 'LoaiPhiLePhi'];

/** `DongBoHoSoMC` (5): members of one dossier in the order of the reference. */
export const DOSSIER = [
  'MaHoSo',
  'MaTTHC',
  'TenTTHC',
  'MaLinhVuc',
  'TenLinhVuc',
  'SoBienNhan',
  'KenhThucHien',
  'SoGiayToChuHoSo',
  'ChuHoSo',
  'LoaiDoiTuong',
  'MaDoiTuong',
  'ThongTinKhac',
  'Email',
  'SoDienThoai',
  'Fax',
  'TrichYeuHoSo',
  'NgayTiepNhan',
  'NgayHenTra',
  'TrangThaiHoSo',
  'NgayTra',
  'ThongTinTra',
  'HinhThuc',
  'NgayKetThucXuLy',
  'DonViXuLy',
  'GhiChu',
  'TaiLieuNop',
  'DanhSachLePhi',
  'DanhSachTepDinhKemKhac',
  'DanhSachHoSoBoSung',
  'DanhSachGiayToKetQua',
  'NoiNopHoSo',
  'HoSoCoThanhPhanSoHoa',
  'TaiKhoanDuocXacThucVoiVNeID',
  'DuocThanhToanTrucTuyen',
  'NgayTuChoi',
  'DinhDanhCHS',
  'NgayNopHoSo',
  'DSKetNoiCSDL',
];

/** The lists inside a dossier (5.1 to 5.5, 5), and the lists inside a round of supplement. */
export const DOSSIER_LISTS: Readonly<Record<string, readonly string[]>> = {
  TaiLieuNop: SUBMITTED,
  DanhSachLePhi: FEES,
  DanhSachTepDinhKemKhac: ['TenGiayTo', 'SoLuong', 'LoaiGiayTo'],
  DanhSachHoSoBoSung: [
    'HoSoBoSungId',
    'NguoiYeuCauBoSung',
    'NoiDungBoSung',
    'NgayBoSung',
    'NguoiTiepNhanBoSung',
    'ThongTinTiepNhan',
    'NgayTiepNhanBoSung',
    'TrangThaiBoSung',
    'DanhSachGiayToBoSung',
    'DanhSachLePhiBoSung',
    'NgayHenTraTruoc',
    'NgayHenTraMoi',
  ],
  DanhSachGiayToBoSung: SUBMITTED,
  DanhSachLePhiBoSung: FEES,
  DanhSachGiayToKetQua: [
    'TenGiayTo',
    'MaThanhPhanHoSo',
    'GiayToId',
    'DuongDanTepTinKetQua',
    'MaGiayToKetQua',
  ],
  DinhDanhCHS: ['LoaiDinhDanh', 'SoDinhDanh'],
  DSKetNoiCSDL: ['MaCSDL'],
};

/** Members marked R, or generation 2024 without a mark, whose loss must be seen: every one but these may not be left out either, since all are sent as text. */
export const REQUIRED = [
  'MaHoSo',
  'MaTTHC',
  'TenTTHC',
  'TenLinhVuc',
  'LoaiDoiTuong',
  'TrichYeuHoSo',
  'NgayTiepNhan',
  'TrangThaiHoSo',
  'HinhThuc',
  'DonViXuLy',
];

/** `CapNhatTienDoHoSoMC` (6). */
export const STEP = [
  'MaHoSo',
  'NguoiXuLy',
  'ChucDanh',
  'ThoiDiemXuLy',
  'PhongBanXuLy',
  'NoiDungXuLy',
  'TrangThai',
  'NgayBatDau',
  'NgayKetThucTheoQuyDinh',
];

/** `data` of `DongBoTrangThaiHoSo` (10.2), and its papers: the first five members of 5.1. */
export const STATE = [
  'MaHoSo',
  'MaHoSoDonVi',
  'MaDoiTuong',
  'NoiDung',
  'NgayXuLy',
  'TrangThai',
  'TaiLieuXuLy',
];
export const STATE_LISTS: Readonly<Record<string, readonly string[]>> = {
  TaiLieuXuLy: SUBMITTED.slice(0, 5),
};

/** `DongBoDanhGia` (12.2). */
export const RATING = [
  'NgayTongHop',
  'TongSoNguoiDanhGia',
  'PhanTramDanhGiaRatHaiLong',
  'PhanTramDanhGiaHaiLong',
  'PhanTramDanhGiaChuaHaiLong',
  'DanhSachNoiDungYKien',
  'MaThuTuc',
  'NoiDung',
  'PhanTramDanhGiaDichVuRatHaiLong',
  'PhanTramDanhGiaDichVuHaiLong',
  'PhanTramDanhGiaDichVuChuaHaiLong',
  'Madonvi',
  'TenDonVi',
];

/** Members of the envelope by service (2.4, 3); login has none. */
export const ENVELOPES = {
  login: ['username', 'password'],
  DongBoHoSoMC: ['session', 'madonvi', 'service', 'isUpdating', 'data'],
  CapNhatTienDoHoSoMC: ['session', 'madonvi', 'service', 'data'],
  DongBoTrangThaiHoSo: ['session', 'madonvi', 'service', 'type', 'data'],
  TraCuuHoSo: ['session', 'madonvi', 'service', 'mahoso'],
  TraCuuTechID: ['session', 'madonvi', 'service', 'provider', 'mstorcmnd'],
  DongBoDanhGia: ['session', 'madonvi', 'service', 'data'],
} as const;

/** What a filed dossier carries (10.1: `service`, `isUpdating`, `data`); our own shape, of names that sections 5, 5.1, 10.1 and 16 use. */
export const POST = ['service', 'isUpdating', 'data'];
export const FILED = [
  'MaHoSo',
  'MaTTHC',
  'KenhThucHien',
  'ChuHoSo',
  'LoaiDoiTuong',
  'MaDoiTuong',
  'SoGiayToChuHoSo',
  'NgaySinh',
  'DiaChi',
  'SoDienThoai',
  'Email',
  'ThongTinNguoiNop',
  'TrichYeuHoSo',
  'NgayNopHoSo',
  'HinhThuc',
  'DiaChiNhanKetQua',
  'TaiKhoanDuocXacThucVoiVNeID',
  'TaiLieuNop',
  'GhiChu',
];
export const FILED_LISTS: Readonly<Record<string, readonly string[]>> = {
  TaiLieuNop: SUBMITTED.slice(0, 5),
  ThongTinNguoiNop: ['TenNguoiNop', 'SoDinhDanh', 'SoDienThoai', 'DiaChiChiTiet', 'QuanHe'],
};
