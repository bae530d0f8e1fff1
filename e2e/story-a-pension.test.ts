import type { Page } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, expect, test } from 'vitest';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { type Officer, officerAt } from './support/desk.ts';
import { openSite } from './support/site.ts';

/**
 * Story A. A man from thôn Bái Hà Xuân wants his daughter to draw his pension. He does not know what that is called; he
 * comes at a quarter to three and is received at ten past, after the hour until which it would be done the same day.
 */
const site = await openSite('2026-05-04T14:45:00+07:00');
const browser = await openBrowser();
const { t } = site;

const CARD =
  '038055000123|171234567|Nguyễn Văn Ví Dụ Hưu Trí|05091955|Nam|Thôn Bái Hà Xuân, xã Hoa Lộc, tỉnh Thanh Hóa|12052021';

let kiosk: Page;
let board: Page;
let phone: Page;
let reception: Officer;
let ticketAddress = '';
let number = '';
let secret = '';

beforeAll(async () => {
  const secrets = await readExampleSecrets(t.ctx.config);
  const open = async (size: 'kiosk' | 'board' | 'phone') =>
    (await newVisitor(browser, { baseURL: site.url, size })).page;
  [kiosk, board, phone] = await Promise.all([open('kiosk'), open('board'), open('phone')]);
  await kiosk.goto(`/thiet-bi/${secrets?.kiosk ?? ''}`);
  await board.goto(`/thiet-bi/${secrets?.board ?? ''}`);
  reception = await officerAt(browser, site, 'tiepnhan1');
});

async function one<T extends Record<string, unknown>>(
  sql: string,
  ...values: unknown[]
): Promise<T | undefined> {
  return (await t.owner.query<T>(sql, values)).rows[0];
}

test('the kiosk takes his plain words, shows what to bring, gives a number', async () => {
  await kiosk.getByRole('searchbox').fill('ủy quyền nhận lương hưu');
  await kiosk.getByRole('button', { name: 'Tìm' }).click();
  await kiosk.getByRole('link', { name: 'Chứng thực chữ ký, giấy ủy quyền' }).first().click();
  const matter = await visibleText(kiosk);
  expect(matter).toMatch(/Căn cước[\s\S]*chỉ xuất trình/);
  expect(matter).toContain('Mẫu 13-HSB');
  await shot(kiosk, 'a-kiosk-matter');
  await kiosk.getByRole('link', { name: 'Lấy số' }).click();
  await kiosk.getByRole('button', { name: 'Từ đủ 60 tuổi' }).click();
  await kiosk.locator('[data-print-slip]').waitFor();
  const slip = await visibleText(kiosk);
  expect(slip).toContain('A001');
  expect(slip).toContain('Ông/bà là người tiếp theo');
  expect(slip).not.toMatch(/60 tuổi|ưu tiên/i);
  ticketAddress = new URL(kiosk.url()).pathname.replace('/kiosk', '');
  await shot(kiosk, 'a-kiosk-ticket');
  expect(await one('select number, source, procedure_code, priority_reason from tickets')).toEqual({
    number: 'A001',
    source: 'kiosk',
    procedure_code: '2.000884',
    priority_reason: 'elderly',
  });
});

test('the counter calls him; board and phone show it, and the board has the words to speak', async () => {
  await phone.goto(ticketAddress);
  expect(await visibleText(phone)).toContain('A001');
  const { page } = reception;
  await page.goto('/can-bo/quay');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Quầy 2' })
    .getByRole('button', { name: 'Mở quầy' })
    .click();
  await page.getByRole('button', { name: /Gọi người tiếp theo/ }).waitFor();
  await page.keyboard.press('n');
  await page.locator('.desk-number', { hasText: 'A001' }).waitFor();
  expect(await visibleText(page)).toMatch(/ủy quyền nhận lương hưu/);
  expect(await visibleText(page)).toMatch(/60 tuổi/);
  await shot(page, 'a-console');
  const call = board.locator('[data-call]').first();
  await call.waitFor();
  expect(await call.textContent()).toBe('A0012');
  expect(await call.getAttribute('data-say')).toMatch(/Mời số/);
  expect((await call.getAttribute('data-clips'))?.split(' ')).toContain('tu-đến-quầy-số');
  await shot(board, 'a-board');
  await phone.getByText('Mời ông/bà đến quầy 2').waitFor();
  await shot(phone, 'a-phone-called');
});

test('reception: the card fills the fields, the procedure is found, papers ticked, fee taken, Ctrl+Enter', async () => {
  const { page } = reception;
  await page.getByRole('link', { name: /Tiếp nhận hồ sơ/ }).click();
  expect(await visibleText(page)).toContain('Phiếu số A001');
  await page.getByRole('button', { name: 'Đổi thủ tục' }).click();
  const search = page.getByLabel('Tìm thủ tục');
  await page.locator('[data-scan]').focus();
  await page.keyboard.type(CARD);
  await page.keyboard.press('Enter');
  await page.getByText('Đã điền thông tin từ thẻ căn cước').waitFor();
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Nguyễn Văn Ví Dụ Hưu Trí');
  expect(await page.getByLabel('Số căn cước', { exact: true }).inputValue()).toBe('038055000123');
  expect(await page.getByLabel('Ngày sinh').inputValue()).toBe('05/09/1955');
  expect(await page.getByLabel('Giới tính').inputValue()).toBe('male');
  expect(await page.getByLabel('Nơi cư trú', { exact: true }).inputValue()).toContain('Bái Hà Xuân');
  await page.getByLabel('Điện thoại', { exact: true }).fill('0900 000 123');

  await search.fill('uy quyen nhan luong');
  await page.locator('.hit').first().waitFor();
  expect(await page.locator('.hit').first().textContent()).toContain('2.000884');
  await search.press('Enter');
  await page.getByText('Nhận kết quả').waitFor();
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Nguyễn Văn Ví Dụ Hưu Trí');

  await page.getByRole('combobox', { name: /Căn cước/ }).selectOption({ label: 'Xuất trình (chỉ xem)' });
  await page.getByRole('combobox', { name: /Giấy ủy quyền Mẫu 13-HSB/ }).selectOption({ label: 'Bản chính' });
  expect(await page.getByLabel(/Phí chứng thực chữ ký/).inputValue()).toBe('10.000');
  await page.getByLabel('Thu tiền').selectOption({ label: 'Đã thu tiền mặt' });
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'a-intake');

  t.clock.set('2026-05-04T15:10:00+07:00');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã ghi: tiếp nhận').waitFor();
  number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  expect(number).toMatch(/^H56\.999-260504-\d{4}$/);
  await shot(page, 'a-received');
  const row = await one<{ lookup_code: string; id: string }>(
    'select lookup_code, id from dossiers where number = $1',
    number,
  );
  secret = row?.lookup_code ?? '';
  expect(await one('select dossier_id from ticket_dossiers')).toEqual({ dossier_id: row?.id });
  expect(await one('select total_vnd, method from fee_receipts')).toEqual({
    total_vnd: 10_000,
    method: 'cash',
  });
});

test('the receipt says the next working day with hour and day, and opens as a PDF', async () => {
  const { page } = reception;
  expect(await visibleText(page)).toMatch(/17:30/);
  await page.getByText('Vì sao có ngày này').click();
  expect(await visibleText(page)).toMatch(/sau 15:00[\s\S]*05\/05\/2026/);
  const href = await page.locator('[data-print-href] a').getAttribute('href');
  const answer = await page.context().request.get(href ?? '');
  expect(answer.headers()['content-type']).toContain('application/pdf');
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.body())), {
    mergePages: true,
  });
  const flat = text.normalize('NFC').replaceAll(/\s+/g, ' ');
  expect(flat).toContain(number);
  expect(flat).toContain('Nguyễn Văn Ví Dụ Hưu Trí');
  expect(flat).toMatch(/15 giờ 10/);
  expect(flat).toMatch(/17 giờ 30[^.]*05 tháng 5 năm 2026|17 giờ 30[^.]*05\/05\/2026/);
  expect(flat).toContain(secret);
});

test('prepared, signed, entered in the certification book', async () => {
  await reception.act(number, 'Hoàn thành bước');
  t.clock.set('2026-05-05T08:05:00+07:00');
  const justice = await officerAt(browser, site, 'chuyenvien.tp');
  await justice.page.goto('/can-bo');
  expect(await visibleText(justice.page)).toContain(number);
  await justice.act(number, 'Nhận bàn giao');
  await justice.act(number, 'Ghi quyết định', { 'Nội dung quyết định': 'Đủ điều kiện chứng thực chữ ký' });
  await justice.act(number, 'Hoàn thành bước');

  const leader = await officerAt(browser, site, 'phochutich', 'phone');
  await leader.page.goto('/can-bo');
  await leader.page.getByRole('link', { name: number }).first().click();
  await leader.begin('Ký kết quả');
  await shot(leader.page, 'a-sign');
  await leader.confirm();
  await leader.act(number, 'Hoàn thành bước');

  await justice.open(number);
  await justice.begin('Vào sổ', { 'Tên giấy tờ': 'Giấy ủy quyền lĩnh lương hưu' });
  await shot(justice.page, 'a-book-form');
  await justice.confirm();
  await justice.act(number, 'Hoàn thành bước');
  await justice.page.goto('/can-bo/so-chung-thuc');
  const book = await visibleText(justice.page);
  expect(book).toContain('Giấy ủy quyền lĩnh lương hưu');
  expect(book).toMatch(/SCT\/CK/);
  await shot(justice.page, 'a-book');
  expect(await one('select no from register_entries')).toEqual({ no: 1 });
  expect([...justice.errors, ...leader.errors]).toEqual([]);
});

test('he follows it on his phone; the counter hands it out', async () => {
  await phone.goto('/tra-cuu');
  await phone.getByLabel('Mã hồ sơ').fill(number);
  await phone.getByLabel(/Mã tra cứu/).fill(secret);
  await phone.getByRole('button', { name: 'Xem hồ sơ' }).click();
  expect(await visibleText(phone)).toContain('Đã có kết quả');
  expect(await visibleText(phone)).not.toMatch(/Hưu Trí|038055000123|0900000123/);
  await expectAccessible(phone);
  await expectFits(phone);
  await shot(phone, 'a-phone-result');

  await reception.act(number, 'Nhận bàn giao');
  await reception.act(number, 'Trả kết quả');
  await shot(reception.page, 'a-returned');
  await phone.goto(`/tra-cuu?so=${number}&ma=${secret}`);
  expect(await visibleText(phone)).toContain('Kết quả đã được trả lúc');
  expect(await one('select status, outcome from dossiers where number = $1', number)).toEqual({
    status: 10,
    outcome: 'on-time',
  });
});

test('one touch rates the service, once', async () => {
  await phone.getByRole('button', { name: 'Đánh giá việc phục vụ' }).click();
  await shot(phone, 'a-rate');
  await phone.getByRole('button', { name: 'Rất hài lòng' }).click();
  expect(await visibleText(phone)).toContain('Cảm ơn');
  await phone.goto(`/tra-cuu?so=${number}&ma=${secret}`);
  await phone.getByRole('button', { name: 'Đánh giá việc phục vụ' }).click();
  expect(await phone.locator('button[name=level]').count()).toBe(0);
  expect((await t.owner.query('select level from ratings')).rows).toHaveLength(1);
  expect(reception.errors).toEqual([]);
});
