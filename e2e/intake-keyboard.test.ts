import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openBrowser, shot } from './support/browser.ts';
import { officerAt, refOnPage } from './support/desk.ts';
import { openSite } from './support/site.ts';

/** A reception with no mouse: what an officer's hands do all day. Tab, arrows, Enter and Ctrl+Enter, nothing else. */
const site = await openSite('2026-05-04T09:00:00+07:00');
const browser = await openBrowser();

/** Where the focus is: the name of a field, else the words of a link or button. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('name') ?? element?.textContent?.trim() ?? '';
  });
}

/** Chooses in the list that has the focus: by arrows, as a list without a pointer is used. */
async function choose(page: Page, words: string): Promise<void> {
  const list = page.locator('select:focus');
  const options = await list.locator('option').allTextContents();
  for (const _ of options.slice(1, options.indexOf(words) + 1)) {
    await page.keyboard.press('ArrowDown');
  }
  expect(
    await list.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.textContent),
  ).toBe(words);
}

/** Presses Tab until the wanted place is reached; fails when it takes more presses than anybody would bear. */
async function tabTo(page: Page, wanted: RegExp, most = 40): Promise<number> {
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab');
    if (wanted.test(await focused(page))) {
      return presses;
    }
  }
  throw new Error(
    `${wanted} is not reached in ${most} presses of Tab; the focus is on ${await focused(page)}`,
  );
}

test('receives a dossier by keyboard alone', async () => {
  const { page, errors } = await officerAt(browser, site, 'tiepnhan1');
  await tabTo(page, /^Tiếp nhận$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/can-bo/ho-so/moi');
  await page.locator('[name=scan]:focus').waitFor();

  await tabTo(page, /applicant\.idNumber$/, 2);
  await page.keyboard.type('038055000456');
  await tabTo(page, /applicant\.name$/, 1);
  await page.keyboard.type('Nguyễn Thị Ví Dụ Bàn Phím', { delay: 40 });
  await tabTo(page, /applicant\.phone$/, 4);
  await page.keyboard.type('0900000456');
  await page.keyboard.press('Alt+t');
  expect(await focused(page), 'Alt T goes to the search').toBe('q');
  await page.keyboard.type('uy quyen nhan luong');
  await page.locator('.hit').first().waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('.hit:focus').textContent()).toContain('2.000884');
  await page.keyboard.press('Enter');
  await page.getByText('Nhận kết quả').waitFor();

  await tabTo(page, /^papers\.0\.how$/, 30);
  await choose(page, 'Xuất trình (chỉ xem)');
  await tabTo(page, /^papers\.1\.how$/, 6);
  await choose(page, 'Bản chính');
  await tabTo(page, /^fee\.method$/, 20);
  await choose(page, 'Đã thu tiền mặt');
  await shot(page, 'keyboard-intake');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã ghi: tiếp nhận').waitFor();
  const { rows } = await site.t.owner.query(
    `select p->'satisfied'->>'how' as how from dossiers, jsonb_array_elements(state->'papers') p where number = $1`,
    [refOnPage(page)],
  );
  expect(rows.slice(0, 2)).toEqual([{ how: 'shown' }, { how: 'original' }]);

  await page.keyboard.press('x');
  await page.locator('#lam').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã ghi: hoàn thành bước').waitFor();
  expect(errors).toEqual([]);
});
