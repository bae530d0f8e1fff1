import { expect, test } from 'vitest';
import { testApp } from '#platform/testing/app.ts';
import { newSetUpCode } from '../src/set-up/first-run.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';

/** A real commune from nothing, by somebody who has never seen a terminal: one form, one password, and the hall can open. */
const code = newSetUpCode();
const t = await testApp({ setUpCode: code, now: '2026-05-11T07:40:00+07:00' });
const url = await t.app.listen({ port: 0, host: '127.0.0.1' });
const browser = await openBrowser();
const PASSWORD = 'mot cau dai de nho cua xa 2026';

test('the first page leads to the form; one mistake keeps everything typed; then the centre can work', async () => {
  const { page, errors } = await newVisitor(browser, { baseURL: url });
  await page.goto('/');
  await page.getByRole('heading', { name: 'Thiết lập lần đầu' }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await page.getByLabel('Mã thiết lập').fill(code);
  await page.getByLabel('Tên tỉnh, thành phố').fill('Tỉnh Ví Dụ');
  await page.getByLabel('Mã định danh của tỉnh').fill('H99');
  await page.getByLabel('Tên xã, phường, đặc khu').fill('Xã Mẫu Thử');
  await page.getByLabel('Mã định danh của xã').fill('99.7');
  await page.getByLabel('Họ và tên').fill('Nguyễn Thị Ví Dụ Quản Trị');
  await page.getByLabel('Tên đăng nhập').fill('quantri');
  await page.getByRole('button', { name: 'Thiết lập trung tâm' }).click();
  await page.getByText('Mã định danh có dạng').first().waitFor();
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Nguyễn Thị Ví Dụ Quản Trị');
  await page.getByLabel('Mã định danh của xã').fill('H99.7');
  await page.getByRole('button', { name: 'Thiết lập trung tâm' }).click();
  await page.getByRole('heading', { name: 'Đã thiết lập xong' }).waitFor();
  await expectAccessible(page);
  await shot(page, 'first-run-done');

  const oneTime = await page.locator('strong.code').nth(1).textContent();
  await page.getByRole('link', { name: 'Đăng nhập' }).click();
  await page.getByLabel('Tên đăng nhập').fill('quantri');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(oneTime ?? '');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  for (const field of await page.locator('input[type=password]').all()) {
    await field.fill(PASSWORD);
  }
  await page.locator('main button').first().click();
  await page.getByRole('heading', { name: 'Quản trị' }).waitFor();
  await page.goto('/can-bo/quan-tri/sanh');
  expect(await visibleText(page)).toContain('mọi việc đều có chỗ lấy số');
  expect(errors).toEqual([]);
});

test('a citizen finds a procedure and takes the first number, without script', async () => {
  const { page } = await newVisitor(browser, { baseURL: url, size: 'phone', script: false });
  await page.goto('/thu-tuc/1.001193');
  expect(await visibleText(page)).toContain('khai sinh');
  await page.goto('/lay-so');
  await page.getByText('Hộ tịch, chứng thực').first().click();
  await page.getByRole('link', { name: 'Lấy số', exact: true }).last().click();
  await page.locator('main form button').last().click();
  await page.waitForURL('**/phieu/**');
  await expectFits(page);
  await shot(page, 'first-run-number');
  expect(await visibleText(page)).toContain('A001');
});
