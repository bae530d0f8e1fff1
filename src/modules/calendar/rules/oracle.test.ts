import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarFile, Pause, Term } from '../schema.ts';
import { calendarFiles, moments, pauseLists, terms } from '../testing/calendars.ts';
import { compileCalendar } from './compile.ts';
import { elapsed } from './hours.ts';
import { toIsoMoment, toLocalMs } from './local-time.ts';
import { addTerm } from './term.ts';

/**
 * A second, naive reading of the rules, minute by minute and day by day on wall-clock strings, sharing no code with the
 * real one. Slow, and right by looking at it.
 */
const KEYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

class Naive {
  readonly file: CalendarFile;
  readonly paused: (minute: Temporal.PlainDateTime) => boolean;

  constructor(file: CalendarFile, pauses: readonly Pause[]) {
    this.file = file;
    const local = (at: Temporal.Instant) => at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime();
    const spans = pauses.map((p) => [local(p.from), local(p.to)] as const);
    this.paused = (m) =>
      spans.some(
        ([a, b]) => Temporal.PlainDateTime.compare(m, a) >= 0 && Temporal.PlainDateTime.compare(m, b) < 0,
      );
  }

  hours(day: Temporal.PlainDate): readonly (readonly [string, string])[] {
    const made = this.file.workingDays.find((w) => w.date === day.toString());
    if (made) {
      return made.hours ?? this.file.hours.mon ?? [];
    }
    if (this.file.daysOff.includes(day.toString())) {
      return [];
    }
    const key = KEYS[day.dayOfWeek - 1];
    return key ? (this.file.hours[key] ?? []) : [];
  }

  /** Every minute of office time of the day, as its starting moment. */
  minutes(day: Temporal.PlainDate): Temporal.PlainDateTime[] {
    const list: Temporal.PlainDateTime[] = [];
    for (let minute = 0; minute < 1440; minute += 1) {
      const time = Temporal.PlainTime.from('00:00').add({ minutes: minute });
      const text = time.toString().slice(0, 5);
      if (this.hours(day).some(([from, to]) => text >= from && text < to)) {
        list.push(day.toPlainDateTime(time));
      }
    }
    return list;
  }

  works(day: Temporal.PlainDate): boolean {
    return this.hours(day).length > 0;
  }

  next(day: Temporal.PlainDate): Temporal.PlainDate {
    let d = day.add({ days: 1 });
    while (!this.works(d)) {
      d = d.add({ days: 1 });
    }
    return d;
  }

  closing(day: Temporal.PlainDate): Temporal.PlainDateTime {
    const last = this.minutes(day).at(-1);
    return (last ?? day.toPlainDateTime('00:00')).add({ minutes: 1 });
  }

  wholly(day: Temporal.PlainDate): boolean {
    const all = this.works(day)
      ? this.minutes(day)
      : Array.from({ length: 1440 }, (_, i) => day.toPlainDateTime('00:00').add({ minutes: i }));
    return all.every((m) => this.paused(m));
  }

  receipt(at: Temporal.PlainDateTime): Temporal.PlainDateTime {
    const day = at.toPlainDate();
    const text = at.toPlainTime().toString().slice(0, 5);
    if (this.hours(day).some(([from, to]) => text >= from && text <= to)) {
      return at;
    }
    const later = this.minutes(day).find((m) => Temporal.PlainDateTime.compare(m, at) > 0);
    return later ?? this.minutes(this.next(day))[0] ?? at;
  }

  due(at: Temporal.PlainDateTime, term: Term): Temporal.PlainDateTime {
    const from = this.receipt(at);
    let day = from.toPlainDate();
    switch (term.unit) {
      case 'same-day': {
        if (from.toPlainTime().toString().slice(0, 5) > (term.cutOff ?? '15:00')) {
          day = this.next(day);
        }
        while (this.wholly(day)) {
          day = this.next(day);
        }
        return this.closing(day);
      }
      case 'working-day': {
        for (let n = 0; n < term.amount; ) {
          day = this.next(day);
          n += this.wholly(day) ? 0 : 1;
        }
        return this.closing(day);
      }
      case 'calendar-day': {
        for (let n = 0; n < term.amount; ) {
          day = day.add({ days: 1 });
          n += this.wholly(day) ? 0 : 1;
        }
        if (!this.works(day)) {
          do {
            day = this.next(day);
          } while (this.wholly(day));
        }
        return this.closing(day);
      }
      case 'working-hour': {
        let left = Math.round(term.amount * 60);
        if (left === 0) {
          return from;
        }
        for (; ; day = this.next(day)) {
          for (const minute of this.minutes(day)) {
            if (Temporal.PlainDateTime.compare(minute, from) >= 0 && !this.paused(minute)) {
              left -= 1;
              if (left === 0) {
                return minute.add({ minutes: 1 });
              }
            }
          }
        }
      }
      default:
        return term.unit satisfies never;
    }
  }
}

const text = (at: Temporal.Instant): string => toIsoMoment(toLocalMs(at)).slice(0, 19);
const local = (at: Temporal.Instant) => Temporal.PlainDateTime.from(text(at));

describe('against a naive second reading', () => {
  it('gives the same due date', () => {
    fc.assert(
      fc.property(calendarFiles, moments, terms, pauseLists, (file, from, term, pauses) => {
        const expected = new Naive(file, pauses).due(local(from), term).toString();
        expect(text(addTerm(from, term, compileCalendar(file), pauses).due)).toBe(`${expected}`);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('measures the same elapsed time', () => {
    fc.assert(
      fc.property(calendarFiles, moments, fc.integer({ min: 0, max: 5000 }), (file, from, length) => {
        const naive = new Naive(file, []);
        const to = from.add({ minutes: length });
        let expected = 0;
        let day = local(from).toPlainDate();
        while (Temporal.PlainDate.compare(day, local(to).toPlainDate()) <= 0) {
          expected += naive
            .minutes(day)
            .filter(
              (m) =>
                Temporal.PlainDateTime.compare(m, local(from)) >= 0 &&
                Temporal.PlainDateTime.compare(m, local(to)) < 0,
            ).length;
          day = day.add({ days: 1 });
        }
        expect(elapsed(from, to, compileCalendar(file)).workingMinutes).toBe(expected);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
