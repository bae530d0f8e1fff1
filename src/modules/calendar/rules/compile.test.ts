import { describe, expect, it } from 'vitest';
import { PLAIN } from '../testing/calendars.ts';
import { compileCalendar, openSpans } from './compile.ts';
import { CalendarError, type CalendarErrorCode } from './error.ts';
import { elapsed } from './hours.ts';
import { readHours, writeHours } from './hours-text.ts';
import { parseMoment, toEpochDay } from './local-time.ts';
import { parseCalendarFile } from './parse.ts';
import { isOpenToPublic, openState } from './receipt.ts';

function codeOf(work: () => unknown): CalendarErrorCode | undefined {
  try {
    work();
  } catch (error) {
    return error instanceof CalendarError ? error.code : undefined;
  }
  return undefined;
}

/** Office minutes of one day. */
function minutesOn(file: unknown, day: string): number {
  const calendar = compileCalendar(parseCalendarFile(file));
  return openSpans(calendar, toEpochDay(day)).reduce((sum, s) => sum + (s.end - s.start) / 60_000, 0);
}

describe('calendars as they are written', () => {
  it('a missing or empty weekday is off', () => {
    const file = { ...PLAIN, hours: { mon: [['07:30', '11:30']], tue: [] } };
    expect(minutesOn(file, '2026-03-02')).toBe(240);
    expect(minutesOn(file, '2026-03-03')).toBe(0);
    expect(minutesOn(file, '2026-03-04')).toBe(0);
  });

  it('a make-up day has Monday’s hours, or its own, wherever it falls', () => {
    const workingDays = [{ date: '2026-02-14' }, { date: '2026-02-15', hours: [['08:00', '09:00']] }];
    const file = { ...PLAIN, daysOff: ['2026-02-14', '2026-02-16'], workingDays };
    expect(minutesOn(file, '2026-02-14')).toBe(480);
    expect(minutesOn(file, '2026-02-15')).toBe(60);
    expect(minutesOn(file, '2026-02-16')).toBe(0);
  });

  it('unsorted, touching and overlapping hours are joined', () => {
    const hours = {
      mon: [
        ['13:30', '17:30'],
        ['07:30', '10:00'],
        ['10:00', '11:30'],
        ['11:00', '11:30'],
      ],
    };
    expect(minutesOn({ ...PLAIN, hours }, '2026-03-02')).toBe(480);
  });

  it.each([
    [{ ...PLAIN, hours: { mon: [['11:30', '07:30']] } }, 'bad-hours'],
    [{ ...PLAIN, hours: { mon: [['11:30', '11:30']] } }, 'bad-hours'],
    [{ ...PLAIN, hours: { tue: [['07:30', '11:30']] }, workingDays: [{ date: '2026-02-14' }] }, 'no-monday'],
    [{ ...PLAIN, workingDays: [{ date: '2026-02-14', hours: [] }] }, 'empty-working-day'],
    [
      {
        ...PLAIN,
        workingDays: [{ date: '2026-02-14' }, { date: '2026-02-14', hours: [['08:00', '09:00']] }],
      },
      'two-working-days',
    ],
    [{ ...PLAIN, covers: ['2026-12-31', '2026-01-01'] }, 'covers-reversed'],
    [{ ...PLAIN, hours: { monday: [] } }, 'bad-calendar'],
    [{ ...PLAIN, hours: { mon: [['7h30', '11h30']] } }, 'bad-calendar'],
    [{ ...PLAIN, daysOff: ['2026-02-30'] }, 'bad-calendar'],
    [{ hours: {}, daysOff: [], workingDays: [] }, 'bad-calendar'],
    ['lịch', 'bad-calendar'],
  ])('refuses %j: %s', (file, code) => {
    expect(codeOf(() => compileCalendar(parseCalendarFile(file)))).toBe(code);
  });

  it('a span that leaves the calendar is an error, not a guess', () => {
    const calendar = compileCalendar(PLAIN);
    expect(
      codeOf(() => elapsed(parseMoment('2027-12-31T08:00'), parseMoment('2028-01-01T08:00'), calendar)),
    ).toBe('not-covered');
    expect(
      codeOf(() => elapsed(parseMoment('2024-12-31T08:00'), parseMoment('2025-01-02T08:00'), calendar)),
    ).toBe('not-covered');
  });

  it('the doors are open from the opening to just before the closing', () => {
    const calendar = compileCalendar(PLAIN);
    const open = ['07:29', '07:30', '11:29', '11:30', '13:30', '17:30'].map((t) =>
      isOpenToPublic(parseMoment(`2026-03-02T${t}`), calendar),
    );
    expect(open).toEqual([false, true, true, false, true, false]);
  });

  it.each([
    ['2026-03-02T07:00', false, '2026-03-02T07:30'],
    ['2026-03-02T07:30', true, '2026-03-02T11:30'],
    ['2026-03-02T11:30', false, '2026-03-02T13:30'],
    ['2026-03-06T17:30', false, '2026-03-09T07:30'],
    ['2026-03-07T10:00', false, '2026-03-09T07:30'],
  ])('at %s open is %s, until or again at %s', (at, open, when) => {
    const state = openState(parseMoment(at), compileCalendar(PLAIN));
    expect(state.open).toBe(open);
    expect((state.open ? state.until : state.next).equals(parseMoment(when))).toBe(true);
  });

  it.each([
    ['07:30-11:30, 13:30-17:30', '07:30-11:30, 13:30-17:30'],
    ['7h – 11h30; 13h30 — 17:00', '07:00-11:30, 13:30-17:00'],
    ['', ''],
    ['sáng', undefined],
    ['07:30', undefined],
    ['07:30-11:30-12:00', undefined],
    ['25:00-26:00', undefined],
  ])('reads hours as people write them: %j', (text, written) => {
    const hours = readHours(text);
    expect(hours && writeHours(hours)).toBe(written);
  });

  it('says what is wrong in the language asked for', () => {
    const error = new CalendarError('negative-term', { amount: -2 });
    expect(error.message).toBe('Thời hạn không được âm: -2.');
    expect(error.text('en')).toBe('A term cannot be negative: -2.');
  });
});
