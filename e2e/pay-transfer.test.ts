import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { QRPay } from 'vietnam-qr-pay';
import { beforeAll, expect, test } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import { saveAccount } from '#modules/payments/commands/save-account.ts';
import { newId } from '#platform/id.ts';
import { tell } from '#simulators/bank/notices.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { BIRTH } from './support/life.ts';
import { openSite } from './support/site.ts';

/** A fee paid at home: look-up, VietQR, the bank's notice, the page that says so by itself; then money that fits nothing. */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const SECRET = 'khoa-bi-mat-vi-du';
const ACCOUNT_NO = '3500201009999';
const target = { url: `${site.url}/api/v1/bank-notices/sepay`, secret: SECRET };
const now = () => t.clock.now().epochMilliseconds;

let dossier: { readonly number: string; readonly code: string };
let another: typeof dossier;

beforeAll(async () => {
  const commune = await testCommune(t.ctx);
  await saveAccount(t.ctx, commune.person('giamdoc'), {
    requestId: newId(),
    bankBin: '970405',
    accountNo: ACCOUNT_NO,
    holder: 'TRUNG TAM PHUC VU HANH CHINH CONG XA VI DU',
    provider: 'sepay',
    secret: SECRET,
  });
  const owing = async () => {
    const intake = await commune.intake(BIRTH, {
      fee: { lines: [{ name: 'Lệ phí đăng ký khai sinh quá hạn', amount: 8_000 }], paid: null },
    });
    const { dossier: made } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    return { number: made.number ?? '', code: made.lookupCode ?? '' };
  };
  dossier = await owing();
  another = await owing();
});

/** What a bank's app reads from the screen. */
async function scan(page: Page): Promise<QRPay> {
  const png = await page.locator('.pay-qr').screenshot();
  const pixels = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
    return { width: image.width, height: image.height, data: [...data] };
  }, png.toString('base64'));
  const read = jsQR.default(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height);
  return new QRPay(read?.data ?? '');
}

test('look-up → VietQR that another decoder reads → the bank tells → the page says paid, once', async () => {
  const { page, errors } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await page.goto(`/tra-cuu?so=${dossier.number}&ma=${dossier.code}`);
  await page.getByRole('button', { name: 'Nộp bằng chuyển khoản' }).click();
  await page.getByRole('heading', { name: 'Nộp phí, lệ phí bằng chuyển khoản' }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'pay-phone');
  const asked = await scan(page);
  expect(asked.isValid).toBe(true);
  expect(asked.consumer).toMatchObject({ bankBin: '970405', bankNumber: ACCOUNT_NO });
  expect(asked.amount).toBe('8000');
  const content = asked.additionalData.purpose ?? '';
  const transfer = { id: 501, amountVnd: 8_000, content, accountNo: ACCOUNT_NO };
  expect(await tell(target, transfer, now(), ['wrong-signature'])).toEqual([403]);
  expect(await tell(target, transfer, now(), ['old-post'])).toEqual([403]);
  expect(await tell(target, transfer, now(), ['twice', 'text-mangled'])).toEqual([200, 200]);
  await t.runJobs();
  await page.getByText('Đã nhận 8.000 đồng').waitFor();
  await expectAccessible(page);
  await shot(page, 'paid-phone');
  const { rows } = await t.owner.query('select method from fee_receipts');
  expect(rows).toEqual([{ method: 'transfer' }]);
  expect(errors).toEqual([]);
});

test('at the kiosk: look-up → VietQR in the kiosk’s own frame, which nobody leaves behind', async () => {
  const { page, errors, context } = await newVisitor(browser, {
    baseURL: site.url,
    size: 'kiosk',
    touch: true,
  });
  const secrets = await readExampleSecrets(t.ctx.config);
  await page.goto(`/thiet-bi/${secrets?.kiosk ?? ''}`);
  await page.goto('/kiosk/dich-vu');
  expect(await page.locator('[data-function=payment]').getAttribute('data-state')).toBe('ready');
  await page.locator('[data-function=payment] a').tap();
  await page.getByLabel('Mã hồ sơ').fill(another.number);
  await page.getByLabel(/Mã tra cứu/).fill(another.code);
  await page.getByRole('button', { name: 'Xem hồ sơ' }).tap();
  await page.getByRole('button', { name: 'Trả phí bằng mã QR' }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'pay-kiosk-found');
  await page.getByRole('button', { name: 'Trả phí bằng mã QR' }).tap();
  await page.getByRole('heading', { name: 'Nộp phí, lệ phí bằng chuyển khoản' }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'pay-kiosk');
  const asked = await scan(page);
  expect(asked.amount).toBe('8000');
  expect(await page.locator('[data-idle][data-home]').count()).toBe(1);
  const content = asked.additionalData.purpose ?? '';
  expect(await tell(target, { id: 503, amountVnd: 8_000, content, accountNo: ACCOUNT_NO }, now())).toEqual([
    200,
  ]);
  await t.runJobs();
  await page.getByText('Đã nhận 8.000 đồng').waitFor();
  await page.getByRole('link', { name: 'Xong, về đầu' }).tap();
  await page.waitForURL('**/kiosk?lang=vi');
  expect(errors).toEqual([]);
  await context.close();
});

test('money that fits nothing is settled by an officer, by keyboard; the day agrees with the receipts', async () => {
  await tell(target, { id: 502, amountVnd: 20_000, content: 'nop tien dat', accountNo: ACCOUNT_NO }, now());
  await t.runJobs();
  const { page } = await officerAt(browser, site, 'tiepnhan1');
  await page.goto('/can-bo/chuyen-khoan');
  await expectAccessible(page);
  await shot(page, 'transfers-desk');
  await page.getByText('Khớp với tiền đã ghi vào hồ sơ').waitFor();
  await page.getByRole('link', { name: 'Xử lý', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Xử lý khoản 20.000 đồng' }).waitFor();
  await expectAccessible(page);
  await page.getByLabel('Nộp phí cho một hồ sơ').check();
  await page.getByLabel('Đã làm gì, theo giấy tờ nào').fill('Theo sao kê ngày 11/5');
  await page.getByRole('button', { name: 'Ghi lại' }).click();
  await page.getByText('Xin nhập mã hồ sơ mà khoản tiền này nộp cho.').first().waitFor();
  expect(await page.getByLabel('Đã làm gì, theo giấy tờ nào').inputValue()).toBe('Theo sao kê ngày 11/5');
  await page.getByLabel('Đã trả lại người chuyển').check();
  await page.getByRole('button', { name: 'Ghi lại' }).click();
  await page.getByText('Không có khoản tiền nào chờ.').waitFor();
});

test('the payer’s pages work without script', async () => {
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await page.goto(`/tra-cuu?so=${dossier.number}&ma=${dossier.code}`);
  expect(await page.getByRole('button', { name: 'Nộp bằng chuyển khoản' }).count()).toBe(0);
});
