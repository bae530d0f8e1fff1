import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { drawForm } from '#modules/documents/commands/draw-form.ts';
import { requestPrint } from '#modules/documents/commands/request-print.ts';
import { savePrinter } from '#modules/documents/commands/save-printer.ts';
import { openScan } from '#modules/documents/commands/scan.ts';
import { documentsModule } from '#modules/documents/index.ts';
import { FORM_SAMPLES } from '#modules/documents/samples.ts';
import { PrinterInput, TicketPrint } from '#modules/documents/schema.ts';
import { officer } from '#modules/documents/testing/people.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
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
let clerk: StaffActor;
let citizen: Actor;

beforeAll(async () => {
  t = await testApp({ modules: [documentsModule], now: '2026-11-23T08:00:00+07:00' });
  const centreId = await setUpCommune(t.ctx, communeFixture('hoa-loc'));
  clerk = officer(centreId, 'receptionist', 'administrator');
  citizen = { kind: 'public', centreId };
  baseURL = await t.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
});

async function visit(actor: Actor, path: string, size: keyof typeof SIZES, script = true) {
  const visitor = await newVisitor(browser, { baseURL, size, script });
  await visitor.context.setExtraHTTPHeaders({
    'x-test-actor': Buffer.from(JSON.stringify(actor)).toString('base64'),
  });
  await visitor.page.goto(path);
  return visitor;
}

test('anyone checks a paper by its QR, on a phone without script', async () => {
  const subject = { type: 'dossier', id: newId(), label: 'H99.1-261123-0001' };
  const { verifyUrl } = await inTransaction(t.ctx, clerk, (tx) =>
    drawForm(tx, t.ctx, clerk, { form: '01', subject, data: FORM_SAMPLES['01'] }),
  );
  const path = new URL(verifyUrl).pathname;
  const plain = await visit(citizen, '/xac-minh', 'phone', false);
  await plain.page.fill('input[name=ma]', path.split('/').at(-1)?.toLowerCase() ?? '');
  await plain.page.click('button:has-text("Kiểm tra")');
  expect(await plain.page.textContent('main')).toContain('còn giá trị');
  await plain.context.close();
  for (const [name, address] of [
    ['found', path],
    ['unknown', '/xac-minh?ma=AAAA'],
  ] as const) {
    const { page, context } = await visit(citizen, address, 'phone');
    await expectAccessible(page);
    await expectFits(page);
    await shot(page, `documents-check-${name}`);
    await context.close();
  }
});

test('a printer that does not answer stands on the page in words, with the way on', async () => {
  const input = PrinterInput.parse({
    name: 'Máy quầy 1',
    kind: 'escpos',
    host: '127.0.0.1',
    port: 9,
    dots: 576,
  });
  await savePrinter(t.ctx, clerk, input);
  const ticket = TicketPrint.parse({
    centre: 'Trung tâm',
    number: 'A012',
    group: 'Hộ tịch',
    issuedAt: '2026-11-23T08:00:00+07:00',
  });
  await requestPrint(t.ctx, clerk, { what: { kind: 'ticket', ticket }, requestId: newRequestId() });
  await t.runJobs();
  for (const size of ['desk', 'phone'] as const) {
    const { page, context, errors } = await visit(clerk, '/can-bo/in-an', size);
    expect(await page.textContent('main')).toContain('Xin xem máy đã bật');
    await expectAccessible(page);
    await expectFits(page);
    await shot(page, `documents-prints-${size}`);
    await context.close();
    expect(errors).toEqual([]);
  }
});

test('a phone photographs a paper for the desk, without script', async () => {
  const { url } = await openScan(t.ctx, clerk, { title: 'Giấy chứng sinh', purpose: 'component' });
  const { page, context } = await visit(citizen, new URL(url).pathname, 'phone', false);
  const buffer = await sharp({ create: { width: 300, height: 420, channels: 3, background: '#d8cfc0' } })
    .jpeg()
    .toBuffer();
  await page.setInputFiles('input[type=file]', { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer });
  await page.click('button:has-text("Gửi trang này")');
  await shot(page, 'documents-scan-phone');
  await page.click('button:has-text("Xong, gửi 1 trang")');
  expect(await page.textContent('main')).toContain('Cán bộ đã nhận 1 trang');
  await context.close();
  const desk = await visit(clerk, '/can-bo/quet', 'desk');
  await desk.page.fill('input[name=title]', 'Giấy khai sinh');
  await desk.page.click('button:has-text("Mở mã chụp")');
  await desk.page.waitForSelector('img[alt="Mã để điện thoại quét"]');
  await expectAccessible(desk.page);
  await shot(desk.page, 'documents-scan-desk');
  await desk.context.close();
  expect(desk.errors).toEqual([]);
});
