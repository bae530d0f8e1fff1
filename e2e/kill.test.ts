import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { papersOf } from '#modules/dossiers/commands/reception.ts';
import { loadStarterCatalogue } from '#modules/procedures/starter.ts';
import { newRequestId } from '#platform/id.ts';
import { readExamplePassword } from './support/example.ts';
import { serverProcess } from './support/server-process.ts';

const PENSION = '2.000884';
/** By default one kill of the server and one of PostgreSQL; MOTCUA_KILLS=10 is the long run, with twice as many at once. */
const KILLS = process.env['MOTCUA_KILLS'];
const ROUNDS = Number(KILLS ?? 2);
const PARALLEL = KILLS === undefined ? 100 : 200;
const Received = z.object({ number: z.string(), id: z.string() });
const Listed = z.object({
  total: z.number(),
  items: z.array(z.object({ number: z.string().nullable(), id: z.string() })),
});

const server = await serverProcess();
afterAll(() => server.destroy());

/** Papers of the procedure, all brought. */
const papers = loadStarterCatalogue()
  .filter(({ code }) => code === PENSION)
  .flatMap(papersOf)
  .map(({ key }) => ({ key, originals: 1, satisfied: { how: 'original' } }));

async function signIn(): Promise<string> {
  const body = new URLSearchParams({
    username: 'tiepnhan1',
    password: await readExamplePassword({ dataHome: server.dataHome }),
  });
  const answer = await fetch(`${server.url}/dang-nhap`, { method: 'POST', body, redirect: 'manual' });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('session='));
  expect(cookie, 'session cookie').toBeDefined();
  return (cookie ?? '').split(';')[0] ?? '';
}

/** Sends one reception; undefined when no answer came, which says nothing about whether it was done. */
async function receive(
  cookie: string,
  requestId: string,
  no: number,
): Promise<z.output<typeof Received> | undefined> {
  const answer = await fetch(`${server.url}/api/v1/dossiers`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': requestId },
    body: JSON.stringify({
      procedureCode: PENSION,
      parties: {
        applicant: { name: `Nguyễn Văn Ví Dụ ${no}`, idNumber: '038000000001', phone: '0900000001' },
      },
      papers,
      fee: { lines: [{ name: 'Phí chứng thực chữ ký', amount: 10_000 }], paid: { method: 'cash' } },
    }),
  }).catch(() => undefined);
  if (answer?.status !== 201) {
    return undefined;
  }
  return Received.parse(await answer.json());
}

async function listAll(cookie: string): Promise<z.output<typeof Listed>['items']> {
  const found: z.output<typeof Listed>['items'] = [];
  for (let page = 1; ; page += 1) {
    const answer = await fetch(`${server.url}/api/v1/dossiers?page=${page}&pageSize=200`, {
      headers: { cookie },
    });
    const { items, total } = Listed.parse(await answer.json());
    found.push(...items);
    if (found.length >= total || items.length === 0) {
      return found;
    }
  }
}

/** After how many answers of a round the kill comes; spread over the rounds so that different places are hit. */
function answersBeforeKill(round: number): number {
  return 3 + ((round * 37) % 110);
}

/** Asks again, as a person would, until an answer comes. */
async function receiveAfterAll(cookie: string, requestId: string, no: number): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const answer = await receive(cookie, requestId, no);
    if (answer !== undefined) {
      return answer.number;
    }
    await sleep(250);
  }
  throw new Error('no answer after all');
}

/**
 * Many receptions at once, round after round, with the server or PostgreSQL killed in the middle. Of those that got no answer,
 * twenty a round ask again with the same request id: each must lead to one dossier, whether or not it had been stored.
 */
test('kill -9 in the middle of parallel receptions: nothing lost, nothing half, nothing twice', {
  timeout: 400_000,
}, async () => {
  await server.start();
  const numbers = new Map<string, string>();
  let asked = 0;
  let answeredBefore = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const cookie = await signIn();
    const requests = Array.from({ length: PARALLEL }, () => newRequestId());
    asked += PARALLEL;
    let left = answersBeforeKill(round);
    const { promise: middle, resolve: inTheMiddle } = Promise.withResolvers<void>();
    const answers = requests.map(async (requestId, no) => {
      const answer = await receive(cookie, requestId, no);
      if (answer !== undefined) {
        numbers.set(requestId, answer.number);
        left -= 1;
        if (left === 0) {
          inTheMiddle();
        }
      }
    });
    // On a machine too slow for so many at once some are turned away, and the count may never be reached.
    await Promise.race([middle, Promise.all(answers)]);
    if (round % 2 === 0) {
      await server.kill();
      await Promise.all(answers);
      await server.start();
    } else {
      await server.killPostgres();
      await Promise.all(answers);
      await server.ready();
    }
    answeredBefore += requests.filter((requestId) => numbers.has(requestId)).length;
    const again = await signIn();
    const unanswered = requests.filter((requestId) => !numbers.has(requestId)).slice(0, 20);
    const answered = requests.filter((requestId) => numbers.has(requestId)).slice(0, 5);
    for (const requestId of [...unanswered, ...answered]) {
      const number = await receiveAfterAll(again, requestId, requests.indexOf(requestId));
      expect(number, 'the same answer to the same request').toBe(numbers.get(requestId) ?? number);
      numbers.set(requestId, number);
    }
  }
  const stored = (await listAll(await signIn())).map(({ number }) => number);
  expect(answeredBefore, 'some were answered, some were not').toBeGreaterThan(ROUNDS);
  expect(answeredBefore).toBeLessThan(asked);
  expect(new Set(stored).size, 'no number twice').toBe(stored.length);
  expect(stored.length, 'no request twice').toBeLessThanOrEqual(asked);
  expect(new Set(numbers.values()).size, 'one dossier for each request').toBe(numbers.size);
  expect(
    [...numbers.values()].filter((number) => !stored.includes(number)),
    'acknowledged but lost',
  ).toEqual([]);

  const verified = await server.motcua('verify', '--json');
  expect(verified.err).toBe('');
  expect(verified.code).toBe(0);
});
