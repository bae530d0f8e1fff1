import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const ROUNDS = 40;
const WARM = 5;
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

/** So many people come, twenty at the same moment; every third has priority. */
async function fill({ ctx, actor }: Hall, people: number): Promise<void> {
  for (let done = 0; done < people; done += COUNTERS) {
    await Promise.all(
      Array.from({ length: COUNTERS }, (_, index) =>
        issueTicket(ctx, actor, IssueInput.parse(index % 3 === 0 ? { priority: 'elderly' } : {}), {
          source: 'kiosk',
        }),
      ),
    );
  }
}

/**
 * All counters press at the same moment, round after round, with a hall full of people before each; returns the milliseconds of each
 * press after the warm-up.
 */
async function pressTogether(
  hall: Hall,
  press: (counter: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const samples: number[] = [];
  await fill(hall, WAITING);
  for (let round = 0; round < WARM + ROUNDS; round += 1) {
    await fill(hall, COUNTERS);
    const times = await Promise.all(
      Array.from({ length: COUNTERS }, (_, counter) => timed(() => press(counter))),
    );
    if (round >= WARM) {
      samples.push(...times);
    }
  }
  return samples;
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
    return await pressTogether(hall, async (counter) => {
      const client = clients[counter];
      if (client !== undefined) {
        await bareCall(client, hall, hall.counters[counter] ?? '');
      }
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function measureCalls(hall: Hall): Promise<{ times: readonly number[]; doubles: number }> {
  const called: string[] = [];
  const times = await pressTogether(hall, async (counter) => {
    const { ticket } = await callNext(hall.ctx, hall.actor, { counterId: hall.counters[counter] ?? '' });
    called.push(ticket?.id ?? 'nobody');
  });
  return { times, doubles: called.length - new Set(called).size };
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
      const { times, doubles } = await measureCalls(hall);
      const bare = await measureBare(hall);
      const live = await measureLive(hall);
      const floorIs = 'bare SQL of the same transaction, same press';
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
