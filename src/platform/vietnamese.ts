/** Vietnamese letters without their marks, for comparing, sorting out and addresses. Browser-safe. */

/** Drops diacritics and writes đ as d; the case stays. "Đặng Thị Ánh" → "Dang Thi Anh". */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

/** Small letters and digits without marks, words set apart by `gap`. "Xã Hoa Lộc" → "xa-hoa-loc"; "!" → "". */
export function slug(text: string, gap: '-' | ' ' = '-'): string {
  const words = withoutMarks(text)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.filter((word) => word !== '').join(gap);
}
