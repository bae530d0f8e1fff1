import { expect, it } from 'vitest';
import { dongInWords, receiptNumber } from './rules.ts';

it.each([
  [0, 'không đồng'],
  [10_000, 'mười nghìn đồng'],
  [15_000, 'mười lăm nghìn đồng'],
  [21_000, 'hai mươi mốt nghìn đồng'],
  [104_000, 'một trăm linh bốn nghìn đồng'],
  [24_005, 'hai mươi tư nghìn không trăm linh năm đồng'],
  [1_000_000, 'một triệu đồng'],
  [2_050_300, 'hai triệu không trăm năm mươi nghìn ba trăm đồng'],
  [3_000_000_000, 'ba tỷ đồng'],
])('%i in words is "%s"', (amount, words) => {
  expect(dongInWords(amount)).toBe(words);
});

it('receipt numbers are of one width', () => {
  expect(receiptNumber({ no: 12, year: 2026 })).toBe('0000012/2026');
});
