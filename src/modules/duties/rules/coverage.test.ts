import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Duty, DutyScope, Leave } from '../schema.ts';
import { type CoverageFacts, checkCoverage, type FindingKind, type Need, type WorkDay } from './coverage.ts';
import { applyPlan, cellOn, type PlanCell, type PlannedDuty, scopeKey } from './plan.ts';

const PEOPLE = ['a', 'b', 'c', 'd'] as const;
const FIELD: DutyScope = { fieldGroup: 'Đất đai' };
const PROCEDURE: DutyScope = { procedureCode: '1.012753' };
const START = Temporal.PlainDate.from('2026-11-02');
const dayAt = (n: number) => START.add({ days: n }).toString();
const at = (n: number, halfHours: number) =>
  START.add({ days: n })
    .toZonedDateTime({ timeZone: 'Asia/Ho_Chi_Minh', plainTime: '00:00' })
    .add({ minutes: halfHours * 30 })
    .toInstant();
/** 7:30–11:30 and 13:30–17:30 on every day but Saturday and Sunday. */
const DAYS: readonly WorkDay[] = Array.from({ length: 19 }, (_, n) => n)
  .filter((n) => START.add({ days: n }).dayOfWeek <= 5)
  .map((n) => ({
    day: dayAt(n),
    hours: [
      { from: at(n, 15), to: at(n, 23) },
      { from: at(n, 27), to: at(n, 35) },
    ],
  }));
const NEEDS: readonly Need[] = [
  { scope: FIELD, role: 'officer', fieldGroup: null },
  { scope: PROCEDURE, role: 'officer', fieldGroup: 'Đất đai' },
];

const randomDuty: fc.Arbitrary<PlannedDuty> = fc
  .record({
    id: fc.uuid(),
    accountId: fc.constantFrom(...PEOPLE),
    role: fc.constantFrom('officer' as const, 'receptionist' as const),
    scope: fc.constantFrom(FIELD, PROCEDURE, { fieldGroup: 'Hộ tịch' }),
    rank: fc.constantFrom('main' as const, 'deputy' as const),
    from: fc.integer({ min: -5, max: 18 }),
    length: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
  })
  .map(({ from, length, ...rest }) => ({
    ...rest,
    counterId: null,
    validFrom: dayAt(from),
    validTo: length === null ? null : dayAt(from + length),
  }));

const randomLeave: fc.Arbitrary<Leave> = fc
  .record({
    accountId: fc.constantFrom(...PEOPLE),
    start: fc.integer({ min: -48, max: 18 * 48 }),
    length: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ accountId, start, length }) => ({
    accountId,
    from: at(0, 0).add({ minutes: start * 30 }),
    to: at(0, 0).add({ minutes: (start + length) * 30 }),
  }));

const facts = fc
  .record({
    duties: fc.array(randomDuty, { maxLength: 8 }),
    leaves: fc.array(randomLeave, { maxLength: 6 }),
    unable: fc.subarray([...PEOPLE], { maxLength: 1 }),
  })
  .map(
    ({ duties, leaves, unable }): CoverageFacts => ({
      needs: NEEDS,
      duties,
      leaves,
      days: DAYS,
      able: (id) => !(unable as string[]).includes(id),
    }),
  );

/** The same question asked day by day, and half hour by half hour for absences. */
function bruteForce(
  { duties, leaves, able }: CoverageFacts,
  need: Need,
  day: WorkDay,
): readonly FindingKind[] {
  const holds = (duty: Duty) =>
    duty.role === need.role &&
    duty.validFrom <= day.day &&
    (duty.validTo === null || day.day <= duty.validTo);
  const of = (scope: DutyScope) => duties.filter((d) => holds(d) && scopeKey(d.scope) === scopeKey(scope));
  const layers = 'procedureCode' in need.scope ? [of(need.scope), of(FIELD)] : [of(need.scope)];
  const all = layers.flat();
  const working = (d: Duty) => able(d.accountId, need.role, need.scope, day.day);
  const mains = layers
    .map((layer) => new Set(layer.filter((d) => working(d) && d.rank === 'main').map((d) => d.accountId)))
    .find((set) => set.size > 0);
  const people = new Set(all.filter(working).map((d) => d.accountId));
  const found: FindingKind[] = [];
  if (mains === undefined) {
    found.push('no-main');
  } else {
    if (mains.size > 1) {
      found.push('two-mains');
    }
    if (people.size < 2) {
      found.push('no-deputy');
    }
  }
  if (all.some((d) => !working(d))) {
    found.push('cannot-work');
  }
  const away = (id: string, moment: Temporal.Instant) =>
    leaves.some(
      (l) =>
        l.accountId === id &&
        Temporal.Instant.compare(l.from, moment) <= 0 &&
        Temporal.Instant.compare(moment, l.to) < 0,
    );
  const moments = day.hours.flatMap(({ from, to }) => {
    const all: Temporal.Instant[] = [];
    for (let m = from; Temporal.Instant.compare(m, to) < 0; m = m.add({ minutes: 30 })) {
      all.push(m);
    }
    return all;
  });
  if (people.size > 0 && moments.some((m) => [...people].every((id) => away(id, m)))) {
    found.push('all-away');
  }
  return found.toSorted();
}

describe('checkCoverage ("không chồng chéo hoặc bỏ sót")', () => {
  it('says of every working day what asking it by itself says', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const findings = checkCoverage(given);
        for (const need of NEEDS) {
          for (const day of DAYS) {
            const said = findings
              .filter(
                (f) => scopeKey(f.scope) === scopeKey(need.scope) && f.from <= day.day && day.day <= f.to,
              )
              .map((f) => f.kind)
              .toSorted();
            expect(said).toEqual(bruteForce(given, need, day));
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const turned = {
          ...given,
          duties: given.duties.toReversed(),
          leaves: given.leaves.toReversed(),
          needs: NEEDS.toReversed(),
        };
        expect(checkCoverage(turned)).toEqual(checkCoverage(given));
      }),
    );
  });

  it('tells one stretch for days on end, over a weekend too', () => {
    const [finding] = checkCoverage({
      needs: [{ scope: FIELD, role: 'officer', fieldGroup: null }],
      duties: [],
      leaves: [],
      days: DAYS,
      able: () => true,
    });
    expect(finding).toMatchObject({ kind: 'no-main', from: '2026-11-02', to: '2026-11-20' });
  });
});

const randomCell: fc.Arbitrary<PlanCell> = fc.record({
  scope: fc.constantFrom(FIELD, PROCEDURE),
  role: fc.constant('officer' as const),
  mains: fc.array(person(), { maxLength: 2 }),
  deputies: fc.array(person(), { maxLength: 2 }),
});

function person() {
  return fc.record({
    accountId: fc.constantFrom(...PEOPLE),
    validTo: fc.constantFrom(null, dayAt(15)),
    counterId: fc.constant(null),
  });
}

describe('applyPlan', () => {
  const plan = fc.record({
    duties: fc.array(randomDuty, { maxLength: 10 }),
    cell: randomCell,
    from: fc.integer({ min: 0, max: 10 }).map(dayAt),
  });
  const holders = (duties: readonly Duty[], cell: PlanCell, day: string) =>
    [...cellOn(duties as PlannedDuty[], cell, day).mains.map((p) => `main ${p.accountId}`)]
      .concat(cellOn(duties as PlannedDuty[], cell, day).deputies.map((p) => `deputy ${p.accountId}`))
      .toSorted();

  it('from its first day on exactly those of the cell do it, and days before are as they were', () => {
    fc.assert(
      fc.property(plan, ({ duties, cell, from }) => {
        const { after } = applyPlan(duties, [cell], from);
        const wanted = new Map<string, string>();
        for (const p of cell.mains) {
          wanted.set(p.accountId, wanted.get(p.accountId) ?? `main ${p.accountId}`);
        }
        for (const p of cell.deputies) {
          wanted.set(p.accountId, wanted.get(p.accountId) ?? `deputy ${p.accountId}`);
        }
        expect(holders(after, cell, from)).toEqual([...wanted.values()].toSorted());
        const past = dayAt(-1);
        expect(holders(after, cell, past)).toEqual(holders(duties, cell, past));
        const other: PlanCell = { ...cell, scope: { fieldGroup: 'Hộ tịch' } };
        expect(holders(after, other, from)).toEqual(holders(duties, other, from));
      }),
      { numRuns: 300 },
    );
  });

  it('changes nothing when it is applied once more', () => {
    fc.assert(
      fc.property(plan, ({ duties, cell, from }) => {
        const { after } = applyPlan(duties, [cell], from);
        const again = applyPlan(after, [cell], from);
        expect([again.ends, again.removes, again.adds]).toEqual([[], [], []]);
      }),
      { numRuns: 300 },
    );
  });
});
