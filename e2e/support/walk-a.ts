import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import type { TestCommune } from '#modules/dossiers/testing/commune.ts';
import { plainPdf } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import { expectFits } from './browser.ts';
import type { Officer } from './desk.ts';
import { BIRTH } from './life.ts';
import type { Site } from './site.ts';

/** What a citizen does from the search to the rating, and what officers do in between, in pieces that the walks share. */

/** Milliseconds that a step may take: the line is slow on purpose, and the machine may be busy besides. */
const PATIENCE_MS = 40_000;

/** Presses "go on". */
export const go = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).last().click();

/** The words of the page's first heading. */
export const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

/** Lets a page wait longer than usual. */
export function bePatient(page: Page): void {
  page.context().setDefaultTimeout(PATIENCE_MS);
}

/** A telephone at the edge of the village: 100 KB/s down, half of it up, 100 ms away. */
export async function weaken(page: Page): Promise<void> {
  bePatient(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: 100_000,
    uploadThroughput: 50_000,
  });
}

/** From the search to the first question. */
export async function find(page: Page): Promise<void> {
  await page.goto('/thu-tuc?q=khai+sinh');
  await page.locator(`main a[href="/thu-tuc/${BIRTH}"]`).first().click();
  await page.getByRole('link', { name: 'Chuẩn bị hồ sơ ở nhà' }).click();
  await page.getByRole('button', { name: 'Bắt đầu chuẩn bị' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ông/bà làm hồ sơ cho ai?' }).waitFor();
}

/** Everything about the person, a page each. */
export async function answerPeople(page: Page, name: string): Promise<void> {
  await page.getByText('Cho tôi', { exact: true }).click();
  await go(page);
  for (const [path, label, text] of [
    ['ho-ten', 'Họ và tên người có việc', name],
    ['so-can-cuoc', 'Số căn cước', '038056000001'],
    ['ngay-sinh', 'Ngày sinh', '2/9/1956'],
    ['dia-chi', 'Nơi ở hiện nay', 'Thôn Ví Dụ, xã Hoa Lộc, tỉnh Thanh Hóa'],
    ['dien-thoai', 'Số điện thoại để báo tin', '0900 000 001'],
  ] as const) {
    await page.waitForURL(`**/hoi/${path}`);
    await page.getByLabel(label, { exact: true }).fill(text);
    await go(page);
  }
  await page.waitForURL(/\/(giay-to|to-khai)\//);
}

/** The secret address of the draft that the page belongs to. */
export const draftOf = (page: Page) => new URL(page.url()).pathname.split('/').slice(0, 3).join('/');

/** The first papers: one photographed, the others brought. The rest is left for the counter, and the summary says so. */
export async function answerPapers(
  page: Page,
  draft: string,
  pick: (page: Page) => Promise<void>,
): Promise<void> {
  await page.goto(draft);
  const papers = await page
    .locator('main a[href*="/giay-to/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  let photographed = false;
  for (const href of papers.slice(0, 3)) {
    await page.goto(href);
    if (!photographed && (await page.locator('input[value="photo"]').count()) > 0) {
      photographed = true;
      await page.locator('input[value="photo"]').check();
      await go(page);
      await page.waitForURL('**/anh');
      await pick(page);
      await page.locator('.photo').first().waitFor();
    } else {
      await page.locator('input[value="original"], input[value="shown"]').first().check();
      await go(page);
      await page.waitForURL((url) => url.pathname !== href);
    }
  }
  expect(photographed).toBe(true);
}

/** How the result is wanted; ends on the summary. */
export async function chooseResult(page: Page, draft: string): Promise<void> {
  await page.goto(`${draft}/hoi/nhan-ket-qua`);
  await page.getByText('Nhận tại Trung tâm', { exact: true }).click();
  await go(page);
  await page.getByRole('heading', { level: 1, name: 'Tóm tắt' }).waitFor();
}

/** From the summary to the code; gives its ten digits. */
export async function takeCode(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Lấy mã để mang đến' }).click();
  await page.locator('.bring-code').waitFor();
  await expectFits(page);
  const code = ((await page.locator('.bring-code').textContent()) ?? '').replaceAll(' ', '');
  expect(code).toMatch(/^[1-9]\d{9}$/);
  return code;
}

/** One scan at the counter: the intake is filled in. */
export async function scan({ page, visit }: Officer, code: string, name: string): Promise<void> {
  await visit('/can-bo/ho-so/moi');
  await page.locator('#f-scan').fill(`http://localhost:8080/nop-ho-so/ma/${code}`);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/can-bo/ho-so/moi?nhap=*');
  expect(await page.getByLabel('Họ và tên').first().inputValue()).toBe(name);
  expect(await page.locator('input[name$=".files"]').count()).toBe(1);
}

/** Receives what stands in the intake; gives the dossier's number. */
export async function receiveScanned({ page }: Officer): Promise<string> {
  await page.getByRole('button', { name: 'Đánh dấu đủ như thường lệ' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã ghi: tiếp nhận').waitFor();
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
}

/** From the page of the used draft to the page on which its dossier is followed; gives that address. */
export async function follow(page: Page, draft: string, number: string): Promise<string> {
  await page.goto(draft);
  await page.getByText(number).first().waitFor();
  await page.getByRole('link', { name: 'Xem hồ sơ đang ở đâu' }).click();
  await page.getByRole('button', { name: 'Bổ sung, nhắn tin, rút hồ sơ' }).click();
  await page.getByRole('heading', { level: 1, name: number }).waitFor();
  await expectFits(page);
  return new URL(page.url()).pathname;
}

/** What the citizen photographed is looked at and taken. */
export async function takeFromHome({ page, visit }: Officer, number: string): Promise<void> {
  await visit('/can-bo/nguoi-dan-gui');
  await page.getByRole('row').filter({ hasText: number }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 2, name: 'Bổ sung gửi từ nhà' }).waitFor();
  await expectFits(page);
}

/** Presses "taken, complete" and sees that it was done. */
export async function confirmTaken({ page }: Officer): Promise<void> {
  await page.getByRole('button', { name: 'Nhận, đã đủ' }).click();
  await page.getByText('Đã ghi. Người dân thấy ngay').waitFor();
}

/** From the counter to the signed result that waits for its citizen. */
export async function finish({ t }: Site, commune: TestCommune, number: string): Promise<void> {
  const ref = { number };
  const file = await uploadFile(t.ctx, commune.person('chuyenvien.tp'), {
    bytes: plainPdf(),
    name: 'Giấy khai sinh.pdf',
    purpose: 'result',
    requestId: newRequestId(),
  });
  await commune.act('tiepnhan1', ref, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' });
  await commune.act('chuyenvien.tp', ref, {
    type: 'record-decision',
    outcome: 'approve',
    summary: 'Đủ điều kiện',
    resultFiles: [{ id: file.id, name: 'Giấy khai sinh.pdf' }],
  });
  await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
  await commune.act('phochutich', ref, { type: 'sign-result', digital: true });
  await commune.act('phochutich', ref, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', ref, {
    type: 'enter-register',
    book: 'HT/KS',
    documents: [{ name: 'Giấy khai sinh' }],
  });
  await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
}

/** The result is there: downloaded, and the service rated in one touch. */
export async function collectAndRate(page: Page, home: string, draft: string): Promise<void> {
  await page.goto(home);
  await page.getByText('Bổ sung đã được nhận').waitFor();
  await expectFits(page);
  const href = await page.getByRole('link', { name: /^Tải / }).getAttribute('href');
  const answer = await page.request.get(new URL(href ?? '', page.url()).href);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto(draft);
  await page.getByRole('link', { name: 'Xem hồ sơ đang ở đâu' }).click();
  await page.getByRole('button', { name: 'Đánh giá việc phục vụ' }).click();
  await page.getByRole('button', { name: 'Hài lòng', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /Cảm ơn/ }).waitFor();
}
