import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { QRPay } from 'vietnam-qr-pay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import { queryDuePayments } from '#modules/payments/commands/query-platform.ts';
import { saveAccount } from '#modules/payments/commands/save-account.ts';
import { savePlatform } from '#modules/payments/commands/save-platform.ts';
import { PlatformSettingsInput } from '#modules/payments/schema-platform.ts';
import { systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { tell } from '#simulators/bank/notices.ts';
import { type SimulatedPlatform, startPlatform } from '#simulators/payment-platform/start.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { BIRTH } from './support/life.ts';
import { openSite } from './support/site.ts';

/**
 * A fee paid at home: look-up, VietQR, the bank's notice, the page that says so by itself; then money that fits nothing; then one on the payment platform
 * whose call-back is lost, what was paid too much goes back, and the day's book is closed.
 */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const SECRET = 'khoa-bi-mat-vi-du';
const PLATFORM_SECRET = 'khoa-nen-tang-vi-du';
const ACCOUNT_NO = '3500201009999';
const target = { url: `${site.url}/api/v1/bank-notices/sepay`, secret: SECRET };
const now = () => t.clock.now().epochMilliseconds;

let dossier: { readonly number: string; readonly code: string };
let another: typeof dossier;
let third: typeof dossier;
let platform: SimulatedPlatform;

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
  third = await owing();
  const confirmUrl = `${site.url}/api/v1/payment-platform/dpnhankqthanhtoanhs`;
  platform = await startPlatform({ partner: 'VIDU', secret: PLATFORM_SECRET, confirmUrl });
});
afterAll(() => platform.stop());

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
  await page.getByRole('button', { name: 'Nộp phí, lệ phí trực tuyến' }).click();
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

test('on the payment platform the call-back is lost: found by asking, one receipt; a call-back that comes late adds nothing', async () => {
  const commune = await testCommune(t.ctx);
  const settings = PlatformSettingsInput.parse({
    requestId: newId(),
    mode: 'direct',
    initUrl: `${platform.url}/init`,
    queryUrl: `${platform.url}/query`,
    billUrl: `${platform.url}/bill`,
    partner: 'VIDU',
    shared: PLATFORM_SECRET,
    unitCode: 'H56.99',
    unitName: 'Trung tâm Ví Dụ',
    account: ACCOUNT_NO,
    accountBank: 'VIDU',
    accountHolder: 'UBND XA VI DU',
  });
  await savePlatform(t.ctx, commune.person('giamdoc'), settings);
  platform.switches.tell = 'lost';
  const { page, errors, context } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await page.goto(`/tra-cuu?so=${third.number}&ma=${third.code}`);
  await page.getByRole('button', { name: 'Nộp phí, lệ phí trực tuyến' }).click();
  await page.getByRole('button', { name: 'Nộp qua Cổng Dịch vụ công quốc gia' }).waitFor();
  await expectAccessible(page);
  await shot(page, 'pay-ways-phone');
  await page.getByRole('button', { name: 'Nộp qua Cổng Dịch vụ công quốc gia' }).click();
  await page.getByRole('heading', { name: 'Nộp phí, lệ phí trực tuyến' }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'pay-platform-phone');
  const [there] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Sang trang thanh toán của Cổng' }).click(),
  ]);
  await there.getByRole('button', { name: 'Trả tiền' }).click();
  await there.getByText('Đã báo 0 lần.').waitFor();
  t.clock.tick({ minutes: 31 });
  await queryDuePayments(t.ctx, systemActor(commune.centreId, 'payments'));
  await t.runJobs();
  await page.getByText('Đã nhận 8.000 đồng').waitFor();
  await expectAccessible(page);
  const [held] = platform.memory.held.values();
  expect(held && (await platform.tell(held, 'repeated'))).toMatchObject([{ MaLoi: '00' }, { MaLoi: '00' }]);
  await t.runJobs();
  const { rows } = await t.owner.query('select dossier_number from fee_receipts where method = $1', [
    'portal',
  ]);
  expect(rows).toEqual([{ dossier_number: third.number }]);
  expect(errors).toEqual([]);
  await context.close();
});

test('the director decides a refund, the counter pays it out and closes the book of the day', async () => {
  const commune = await testCommune(t.ctx);
  const intake = await commune.intake(BIRTH, {
    fee: { lines: [{ name: 'Lệ phí đăng ký khai sinh quá hạn', amount: 20_000 }], paid: { method: 'cash' } },
  });
  await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const director = await officerAt(browser, site, 'giamdoc');
  await director.page.goto('/can-bo/bien-lai');
  await director.page
    .getByRole('row')
    .filter({ hasText: '20.000' })
    .getByRole('link', { name: 'Hoàn trả' })
    .click();
  await director.page.getByLabel('Số tiền hoàn trả (đồng)').fill('3.000');
  await director.page.getByLabel('Lý do').fill('Thu thừa so với biểu phí');
  await director.page.getByLabel('Căn cứ (văn bản, điều khoản)').fill('Luật Phí và lệ phí năm 2015');
  await director.page.getByRole('button', { name: 'Quyết định hoàn trả' }).click();
  await director.page.getByText('Chờ chi trả').first().waitFor();
  await shot(director.page, 'refunds-desk');
  await director.page.context().close();
  const { page } = await officerAt(browser, site, 'tiepnhan1');
  await page.goto('/can-bo/hoan-phi');
  await page.getByRole('link', { name: 'Ghi kết quả chi trả' }).click();
  await page.getByLabel('Đã chi trả cho người nhận').check();
  await page.getByLabel('Số chứng từ, hoặc lý do không chi trả').fill('Phiếu chi 01');
  await page.getByRole('button', { name: 'Ghi kết quả chi trả' }).click();
  await page.getByText('Đã chi trả: Phiếu chi 01').waitFor();
  await page.goto('/can-bo/so-quy');
  await expectAccessible(page);
  await shot(page, 'cash-book-desk');
  await page.getByLabel('Tiền mặt đếm được (đồng)').fill('17.000');
  await page.getByLabel('Nộp vào tài khoản, Kho bạc hôm nay (đồng)').fill('10.000');
  await page.getByRole('button', { name: 'Khóa sổ' }).click();
  await page.getByText('Chưa thu khoản nào từ lần khóa sổ trước.').waitFor();
  expect(await page.getByRole('link', { name: /Excel/ }).count()).toBe(1);
  await shot(page, 'cash-book-closed');
});

test('at intake the charge follows what is counted while it is typed; another sum asks for its reason', async () => {
  const { page, errors } = await officerAt(browser, site, 'tiepnhan1');
  await page.goto('/can-bo/ho-so/moi?thu-tuc=2.000884');
  await page.getByLabel('Số trường hợp').fill('3');
  const amount = page.getByLabel('Phí chứng thực chữ ký (đồng)');
  await expect.poll(() => amount.inputValue()).toBe('30.000');
  await page.getByText('Theo biểu phí: 30.000 đồng').waitFor();
  await amount.fill('5.000');
  await page.getByLabel('Lý do thu khác biểu phí').waitFor();
  await page.getByLabel('Số trường hợp').fill('2');
  await page.getByText('Theo biểu phí: 20.000 đồng').waitFor();
  expect(await amount.inputValue()).toBe('5.000');
  await expectAccessible(page);
  await shot(page, 'intake-fees-desk');
  expect(errors).toEqual([]);
});

test('the payer’s pages work without script', async () => {
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await page.goto(`/tra-cuu?so=${dossier.number}&ma=${dossier.code}`);
  expect(await page.getByRole('button', { name: 'Nộp phí, lệ phí trực tuyến' }).count()).toBe(0);
});
