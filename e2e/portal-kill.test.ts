import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { papersOf } from '#modules/dossiers/commands/reception.ts';
import { loadStarterCatalogue } from '#modules/procedures/starter.ts';
import { newRequestId } from '#platform/id.ts';
import { startPortal } from '#simulators/national-portal/start.ts';
import { readExamplePassword } from './support/example.ts';
import { serverProcess } from './support/server-process.ts';

/**
 * Ten kill -9 of the server while it tells a portal that fails in 30 % of calls. Real minutes pass (leases, rests), so it runs on demand:
 * MOTCUA_LONG=1 npx vitest run e2e/portal-kill.test.ts
 */
const LONG = process.env['MOTCUA_LONG'] === '1';
const PROCEDURE = '2.000884';
const ROUNDS = 10;
const PER_ROUND = 20;
const Received = z.object({ number: z.string() });

const server = LONG ? await serverProcess() : undefined;
const portal = LONG ? await startPortal({ seed: 11, username: 'vi-du', password: 'mat-khau' }) : undefined;
afterAll(async () => {
  await server?.destroy();
  await portal?.stop();
});

const papers = loadStarterCatalogue()
  .filter(({ code }) => code === PROCEDURE)
  .flatMap(papersOf)
  .map(({ key }) => ({ key, originals: 1, satisfied: { how: 'original' } }));

async function signIn(url: string, dataHome: string, username: string): Promise<string> {
  const body = new URLSearchParams({ username, password: await readExamplePassword({ dataHome }) });
  const answer = await fetch(`${url}/dang-nhap`, { method: 'POST', body, redirect: 'manual' });
  return (
    answer.headers
      .getSetCookie()
      .find((one) => one.startsWith('session='))
      ?.split(';')[0] ?? ''
  );
}

async function receive(url: string, cookie: string, no: number): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/v1/dossiers`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': newRequestId() },
    body: JSON.stringify({
      procedureCode: PROCEDURE,
      parties: {
        applicant: { name: `Nguyễn Văn Ví Dụ ${no}`, idNumber: '038000000001', phone: '0900000001' },
      },
      papers,
      fee: { lines: [{ name: 'Phí chứng thực chữ ký', amount: 10_000 }], paid: { method: 'cash' } },
    }),
  }).catch(() => undefined);
  return answer?.status === 201 ? Received.parse(await answer.json()).number : undefined;
}

test.skipIf(!LONG)(
  'ten kill -9 while the portal is told: each dossier once, none lost',
  { timeout: 1_800_000 },
  async () => {
    if (server === undefined || portal === undefined) {
      throw new Error('the long run was not prepared');
    }
    portal.switches.slowMs = 1_500;
    await server.start();
    const admin = await signIn(server.url, server.dataHome, 'quantri');
    const saved = await fetch(`${server.url}/can-bo/quan-tri/cong-dvcqg`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: admin },
      body: new URLSearchParams({
        requestId: newRequestId(),
        mode: 'adapter',
        base: portal.url,
        madonvi: 'H56.999',
        username: 'vi-du',
        secret: 'mat-khau',
        timeoutSeconds: '1',
      }),
    });
    expect(saved.status).toBe(303);
    portal.switches.faultRate = 0.3;
    const numbers = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const cookie = await signIn(server.url, server.dataHome, 'tiepnhan1');
      const answers = Array.from({ length: PER_ROUND }, async (_, no) => {
        const number = await receive(server.url, cookie, no);
        if (number !== undefined) {
          numbers.add(number);
        }
      });
      await Promise.all(answers.slice(0, PER_ROUND / 2));
      await server.kill();
      await Promise.all(answers);
      await server.start();
    }
    portal.switches.faultRate = 0;
    const cookie = await signIn(server.url, server.dataHome, 'tiepnhan1');
    for (let tries = 0; tries < 240; tries += 1) {
      const page = await fetch(`${server.url}/can-bo/cong-dvcqg`, { headers: { cookie } });
      if ((await page.text()).includes('Không có mục nào đang chờ.')) {
        break;
      }
      await sleep(5_000);
    }
    expect(numbers.size).toBeGreaterThan((ROUNDS * PER_ROUND) / 3);
    for (const number of numbers) {
      expect(portal.memory.held.get(number)?.inserts, number).toBe(1);
    }
    expect([...portal.memory.held.values()].every(({ inserts }) => inserts === 1)).toBe(true);
    const verified = await server.motcua('verify');
    expect(verified.code, verified.err).toBe(0);
  },
);
