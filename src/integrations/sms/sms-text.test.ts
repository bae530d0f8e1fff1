import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskNumber, mobileNumber } from './number.ts';
import { brandnameFault, measureSms, plainSms } from './text.ts';

const a = (count: number) => 'a'.repeat(count);

describe('length of an SMS (3GPP TS 23.038)', () => {
  it.each([
    ['', 'gsm-7', 0, 1, 160],
    [a(160), 'gsm-7', 160, 1, 0],
    [a(161), 'gsm-7', 161, 2, 145],
    [a(306), 'gsm-7', 306, 2, 0],
    [a(307), 'gsm-7', 307, 3, 152],
    [`${a(159)}€`, 'gsm-7', 161, 2, 145],
    ['[{}]', 'gsm-7', 8, 1, 152],
    ['à è é ì ò ù', 'gsm-7', 11, 1, 149],
    ['đ', 'ucs-2', 1, 1, 69],
    [`${a(69)}ế`, 'ucs-2', 70, 1, 0],
    [`${a(70)}ế`, 'ucs-2', 71, 2, 63],
    [`${a(134)}ế`, 'ucs-2', 135, 3, 66],
    ['😀', 'ucs-2', 2, 1, 68],
  ] as const)('%s', (text, encoding, length, parts, left) => {
    expect(measureSms(text)).toEqual({ encoding, length, parts, left });
  });

  it('a letter that costs two is never cut by the end of a part', () => {
    // 152 septets, then an escape pair: it moves whole into the second part.
    expect(measureSms(`${a(152)}€${a(20)}`)).toMatchObject({ parts: 2, left: 153 - 22 });
    expect(measureSms(`${a(66)}😀${a(20)}`)).toMatchObject({ encoding: 'ucs-2', parts: 2, left: 67 - 22 });
  });

  it('decomposed letters count as composed ones', () => {
    expect(measureSms('ế'.normalize('NFD'))).toEqual(measureSms('ế'));
  });
});

describe('text without marks', () => {
  it.each([
    ['Hồ sơ đã xong, mời ông/bà đến nhận', 'Ho so da xong, moi ong/ba den nhan'],
    ['“Đúng hạn” – 7:00…', '"Dung han" - 7:00...'],
    ['Điểm • một\u00a0cửa', 'Diem - mot cua'],
    ['中', '?'],
  ])('%s', (text, plain) => {
    expect(plainSms(text)).toBe(plain);
  });

  it('is always GSM-7, and so costs at most as much as with marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const plain = measureSms(plainSms(text));
        expect(plain.encoding).toBe('gsm-7');
      }),
      { numRuns: 100 },
    );
  });
});

describe('mobile numbers', () => {
  it.each([
    ['0912345678', '84912345678'],
    ['+84 912 345 678', '84912345678'],
    ['84912345678', '84912345678'],
    ['0912.345.678', '84912345678'],
    ['0843456789', '84843456789'],
    ['843456789', '84843456789'],
    ['0237 3456 789', null],
    ['091234567', null],
    ['09123456789', null],
    ['không có', null],
    ['', null],
  ])('%s → %s', (text, number) => {
    expect(mobileNumber(text)).toBe(number);
  });

  it('masks all but the ends', () => {
    expect(maskNumber('84912345678')).toBe('0912 *** 678');
    expect(maskNumber('123')).toBe('***');
  });
});

describe('sender name', () => {
  it.each([
    ['UBND HoaLoc', null],
    ['UBNDxaHoaLoc', 'long'],
    ['Xã Ví Dụ', 'letters'],
    ['', 'empty'],
  ])('%s: %s', (name, fault) => {
    expect(brandnameFault(name)).toBe(fault);
  });
});
