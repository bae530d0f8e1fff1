import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { listCounters } from '#modules/agencies/queries.ts';
import { findExample } from '#modules/identity/queries/example.ts';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { saveBoard, saveNotice } from '#modules/queue/commands/screens.ts';
import { listOpenGroups } from '#modules/queue/queries.ts';
import { IssueInput } from '#modules/queue/schema.ts';
import { BoardInput, NoticeInput } from '#modules/queue/schema-screens.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { layLine } from './support/line.ts';
import { openSite } from './support/site.ts';

/** The board of the hall as sixty people see and hear it. */
const NOW = '2026-05-04T09:00:00+07:00';
const site = await openSite(NOW);
const browser = await openBrowser();
const line = await layLine(site.url);
const { ctx } = site.t;
const example = await findExample(ctx);
const system = example?.system ?? { kind: 'system', centreId: '', name: 'none' };
const groups = await listOpenGroups(ctx, system);
const counters = await listCounters(ctx, system);

/** Takes a number in the line of the letter and has it called by the counter of that line. */
async function call(letter: string, counter: number): Promise<string> {
  const groupId = groups.find((group) => group.letter === letter)?.id;
  const { number } = await issueTicket(ctx, system, IssueInput.parse({ groupId }), { source: 'kiosk' });
  const counterId = counters.find((one) => one.number === counter)?.id ?? '';
  const { ticket } = await callNext(ctx, system, { counterId });
  expect(ticket?.number).toBe(number);
  return number;
}

/** Puts a voice into the browser that writes down what it says, and whether two things sounded at once. */
async function listen(page: Page): Promise<() => Promise<{ said: string[]; overlaps: number }>> {
  await page.addInitScript(() => {
    const heard = { said: [] as string[], overlaps: 0 };
    let sounding = 0;
    class Utterance extends EventTarget {
      readonly text: string;
      constructor(text: string) {
        super();
        this.text = text;
      }
    }
    Object.assign(window, { heard, SpeechSynthesisUtterance: Utterance });
    Object.defineProperty(window, 'speechSynthesis', {
      value: {
        getVoices: () => [{ lang: 'vi-VN', name: 'giọng thử' }],
        cancel: () => undefined,
        speak(utterance: Utterance) {
          heard.overlaps += sounding > 0 ? 1 : 0;
          sounding += 1;
          heard.said.push(utterance.text);
          setTimeout(() => {
            sounding -= 1;
            utterance.dispatchEvent(new Event('end'));
          }, 60);
        },
      },
    });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { heard: { said: string[]; overlaps: number } }).heard);
}

async function openBoard(path: string) {
  const visitor = await newVisitor(browser, { baseURL: line.url, size: 'board' });
  await visitor.page.clock.setFixedTime(new Date(NOW));
  const heard = await listen(visitor.page);
  await visitor.page.goto(path);
  return { ...visitor, heard };
}

test('calls are shown, flash and are spoken one after another, twice each', async () => {
  const { page, heard, errors, context } = await openBoard('/bang-goi');
  expect(await page.locator('.board-empty').textContent()).toContain('Chưa gọi số nào');
  const first = await call('A', 2);
  const second = await call('B', 3);
  await page.locator('[data-call]', { hasText: second }).waitFor();
  expect(await page.locator('[data-call]').allTextContents()).toEqual([`${second}3`, `${first}2`]);
  expect(await page.locator('.board-new').count()).toBe(2);
  await expect.poll(async () => (await heard()).said.length, { timeout: 20_000 }).toBe(4);
  const { said, overlaps } = await heard();
  expect(overlaps).toBe(0);
  expect(new Set(said.slice(0, 2)).size).toBe(1);
  expect(said[0]).toContain('Mời số a,');
  expect(said[2]).toContain('Mời số bê,');
  expect(said[3]).toBe(said[2]);
  // Reduced motion: the new call is marked without moving.
  expect(
    await page
      .locator('.board-new')
      .first()
      .evaluate((row) => getComputedStyle(row).animationName),
  ).toBe('none');
  await expectFits(page);
  await expectAccessible(page);
  await shot(page, 'board-calls');
  expect(errors).toEqual([]);
  await context.close();
});

test('a board that lost the line says so and since when, and comes back by itself', async () => {
  const { page, context } = await openBoard('/bang-goi');
  const notice = page.locator('[data-offline]');
  await page.locator('[data-call]').first().waitFor();
  expect(await notice.isHidden()).toBe(true);
  line.cut();
  await notice.waitFor({ state: 'visible' });
  expect(await notice.textContent()).toMatch(/Mất kết nối.*09:00.*Xin nghe cán bộ gọi trực tiếp/);
  await shot(page, 'board-lost');
  const missed = await call('C', 4);
  expect(await page.locator('[data-call]', { hasText: missed }).count()).toBe(0);
  line.mend();
  await page.locator('[data-call]', { hasText: missed }).waitFor({ timeout: 30_000 });
  await notice.waitFor({ state: 'hidden' });
  await context.close();
});

test('many counters at once: every call has its place and is spoken', async () => {
  const { page, heard, context } = await openBoard('/bang-goi');
  const numbers: string[] = [];
  for (const [letter, counter] of [
    ['A', 2],
    ['B', 3],
    ['C', 4],
    ['D', 5],
    ['K', 1],
  ] as const) {
    numbers.push(await call(letter, counter));
  }
  await page.locator('[data-call]', { hasText: numbers.at(-1) ?? '' }).waitFor();
  await expect.poll(async () => (await heard()).said.length, { timeout: 40_000 }).toBe(10);
  expect((await heard()).overlaps).toBe(0);
  for (const number of numbers) {
    const place = await page.locator('[data-call]', { hasText: number }).boundingBox();
    const [top, height] = [place?.y ?? 0, place?.height ?? 0];
    expect(top + height, number).toBeLessThan(1080 - 80);
  }
  await shot(page, 'board-many');
  await context.close();
});

test('a silent board of one group shows its calls only, with the announcements of this hour', async () => {
  const group = groups.find(({ letter }) => letter === 'A')?.id;
  const id = await saveBoard(
    ctx,
    system,
    BoardInput.parse({ name: 'Sảnh khu hộ tịch', groups: group, voice: '0', notices: '1', active: '1' }),
  );
  const input = { fromTime: '08:00', toTime: '11:00', spoken: '1', everyMinutes: '5' };
  await saveNotice(
    ctx,
    system,
    NoticeInput.parse({ ...input, body: 'Nước uống ở cuối sảnh, mời ông/bà dùng.' }),
  );
  await saveNotice(
    ctx,
    system,
    NoticeInput.parse({
      ...input,
      fromTime: '16:00',
      toTime: '17:30',
      body: 'Trung tâm sắp hết giờ nhận số.',
    }),
  );
  const { page, heard, errors, context } = await openBoard(`/bang-goi?bang=${id}`);
  expect(await page.locator('[data-call]').allTextContents()).toEqual([expect.stringMatching(/^A\d{3}2$/)]);
  expect(await page.locator('[data-notice]:visible').allTextContents()).toEqual([
    'Nước uống ở cuối sảnh, mời ông/bà dùng.',
  ]);
  const next = await call('A', 2);
  await page.locator('[data-call]', { hasText: next }).waitFor();
  expect((await heard()).said).toEqual([]);
  await expectFits(page);
  await expectAccessible(page);
  await shot(page, 'board-group');
  expect(errors).toEqual([]);
  await context.close();
});
