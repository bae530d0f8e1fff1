import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { saveInboxSettings } from '#modules/national-portal/commands/save-inbox-settings.ts';
import { InboxSettingsInput } from '#modules/national-portal/schema-inbox.ts';
import { photograph } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { BIRTH, LONG_NAME } from './support/life.ts';
import { layLine } from './support/line.ts';
import { openSite } from './support/site.ts';

/** A dossier prepared at home on a telephone, with script and without, on a weak line, and what becomes of it. */
const site = await openSite();
const browser = await openBrowser();
const line = await layLine(site.url);
const commune = await testCommune(site.t.ctx);
const photo = Buffer.from(await photograph(700));

const PATIENCE_MS = 40_000;

const go = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).last().click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

/** A telephone at the edge of the village: 100 KB/s down, half of it up, 100 ms away. */
async function weaken(page: Page): Promise<void> {
  // The line is slow on purpose, and the machine may be busy besides.
  page.context().setDefaultTimeout(PATIENCE_MS);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: 100_000,
    uploadThroughput: 50_000,
  });
}

/** From the search to the first question. */
async function find(page: Page): Promise<void> {
  await page.goto('/thu-tuc?q=khai+sinh');
  await page.locator(`main a[href="/thu-tuc/${BIRTH}"]`).first().click();
  await page.getByRole('link', { name: 'Chuẩn bị hồ sơ ở nhà' }).click();
  await page.getByRole('button', { name: 'Bắt đầu chuẩn bị' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ông/bà làm hồ sơ cho ai?' }).waitFor();
}

async function answerPeople(page: Page, name: string): Promise<void> {
  await page.getByText('Cho tôi', { exact: true }).click();
  await go(page);
  for (const [path, label, text] of [
    ['ho-ten', 'Họ và tên người có việc', name],
    ['so-can-cuoc', 'Số căn cước', '038056000001'],
    ['ngay-sinh', 'Ngày sinh', '2/9/1956'],
    ['dia-chi', 'Nơi ở hiện nay', 'Thôn Ví Dụ, xã Hoa Lộc, tỉnh Thanh Hóa'],
    ['dien-thoai', 'Số điện thoại để báo tin', '0900 000 001'],
  ] as const) {
    await page.waitForURL(`**/hoi/${path}`);
    await page.getByLabel(label, { exact: true }).fill(text);
    await go(page);
  }
  await page.waitForURL(/\/(giay-to|to-khai)\//);
}

/** The secret address of the draft that the page belongs to. */
const draftOf = (page: Page) => new URL(page.url()).pathname.split('/').slice(0, 3).join('/');

/** The first two papers: one photographed, one brought. The rest is left for the counter, and the summary says so. */
async function answerPapers(page: Page, draft: string, pick: (page: Page) => Promise<void>): Promise<void> {
  await page.goto(draft);
  const papers = await page
    .locator('main .summary a[href*="/giay-to/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  let photographed = false;
  for (const href of papers.slice(0, 3)) {
    await page.goto(href);
    if (!photographed && (await page.locator('input[value="photo"]').count()) > 0) {
      photographed = true;
      await page.locator('input[value="photo"]').check();
      await go(page);
      await page.waitForURL('**/anh');
      await pick(page);
      await page.locator('.photo').first().waitFor();
    } else {
      await page.locator('input[value="original"], input[value="shown"]').first().check();
      await go(page);
      await page.waitForURL((url) => url.pathname !== href);
    }
  }
  expect(photographed).toBe(true);
}

async function chooseResult(page: Page, draft: string): Promise<void> {
  await page.goto(`${draft}/hoi/nhan-ket-qua`);
  await page.getByText('Nhận tại Trung tâm', { exact: true }).click();
  await go(page);
  await page.getByRole('heading', { level: 1, name: 'Tóm tắt' }).waitFor();
}

test('without script, on a weak line: found, prepared, brought; one scan fills the intake, and it is received', async () => {
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await weaken(page);
  await find(page);
  await expectFits(page);
  await shot(page, 'prepare-who');
  const draft = draftOf(page);
  await answerPeople(page, LONG_NAME);
  await answerPapers(page, draft, async () => {
    await shot(page, 'prepare-photo');
    await page.locator('#f-file').setInputFiles([
      { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: photo },
    ]);
    await page.getByRole('button', { name: 'Gửi' }).click();
  });
  await chooseResult(page, draft);
  await expectFits(page);
  await shot(page, 'prepare-summary');
  expect(await visibleText(page)).toContain('Bản nháp');
  await page.getByRole('link', { name: 'Lấy mã để mang đến' }).click();
  await page.locator('.bring-code').waitFor();
  await expectFits(page);
  await shot(page, 'prepare-bring');
  const code = ((await page.locator('.bring-code').textContent()) ?? '').replaceAll(' ', '');
  expect(code).toMatch(/^[1-9]\d{9}$/);
  expect(await page.getByRole('link', { name: 'Lấy số chờ' }).getAttribute('href')).toBe(
    `/lay-so/viec?thu-tuc=${BIRTH}`,
  );

  const officer = await officerAt(browser, site, 'tiepnhan1');
  officer.page.context().setDefaultTimeout(PATIENCE_MS);
  await officer.visit('/can-bo/ho-so/moi');
  await officer.page.locator('#f-scan').fill(`http://localhost:8080/nop-ho-so/ma/${code}`);
  await officer.page.keyboard.press('Enter');
  await officer.page.waitForURL('**/can-bo/ho-so/moi?nhap=*');
  expect(await officer.page.getByLabel('Họ và tên').first().inputValue()).toBe(LONG_NAME);
  expect(await officer.page.locator('input[name$=".files"]').count()).toBe(1);
  await expectAccessible(officer.page);
  await shot(officer.page, 'prepare-intake');
  await officer.page.getByRole('button', { name: 'Đánh dấu đủ như thường lệ' }).click();
  await officer.page.keyboard.press('Control+Enter');
  await officer.page.getByText('Đã ghi: tiếp nhận').waitFor();
  const number = decodeURIComponent(new URL(officer.page.url()).pathname.split('/').at(-1) ?? '');
  const { rows } = await site.t.owner.query<{ pages: number }>(
    "select f.pages from files f join dossiers d on f.subject_id = d.id::text and f.subject_type = 'dossier' where d.number = $1",
    [number],
  );
  expect(rows).toEqual([{ pages: 2 }]);

  // A later scan says which dossier it is; so does the citizen's page.
  await officer.visit('/can-bo/ho-so-chuan-bi');
  await expectAccessible(officer.page);
  await shot(officer.page, 'prepare-desk');
  await officer.page.getByLabel('Mã hồ sơ chuẩn bị').fill(code);
  await officer.page.keyboard.press('Enter');
  await officer.page.getByText(/Mã này đã dùng/).waitFor();
  expect(await visibleText(officer.page)).toContain(number);
  await expectAccessible(officer.page);
  await shot(officer.page, 'prepare-used');
  await page.goto(draft);
  await page.getByText(number).first().waitFor();
  await expectFits(page);
  await shot(page, 'prepare-became');
});

test('with script: a lost line loses nothing, a photograph is straightened by keyboard, and the portal gets a package', async () => {
  await saveInboxSettings(
    site.t.ctx,
    commune.person('quantri'),
    InboxSettingsInput.parse({
      requestId: newRequestId(),
      procedurePage: 'https://cong.example.vn/thu-tuc/{code}',
    }),
  );
  const { page } = await newVisitor(browser, { baseURL: line.url, size: 'phone' });
  await weaken(page);
  await find(page);
  await expectAccessible(page);
  const draft = draftOf(page);
  await page.getByText('Cho tôi', { exact: true }).click();
  await go(page);
  await page.waitForURL('**/hoi/ho-ten');
  await page.getByLabel('Họ và tên người có việc').fill('Lê Thị Mẫu');
  line.cut();
  await go(page);
  await page.getByText(/chỉ mới lưu trên máy này/).waitFor();
  await expectAccessible(page);
  await shot(page, 'prepare-lost-line');
  line.mend();
  await page.getByRole('button', { name: 'Gửi lại' }).click();
  await page.waitForURL('**/hoi/so-can-cuoc');
  await page.getByLabel('Số căn cước').fill('0380');
  await go(page);
  await page.getByText('ông/bà mới nhập 4').first().waitFor();
  await expectAccessible(page);
  await shot(page, 'prepare-wrong');

  await answerPapers(page, draft, async () => {
    await expectAccessible(page);
    await page.locator('#f-file').setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: photo });
    const corner = page.getByRole('button', { name: 'Góc trên bên trái' });
    await corner.waitFor();
    await corner.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
    }
    await expectAccessible(page);
    await shot(page, 'prepare-straighten');
    await page.getByRole('button', { name: 'Dùng ảnh này' }).press('Enter');
  });
  await chooseResult(page, draft);
  await expectAccessible(page);
  await page.setViewportSize({ width: 195, height: 422 });
  await expectFits(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'Chuẩn bị nộp trên Cổng' }).click();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'prepare-portal');
  expect(await page.getByRole('link', { name: /Mở trang trên Cổng/ }).getAttribute('href')).toBe(
    `https://cong.example.vn/thu-tuc/${BIRTH}`,
  );
  const zip = await page.request.get(`${draft}/goi.zip`);
  expect(zip.headers()['content-type']).toBe('application/zip');
  const bytes = await zip.body();
  expect(bytes.includes(Buffer.from('00-huong-dan.txt'))).toBe(true);
  expect(bytes.includes(Buffer.from('Lê Thị Mẫu'))).toBe(true);
  expect(bytes.includes(Buffer.from('%PDF-1.7'))).toBe(true);
  expect(await heading(page)).toBe('Nộp trên Cổng Dịch vụ công');
});
