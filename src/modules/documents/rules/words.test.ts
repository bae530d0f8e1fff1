import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateInWords,
  dayInFigures,
  momentInFigures,
  moneyInFigures,
  moneyInWords,
  numberInWords,
} from './words.ts';

describe('numbers in words', () => {
  test.each([
    [0, 'không'],
    [5, 'năm'],
    [10, 'mười'],
    [11, 'mười một'],
    [14, 'mười bốn'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [25, 'hai mươi lăm'],
    [55, 'năm mươi lăm'],
    [100, 'một trăm'],
    [101, 'một trăm linh một'],
    [105, 'một trăm linh năm'],
    [115, 'một trăm mười lăm'],
    [300, 'ba trăm'],
    [1_000, 'một nghìn'],
    [1_001, 'một nghìn không trăm linh một'],
    [1_025, 'một nghìn không trăm hai mươi lăm'],
    [2_026, 'hai nghìn không trăm hai mươi sáu'],
    [10_000, 'mười nghìn'],
    [2_000_005, 'hai triệu không trăm linh năm'],
    [1_000_000_000, 'một tỷ'],
    [1_000_000_000_000, 'một nghìn tỷ'],
    [3_000_000_021, 'ba tỷ không trăm hai mươi mốt'],
    [1_234_567_891, 'một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt'],
    [-2, 'âm hai'],
  ])('%i is "%s"', (n, words) => {
    expect(numberInWords(n)).toBe(words);
  });

  test('a number that is not whole is refused', () => {
    expect(() => numberInWords(1.5)).toThrow(RangeError);
  });

  test('every number reads differently and without stray blanks', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
        expect(numberInWords(a)).toMatch(/^\S+( \S+)*$/u);
        expect(numberInWords(a) === numberInWords(b)).toBe(a === b);
      }),
    );
  });
});

describe('sums', () => {
  test.each([
    [10_000, '10.000 đồng', 'Mười nghìn đồng'],
    [0, '0 đồng', 'Không đồng'],
    [8_000, '8.000 đồng', 'Tám nghìn đồng'],
    [1_250_500, '1.250.500 đồng', 'Một triệu hai trăm năm mươi nghìn năm trăm đồng'],
  ])('%i', (sum, figures, words) => {
    expect(moneyInFigures(sum)).toBe(figures);
    expect(moneyInWords(sum)).toBe(words);
  });
});

describe('days', () => {
  test.each([
    [
      '2026-04-05',
      'Ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu',
      'ngày 05 tháng 4 năm 2026',
    ],
    [
      '2026-11-23',
      'Ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu',
      'ngày 23 tháng 11 năm 2026',
    ],
    [
      '2026-08-24',
      'Ngày hai mươi tư tháng tám năm hai nghìn không trăm hai mươi sáu',
      'ngày 24 tháng 8 năm 2026',
    ],
    [
      '2027-01-10',
      'Ngày mùng mười tháng một năm hai nghìn không trăm hai mươi bảy',
      'ngày 10 tháng 01 năm 2027',
    ],
    ['2030-02-01', 'Ngày mùng một tháng hai năm hai nghìn không trăm ba mươi', 'ngày 01 tháng 02 năm 2030'],
  ])('%s', (day, words, figures) => {
    expect(dateInWords(Temporal.PlainDate.from(day))).toBe(words);
    expect(dayInFigures(Temporal.PlainDate.from(day))).toBe(figures);
  });

  test('a moment names hour, minute and day', () => {
    expect(momentInFigures(Temporal.PlainDateTime.from('2026-11-24T07:05'))).toBe(
      '07 giờ 05 phút, ngày 24 tháng 11 năm 2026',
    );
  });
});
