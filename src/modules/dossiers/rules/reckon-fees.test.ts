import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fee } from '#modules/procedures/schema.ts';
import { FeeLineEntry } from '../schema.ts';
import { reckonFees } from './reckon-fees.ts';

const on = Temporal.PlainDate.from('2026-11-23');
const pages = Fee.parse({
  name: 'Phí chứng thực bản sao',
  amountVnd: 2000,
  unit: 'page',
  steps: [{ fromUnit: 3, amountVnd: 1000 }],
  maxVnd: 200_000,
  text: '2.000 đồng/trang',
  exemptions: [
    { who: 'Người thuộc hộ nghèo', amountVnd: 500, legalBasis: 'Nghị quyết ví dụ' },
    { who: 'Công dân số', amountVnd: 0, channels: ['online'] },
  ],
});
const special = Fee.parse({
  name: 'Phí tại nhà',
  amountVnd: 50_000,
  condition: 'tại nhà',
  text: '50.000 đồng',
});
const open = Fee.parse({ name: 'Lệ phí', amountVnd: null, text: 'Theo nghị quyết', setByProvince: true });
const LIST = [pages, special, open];

function reckon(entry: object) {
  return reckonFees([FeeLineEntry.parse(entry)], LIST, 'direct', on);
}

function copies(choice: object, amount?: number) {
  return reckon({
    name: pages.name,
    ...(amount === undefined ? {} : { amount }),
    choice: { fee: 0, quantities: [{ units: 4, times: 2 }], ...choice },
  });
}

describe('charges at reception (Luật Phí và lệ phí 2015, TT 226/2016/TT-BTC Điều 4)', () => {
  it('an empty amount is the list’s, with what it was counted by', () => {
    expect(copies({})).toEqual({
      lines: [
        {
          name: pages.name,
          amount: 12_000,
          reckoned: {
            fee: 0,
            quantities: [{ units: 4, times: 2 }],
            baseVnd: 12_000,
            listVnd: 12_000,
            exemption: null,
            reason: '',
          },
        },
      ],
      fault: null,
    });
  });

  it('an exemption is applied and named with its law', () => {
    expect(copies({ exemption: 0 })).toMatchObject({
      lines: [
        {
          amount: 4_000,
          reckoned: { baseVnd: 12_000, exemption: { place: 0, legalBasis: 'Nghị quyết ví dụ' } },
        },
      ],
      fault: null,
    });
  });

  it.each([
    ['another sum without a word', { choice: {}, amount: 1_000 }, 'fee-differs'],
    ['an exemption of another channel', { choice: { exemption: 1 }, amount: 0 }, 'fee-exemption'],
    ['an exemption that is not there', { choice: { exemption: 7 }, amount: 0 }, 'fee-exemption'],
    ['a fee that the list no longer has', { choice: { fee: 9 }, amount: 12_000 }, 'fee-list-changed'],
    ['a fee that now is another one', { choice: { fee: 1 }, amount: 12_000 }, 'fee-list-changed'],
  ])('%s is a fault', (_, { choice, amount }, code) => {
    expect(copies(choice, amount).fault).toMatchObject({ fault: { code }, at: 0 });
  });

  it('another sum stands with its reason', () => {
    expect(copies({ reason: 'Thu bổ sung ví dụ' }, 1_000)).toMatchObject({
      lines: [{ amount: 1_000, reckoned: { listVnd: 12_000, reason: 'Thu bổ sung ví dụ' } }],
      fault: null,
    });
  });

  it('not to charge what is always charged is another sum too', () => {
    const none = reckon({ name: pages.name, amount: 0, choice: { fee: 0, quantities: [] } });
    expect(none.fault).toMatchObject({ fault: { code: 'fee-differs', listVnd: 2_000 } });
  });

  it('the fee of a special case is not asked unless it is counted; an open amount is what was typed, or nothing', () => {
    expect(reckon({ name: special.name, amount: 0, choice: { fee: 1 } })).toEqual({ lines: [], fault: null });
    expect(reckon({ name: special.name, choice: { fee: 1, quantities: [{}] } }).lines).toMatchObject([
      { amount: 50_000 },
    ]);
    expect(reckon({ name: open.name, choice: { fee: 2 } })).toEqual({ lines: [], fault: null });
    expect(reckon({ name: open.name, amount: 7_000, choice: { fee: 2 } }).lines).toMatchObject([
      { amount: 7_000, reckoned: { listVnd: null } },
    ]);
  });

  it('a line without a choice stands as it is told', () => {
    expect(reckon({ name: 'Khoản khác', amount: 3_000 })).toEqual({
      lines: [{ name: 'Khoản khác', amount: 3_000 }],
      fault: null,
    });
  });

  it('what is received without a reason is always the list’s sum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(300_000),
        (units, times, amount) => {
          const { lines, fault } = copies({ quantities: [{ units, times }] }, amount);
          expect(fault === null).toBe(lines[0]?.amount === lines[0]?.reckoned?.listVnd);
        },
      ),
    );
  });
});
