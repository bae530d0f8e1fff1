/** Members of a request that hold personal data, and how much of each is kept. */
const MASKED: Readonly<Record<string, (text: string) => string>> = {
  ChuHoSo: initials,
  NguoiYeuCauBoSung: initials,
  SoGiayToChuHoSo: lastDigits,
  SoDinhDanh: lastDigits,
  SoDienThoai: lastDigits,
  Email: () => '…',
  TrichYeuHoSo: () => '…',
  NoiDung: () => '…',
  MaDoiTuong: lastDigits,
  mstorcmnd: lastDigits,
  DuongDanTaiTepTin: withoutProof,
  DuongDanTepTinKetQua: withoutProof,
  TenNguoiNop: initials,
  SoGiayTo: lastDigits,
  DiaChi: () => '…',
  DiaChiChiTiet: () => '…',
  DiaChiNhanKetQua: () => '…',
  NgaySinh: () => '…',
  GhiChu: () => '…',
};

function initials(text: string): string {
  return (
    text
      .split(/\s+/)
      .filter((word) => word !== '')
      // By characters: a letter of Nôm is two units, and half of one could not be stored.
      .map((word) => `${[...word][0] ?? ''}.`)
      .join(' ')
  );
}

function lastDigits(text: string): string {
  return text === '' ? '' : `…${text.slice(-3)}`;
}

/** An address without what makes it good. */
function withoutProof(text: string): string {
  return text.replace(/\?.*$/, '');
}

/** A request as it is kept for people: names as initials, numbers by their last digits, texts left out. */
export function maskRequest(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(maskRequest);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const mask = MASKED[key];
      return [key, mask !== undefined && typeof item === 'string' ? mask(item) : maskRequest(item)];
    }),
  );
}
