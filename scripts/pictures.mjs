/**
 * Takes the pictures in docs/pictures anew: starts a server with the example commune, opens each screen as its device or person does, and
 * writes small PNG files. Run by hand when screens have changed:
 *
 *   node scripts/pictures.mjs [name …]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '../src/platform/runtime/register.mjs';

const { default: sharp } = await import('sharp');
const { launchChromium } = await import('../e2e/support/chromium.ts');
const { serverProcess } = await import('../e2e/support/server-process.ts');

const FOLDER = join(import.meta.dirname, '../docs/pictures');
const KIOSK = { width: 1080, height: 1920 };
const BOARD = { width: 1920, height: 1080 };
/** Pictures are for reading a page about them: half the size of the screen, and never above this. */
const SHRINK = 0.5;
const MOST_BYTES = 200_000;

/** Takes a number at the kiosk and stays on the ticket. */
async function take(page, priority) {
  await page.getByRole('searchbox').fill('chung thuc chu ky');
  await page.getByRole('searchbox').press('Enter');
  await page.waitForURL('**/tim?**');
  await page.locator('.answers-long a').first().click();
  await page.getByRole('link', { name: 'Lấy số' }).click();
  await page.getByRole('button', { name: priority }).click();
  await page.locator('.slip-number').waitFor();
}

/** Runs in an officer's page: some people take numbers, and the counters call. */
async function fillHall() {
  const send = (path, body) =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const groups = await (await fetch('/api/v1/service-groups')).json();
  for (const group of groups.flatMap((one) => [one, one, one])) {
    await send('/api/v1/tickets', { groupId: group.id, need: 'xem giúp giấy tờ' });
  }
  const forms = [...document.querySelectorAll('form[action$="/mo"]')];
  for (const form of forms) {
    await send(`/api/v1/counters/${form.getAttribute('action').split('/').at(-2)}/call-next`, {});
  }
}

/**
 * The pictures. `device` opens the screen by that example machine's link, `person` signs in first; `path` is opened then, and `act` does what
 * a person would do before the picture.
 */
const PICTURES = [
  { name: 'kiosk', size: KIOSK, device: 'kiosk', path: '/kiosk' },
  { name: 'kiosk-elder', size: KIOSK, device: 'kiosk', path: '/kiosk?to=1' },
  {
    name: 'kiosk-elder-ticket',
    size: KIOSK,
    device: 'kiosk',
    path: '/kiosk?to=1',
    act: (page) => take(page, 'Từ đủ 60 tuổi'),
  },
  { name: 'kiosk-services', size: KIOSK, device: 'kiosk', path: '/kiosk/dich-vu' },
  {
    name: 'board',
    size: BOARD,
    device: 'board',
    path: '/bang-goi',
    async act(page, { staff }) {
      const desk = await staff('tiepnhan2');
      await desk.goto('/can-bo/quay?chon=1');
      await desk.evaluate(fillHall);
      await page.locator('[data-call]').nth(2).waitFor();
    },
  },
];

async function context(browser, url, size) {
  return browser.newContext({
    baseURL: url,
    viewport: size,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
  });
}

async function takePicture(browser, server, secrets, picture) {
  const own = await context(browser, server.url, picture.size);
  const staff = async (username) => {
    const desk = await (await context(browser, server.url, { width: 1366, height: 768 })).newPage();
    await desk.goto('/dang-nhap');
    await desk.getByLabel('Tên đăng nhập').fill(username);
    await desk.getByLabel('Mật khẩu', { exact: true }).fill(secrets.password);
    await desk.getByRole('button', { name: 'Đăng nhập' }).click();
    await desk.waitForURL('**/can-bo**');
    return desk;
  };
  const page = picture.person === undefined ? await own.newPage() : await staff(picture.person);
  if (picture.device !== undefined) {
    await page.goto(`/thiet-bi/${secrets[picture.device]}`);
  }
  await page.goto(picture.path);
  await picture.act?.(page, { staff });
  await page.evaluate(() => document.fonts.ready);
  const width = Math.round(picture.size.width * SHRINK);
  const png = await sharp(await page.screenshot())
    .resize({ width })
    .png({ palette: true, compressionLevel: 9, effort: 10 })
    .toBuffer();
  if (png.length > MOST_BYTES) {
    throw new Error(`${picture.name}.png has ${png.length} bytes, more than ${MOST_BYTES}`);
  }
  writeFileSync(join(FOLDER, `${picture.name}.png`), png);
  console.log(`${picture.name}.png ${Math.round(png.length / 1024)} kB`);
  await own.close();
}

mkdirSync(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
const server = await serverProcess();
const browser = await launchChromium();
try {
  await server.start();
  const secrets = JSON.parse(readFileSync(join(server.dataHome, 'example.json'), 'utf8'));
  for (const picture of PICTURES) {
    if (wanted.length === 0 || wanted.includes(picture.name)) {
      await takePicture(browser, server, secrets, picture);
    }
  }
} finally {
  await browser.close();
  await server.destroy();
}
