import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { listCounters } from '#modules/agencies/queries.ts';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { saveGroup } from '#modules/queue/commands/save-group.ts';
import { GroupInput, IssueInput } from '#modules/queue/schema.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { AppContext } from '#platform/context.ts';
import { ensureDatabase, prepareDatabase } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { makeDb, makePool } from '#platform/db/pool.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { EventBus } from '#platform/events.ts';
import { newId } from '#platform/id.ts';
import { startLive } from '#platform/live.ts';
import { makeLog } from '#platform/log.ts';
import { makeFileStore } from '#platform/storage/store.ts';
import { type Bench, percentile, type Row, timed } from './support.ts';

const COUNTERS = 20;
const KIOSKS = 3;
/** Seconds: all counters press together once in each. */
const MINUTE = 60;
const FLOOR_SECONDS = 20;
const WARM = 5;
/** Each kiosk gives a number every so many milliseconds, so that somewhat more come than are called. */
const KIOSK_PAUSE = 80;
/** A Monday at half past seven. */
const WAITING = 60;
const LISTENERS = 500;
const NEWS = 60;
/** Milliseconds, design §11. */
const CALL_BUDGET = 50;
const LIVE_BUDGET = 200;

interface Hall {
  readonly ctx: AppContext;
  readonly appUrl: string;
  readonly actor: SystemActor;
  readonly counters: readonly string[];
  readonly groupId: string;
  close(): Promise<void>;
}

/** A hall on a database of its own with durable settings: every call is on disk before it is answered. */
async function openHall(): Promise<Hall> {
  const dataHome = await mkdtemp(join(tmpdir(), 'bench-queue-'));
  const postgres = await startEmbedded({ dataHome });
  const urls = await prepareDatabase(await ensureDatabase(postgres.adminUrl(), 'bench'));
  const config = readConfig({ MOTCUA_DATA: dataHome });
  const log = makeLog('silent');
  const db = makeDb(makePool({ connectionString: urls.app, role: 'motcua_app', max: COUNTERS + 4 }));
  const live = startLive(urls.app, log);
  const ctx = {
    config,
    db,
    clock: systemClock,
    log,
    live,
    events: new EventBus(),
    storage: makeFileStore(config),
  };
  const centreId = await setUpCommune(ctx, {
    province: { code: 'tinh', name: 'Tỉnh', shortName: 'Tỉnh', identityCode: 'H98' },
    commune: { code: 'xa', name: 'Xã', shortName: 'Xã', identityCode: 'H98.1' },
    centre: { code: 'pvhcc', name: 'Trung tâm', shortName: 'Trung tâm' },
    counters: Array.from({ length: COUNTERS }, (_, index) => ({
      number: index + 1,
      name: `Quầy ${index + 1}`,
    })),
  });
  const actor = systemActor(centreId, 'bench');
  const counters = await listCounters(ctx, actor);
  const groupId = await saveGroup(
    ctx,
    actor,
    GroupInput.parse({ letter: 'A', name: 'Nhóm A', counters: counters.map(({ number }) => ({ number })) }),
  );
  return {
    ctx,
    appUrl: urls.app,
    actor,
    counters: counters.map(({ id }) => id),
    groupId,
    async close() {
      await live.stop();
      await db.destroy();
      await postgres.stop();
      await rm(dataHome, { recursive: true, force: true });
    },
  };
}

async function comes({ ctx, actor }: Hall, index: number): Promise<void> {
  const input = IssueInput.parse(index % 3 === 0 ? { priority: 'elderly' } : {});
  await issueTicket(ctx, actor, input, { source: 'kiosk' });
}

/** What happened in one run: how long each press took, and which ticket each press of each second called. */
interface Run {
  readonly times: readonly number[];
  /** Whom the presses of a second called; empty where the press does not tell. */
  readonly rounds: readonly (readonly string[])[];
  /** When each second's presses began, by the clock of tickets. */
  readonly begins: readonly Temporal.Instant[];
}

/** All counters press at the same moment. */
async function together(press: (counter: number) => Promise<string | undefined>) {
  const called: string[] = [];
  const took = await Promise.all(
    Array.from({ length: COUNTERS }, (_, counter) =>
      timed(async () => {
        const id = await press(counter);
        if (id !== undefined) {
          called.push(id);
        }
      }),
    ),
  );
  return { took, called };
}

/**
 * A full hall. Every second all counters press at the same moment, while three kiosks go on giving numbers. The first seconds warm up.
 */
async function pressForSeconds(
  hall: Hall,
  seconds: number,
  press: (counter: number) => Promise<string | undefined>,
): Promise<Run> {
  for (let index = 0; index < WAITING; index += 1) {
    await comes(hall, index);
  }
  let open = true;
  const kiosks = Array.from({ length: KIOSKS }, async (_, kiosk) => {
    for (let index = kiosk; open; index += 1) {
      await comes(hall, index);
      await sleep(KIOSK_PAUSE);
    }
  });
  const times: number[] = [];
  const rounds: string[][] = [];
  const begins: Temporal.Instant[] = [];
  const from = performance.now();
  try {
    for (let second = 0; second < seconds; second += 1) {
      await sleep(Math.max(0, from + second * 1_000 - performance.now()));
      begins.push(systemClock.now());
      const { took, called } = await together(press);
      rounds.push(called);
      if (second >= WARM) {
        times.push(...took);
      }
    }
  } finally {
    open = false;
    await Promise.all(kiosks);
  }
  return { times, rounds, begins };
}

/** The statements that a call cannot do without, in one transaction, by the bare driver: the floor. */
async function bareCall(client: pg.Client, hall: Hall, counterId: string): Promise<void> {
  const { centreId } = hall.actor;
  await client.query('BEGIN');
  await client.query(`SELECT set_config('app.centre_id', $1, true)`, [centreId]);
  await client.query(
    `UPDATE ticket_calls SET ended_at = now(), outcome = 'done' WHERE counter_id = $1 AND ended_at IS NULL`,
    [counterId],
  );
  await client.query(`UPDATE tickets SET state = 'done', counter_id = NULL WHERE counter_id = $1`, [
    counterId,
  ]);
  const { rows } = await client.query<{ id: string; day: Temporal.PlainDate; place: number }>(
    `SELECT id, day, place FROM tickets WHERE group_id = $1 AND day = $2 AND state = 'waiting'
     ORDER BY place, arrival LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [hall.groupId, systemClock.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()],
  );
  const [head] = rows;
  if (head === undefined) {
    throw new Error('the bench ran out of people');
  }
  await client.query(
    `UPDATE tickets SET state = 'called', counter_id = $2, changed_at = now() WHERE id = $1`,
    [head.id, counterId],
  );
  await client.query(
    `INSERT INTO ticket_calls (id, centre_id, ticket_id, group_id, day, counter_id, place, waiting_since, called_at, last_called_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now(), now(), now())`,
    [newId(), centreId, head.id, hall.groupId, head.day, counterId, head.place],
  );
  await client.query(
    `INSERT INTO ticket_events (id, centre_id, ticket_id, action, at, actor_kind, counter_id, group_id)
     VALUES ($1, $2, $3, 'call', now(), 'system', $4, $5)`,
    [newId(), centreId, head.id, counterId, hall.groupId],
  );
  await client.query(`SELECT pg_notify('bench_other', 'x')`);
  await client.query('COMMIT');
}

async function measureBare(hall: Hall): Promise<readonly number[]> {
  const clients = await Promise.all(
    hall.counters.map(async () => {
      const client = new pg.Client({ connectionString: hall.appUrl });
      await client.connect();
      return client;
    }),
  );
  try {
    const { times } = await pressForSeconds(hall, FLOOR_SECONDS, async (counter) => {
      const client = clients[counter];
      if (client !== undefined) {
        await bareCall(client, hall, hall.counters[counter] ?? '');
      }
      return undefined;
    });
    return times;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

interface Verdict {
  readonly presses: number;
  readonly doubles: number;
  /** Tickets that are neither called, nor still waiting. */
  readonly lost: number;
  /** Tickets passed over by one behind them: given out a second before the presses began, and called in a later second or not at all. */
  readonly passedOver: number;
}

/** Judges the minute by what is stored: every ticket with its place, and the second in which it was called. */
async function judge(hall: Hall, { rounds, begins }: Run): Promise<Verdict> {
  const { rows } = await inTransaction(hall.ctx, hall.actor, (tx) =>
    sql<{ id: string; place: number; arrival: number; state: string; issued_at: Temporal.Instant }>`
      select id, place, arrival, state, issued_at from tickets order by place, arrival`.execute(tx),
  );
  const calledIn = new Map(rounds.flatMap((called, second) => called.map((id) => [id, second] as const)));
  const presses = rounds.flat();
  const passed = new Set<string>();
  for (const [second, called] of rounds.entries()) {
    const last = Math.max(...called.map((id) => rows.findIndex((row) => row.id === id)));
    const before = begins[second]?.subtract({ seconds: 1 });
    for (const row of rows.slice(0, Math.max(0, last))) {
      const later = (calledIn.get(row.id) ?? Number.POSITIVE_INFINITY) > second;
      if (later && before !== undefined && Temporal.Instant.compare(row.issued_at, before) < 0) {
        passed.add(row.id);
      }
    }
  }
  return {
    presses: presses.length,
    doubles: presses.length - new Set(presses).size,
    lost: rows.filter(({ id, state }) => state !== 'waiting' && !calledIn.has(id)).length,
    passedOver: passed.size,
  };
}

async function measureCalls(hall: Hall): Promise<Verdict & { times: readonly number[] }> {
  const run = await pressForSeconds(hall, MINUTE, async (counter) => {
    const { ticket } = await callNext(hall.ctx, hall.actor, { counterId: hall.counters[counter] ?? '' });
    return ticket?.id;
  });
  return { times: run.times, ...(await judge(hall, run)) };
}

/** From publishing in a transaction to the last of 500 listeners in this process. */
async function measureLive({ ctx, actor }: Hall): Promise<readonly number[]> {
  const topic = `hall:${actor.centreId}`;
  const samples: number[] = [];
  let heard = 0;
  let last: (() => void) | undefined;
  const ends = Array.from({ length: LISTENERS }, () =>
    ctx.live.subscribe([topic], () => {
      heard += 1;
      if (heard === LISTENERS) {
        last?.();
      }
    }),
  );
  for (let news = 0; news < NEWS; news += 1) {
    heard = 0;
    const all = new Promise<void>((resolve) => {
      last = resolve;
    });
    samples.push(
      await timed(async () => {
        await inTransaction(ctx, actor, (tx) => ctx.live.publish(tx, topic, { kind: 'changed' }));
        await all;
      }),
    );
  }
  for (const end of ends) {
    end();
  }
  return samples;
}

export const bench: Bench = {
  title: 'Queue: twenty counters pressing together',
  async run(): Promise<readonly Row[]> {
    const hall = await openHall();
    try {
      const { times, presses, doubles, lost, passedOver } = await measureCalls(hall);
      const bare = await measureBare(hall);
      const live = await measureLive(hall);
      const floorIs = 'bare SQL of the same transaction, same presses and kiosks';
      return [
        {
          name: 'call next, p50',
          value: percentile(times, 50),
          unit: 'ms',
          floor: percentile(bare, 50),
          floorIs,
        },
        {
          name: 'call next, p99',
          value: percentile(times, 99),
          unit: 'ms',
          floor: percentile(bare, 99),
          floorIs,
          budget: `< ${CALL_BUDGET} ms`,
          kept: percentile(times, 99) < CALL_BUDGET,
        },
        { name: 'presses that called somebody', value: presses, unit: 'calls' },
        { name: 'lost', value: lost, unit: 'tickets', budget: 'never', kept: lost === 0 },
        {
          name: 'passed over by somebody behind them',
          value: passedOver,
          unit: 'tickets',
          budget: 'never',
          kept: passedOver === 0,
        },
        { name: 'called twice', value: doubles, unit: 'tickets', budget: 'never', kept: doubles === 0 },
        {
          name: `commit to the last of ${LISTENERS} listeners in process, p99`,
          value: percentile(live, 99),
          unit: 'ms',
          budget: `< ${LIVE_BUDGET} ms`,
          kept: percentile(live, 99) < LIVE_BUDGET,
        },
      ];
    } finally {
      await hall.close();
    }
  },
};
