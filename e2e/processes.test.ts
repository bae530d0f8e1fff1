import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { type Officer, officerAt, receive } from './support/desk.ts';
import { openSite } from './support/site.ts';

/**
 * An administrator builds a six-step land process with an opinion asked at the same time, by form posts alone, puts it
 * in force, and a dossier runs through it: each date its own, the citizen's one.
 */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const LAND = '1.115520';
const CODE = 'dat-dai-xac-minh';
const LIST = '/can-bo/quan-tri/quy-trinh';
const OWNER = { name: 'Hoàng Thị Ví Dụ Ruộng Vườn', idNumber: '038070000889', phone: '0900000889' };

let admin: Page;
let counter: Officer;
let land: Officer;
let culture: Officer;
let number = '';

async function editor(script: boolean, size: 'desk' | 'phone' = 'desk'): Promise<Page> {
  const { page } = await newVisitor(browser, { baseURL: site.url, script, size });
  await site.signIn(page, 'quantri');
  return page;
}

beforeAll(async () => {
  admin = await editor(false);
  counter = await officerAt(browser, site, 'tiepnhan1');
  land = await officerAt(browser, site, 'chuyenvien.kt');
  culture = await officerAt(browser, site, 'chuyenvien.vhxh');
});

interface Row {
  readonly name: string;
  readonly kind?: string;
  readonly unit: string;
  readonly role: string;
  readonly amount: string;
  readonly next?: string;
  readonly split?: string;
  readonly returnTo?: string;
  readonly silence?: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'Tiếp nhận, số hóa và chuyển hồ sơ',
    kind: 'receive',
    unit: 'trung-tam',
    role: 'receptionist',
    amount: '4',
    next: '2, 3',
    split: 'all',
  },
  {
    name: 'Kiểm tra thực địa, thẩm định nguồn gốc và hiện trạng sử dụng đất',
    unit: 'phong-kinh-te',
    role: 'officer',
    amount: '40',
    next: '4',
  },
  {
    name: 'Lấy ý kiến về hiện trạng di tích, công trình văn hóa trong khu đất',
    kind: 'opinion',
    unit: 'phong-van-hoa-xa-hoi',
    role: 'officer',
    amount: '16',
    next: '4',
    silence: 'go-on',
  },
  { name: 'Tổng hợp, dự thảo kết quả', unit: 'phong-kinh-te', role: 'officer', amount: '24', returnTo: '2' },
  {
    name: 'Lãnh đạo Ủy ban nhân dân xã ký',
    kind: 'sign',
    unit: 'lanh-dao',
    role: 'commune-leader',
    amount: '8',
    returnTo: '4',
  },
  { name: 'Vào sổ và trả kết quả', kind: 'return', unit: 'trung-tam', role: 'receptionist', amount: '4' },
];

async function fill(page: Page, at: number, row: Row): Promise<void> {
  const field = (name: string) => page.locator(`[name="steps.${at}.${name}"]`);
  await field('name').fill(row.name);
  await field('kind').selectOption(row.kind ?? 'handle');
  await field('unit').selectOption(row.unit);
  await field('role').selectOption(row.role);
  await field('amount').fill(row.amount);
  await field('next').fill(row.next ?? '');
  await field('split').selectOption(row.split ?? '');
  await field('returnTo').fill(row.returnTo ?? '');
  if (row.silence !== undefined) {
    await field('silence').selectOption(row.silence, { force: true });
  }
}

const press = (page: Page, viec: string) =>
  page.locator(`form[data-process] button[name="viec"][value="${viec}"]:not(.sr-only)`).click();

test('a process is built in the editor without script: rows added, checked before anything is saved', async () => {
  await admin.goto(LIST);
  await admin.getByText('Tạo quy trình mới').click();
  await admin.getByLabel('Tên quy trình').fill('Đất đai: xác minh song song với lấy ý kiến');
  await admin.getByLabel('Mã quy trình').fill(CODE);
  await admin.getByRole('button', { name: 'Tạo bản nháp' }).click();
  await admin.waitForURL(`**/${CODE}/sua`);
  await press(admin, 'add:1');
  await press(admin, 'add:2');
  expect(await admin.locator('.process-step[id^="buoc-"]').count()).toBe(6);
  for (const [at, row] of ROWS.entries()) {
    await fill(admin, at, row);
  }
  await admin.locator('[name="source"]').fill('Quyết định số 00/QĐ-UBND ví dụ');
  await admin.locator('[name="termUnit"]').selectOption('working-day');
  await admin.locator('[name="termAmount"]').fill('9');
  await admin.locator('[name="procedures"]').fill(LAND);
  await press(admin, 'check');
  expect(await visibleText(admin)).toMatch(/đường dài nhất qua các bước mất 80 giờ, quá thời hạn 72 giờ/);
  await shot(admin, 'process-over-term');
  await admin.locator('[name="termAmount"]').fill('13');
  await press(admin, 'check');
  const seen = await visibleText(admin);
  expect(seen).toContain('Đường dài nhất mất 80 trong 104 giờ; còn dư 24 giờ.');
  expect(seen).toContain('Quy trình dùng được');
  const { rows } = await site.t.owner.query('select 1 from process_versions where code = $1', [CODE]);
  expect(rows, 'nothing is in force by checking').toHaveLength(0);
  await press(admin, 'save');
  await admin.getByText('Đã lưu bản nháp').waitFor();
});

test('the editor follows what is typed, is usable by everybody and fits a phone', async () => {
  const page = await editor(true);
  await page.goto(`${LIST}/${CODE}/sua`);
  expect(await page.locator('.process-picture svg').first().isVisible()).toBe(true);
  await expectAccessible(page);
  await shot(page, 'process-editor');
  await page.locator('[name="steps.1.amount"]').fill('400');
  await page.getByText(/quá thời hạn 104 giờ/).waitFor();
  const phone = await editor(true, 'phone');
  await phone.goto(`${LIST}/${CODE}/sua`);
  await expectFits(phone);
  await shot(phone, 'process-editor-phone');
});

test('put in force, with its picture, versions, copies and table', async () => {
  await press(admin, 'force');
  await admin.waitForURL(`**/${CODE}`);
  const page = await editor(true);
  await page.goto(`${LIST}/${CODE}`);
  expect(await visibleText(page)).toContain('Bản 1, áp dụng từ 11/05/2026');
  await expectAccessible(page);
  await shot(page, 'process-page');
  const phone = await editor(true, 'phone');
  await phone.goto(`${LIST}/${CODE}`);
  await expectFits(phone);
  await expectAccessible(phone);
  await shot(phone, 'process-page-phone');
  await page.goto(`${LIST}/${CODE}/chep`);
  await expectAccessible(page);
  await shot(page, 'process-copy');
  await phone.goto(`${LIST}/${CODE}/chep`);
  await expectFits(phone);
});

test('a dossier runs in two units at once, both dates are shown, and the citizen reads where it is', async () => {
  number = await receive(counter, LAND, OWNER);
  await counter.act(number, 'Hoàn thành bước');
  await land.act(number, 'Nhận bàn giao');
  await land.open(number);
  const both = await visibleText(land.page);
  expect(both).toContain('Phối hợp và hồ sơ con');
  expect(both).toContain(`${number}/01`);
  expect(both).toMatch(/Hẹn trả công dân: 17:30 28\/05\/2026|Hẹn trả công dân: .*28\/05\/2026/);
  expect(both).toMatch(/13\/05\/2026/);
  await expectAccessible(land.page);
  await shot(land.page, 'strands-desk');
  await culture.open(number);
  expect(await culture.page.locator('a[data-action="Trả lời việc phối hợp"]').count()).toBe(1);
  const { page: phone } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await phone.goto(`/tra-cuu?so=${number}&ma=0889`);
  const told = await visibleText(phone);
  expect(told).toContain('Đang lấy ý kiến của đơn vị liên quan: Phòng Văn hóa - Xã hội');
  expect(told).not.toContain('di tích');
  await expectFits(phone);
  await shot(phone, 'strands-citizen-phone');
});

test('the join waits for the opinion, then goes on by itself; the result is signed and returned', async () => {
  await land.act(number, 'Hoàn thành bước');
  await land.open(number);
  expect(await visibleText(land.page)).toContain(
    'Hồ sơ chờ các việc dưới đây xong rồi mới vào bước “Tổng hợp, dự thảo kết quả”',
  );
  expect(
    await land.page.locator('a[data-action="Hoàn thành bước"]').count(),
    'not offered while waiting',
  ).toBe(0);
  await shot(land.page, 'strands-waiting');
  await culture.act(number, 'Trả lời việc phối hợp', {
    'Kết quả': 'Đồng ý',
    'Nội dung trả lời': 'Khu đất không có di tích',
  });
  await land.open(number);
  expect(await visibleText(land.page)).toMatch(/Khu đất không có di tích/);
  await land.act(number, 'Ghi quyết định', { 'Nội dung quyết định': 'Đủ điều kiện cấp Giấy chứng nhận' });
  await land.act(number, 'Hoàn thành bước');
  const chairman = await officerAt(browser, site, 'chutich');
  await chairman.act(number, 'Ký kết quả');
  await chairman.act(number, 'Hoàn thành bước');
  const { rows } = await site.t.owner.query<{ status: number; outcome: string; strand: string }>(
    `select d.status, d.outcome, s.outcome as strand from dossiers d
     join dossier_strands s on s.dossier_id = d.id where d.number = $1`,
    [number],
  );
  expect(rows).toEqual([{ status: 9, outcome: 'early', strand: 'agree' }]);
  const { page: phone } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await land.visit(`/can-bo/ho-so/${number}`);
  await land.page.setViewportSize({ width: 390, height: 844 });
  await expectFits(land.page);
  await shot(land.page, 'strands-phone');
  await phone.close();
  expect([...counter.errors, ...land.errors, ...culture.errors, ...chairman.errors]).toEqual([]);
});
