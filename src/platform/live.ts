import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import type { Tx } from './db/tx.ts';
import { newRequestId } from './id.ts';
import type { Logger } from './log.ts';

const CHANNEL = 'motcua_live';
/** Events kept for listeners that lost the line for a moment. */
const REPLAY = 2_000;

const Wire = z.object({ topic: z.string(), data: z.unknown() });

/** One live event as listeners get it. `id` is only comparable within one run of the server. */
export interface LiveEvent {
  readonly id: string;
  readonly topic: string;
  readonly data: unknown;
}

type Listener = (event: LiveEvent) => void;

/**
 * Live updates. `publish` in a transaction, delivery after commit, through PostgreSQL's NOTIFY, so that every server
 * process of an installation hears it. Payloads are small and hold no personal data: they say what to look at again.
 */
export interface LiveBus {
  publish(tx: Tx, topic: string, data: object): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(topics: readonly string[], listener: Listener): () => void;
  /**
   * Events of the topics after `lastId`, oldest first; undefined when that is too long ago or from another run,
   * and the listener has to load the whole state again.
   */
  since(topics: readonly string[], lastId: string): readonly LiveEvent[] | undefined;
  /** The id of the newest event, to start from. */
  lastId(): string;
  /** Fulfilled once events are heard: what is published before may be missed. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

/** Starts listening; reconnects by itself for as long as it runs. */
export function startLive(connectionString: string, log: Logger): LiveBus {
  const run = newRequestId().slice(0, 8);
  const recent: LiveEvent[] = [];
  const listeners = new Map<string, Set<Listener>>();
  let count = 0;
  let stopped = false;
  let client: pg.Client | undefined;
  const { promise: ready, resolve: heard } = Promise.withResolvers<void>();

  const deliver = (payload: string) => {
    const wire = Wire.safeParse(JSON.parse(payload));
    if (!wire.success) {
      return;
    }
    count += 1;
    const event: LiveEvent = { id: `${run}-${count}`, topic: wire.data.topic, data: wire.data.data };
    recent.push(event);
    if (recent.length > REPLAY) {
      recent.shift();
    }
    for (const listener of listeners.get(event.topic) ?? []) {
      listener(event);
    }
  };

  const listen = async () => {
    while (!stopped) {
      const next = new pg.Client({ connectionString });
      try {
        await next.connect();
        await next.query(`LISTEN ${CHANNEL}`);
        client = next;
        next.on('notification', (message) => deliver(message.payload ?? 'null'));
        heard();
        const lost = new Promise<void>((resolve) => {
          next.once('end', resolve);
          next.once('error', () => resolve());
        });
        if (!stopped) {
          await lost;
        }
      } catch (error) {
        log.warn({ err: error }, 'live updates: no connection, trying again');
      }
      client = undefined;
      await next.end().catch(() => undefined);
      // Whoever was listening may have missed something while the line was down.
      deliver(JSON.stringify({ topic: 'reset', data: {} }));
      if (!stopped) {
        await sleep(500);
      }
    }
  };
  const listening = listen();

  return {
    ready,
    async publish(tx, topic, data) {
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ topic, data })})`.execute(tx);
    },
    subscribe(topics, listener) {
      const all = [...topics, 'reset'];
      for (const topic of all) {
        const set = listeners.get(topic) ?? new Set();
        listeners.set(topic, set.add(listener));
      }
      return () => {
        for (const topic of all) {
          listeners.get(topic)?.delete(listener);
        }
      };
    },
    since(topics, lastId) {
      const [ofRun, number] = lastId.split('-');
      const from = Number(number);
      const oldest = count - recent.length;
      if (ofRun !== run || !Number.isInteger(from) || from < oldest || from > count) {
        return undefined;
      }
      return recent
        .slice(from - oldest)
        .filter((event) => topics.includes(event.topic) || event.topic === 'reset');
    },
    lastId: () => `${run}-${count}`,
    async stop() {
      stopped = true;
      await client?.end().catch(() => undefined);
      await listening;
    },
  };
}
