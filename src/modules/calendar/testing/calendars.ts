import fc from 'fast-check';
import { compileCalendar } from '../rules/compile.ts';
import { parseMoment } from '../rules/local-time.ts';
import type { CalendarFile, OpeningHours, Pause, Term, WeekHours } from '../schema.ts';

/** Calendars and generators shared by the tests of this module. */
const FULL: OpeningHours[] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];

/** Monday to Friday, eight hours, the days off of 2026 left out. */
export const PLAIN: CalendarFile = {
  hours: { mon: FULL, tue: FULL, wed: FULL, thu: FULL, fri: FULL },
  daysOff: [],
  workingDays: [],
  covers: ['2025-01-01', '2027-12-31'],
};

export const plain = compileCalendar(PLAIN);

const dayHours = fc.constantFrom<OpeningHours[]>(
  [],
  FULL,
  [['07:30', '11:30']],
  [['13:00', '17:00']],
  [
    ['07:00', '11:30'],
    ['13:30', '17:00'],
  ],
  [['08:00', '24:00']],
);

const someHours = dayHours.filter((h) => h.length > 0);

const day = (from: string, days: number) =>
  fc.integer({ min: 0, max: days - 1 }).map((n) => Temporal.PlainDate.from(from).add({ days: n }).toString());

const week: fc.Arbitrary<WeekHours> = fc.record({
  mon: someHours,
  tue: dayHours,
  wed: dayHours,
  thu: dayHours,
  fri: dayHours,
  sat: dayHours,
  sun: dayHours,
});

/** Odd calendars: half days, Saturdays, days off and make-up days anywhere; always open on Mondays. */
export const calendarFiles: fc.Arbitrary<CalendarFile> = fc.record({
  hours: week,
  daysOff: fc.array(day('2026-01-01', 90), { maxLength: 12 }),
  workingDays: fc.uniqueArray(
    fc.record({ date: day('2026-01-01', 90), hours: someHours }, { requiredKeys: ['date'] }),
    { maxLength: 5, selector: (d) => d.date },
  ),
  covers: fc.constant<[string, string]>(['2025-12-01', '2027-12-31']),
});

/** Moments in the first months of 2026, often exactly at an opening, a closing or a cut-off. */
export const moments: fc.Arbitrary<Temporal.Instant> = fc
  .tuple(
    day('2026-01-01', 60),
    fc.oneof(
      fc.constantFrom(
        '00:00',
        '07:30',
        '11:30',
        '12:00',
        '13:30',
        '15:00',
        '15:01',
        '17:00',
        '17:30',
        '23:59',
      ),
      fc
        .integer({ min: 0, max: 1439 })
        .map((m) => Temporal.PlainTime.from('00:00').add({ minutes: m }).toString()),
    ),
  )
  .map(([date, time]) => parseMoment(`${date}T${time.slice(0, 5)}`));

export const pauses: fc.Arbitrary<Pause> = fc
  .tuple(moments, fc.integer({ min: 0, max: 6 * 24 * 60 }))
  .map(([from, minutes]) => ({ from, to: from.add({ minutes }) }));

export const pauseLists = fc.array(pauses, { maxLength: 4 });

export const terms: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    unit: fc.constantFrom('working-day' as const, 'calendar-day' as const),
    amount: fc.integer({ min: 0, max: 25 }),
  }),
  fc.record({
    unit: fc.constant('working-hour' as const),
    amount: fc.integer({ min: 0, max: 160 }).map((n) => n / 2),
  }),
  fc.record({
    unit: fc.constant('same-day' as const),
    amount: fc.constant(0),
    cutOff: fc.constantFrom('11:00', '15:00', '17:30'),
  }),
);

/** The earlier of two first. */
export function inOrder(a: Temporal.Instant, b: Temporal.Instant): [Temporal.Instant, Temporal.Instant] {
  return Temporal.Instant.compare(a, b) <= 0 ? [a, b] : [b, a];
}
