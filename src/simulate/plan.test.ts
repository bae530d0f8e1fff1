import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { officialCalendar } from '#modules/calendar/official.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { isWorkingDay } from '#modules/calendar/rules/workdays.ts';
import { makeRandom } from '#platform/random.ts';
import { localDay } from '#platform/time.ts';
import { planVisits, shareOut, targetOf } from './plan.ts';

let calendar: CompiledCalendar;
beforeAll(async () => {
  calendar = (await officialCalendar()).terms;
});

const procedures = [
  {
    code: '2.000815',
    perYear: 4000,
    term: { unit: 'same-day', amount: 0, cutOff: '15:00' },
    channels: ['direct'],
  },
  {
    code: '1.001193',
    perYear: 400,
    term: { unit: 'working-day', amount: 5 },
    channels: ['direct', 'online'],
  },
  { code: '1.012753', perYear: 150, term: { unit: 'working-day', amount: 20 }, channels: [] },
] as const;

function hoaLoc(seed = 'hoa-loc-2025') {
  return planVisits({
    seed,
    from: Temporal.PlainDate.from('2025-07-01'),
    to: Temporal.PlainDate.from('2025-12-30'),
    dossiers: 4749,
    late: 53,
    procedures,
    calendar,
  });
}

describe('planVisits', () => {
  it('xã Hoa Lộc, 1 July to 30 December 2025: 4.749 dossiers, 53 to end late', () => {
    const dossiers = hoaLoc().flatMap((visit) => visit.dossier ?? []);
    expect(dossiers).toHaveLength(4749);
    expect(dossiers.filter((dossier) => dossier.fate === 'late')).toHaveLength(53);
  });

  it('the same seed gives the same plan, another one another', () => {
    expect(hoaLoc()).toEqual(hoaLoc());
    expect(hoaLoc('khác')).not.toEqual(hoaLoc());
  });

  it('everybody comes on a working day, in order, and numbers are unique', () => {
    const visits = hoaLoc();
    expect(visits.every((visit) => isWorkingDay(localDay(visit.arrive), calendar))).toBe(true);
    expect(visits.map((visit) => visit.no)).toEqual(visits.map((_, i) => i + 1));
    expect(new Set(visits.map((visit) => visit.person.idNumber)).size).toBe(visits.length);
    for (const [i, visit] of visits.entries()) {
      expect(
        Temporal.Instant.compare(visits[i - 1]?.arrive ?? visit.arrive, visit.arrive),
      ).toBeLessThanOrEqual(0);
    }
  });

  it('what comes often in a commune comes often here', () => {
    const codes = hoaLoc().flatMap((visit) => visit.dossier?.procedureCode ?? []);
    const copies = codes.filter((code) => code === '2.000815').length;
    expect(copies / codes.length).toBeCloseTo(4000 / 4550, 1);
  });

  it('says when a span is too short for the late ones', () => {
    const day = Temporal.PlainDate.from('2025-07-01');
    expect(() =>
      planVisits({ seed: 'x', from: day, to: day, dossiers: 3, late: 1, procedures, calendar }),
    ).toThrow(/only 0 dossiers can end late/);
  });
});

it('shareOut gives out exactly what there is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5000 }),
      fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: 1, maxLength: 130 }),
      (total, weights) => {
        expect(shareOut(total, weights).reduce((a, b) => a + b, 0)).toBe(total);
      },
    ),
  );
});

describe('targetOf', () => {
  const end = Temporal.Instant.from('2025-12-30T16:45+07:00');
  const arrival = fc
    .integer({ min: 0, max: 150 })
    .map((days) => Temporal.PlainDate.from('2025-07-01').add({ days }))
    .filter((day) => isWorkingDay(day, calendar))
    .chain((day) => fc.integer({ min: 450, max: 680 }).map((m) => ({ day, m })))
    .map(({ day, m }) =>
      day
        .toZonedDateTime({ timeZone: 'Asia/Ho_Chi_Minh', plainTime: '00:00' })
        .add({ minutes: m })
        .toInstant(),
    );
  const term = fc.constantFrom(...procedures.map((p) => p.term));

  it('never passes the due moment, except for the late, who always do', () => {
    fc.assert(
      fc.property(arrival, term, fc.integer(), (now, wanted, seed) => {
        const { due } = addTerm(now, wanted, calendar);
        const random = makeRandom(String(seed));
        const { compare } = Temporal.Instant;
        for (const fate of ['early', 'on-time'] as const) {
          const target = targetOf(fate, now, due, end, calendar, random);
          expect(compare(target, due)).toBeLessThan(0);
          expect(compare(target, now)).toBeGreaterThan(0);
        }
        expect(compare(targetOf('late', now, due, end, calendar, random), due)).toBeGreaterThan(0);
      }),
    );
  });
});
