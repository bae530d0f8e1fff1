import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dossier, DossierEvent, Dossier as DossierSchema } from '../schema.ts';
import {
  context,
  PARALLEL_STEPS,
  PROCEDURE,
  reception,
  receptionElsewhere,
  STEPS,
  UNIT_A,
  UNIT_B,
} from '../testing/facts.ts';
import { type RandomAct, randomActs } from '../testing/random.ts';
import { possibleCommands } from './abilities.ts';
import { standingOf } from './clock.ts';
import { type DecideContext, isRefused } from './context.ts';
import { decide } from './decide.ts';
import { evolve, evolveAll } from './evolve.ts';
import { explainDossier } from './explain.ts';
import { pendingHandOver } from './holding.ts';
import { openStrands } from './strands.ts';
import { timelineOf } from './timeline.ts';
import { leadsTo } from './transitions.ts';

const START = Temporal.Instant.from('2026-05-04T08:00+07:00');

interface Played {
  readonly dossier: Dossier;
  readonly events: readonly DossierEvent[];
  readonly trail: readonly {
    readonly before: Dossier | null;
    readonly act: RandomAct;
    readonly after: Dossier;
    readonly at: Temporal.Instant;
  }[];
}

/** In a line, or with a split, an opinion and a join. */
const processes = fc.constantFrom(STEPS, PARALLEL_STEPS);

function extra(act: RandomAct, dossier: Dossier | null, steps: typeof STEPS): Partial<DecideContext> {
  const facts = act.person === 'other' ? receptionElsewhere() : reception({ steps });
  const target = { unitId: UNIT_A, unitName: 'Phòng A', accountId: null, name: null };
  switch (act.command.type) {
    case 'correct-procedure':
      return { reception: reception({ procedure: { ...PROCEDURE, code: act.command.procedureCode } }) };
    case 'hand-over':
      return { target };
    case 'ask-opinion':
    case 'open-sub-dossier':
    case 'assign-strand': {
      const unitId = dossier?.holder.unitId === UNIT_B ? UNIT_A : UNIT_B;
      const accountId = act.command.type === 'assign-strand' ? act.command.accountId : null;
      return { target: { ...target, unitId, accountId, name: 'Ví Dụ' } };
    }
    case 'assign':
      return {
        target: {
          ...target,
          unitId: dossier?.holder.unitId ?? UNIT_A,
          accountId: act.command.accountId,
          name: 'Ví Dụ',
        },
      };
    case 'enter-register':
      return {
        lines: act.command.documents.map((document, i) => ({
          ...document,
          book: 'SCT/CK,ĐC',
          year: 2026,
          volume: 1,
          no: i + 1,
          at: START,
        })),
      };
    default:
      return { reception: facts };
  }
}

function walk(acts: readonly RandomAct[], steps: typeof STEPS): Played {
  let dossier: Dossier | null = null;
  let now = START;
  const events: DossierEvent[] = [];
  const trail: Played['trail'][number][] = [];
  for (const act of acts) {
    now = now.add({ minutes: act.later });
    const decided = decide(
      dossier,
      act.command,
      context(act.person, now.toString(), extra(act, dossier, steps)),
    );
    if (!isRefused(decided)) {
      const after = evolveAll(dossier, decided.events);
      trail.push({ before: dossier, act, after, at: now });
      events.push(...decided.events);
      dossier = after;
    } else {
      expect(decided.refusal.text).not.toMatch(/\{\w+\}/);
    }
  }
  if (dossier === null) {
    throw new Error('the first act always receives');
  }
  return { dossier, events, trail };
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('evolve over the stored events equals the state, for random commands', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      const { dossier, events } = walk(acts, steps);
      const stored = events.map((event) => DossierEvent.parse(json(event)));
      const folded = stored.reduce<Dossier | null>((state, event) => evolve(state, event), null);
      expect(json(folded)).toEqual(json(dossier));
      expect(json(DossierSchema.parse(json(dossier)))).toEqual(json(dossier));
      expect(dossier.seq).toBe(events.length);
    }),
    { numRuns: 300 },
  );
});

test('a command leads where its line of the table says', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      for (const { act, after } of walk(acts, steps).trail) {
        expect(leadsTo(act.command.type)).toContain(after.status);
      }
    }),
    { numRuns: 300 },
  );
});

test('invariant 3: the original due moment of a run never changes, and no run is lost', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      for (const { before, after } of walk(acts, steps).trail) {
        for (const run of before?.runs ?? []) {
          expect(after.runs[run.no - 1]?.originalDue.equals(run.originalDue)).toBe(true);
        }
        expect(after.number).toBe(before?.number ?? after.number);
      }
    }),
    { numRuns: 300 },
  );
});

test('invariants 1 and 4: every event has an actor and a time; what has ended has a moment; one open run, wait and offer at most', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      const { dossier, events, trail } = walk(acts, steps);
      expect(events.every((event) => event.by.name !== '' && event.at !== undefined)).toBe(true);
      for (const { after, at } of trail) {
        expect([3, 7, 8, 9, 10].includes(after.status)).toBe(
          after.endedAt !== null && after.correction?.doneAt !== null && after.status !== 4,
        );
        expect(after.runs.filter((run) => run.endedAt === null).length).toBeLessThanOrEqual(1);
        expect(after.waits.filter((wait) => wait.to === null).length).toBe(
          after.status === 5 || after.status === 6 ? 1 : 0,
        );
        expect(after.visits.filter((visit) => visit.leftAt === null).length).toBeLessThanOrEqual(1);
        if (after.status === 5 || after.status === 6) {
          expect(standingOf(after, at.add({ hours: 24 * 90 }))).toBe('waiting');
        }
        if (after.status === 10) {
          expect(pendingHandOver(after) === null || after.returned?.via === 'electronic').toBe(true);
        }
        expect(explainDossier(after).length).toBeGreaterThan(0);
      }
      expect(
        dossier.supplements.filter(
          (s) => s.stage === 'examination' && s.passedOnAt !== null && s.leader === null,
        ).length,
      ).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
});

test('abilities never hide a command that would be allowed', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      for (const { before, act, at } of walk(acts, steps).trail) {
        if (before !== null) {
          const { actsFor, centreUnit } = context(act.person, at.toString());
          const possible = possibleCommands(before, { actsFor, centreUnitId: centreUnit.id, now: at });
          expect(possible).toContain(act.command.type);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('every event is told in words', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      for (const entry of timelineOf(walk(acts, steps).events)) {
        expect(entry.text).toMatch(/^[^{}]+$/);
      }
    }),
    { numRuns: 50 },
  );
});

test('notes and files change nothing of the clock', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      for (const { before, act, after } of walk(acts, steps).trail) {
        if (before !== null && (act.command.type === 'add-note' || act.command.type === 'add-file')) {
          expect(json({ runs: after.runs, waits: after.waits, status: after.status })).toEqual(
            json({ runs: before.runs, waits: before.waits, status: before.status }),
          );
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('strands: numbered in order, closed once, none open after the end, and nothing is waited for but what is open', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      for (const { before, after } of walk(acts, steps).trail) {
        const strands = after.strands ?? [];
        expect(strands.map(({ no }) => no)).toEqual(strands.map((_, i) => i + 1));
        expect(new Set(strands.map(({ number }) => number)).size).toBe(strands.length);
        for (const strand of strands) {
          expect(strand.outcome === null).toBe(strand.closedAt === null);
          const earlier = before?.strands?.[strand.no - 1];
          if (earlier !== undefined && earlier.closedAt !== null) {
            expect(json(strand)).toEqual(json(earlier));
          }
        }
        if (after.endedAt !== null && after.correction === null) {
          expect(openStrands(after)).toEqual([]);
        }
        const current = after.visits.find((visit) => visit.leftAt === null)?.stepKey;
        expect(openStrands(after).some(({ joinKey }) => joinKey !== null && joinKey === current)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

test('returning restarts nothing: a step keeps the due moment of its first entry in a run', () => {
  fc.assert(
    fc.property(randomActs, processes, (acts, steps) => {
      const { dossier } = walk(acts, steps);
      const run = dossier.runs.at(-1);
      if (run === undefined || dossier.correction !== null) {
        return;
      }
      const since = [run.startedAt, dossier.runs.at(-2)?.endedAt ?? run.startedAt];
      const visits = dossier.visits.filter(
        (visit) =>
          visit.due !== null && since.every((at) => Temporal.Instant.compare(visit.enteredAt, at) >= 0),
      );
      for (const [, stays] of Map.groupBy(visits, (visit) => visit.stepKey)) {
        expect(new Set(stays.map((visit) => String(visit.due))).size).toBe(1);
      }
    }),
    { numRuns: 300 },
  );
});
