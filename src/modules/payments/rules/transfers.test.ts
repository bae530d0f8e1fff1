import fc from 'fast-check';
import { QRPay } from 'vietnam-qr-pay';
import { describe, expect, it } from 'vitest';
import { codeFromBytes, codesIn, matchTransfer, type OpenRequest } from './transfers.ts';
import { crc16, vietQr } from './vietqr.ts';

const REQUEST = { bankBin: '970415', accountNo: '113366668888', amountVnd: 8000, purpose: 'MCAB23CD45' };

describe('VietQR (EMV QR of NAPAS)', () => {
  it('has the check value of CRC-16/CCITT-FALSE', () => {
    expect(crc16('123456789')).toBe('29B1');
  });

  it('is read by another decoder as what was meant, whatever is asked for', () => {
    const digits = (min: number, max: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
    const request = fc.record({
      bankBin: digits(6, 6),
      accountNo: digits(5, 19),
      amountVnd: fc.integer({ min: 1, max: 9_999_999_999_999 }),
      purpose: fc.uint8Array({ minLength: 8, maxLength: 8 }).map(codeFromBytes),
    });
    fc.assert(
      fc.property(request, (asked) => {
        const read = new QRPay(vietQr(asked));
        expect(read.isValid).toBe(true);
        expect(read.consumer.bankBin).toBe(asked.bankBin);
        expect(read.consumer.bankNumber).toBe(asked.accountNo);
        expect(read.amount).toBe(String(asked.amountVnd));
        expect(read.additionalData.purpose).toBe(asked.purpose);
      }),
    );
  });

  it('is what another encoder makes', () => {
    const { bankBin, accountNo, amountVnd, purpose } = REQUEST;
    const other = QRPay.initVietQR({ bankBin, bankNumber: accountNo, amount: String(amountVnd), purpose });
    expect(vietQr(REQUEST)).toBe(other.build());
  });

  it('a changed sign is noticed', () => {
    const text = vietQr(REQUEST);
    expect(new QRPay(text.replace('8000', '9000')).isValid).toBe(false);
  });

  it.each([
    ['no amount', { amountVnd: 0 }],
    ['half a đồng', { amountVnd: 0.5 }],
    ['a bank name for its number', { bankBin: 'VIETIN' }],
    ['an account with a space', { accountNo: '11 33' }],
    ['Vietnamese letters', { purpose: 'lệ phí' }],
    ['a long text', { purpose: 'A'.repeat(26) }],
    ['no text', { purpose: '' }],
  ])('refuses %s', (_, change) => {
    expect(() => vietQr({ ...REQUEST, ...change })).toThrow(RangeError);
  });
});

describe('codes in the text of a transfer', () => {
  it.each([
    ['as printed', 'MCAB23CD45', ['MCAB23CD45']],
    ['lower case, with spaces', 'mc ab23 cd45 nop le phi', ['MCAB23CD45']],
    ['words before, dots inside', 'NGUYEN VAN VI DU chuyen tien MC.AB23.CD45', ['MCAB23CD45']],
    ['the letters MC in another word before', 'HAMCHAU MCAB23CD45', ['MCHAUMCAB2', 'MCAB23CD45']],
    ['none', 'nop le phi khai sinh', []],
    ['too short', 'MC123', []],
  ])('%s', (_, content, codes) => {
    expect(codesIn(content)).toEqual(codes);
  });

  it('is found wherever a bank puts it and whatever it puts between', () => {
    const noise = fc.string({ unit: fc.constantFrom(...' .-_/,'), maxLength: 2 });
    const words = fc.string({ unit: fc.constantFrom(...'ADEGHIKLNOPRSTUY '), maxLength: 20 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 8 }).map(codeFromBytes),
        fc.array(noise, { minLength: 10, maxLength: 10 }),
        words,
        words,
        fc.boolean(),
        (code, gaps, before, after, lower) => {
          const spread = Array.from(code, (letter, index) => letter + (gaps[index] ?? '')).join('');
          const content = `${before} ${lower ? spread.toLowerCase() : spread} ${after}`;
          expect(codesIn(content)).toContain(code);
        },
      ),
    );
  });
});

describe('which money pays which request', () => {
  const open: OpenRequest = { code: 'MCAB23CD45', amountVnd: 8000, accountNo: '0101234567', state: 'open' };
  const money = { content: 'MCAB23CD45', amountVnd: 8000, accountNo: '0101234567' };
  it.each([
    ['code, amount and account fit', money, [open], { pays: 'MCAB23CD45' }],
    ['no code', { ...money, content: 'nop le phi' }, [open], { why: 'no-code' }],
    ['a code nobody asked with', money, [], { why: 'unknown-code' }],
    ['too little', { ...money, amountVnd: 7999 }, [open], { why: 'other-amount' }],
    ['too much', { ...money, amountVnd: 80_000 }, [open], { why: 'other-amount' }],
    ['paid before', money, [{ ...open, state: 'paid' as const }], { why: 'already-paid' }],
    ['settled in cash meanwhile', money, [{ ...open, state: 'closed' as const }], { why: 'already-paid' }],
    ['another account', { ...money, accountNo: '999' }, [open], { why: 'other-account' }],
  ])('%s', (_, incoming, requests, expected) => {
    expect(matchTransfer(incoming, requests)).toEqual(expected);
  });
});
