import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { photograph } from '#modules/preparations/testing/drafts.ts';
import { expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { openSite } from './support/site.ts';

/** A petition from a telephone without script to its published answer, and a complaint that is led elsewhere. */
const site = await openSite();
const browser = await openBrowser();
const photos = [{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photograph(300)) }];
const TEXT = 'Đèn đường trước nhà văn hóa hỏng ba tuần nay, người già đi lễ buổi tối không thấy đường.';

async function officer(username: Parameters<typeof site.signIn>[1]): Promise<Page> {
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'desk', script: false });
  page.setDefaultTimeout(20_000);
  await site.signIn(page, username);
  return page;
}

/** Opens one act of a petition. */
async function act(page: Page, id: string, name: string): Promise<void> {
  await page.goto(`/can-bo/phan-anh/${id}?viec=${name}`);
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('said without script, answered by two, published without the name, found by all; once more', async () => {
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  page.setDefaultTimeout(20_000);
  await page.goto('/');
  await page.locator('main a[href="/phan-anh"]').click();
  await expectFits(page);
  await shot(page, 'petition-form');

  await page.getByText('Khiếu nại', { exact: true }).click();
  await press(page, 'Gửi');
  await page.getByText('Phòng tiếp công dân, trụ sở').waitFor();
  await shot(page, 'petition-reception');

  await page.goto('/phan-anh');
  await page.getByText('Phản ánh một việc', { exact: true }).click();
  await press(page, 'Gửi');
  await page.getByText('Xin viết nội dung').first().waitFor();
  await page.getByLabel('Nội dung', { exact: true }).fill(TEXT);
  await page.getByLabel(/^Thôn, xóm/).fill('Thôn Ví Dụ');
  await page.getByLabel('Ảnh', { exact: true }).setInputFiles(photos);
  await page.getByLabel(/^Họ và tên/).fill('Nguyễn Thị Hồng Ví Dụ');
  await press(page, 'Gửi');
  await page.waitForURL('**/theo-doi/**');
  await expectFits(page);
  await shot(page, 'petition-sent');
  const address = page.url().replace('?moi=1', '');
  const noted = (await page.locator('.petition-code strong').allTextContents()).map((text) => text.trim());
  await page.goto('/phan-anh/tra-cuu');
  await page.getByLabel('Số', { exact: true }).fill(noted[0] ?? '');
  await page.getByLabel('Mã tra cứu', { exact: true }).fill(noted[1] ?? '');
  await press(page, 'Xem');
  await page.waitForURL(address);
  await page.locator('.petition-photos img').waitFor();

  const desk = await officer('tiepnhan1');
  await desk.goto('/can-bo/phan-anh');
  await desk.getByRole('link', { name: noted[0] ?? '' }).click();
  const id = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
  await shot(desk, 'petition-desk');
  await desk.getByLabel('Lĩnh vực').selectOption('roads');
  await desk.getByLabel('Nội dung phản ánh về').selectOption('life');
  await desk.getByLabel('Đơn vị giải quyết').selectOption({ label: 'Phòng Kinh tế' });
  await press(desk, 'Tiếp nhận và giao đơn vị');
  await desk.getByText('Đã ghi nhận.').waitFor();

  const writer = await officer('chuyenvien.kt');
  await act(writer, id, 'draft');
  await writer.getByLabel('Câu trả lời').fill('Xã đã thay bóng đèn tối qua.');
  await press(writer, 'Soạn trả lời');
  await writer.getByText('Đã ghi nhận.').waitFor();

  const head = await officer('truongphong.kt');
  await act(head, id, 'approve');
  await press(head, 'Duyệt và gửi trả lời');
  await head.getByLabel('Tiêu đề').fill('Đèn đường trước nhà văn hóa');
  await head
    .getByLabel('Câu trả lời để công khai')
    .fill('Chị Nguyễn Thị Hồng Ví Dụ báo đúng, xã đã thay bóng.');
  await press(head, 'Đăng công khai');
  await head.getByText('là thông tin của người gửi').first().waitFor();
  await head.getByLabel('Câu trả lời để công khai').fill('Xã đã thay bóng đèn tối qua.');
  await press(head, 'Đăng công khai');
  await head.getByText('Đã ghi nhận.').waitFor();
  await shot(head, 'petition-published');

  await page.goto('/hoi-dap?q=den+duong');
  await page.getByRole('link', { name: 'Đèn đường trước nhà văn hóa' }).click();
  await page.getByText('Xã đã thay bóng đèn tối qua.').waitFor();
  expect(await page.content()).not.toContain('Hồng Ví Dụ');
  await expectFits(page);

  await page.goto(address);
  await page.getByText('Chưa hài lòng', { exact: true }).click();
  await press(page, 'Gửi ý kiến');
  await page.getByText('Ông/bà đã cho biết chưa hài lòng').waitFor();
  await page.getByText('Hỏi lại một lần').click();
  await page.getByLabel('Điều chưa rõ hoặc chưa được giải quyết').fill('Bóng mới lại tắt.');
  await press(page, 'Gửi hỏi lại');
  await page.getByText('Đã gửi, chờ xem').waitFor();
  await shot(page, 'petition-again');
});
