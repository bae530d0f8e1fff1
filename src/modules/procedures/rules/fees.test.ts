import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fee } from '../schema.ts';
import { feeFor, isFeeInForce, reliefsOn } from './fees.ts';

const copy = Fee.parse({
  text: '2.000 đồng/trang',
  amountVnd: 2000,
  unit: 'page',
  steps: [{ fromUnit: 3, amountVnd: 1000 }],
  maxVnd: 200_000,
  exemptions: [
    { who: 'Công dân số', amountVnd: 0, channels: ['online'], from: '2026-08-15', to: '2027-02-28' },
  ],
});

describe('TT 226/2016: certified copies', () => {
  it.each([
    [0, 0],
    [1, 2000],
    [2, 4000],
    [3, 5000],
    [10, 12_000],
    [500, 200_000],
  ])('%i pages cost %i đồng', (pages, sum) => {
    expect(feeFor(copy, pages)).toBe(sum);
  });

  it('never costs less for more pages, never more than the ceiling', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (a, b) => {
        const [few, many] = [feeFor(copy, Math.min(a, b)) ?? 0, feeFor(copy, Math.max(a, b)) ?? 0];
        expect(few).toBeLessThanOrEqual(many);
        expect(many).toBeLessThanOrEqual(200_000);
      }),
    );
  });

  it('an amount that the province sets is not guessed', () => {
    expect(feeFor(Fee.parse({ text: 'Theo nghị quyết', amountVnd: null }), 1)).toBeNull();
  });
});

describe('NQ 66.22 Điều 5: dated reliefs', () => {
  it.each([
    ['2026-08-14', 'online', 0],
    ['2026-08-15', 'online', 1],
    ['2027-02-28', 'online', 1],
    ['2027-03-01', 'online', 0],
    ['2026-12-01', 'in-person', 0],
  ] as const)('on %s %s: %i', (day, channel, count) => {
    expect(reliefsOn(copy, day, channel)).toHaveLength(count);
  });

  it('a fee holds on the days and ways it names', () => {
    const fee = Fee.parse({ text: 'x', amountVnd: 1, channels: ['postal'], from: '2026-01-01' });
    expect(isFeeInForce(fee, '2026-01-01', 'postal')).toBe(true);
    expect(isFeeInForce(fee, '2025-12-31', 'postal')).toBe(false);
    expect(isFeeInForce(fee, '2026-01-01', 'online')).toBe(false);
  });
});
