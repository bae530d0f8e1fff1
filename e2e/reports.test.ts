import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { reportTasks } from '#modules/reports/jobs.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, SIZES, shot } from './support/browser.ts';
import { openSite } from './support/site.ts';

const site = await openSite('2026-11-03T08:00:00+07:00');
const browser = await openBrowser();
let commune: TestCommune;

beforeAll(async () => {
  const { t } = site;
  commune = await testCommune(t.ctx);
  const act = (who: string, id: string, type: Parameters<TestCommune['act']>[2]['type'], more = {}) =>
    commune.act(who, { id }, { type, ...more });
  for (const [n, code] of [
    '1.001193',
    '1.001193',
    '2.000884',
    '2.000884',
    '2.000884',
    '2.000635',
  ].entries()) {
    t.clock.tick({ minutes: 7 });
    const { dossier } = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(code),
    });
    if (n === 1) {
      await act('tiepnhan1', dossier.id, 'withdraw', { reason: 'Đổi ý định' });
    }
  }
  await reportTasks['reports.evening']?.(t.ctx, {});
  t.clock.set('2026-11-16T09:00:00+07:00');
  await reportTasks['reports.evening']?.(t.ctx, {});
}, 180_000);

const seen = async (page: Page, name: string) => {
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, `reports-${name}`);
};

test('the director finds the month, follows a figure to its dossiers, keeps the form and has it sent', async () => {
  const { page, context, errors } = await newVisitor(browser, { baseURL: site.url });
  await site.signIn(page, 'giamdoc');
  await page.goto('/can-bo/thong-ke');
  await expect(page.getByText('phải gửi UBND tỉnh trước ngày 20/11/2026').first().isVisible()).resolves.toBe(
    true,
  );
  await page.getByLabel('Xem theo').selectOption('officer_id');
  await page.getByRole('button', { name: 'Lọc' }).click();
  await seen(page, 'hub');

  await page.goto('/can-bo/thong-ke/bieu/07a?tu=2026-10-15&den=2026-11-14');
  await seen(page, 'form-07a');
  const total = page.locator('.report-total td').nth(1);
  const figure = Number(await total.textContent());
  expect(figure).toBe(6);
  await total.getByRole('link').click();
  expect(await page.locator('tbody tr').count()).toBe(figure);
  await seen(page, 'behind');
  await page.goBack();

  await page.getByRole('button', { name: 'Chốt số liệu' }).click();
  await page.waitForURL('**/chot/**');
  await seen(page, 'kept');
  await page.goto('/can-bo/thong-ke/bieu/07a?tu=2026-10-15&den=2026-11-14');
  await page.getByRole('button', { name: 'Ghi là đã gửi UBND tỉnh' }).click();
  await page.goto('/can-bo/thong-ke');
  expect(await page.getByText('Biểu 07a/BTP/KSTT kỳ tháng 11/2026').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('figures that nobody can count are entered by hand; a wrong one is named and stays', async () => {
  const { page, context } = await newVisitor(browser, { baseURL: site.url });
  await site.signIn(page, 'giamdoc');
  await page.goto('/can-bo/thong-ke/bieu/09a?tu=2026-10-15&den=2026-11-14');
  await page.getByRole('link', { name: 'Nhập số liệu' }).click();
  for (const [no, value] of Object.entries({ 3: '1', 4: '5', 5: '2', 6: '2', 7: '9' })) {
    await page.locator(`[name="rows.0.${no}"]`).fill(value);
  }
  await page.getByRole('button', { name: 'Lưu số liệu' }).click();
  await expect(page.getByRole('alert').textContent()).resolves.toContain('(4)=(5)+(6) (5 so với 4)');
  await seen(page, 'manual');
  await page.locator('[name="rows.0.6"]').fill('3');
  await page.getByRole('button', { name: 'Lưu số liệu' }).click();
  await page.waitForURL('**/bieu/09a?**');
  await seen(page, 'form-09a');
  await context.close();
});

test('the register is ordered as a file, made by a job, seen on the page and downloaded', async () => {
  const { page, context } = await newVisitor(browser, { baseURL: site.url });
  await site.signIn(page, 'giamdoc');
  await page.goto('/can-bo/thong-ke/danh-sach/register?tu=2026-11-01&den=2026-11-30');
  await seen(page, 'register');
  await page.getByRole('button', { name: 'Lập tệp Excel' }).click();
  await page.waitForURL('**/tep');
  expect(await page.getByText('Đang chờ').isVisible()).toBe(true);
  await site.t.runJobs();
  const link = page.getByRole('link', { name: 'Tải về (Excel)' });
  await link.waitFor();
  await seen(page, 'files');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('register-2026-11-01-2026-11-30.xlsx');
  await context.close();
});

test.each(['phone', 'desk'] as const)('every page of figures at %s width', async (size) => {
  const { page, context } = await newVisitor(browser, { baseURL: site.url, size });
  await site.signIn(page, 'giamdoc');
  for (const [name, path] of [
    ['hub', '?tu=2026-11-01&den=2026-11-30'],
    ['07a', '/bieu/07a?tu=2026-10-15&den=2026-11-14'],
    ['06a', '/bieu/06a?tu=2026-09-15&den=2026-12-14'],
    ['late', '/danh-sach/late?tu=2026-11-01&den=2026-11-30'],
    ['control', '/danh-sach/control?tu=2026-11-01&den=2026-11-30'],
    ['province', '/tinh?tu=2026-01-01&den=2026-12-31'],
    ['score', '/766'],
    ['lost', '/766/2.1'],
    ['schedules', '/lich'],
  ] as const) {
    await page.goto(`/can-bo/thong-ke${path}`);
    expect(page.viewportSize()).toEqual(SIZES[size]);
    await seen(page, `${name}-${size}`);
  }
  await page.goto('/so-lieu');
  await seen(page, `public-${size}`);
  await context.close();
});
