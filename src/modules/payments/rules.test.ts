import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextQuery } from './rules/platform.ts';
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

describe('when a payment is asked about', () => {
  it('first after the setting, then at growing distance, never after three days', () => {
    const opened = Temporal.Instant.from('2026-05-04T01:00:00Z');
    const minute = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 40 }), (minutes, queries) => {
        const now = opened.add({ minutes });
        const next = nextQuery(opened, queries, now, 30);
        if (minutes >= 72 * 60) {
          expect(next).toBeNull();
        } else {
          expect(next === null ? 0 : next.since(opened).total('hours')).toBeLessThanOrEqual(72);
          expect(next !== null && (queries === 0 || Temporal.Instant.compare(next, now) > 0)).toBe(true);
        }
      }),
    );
  });
});
