import { describe, expect, it } from 'vitest';
import { officialCalendar, readOfficialSource } from '../official.ts';
import type { TermUnit } from '../schema.ts';
import { compileCalendar } from './compile.ts';
import { elapsed } from './hours.ts';
import { parseMoment, parsePause, toIsoMoment, toLocalMs } from './local-time.ts';
import { nextOpening } from './receipt.ts';
import { compilePair, specialDaysOf } from './source.ts';
import { addTerm, DEFAULT_SETTINGS } from './term.ts';
import { handOverLimit } from './workdays.ts';

const iso = (at: Temporal.Instant): string => toIsoMoment(toLocalMs(at)).slice(0, 16);
const { terms: official } = await officialCalendar();

const DAY_VECTORS: [string, number, TermUnit, string][] = [
  ['2026-05-05T09:00', 0, 'same-day', '2026-05-05T17:30'],
  ['2026-05-05T15:00', 0, 'same-day', '2026-05-05T17:30'],
  ['2026-05-05T15:01', 0, 'same-day', '2026-05-06T17:30'],
  ['2026-04-23T09:00', 3, 'working-day', '2026-04-29T17:30'],
  ['2026-04-29T09:00', 1, 'working-day', '2026-05-04T17:30'],
  ['2026-02-13T09:00', 5, 'working-day', '2026-02-27T17:30'],
  ['2026-01-09T09:00', 1, 'working-day', '2026-01-10T17:30'],
  ['2026-08-21T09:00', 1, 'working-day', '2026-08-22T17:30'],
  ['2026-08-28T09:00', 3, 'working-day', '2026-09-07T17:30'],
  ['2026-11-20T09:00', 2, 'working-day', '2026-11-25T17:30'],
  ['2025-12-31T09:00', 1, 'working-day', '2026-01-05T17:30'],
  ['2026-02-02T09:00', 15, 'calendar-day', '2026-02-23T17:30'],
  ['2026-11-09T09:00', 15, 'calendar-day', '2026-11-25T17:30'],
  ['2026-01-26T09:00', 30, 'calendar-day', '2026-02-25T17:30'],
  // A supplement's closing limit (NĐ 118 Đ19 k.5), in calendar days from the notice.
  ['2026-11-05T09:00', 15, 'calendar-day', '2026-11-20T17:30'],
  // Non-boundary: the term starts when the competent agency has the dossier (NĐ 118 Đ17 k.3).
  ['2026-11-17T09:00', 3, 'working-day', '2026-11-20T17:30'],
  // 2025: the block of 30/4–2/5 with its make-up Saturday, and Tết.
  ['2025-04-25T09:00', 2, 'working-day', '2025-04-28T17:30'],
  ['2025-04-29T09:00', 1, 'working-day', '2025-05-05T17:30'],
  ['2025-01-24T09:00', 1, 'working-day', '2025-02-03T17:30'],
];

describe('counting of terms, official calendar (BLDS Đ147–148, NĐ 118/2025, NĐ 23/2015 Đ7)', () => {
  it.each(DAY_VECTORS)('received %s, %d %s: due %s', (from, amount, unit, due) => {
    expect(iso(addTerm(parseMoment(from), { amount, unit, cutOff: '15:00' }, official).due)).toBe(due);
  });

  it('counts 24/11 and the swap of 23/11 for 28/11 once it is entered', async () => {
    const source = await readOfficialSource();
    const note = { name: 'hoán đổi', certainty: 'confirmed', source: 'thử' } as const;
    const days = [
      ...specialDaysOf(source),
      { date: '2026-11-23', kind: 'off', ...note } as const,
      { date: '2026-11-28', kind: 'work', ...note } as const,
    ];
    const { terms } = compilePair({ ...source, days });
    expect(iso(addTerm(parseMoment('2026-11-20T09:00'), { amount: 2, unit: 'working-day' }, terms).due)).toBe(
      '2026-11-26T17:30',
    );
  });

  it('hands paper received after 15:00 over at the start of the next working day (NĐ 118 Đ18 k.2)', () => {
    expect(iso(handOverLimit(parseMoment('2026-11-27T15:10'), official))).toBe('2026-11-30T07:30');
    expect(iso(handOverLimit(parseMoment('2026-11-27T15:00'), official))).toBe('2026-11-27T17:30');
    expect(iso(handOverLimit(parseMoment('2026-11-28T09:00'), official))).toBe('2026-11-30T17:30');
  });
});

const thanhHoa = compileCalendar({
  hours: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((d) => [
      d,
      [
        ['07:00', '11:30'],
        ['13:30', '17:00'],
      ],
    ]),
  ),
  daysOff: [],
  workingDays: [],
  covers: ['2026-01-01', '2026-12-31'],
});

describe('counting of hours, Thanh Hóa hours 07:00–11:30 and 13:30–17:00', () => {
  it.each([
    ['2026-03-02T14:00', 8, '2026-03-03T14:00'],
    ['2026-03-02T07:00', 8, '2026-03-02T17:00'],
    ['2026-03-02T07:00', 4.5, '2026-03-02T11:30'],
    ['2026-03-02T12:00', 1, '2026-03-02T14:30'],
    ['2026-03-02T17:00', 1, '2026-03-03T08:00'],
    ['2026-03-06T16:30', 0.5, '2026-03-06T17:00'],
    ['2026-03-06T16:30', 1, '2026-03-09T07:30'],
    ['2026-03-07T23:40', 0, '2026-03-09T07:00'],
  ])('received %s, %d hours: due %s', (from, amount, due) => {
    expect(iso(addTerm(parseMoment(from), { amount, unit: 'working-hour' }, thanhHoa).due)).toBe(due);
  });

  it('counts a Saturday-night receipt as the next opening, day 1 the day after', () => {
    const at = parseMoment('2026-03-07T23:40');
    expect(iso(nextOpening(at, thanhHoa))).toBe('2026-03-09T07:00');
    const { explanation } = addTerm(at, { amount: 1, unit: 'working-day' }, thanhHoa);
    expect(explanation).toContainEqual({ kind: 'starts', on: '2026-03-10', amount: 1, unit: 'working-day' });
  });

  it.each([
    ['2026-03-06T15:59', '2026-03-09T17:00'],
    ['2026-03-06T16:20', '2026-03-10T17:00'],
    ['2026-03-06T17:00', '2026-03-10T17:00'],
  ])('last-hour rule: online at %s, 1 working day: due %s', (from, due) => {
    const settings = { ...DEFAULT_SETTINGS, lastHourOnline: true };
    expect(
      iso(addTerm(parseMoment(from), { amount: 1, unit: 'working-day' }, thanhHoa, [], settings).due),
    ).toBe(due);
  });

  it.each([
    ['2026-03-06T09:15', '2026-03-09T09:15'],
    ['2026-03-06T12:00', '2026-03-09T13:30'],
    ['2026-03-06T18:00', '2026-03-10T07:00'],
  ])('due at the time of receipt: received %s, 1 working day: due %s', (from, due) => {
    const settings = { ...DEFAULT_SETTINGS, dueAtTimeOfReceipt: true };
    expect(
      iso(addTerm(parseMoment(from), { amount: 1, unit: 'working-day' }, thanhHoa, [], settings).due),
    ).toBe(due);
  });

  it.each([
    ['2026-03-02T07:00', '2026-03-02T07:00', 0],
    ['2026-03-02T06:00', '2026-03-02T18:00', 480],
    ['2026-03-02T11:00', '2026-03-02T14:00', 60],
    ['2026-03-06T16:00', '2026-03-09T08:00', 120],
    ['2026-03-07T00:00', '2026-03-08T23:00', 0],
  ])('elapsed from %s to %s: %d minutes', (from, to, minutes) => {
    expect(elapsed(parseMoment(from), parseMoment(to), thanhHoa)).toEqual({ workingMinutes: minutes });
  });
});

describe('pauses', () => {
  it.each([
    // Monday to Wednesday, all office hours: three days do not count.
    ['working-day', 3, ['2026-03-03T07:00/2026-03-05T17:00'], '2026-03-10T17:00'],
    // In part: counts by default.
    ['working-day', 3, ['2026-03-03T08:00/2026-03-03T17:00'], '2026-03-05T17:00'],
    // Overlapping and unsorted pauses are one.
    [
      'working-day',
      1,
      ['2026-03-03T12:00/2026-03-03T20:00', '2026-03-03T00:00/2026-03-03T13:00'],
      '2026-03-04T17:00',
    ],
    // A weekend wholly paused counts neither; Friday afternoon does, being paused in part.
    ['calendar-day', 5, ['2026-03-06T13:30/2026-03-09T00:00'], '2026-03-09T17:00'],
    ['working-hour', 4, ['2026-03-02T08:00/2026-03-02T10:00'], '2026-03-02T16:00'],
    ['same-day', 0, ['2026-03-02T00:00/2026-03-03T00:00'], '2026-03-03T17:00'],
    // Before the receipt, or empty: no change.
    [
      'working-day',
      1,
      ['2026-02-01T00:00/2026-03-02T10:00', '2026-03-03T08:00/2026-03-03T08:00'],
      '2026-03-03T17:00',
    ],
  ] as [TermUnit, number, string[], string][])('%s %d paused %s: due %s', (unit, amount, texts, due) => {
    const { due: at } = addTerm(
      parseMoment('2026-03-02T08:30'),
      { amount, unit },
      thanhHoa,
      texts.map(parsePause),
    );
    expect(iso(at)).toBe(due);
  });

  it('a day paused in part does not count where the setting says so', () => {
    const settings = { ...DEFAULT_SETTINGS, partialPauseDay: 'does-not-count' } as const;
    const pause = parsePause('2026-03-03T08:00/2026-03-03T09:00');
    const { due } = addTerm(
      parseMoment('2026-03-02T08:30'),
      { amount: 1, unit: 'working-day' },
      thanhHoa,
      [pause],
      settings,
    );
    expect(iso(due)).toBe('2026-03-04T17:00');
  });
});
