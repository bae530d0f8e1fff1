import type { Page } from 'playwright-core';
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
import { LONG_NAME } from './support/life.ts';
import { openSite } from './support/site.ts';

/**
 * A mother books the registration of her child's birth on a cheap phone without script, moves it once, comes to the hall on the day, and
 * watches her number on a newer phone.
 */
const site = await openSite('2026-05-04T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;

/** Script off: booking. */
let plain: Page;
/** Script on: the ticket. */
let phone: Page;
let kiosk: Page;
let reception: Officer;
let errors: readonly string[];
let address = '';
let code = '';

beforeAll(async () => {
  const secrets = await readExampleSecrets(t.ctx.config);
  plain = (await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false })).page;
  const visitor = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  phone = visitor.page;
  errors = visitor.errors;
  kiosk = (await newVisitor(browser, { baseURL: site.url, size: 'kiosk' })).page;
  await kiosk.goto(`/thiet-bi/${secrets?.kiosk ?? ''}`);
  reception = await officerAt(browser, site, 'tiepnhan1');
});

const main = () => plain.locator('main');
const heading = async (page: Page) => (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
async function seen(page: Page, name: string): Promise<void> {
  await expectFits(page);
  await shot(page, `appointment-${name}`);
}

test('without script: plain words, a day, a time, a name; what is wrong is said and what was typed stays', async () => {
  await plain.goto('/dat-lich');
  await seen(plain, 'what');
  await main().getByRole('searchbox').fill('lam giay khai sinh cho con');
  await main().getByRole('button', { name: 'Tìm' }).click();
  await seen(plain, 'found');
  await main()
    .getByRole('link', { name: /khai sinh/i })
    .first()
    .click();
  expect(await heading(plain)).toBe('Ông/bà đến ngày nào?');
  await seen(plain, 'day');
  await main().getByRole('link', { name: 'thứ Tư 06/05/2026' }).click();
  expect(await visibleText(plain)).toMatch(/Buổi sáng[\s\S]*07:30[\s\S]*Buổi chiều/);
  await seen(plain, 'time');
  await main().getByRole('link', { name: '08:00' }).click();
  await main().getByLabel('Họ và tên').fill(LONG_NAME);
  await main().getByLabel('Số điện thoại').fill('1234');
  await main().getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  expect(await visibleText(plain)).toContain('Số điện thoại bắt đầu bằng 0');
  expect(await main().getByLabel('Họ và tên').inputValue()).toBe(LONG_NAME);
  await seen(plain, 'who-wrong');
  await main().getByLabel('Số điện thoại').fill('0900 000 123');
  await main().getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  expect(await heading(plain)).toBe('Hẹn 08:00 thứ Tư 06/05/2026');
  const text = await visibleText(plain);
  expect(text).toContain('Cần mang những gì');
  expect(text).not.toContain(LONG_NAME);
  expect(text).not.toContain('0900000123');
  await seen(plain, 'booked');
  address = new URL(plain.url()).pathname;
  expect(address).toMatch(/^\/hen\/[\w-]{22}$/);
});

test('without script: moved to another time; code and address stay', async () => {
  const before = await main().locator('.hen-code').textContent();
  await main().getByRole('link', { name: 'Đổi giờ hẹn' }).click();
  await main().getByRole('link', { name: 'thứ Tư 06/05/2026' }).click();
  await seen(plain, 'move');
  await main().getByRole('button', { name: '09:00' }).click();
  expect(await heading(plain)).toBe('Hẹn 09:00 thứ Tư 06/05/2026');
  expect(new URL(plain.url()).pathname).toBe(address);
  code = (await main().locator('.hen-code').textContent()) ?? '';
  expect(code).toBe(before);
});

test('the calendar file says when, where, and how to cancel', async () => {
  const answer = await plain.request.get(`${site.url}${address}/lich.ics`);
  expect(answer.headers()['content-type']).toContain('text/calendar');
  const file = (await answer.text()).replaceAll(/\r\n[ \t]/g, '');
  expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(file).toContain('DTSTART:20260506T020000Z');
  expect(file).toContain('DTEND:20260506T023000Z');
  expect(file).toContain('TRIGGER:-PT2H');
  expect(file).toContain(code);
  expect(file).toContain(`${t.ctx.config.publicUrl}${address}`);
  expect(file).not.toContain(LONG_NAME);
});

test('the time that was just taken by others is said, with free ones in its place', async () => {
  const plan = 'UPDATE appointment_plans SET capacity = $1';
  await plain.goto('/dat-lich/ngay?nhom=A');
  await main().getByRole('link', { name: 'thứ Năm 07/05/2026' }).click();
  await main().getByRole('link', { name: '07:30' }).click();
  await main().getByLabel('Họ và tên').fill('Trần Thị Ví Dụ');
  await main().getByLabel('Số điện thoại').fill('0900 000 124');
  await t.owner.query(plan, [2]);
  const second = (await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false })).page;
  await second.goto(plain.url());
  await second.getByLabel('Họ và tên').fill('Lê Văn Ví Dụ');
  await second.getByLabel('Số điện thoại').fill('0900 000 125');
  await second.getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  expect(await heading(second)).toMatch(/^Hẹn 07:30/);
  await main().getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  expect(await visibleText(plain)).toMatch(/vừa có người đặt hết[\s\S]*08:00 thứ Năm 07\/05/);
  expect(await main().getByLabel('Họ và tên').inputValue()).toBe('Trần Thị Ví Dụ');
  await seen(plain, 'taken');
  await main().getByRole('radio').nth(1).check();
  await main().getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  expect(await heading(plain)).toMatch(/^Hẹn /);
  await t.owner.query(plan, [4]);
  await second.context().close();
});

/** What a keyboard-wedge reader does: every key of the code within a moment, then Enter. */
async function read(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...keys, 'Enter']) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, text);
}

test('at the kiosk: too early, then on time, by the eight digits of the pad, by keys, and by its code under the reader', async () => {
  t.clock.set('2026-05-06T08:10:00+07:00');
  await kiosk.goto('/kiosk/hen');
  await expectAccessible(kiosk);
  await seen(kiosk, 'kiosk');
  for (const digit of code.replaceAll(' ', '')) {
    await kiosk.getByRole('button', { name: digit, exact: true }).click();
  }
  // The last two digits again, by a keyboard at a person's speed.
  await kiosk.getByRole('textbox', { name: 'Mã hẹn' }).focus();
  await kiosk.keyboard.press('End');
  await kiosk.keyboard.press('Backspace');
  await kiosk.keyboard.press('Backspace');
  await kiosk.keyboard.type(code.replaceAll(' ', '').slice(-2), { delay: 120 });
  await kiosk.getByRole('button', { name: 'Nhận số' }).click();
  expect(await visibleText(kiosk)).toMatch(/đến sớm[\s\S]*từ 08:30/);
  await expectAccessible(kiosk);
  await seen(kiosk, 'kiosk-early');
  t.clock.set('2026-05-06T08:50:00+07:00');
  await kiosk.goto('/kiosk');
  await read(kiosk, `${t.ctx.config.publicUrl}${address}`);
  await kiosk.waitForURL('**/kiosk/phieu/**');
  await kiosk
    .getByText(/A\d{3}/)
    .first()
    .waitFor();
  await seen(kiosk, 'kiosk-ticket');
});

test('on the phone: the appointment leads to the number, which is live until it is called', async () => {
  await phone.goto(address);
  expect(await heading(phone)).toBe('Ông/bà đã nhận số');
  await phone.getByRole('link', { name: 'Xem số của tôi' }).click();
  await phone.getByText('Sắp đến lượt ông/bà').waitFor();
  await expectAccessible(phone);
  await seen(phone, 'ticket');
  await reception.visit('/can-bo/quay?chon=1');
  await reception.page
    .getByRole('button', { name: /Mở quầy|Thay người/ })
    .nth(1)
    .click();
  await reception.page.getByRole('button', { name: /Gọi người tiếp theo/ }).click();
  await phone
    .getByText(/Mời ông\/bà đến quầy/)
    .first()
    .waitFor();
  expect(await phone.title()).toContain('●');
  await seen(phone, 'called');
});

test('a phone that can be told asks for it and is known by the server; the service worker shows what is sent', async () => {
  // The browser of the tests has neither a push service nor a person to say yes: these two answers are played.
  await phone.context().addInitScript(() => {
    Notification.requestPermission = () => Promise.resolve('granted');
    PushManager.prototype.subscribe = () =>
      Promise.resolve({
        endpoint: 'https://push.vi-du.vn/abc',
        toJSON: () => ({
          endpoint: 'https://push.vi-du.vn/abc',
          keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
        }),
      } as unknown as PushSubscription);
  });
  await phone.goto('/lay-so/uu-tien?nhom=B');
  await phone.getByRole('button', { name: 'Không, lấy số thường' }).click();
  await phone.getByRole('button', { name: 'Báo cho tôi khi gần đến lượt' }).click();
  await phone.locator('[data-push-note]:not(:empty)').waitFor();
  expect(await phone.locator('[data-push-note]').textContent()).toContain('Máy này sẽ báo');
  await seen(phone, 'push');
  const { rows } = await t.owner.query('SELECT endpoint, lang FROM push_subscriptions');
  expect(rows).toEqual([{ endpoint: 'https://push.vi-du.vn/abc', lang: 'vi' }]);
  const scope = await phone.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(new URL(scope).pathname).toBe('/');
  await phone.getByText('Nhường vài người đi trước').click();
  await phone.getByRole('button', { name: 'Lùi sau 3 người' }).click();
  await phone.getByRole('alert').waitFor();
  await seen(phone, 'step-back-refused');
});

test('the officers’ list is live, and one key checks in who stands there', async () => {
  await reception.visit('/can-bo/lich-hen');
  await reception.page
    .getByText(/số A\d{3}/)
    .first()
    .waitFor();
  await expectAccessible(reception.page);
  t.clock.set('2026-05-06T09:00:00+07:00');
  await plain.goto('/dat-lich/gio?nhom=A&ngay=2026-05-06');
  await main().getByRole('link', { name: '10:00' }).click();
  await main().getByLabel('Họ và tên').fill('Phạm Thị Ví Dụ');
  await main().getByLabel('Số điện thoại').fill('0900 000 126');
  await main().getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  await reception.page.getByText('Phạm Thị Ví Dụ').waitFor();
  await shot(reception.page, 'appointment-list');
  t.clock.set('2026-05-06T09:45:00+07:00');
  await reception.page.reload();
  await reception.page.keyboard.press('n');
  await reception.page.getByText(/Đã nhận số A\d{3}/).waitFor();
  const { rows } = await t.owner.query<{ lane: string; source: string }>(
    'SELECT lane, source FROM tickets ORDER BY issued_at DESC, id DESC LIMIT 1',
  );
  expect(rows).toEqual([{ lane: 'appointment', source: 'counter' }]);
});

test('without script: cancelled, and the place is free again', async () => {
  await plain.goto('/dat-lich/gio?nhom=A&ngay=2026-05-08');
  await main().getByRole('link', { name: '08:00' }).click();
  await main().getByLabel('Họ và tên').fill('Hoàng Văn Ví Dụ');
  await main().getByLabel('Số điện thoại').fill('0900 000 127');
  await main().getByRole('button', { name: 'Đặt lịch hẹn' }).click();
  await main().getByText('Hủy lịch hẹn').first().click();
  await main().getByRole('button', { name: 'Hủy lịch hẹn' }).click();
  expect(await heading(plain)).toBe('Lịch hẹn đã hủy');
  await seen(plain, 'cancelled');
  const { rows } = await t.owner.query("SELECT seat FROM appointments WHERE state = 'cancelled'");
  expect(rows).toEqual([{ seat: null }]);
});

test('the administrator opens a line for booking, and reads what a wrong number means', async () => {
  const admin = await officerAt(browser, site, 'quantri');
  await admin.visit('/can-bo/quan-tri/lich-hen');
  await expectAccessible(admin.page);
  const section = admin.page.locator('main');
  await section.getByRole('link', { name: /^H: / }).click();
  await expectAccessible(admin.page);
  await section.getByLabel('Nhận đặt lịch').check();
  await section.getByLabel('Mỗi lượt (phút)').fill('2');
  await section.getByRole('button', { name: 'Lưu' }).click();
  await admin.page.getByText('Ít nhất là 5 phút.').first().waitFor();
  await shot(admin.page, 'appointment-admin-wrong');
  await section.getByLabel('Mỗi lượt (phút)').fill('20');
  await section.getByRole('button', { name: 'Lưu' }).click();
  await admin.page.getByText('Đã lưu.').waitFor();
  expect(await section.textContent()).toContain('2 chỗ mỗi 20 phút');
  await shot(admin.page, 'appointment-admin');
  expect(admin.errors).toEqual([]);
});

test('no page reported an error of its scripts', () => {
  expect(errors).toEqual([]);
  expect(reception.errors).toEqual([]);
});
