import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SMALLEST_SAMPLE } from '../rules.ts';
import type { Reason } from '../schema.ts';
import { gathering } from './gather.ts';
import { groupsOf, type WordGroup } from './groups.ts';
import { wilson } from './interval.ts';
import { maskWords } from './mask.ts';
import { type Cell, closedMonths, facetRows, monthsBetween, trendOf } from './months.ts';
import { oldScale } from './old-scale.ts';

describe('Wilson interval', () => {
  // Worked out by hand from the formula with z = 1.96.
  it.each([
    [8, 10, 49, 94.3],
    [0, 10, 0, 27.8],
    [10, 10, 72.2, 100],
    [50, 100, 40.4, 59.6],
  ])('%i of %i: %f to %f', (hits, sample, low, high) => {
    expect(wilson(hits, sample)).toEqual({ low, high });
  });

  it('says nothing without ratings', () => {
    expect(wilson(0, 0)).toBeUndefined();
  });

  /** Chance of each number of hits, exact. */
  function binomial(sample: number, share: number): readonly number[] {
    const chances = [(1 - share) ** sample];
    for (let k = 1; k <= sample; k += 1) {
      chances.push(((chances[k - 1] ?? 0) * (sample - k + 1) * share) / (k * (1 - share)));
    }
    return chances;
  }

  it('contains the true share at about the stated rate: exactly reckoned, for every size from 5 to 200', () => {
    const rates: number[] = [];
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 200 }),
        fc.integer({ min: 50, max: 950 }),
        (sample, thousandths) => {
          const share = thousandths / 1000;
          const covered = binomial(sample, share).reduce((sum, chance, hits) => {
            const interval = wilson(hits, sample);
            const inside =
              interval !== undefined &&
              interval.low - 0.05 <= share * 100 &&
              share * 100 <= interval.high + 0.05;
            return inside ? sum + chance : sum;
          }, 0);
          rates.push(covered);
          // Known worst case of Wilson's interval near the ends; never far below.
          expect(covered).toBeGreaterThan(0.85);
        },
      ),
      { numRuns: 400 },
    );
    const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
    expect(mean).toBeGreaterThan(0.94);
    expect(mean).toBeLessThan(0.97);
  });

  it('grows narrower with more ratings and holds the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (sample, raw) => {
        const hits = raw % (sample + 1);
        const one = wilson(hits, sample);
        const ten = wilson(hits * 10, sample * 10);
        expect((one?.high ?? 0) - (one?.low ?? 0)).toBeGreaterThanOrEqual((ten?.high ?? 0) - (ten?.low ?? 0));
        expect(one?.low).toBeLessThanOrEqual((hits / sample) * 100 + 0.05);
        expect(one?.high).toBeGreaterThanOrEqual((hits / sample) * 100 - 0.05);
      }),
    );
  });
});

const size = ({ counts }: Pick<Cell, 'counts'>) => counts[1] + counts[2] + counts[3];

describe('rows of a facet', () => {
  const cells = fc
    .array(
      fc.record({
        value: fc.constantFrom('Quầy 1', 'Quầy 2', 'Quầy 3', 'Quầy 4'),
        month: fc.constantFrom('2026-01', '2026-02', '2026-03'),
        counts: fc.record({ 1: fc.nat(6), 2: fc.nat(6), 3: fc.nat(30) }),
      }),
      { maxLength: 12 },
    )
    .map((list) => [...new Map(list.map((cell) => [`${cell.value} ${cell.month}`, cell])).values()]);

  it('no two periods give a small group’s figures by subtraction (NĐ 118/2025 Điều 29 khoản 3)', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 3 }), (all, last) => {
        const until = `2026-0${last}`;
        const long = facetRows(
          all.filter(({ month }) => month <= until),
          30,
        );
        const short = facetRows(
          all.filter(({ month }) => month < until),
          30,
        );
        for (const row of long) {
          const before = short.find(({ value }) => value === row.value)?.sample ?? 0;
          const difference = row.sample - before;
          expect(difference === 0 || difference >= SMALLEST_SAMPLE).toBe(true);
        }
      }),
    );
  });

  it('within a month, never exactly one group is left to subtract', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const month = all.filter((cell) => cell.month === '2026-01' && size(cell) > 0);
        const rows = facetRows(month, 30);
        const hidden = rows.filter((row) => row.hidden > 0);
        const open = rows.filter((row) => row.sample > 0);
        expect(hidden.length === 1 && open.length > 0).toBe(false);
        expect(rows.reduce((n, row) => n + row.sample + row.hidden, 0)).toBe(
          month.reduce((n, cell) => n + size(cell), 0),
        );
      }),
    );
  });

  it('orders by share only what has enough ratings; five votes never lead', () => {
    const cell = (value: string, one: number, three: number): Cell => ({
      value,
      month: '2026-01',
      counts: { 1: one, 2: 0, 3: three },
    });
    const rows = facetRows([cell('A', 0, 5), cell('B', 10, 30), cell('C', 1, 39), cell('D', 3, 6)], 30);
    expect(rows.map(({ value, comparable }) => [value, comparable])).toEqual([
      ['C', true],
      ['B', true],
      ['A', false],
      ['D', false],
    ]);
  });

  it('closed months lie whole inside the period and are over', () => {
    const day = Temporal.PlainDate.from;
    expect(closedMonths(day('2026-01-02'), day('2026-05-10'), day('2026-05-10'))).toEqual([
      '2026-02',
      '2026-03',
      '2026-04',
    ]);
    expect(closedMonths(day('2026-04-01'), day('2026-04-30'), day('2026-04-30'))).toEqual([]);
    expect(closedMonths(day('2026-04-01'), day('2026-04-30'), day('2026-05-01'))).toEqual(['2026-04']);
  });

  it('the trend has every month, and no share where there are too few', () => {
    const months = monthsBetween(
      Temporal.PlainDate.from('2026-01-31'),
      Temporal.PlainDate.from('2026-03-01'),
    );
    expect(months).toEqual(['2026-01', '2026-02', '2026-03']);
    const trend = trendOf(
      [
        { value: '', month: '2026-01', counts: { 1: 1, 2: 2, 3: 7 } },
        { value: '', month: '2026-03', counts: { 1: 1, 2: 0, 3: 0 } },
      ],
      months,
    );
    expect(trend.map(({ sample, satisfied }) => [sample, satisfied])).toEqual([
      [10, 90],
      [0, undefined],
      [1, undefined],
    ]);
  });
});

describe('masking', () => {
  it.each([
    ['Chị Nguyễn Thị Ví Dụ quầy 3 rất cáu', 'Chị … quầy 3 rất cáu'],
    ['gọi tôi số 0900 000 001 nhé', 'gọi tôi số … nhé'],
    ['gọi 0900.000.001', 'gọi …'],
    ['CCCD 038000000001 của tôi', 'CCCD … của tôi'],
    ['Trần Văn Ví Dụ làm chậm', '… làm chậm'],
    ['anh Dụ bảo về lấy thêm', 'anh … bảo về lấy thêm'],
    ['viết cho vidu@example.vn', 'viết cho …'],
    ['hồ sơ H56.29.1-261123-0001 trễ', 'hồ sơ … trễ'],
    ['Chờ 2 giờ, đi lại 3 lần, mất 20.000 đồng', 'Chờ 2 giờ, đi lại 3 lần, mất 20.000 đồng'],
    ['Cán bộ Lê Ví Dụ hướng dẫn tận tình', 'Cán bộ … hướng dẫn tận tình'],
    ['Ông bà ngồi chờ lâu', 'Ông bà ngồi chờ lâu'],
  ])('%s', (text, masked) => {
    expect(maskWords(text)).toBe(masked);
  });

  it('leaves no run of seven digits, however they are spaced, and masks twice as once', () => {
    const digits = fc
      .tuple(fc.stringMatching(/^\d{7,12}$/), fc.constantFrom('', ' ', '.', '-'))
      .map(([number, gap]) => number.split('').join(gap));
    fc.assert(
      fc.property(fc.string(), digits, fc.string(), (before, number, after) => {
        const masked = maskWords(`${before} ${number} ${after}`);
        expect(masked).not.toMatch(/\d(?:[ .-]?\d){6,}/);
        expect(maskWords(masked)).toBe(masked);
      }),
    );
  });
});

describe('groups of words', () => {
  it.each<[string, readonly Reason[], readonly WordGroup[]]>([
    ['Chờ lâu quá, ghế ít', [], ['long-wait', 'facilities']],
    ['Cán bộ rất nhiệt tình, xin cảm ơn', [], ['praise']],
    ['không nhiệt tình', [], ['other']],
    ['Phải đi lại nhiều lần', [], ['many-trips']],
    ['???', ['late'], ['late']],
    ['trời mưa', [], ['other']],
  ])('%s', (text, chosen, groups) => {
    expect([...groupsOf(text, chosen)].sort()).toEqual([...groups].sort());
  });
});

describe('the old scale (without legal base since 1 July 2025)', () => {
  it('averages points of answers that have some, one decimal, and leaves out what has too few', () => {
    const counted = new Map([
      ['a', { sooner: 2, 'on-time': 3, later: 1, unknown: 9 }],
      ['dd', { good: 4 }],
    ] as const);
    expect(oldScale(counted, 5)).toEqual([{ indicator: 1, average: 1.2, sample: 6 }]);
  });
});

describe('gathering', () => {
  it.each([
    [1, 4, 1, 'wait'],
    [7, 4, 1, 'count'],
    [7, 0, 0, 'nothing'],
    [1, 5, 0, 'nothing'],
    [1, 5, 1, 'count-and-reasons'],
  ] as const)('%i days, %i ratings, %i unhappy: %s', (days, sample, unhappy, what) => {
    expect(gathering(days, sample, unhappy)).toBe(what);
  });
});
