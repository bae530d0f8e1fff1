import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { getExample } from '#modules/identity/queries/example.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { IssueInput } from '#modules/queue/schema.ts';
import { expectAccessible, expectFits, openBrowser, SIZES, shot } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { openSite } from './support/site.ts';

/** A Monday morning at one counter with no mouse: forty people wait, everything is a key. */
const site = await openSite('2026-05-04T08:00:00+07:00');
const browser = await openBrowser();

beforeAll(async () => {
  const { system } = await getExample(site.t.ctx);
  for (let index = 0; index < 40; index += 1) {
    await issueTicket(
      site.t.ctx,
      system,
      IssueInput.parse({
        need: index % 4 === 1 ? 'xin cấp bản sao trích lục khai sinh cho cháu đi học xa' : '',
        ...(index % 4 === 0 ? { procedureCode: '1.001193' } : {}),
        ...(index % 9 === 0 ? { priority: 'elderly' } : {}),
      }),
      { source: 'kiosk', fieldGroup: 'Hộ tịch' },
    );
    site.t.clock.tick({ seconds: 40 });
  }
});

/** Presses Tab until the button of these words has the focus; fails when it takes more presses than anybody would bear. */
async function tabTo(page: Page, wanted: RegExp, most = 40): Promise<void> {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (wanted.test(focused)) {
      return;
    }
  }
  throw new Error(`${wanted} is not reached in ${most} presses of Tab`);
}

/** Presses a key that posts, and waits for the page that answers. */
async function pressAndLoad(page: Page, key: string): Promise<void> {
  const answer = page.waitForEvent('load');
  await page.keyboard.press(key);
  await answer;
}

/** Opens a dialog by its key, types into the field that has the cursor, and confirms. */
async function tell(page: Page, key: string, dialog: string, words: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(`#${dialog} input:focus`).waitFor();
  await page.keyboard.type(words);
  await pressAndLoad(page, 'Enter');
}

const current = (page: Page) => page.locator('.desk-number').textContent();
const state = async (number: string) =>
  (await site.t.owner.query('SELECT state FROM tickets WHERE number = $1', [number])).rows[0]?.state;

test('a morning at the counter by keyboard alone', async () => {
  const { page, errors, visit } = await officerAt(browser, site, 'tiepnhan1');
  await visit('/can-bo/quay?chon=1');
  // The second counter serves the group in which people wait.
  await tabTo(page, /^Mở quầy$/);
  await tabTo(page, /^Mở quầy$/);
  await pressAndLoad(page, 'Enter');
  await page.getByRole('heading', { name: 'Quầy 2' }).waitFor();

  await pressAndLoad(page, 'n');
  expect(await current(page)).toBe('A001');
  expect(await page.locator('.desk-ticket').textContent()).toMatch(/khai sinh.*\(1\.001193\)/i);
  expect(await page.getByText('Còn 31 người nữa').count()).toBe(1);
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'counter-forty-waiting');

  await pressAndLoad(page, 's');
  await page.getByText('đang làm', { exact: true }).waitFor();
  await tell(page, 'm', 'them-viec', 'chứng thực ba bản sao bằng tốt nghiệp');
  expect(await page.getByText('chứng thực ba bản sao bằng tốt nghiệp').count()).toBe(1);
  await pressAndLoad(page, 'e');
  expect(await page.getByText('đang làm', { exact: true }).count()).toBe(0);

  await tell(page, 'h', 'de-cho', 'đi photo căn cước của chồng');
  expect(await state('A001')).toBe('held');
  expect(await page.getByText('đi photo căn cước của chồng').count()).toBe(1);
  await pressAndLoad(page, 'n');
  const second = await current(page);
  expect(second).not.toBe('A001');
  await expectAccessible(page);
  await shot(page, 'counter-held');

  await tell(page, 'd', 'dich-danh', 'a1');
  expect(await current(page)).toBe('A001');
  expect(await state(second ?? '')).toBe('done');
  await tell(page, 'd', 'dich-danh', 'z9');
  expect(await page.getByRole('alert').textContent()).toContain('ví dụ A012');
  expect(new URL(page.url()).pathname, 'a refused page stays live').toBe('/can-bo/quay');
  expect(await current(page)).toBe('A001');

  await pressAndLoad(page, 'x');
  await pressAndLoad(page, 'q');
  await page.getByText('Đang trả lời một câu hỏi không lấy số').waitFor();
  await expectAccessible(page);
  await pressAndLoad(page, 'q');
  await page.getByText('Hôm nay quầy đã trả lời 1 câu hỏi nhanh.').waitFor();

  await page.keyboard.press('p');
  await page.locator('#tam-dung').waitFor();
  await shot(page, 'counter-pause');
  await expectAccessible(page);
  await pressAndLoad(page, '1');
  await page.getByText('Đang tạm dừng: Giải lao').waitFor();
  await pressAndLoad(page, 'p');
  expect(await page.getByText('Đang tạm dừng').count()).toBe(0);

  await pressAndLoad(page, 'n');
  const third = await current(page);
  await page.keyboard.press('t');
  await page.waitForURL('**/can-bo/ho-so/moi?*');
  expect(await page.locator('main').textContent()).toContain(third);
  expect(errors).toEqual([]);
});

test('a colleague’s press is seen at once, without a reload, and a dialog that is being typed into stays', async () => {
  const { page, visit } = await officerAt(browser, site, 'tiepnhan1');
  const { system } = await getExample(site.t.ctx);
  await visit('/can-bo/quay');
  await page.keyboard.press('h');
  await page.locator('#de-cho input:focus').waitFor();
  await page.keyboard.type('đang gõ');
  const before = await page.locator('.desk-line .small').first().textContent();
  await issueTicket(site.t.ctx, system, IssueInput.parse({}), { source: 'kiosk', fieldGroup: 'Hộ tịch' });
  await expect.poll(() => page.locator('.desk-line .small').first().textContent()).not.toBe(before);
  expect(await page.locator('#de-cho input:focus').inputValue()).toBe('đang gõ');
});

test('an administrator sets up the hall; the pages are accessible and fit a phone', async () => {
  const { page, visit, errors } = await officerAt(browser, site, 'quantri');
  for (const path of ['', '/nhom/A', '/nhom/moi', '/quy-tac', '/ly-do']) {
    await page.setViewportSize(SIZES.desk);
    await visit(`/can-bo/quan-tri/sanh${path}`);
    await expectAccessible(page);
    await shot(page, `hall-admin${path.replaceAll('/', '-')}`);
    await page.setViewportSize(SIZES.phone);
    await expectFits(page);
    await shot(page, `hall-admin${path.replaceAll('/', '-')}-phone`);
  }
  expect(errors).toEqual([]);
});

test('the console fits a phone', async () => {
  const { page, visit } = await officerAt(browser, site, 'tiepnhan1', 'phone');
  await visit('/can-bo/quay');
  await expectFits(page);
  await expectAccessible(page);
  await shot(page, 'counter-phone');
});
