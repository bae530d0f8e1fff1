import { expect, test } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import { phoneToken } from '#modules/identity/commands/sign-on/kiosk.ts';
import { connectProvider, openProvider } from '#modules/identity/testing/sign-on.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { BIRTH, LONG_NAME } from './support/life.ts';
import { openSite } from './support/site.ts';

/** Sign-on at a provider of OpenID Connect that runs beside: an officer, a citizen, the kiosk with a phone. */
const site = await openSite();
const browser = await openBrowser();
const provider = await openProvider(site.url);
const commune = await testCommune(site.t.ctx);
const { centreId } = commune;
for (const audience of ['staff', 'citizen'] as const) {
  await connectProvider(site.t.ctx, centreId, audience, provider);
}

async function receiveFor(name: string, idNumber: string): Promise<string> {
  const intake = await commune.intake(BIRTH, {
    parties: { applicant: { name, idNumber, phone: '0900000001' } },
  });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  return dossier.number ?? '';
}

/** Waits for a paper of its citizen. */
const asking = await receiveFor('Nguyễn Thị Hồng Ví Dụ', '038056000001');
await commune.act(
  'tiepnhan1',
  { number: asking },
  {
    type: 'request-supplement',
    items: [{ content: 'Giấy cam đoan về việc sinh', reason: 'Chưa có chữ ký' }],
  },
);
const own = await receiveFor('Nguyễn Thị Hồng Ví Dụ', '038056000001');
const foreign = await receiveFor(LONG_NAME, '038085000003');

test.each(['phone', 'desk'] as const)(
  'an officer links once, signs in and out there, at %s size',
  async (size) => {
    const { page, context, errors } = await newVisitor(browser, { size, baseURL: site.url });
    await site.signIn(page, 'tiepnhan1');
    await page.goto('/can-bo/tai-khoan/lien-ket');
    if (size === 'phone') {
      await expectAccessible(page);
      await shot(page, `sso-link-${size}`);
      await page.getByRole('link', { name: 'Liên kết tài khoản tỉnh' }).click();
      await page.getByRole('button', { name: 'Cán bộ tỉnh: Tiếp nhận' }).click();
      await page.waitForURL('**/lien-ket?xong=lien-ket');
    }
    await expectAccessible(page);
    await expectFits(page);
    await shot(page, `sso-linked-${size}`);
    await context.clearCookies();
    await page.goto('/can-bo/nghi');
    await expectAccessible(page);
    await shot(page, `sso-sign-in-${size}`);
    await page.getByRole('link', { name: 'Đăng nhập bằng tài khoản của tỉnh' }).click();
    await page.getByRole('button', { name: 'Cán bộ tỉnh: Tiếp nhận' }).click();
    await page.waitForURL('**/can-bo/nghi');
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = '/can-bo/dang-xuat';
      document.body.append(form);
      form.submit();
    });
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL('**/dang-nhap?ra=1');
    expect(await visibleText(page)).toContain('đăng xuất');
    await page.getByRole('link', { name: 'Đăng nhập bằng tài khoản của tỉnh' }).click();
    // The province asks again: signing out ended both.
    await page.getByRole('button', { name: 'Cán bộ tỉnh: Tiếp nhận' }).waitFor();
    expect(errors).toEqual([]);
  },
);

test.each(['phone', 'desk'] as const)(
  'a citizen without script sees the own dossiers only, at %s size',
  async (size) => {
    const { page } = await newVisitor(browser, { size, baseURL: site.url, script: false });
    await page.goto('/tra-cuu');
    await page.getByRole('link', { name: /Đăng nhập bằng VNeID/ }).click();
    await shot(page, `sso-citizen-${size}`);
    await page.getByRole('link', { name: 'Đến trang đăng nhập VNeID' }).click();
    await page.getByRole('button', { name: /Nguyễn Thị Hồng Ví Dụ/ }).click();
    await page.waitForURL('**/cua-toi');
    const text = await visibleText(page);
    expect(text).toContain(own);
    expect(text).not.toContain(foreign);
    await shot(page, `sso-mine-${size}`);
    await page.locator('main a[href^="/cua-toi/"]').first().click();
    const opened = await visibleText(page);
    expect([own, asking].filter((number) => opened.includes(number))).toHaveLength(1);
    // All that can be followed: what asks something first, others' nowhere; one press opens it.
    await page.goto('/theo-doi-ho-so');
    const followed = await visibleText(page);
    expect(followed.indexOf(asking)).toBeGreaterThan(0);
    expect(followed.indexOf(own)).toBeGreaterThan(followed.indexOf(asking));
    expect(followed).not.toContain(foreign);
    await page.getByRole('button', { name: `Mở hồ sơ ${asking}` }).click();
    await page.getByRole('link', { name: 'Chụp ảnh và gửi bổ sung' }).waitFor();
    await page.goto('/cua-toi');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL('**/cong-dan/dang-nhap?ra=1');
    await page.goto('/cua-toi');
    expect(new URL(page.url()).pathname).toBe('/cong-dan/dang-nhap');
  },
);

test.each(['phone', 'desk'] as const)('pages are accessible with script at %s size', async (size) => {
  const { page } = await newVisitor(browser, { size, baseURL: site.url });
  await page.goto('/cong-dan/dang-nhap/bat-dau');
  await page.getByRole('button', { name: /Nguyễn Thị Hồng Ví Dụ/ }).click();
  await page.waitForURL('**/cua-toi');
  await expectAccessible(page);
  await expectFits(page);
  await page.locator('main a[href^="/cua-toi/"]').first().click();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, `sso-mine-${size}`);
  await page.goto('/theo-doi-ho-so');
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, `follow-mine-${size}`);
  await page.context().clearCookies();
  await site.signIn(page, 'quantri');
  for (const path of ['', '/can-bo', '/nguoi-dan']) {
    await page.goto(`/can-bo/quan-tri/dang-nhap-mot-lan${path}`);
    await expectAccessible(page);
    await expectFits(page);
    await shot(page, `sso-settings${path.replace('/', '-')}-${size}`);
  }
});

test('the kiosk greets who proved it on the own phone, gives priority by age, and forgets', async () => {
  const secrets = await readExampleSecrets(site.t.ctx.config);
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'kiosk', touch: true });
  await page.goto(`/thiet-bi/${secrets?.kiosk ?? ''}`);
  await page.goto('/kiosk/dich-vu');
  await page.getByRole('link', { name: 'Xác thực bằng VNeID' }).tap();
  await page.getByRole('button', { name: 'Bắt đầu' }).tap();
  await page.waitForURL('**/kiosk/vneid/*');
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'sso-kiosk-waiting');
  const code = ((await page.locator('[data-code]').textContent()) ?? '').trim();
  const token = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const phone = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await phone.page.goto(`/vneid/${phoneToken(centreId, token).text}`);
  await expectFits(phone.page);
  expect(await visibleText(phone.page)).toContain(code);
  await shot(phone.page, 'sso-kiosk-phone');
  await phone.page.getByRole('link', { name: /Đúng số này/ }).click();
  await phone.page.getByRole('button', { name: /Nguyễn Thị Hồng Ví Dụ/ }).click();
  expect(await visibleText(phone.page)).toContain('nhìn lên màn hình ki-ốt');
  await page.getByRole('heading', { name: 'Xin chào N. T. H. V. Dụ' }).waitFor();
  await expectAccessible(page);
  await shot(page, 'sso-kiosk-hello');
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(await kept()).toContain('elderly');
  expect(await kept()).not.toContain('Dụ');
  site.t.clock.set(site.t.clock.now().add({ seconds: 61 }));
  await page.reload();
  expect(await visibleText(page)).not.toContain('Xin chào');
});
