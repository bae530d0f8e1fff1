import { describe, expect, test } from 'vitest';
import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import { type DueFacts, dueFace } from './due-face.ts';

const day: readonly [string, string][] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];
const calendar = compileCalendar({
  hours: { mon: [...day], tue: [...day], wed: [...day], thu: [...day], fri: [...day] },
  daysOff: [],
  workingDays: [],
  covers: ['2026-01-01', '2026-12-31'],
});

const at = (text: string): Temporal.Instant => Temporal.Instant.from(`2026-05-${text}+07:00`);
const facts = (
  standing: DueFacts['standing'],
  due: string | null,
  extra: Partial<DueFacts> = {},
): DueFacts => ({
  standing,
  due: due === null ? null : at(due),
  judgedDue: due === null ? null : at(due),
  waiting: null,
  ending: null,
  ...extra,
});

/** Monday 4 May 2026 is the day of all cases. */
const NOW = at('04T09:00:00');

describe('a due chip says in words how a dossier stands', () => {
  test.each([
    ['a week ahead', facts('in-term', '08T17:30:00'), 'ok', 'còn 4 ngày làm việc · T6 8/5 17:30'],
    ['over a weekend', facts('in-term', '11T17:30:00'), 'ok', 'còn 5 ngày làm việc · T2 11/5 17:30'],
    ['tomorrow', facts('in-term', '05T17:30:00'), 'soon', 'còn 1 ngày làm việc · T3 5/5 17:30'],
    ['today', facts('in-term', '04T17:30:00'), 'soon', 'hôm nay · trước 17:30'],
    ['past since this morning', facts('overdue', '04T08:00:00'), 'late', 'trễ từ 08:00 hôm nay'],
    ['past since Friday', facts('overdue', '01T17:30:00'), 'late', 'trễ 1 ngày làm việc · hẹn T6 1/5 17:30'],
    [
      're-appointed',
      facts('overdue', '06T17:30:00', { judgedDue: at('01T17:30:00') }),
      'late',
      'quá hẹn cũ · hẹn lại T4 6/5 17:30',
    ],
    [
      'waiting for papers',
      facts('waiting', null, { waiting: 'supplement-after-examination' }),
      'waiting',
      'chờ công dân bổ sung',
    ],
    [
      'waiting for payment',
      facts('waiting', null, { waiting: 'payment' }),
      'waiting',
      'chờ công dân nộp phí',
    ],
    ['finished early', facts('early', null, { ending: 'finished' }), 'done', 'xong trước hạn'],
    ['withdrawn', facts('on-time', null, { ending: 'withdrawn' }), 'neutral', 'đã kết thúc'],
    ['finished late', facts('late', null, { ending: 'finished' }), 'late', 'xong quá hạn'],
    ['not received', facts('not-counted', null), 'neutral', 'chưa tính thời hạn'],
  ] as const)('%s', (_what, given, tone, text) => {
    expect(dueFace(given, NOW, calendar)).toEqual({ tone, text });
  });

  test('where the calendar ends, the date alone is said', () => {
    const far = { ...facts('in-term', null), due: Temporal.Instant.from('2027-02-01T17:30:00+07:00') };
    expect(dueFace(far, NOW, calendar)).toEqual({ tone: 'ok', text: 'T2 1/2 17:30' });
  });
});
