import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { CalendarFile } from '#modules/calendar/schema.ts';
import { type ClockFacts, responsibleStep, stepClocks } from './responsible.ts';

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

const UNIT = '00000000-0000-7000-8000-0000000000aa';
const PERSON = '00000000-0000-7000-8000-0000000000cc';

function step(key: string, minutes: number): ClockFacts['steps'][number] {
  return {
    key,
    name: key,
    kind: 'handle',
    unitId: UNIT,
    unitName: 'Phòng Ví Dụ',
    role: 'officer',
    minutes,
    next: [],
    returnTo: [],
  };
}

function visit(
  stepKey: string,
  enteredAt: Temporal.Instant,
  leftAt: Temporal.Instant | null,
): ClockFacts['visits'][number] {
  return { stepKey, enteredAt, due: null, leftAt, accountId: PERSON, name: 'Trần Thị Ví Dụ', outcome: null };
}

function run(startedAt: Temporal.Instant): ClockFacts['runs'][number] {
  return {
    no: 1,
    reason: 'receipt',
    term: { unit: 'working-day', amount: 3 },
    calendarVersion: 'v',
    startedAt,
    originalDue: startedAt,
    due: startedAt,
    explanation: [],
    endedAt: null,
    endReason: null,
  };
}

/** Two steps of four hours each; received Monday 16 at 07:30. */
function facts(change: Partial<ClockFacts>): ClockFacts {
  return {
    steps: [step('a', 240), step('b', 240)],
    visits: [],
    handOvers: [],
    waits: [],
    runs: [run(at('16T07:30'))],
    endedAt: null,
    ...change,
  };
}

describe('stepClocks', () => {
  it('counts office time only: lunch, night, weekend and a day off are nobody’s', () => {
    const [clock] = stepClocks(
      facts({ visits: [visit('a', at('20T16:30'), at('25T08:30'))] }),
      at('25T09:00'),
      calendar,
    );
    // Friday 16:30–17:30, Monday whole, Tuesday 24 off, Wednesday 07:30–08:30.
    expect(clock).toMatchObject({ usedMinutes: 60 + 480 + 60, overMinutes: 360, since: at('20T16:30') });
  });

  it('being sent back restarts nothing: two stays are one clock', () => {
    const sentBack = facts({
      visits: [
        visit('a', at('16T07:30'), at('16T10:30')),
        visit('b', at('16T10:30'), at('16T11:30')),
        visit('a', at('16T13:30'), at('16T15:30')),
      ],
    });
    const [a, b] = stepClocks(sentBack, at('16T17:00'), calendar);
    expect(a).toMatchObject({ stepKey: 'a', usedMinutes: 300, overMinutes: 60, since: at('16T07:30') });
    expect(b).toMatchObject({ stepKey: 'b', usedMinutes: 60, overMinutes: 0 });
  });

  it('what was offered and lay untaken is the receiver’s time', () => {
    const holder = { unitId: UNIT, unitName: '', accountId: null, name: null };
    const lying = facts({
      visits: [visit('a', at('16T07:30'), at('16T08:30'))],
      handOvers: [
        {
          from: holder,
          to: holder,
          at: at('16T08:30'),
          by: '',
          limit: null,
          kind: 'forward',
          stepKey: 'b',
          acceptedAt: null,
          acceptedBy: null,
          refusedAt: null,
          reason: '',
        },
      ],
    });
    expect(responsibleStep(lying, at('17T08:30'), calendar)).toMatchObject({
      stepKey: 'b',
      usedMinutes: 480,
    });
  });

  it('waiting for the citizen is nobody’s, and stays before the judged run do not count', () => {
    const waited = facts({
      runs: [run(at('16T07:30')), { ...run(at('18T07:30')), no: 2 }],
      visits: [visit('a', at('16T07:30'), null)],
      waits: [
        {
          kind: 'payment',
          reason: '',
          legalBasis: '',
          from: at('18T08:30'),
          to: at('18T10:30'),
          closingLimit: null,
          closingExplanation: [],
          pausesTerm: true,
        },
      ],
    });
    expect(stepClocks(waited, at('18T11:30'), calendar)).toMatchObject([
      { usedMinutes: 120, overMinutes: 0 },
    ]);
  });

  it('before the term starts there is no clock', () => {
    expect(
      stepClocks(facts({ runs: [], visits: [visit('a', at('16T07:30'), null)] }), at('20T07:30'), calendar),
    ).toEqual([]);
  });
});

/** A linear history: stays of so many minutes of wall clock, in turn in either step. */
const history = fc
  .array(fc.record({ key: fc.constantFrom('a', 'b'), minutes: fc.integer({ min: 1, max: 2_000 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((stays) => {
    let clock = at('16T07:30');
    const visits = stays.map(({ key, minutes }) => {
      const from = clock;
      clock = clock.add({ minutes });
      return visit(key, from, clock);
    });
    return { visits, end: clock };
  });

describe('responsibleStep', () => {
  it('nobody is blamed while every step keeps its budget', () => {
    const kept = facts({
      visits: [visit('a', at('16T07:30'), at('16T11:30')), visit('b', at('16T13:30'), at('16T17:30'))],
    });
    expect(responsibleStep(kept, at('30T08:00'), calendar)).toBeNull();
  });

  it('of equals the first of the process', () => {
    const equal = facts({
      visits: [visit('b', at('16T07:30'), at('16T16:30')), visit('a', at('17T07:30'), at('17T16:30'))],
    });
    expect(responsibleStep(equal, at('30T08:00'), calendar)?.stepKey).toBe('a');
  });

  it('clocks of a linear history add up to the office time of the run', () => {
    fc.assert(
      fc.property(history, ({ visits, end }) => {
        const sum = stepClocks(facts({ visits }), end, calendar).reduce(
          (n, clock) => n + clock.usedMinutes,
          0,
        );
        expect(sum).toBe(elapsed(at('16T07:30'), end, calendar).workingMinutes);
      }),
    );
  });

  it('blames the one furthest over, and nobody when none is over', () => {
    fc.assert(
      fc.property(history, ({ visits, end }) => {
        const clocks = stepClocks(facts({ visits }), end, calendar);
        const most = Math.max(0, ...clocks.map((clock) => clock.overMinutes));
        const blamed = responsibleStep(facts({ visits }), end, calendar);
        expect(blamed?.overMinutes ?? 0).toBe(most);
        expect(blamed === null).toBe(most === 0);
      }),
    );
  });

  it('cutting a stay in two by a return changes no clock', () => {
    fc.assert(
      fc.property(history, fc.nat(7), fc.integer({ min: 1, max: 99 }), ({ visits, end }, place, percent) => {
        const whole = visits[place % visits.length];
        if (whole?.leftAt == null) {
          return;
        }
        const length = whole.enteredAt.until(whole.leftAt).total('minutes');
        const cut = whole.enteredAt.add({ minutes: Math.floor((length * percent) / 100) });
        const parts = [visit(whole.stepKey, whole.enteredAt, cut), visit(whole.stepKey, cut, whole.leftAt)];
        const more = visits.flatMap((one) => (one === whole ? parts : [one]));
        expect(stepClocks(facts({ visits: more }), end, calendar)).toEqual(
          stepClocks(facts({ visits }), end, calendar),
        );
      }),
    );
  });

  it('blame never shrinks by waiting longer in the same step', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 5_000 }), ({ visits, end }, more) => {
        const open = visits.with(-1, { ...(visits.at(-1) ?? visit('a', end, null)), leftAt: null });
        const over = (now: Temporal.Instant) =>
          responsibleStep(facts({ visits: open }), now, calendar)?.overMinutes ?? 0;
        expect(over(end.add({ minutes: more }))).toBeGreaterThanOrEqual(over(end));
      }),
    );
  });
});
