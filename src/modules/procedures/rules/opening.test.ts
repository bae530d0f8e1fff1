import { describe, expect, it } from 'vitest';
import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import { parseCalendarFile } from '#modules/calendar/rules/parse.ts';
import { formatIso } from '#platform/time.ts';
import { openingAt } from './opening.ts';

const day = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];
const calendar = compileCalendar(
  parseCalendarFile({
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    daysOff: ['2026-04-27', '2026-04-30', '2026-05-01'],
    covers: ['2026-01-01', '2026-12-31'],
  }),
);

describe('doors', () => {
  it.each([
    ['2026-05-04T08:00+07:00', 'open', '2026-05-04T11:30:00+07:00'],
    ['2026-05-04T11:30+07:00', 'closed', '2026-05-04T13:30:00+07:00'],
    ['2026-05-04T07:00+07:00', 'closed', '2026-05-04T07:30:00+07:00'],
    ['2026-04-24T17:30+07:00', 'closed', '2026-04-28T07:30:00+07:00'],
    ['2026-04-29T18:00+07:00', 'closed', '2026-05-04T07:30:00+07:00'],
  ])('at %s %s until %s', (now, state, until) => {
    const opening = openingAt(calendar, Temporal.Instant.from(now));
    expect(opening.state).toBe(state);
    expect(opening.state === 'unknown' ? '' : formatIso(opening.until)).toBe(until);
  });

  it('does not guess past the calendar', () => {
    expect(openingAt(calendar, Temporal.Instant.from('2026-12-31T18:00+07:00'))).toEqual({
      state: 'unknown',
    });
  });
});
