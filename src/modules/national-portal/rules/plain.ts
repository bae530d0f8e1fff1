/** Members of the interface that a refusal may name, in the words of the counter. */
const WORDS: Readonly<Record<string, string>> = {
  MaHoSo: 'mã hồ sơ',
  MaTTHC: 'mã thủ tục',
  TenTTHC: 'tên thủ tục',
  MaLinhVuc: 'mã lĩnh vực',
  TenLinhVuc: 'tên lĩnh vực',
  KenhThucHien: 'cách nộp',
  SoGiayToChuHoSo: 'số giấy tờ của chủ hồ sơ',
  ChuHoSo: 'tên chủ hồ sơ',
  LoaiDoiTuong: 'loại đối tượng',
  MaDoiTuong: 'tài khoản của chủ hồ sơ',
  Email: 'thư điện tử',
  SoDienThoai: 'số điện thoại',
  TrichYeuHoSo: 'trích yếu hồ sơ',
  NgayTiepNhan: 'ngày tiếp nhận',
  NgayHenTra: 'ngày hẹn trả',
  TrangThaiHoSo: 'trạng thái hồ sơ',
  TrangThai: 'trạng thái',
  NgayTra: 'ngày trả kết quả',
  HinhThuc: 'cách trả kết quả',
  NgayKetThucXuLy: 'ngày kết thúc xử lý',
  DonViXuLy: 'đơn vị xử lý',
  GhiChu: 'ghi chú',
  TaiLieuNop: 'giấy tờ đã nộp',
  DanhSachLePhi: 'phí, lệ phí',
  DanhSachHoSoBoSung: 'lần bổ sung',
  DanhSachGiayToKetQua: 'giấy tờ kết quả',
  DinhDanhCHS: 'số định danh của chủ hồ sơ',
  NguoiXuLy: 'người xử lý',
  ThoiDiemXuLy: 'lúc xử lý',
  NoiDungXuLy: 'nội dung xử lý',
  NoiDung: 'nội dung',
};

const NAMES = new RegExp(`\\b(${Object.keys(WORDS).join('|')})\\b`, 'g');

/** What the portal answered, with the interface's own names said in words; the name stays behind for who asks the portal's help desk. */
export function inPlainWords(answer: string): string {
  return answer.replace(NAMES, (name) => `${WORDS[name] ?? name} (${name})`);
}
