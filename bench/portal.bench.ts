import { setTimeout as sleep } from 'node:timers/promises';
import { portalClient } from '#integrations/national-portal/client.ts';
import { PortalConnection } from '#integrations/national-portal/port.ts';
import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { queueChange } from '#modules/national-portal/commands/queue-change.ts';
import { saveSettings } from '#modules/national-portal/commands/save-settings.ts';
import { mapDossier, mapSteps } from '#modules/national-portal/rules/mapping.ts';
import { PortalCodes, SettingsInput } from '#modules/national-portal/schema.ts';
import { systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { startPortal } from '#simulators/national-portal/start.ts';
import { type BenchServer, benchServer } from './server.ts';
import { type Bench, percentile, type Row } from './support.ts';

/** Changes a second, and for how long. */
const RATE = 50;
const SECONDS = Number(process.env['BENCH_PORTAL_SECONDS'] ?? 30);
const WARM_UP = 100;
/** Changes that wait when the server comes back, over so many dossiers. */
const BACKLOG = 1_000;
const DOSSIERS = 250;
/** Calls at the same time, as the server makes them where nothing else is set. */
const AT_ONCE = 8;
/** Milliseconds: a change is on the portal within a minute (issue); the lag is far below where nothing is broken. */
const BUDGET = 1_000;
const PATIENCE_MS = 120_000;

/** When the portal accepted which change: the change is named by the dossier's content. */
class Acceptance {
  readonly at = new Map<string, number>();

  /** Waits until so many changes were accepted. */
  async until(count: number): Promise<void> {
    for (const from = performance.now(); this.at.size < count; await sleep(5)) {
      if (performance.now() - from > PATIENCE_MS) {
        throw new Error(`${this.at.size} of ${count} changes came to the portal`);
      }
    }
  }
}

interface Change {
  readonly dossier: Dossier;
  readonly events: readonly DossierEvent[];
}

/** Changes over many dossiers, each of one step: a dossier is received once and stands for all. */
async function changesOf(commune: TestCommune, name: string, count: number): Promise<readonly Change[]> {
  const intake = await commune.intake('1.001193');
  const { dossier, events } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const ids = Array.from({ length: DOSSIERS }, () => newId());
  return Array.from({ length: count }, (_, n) => ({
    dossier: {
      ...dossier,
      id: ids[n % DOSSIERS] ?? dossier.id,
      number: `H56.999-${name}-${String(n % DOSSIERS).padStart(5, '0')}`,
      seq: 1 + Math.floor(n / DOSSIERS),
      content: `${name} ${n}`,
    },
    events: events.filter(({ type }) => type === 'received'),
  }));
}

async function commit(bench: BenchServer, centreId: string, { dossier, events }: Change): Promise<number> {
  const { ctx } = bench.runtime;
  const actor = systemActor(centreId, 'bench');
  await inTransaction(ctx, actor, (tx) => queueChange(tx, actor, dossier, events, ctx.clock.now()));
  return performance.now();
}

/** Milliseconds from the commit of each change to its acceptance, changes leaving at their planned moments. */
async function lags(
  bench: BenchServer,
  centreId: string,
  changes: readonly Change[],
  accepted: Acceptance,
): Promise<readonly number[]> {
  const before = accepted.at.size;
  const from = performance.now();
  const committed = await Promise.all(
    changes.map(async (change, n) => {
      await sleep(Math.max(0, from + (n * 1000) / RATE - performance.now()));
      return commit(bench, centreId, change);
    }),
  );
  await accepted.until(before + changes.length);
  return changes.map(
    ({ dossier }, n) => (accepted.at.get(dossier.content) ?? Number.NaN) - (committed[n] ?? 0),
  );
}

/** Changes a second after a rest: what was kept while the server was away. */
async function drained(
  bench: BenchServer,
  centreId: string,
  changes: readonly Change[],
  accepted: Acceptance,
): Promise<number> {
  await bench.server.kill();
  const before = accepted.at.size;
  for (const change of changes) {
    await commit(bench, centreId, change);
  }
  await bench.server.start();
  await accepted.until(before + changes.length);
  const times = changes.map(({ dossier }) => accepted.at.get(dossier.content) ?? Number.NaN);
  return (1000 * (changes.length - 1)) / (Math.max(...times) - Math.min(...times));
}

interface Bare {
  /** Milliseconds of one call with a dossier. */
  readonly calls: readonly number[];
  /** Changes a second, a call for the dossier and one for its step each. */
  readonly rate: number;
}

/** The same calls without anything around them. */
async function bare(connection: PortalConnection, changes: readonly Change[]): Promise<Bare> {
  const client = portalClient(connection, 'mat-khau', () => performance.now());
  const codes = PortalCodes.parse({});
  const payloads = changes.map(({ dossier, events }) => ({
    dossier: mapDossier(dossier, codes).payload,
    steps: mapSteps(dossier, events),
  }));
  const calls: number[] = [];
  const from = performance.now();
  let next = 0;
  const work = async () => {
    for (let payload = payloads[next++]; payload !== undefined; payload = payloads[next++]) {
      const start = performance.now();
      const outcome = await client?.insert(payload.dossier);
      calls.push(performance.now() - start);
      if (outcome?.kind === 'exists') {
        await client?.update(payload.dossier);
      }
      await client?.steps(payload.steps);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { calls, rate: (1000 * changes.length) / (performance.now() - from) };
}

async function run(): Promise<readonly Row[]> {
  const accepted = new Acceptance();
  const heard = ({ TrichYeuHoSo: content }: Readonly<Record<string, unknown>>) => {
    if (typeof content === 'string' && !accepted.at.has(content)) {
      accepted.at.set(content, performance.now());
    }
  };
  const portal = await startPortal({ username: 'vi-du', password: 'mat-khau', madonvi: 'H56.999', heard });
  const bench = await benchServer();
  try {
    const commune = await testCommune(bench.runtime.ctx);
    const { centreId } = commune;
    const change = async (name: string, count: number) => changesOf(commune, name, count);
    const line = { mode: 'adapter', base: portal.url, madonvi: 'H56.999', username: 'vi-du' };
    const input = { ...line, requestId: newId(), secret: 'mat-khau', timeoutSeconds: '30' };
    await saveSettings(
      bench.runtime.ctx,
      { ...commune.person('quantri'), roles: ['administrator'] },
      SettingsInput.parse(input),
    );
    await lags(bench, centreId, await change('warm', WARM_UP), accepted);
    const measured = await lags(bench, centreId, await change('lag', RATE * SECONDS), accepted);
    const rate = await drained(bench, centreId, await change('rest', BACKLOG), accepted);
    const floor = await bare(
      PortalConnection.parse(line),
      (await change('bare', BACKLOG)).slice(0, DOSSIERS),
    );
    const p99 = percentile(measured, 99);
    return [
      {
        name: `commit to acceptance at ${RATE} changes/s, p50`,
        value: percentile(measured, 50),
        unit: 'ms',
        floor: percentile(floor.calls, 50),
        floorIs: 'the bare call with the dossier',
      },
      {
        name: `commit to acceptance at ${RATE} changes/s, p99`,
        value: p99,
        unit: 'ms',
        floor: percentile(floor.calls, 99),
        floorIs: 'the bare call with the dossier',
        budget: `< ${BUDGET} ms`,
        kept: p99 < BUDGET,
      },
      {
        name: `changes a second out of ${BACKLOG} that waited for the server`,
        value: rate,
        unit: '/s',
        floor: floor.rate,
        floorIs: `the bare calls, ${AT_ONCE} at once`,
        budget: `> ${RATE}/s`,
        kept: rate > RATE,
      },
    ];
  } finally {
    await bench.close();
    await portal.stop();
  }
}

export const bench: Bench = { title: 'National portal: how soon it knows, and how fast it is told', run };
