import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectFits, newVisitor, openBrowser, visibleText } from './support/browser.ts';
import { openSite } from './support/site.ts';

/** A form with a condition built in the administration and tried: the same wrong answers are refused with the same words, script off and on. */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const LIST = '/can-bo/quan-tri/bieu-mau';
const CODE = 'don-thu';

async function administrator(script: boolean): Promise<Page> {
  const { page } = await newVisitor(browser, { baseURL: site.url, script, size: script ? 'desk' : 'phone' });
  await site.signIn(page, 'quantri');
  return page;
}

async function press(page: Page, viec: string): Promise<void> {
  await page.locator(`button[name="viec"][value="${viec}"]`).last().click();
}

async function row(page: Page, at: number, cells: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(cells)) {
    const input = page.locator(`[name="rows.${at}.${name}"]`);
    const tag = await input.evaluate((node) => node.tagName);
    const folded = page.locator(`#dong-${at + 1} details:not([open]) summary`);
    if (['when', 'checks'].includes(name) && (await folded.count()) > 0) {
      await folded.click();
    }
    await (tag === 'SELECT' ? input.selectOption(value) : input.fill(value));
  }
}

/** Answers the first page, sends the second wrong, and gives the words of the refusal. */
async function refusedWords(page: Page): Promise<readonly string[]> {
  await page.goto(`${LIST}/${CODE}/thu`);
  await page.getByLabel('Có', { exact: true }).check();
  await page.getByRole('button', { name: 'Tiếp tục' }).last().click();
  await page.locator('[name="ngay-cuoi.day"]').fill('31');
  await page.locator('[name="ngay-cuoi.month"]').fill('4');
  await page.locator('[name="ngay-cuoi.year"]').fill('2020');
  await page.getByRole('button', { name: 'Tiếp tục' }).last().click();
  await page.locator('#error-summary').waitFor();
  expect(await page.locator('[name="ngay-cuoi.day"]').inputValue()).toBe('31');
  return page.locator('#error-summary li').allInnerTexts();
}

test('built by form posts alone, refused alike with script off and on, published', async () => {
  const plain = await administrator(false);
  await plain.goto(LIST);
  await plain.locator('#tao-moi summary').click();
  await plain.locator('#tao-moi [name="name"]').fill('Đơn thử điều kiện');
  await plain.locator('#tao-moi [name="code"]').fill(CODE);
  await plain.locator('#tao-moi button').click();
  await plain.locator('[name="source"]').fill('Quy định của trung tâm');
  await row(plain, 0, { label: 'Đã kết hôn chưa?', key: 'ket-hon' });
  await row(plain, 1, { kind: 'yes-no', label: 'Đã kết hôn', key: 'ket-hon' });
  await press(plain, 'add-page:0');
  await row(plain, 2, { label: 'Cưới ngày nào?', key: 'cuoi', when: 'ngay-cuoi có trả lời' });
  await row(plain, 3, { kind: 'day', label: 'Ngày cưới', key: 'ngay-cuoi', checks: 'không sau hôm nay' });
  await press(plain, 'publish');
  expect(await plain.locator('#error-summary').textContent()).toContain('được hỏi cùng trang hoặc sau đó');
  await row(plain, 2, { when: 'ket-hon là có' });
  await press(plain, 'save');
  await expectFits(plain);

  const withoutScript = await refusedWords(plain);
  const scripted = await administrator(true);
  let posts = 0;
  scripted.on('request', (request) => {
    posts += request.method() === 'POST' && request.url().endsWith('/thu') ? 1 : 0;
  });
  const withScript = await refusedWords(scripted);
  expect(withScript).toEqual(withoutScript);
  expect(withScript).toEqual([expect.stringContaining('ngày này không có trong lịch')]);
  // Only the first page was sent: the second was refused in the browser.
  expect(posts).toBe(1);

  await plain.goto(`${LIST}/${CODE}`);
  await press(plain, 'publish');
  await plain.goto('/bieu-mau');
  expect(await visibleText(plain)).toContain('Đơn thử điều kiện');
});
