import type { PluginTransformQueryArgs } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { SCENARIOS } from '#simulators/national-portal/scenarios.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { resend } from './commands/decide-stuck.ts';
import { deliver } from './commands/deliver.ts';
import { queueChange } from './commands/queue-change.ts';
import { saveSettings } from './commands/save-settings.ts';
import type { Held } from './commands/send.ts';
import { type Answered, settle } from './commands/settle.ts';
import { verifyExchanges } from './commands/verify.ts';
import { PORTAL_LINE } from './repo-line.ts';
import type { Call } from './rules/delivery.ts';
import { type Outcome, SettingsInput } from './schema.ts';
import { ourSide, theirSide } from './testing/both-sides.ts';

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' });
let commune: TestCommune;
let system: Actor;
let portal: SimulatedPortal;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'national-portal');
});
/** What happens between two steps of a scenario. */
let between: () => Promise<void> = async () => undefined;

/** A portal of its own for each test, well and knowing nothing. */
async function connect(timeoutSeconds = '300'): Promise<void> {
  await portal?.stop();
  const account = { username: 'vi-du', password: 'mat-khau-vi-du', madonvi: 'H56.999' };
  portal = await startPortal({ ...account, seed: 5, pass: () => between() });
  const line = { mode: 'adapter', base: portal.url, madonvi: 'H56.999', username: 'vi-du' };
  const input = { ...line, requestId: newId(), secret: 'mat-khau-vi-du', timeoutSeconds, atOnce: '4' };
  const admin = { ...commune.person('quantri'), roles: ['administrator' as const] };
  await saveSettings(t.ctx, admin, SettingsInput.parse(input));
}
beforeEach(() => connect());
afterAll(() => portal.stop());

/** Changes of so many new dossiers, each with one step; their numbers. */
async function queue(name: string, count: number): Promise<readonly string[]> {
  const intake = await commune.intake('1.001193');
  const { dossier, events } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const received = events.filter(({ type }) => type === 'received');
  // The dossier itself is told with the others' first run; its copies are what is counted.
  await deliver(t.ctx, system);
  const numbers = Array.from({ length: count }, (_, n) => `H56.999-${name}-${String(n).padStart(4, '0')}`);
  await inTransaction(t.ctx, system, async (tx) => {
    for (const number of numbers) {
      await queueChange(tx, system, { ...dossier, id: newId(), number }, received, t.clock.now());
    }
  });
  return numbers;
}

/** One more dossier at the counter; its number. */
async function receiveOne(): Promise<string> {
  const intake = await commune.intake('1.001193');
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  return dossier.number ?? '';
}

async function statesOf(numbers: readonly string[]): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ state: string }>(
    'select state from portal_outbox where number = any($1) order by seq',
    [numbers],
  );
  return rows.map(({ state }) => state);
}

/** The context with its statements counted. */
function counted() {
  const found = { statements: 0 };
  const plugin = {
    transformQuery({ node }: PluginTransformQueryArgs) {
      found.statements += 1;
      return node;
    },
    transformResult: async <Args extends { readonly result: unknown }>({ result }: Args) =>
      result as Args['result'],
  };
  return { found, ctx: { ...t.ctx, db: t.ctx.db.withPlugin(plugin) } };
}

describe('what was answered meanwhile is stored together', () => {
  it('many answers cost as many statements as one, and their calls stand in the chain in order', async () => {
    await queue('nhom', 12);
    const costs: number[] = [];
    const outcome = { kind: 'done' as const, result: [], message: 'Đồng bộ hồ sơ thành công' };
    for (const room of [1, 11]) {
      const line = { ctx: t.ctx, actor: system, leaseSeconds: 60 };
      const held = await settle(line, [], room);
      expect(held).toHaveLength(room);
      const { ctx, found } = counted();
      const answers = held.map((one) => ({
        held: one,
        call: 'insert' as const,
        sent: { outcome, request: one.item.payload, service: 'DongBoHoSoMC', found: false },
      }));
      // What was told stays in the same hands for its steps: as many as were given back.
      expect(await settle({ ...line, ctx }, answers, room)).toHaveLength(room);
      costs.push(found.statements);
    }
    expect(costs[1]).toBe(costs[0]);
    expect(costs[0]).toBeLessThanOrEqual(8);
    expect(await verifyExchanges(t.ctx)).toEqual([]);
    // Nobody tells the steps: what is held goes on when its lease has ended.
    t.clock.tick({ seconds: 61 });
    await deliver(t.ctx, system);
  });

  it('one that cannot be stored holds nobody up, and is told once in the end', async () => {
    const numbers = await queue('doc', 6);
    const [poison = ''] = numbers.slice(2);
    await t.owner.query(`create function refuse_one() returns trigger language plpgsql as $$
      begin if new.number = '${poison}' then raise exception 'không ghi được'; end if; return new; end $$`);
    await t.owner.query(
      'create trigger refuse_one before insert on portal_exchanges for each row execute function refuse_one()',
    );
    await deliver(t.ctx, system);
    await t.owner.query('drop function refuse_one() cascade');
    const others = numbers.filter((number) => number !== poison);
    expect(await statesOf(others)).toEqual(others.map(() => 'sent'));
    expect(await statesOf([poison])).toEqual(['waiting']);
    t.clock.tick({ hours: 1 });
    await deliver(t.ctx, system);
    expect(await statesOf([poison])).toEqual(['sent']);
    expect(numbers.map((number) => portal.memory.held.get(number)?.inserts)).toEqual(numbers.map(() => 1));
    expect(await verifyExchanges(t.ctx)).toEqual([]);
  });
});

const LINE_OF = (leaseSeconds = 60) => ({ ctx: t.ctx, actor: system, leaseSeconds });
const DONE: Outcome = { kind: 'done', result: [], message: 'Đồng bộ hồ sơ thành công' };
const SILENT: Outcome = { kind: 'unavailable', why: 'hết giờ', unknown: false };
const answered = (held: Held, outcome: Outcome, call: Call = 'insert'): Answered => ({
  held,
  call,
  sent: { outcome, request: held.item.payload, service: 'DongBoHoSoMC', found: false },
});

describe('calls under way at the same time', () => {
  it('count one rest: what was sent before the line was found bad makes none of them longer, the try after it does', async () => {
    const numbers = await queue('nghi', 8);
    const restSeconds = () =>
      inTransaction(t.ctx, system, (tx) => findCircuit(tx, PORTAL_LINE)).then(({ openUntil }) =>
        openUntil?.since(t.clock.now()).total('seconds'),
      );
    const held = await settle(LINE_OF(900), [], 8);
    expect(held).toHaveLength(8);
    const silent = held.map((one) => answered(one, SILENT));
    expect(await settle(LINE_OF(), silent.slice(0, 6), 0)).toEqual([]);
    expect(await restSeconds()).toBe(60);
    expect(await settle(LINE_OF(), silent.slice(6, 7), 0)).toEqual([]);
    expect(await restSeconds()).toBe(60);
    t.clock.tick({ seconds: 61 });
    const tries = await settle(LINE_OF(), [], 8);
    expect(tries).toHaveLength(1);
    await settle(LINE_OF(), silent.slice(7), 0);
    await settle(
      LINE_OF(),
      tries.map((one) => answered(one, SILENT)),
      0,
    );
    expect(await restSeconds()).toBe(120);
    t.clock.tick({ hours: 1 });
    await deliver(t.ctx, system);
    expect(await statesOf(numbers)).toEqual(numbers.map(() => 'sent'));
  });

  it('an answer that comes when its lease has ended undoes nothing that another told meanwhile, and is kept', async () => {
    const [number = ''] = await queue('muon', 1);
    const late = await settle(LINE_OF(), [], 1);
    t.clock.tick({ seconds: 61 });
    await deliver(t.ctx, system);
    expect(await statesOf([number])).toEqual(['sent']);
    await settle(
      LINE_OF(),
      late.map((one) => answered(one, SILENT)),
      0,
    );
    expect(await statesOf([number])).toEqual(['sent']);
    // The same while the other still holds it: it stays in those hands.
    const [second = ''] = await queue('muon-nua', 1);
    const first = await settle(LINE_OF(), [], 1);
    t.clock.tick({ seconds: 61 });
    const other = await settle(LINE_OF(), [], 1);
    expect(other.map(({ item }) => item.number)).toEqual([second]);
    const taken = await settle(
      LINE_OF(),
      first.map((one) => answered(one, DONE)),
      1,
    );
    expect(taken).toEqual([]);
    await settle(
      LINE_OF(),
      other.map((one) => answered(one, DONE)),
      0,
    );
    expect(await statesOf([second])).toEqual(['pushed']);
    await deliver(t.ctx, system);
    expect(await statesOf([second])).toEqual(['sent']);
    expect(await verifyExchanges(t.ctx)).toEqual([]);
  });
});

describe('a run', () => {
  it('goes on with what comes while an answer is awaited', async () => {
    const [slow = ''] = await queue('cham', 1);
    portal.switches.faults = ['slow'];
    portal.switches.faultyServices = ['DongBoHoSoMC'];
    portal.switches.slowMs = 3_600_000;
    portal.switches.faultRate = 1;
    const run = deliver(t.ctx, system);
    await expect.poll(() => portal.memory.held.has(slow)).toBe(true);
    portal.switches.faultRate = 0;
    const number = await receiveOne();
    // A second job only tells the run under way.
    expect(await deliver(t.ctx, system)).toBe(0);
    await expect.poll(() => statesOf([number])).toEqual(['sent']);
    expect(await statesOf([slow])).toEqual(['waiting']);
    await portal.stop();
    expect(await run).toBe(3);
    expect(await statesOf([slow])).toEqual(['waiting']);
  });

  it('ends after a while and leaves the rest to the next job', async () => {
    t.clock.tick({ hours: 1 });
    await deliver(t.ctx, system);
    const numbers = await queue('nhieu', 60);
    // Of all jobs only the one that the run leaves.
    await t.owner.query('delete from graphile_worker._private_jobs');
    expect(await deliver(t.ctx, system)).toBe(100);
    expect(await statesOf(numbers)).toContain('waiting');
    await t.runJobs();
    expect(await statesOf(numbers)).toEqual(numbers.map(() => 'sent'));
    expect(numbers.map((number) => portal.memory.held.get(number)?.inserts)).toEqual(numbers.map(() => 1));
  });
});

describe('every scenario of the simulated portal', () => {
  it('ends with everything told once and in order', { timeout: 120_000 }, async () => {
    await connect('1');
    const numbers: string[] = [];
    between = async () => {
      numbers.push(await receiveOne());
      t.clock.tick({ minutes: 1 });
      await deliver(t.ctx, system);
    };
    for (const scenario of SCENARIOS) {
      await portal.player.play(scenario, portal.url);
    }
    const openNow = async () => {
      const { rows } = await t.owner.query<{ seq: number; state: string }>(
        `select seq, state from portal_outbox where state in ('waiting', 'pushed', 'stuck') and number = any($1)`,
        [numbers],
      );
      return rows;
    };
    for (let open = await openNow(); open.length > 0; open = await openNow()) {
      // The list has its procedures again: a person sends what had stopped.
      for (const { seq } of open.filter(({ state }) => state === 'stuck')) {
        await resend(t.ctx, commune.person('tiepnhan1'), seq);
      }
      t.clock.tick({ minutes: 15 });
      await deliver(t.ctx, system);
    }
    const ours = Object.entries(await ourSide((text) => t.owner.query(text)));
    expect(numbers.length).toBeGreaterThan(SCENARIOS.length);
    // What was filed there waits for those who ask, which nobody does here.
    const theirs = theirSide({ memory: portal.memory, box: { filed: new Map() } });
    expect(theirs).toEqual(Object.fromEntries(ours.filter(([number]) => numbers.includes(number))));
    expect(Object.keys(theirs)).toHaveLength(numbers.length);
    expect(await verifyExchanges(t.ctx)).toEqual([]);
  });
});
