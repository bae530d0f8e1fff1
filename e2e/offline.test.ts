import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { layLine } from './support/line.ts';
import { serverProcess } from './support/server-process.ts';

/** One morning with a kiosk and two counters, in which first the server and then the line of the kiosk is gone. */
const server = await serverProcess();
afterAll(() => server.destroy());
const browser = await openBrowser();

const Issued = z.object({ number: z.string(), token: z.string() });
const Groups = z.array(z.object({ id: z.uuid(), letter: z.string() }));
const Seen = z.object({ number: z.string(), state: z.string() });
const Waiting = z.object({ ahead: z.int() });
const LONG = { timeout: 60_000 };

/** What the page's browser keeps under a name. */
async function kept(page: Page, name: string): Promise<unknown> {
  return page.evaluate(
    (wanted) =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open('motcua-hall', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction('kept').objectStore('kept').get(wanted);
          asking.onsuccess = () => resolve(asking.result);
          asking.onerror = () => reject(asking.error);
        };
      }),
    name,
  );
}

const List = z.object({ list: z.array(z.object({ number: z.string() })), log: z.array(z.unknown()) });
const Current = z.object({ current: z.object({ number: z.string() }).nullable() });
const listOf = async (page: Page) => List.parse(await kept(page, 'counter')).list.map(({ number }) => number);

/** Waits until the browser can do without a line: the page and its worker are there. */
async function prepared(page: Page, shell: string): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(
          async (path) =>
            navigator.serviceWorker.controller !== null && (await caches.match(path)) !== undefined,
          shell,
        ),
      LONG,
    )
    .toBe(true);
}

async function pressAndLoad(page: Page, key: string): Promise<void> {
  const answer = page.waitForEvent('load', LONG);
  await page.keyboard.press(key);
  await answer;
}

async function officer(username: string, counter: number, password: string) {
  const { page, errors } = await newVisitor(browser, { baseURL: server.url });
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL('**/can-bo**');
  await page.goto('/can-bo/quay?chon=1');
  await page
    .locator('.desk-counters li')
    .filter({ hasText: `Quầy ${counter}` })
    .getByRole('button')
    .click();
  await page.getByRole('heading', { name: `Quầy ${counter}` }).waitFor();
  await prepared(page, '/can-bo/quay/ngoai-tuyen');
  return { page, errors };
}

/**
 * What a browser says when it has a line again: pages then try at once. That they also try by themselves, at growing distances, is
 * proved where that is written; here it would only be waited for.
 */
async function lineIsBack(page: Page): Promise<void> {
  // A page that has found its way back meanwhile is no longer there to hear it.
  await page.evaluate(() => dispatchEvent(new Event('online'))).catch(() => undefined);
}

/** Takes a number at the kiosk without a line, by touch. */
async function takeOffline(page: Page, priority: boolean): Promise<string> {
  await page.getByRole('button', { name: /^A · / }).tap();
  await page.getByRole('button', { name: priority ? /^Có/ : /^Không/ }).tap();
  await page.locator('[data-step="ticket"]:not([hidden])').waitFor();
  return (await page.locator('[data-write="number"]').textContent()) ?? '';
}

/** Calls by the key N from the kept list until nobody is left; who was called, in order. */
async function callOffline(page: Page, most: number): Promise<string[]> {
  const called: string[] = [];
  for (let press = 0; press < most; press += 1) {
    const before = await page.locator('.desk-number').textContent();
    await page.keyboard.press('n');
    await expect
      .poll(
        async () =>
          (await page.locator('[data-part="nobody"]').isVisible()) ||
          (await page.locator('.desk-number').textContent()) !== before,
      )
      .toBe(true);
    if (await page.locator('[data-part="nobody"]').isVisible()) {
      break;
    }
    called.push((await page.locator('.desk-number').textContent()) ?? '');
  }
  return called;
}

test('the server dies, then the line of the kiosk: no number twice, none lost, nobody called twice', {
  timeout: 400_000,
}, async () => {
  await server.start();
  const secrets = await readExampleSecrets({ dataHome: server.dataHome });
  const line = await layLine(server.url);
  const kiosk = await newVisitor(browser, { baseURL: line.url, size: 'kiosk', touch: true });
  await kiosk.page.goto(`/thiet-bi/${secrets?.kiosk ?? ''}`);
  await kiosk.page.waitForURL('**/kiosk');
  await prepared(kiosk.page, '/kiosk/ngoai-tuyen');
  const desks = [
    await officer('tiepnhan1', 1, secrets?.password ?? ''),
    await officer('tiepnhan2', 2, secrets?.password ?? ''),
  ];

  // Before: ten numbers, one call at each counter.
  const groups = Groups.parse(await (await fetch(`${server.url}/api/v1/service-groups`)).json());
  const groupId = groups.find(({ letter }) => letter === 'A')?.id;
  const tokens = new Map<string, string>();
  const take = async () => {
    const answer = await fetch(`${server.url}/api/v1/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ groupId }),
    });
    const { number, token } = Issued.parse(await answer.json());
    tokens.set(number, token);
    return number;
  };
  for (let no = 0; no < 10; no += 1) {
    await take();
  }
  const called: string[] = [];
  for (const { page } of desks) {
    await pressAndLoad(page, 'n');
    called.push((await page.locator('.desk-number').textContent()) ?? '');
  }
  expect(called).toEqual(['A001', 'A002']);
  await expect
    .poll(async () => (await Promise.all(desks.map(({ page }) => listOf(page)))).flat().sort(), LONG)
    .toEqual(['A005', 'A006', 'A007', 'A008', 'A009', 'A010']);

  // During: the server is dead.
  await server.kill();
  await kiosk.page.goto('/kiosk');
  await kiosk.page.getByText('Đang mất kết nối — số vẫn cấp được, phiếu tạm').waitFor();
  await expectAccessible(kiosk.page);
  await expectFits(kiosk.page);
  const given = [await takeOffline(kiosk.page, false)];
  await expectAccessible(kiosk.page);
  await expectFits(kiosk.page);
  await shot(kiosk.page, 'offline-kiosk-ticket');
  await kiosk.page.reload();
  await shot(kiosk.page, 'offline-kiosk');
  given.push(await takeOffline(kiosk.page, true));
  expect(given, 'a reload forgets no number').toEqual(['A501', 'A502']);
  const Out = z.object({ out: z.array(z.object({ token: z.string().length(22) })) });
  const { out } = Out.parse(await kept(kiosk.page, 'kiosk'));
  for (const [index, { token }] of out.entries()) {
    tokens.set(given[index] ?? '', token);
  }

  await kiosk.page.getByRole('button', { name: 'Xong, mời người tiếp theo' }).tap();

  const ahead = async (number: string): Promise<number> =>
    Waiting.parse(await (await fetch(`${server.url}/api/v1/tickets/${tokens.get(number)}`)).json()).ahead;
  const offline: string[][] = [];
  for (const { page } of desks) {
    const before = await listOf(page);
    await page.keyboard.press('n');
    await page.getByText('Đang mất kết nối — vẫn gọi được theo danh sách đã giữ').waitFor(LONG);
    await expect.poll(() => page.locator('.desk-number').textContent()).toMatch(/^A00[12]$/);
    // The press that got no answer puts the first of the list in doubt: it is not called by the list.
    const mine = [...(await callOffline(page, 1))];
    await page.reload();
    await expect.poll(() => page.locator('.desk-number').textContent()).toBe(mine[0]);
    await expectAccessible(page);
    await shot(page, 'offline-counter');
    mine.push(...(await callOffline(page, 9)));
    expect(mine).toEqual(before.slice(1));
    offline.push(mine);
  }
  called.push(...offline.flat());
  expect(called).toHaveLength(6);

  // After: everything finds its way back by itself.
  await server.start();
  for (const { page } of [kiosk, ...desks]) {
    await lineIsBack(page);
  }
  await kiosk.page.waitForURL('**/kiosk?lang=vi', LONG);
  for (const [index, { page }] of desks.entries()) {
    await page.waitForURL('**/can-bo/quay?quay=*', LONG);
    await expect.poll(() => page.locator('.desk-number').textContent()).toBe(offline[index]?.at(-1));
    await expect.poll(async () => List.parse(await kept(page, 'counter')).log).toEqual([]);
  }

  // By place, not by who is called: a share that is being handed back may hold one ticket for a press.
  expect(await ahead('A502'), 'priority first, though merged later').toBeLessThan(await ahead('A501'));

  // Now only the kiosk has no line, while a phone takes a number and a counter calls on.
  line.cut();
  await kiosk.page.goto('/kiosk');
  given.push(await takeOffline(kiosk.page, false));
  expect(given.at(-1)).toBe('A503');
  await take();
  line.mend();
  await kiosk.page.getByRole('button', { name: 'Xong, mời người tiếp theo' }).tap();
  await lineIsBack(kiosk.page);
  await kiosk.page.waitForURL('**/kiosk?lang=vi', LONG);

  // All others are called with a line; then nobody is left at either counter.
  const all = [
    ...Array.from({ length: 11 }, (_, no) => `A${String(no + 1).padStart(3, '0')}`),
    ...given,
  ].sort();
  const online: string[] = [];
  for (let press = 0, last = 0; press < 40 && last < desks.length; press += 1) {
    const { page } = desks[press % 2] ?? desks[0] ?? { page: kiosk.page };
    last += called.length + online.length < all.length ? 0 : 1;
    await pressAndLoad(page, 'n');
    const [number] = await page.locator('.desk-number').allTextContents();
    if (number !== undefined) {
      online.push(number);
    }
    // Until the console has stored who it called.
    await expect
      .poll(async () => Current.parse(await kept(page, 'counter')).current?.number, LONG)
      .toBe(number);
  }
  called.push(...online);
  expect(called.toSorted(), 'each number is called once').toEqual(all);
  const early = online.filter((number) => number < 'A5');
  expect(early, 'in the order of coming').toEqual(early.toSorted());
  for (const [number, token] of tokens) {
    const answer = await fetch(`${server.url}/api/v1/tickets/${token}`);
    expect(Seen.parse(await answer.json()), number).toMatchObject({
      number,
      state: expect.stringMatching(/done|called/),
    });
  }
  const [first] = desks;
  await first?.page.goto('/can-bo/quay/mat-ket-noi');
  await first?.page.getByRole('heading', { name: 'Sau khi mất kết nối' }).waitFor();
  if (first !== undefined) {
    await expectAccessible(first.page);
    await shot(first.page, 'offline-merged');
  }
  const verified = await server.motcua('verify', '--json');
  expect(verified.err).toBe('');
  expect(verified.code).toBe(0);
});
