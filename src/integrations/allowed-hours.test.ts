import { describe, expect, it } from 'vitest';
import { fromLocal } from '#platform/time.ts';
import { nextAllowed, withinHours, ZALO_HOURS } from './allowed-hours.ts';

const day = Temporal.PlainDate.from('2026-11-23');
const at = (time: string, on = day) => fromLocal(on, time);

describe('hours in which messages may go', () => {
  it.each([
    ['06:04', false],
    ['06:05', true],
    ['21:59', true],
    ['22:00', false],
    ['00:00', false],
  ])('Zalo at %s: %s', (time, allowed) => {
    expect(withinHours(at(time), ZALO_HOURS)).toBe(allowed);
  });

  it('hours over midnight and hours of the whole day', () => {
    expect(withinHours(at('23:00'), { from: '22:00', until: '05:00' })).toBe(true);
    expect(withinHours(at('12:00'), { from: '22:00', until: '05:00' })).toBe(false);
    expect(withinHours(at('03:00'), { from: '00:00', until: '00:00' })).toBe(true);
  });

  it('what comes too early waits for this morning, what comes too late for the next', () => {
    expect(nextAllowed(at('05:00'), ZALO_HOURS)).toEqual(at('06:05'));
    expect(nextAllowed(at('22:30'), ZALO_HOURS)).toEqual(at('06:05', day.add({ days: 1 })));
    expect(nextAllowed(at('12:00'), ZALO_HOURS)).toEqual(at('12:00'));
  });
});
