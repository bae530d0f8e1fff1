import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isRefused } from '#modules/dossiers/rules/context.ts';
import { decide } from '#modules/dossiers/rules/decide.ts';
import { evolveAll } from '#modules/dossiers/rules/evolve.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { context, PROCEDURE, reception } from '#modules/dossiers/testing/facts.ts';
import type { RandomAct } from '#modules/dossiers/testing/random.ts';
import { identityModule } from '#modules/identity/index.ts';
import { type Example, getExample } from '#modules/identity/queries/example.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { reportsModule } from './index.ts';
import { accountsForAll, OpenData } from './open-data.ts';
import { getForm } from './queries/forms.ts';
import { getPublicFigures } from './queries.ts';
import * as repo from './repo/facts.ts';
import { countOpenSpans } from './repo/figures.ts';
import { addCounts, deltaOf, factsOf, imbalance, inProgress, keyText, periodOf } from './rules.ts';
import { histories, onTheDueDay } from './testing/histories.ts';

const START = Temporal.Instant.from('2026-05-04T08:00+07:00');
const GROUPS = ['Hộ tịch', 'Đất đai', 'Chứng thực'] as const;

let t: TestApp;
let example: Example;
/** Last state of every dossier that was played. */
const states: Dossier[] = [];

/** Plays one history and tells each change inside a transaction, as the commands of dossiers do. */
async function tell(acts: readonly RandomAct[]): Promise<void> {
  const n = states.length;
  const fieldGroup = GROUPS[n % GROUPS.length] ?? 'Hộ tịch';
  const procedure = { ...PROCEDURE, code: `1.00100${n % 7}`, fieldGroup, field: fieldGroup };
  const facts = reception({ dossierId: newId(), procedure });
  let before: Dossier | null = null;
  let now = START;
  for (const act of acts) {
    now = now.add({ minutes: act.later });
    const at = now;
    const decided = decide(before, act.command, context(act.person, at.toString(), { reception: facts }));
    if (isRefused(decided)) {
      continue;
    }
    const dossier: Dossier = { ...evolveAll(before, decided.events), centreId: example.centreId };
    const change = { before, dossier, events: decided.events, command: act.command.type };
    await inTransaction(t.ctx, example.system, (tx) =>
      t.ctx.events.emit('dossier.changed', change, { tx, actor: example.system, at }),
    );
    before = dossier;
  }
  states.push(...(before === null ? [] : [before]));
}

beforeAll(async () => {
  t = await testApp({
    modules: [identityModule, reportsModule],
    example: true,
    now: '2026-12-31T12:00+07:00',
  });
  example = await getExample(t.ctx);
  for (const acts of fc.sample(histories, { numRuns: 60, seed: 11 })) {
    await tell(acts);
  }
  await tell(onTheDueDay);
}, 120_000);

const year = periodOf({ tu: '2026-01-01', den: '2026-12-31' }, Temporal.PlainDate.from('2026-12-31'));

describe('facts kept by events', () => {
  it('equal facts rebuilt from the dossiers', async () => {
    const live = await readOnly(t.ctx, example.system, repo.listFacts);
    const rebuilt = deltaOf(
      [],
      states.flatMap((state) => factsOf(state).facts),
    );
    expect(deltaOf([], live)).toEqual(rebuilt);
    const sum = addCounts(...rebuilt.map((fact) => fact.counts));
    expect(Object.entries(sum).filter(([, n]) => n === 0)).toEqual([]);
    expect(new Set(rebuilt.map(keyText)).size).toBe(rebuilt.length);
  });

  it('spans equal spans rebuilt from the dossiers', async () => {
    const ids = states.map((state) => state.id);
    const live = await readOnly(t.ctx, example.system, (tx) => repo.listSpans(tx, ids));
    for (const state of states) {
      const text = (span: { from: unknown; to: unknown; due: unknown }) =>
        `${span.from} ${span.to} ${span.due}`;
      expect((live.get(state.id) ?? []).map(text)).toEqual(factsOf(state).spans.map(text));
    }
  });

  it('are invisible to another centre', async () => {
    const stranger = { kind: 'system', centreId: newId(), name: 'khác' } as const;
    expect(await readOnly(t.ctx, stranger, repo.listFacts)).toEqual([]);
  });
});

describe('the balance: carried over + received = settled + withdrawn + stopped + in progress', () => {
  it('holds for every line of random periods, and the stock is that of the spans', async () => {
    const day = fc
      .integer({ min: 0, max: 240 })
      .map((n) => Temporal.PlainDate.from('2026-04-20').add({ days: n }));
    await fc.assert(
      fc.asyncProperty(day, day, async (a, b) => {
        const period = periodOf({ tu: a.toString(), den: b.toString() }, b);
        const figures = await getPublicFigures(t.ctx, example.system, period);
        expect(accountsForAll(figures)).toBe(true);
        expect([...figures.fields, ...figures.channels].map((line) => imbalance(line.figures))).toEqual(
          [...figures.fields, ...figures.channels].map(() => 0),
        );
        const open = await readOnly(t.ctx, example.system, (tx) => countOpenSpans(tx, figures.countedAt));
        expect(inProgress(figures.total)).toBe(open);
      }),
      { numRuns: 40 },
    );
  });

  it('what a period carries over is what the one before had in progress', async () => {
    for (const day of ['2026-05-10', '2026-06-01', '2026-07-15']) {
      const end = Temporal.PlainDate.from(day);
      const before = await getPublicFigures(
        t.ctx,
        example.system,
        periodOf({ tu: '2026-01-01', den: day }, end),
      );
      const after = await getPublicFigures(
        t.ctx,
        example.system,
        periodOf({ tu: end.add({ days: 1 }).toString(), den: '2026-12-31' }, end),
      );
      expect(after.total.carriedOver).toBe(inProgress(before.total));
    }
  });

  it('figures of a past day do not change when time goes on', async () => {
    const past = periodOf({ tu: '2026-05-01', den: '2026-05-20' }, localDay(START));
    const then = await getPublicFigures(t.ctx, example.system, past);
    t.clock.tick({ hours: 24 * 30 });
    expect(await getPublicFigures(t.ctx, example.system, past)).toEqual(then);
    t.clock.set(fromLocal(Temporal.PlainDate.from('2026-12-31'), '12:00'));
  });
});

describe('form 07a/BTP/KSTT', () => {
  it('balances, and is refused to who may not read it', async () => {
    const form = await getForm(t.ctx, example.staff('chutich'), '07a', year);
    expect(form.faults).toEqual([]);
    expect(form.rows.map((row) => row.about)).toEqual(['Chứng thực', 'Đất đai', 'Hộ tịch']);
    await expect(getForm(t.ctx, example.staff('chuyenvien.kt'), '07a', year)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('screens', () => {
  const visitor = () => ({ kind: 'public', centreId: example.centreId }) as const;

  it('the public page shows the same figures as page, CSV and JSON', async () => {
    const search = 'tu=2026-01-01&den=2026-12-31';
    const { total } = await getPublicFigures(t.ctx, example.system, year);
    const json = await t.as(visitor(), { url: `/api/v1/statistics?${search}` });
    expect(OpenData.parse(json.json()).total).toMatchObject({ received: total.received, late: total.late });
    const csv = await t.as(visitor(), { url: `/so-lieu.csv?${search}` });
    expect(csv.body.split('\r\n')).toHaveLength(GROUPS.length + 2);
    const page = await t.as(visitor(), { url: `/so-lieu?${search}` });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`tiếp nhận ${total.received} hồ sơ`);
    expect(page.body).toContain('<svg');
  });

  it('a wrong date is said, and this year shown instead', async () => {
    const page = await t.as(visitor(), { url: '/so-lieu?tu=hom-qua' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Ngày chưa đúng.');
  });

  it('nothing of a person is on it', async () => {
    const page = await t.as(visitor(), { url: '/so-lieu?tu=2026-01-01&den=2026-12-31' });
    expect(page.body).not.toContain('Nguyễn Văn');
    expect(page.body).not.toContain('H56.99-');
  });
});
