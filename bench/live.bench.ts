import { type ClientRequest, get } from 'node:http';
import { listCounters } from '#modules/agencies/queries.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { IssueInput } from '#modules/queue/schema.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type BenchServer, benchServer } from './server.ts';
import { type Bench, percentile, type Row } from './support.ts';

const BOARDS = 500;
const CALLS = 60;
const WARM_UP = 5;
/** Milliseconds to every board (design §11). */
const BUDGET = 200;
const PATIENCE_MS = 10_000;

const PENSION = '2.000884';

interface Listeners {
  /** The moments at which the boards heard the next news, once all have. */
  next(): Promise<readonly number[]>;
  close(): void;
}

/** Boards, each on a socket of its own, as browsers hold them. */
async function listen(url: string, topic: string): Promise<Listeners> {
  const lines: ClientRequest[] = [];
  let heard: number[] = [];
  let whole: ((moments: readonly number[]) => void) | undefined;
  const waiting = new Set<number>();
  const opened = Array.from(
    { length: BOARDS },
    (_, board) =>
      new Promise<void>((resolve, reject) => {
        const line = get(`${url}/api/v1/live?topics=${topic}`, { agent: false }, (answer) => {
          answer.setEncoding('utf8');
          answer.on('data', (text: string) => {
            if (text.includes('event: hello')) {
              resolve();
            }
            if (text.includes('event: change') && waiting.delete(board)) {
              heard.push(performance.now());
              if (waiting.size === 0) {
                whole?.(heard);
              }
            }
          });
        });
        line.once('error', reject);
        lines.push(line);
      }),
  );
  await Promise.all(opened);
  return {
    next: () =>
      new Promise((resolve, reject) => {
        heard = [];
        for (let board = 0; board < BOARDS; board += 1) {
          waiting.add(board);
        }
        const late = setTimeout(() => reject(new Error(`${waiting.size} boards heard nothing`)), PATIENCE_MS);
        whole = (moments) => {
          clearTimeout(late);
          resolve(moments);
        };
      }),
    close() {
      for (const line of lines) {
        line.on('error', () => undefined);
        line.destroy();
      }
    },
  };
}

/** Milliseconds from the press at the counter, the call's transaction included. */
interface Samples {
  /** Until each board. */
  readonly boards: number[];
  /** Until the first and the last board of each call. */
  readonly first: number[];
  readonly last: number[];
}

/** The counter whose turn it is for people of this need: the first that gets one of them. */
async function findCounter(ctx: AppContext, actor: Actor): Promise<string> {
  for (const { id: counterId } of await listCounters(ctx, actor)) {
    if ((await callNext(ctx, actor, { counterId })).ticket !== null) {
      return counterId;
    }
  }
  throw new Error('no counter serves the people who wait');
}

/** Calls one ticket after another at a counter, in this process; the server hears of it through the database. */
async function measure({ runtime, server }: BenchServer): Promise<Samples> {
  const { ctx } = runtime;
  const { centreId } = await testCommune(ctx);
  const actor = systemActor(centreId, 'bench');
  for (let n = 0; n <= WARM_UP + CALLS; n += 1) {
    await issueTicket(ctx, actor, IssueInput.parse({ procedureCode: PENSION }), { source: 'kiosk' });
  }
  const counterId = await findCounter(ctx, actor);
  const listeners = await listen(server.url, `hall:${centreId}`);
  const samples: Samples = { boards: [], first: [], last: [] };
  try {
    for (let n = 0; n < WARM_UP + CALLS; n += 1) {
      const news = listeners.next();
      const from = performance.now();
      await callNext(ctx, actor, { counterId });
      const times = (await news).map((at) => at - from);
      if (n >= WARM_UP) {
        samples.boards.push(...times);
        samples.first.push(Math.min(...times));
        samples.last.push(Math.max(...times));
      }
    }
  } finally {
    listeners.close();
  }
  return samples;
}

async function run(): Promise<readonly Row[]> {
  const bench = await benchServer();
  try {
    const { boards, first, last } = await measure(bench);
    const floorIs = 'the first board of the same call';
    const p99 = percentile(boards, 99);
    return [
      {
        name: 'press at the counter to the last board, p50',
        value: percentile(last, 50),
        unit: 'ms',
        floor: percentile(first, 50),
        floorIs,
      },
      {
        name: 'press at the counter to a board, p99',
        value: p99,
        unit: 'ms',
        floor: percentile(first, 99),
        floorIs,
        budget: `< ${BUDGET} ms`,
        kept: p99 < BUDGET,
      },
    ];
  } finally {
    await bench.close();
  }
}

export const bench: Bench = { title: `Live: a call on ${BOARDS} boards, each on a socket of its own`, run };
