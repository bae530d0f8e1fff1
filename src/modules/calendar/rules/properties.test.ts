import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarFile, ExplanationStep } from '../schema.ts';
import {
  calendarFiles,
  inOrder,
  moments,
  PLAIN,
  pauseLists,
  pauses,
  plain,
  terms,
} from '../testing/calendars.ts';
import { compileCalendar } from './compile.ts';
import { renderExplanation } from './explain.ts';
import { elapsed } from './hours.ts';
import { parseMoment, toEpochDay, toIsoMoment, toLocalMs } from './local-time.ts';
import { addTerm } from './term.ts';
import { apologyLimit, isWorkingDay, subtractWorkingDays, workingDaysBetween } from './workdays.ts';

const notAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) <= 0;

describe('properties of due dates', () => {
  it('is monotone in the start', () => {
    fc.assert(
      fc.property(calendarFiles, moments, moments, terms, pauseLists, (file, a, b, term, paused) => {
        const calendar = compileCalendar(file);
        const [early, late] = inOrder(a, b);
        expect(
          notAfter(addTerm(early, term, calendar, paused).due, addTerm(late, term, calendar, paused).due),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is monotone in the term', () => {
    fc.assert(
      fc.property(
        calendarFiles,
        moments,
        terms,
        fc.integer({ min: 0, max: 10 }),
        pauseLists,
        (file, from, term, more, paused) => {
          const calendar = compileCalendar(file);
          const longer = { ...term, amount: term.amount + more };
          expect(
            notAfter(addTerm(from, term, calendar, paused).due, addTerm(from, longer, calendar, paused).due),
          ).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is never brought forward by a longer pause or by one more', () => {
    fc.assert(
      fc.property(
        calendarFiles,
        moments,
        terms,
        pauseLists,
        pauses,
        fc.nat(5000),
        (file, from, term, others, pause, more) => {
          const calendar = compileCalendar(file);
          const longer = { from: pause.from, to: pause.to.add({ minutes: more }) };
          const without = addTerm(from, term, calendar, others).due;
          const short = addTerm(from, term, calendar, [...others, pause]).due;
          const long = addTerm(from, term, calendar, [longer, ...others]).due;
          expect(notAfter(without, short) && notAfter(short, long)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('in working days does not depend on the length of the day', () => {
    const half = compileCalendar({
      ...PLAIN,
      hours: Object.fromEntries(Object.keys(PLAIN.hours).map((d) => [d, [['07:30', '09:00']]])),
    });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 40 }), (from, amount) => {
        const opening = toIsoMoment(toLocalMs(from)).slice(0, 10);
        const at = parseMoment(`${opening}T08:00`);
        const day = (c: typeof plain) =>
          toIsoMoment(toLocalMs(addTerm(at, { amount, unit: 'working-day' }, c).due)).slice(0, 10);
        expect(day(half)).toBe(day(plain));
      }),
    );
  });

  it('ends within the office hours of a worked day', () => {
    fc.assert(
      fc.property(calendarFiles, moments, terms, pauseLists, (file, from, term, paused) => {
        const calendar = compileCalendar(file);
        const { due } = addTerm(from, term, calendar, paused);
        const lastMinute = due.subtract({ minutes: 1 });
        const ends = elapsed(lastMinute, due, calendar).workingMinutes;
        const begins = elapsed(due, due.add({ minutes: 1 }), calendar).workingMinutes;
        expect(ends + begins).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('explains itself: the steps are well formed and end with the very date', () => {
    fc.assert(
      fc.property(calendarFiles, moments, terms, pauseLists, (file, from, term, paused) => {
        const { due, explanation } = addTerm(from, term, compileCalendar(file), paused);
        expect(ExplanationStep.array().safeParse(JSON.parse(JSON.stringify(explanation))).success).toBe(true);
        expect(explanation.at(0)).toEqual({ kind: 'received', at: toIsoMoment(toLocalMs(from)) });
        expect(explanation.at(-1)).toEqual({ kind: 'due', at: toIsoMoment(toLocalMs(due)) });
        const [, month, day] = toIsoMoment(toLocalMs(due)).slice(0, 10).split('-');
        expect(renderExplanation(explanation, 'vi')).toContain(
          `hẹn trả ${toIsoMoment(toLocalMs(due)).slice(11, 16)}`,
        );
        expect(renderExplanation(explanation, 'en')).toContain(`${day}/${month}`);
      }),
      { numRuns: 300 },
    );
  });

  it('explains itself: a working-day term can be counted again from the steps alone', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 30 }), pauseLists, (from, amount, paused) => {
        const file = CalendarFile.parse({ ...PLAIN, daysOff: ['2026-01-20', '2026-02-16', '2026-02-17'] });
        const { due, explanation } = addTerm(
          from,
          { amount, unit: 'working-day' },
          compileCalendar(file),
          paused,
        );
        const skipped = new Set<number>();
        for (const step of explanation) {
          if (step.kind === 'days-off' || step.kind === 'paused-days') {
            for (const range of step.days) {
              for (let d = toEpochDay(range.from); d <= toEpochDay(range.to); d += 1) {
                skipped.add(d);
              }
            }
          }
        }
        const starts = explanation.find((s) => s.kind === 'starts');
        let left = amount;
        let day = Temporal.PlainDate.from(starts?.on ?? '').subtract({ days: 1 });
        while (left > 0) {
          day = day.add({ days: 1 });
          left -= day.dayOfWeek <= 5 && !skipped.has(toEpochDay(day)) ? 1 : 0;
        }
        expect(toIsoMoment(toLocalMs(due))).toBe(`${day}T17:30:00+07:00`);
      }),
    );
  });

  it('in hours, measures back to the same length', () => {
    fc.assert(
      fc.property(calendarFiles, moments, fc.integer({ min: 0, max: 6000 }), (file, from, minutes) => {
        const calendar = compileCalendar(file);
        const { due } = addTerm(from, { amount: minutes / 60, unit: 'working-hour' }, calendar);
        expect(elapsed(from, due, calendar).workingMinutes).toBe(minutes);
      }),
    );
  });

  it('elapsed time adds up', () => {
    fc.assert(
      fc.property(calendarFiles, moments, moments, moments, (file, a, b, c) => {
        const calendar = compileCalendar(file);
        const [first, middle, last] = [a, b, c].sort(Temporal.Instant.compare);
        if (first && middle && last) {
          const [x, y, all] = [
            elapsed(first, middle, calendar),
            elapsed(middle, last, calendar),
            elapsed(first, last, calendar),
          ];
          expect(x.workingMinutes + y.workingMinutes).toBe(all.workingMinutes);
        }
      }),
    );
  });
});

describe('helpers', () => {
  it('working days between a receipt and its due date are the term', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 30 }), (from, amount) => {
        const at = parseMoment(`${toIsoMoment(toLocalMs(from)).slice(0, 10)}T09:00`);
        const { due, explanation } = addTerm(at, { amount, unit: 'working-day' }, plain);
        const counted = explanation.find((s) => s.kind === 'counted-as-received');
        const start = counted ? Temporal.Instant.from(counted.at) : at;
        expect(workingDaysBetween(start, due, plain)).toBe(amount);
        expect(workingDaysBetween(due, start, plain)).toBe(amount === 0 ? 0 : -amount);
      }),
    );
  });

  it('the apology limit is a working day before the day of the due date (NĐ 118 Đ19 k.6)', () => {
    expect(toIsoMoment(toLocalMs(apologyLimit(parseMoment('2026-03-09T17:30'), plain)))).toBe(
      '2026-03-06T17:30:00+07:00',
    );
    expect(toIsoMoment(toLocalMs(apologyLimit(parseMoment('2026-03-10T17:30'), plain)))).toBe(
      '2026-03-09T17:30:00+07:00',
    );
  });

  it('goes back over weekends', () => {
    const monday = Temporal.PlainDate.from('2026-03-09');
    expect(subtractWorkingDays(monday, 1, plain).toString()).toBe('2026-03-06');
    expect(subtractWorkingDays(monday, 6, plain).toString()).toBe('2026-02-27');
    expect(isWorkingDay(monday, plain)).toBe(true);
    expect(isWorkingDay(monday.subtract({ days: 1 }), plain)).toBe(false);
  });
});
