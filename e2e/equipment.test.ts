/** The pages of the equipment, and the walk of a printer that runs out of paper while people take numbers. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultCentre } from '#modules/agencies/queries.ts';
import { reportFault } from '#modules/equipment/commands/faults.ts';
import { lookAround } from '#modules/equipment/commands/look.ts';
import { saveEquipment } from '#modules/equipment/commands/save-equipment.ts';
import { getEquipmentFile } from '#modules/equipment/queries.ts';
import { EquipmentInput } from '#modules/equipment/schema.ts';
import { enrolDevice } from '#modules/identity/commands/devices.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { type SimulatedPrinter, startPrinter } from '#simulators/printer/server.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  type SIZES,
  shot,
} from './support/browser.ts';

let t: TestApp;
let browser: Browser;
let baseURL: string;
let centreId: string;
let administrator: StaffActor;
let citizen: Actor;
let kiosk: Actor;
let printer: SimulatedPrinter;
let printerId: string;

const HOME = '/can-bo/trang-thiet-bi';
const add = (input: object) => saveEquipment(t.ctx, administrator, EquipmentInput.parse(input));

beforeAll(async () => {
  t = await testApp({ example: true, now: '2026-11-23T08:00:00+07:00' });
  centreId = (await defaultCentre(t.ctx))?.id ?? '';
  administrator = await makeStaff(t.ctx, centreId, ['administrator', 'centre-director']);
  citizen = { kind: 'public', centreId };
  printer = await startPrinter();
  baseURL = await t.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
  const name = 'Ki-ốt lấy số tự động ở cửa chính nhà hội trường, tầng trệt';
  kiosk = (await enrolDevice(t.ctx, systemActor(centreId, 'test'), { purpose: 'kiosk', name })).device;
  printerId = await add({
    kind: 'ticket-printer',
    name: 'Máy in phiếu số thứ tự đặt cạnh ki-ốt ở cửa chính',
    place: 'Sảnh chờ tầng trệt',
    model: 'Chưa rõ kiểu, 80 mm',
    serial: 'VD-000123',
    protocol: 'escpos',
    dots: 576,
    host: '127.0.0.1',
    port: printer.port,
    boughtOn: '2025-03-01',
    warrantyUntil: '2026-03-01',
    keeperId: administrator.accountId,
  });
  await add({ kind: 'camera', name: 'Camera cửa', protocol: 'rtsp', host: '127.0.0.1', port: 9 });
  await add({ kind: 'water', name: 'Bình nước nóng lạnh', place: 'Sảnh chờ tầng trệt' });
});
afterAll(() => printer.stop());

async function visit(actor: Actor, path: string, size: keyof typeof SIZES, script = true) {
  const visitor = await newVisitor(browser, { baseURL, size, script });
  await visitor.context.setExtraHTTPHeaders({
    'x-test-actor': Buffer.from(JSON.stringify(actor)).toString('base64'),
  });
  await visitor.page.goto(path);
  return visitor;
}

test('out of paper: the kiosk says so, the paper comes back, each number is printed once', async () => {
  const { page, context } = await visit(kiosk, '/kiosk/uu-tien?nhom=A', 'kiosk');
  printer.switches.paper = 'end';
  await page.locator('form[action="/kiosk"] button[type=submit], form button.btn-primary').first().click();
  await page.waitForURL(/\/kiosk\/phieu\//);
  await t.runJobs();
  await page.getByText('Không in được, số của ông/bà là').waitFor();
  await shot(page, 'equipment-kiosk-no-paper');
  const officer = await visit(administrator, HOME, 'desk');
  await officer.page.getByText('hết giấy').waitFor();
  expect(printer.papers).toHaveLength(0);
  printer.mend();
  await lookAround(t.ctx, systemActor(centreId, 'test'));
  await t.runJobs();
  await page.getByText('Đã in phiếu').waitFor();
  await officer.page.getByText('hết giấy').waitFor({ state: 'detached' });
  expect(printer.papers).toHaveLength(1);
  await lookAround(t.ctx, systemActor(centreId, 'test'));
  await t.runJobs();
  expect(printer.papers).toHaveLength(1);
  await context.close();
  await officer.context.close();
});

test('a screen shows its code and goes on by itself once the code is typed', async () => {
  const screen = await visit(citizen, '/ghep-may', 'kiosk');
  await screen.page.getByRole('button', { name: 'Lấy mã ghép' }).click();
  const code = (await screen.page.locator('.ticket-number').textContent()) ?? '';
  await expectAccessible(screen.page);
  await shot(screen.page, 'equipment-screen-code');
  const office = await visit(administrator, `${HOME}/ghep-may`, 'desk');
  await office.page.getByLabel('Mã trên màn hình').fill(code);
  await office.page.getByLabel('Bảng gọi số').check();
  await office.page.getByLabel('Tên máy mới').fill('Bảng gọi số sảnh chờ');
  await office.page.getByRole('button', { name: 'Ghép máy' }).click();
  await office.page.getByText('Đã ghép “Bảng gọi số sảnh chờ”').waitFor();
  await screen.page.waitForURL(/\/bang-goi/);
  await screen.context.close();
  await office.context.close();
});

test('every page fits a phone and a desk and is accessible', async () => {
  const { piece } = await getEquipmentFile(t.ctx, administrator, printerId);
  await reportFault(t.ctx, citizen, piece.reportCode, {
    words: 'Chữ mờ, nhòe. Phiếu in ra không đọc được số thứ tự, phải hỏi lại cán bộ ở quầy hướng dẫn',
    requestId: newRequestId(),
  });
  await lookAround(t.ctx, systemActor(centreId, 'test'));
  const faultId = (await getEquipmentFile(t.ctx, administrator, printerId)).faults[0]?.id;
  const pages: readonly (readonly [string, Actor, string])[] = [
    ['list', administrator, HOME],
    ['add', administrator, `${HOME}/moi`],
    ['piece', administrator, `${HOME}/${printerId}`],
    ['pair', administrator, `${HOME}/ghep-may`],
    ['printers', administrator, `${HOME}/may-in`],
    ['faults', administrator, `${HOME}/bao-hong`],
    ['fault', administrator, `${HOME}/bao-hong/${faultId}`],
    ['report', citizen, `/bao-hong/${piece.reportCode}`],
  ];
  for (const [name, actor, path] of pages) {
    for (const size of ['desk', 'phone'] as const) {
      const { page, context, errors } = await visit(actor, path, size);
      await expectAccessible(page);
      await expectFits(page);
      await shot(page, `equipment-${name}-${size}`);
      expect(errors).toEqual([]);
      await context.close();
    }
  }
});
