import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { savePrinter } from '#modules/documents/commands/save-printer.ts';
import { PrinterInput } from '#modules/documents/schema.ts';
import { enrolDevice } from '#modules/identity/commands/devices.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { type SimulatedPrinter, startPrinter } from '#simulators/printer/server.ts';
import { SLIP_TRIES } from './commands/slips.ts';
import { findSlipOf } from './queries-screens.ts';
import { testHall } from './testing.ts';

const t = await testApp();
const hall = await testHall(t, { A: { counters: [1] } });
const admin = await hall.staff('administrator');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const { device: kiosk } = await enrolDevice(t.ctx, systemActor(hall.centreId, 'test'), {
  purpose: 'kiosk',
  name: 'Ki-ốt cửa chính',
});
let printer: SimulatedPrinter;

async function count(table: string): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? 0;
}

const get = (actor: Actor, url: string) => t.as(actor, { url, headers: { accept: 'text/html' } });
const post = (actor: Actor, url: string, fields: Readonly<Record<string, string>> = {}) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });

async function takeAtKiosk(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const fields = { requestId: newRequestId(), groupId: hall.groups['A'] ?? '', ...more };
  const taken = await post(kiosk, '/kiosk', fields);
  expect(taken.statusCode).toBe(303);
  return String(taken.headers['location']);
}

beforeAll(async () => {
  printer = await startPrinter();
  const input = { name: 'Máy in phiếu', kind: 'escpos', host: '127.0.0.1', port: printer.port, dots: 384 };
  await savePrinter(t.ctx, admin, PrinterInput.parse(input));
});
afterAll(() => printer.stop());

describe('the paper of a number taken at the kiosk', () => {
  const heard: unknown[] = [];

  it('is followed until it is printed', async () => {
    const url = await takeAtKiosk();
    const token = url.split('/').at(-1) ?? '';
    const end = t.ctx.live.subscribe([`ticket:${token}`], (event) => heard.push(event.data));
    expect((await get(kiosk, url)).body).toContain('data-slip="queued"');
    await t.runJobs();
    expect((await get(kiosk, url)).body).toContain('Mời ông/bà lấy giấy');
    expect(printer.jobs.length).toBe(1);
    await expect
      .poll(() => heard)
      .toEqual([
        { kind: 'slip', state: 'printing' },
        { kind: 'slip', state: 'done' },
      ]);
    end();
  });

  it('says the number when it cannot be printed', async () => {
    printer.switches.paper = 'end';
    const url = await takeAtKiosk();
    await t.runJobs();
    printer.switches.paper = 'full';
    const shown = (await get(kiosk, url)).body;
    const [number] = /A\d{3}/.exec(shown) ?? [];
    expect(shown).toContain(`Không in được, số của ông/bà là ${number}`);
    expect(shown).toMatch(/data-slip="(waiting|failed)"/);
  });

  it('is printed again, but not for ever, and at a kiosk only', async () => {
    const url = await takeAtKiosk();
    const token = url.split('/').at(-1) ?? '';
    await t.runJobs();
    for (let tries = 1; tries < SLIP_TRIES; tries += 1) {
      expect((await get(kiosk, url)).body).toContain('In lại');
      expect((await post(kiosk, `${url}/in-lai`)).statusCode).toBe(303);
      await t.runJobs();
    }
    expect(await findSlipOf(t.ctx, kiosk, token)).toMatchObject({ state: 'done', tries: SLIP_TRIES });
    const before = printer.jobs.length;
    const refused = await post(kiosk, `${url}/in-lai`);
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('chụp mã trên màn hình');
    expect((await post(visitor, `${url}/in-lai`)).statusCode).toBe(403);
    await t.runJobs();
    expect(printer.jobs.length).toBe(before);
  });

  it('is left out where only the code is wanted', async () => {
    const before = await count('print_jobs');
    const url = await takeAtKiosk({ giay: 'khong' });
    expect((await get(kiosk, url)).body).toContain('Không in giấy');
    expect(await count('print_jobs')).toBe(before);
  });
});
