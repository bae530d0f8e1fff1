import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { begin } from '#modules/preparations/testing/drafts.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { BIRTH, type Life, playLife } from './support/life.ts';
import { layLine } from './support/line.ts';
import { openSite } from './support/site.ts';

/** What a citizen does on a cheap phone whose browser runs no script at all. */
const site = await openSite();
const browser = await openBrowser();
let life: Life;
let page: Page;

beforeAll(async () => {
  life = await playLife(site);
  ({ page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false }));
});

const main = () => page.locator('main');
const heading = () => page.getByRole('heading', { level: 1 });

async function seen(name: string): Promise<void> {
  await expectFits(page);
  await shot(page, `plain-${name}`);
}

test('home: a plain need, without diacritics, leads to the procedure and what to bring', async () => {
  await page.goto('/');
  await seen('home');
  await page.getByLabel('Tìm thủ tục').fill('uy quyen nhan luong huu');
  await page.getByRole('button', { name: 'Tìm' }).click();
  await seen('found');
  await main()
    .getByRole('link', { name: /Chứng thực chữ ký, giấy ủy quyền/ })
    .click();
  expect(await heading().textContent()).toBe('Chứng thực chữ ký, giấy ủy quyền');
  const text = await visibleText(page);
  expect(text).toContain('Cần mang gì?');
  expect(text).toMatch(/Mang theo để xem, trả lại ngay/);
  expect(text).toContain('10.000 đồng');
  expect(text).toContain('nhận sau 15:00 thì ngày làm việc tiếp theo');
  await page.getByText('Nội dung niêm yết đầy đủ').click();
  expect(await visibleText(page)).toMatch(/Căn cứ pháp lý/);
  await seen('procedure');
});

test('a need that nothing fits names the next step', async () => {
  await page.goto('/thu-tuc?q=qwrtzp');
  expect(await visibleText(page)).toContain('quầy hướng dẫn');
  await seen('nothing-found');
});

test('takes a number, sees how many are ahead, gives it up again', async () => {
  await page.goto('/lay-so');
  await page.getByRole('searchbox').fill('khai sinh cho con');
  await page.getByRole('button', { name: 'Tìm' }).click();
  await main()
    .getByRole('link', { name: /khai sinh/i })
    .first()
    .click();
  expect(await visibleText(page)).toContain('Cần mang những gì');
  await seen('matter');
  await page.getByRole('link', { name: 'Lấy số' }).last().click();
  await seen('priority');
  await page.getByRole('button', { name: 'Không, lấy số thường' }).click();
  expect(new URL(page.url()).pathname).toMatch(/^\/phieu\//);
  expect(await visibleText(page)).toMatch(/A002[\s\S]*Còn 1 người trước ông\/bà/);
  expect(await visibleText(page)).not.toMatch(/ưu tiên/i);
  await seen('ticket');
  await page.getByText('Bỏ số này').first().click();
  await page.getByRole('button', { name: 'Bỏ số này' }).click();
  expect(await visibleText(page)).toContain('Số này đã bỏ');
  const { rows } = await site.t.owner.query<{ state: string }>(
    "select state from tickets where number = 'A002'",
  );
  expect(rows).toEqual([{ state: 'cancelled' }]);
});

test('looks a dossier up by number and the last digits of the phone; wrong ones say how to go on', async () => {
  await page.goto('/');
  await page.getByLabel('Mã hồ sơ (trên giấy hẹn)').fill(life.received);
  await page.getByLabel(/Mã tra cứu, hoặc 4 số cuối/).fill('9999');
  await page.getByRole('button', { name: 'Xem' }).click();
  expect(await visibleText(page)).toMatch(/không (?:đúng|khớp|tìm thấy)/i);
  await seen('look-up-wrong');
  await page.getByLabel(/Mã tra cứu, hoặc 4 số cuối/).fill('0002');
  await page.getByRole('button', { name: 'Xem hồ sơ' }).click();
  const text = await visibleText(page);
  expect(text).toContain(life.received);
  expect(text).toMatch(/hẹn trả trước \d\d:\d\d thứ/);
  expect(text).not.toMatch(/Nguyễn Phúc|038000000002|0900000002/);
  await seen('look-up');
});

test('the QR of the receipt opens the same page; rates with one touch, once', async () => {
  const { number, secret } = life.settled;
  await page.goto(`/tra-cuu?so=${number}&ma=${secret}`);
  expect(await heading().textContent()).toContain('Đã có kết quả');
  await page.getByRole('button', { name: 'Đánh giá việc phục vụ' }).click();
  await seen('rate');
  const address = page.url();
  await page.getByRole('button', { name: 'Rất hài lòng' }).click();
  expect(await heading().textContent()).toContain('Cảm ơn');
  await seen('rated');
  await page.goto(address);
  expect(await page.locator('button[name=level]').count()).toBe(0);
  const { rows } = await site.t.owner.query('select level from ratings where level is not null');
  expect(rows).toHaveLength(1);
});

test.each([
  ['/so-lieu', 'statistics', /đúng hạn/i],
  ['/phan-cong', 'duties', /Ví Dụ/],
  ['/xac-minh', 'check', /Kiểm tra/],
  ['/bang-goi', 'board', /A/],
  ['/kiosk', 'kiosk', /Ông\/bà cần làm việc gì/],
])('%s reads without script', async (path, name, words) => {
  await page.goto(path);
  expect(await visibleText(page)).toMatch(words);
  if (path !== '/bang-goi') {
    await seen(name);
  }
});

test('a paper is checked by the code under its QR', async () => {
  await page.goto('/xac-minh');
  await page.getByRole('textbox').fill(life.paperCode.toLowerCase());
  await page.getByRole('button', { name: 'Kiểm tra' }).click();
  expect(await visibleText(page)).toContain('còn giá trị');
  await seen('checked');
});

test('an address that is not there says where to go', async () => {
  await page.goto('/khong-co-trang-nay');
  expect(await heading().textContent()).toBe('Không tìm thấy');
  expect(await main().getByRole('link', { name: 'Tra cứu hồ sơ' }).count()).toBe(1);
  await seen('not-found');
});

test('with script the same phone keeps what was opened: the line goes, the list can be read, the line comes back by itself', async () => {
  const line = await layLine(site.url);
  const phone = await newVisitor(browser, { baseURL: line.url, size: 'phone' });
  const open = phone.page;
  const session = await phone.context.newCDPSession(open);
  // Left over from another build, on a page that keeps nothing: the worker of this build sweeps it out.
  await open.goto('/dang-nhap');
  await open.evaluate(() => caches.open('shell-ban-cu'));
  await open.goto(`/thu-tuc/${BIRTH}`);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  const keeps = (path: string) =>
    expect
      .poll(
        () =>
          open.evaluate(
            async (wanted) =>
              navigator.serviceWorker.controller !== null &&
              (await caches.match(wanted, { ignoreVary: true })) !== undefined,
            path,
          ),
        { timeout: 30_000 },
      )
      .toBe(true);
  await keeps('/ngoai-tuyen');
  await keeps(`/thu-tuc/${BIRTH}`);
  await open.locator('.tick input').first().check();
  await open.goto(`/phieu/${life.ticket}`);
  await keeps(`/phieu/${life.ticket}`);
  const shells = () =>
    open.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('shell-')));
  await expect.poll(shells, { timeout: 30_000 }).toEqual([expect.stringMatching(/^shell-[0-9a-f]{32}$/)]);

  // A page of another site sends a form here: the worker does not cover up where it comes from.
  const elsewhere = await phone.context.newPage();
  await elsewhere.setContent(`<form method="post" action="${line.url}/hien-thi"><button>Gửi</button></form>`);
  await elsewhere.getByRole('button').click();
  await elsewhere.getByText('Yêu cầu đến từ một trang khác nên không được nhận.').waitFor();
  await elsewhere.close();

  const visitor = { kind: 'public', centreId: life.commune.centreId } as const;
  const draft = `/nop-ho-so/${await begin(site.t.ctx, visitor, BIRTH)}`;
  await open.goto(draft);
  await open.getByRole('button', { name: 'Giữ trên máy này để xem khi mất mạng' }).waitFor();
  expect(
    await open.evaluate(async (path) => (await caches.match(path)) === undefined, draft),
    'not unasked',
  ).toBe(true);
  await open.getByRole('button', { name: 'Giữ trên máy này để xem khi mất mạng' }).click();
  await open.getByText('Đã giữ trên máy này.').waitFor();
  await shot(open, 'no-line-keep-draft');
  await open.goto(`/phieu/${life.ticket}`);

  line.cut();
  await open.reload();
  await open.getByText('Đang không có mạng').waitFor();
  expect(await visibleText(open)).toMatch(/Số người chờ trên trang này là của lúc \d\d:\d\d/);
  expect(await visibleText(open)).toContain('A001');
  await shot(open, 'no-line-ticket');
  await open.goto(`/thu-tuc/${BIRTH}`);
  expect(await visibleText(open)).toMatch(/Trang này được giữ trên máy lúc \d\d:\d\d[\s\S]*Cần mang gì/);
  expect(await open.locator('.tick input').first().isChecked(), 'ticks are on the device').toBe(true);
  await expectAccessible(open);
  await shot(open, 'no-line-procedure');
  await open.goto(draft);
  expect(await visibleText(open)).toMatch(/Trang này được giữ trên máy lúc[\s\S]*Bản nháp/);
  await open.goto('/so-lieu');
  await open.getByRole('heading', { level: 1, name: 'Đang không có mạng' }).waitFor();
  await open.getByRole('link', { name: '0237 0000 000' }).first().waitFor();
  await open.getByRole('link', { name: /khai sinh/i }).waitFor();
  await expectAccessible(open);
  await expectFits(open);
  await shot(open, 'no-line');
  await open.setViewportSize({ width: 1440, height: 900 });
  await shot(open, 'no-line-desk');
  line.mend();
  await open.getByRole('heading', { level: 1, name: /Số liệu/ }).waitFor({ timeout: 30_000 });
  await phone.context.close();
});
