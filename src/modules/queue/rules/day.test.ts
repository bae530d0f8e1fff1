import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfHall, type NumberHours, USUAL_HOURS } from './day.ts';

const at = (time: string) => Temporal.Instant.from(`2026-05-04T${time}:00+07:00`);
const OFFICE = [
  { start: at('07:30'), end: at('11:30') },
  { start: at('13:30'), end: at('17:00') },
];
const KEEPS: NumberHours = { ...USUAL_HOURS, keepsHours: true };

describe('the hall’s day', () => {
  it.each([
    ['06:59', 'before', false, '07:30'],
    ['07:00', 'before', true, '07:30'],
    ['07:30', 'open', true, null],
    ['11:29', 'open', true, null],
    ['11:30', 'lunch', true, '13:30'],
    ['13:30', 'open', true, null],
    ['16:44', 'open', true, null],
    ['16:45', 'last-numbers', false, null],
    ['17:00', 'closed', false, null],
    ['23:59', 'closed', false, null],
  ] as const)('%s: %s, numbers: %s', (time, phase, givesNumbers, opens) => {
    const day = dayOfHall(at(time), OFFICE, KEEPS);
    expect(day).toMatchObject({ phase, givesNumbers });
    expect(day.opensAt?.toString() ?? null).toBe(opens === null ? null : at(opens).toString());
    expect(day.lastNumbersAt?.toString()).toBe(at('16:45').toString());
  });

  it('gives no numbers over lunch where the centre says so', () => {
    expect(dayOfHall(at('12:00'), OFFICE, { ...KEEPS, numbersOverLunch: false })).toMatchObject({
      phase: 'lunch',
      givesNumbers: false,
    });
  });

  it('a day off gives none; a centre that keeps no hours gives them at any time', () => {
    expect(dayOfHall(at('09:00'), [], KEEPS)).toMatchObject({ phase: 'day-off', givesNumbers: false });
    expect(dayOfHall(at('23:00'), OFFICE, USUAL_HOURS)).toMatchObject({ phase: 'open', givesNumbers: true });
  });

  it('once the last numbers were given none are given again that day, whatever the minutes', () => {
    const minutes = fc.integer({ min: 0, max: 180 });
    fc.assert(
      fc.property(minutes, minutes, fc.boolean(), (opensBefore, lastNumbersBefore, numbersOverLunch) => {
        const hours = { keepsHours: true, opensBefore, lastNumbersBefore, numbersOverLunch };
        for (let minute = 0; minute < 24 * 60; minute += 5) {
          const now = at('00:00').add({ minutes: minute });
          const day = dayOfHall(now, OFFICE, hours);
          const late = day.lastNumbersAt !== null && Temporal.Instant.compare(now, day.lastNumbersAt) >= 0;
          expect(day.givesNumbers && late).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });
});
