import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeeChoice } from '../schema/fee-choice.ts';
import { Fee } from '../schema.ts';
import { computeFees, isFeeAsked, priceOf, usableExemptions } from './fees.ts';

const on = Temporal.PlainDate.from('2026-11-23');

const copies = Fee.parse({
  name: 'Phí chứng thực bản sao từ bản chính',
  amountVnd: 2000,
  unit: 'page',
  steps: [{ fromUnit: 3, amountVnd: 1000 }],
  maxVnd: 200_000,
  text: '2.000 đồng/trang; từ trang thứ 3 thu 1.000 đồng/trang, tối đa 200.000 đồng/bản',
  legalBasis: 'TT 226/2016/TT-BTC',
});

const extract = Fee.parse({
  name: 'Phí cấp bản sao trích lục',
  amountVnd: 8000,
  unit: 'copy',
  text: '8.000 đồng/bản',
  exemptions: [
    {
      who: 'Công dân số',
      amountVnd: 0,
      channels: ['online'],
      legalBasis: 'NQ 66.22/2026/NQ-CP Điều 5',
      from: '2026-08-15',
      to: '2027-02-28',
    },
    { who: 'Người thuộc hộ nghèo', amountVnd: 4000 },
  ],
});

function choose(extra: object = {}): FeeChoice {
  return FeeChoice.parse({ fee: 0, ...extra });
}

function totalOf(
  fee: Fee,
  choice: FeeChoice,
  channel: 'in-person' | 'online' = 'in-person',
  day = on,
): number | string {
  const result = computeFees([fee], [choice], channel, day);
  return result.ok ? result.totalVnd : (result.problems[0]?.code ?? '');
}

describe('chứng thực bản sao (TT 226/2016/TT-BTC Điều 4)', () => {
  it.each([
    [1, 2000],
    [2, 4000],
    [3, 5000],
    [10, 12_000],
    [198, 200_000],
    [500, 200_000],
  ])('a copy of %i pages costs %i đ', (pages, amount) => {
    expect(priceOf(copies, 2000, pages)).toBe(amount);
  });

  it('repeats the price for each copy and adds up documents', () => {
    const quantities = [
      { units: 3, times: 2 },
      { units: 500, times: 1 },
    ];
    expect(totalOf(copies, choose({ quantities }))).toBe(210_000);
  });
});

describe('exemptions (NQ 66.22/2026/NQ-CP Điều 5)', () => {
  const digitalCitizen = choose({ exemptions: [0] });
  it.each([
    ['online within its dates', 'online', '2026-11-23', 0],
    ['on its last day', 'online', '2027-02-28', 0],
    ['a day later', 'online', '2027-03-01', 'exemption-not-applicable'],
    ['a day before it begins', 'online', '2026-08-14', 'exemption-not-applicable'],
    ['at the counter', 'in-person', '2026-11-23', 'exemption-not-applicable'],
  ] as const)('%s', (_, channel, day, expected) => {
    expect(totalOf(extract, digitalCitizen, channel, Temporal.PlainDate.from(day))).toBe(expected);
  });

  it('of several the one that leaves least counts, and is named', () => {
    const result = computeFees([extract], [choose({ exemptions: [0, 1] })], 'online', on);
    expect(result).toMatchObject({
      ok: true,
      lines: [{ baseVnd: 8000, amountVnd: 0, exemption: { who: 'Công dân số' } }],
    });
  });
});

describe('what cannot be worked out is said, never guessed', () => {
  const open = Fee.parse({ amountVnd: null, text: 'Do HĐND tỉnh quy định', setByProvince: true });
  const ended = Fee.parse({ amountVnd: 1000, text: 'cũ', to: '2025-12-31' });
  const online = Fee.parse({ amountVnd: 1000, text: 'trực tuyến', channels: ['online'] });
  it.each([
    ['an amount left open', open, 'amount-needed'],
    ['a fee that ended', ended, 'not-in-force'],
    ['a fee of another channel', online, 'other-channel'],
  ])('%s', (_, fee, code) => {
    expect(totalOf(fee, choose())).toBe(code);
  });

  it('takes the amount that the officer entered', () => {
    expect(totalOf(open, choose({ enteredVnd: 15_000 }))).toBe(15_000);
  });

  it('refuses a fee that is not on the list', () => {
    expect(computeFees([], [choose()], 'in-person', on)).toEqual({
      ok: false,
      problems: [{ code: 'unknown-fee', fee: 0 }],
    });
  });
});

it('more pages never cost less, and no copy costs more than the ceiling', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (pages) => {
      const price = priceOf(copies, 2000, pages);
      expect(price).toBeLessThanOrEqual(200_000);
      expect(priceOf(copies, 2000, pages + 1)).toBeGreaterThanOrEqual(price);
    }),
  );
});

it('a fee is asked on the days and for the ways it names, and offers the exemptions of that day and way', () => {
  const fee = Fee.parse({ text: 'x', amountVnd: 1, channels: ['postal'], from: '2026-01-01' });
  const day = (text: string) => Temporal.PlainDate.from(text);
  expect(isFeeAsked(fee, 'postal', day('2026-01-01'))).toBe(true);
  expect(isFeeAsked(fee, 'postal', day('2025-12-31'))).toBe(false);
  expect(isFeeAsked(fee, 'online', day('2026-01-01'))).toBe(false);
  expect(usableExemptions(extract, 'online', on)).toEqual([0, 1]);
  expect(usableExemptions(extract, 'in-person', on)).toEqual([1]);
});
