import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { CalendarFile } from '#modules/calendar/schema.ts';
import { workingMinutesBefore } from '#modules/dossiers/rules/outlook.ts';
import { warningsFor } from './rules.ts';
import { DEFAULT_WARNINGS } from './schema/settings.ts';
import type { WatchFacts } from './schema.ts';

const hours: [string, string][] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];
const calendar = compileCalendar(
  CalendarFile.parse({
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    daysOff: ['2026-11-24'],
    covers: ['2026-01-01', '2026-12-31'],
  }),
);

function at(text: string): Temporal.Instant {
  return Temporal.Instant.from(`2026-11-${text}:00+07:00`);
}

/** A dossier of 5 working days: received Mon 16, due Mon 23 at closing; at its second of three steps. */
const facts: WatchFacts = {
  subject: 'dossier',
  dossierId: '00000000-0000-7000-8000-000000000001',
  centreId: '00000000-0000-7000-8000-0000000000bb',
  label: {
    number: 'H56.99-261116-0001',
    procedureName: 'Ví dụ',
    stepName: '',
    unitName: 'Phòng A',
    holderName: '',
  },
  startedAt: at('16T08:00'),
  due: at('23T17:30'),
  waiting: false,
  closingLimit: null,
  holder: { unitId: '00000000-0000-7000-8000-0000000000aa', accountId: null },
  step: { key: 'tham-dinh', enteredAt: at('16T14:00'), due: at('19T14:00') },
  strands: [],
};

function told(now: string, extra: Partial<WatchFacts> = {}): readonly string[] {
  return warningsFor({ ...facts, ...extra }, at(now), calendar, DEFAULT_WARNINGS).map(
    (w) => `${w.kind}:${w.level}`,
  );
}

describe('warningsFor', () => {
  it.each<[string, string, string[]]>([
    ['nothing while all is well', '17T09:00', []],
    ['the step is over its budget: the officer', '19T14:01', ['step:officer']],
    ['not during lunch or at night: no office time has passed', '19T23:00', ['step:officer']],
    ['half a day over: the head too', '20T09:00', ['step:officer', 'step:unit-head']],
    [
      'a quarter of the term left: the officer',
      '20T15:00',
      ['term:officer', 'step:officer', 'step:unit-head'],
    ],
    [
      'a fifth left: the head too, while an apology can still be given (Đ19 k.6); over Sunday too',
      '22T10:00',
      ['term:officer', 'term:unit-head', 'step:officer', 'step:unit-head'],
    ],
    [
      'the very due moment is still in time',
      '23T17:30',
      ['term:officer', 'term:unit-head', 'step:officer', 'step:unit-head'],
    ],
    [
      'past it: officer, head and leader',
      '23T17:31',
      ['overdue:officer', 'overdue:unit-head', 'overdue:leader', 'step:officer', 'step:unit-head'],
    ],
  ])('%s (%s)', (_, now, expected) => {
    expect(told(now)).toEqual(expected);
  });

  it('chases nobody while the citizen is asked', () => {
    expect(told('26T10:00', { waiting: true, due: null, startedAt: null, step: null })).toEqual([]);
  });

  it('Đ19 k.5: puts a dossier past its 15 days before a person, not before', () => {
    const waiting = { waiting: true, due: null, startedAt: null, step: null, closingLimit: at('20T17:30') };
    expect(told('20T17:30', waiting)).toEqual([]);
    expect(told('20T17:31', waiting)).toEqual(['closing:unit-head']);
  });

  it('a later moment takes no warning of the same kind back', () => {
    const minute = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(minute, minute, (a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((m) => at('16T08:00').add({ minutes: m }));
        if (early === undefined || late === undefined) {
          return;
        }
        const level = (now: Temporal.Instant) =>
          new Set(warningsFor(facts, now, calendar, DEFAULT_WARNINGS).map((w) => w.level));
        expect([...level(early)].every((l) => level(late).has(l))).toBe(true);
      }),
    );
  });
});

describe('workingMinutesBefore', () => {
  it('minutes before are minutes after, whatever lies between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (minutes) => {
        const before = workingMinutesBefore(at('25T10:15'), minutes, calendar);
        expect(elapsed(before, at('25T10:15'), calendar).workingMinutes).toBe(minutes);
      }),
    );
  });
});
