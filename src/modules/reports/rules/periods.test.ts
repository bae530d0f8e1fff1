import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentPeriod, lastPeriod, nameOf, period, sendBy } from './periods.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const days = ({ from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate }) => [`${from}`, `${to}`];

describe('periods of reports (NĐ 09/2019 Điều 12)', () => {
  it.each([
    ['month', 'fifteenth', 11, '2026-10-15', '2026-11-14'],
    ['month', 'fifteenth', 1, '2025-12-15', '2026-01-14'],
    ['quarter', 'fifteenth', 4, '2026-09-15', '2026-12-14'],
    ['half-year', 'fifteenth', 1, '2025-12-15', '2026-06-14'],
    ['half-year', 'fifteenth', 2, '2026-06-15', '2026-12-14'],
    ['year', 'fifteenth', 1, '2025-12-15', '2026-12-14'],
    ['month', 'calendar', 2, '2026-02-01', '2026-02-28'],
    ['quarter', 'calendar', 3, '2026-07-01', '2026-09-30'],
    ['half-year', 'calendar', 2, '2026-07-01', '2026-12-31'],
    ['year', 'calendar', 1, '2026-01-01', '2026-12-31'],
  ] as const)('%s, %s, no. %i of 2026', (kind, cut, no, from, to) => {
    const found = period(kind, cut, 2026, no);
    expect(days(found)).toEqual([from, to]);
    expect(nameOf(found)).toMatchObject({ kind, cut, no, year: 2026 });
  });

  it('any other span has no name', () => {
    expect(nameOf({ from: day('2026-03-02'), to: day('2026-03-31') })).toBeNull();
  });

  it('follow each other without gap, and the last one is over while the current one is not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('month', 'quarter', 'half-year', 'year'),
        fc.constantFrom('fifteenth', 'calendar'),
        fc.integer({ min: 0, max: 2000 }),
        (kind, cut, n) => {
          const today = day('2024-01-01').add({ days: n });
          const last = lastPeriod(kind, cut, today);
          const now = currentPeriod(kind, cut, today);
          expect(last.to.add({ days: 1 }).equals(now.from)).toBe(true);
          expect(Temporal.PlainDate.compare(last.to, today)).toBe(-1);
          expect(Temporal.PlainDate.compare(now.to, today)).not.toBe(-1);
        },
      ),
    );
  });

  it('are sent by the 20th (TT 09/2026/TT-BTP Điều 11 khoản 2)', () => {
    expect(`${sendBy(period('month', 'fifteenth', 2026, 11))}`).toBe('2026-11-20');
    expect(`${sendBy(period('half-year', 'fifteenth', 2026, 1))}`).toBe('2026-06-20');
    expect(`${sendBy(period('month', 'calendar', 2026, 12))}`).toBe('2027-01-20');
  });
});
