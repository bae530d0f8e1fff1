import { expect, it } from 'vitest';
import { slug, withoutMarks } from './vietnamese.ts';

it.each([
  ['Đặng Thị Ánh', 'Dang Thi Anh'],
  ['ỠƯỢ ẵ ỷ đĐ', 'OUO a y dD'],
  ['Hoa Lộc'.normalize('NFD'), 'Hoa Loc'],
  ['', ''],
])('%s without marks', (text, plain) => {
  expect(withoutMarks(text)).toBe(plain);
});

it('makes addresses and words to compare', () => {
  expect(slug('  Xã  Hoa Lộc (Thanh Hóa) ')).toBe('xa-hoa-loc-thanh-hoa');
  expect(slug('Chờ lâu QUÁ!', ' ')).toBe('cho lau qua');
  expect(slug('…')).toBe('');
});
