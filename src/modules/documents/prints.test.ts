import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { assignPrinter } from '#modules/equipment/commands/assign-printer.ts';
import { lookAt } from '#modules/equipment/commands/look.ts';
import { AssignmentInput } from '#modules/equipment/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { decodeEscpos } from '#simulators/printer/decode.ts';
import { type SimulatedPrinter, startPrinter } from '#simulators/printer/server.ts';
import { drawForm } from './commands/draw-form.ts';
import { printAgain } from './commands/print-again.ts';
import { requestPrint } from './commands/request-print.ts';
import { savePrinter } from './commands/save-printer.ts';
import { cancelPrint, confirmPrint } from './commands/settle-print.ts';
import { inspectPdf } from './content/pdf.ts';
import { documentsModule } from './index.ts';
import { listPrintJobs } from './queries.ts';
import { choosePrinter } from './rules/printing.ts';
import { FORM_SAMPLES } from './samples.ts';
import { PrinterInput, TicketPrint } from './schema.ts';
import { officer } from './testing/people.ts';

let t: TestApp;
let clerk: StaffActor;
let administrator: StaffActor;
let machine: SimulatedPrinter;
let office: SimulatedPrinter;

const ticket = TicketPrint.parse({
  centre: 'Trung tâm',
  number: 'A012',
  group: 'Hộ tịch',
  issuedAt: '2026-11-23T08:05:00+07:00',
});

const printer = (name: string, kind: 'escpos' | 'pdf', port: number, host = '127.0.0.1') =>
  savePrinter(
    t.ctx,
    administrator,
    PrinterInput.parse({ name, kind, host, port, ...(kind === 'escpos' ? { dots: 384 } : {}) }),
  );

beforeAll(async () => {
  t = await testApp({ modules: [documentsModule], now: '2026-11-23T08:00:00+07:00' });
  machine = await startPrinter();
  office = await startPrinter();
});
afterAll(async () => {
  await machine.stop();
  await office.stop();
});

beforeEach(async () => {
  const centreId = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  clerk = officer(centreId, 'receptionist');
  administrator = officer(centreId, 'administrator');
  machine.mend();
});

async function jobState(id: string) {
  return (await listPrintJobs(t.ctx, clerk)).find((job) => job.id === id);
}

const printTicket = (requestId = newRequestId()) =>
  requestPrint(t.ctx, clerk, { what: { kind: 'ticket', ticket }, requestId });

describe('a ticket', () => {
  test('comes out of the first ticket printer; the same request prints once', async () => {
    await printer('Máy quầy', 'escpos', machine.port);
    const before = machine.jobs.length;
    const requestId = newRequestId();
    const job = await printTicket(requestId);
    expect(job).toMatchObject({ state: 'queued', title: 'Phiếu số A012' });
    expect((await printTicket(requestId)).id).toBe(job.id);
    await t.runJobs();
    expect(await jobState(job.id)).toMatchObject({
      state: 'done',
      attempts: 1,
      printer: 'Máy quầy',
      error: null,
    });
    expect(machine.jobs.length).toBe(before + 1);
    expect(decodeEscpos(machine.jobs.at(-1) ?? new Uint8Array())).toHaveLength(1);
  });

  test.each([
    ['no paper', { paper: 'end' }, 'hết giấy'],
    ['an open cover', { cover: 'open' }, 'Nắp máy in đang mở'],
    ['a jammed cutter', { cutter: 'jammed' }, 'kẹt dao cắt'],
    ['its button pressed', { offline: true }, 'tạm ngừng'],
  ] as const)(
    'waits in words for a printer with %s, and comes out once when the printer works again',
    async (_, trouble, words) => {
      const { id: printerId } = await printer('Máy quầy', 'escpos', machine.port);
      Object.assign(machine.switches, trouble);
      const before = machine.papers.length;
      const job = await printTicket();
      await t.runJobs();
      expect(await jobState(job.id)).toMatchObject({
        state: 'waiting',
        error: expect.stringContaining(words),
      });
      expect(machine.papers.length).toBe(before);
      machine.mend();
      // What the minute's look at all machines does.
      await lookAt(t.ctx, administrator, printerId);
      await t.runJobs();
      expect(await jobState(job.id)).toMatchObject({ state: 'done', attempts: 2, confirmed: true });
      await lookAt(t.ctx, administrator, printerId);
      await t.runJobs();
      expect(machine.papers.length).toBe(before + 1);
    },
  );

  test('a person may print a waiting job again at once; while it is queued that is refused', async () => {
    await printer('Máy quầy', 'escpos', machine.port);
    machine.switches.paper = 'end';
    const job = await printTicket();
    await t.runJobs();
    machine.mend();
    const before = machine.papers.length;
    expect(await printAgain(t.ctx, clerk, job.id)).toMatchObject({ ticket: { reprint: false } });
    await expect(printAgain(t.ctx, clerk, job.id)).rejects.toMatchObject({ code: 'not-allowed-now' });
    await t.runJobs();
    expect(machine.papers.length).toBe(before + 1);
  });

  test('a job that breaks off in the middle is never sent again by itself; a person says what came out', async () => {
    const { id: printerId } = await printer('Máy quầy', 'escpos', machine.port);
    machine.switches.dropAfter = 5_000;
    const [first, second] = [await printTicket(), await printTicket()];
    await t.runJobs();
    expect(await jobState(first.id)).toMatchObject({
      state: 'unknown',
      error: expect.stringContaining('không rõ giấy đã ra chưa'),
    });
    machine.mend();
    const before = machine.papers.length;
    await lookAt(t.ctx, administrator, printerId);
    await t.runJobs();
    expect(machine.papers.length).toBe(before);
    await confirmPrint(t.ctx, clerk, first.id);
    expect(await jobState(first.id)).toMatchObject({ state: 'done', error: null });
    await expect(confirmPrint(t.ctx, clerk, first.id)).rejects.toMatchObject({ code: 'not-allowed-now' });
    expect(await printAgain(t.ctx, clerk, second.id)).toMatchObject({ ticket: { reprint: true } });
    await t.runJobs();
    expect(machine.papers.length).toBe(before + 1);
  });

  test('a waiting job can be withdrawn, a printed one cannot', async () => {
    const { id: printerId } = await printer('Máy quầy', 'escpos', machine.port);
    machine.switches.paper = 'end';
    const job = await printTicket();
    await t.runJobs();
    await cancelPrint(t.ctx, clerk, job.id);
    machine.mend();
    const before = machine.papers.length;
    await lookAt(t.ctx, administrator, printerId);
    await t.runJobs();
    expect(await jobState(job.id)).toMatchObject({ state: 'cancelled' });
    expect(machine.papers.length).toBe(before);
    const printed = await printTicket();
    await t.runJobs();
    await expect(cancelPrint(t.ctx, clerk, printed.id)).rejects.toMatchObject({ code: 'not-allowed-now' });
  });

  test('after half an hour nobody waits for a ticket any more', async () => {
    const { id: printerId } = await printer('Máy quầy', 'escpos', machine.port);
    machine.switches.paper = 'end';
    const job = await printTicket();
    await t.runJobs();
    const before = machine.papers.length;
    const start = t.clock.now();
    t.clock.set(start.add({ minutes: 30 }));
    machine.mend();
    await lookAt(t.ctx, administrator, printerId);
    await t.runJobs();
    t.clock.set(start);
    expect(await jobState(job.id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Chờ máy in quá lâu'),
    });
    expect(machine.papers.length).toBe(before);
  });

  test('a printer that does not know the status question prints all the same', async () => {
    await printer('Máy rẻ', 'escpos', machine.port);
    machine.switches.mute = true;
    const job = await printTicket();
    await t.runJobs();
    expect(await jobState(job.id)).toMatchObject({ state: 'done' });
  });

  test('printed once more is marked "in lại"', async () => {
    await printer('Máy quầy', 'escpos', machine.port);
    const job = await printTicket();
    await t.runJobs();
    expect(await printAgain(t.ctx, clerk, job.id)).toMatchObject({ ticket: { reprint: true } });
    await t.runJobs();
  });

  test('a printer that is switched off says so with its address', async () => {
    const off = await startPrinter();
    await off.stop();
    await printer('Máy tắt', 'escpos', off.port);
    const job = await printTicket();
    await t.runJobs();
    expect(await jobState(job.id)).toMatchObject({
      state: 'waiting',
      error: expect.stringContaining(`127.0.0.1:${off.port}`),
    });
  });

  test('an address outside the centre’s network is refused while it is typed, and is never spoken to', async () => {
    await expect(printer('Máy lạ', 'escpos', 9100, '169.254.169.254')).rejects.toMatchObject({
      code: 'validation',
      details: { fields: [{ path: 'host' }] },
    });
    const { id } = await printer('Máy cũ', 'escpos', 9100, '10.255.255.1');
    await t.owner.query("UPDATE equipment SET host = '169.254.169.254' WHERE id = $1", [id]);
    const job = await printTicket();
    await t.runJobs();
    expect(await jobState(job.id)).toMatchObject({
      state: 'waiting',
      error: expect.stringContaining('không phải máy trong mạng'),
    });
  });
});

describe('a form', () => {
  const drawn = () =>
    inTransaction(t.ctx, clerk, (tx) =>
      drawForm(tx, t.ctx, clerk, {
        form: '01',
        subject: { type: 'dossier', id: newId(), label: 'H99.1-261123-0001' },
        data: FORM_SAMPLES['01'],
      }),
    );

  test('goes to the office printer as PDF', async () => {
    await printer('Máy A5', 'pdf', office.port);
    const { documentId } = await drawn();
    const job = await requestPrint(t.ctx, clerk, {
      what: { kind: 'document', documentId },
      requestId: newRequestId(),
    });
    await t.runJobs();
    expect(await jobState(job.id)).toMatchObject({
      state: 'done',
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả H99.1-261123-0001',
    });
    expect(office.jobs.at(-1)?.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('asked at a counter, by the API, goes to the printer chosen for that counter', async () => {
    await printer('Máy A chung', 'pdf', office.port);
    const own = await printer('Máy của quầy 2', 'pdf', office.port);
    const counterId = (
      await t.owner.query<{ id: string }>('SELECT id FROM counters WHERE centre_id = $1 AND number = 2', [
        clerk.centreId,
      ])
    ).rows[0]?.id;
    const place = { paper: 'document', placeKind: 'counter', placeId: counterId, printerId: own.id };
    await assignPrinter(t.ctx, administrator, AssignmentInput.parse(place));
    const { documentId } = await drawn();
    const asked = (more: object) =>
      t.as(clerk, {
        method: 'POST',
        url: '/api/v1/print-jobs',
        headers: { 'idempotency-key': newRequestId() },
        payload: { what: { kind: 'document', documentId }, ...more },
      });
    expect((await asked({ counterId })).statusCode).toBe(201);
    const { rows } = await t.owner.query('SELECT printer_id FROM print_jobs ORDER BY id DESC LIMIT 1');
    expect(rows).toEqual([{ printer_id: own.id }]);
  });

  test('a test page for an office printer is a PDF too', async () => {
    const { id } = await printer('Máy A4', 'pdf', office.port);
    const what = { kind: 'test', printerId: id } as const;
    await requestPrint(t.ctx, administrator, { what, requestId: newRequestId() });
    await t.runJobs();
    expect(inspectPdf(office.jobs.at(-1) ?? new Uint8Array())).toEqual({ problems: [], pages: 1 });
  });

  test('without a printer it is noted that the print dialogue was used', async () => {
    const { documentId } = await drawn();
    const job = await requestPrint(t.ctx, clerk, {
      what: { kind: 'document', documentId },
      requestId: newRequestId(),
    });
    expect(job).toMatchObject({ state: 'done', printerId: null });
    await expect(printAgain(t.ctx, clerk, job.id)).rejects.toMatchObject({ code: 'not-allowed-now' });
  });

  test('does not go to a ticket printer', async () => {
    const { id } = await printer('Máy quầy', 'escpos', machine.port);
    const { documentId } = await drawn();
    const asked = requestPrint(t.ctx, clerk, {
      what: { kind: 'document', documentId },
      printerId: id,
      requestId: newRequestId(),
    });
    await expect(asked).rejects.toMatchObject({ code: 'validation' });
    const { rows } = await t.owner.query('SELECT 1 FROM print_jobs WHERE document_id = $1', [documentId]);
    expect(rows).toEqual([]);
  });
});

describe('the page /can-bo/in-an', () => {
  test('an administrator prints a test; the list says that the printer itself confirmed it', async () => {
    const { id } = await printer('Máy 1', 'escpos', machine.port);
    const printed = await t.as(administrator, {
      method: 'POST',
      url: `/can-bo/in-an/may-in/${id}/in-thu`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `requestId=${newRequestId()}`,
    });
    expect(printed.statusCode).toBe(303);
    await t.runJobs();
    const list = await t.as(administrator, { url: '/can-bo/in-an' });
    expect(list.body).toContain('Máy 1');
    expect(list.body).toContain('đã in, máy xác nhận');
  });

  test('a waiting job is shown with what to do, and its buttons do it', async () => {
    await printer('Máy 1', 'escpos', machine.port);
    machine.switches.paper = 'end';
    const job = await printTicket();
    await t.runJobs();
    const list = await t.as(clerk, { url: '/can-bo/in-an' });
    expect(list.body).toContain('Đang chờ máy in: 1');
    expect(list.body).toContain('hết giấy');
    const cancelled = await t.as(clerk, { method: 'POST', url: `/can-bo/in-an/${job.id}/huy` });
    expect(cancelled.statusCode).toBe(303);
    expect((await t.as(clerk, { url: '/can-bo/in-an' })).body).toContain('đã hủy');
  });

  test('somebody who did not sign in is sent to do so', async () => {
    expect(
      (await t.as({ kind: 'public', centreId: clerk.centreId }, { url: '/can-bo/in-an' })).statusCode,
    ).toBe(401);
  });
});

describe('choosing a printer', () => {
  const row = {
    id: 'p1',
    name: 'Máy',
    kind: 'escpos',
    protocol: 'escpos',
    host: 'x',
    port: 1,
    path: '',
    tls: false,
    dots: 384,
    active: true,
  } as const;
  test.each([
    [[], 'ticket', undefined, { ok: true, printer: null }],
    [[row], 'ticket', undefined, { ok: true, printer: row }],
    [[{ ...row, active: false }], 'ticket', undefined, { ok: true, printer: null }],
    [[{ ...row, active: false }], 'ticket', 'p1', { ok: false, reason: 'inactive', name: 'Máy' }],
    [[row], 'document', 'p1', { ok: false, reason: 'wrong-kind', name: 'Máy' }],
    [[row], 'test', 'p1', { ok: true, printer: row }],
    [[row], 'test', 'p2', { ok: false, reason: 'not-found', name: null }],
  ] as const)('%#', (printers, what, wanted, choice) => {
    expect(choosePrinter(printers, what, wanted)).toEqual(choice);
  });
});
