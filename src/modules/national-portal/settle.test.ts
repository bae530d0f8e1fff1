import type { PluginTransformQueryArgs } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { deliver } from './commands/deliver.ts';
import { queueChange } from './commands/queue-change.ts';
import { saveSettings } from './commands/save-settings.ts';
import { settle } from './commands/settle.ts';
import { verifyExchanges } from './commands/verify.ts';
import { SettingsInput } from './schema.ts';

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' });
let commune: TestCommune;
let system: Actor;
let portal: SimulatedPortal;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'national-portal');
});
beforeEach(async () => {
  await portal?.stop();
  portal = await startPortal({ username: 'vi-du', password: 'mat-khau-vi-du', madonvi: 'H56.999' });
  const line = { mode: 'adapter', base: portal.url, madonvi: 'H56.999', username: 'vi-du' };
  const input = { ...line, requestId: newId(), secret: 'mat-khau-vi-du', timeoutSeconds: '300', atOnce: '4' };
  const admin = { ...commune.person('quantri'), roles: ['administrator' as const] };
  await saveSettings(t.ctx, admin, SettingsInput.parse(input));
});
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
    const intake = await commune.intake('1.001193');
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    // A second job only tells the run under way.
    expect(await deliver(t.ctx, system)).toBe(0);
    await expect.poll(() => statesOf([dossier.number ?? ''])).toEqual(['sent']);
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
