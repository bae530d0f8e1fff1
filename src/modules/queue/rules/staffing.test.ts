import { describe, expect, it } from 'vitest';
import type { StaffingView } from '../schema-hall.ts';
import { DAY_PATTERNS, peopleOf } from '../testing/days.ts';
import { type Duty, simulate } from './simulate.ts';
import { changeStaffing, dutiesOf, explainWaits, openWithin, staffingSteps } from './staffing.ts';
import { samplesOf, summarise } from './waits.ts';

const at = (time: string) => `2026-05-04T${time}:00+07:00`;
const A = [{ group: 'A', helps: false }];
const B = [{ group: 'B', helps: false }];
const duty = (counter: number, from: number, to: number, lines: Duty['lines'] = A): Duty => ({
  counter,
  from,
  to,
  lines,
});

const staffing: StaffingView = {
  day: '2026-05-04',
  counters: [
    {
      number: 1,
      name: 'Quầy 1',
      shifts: [
        {
          officer: 'Nguyễn Văn Ví Dụ',
          from: at('07:30'),
          until: at('11:30'),
          ended: 'closed',
          pauses: [{ reason: 'Giải lao', from: at('09:00'), until: at('09:15') }],
        },
        { officer: null, from: at('13:30'), until: null, ended: null, pauses: [] },
      ],
      lines: [
        { letter: 'A', helps: false, from: '2026-04-01T08:00:00+07:00', until: at('10:00') },
        { letter: 'B', helps: false, from: at('10:00'), until: null },
      ],
    },
    {
      number: 2,
      name: 'Quầy 2',
      shifts: [{ officer: null, from: at('08:00'), until: at('09:00'), ended: 'closed', pauses: [] }],
      lines: [],
    },
  ],
  openLines: [],
};

describe('the staffing as it was stored', () => {
  it('is shifts without pauses, cut where lines changed; nothing where a counter had no line', () => {
    expect(dutiesOf(staffing, 900)).toEqual([
      duty(1, 450, 540, A),
      duty(1, 555, 600, A),
      duty(1, 600, 690, B),
      duty(1, 810, 900, B),
    ]);
  });

  it('as steps of equally many counters', () => {
    const steps = staffingSteps([duty(1, 450, 690), duty(2, 480, 600), duty(3, 600, 690)]);
    expect(steps).toEqual([
      { from: 450, to: 480, open: 1 },
      { from: 480, to: 690, open: 2 },
    ]);
    expect(openWithin(steps, { from: 450, to: 510 })).toEqual({ fewest: 1, most: 2 });
    expect(openWithin(steps, { from: 660, to: 720 })).toEqual({ fewest: 0, most: 2 });
    expect(openWithin(steps, { from: 800, to: 860 })).toEqual({ fewest: 0, most: 0 });
  });
});

describe('what if', () => {
  const duties = [duty(1, 450, 690), duty(2, 450, 690)];
  it.each([
    [
      'a counter opens at nine',
      { kind: 'open', counter: 3, from: 540, to: 690, lines: B },
      [...duties, duty(3, 540, 690, B)],
    ],
    ['an officer is away', { kind: 'away', counter: 2, from: 0, to: 1440, lines: [] }, [duty(1, 450, 690)]],
    [
      'away for an hour',
      { kind: 'away', counter: 2, from: 500, to: 560, lines: [] },
      [duty(1, 450, 690), duty(2, 450, 500), duty(2, 560, 690)],
    ],
    [
      'moved to another line',
      { kind: 'move', counter: 2, from: 600, to: 1440, lines: B },
      [duty(1, 450, 690), duty(2, 450, 600), duty(2, 600, 690, B)],
    ],
    [
      'a counter that did not work cannot be moved',
      { kind: 'move', counter: 5, from: 0, to: 1440, lines: B },
      duties,
    ],
    [
      'opened where it was open already: once',
      { kind: 'open', counter: 2, from: 450, to: 690, lines: A },
      duties,
    ],
  ] as const)('%s', (_name, change, expected) => {
    expect(changeStaffing(duties, change)).toEqual(expected);
  });

  it.each(DAY_PATTERNS)(
    'an officer away never shortens the mean wait of many days together: $name',
    (pattern) => {
      let before = 0;
      let after = 0;
      for (let seed = 1; seed <= 20; seed += 1) {
        const people = peopleOf(pattern, seed);
        const away = changeStaffing(pattern.duties, {
          kind: 'away',
          counter: 4,
          from: 0,
          to: 1440,
          lines: [],
        });
        before += summarise(samplesOf(simulate(people, pattern.duties), 1020)).mean;
        after += summarise(samplesOf(simulate(people, away), 1020)).mean;
      }
      expect(after).toBeGreaterThan(before);
    },
  );
});

describe('why people waited', () => {
  const steps = [
    { from: 450, to: 580, open: 5 },
    { from: 580, to: 620, open: 2 },
    { from: 620, to: 690, open: 5 },
  ];
  const came = (from: number, count: number, wait: number) =>
    Array.from({ length: count }, (_, index) => ({ at: from + index, wait }));

  it('few counters while those who came waited long', () => {
    expect(explainWaits([...came(460, 5, 3), ...came(585, 6, 30)], steps)).toEqual([
      { from: 580, to: 620, open: 2, most: 5, people: 6, median: 30 },
    ]);
  });

  it.each([
    ['short waits', came(585, 6, 5), steps],
    ['two people', came(585, 2, 40), steps],
    ['all counters open', came(460, 6, 40), steps],
    [
      'a shortage of minutes',
      came(585, 6, 40),
      [
        { from: 450, to: 584, open: 5 },
        { from: 584, to: 592, open: 2 },
      ],
    ],
  ])('nothing with %s', (_name, samples, day) => {
    expect(explainWaits(samples, day)).toEqual([]);
  });
});
