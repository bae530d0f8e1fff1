import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Spoken, spoken } from './took.ts';

const minutesOf = ({ unit, amount }: Spoken) => amount * { minutes: 1, hours: 60, days: 480 }[unit];

describe('working time as people say it', () => {
  it.each([
    [0, 'minutes', 5],
    [3, 'minutes', 5],
    [41, 'minutes', 45],
    [55, 'minutes', 55],
    [56, 'hours', 1],
    [61, 'hours', 2],
    [420, 'hours', 7],
    [421, 'days', 1],
    [480, 'days', 1],
    [481, 'days', 1.5],
    [960, 'days', 2],
    [961, 'days', 2.5],
    [4800, 'days', 10],
    [4900, 'days', 11],
  ] as const)('%i minutes: %s %d', (minutes, unit, amount) => {
    expect(spoken(minutes)).toEqual({ unit, amount });
  });

  it('is never less than it took, and never turns an order round', () => {
    fc.assert(
      fc.property(fc.nat(40_000), fc.nat(40_000), (a, b) => {
        expect(minutesOf(spoken(a))).toBeGreaterThanOrEqual(a);
        if (a <= b) {
          expect(minutesOf(spoken(a))).toBeLessThanOrEqual(minutesOf(spoken(b)));
        }
      }),
    );
  });
});
