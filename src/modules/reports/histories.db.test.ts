import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { listLinesIn } from '#modules/dossiers/queries/for-reports.ts';
import type { Command } from '#modules/dossiers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import type { Person } from '#modules/dossiers/testing/facts.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import type { RandomAct } from '#modules/dossiers/testing/random.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { localDay } from '#platform/time.ts';
import { keepReport } from './commands/keep-report.ts';
import { compareFacts, rebuildFacts } from './commands/rebuild-facts.ts';
import { reportsModule } from './index.ts';
import { accountsForAll } from './open-data.ts';
import { loadForm } from './queries/forms.ts';
import { getPeriodReport } from './queries/period.ts';
import { getPublicFigures } from './queries.ts';
import { dossiersBehind } from './repo/behind.ts';
import { figuresBy } from './repo/figures.ts';
import type { Snapshot } from './repo/kept.ts';
import { BEHIND, BEHIND_COLUMN, type Behind } from './rules/counted-forms.ts';
import { imbalance, inProgress, settled } from './rules.ts';
import { Dimension, type Period, type PeriodFigures } from './schema.ts';
import { histories } from './testing/histories.ts';

/** Histories that are played through the real commands; REPORT_HISTORIES=3000 plays thousands. */
const HISTORIES = Number(process.env['REPORT_HISTORIES'] ?? 150);
/** Days over which they begin. */
const DAYS = 120;
const START = Temporal.Instant.from('2026-05-04T08:00+07:00');
/** So many reports are kept while things go on. */
const KEPT = 12;

const USERS: Readonly<Record<Person, string>> = {
  counter: 'tiepnhan1',
  officer: 'chuyenvien.tp',
  head: 'truongphong.vp',
  other: 'chuyenvien.kt',
  leader: 'chutich',
};
const PROCEDURES = ['1.001193', '2.000884', '2.000635'] as const;
const CHANNELS = [
  { channel: 'direct' },
  { channel: 'postal' },
  { channel: 'online', delivery: { how: 'electronic' } },
  { channel: 'online', delivery: { how: 'counter' } },
] as const;

interface Known {
  readonly dimension: Dimension;
  readonly period: Period;
  readonly lines: Awaited<ReturnType<typeof figuresBy>>;
}

let t: TestContext;
let commune: TestCommune;
let system: SystemActor;
const ids: string[] = [];
const kept: { readonly snapshot: Snapshot; readonly known: readonly Known[] }[] = [];
let done = 0;
let refused = 0;

async function real(command: Command, n: number): Promise<Command> {
  switch (command.type) {
    case 'receive':
    case 'keep-draft': {
      const code = PROCEDURES[n % PROCEDURES.length] ?? '1.001193';
      // Signatures are certified in person only.
      const channel = code === '2.000884' ? {} : CHANNELS[n % CHANNELS.length];
      return { ...command, intake: await commune.intake(code, channel) };
    }
    case 'hand-over':
      return { ...command, toUnitId: commune.person('chuyenvien.tp').unitId };
    case 'assign':
      return { ...command, accountId: commune.person('chuyenvien.tp').accountId };
    case 'correct-procedure':
      return { ...command, procedureCode: '2.000884' };
    default:
      return command;
  }
}

/** One report kept in the middle of things, with figures of every dimension as they were read then. */
async function keep(): Promise<void> {
  const today = localDay(t.clock.now());
  const period = { from: today.subtract({ days: 40 }), to: today.subtract({ days: 5 }) };
  // The form of that time is II.06a until 8/2026, 07a after.
  const form = Temporal.PlainDate.compare(period.to, '2026-08-01') < 0 ? 'II.06a' : '07a';
  const snapshot = await keepReport(t.ctx, system, { form, period, requestId: newRequestId() });
  const known: Known[] = [];
  for (const dimension of Dimension.options) {
    const lines = await readOnly(t.ctx, system, (tx) => figuresBy(tx, dimension, period, snapshot.at));
    known.push({ dimension, period, lines });
  }
  kept.push({ snapshot, known });
}

/** All acts of all histories in the order of time, as a centre lives them: side by side. */
function timeline(): readonly {
  readonly at: Temporal.Instant;
  readonly n: number;
  readonly act: RandomAct;
}[] {
  const starts = fc.sample(fc.integer({ min: 0, max: DAYS * 24 * 60 }), { numRuns: HISTORIES, seed: 5 });
  return fc
    .sample(histories, { numRuns: HISTORIES, seed: 7 })
    .flatMap((acts, n) => {
      let at = START.add({ minutes: starts[n] ?? 0 });
      return acts.map((act) => {
        at = at.add({ minutes: act.later });
        return { at, n, act };
      });
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

beforeAll(async () => {
  t = await testContext({ modules: [...MODULES_BELOW, reportsModule], example: true });
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'test');
  const known = new Map<number, string>();
  const all = timeline();
  const every = Math.floor(all.length / KEPT);
  for (const [i, { at, n, act }] of all.entries()) {
    t.clock.set(at.toString());
    const id = known.get(n);
    try {
      const target = id === undefined ? 'new' : { id };
      const actor = commune.person(USERS[act.person]);
      const { dossier } = await execute(t.ctx, actor, target, await real(act.command, n), newRequestId());
      known.set(n, dossier.id);
      done += 1;
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      refused += 1;
    }
    if (i % every === every - 1) {
      await keep();
    }
  }
  ids.push(...known.values());
}, 3_600_000);

const behind = (figure: Behind, period: Period, dimension: Dimension | null, key: string) =>
  readOnly(t.ctx, system, (tx) =>
    dossiersBehind(tx, { behind: figure, dimension, key, period }, t.clock.now()),
  );

/** What a figure of the balance says, by the name of what is behind it. */
function figureOf(name: Behind, f: PeriodFigures): number | null {
  switch (name) {
    case 'carried':
      return f.carriedOver;
    case 'received':
      return f.received;
    case 'all':
      return f.carriedOver + f.received;
    case 'settled':
      return settled(f);
    case 'form-settled':
      return settled(f) + f.withdrawn + f.stopped;
    case 'form-on-time':
      return f.onTime + f.withdrawn + f.stopped;
    case 'early':
    case 'late':
    case 'withdrawn':
    case 'stopped':
    case 'refused':
    case 'overdue':
      return f[name];
    case 'on-time':
      return f.onTime;
    case 'in-term':
      return f.inTerm;
    case 'open':
      return inProgress(f);
    default:
      return null;
  }
}

const randomPeriod = fc
  .tuple(fc.integer({ min: -10, max: DAYS + 90 }), fc.integer({ min: 0, max: 120 }))
  .map(([from, days]): Period => {
    const first = localDay(START).add({ days: from });
    return { from: first, to: first.add({ days }) };
  });

describe(`${HISTORIES} random histories through the real commands`, () => {
  it('did happen, in every way that is counted', async () => {
    expect(ids.length).toBeGreaterThan(HISTORIES * 0.95);
    expect(done).toBeGreaterThan(HISTORIES * 4);
    expect(refused).toBeGreaterThan(0);
    const year = { from: localDay(START), to: localDay(t.clock.now()) };
    const { total } = await getPeriodReport(t.ctx, system, year, 'field');
    const { early, onTime, late, withdrawn, stopped, refused: no, overdue, inTerm } = total;
    expect(Math.min(early, onTime, late, withdrawn, stopped, no, overdue + inTerm)).toBeGreaterThan(0);
  });

  it('the facts kept by events equal those worked out from the dossiers', async () => {
    expect(await compareFacts(t.ctx, system)).toEqual([]);
  });

  it('every grouping of every period balances and comes to the same total', async () => {
    await fc.assert(
      fc.asyncProperty(randomPeriod, async (period) => {
        const totals = new Set<string>();
        for (const dimension of Dimension.options) {
          const { lines, total } = await getPeriodReport(t.ctx, system, period, dimension);
          expect(lines.filter((line) => imbalance(line.figures) !== 0)).toEqual([]);
          expect(lines.filter((line) => Object.values(line.figures).some((n) => n < 0))).toEqual([]);
          totals.add(JSON.stringify(total));
        }
        expect(totals.size).toBe(1);
      }),
      { numRuns: 25 },
    );
  });

  it('carried over is what was in progress before, line by line (TT 09/2026/TT-BTP, form 07a)', async () => {
    await fc.assert(
      fc.asyncProperty(randomPeriod, fc.constantFrom(...Dimension.options), async (period, dimension) => {
        const before = { from: period.from.subtract({ days: 30 }), to: period.from.subtract({ days: 1 }) };
        const open = (await getPeriodReport(t.ctx, system, before, dimension)).lines;
        for (const line of (await getPeriodReport(t.ctx, system, period, dimension)).lines) {
          const was = open.find(({ key }) => key === line.key);
          expect(line.figures.carriedOver).toBe(was === undefined ? 0 : inProgress(was.figures));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('as many dossiers stand behind each figure as it says', async () => {
    await fc.assert(
      fc.asyncProperty(randomPeriod, fc.constantFrom(...Dimension.options), async (period, dimension) => {
        const { lines } = await getPeriodReport(t.ctx, system, period, dimension);
        for (const line of lines) {
          for (const name of BEHIND) {
            const figure = figureOf(name, line.figures);
            if (figure !== null) {
              const found = await behind(name, period, dimension, line.key);
              expect([name, line.key, found.length]).toEqual([name, line.key, figure]);
            }
          }
        }
      }),
      { numRuns: 4 },
    );
  });

  it('lists, reports and open data judge every dossier alike: one definition of early, on time and late', async () => {
    const now = t.clock.now();
    const period = { from: localDay(START), to: localDay(now) };
    const lines = await readOnly(t.ctx, system, (tx) => listLinesIn(tx, ids, now));
    const listed = (...standings: readonly string[]) =>
      lines
        .filter((line) => line.receivedAt !== null && standings.includes(line.standing))
        .map((line) => line.id)
        .toSorted();
    const counted = async (name: Behind) => (await behind(name, period, null, '')).toSorted();
    expect(await counted('early')).toEqual(listed('early'));
    expect(await counted('late')).toEqual(listed('late'));
    expect(await counted('form-on-time')).toEqual(listed('on-time'));
    expect(await counted('overdue')).toEqual(listed('overdue'));
    expect(await counted('in-term')).toEqual(listed('in-term', 'waiting'));
    const open = await getPublicFigures(t.ctx, system, period);
    expect(accountsForAll(open)).toBe(true);
    expect([open.total.early, open.total.late, open.total.overdue]).toEqual([
      listed('early').length,
      listed('late').length,
      listed('overdue').length,
    ]);
  });

  it('kept reports say the same for ever, whatever was corrected since, in every grouping', async () => {
    expect(kept.length).toBeGreaterThanOrEqual(KEPT - 1);
    let corrected = 0;
    for (const { snapshot, known } of kept) {
      const { form, period, at, mark, rows } = snapshot;
      const code = form === '07a' ? '07a' : 'II.06a';
      await readOnly(t.ctx, system, async (tx) => {
        expect((await loadForm(tx, code, period, at, mark)).rows).toEqual(rows);
        for (const { dimension, lines } of known) {
          expect(await figuresBy(tx, dimension, period, at, mark)).toEqual(lines);
          const today = await figuresBy(tx, dimension, period, at);
          corrected += JSON.stringify(today) === JSON.stringify(lines) ? 0 : 1;
        }
        for (const [no, name] of Object.entries(BEHIND_COLUMN[code])) {
          const figure = rows.reduce((sum, row) => sum + (row.values[Number(no)] ?? 0), 0);
          const found = await dossiersBehind(
            tx,
            { behind: name, dimension: null, key: '', period },
            at,
            mark,
          );
          expect([no, found.length]).toEqual([no, figure]);
        }
      });
    }
    // Else nothing was proved: some figures of those days are different by now.
    expect(corrected).toBeGreaterThan(0);
  });

  it('rebuilding changes no figure, and adds nothing to the journal', async () => {
    const entries = async () =>
      (await t.owner.query('select count(*)::int as n from fact_entries')).rows[0]?.n;
    const before = await entries();
    const period = { from: localDay(START), to: localDay(t.clock.now()) };
    const then = await getPeriodReport(t.ctx, system, period, 'officer_id');
    await rebuildFacts(t.ctx, system);
    expect(await getPeriodReport(t.ctx, system, period, 'officer_id')).toEqual(then);
    expect(await entries()).toBe(before);
  });
});
