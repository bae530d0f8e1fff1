import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import { findExample } from '#modules/identity/queries/example.ts';
import { saveHallSettings } from '#modules/queue/commands/screens.ts';
import { slipMoved } from '#modules/queue/commands/slips.ts';
import { HallSettingsInput } from '#modules/queue/schema-screens.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { PENSION } from './support/life.ts';
import { openSite } from './support/site.ts';

/** The kiosk at 07:30 on a Monday: a touch screen of 1080 × 1920, people of every age, one after another. */
const site = await openSite('2026-05-04T09:00:00+07:00');
const browser = await openBrowser();
const { ctx } = site.t;
const example = await findExample(ctx);
const system = example?.system ?? { kind: 'system', centreId: '', name: 'none' };
const secrets = await readExampleSecrets(ctx.config);

/** Ready-made people whose cards are held under the reader; the numbers are invented. */
const OLD = '038045000001||Nguyễn Văn Ví Dụ|01011945|Nam|Thôn Mẫu, xã Hoa Lộc, Thanh Hóa|01012021';
const YOUNG = '038095000001||Trần Thị Ví Dụ|01011995|Nữ|Thôn Mẫu, xã Hoa Lộc, Thanh Hóa|01012021';

async function openKiosk(prepare?: (page: Page) => Promise<void>) {
  const visitor = await newVisitor(browser, { baseURL: site.url, size: 'kiosk', touch: true });
  await prepare?.(visitor.page);
  await visitor.page.goto(`/thiet-bi/${secrets?.kiosk ?? ''}`);
  await visitor.page.waitForURL('**/kiosk');
  return visitor;
}

/** What a keyboard-wedge reader does: every key of the code within a moment, then Enter. */
async function hold(page: Page, code: string): Promise<void> {
  await page.evaluate((text) => {
    for (const key of [...text, 'Enter']) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, code);
}

async function look(page: Page, name: string): Promise<void> {
  await expectFits(page);
  await expectAccessible(page);
  await shot(page, `kiosk-${name}`);
}

/** Touches something that leads to another page. */
async function go(page: Page, name: string | RegExp, to: string | RegExp): Promise<void> {
  const place = page.getByRole('link', { name }).or(page.getByRole('button', { name }));
  await Promise.all([page.waitForURL(to), place.first().tap()]);
}

/** From the first page to the ticket: words, procedure, what to bring, priority. */
async function take(page: Page, priority: string): Promise<void> {
  await page.getByRole('searchbox').fill('uy quyen nhan luong huu');
  await go(page, 'Tìm', '**/kiosk/tim?**');
  await page.locator(`a[href*="thu-tuc=${PENSION}"]`).tap();
  await go(page, 'Lấy số', '**/kiosk/uu-tien?**');
  await go(page, priority, '**/kiosk/phieu/**');
  await page.locator('.slip-number').waitFor();
}

test('from the need to the ticket by touch alone', async () => {
  await saveHallSettings(
    ctx,
    system,
    HallSettingsInput.parse({ wifiName: 'Trung tam Hoa Loc', wifiPassword: 'xinchao2026' }),
  );
  const { page, errors, context } = await openKiosk();
  await look(page, 'start');
  await page.getByRole('searchbox').fill('uy quyen nhan luong huu');
  await go(page, 'Tìm', '**/kiosk/tim?**');
  await look(page, 'found');
  await page.locator(`a[href*="thu-tuc=${PENSION}"]`).tap();
  await page.waitForURL('**/kiosk/viec?**');
  expect(await visibleText(page)).toContain('Cần mang những gì');
  await look(page, 'matter');
  await go(page, 'Lấy số', '**/kiosk/uu-tien?**');
  await look(page, 'priority');
  await go(page, 'Phụ nữ mang thai', '**/kiosk/phieu/**');
  await page.locator('.slip-number').waitFor();
  const text = await visibleText(page);
  expect(text).toMatch(/A\d{3}/);
  expect(text).toContain('Wi-Fi của Trung tâm: Trung tam Hoa Loc');
  expect(text).not.toContain('mang thai');
  await look(page, 'ticket');
  expect(errors).toEqual([]);
  await context.close();
});

test('by field, and what else the kiosk does', async () => {
  const { page, errors, context } = await openKiosk();
  await go(page, 'Xem theo lĩnh vực', '**/kiosk/linh-vuc');
  await look(page, 'fields');
  await go(page, /Hộ tịch/, '**/kiosk/linh-vuc?ten=**');
  await look(page, 'field');
  await go(page, /Danh sách niêm yết/, '**/kiosk/linh-vuc?ten=**tat-ca=1');
  expect(await visibleText(page)).toMatch(/bản có hiệu lực ngày \d\d\/\d\d\/2026/);
  await look(page, 'posted');
  await page.goto('/kiosk/tim?q=dang+ky+ket+hon');
  await page.getByRole('heading', { name: /Ông\/bà kết hôn với ai/ }).waitFor();
  await look(page, 'asked');
  await go(page, /giấy và sổ lưu đều mất/, '**/kiosk/viec?thu-tuc=**');
  await page.getByRole('heading', { level: 1, name: /kết hôn/i }).waitFor();
  await page.goto('/kiosk/dich-vu');
  expect(await page.locator('[data-function=payment]').textContent()).toContain('chưa kết nối');
  await look(page, 'services');
  await go(page, 'Nộp hồ sơ qua Cổng', '**/kiosk/nop-ho-so');
  await look(page, 'filing');
  await page.goto('/kiosk/tra-cuu');
  await page.getByRole('button', { name: 'Xem hồ sơ' }).tap();
  await page.locator('#error-summary').waitFor();
  expect(await visibleText(page)).toContain('Xin nhập mã hồ sơ.');
  await look(page, 'lookup');
  expect(errors).toEqual([]);
  await context.close();
});

test('an ID card under the reader suggests priority by age, shows no full name and is not kept', async () => {
  const { page, errors, context } = await openKiosk();
  await page.getByRole('searchbox').focus();
  await hold(page, OLD);
  const dialog = page.locator('dialog[data-card]');
  await dialog.waitFor();
  const shown = (await dialog.textContent()) ?? '';
  expect(shown).toContain('N. V. V. Dụ');
  expect(shown).toContain('từ đủ 60 tuổi: được lấy số ưu tiên');
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  await look(page, 'card');
  await page.getByRole('button', { name: 'Đúng, làm tiếp' }).tap();
  await page.goto(`/kiosk/uu-tien?thu-tuc=${PENSION}`);
  expect(await page.locator('.answer').first().textContent()).toContain('theo thẻ vừa đọc');
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  for (const piece of ['Nguyễn', 'Ví Dụ', '0380450', '1945', 'Thôn Mẫu']) {
    expect(kept + (await page.content())).not.toContain(piece);
  }
  await page.goto('/kiosk');
  await hold(page, YOUNG);
  expect(await dialog.textContent()).toContain('Theo tuổi thì lấy số thường');
  await page.getByRole('button', { name: 'Không phải thẻ của tôi' }).tap();
  await dialog.waitFor({ state: 'hidden' });
  await hold(page, 'https://vi-du.example.vn/khong-phai-the');
  expect(await dialog.textContent()).toContain('không phải mã QR của thẻ căn cước');
  // The page tells the server beside its own work.
  const outcomes = async () =>
    (await site.t.owner.query('SELECT outcome FROM kiosk_identifications ORDER BY id')).rows.map(
      ({ outcome }: { outcome: string }) => outcome,
    );
  await expect.poll(outcomes).toEqual(['ok', 'ok', 'refused']);
  expect(errors).toEqual([]);
  await context.close();
});

test('nothing of a visitor is left after the idle reset', async () => {
  const { page, context } = await openKiosk();
  await page.clock.install();
  await page.goto('/kiosk/tim?q=don+ly+hon+cua+toi&to=1');
  await page.getByRole('searchbox').fill('việc riêng của bà Ví Dụ');
  await hold(page, OLD);
  await page.locator('dialog[data-card]').waitFor();
  await page.clock.runFor(13_000);
  await page.locator('dialog[data-card]').waitFor({ state: 'hidden' });
  const idle = page.locator('[data-idle]');
  expect(await idle.isHidden()).toBe(true);
  await page.clock.runFor(20_000);
  expect(await idle.textContent()).toMatch(/trở về đầu sau \d+ giây/);
  await shot(page, 'kiosk-idle');
  await page.locator('h1').tap();
  expect(await idle.isHidden()).toBe(true);
  await page.clock.runFor(41_000);
  await page.waitForURL('**/kiosk?lang=vi');
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  expect(await page.locator('[data-elder]').count()).toBe(0);
  expect(await page.evaluate(() => sessionStorage.getItem('kiosk.priority'))).toBeNull();
  await page.goBack();
  await page.waitForURL('**/kiosk?lang=vi');
  expect(await page.content()).not.toMatch(/ly hon|Ví Dụ/);
  // The first page stays as it is: an untouched kiosk does not reload for ever.
  await page.clock.runFor(120_000);
  expect(await idle.isHidden()).toBe(true);
  await context.close();
});

test('elder mode is larger, has fewer choices, reads aloud and lasts until the reset', async () => {
  const { page, errors, context } = await openKiosk(async (fresh) => {
    await fresh.addInitScript(() => {
      const said: string[] = [];
      class Utterance extends EventTarget {
        readonly text: string;
        constructor(text: string) {
          super();
          this.text = text;
        }
      }
      Object.assign(window, { said, SpeechSynthesisUtterance: Utterance });
      Object.defineProperty(window, 'speechSynthesis', {
        value: {
          getVoices: () => [{ lang: 'vi-VN', name: 'giọng thử' }],
          cancel: () => undefined,
          speak: (utterance: Utterance) => said.push(utterance.text),
        },
      });
    });
  });
  const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(await said()).toEqual([]);
  const before = await page.locator('.answers .answer').count();
  const size = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const normal = await size('h1');
  await page.getByRole('link', { name: 'Chữ to' }).tap();
  await page.locator('[data-elder]').waitFor();
  expect(await page.locator('.answers .answer').count()).toBeLessThan(before);
  expect(await size('h1')).toBeGreaterThan(normal);
  await expect.poll(said).toEqual([expect.stringContaining('Ông/bà cần làm việc gì?')]);
  await page.getByRole('button', { name: 'Nghe đọc' }).tap();
  await expect.poll(async () => (await said()).length).toBe(2);
  await look(page, 'elder-start');
  await take(page, 'Từ đủ 60 tuổi');
  expect(new URL(page.url()).searchParams.get('to')).toBe('1');
  await expect.poll(async () => (await said()).join()).toMatch(/Số của ông\/bà.*A\d{3}/);
  await look(page, 'elder-ticket');
  await page.getByRole('link', { name: 'Xong, mời người tiếp theo' }).tap();
  await page.waitForURL('**/kiosk?lang=vi');
  expect(await page.locator('[data-elder]').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('a spoken need stands in the box to be corrected; without recognition there is no button', async () => {
  const { page, context } = await openKiosk(async (fresh) => {
    await fresh.addInitScript(() => {
      class Ear extends EventTarget {
        lang = '';
        onresult: ((event: object) => void) | null = null;
        onend: (() => void) | null = null;
        start() {
          this.onresult?.({ results: [[{ transcript: `làm khai sinh cho con (${this.lang})` }]] });
          this.onend?.();
        }
      }
      Object.assign(window, { SpeechRecognition: Ear });
    });
  });
  await page.getByRole('button', { name: 'Bấm rồi nói' }).tap();
  expect(await page.getByRole('searchbox').inputValue()).toBe('làm khai sinh cho con (vi-VN)');
  expect(await page.locator('[data-voice-note]').textContent()).toContain('Lời nói không được lưu lại');
  await page.getByRole('searchbox').fill('khai tử');
  await go(page, 'Tìm', '**/kiosk/tim?q=khai*');
  await context.close();
  const without = await openKiosk(async (fresh) => {
    await fresh.addInitScript(() => {
      Object.assign(window, { SpeechRecognition: undefined, webkitSpeechRecognition: undefined });
    });
  });
  expect(await without.page.getByRole('button', { name: 'Bấm rồi nói' }).count()).toBe(0);
  await without.context.close();
});

test('paper that does not come: the number stands on the screen, and it is printed again', async () => {
  const { page, errors, context } = await openKiosk();
  await take(page, 'Không, lấy số thường');
  const number = (await page.locator('.slip-number').textContent()) ?? '';
  expect(await page.locator('[data-live-region=slip]').textContent()).toContain('Không in giấy');
  const token = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const jobId = newId();
  await site.t.owner.query(
    `INSERT INTO ticket_slips (print_job_id, ticket_id, centre_id, state, changed_at)
     SELECT $1, id, centre_id, 'queued', now() FROM tickets WHERE token = $2`,
    [jobId, token],
  );
  const move = (state: 'printing' | 'failed' | 'done') =>
    inTransaction(ctx, system, (tx) =>
      slipMoved(ctx, { jobId, state }, { tx, actor: system, at: ctx.clock.now() }),
    );
  await move('printing');
  await page.getByText(`Đang in phiếu ${number}`).waitFor();
  await move('failed');
  await page.getByText(`Không in được, số của ông/bà là ${number}`).waitFor();
  await page.getByRole('button', { name: 'In lại' }).waitFor();
  expect(await page.locator('.kiosk-codes .qr').first().isVisible()).toBe(true);
  await look(page, 'paper-fault');
  await move('done');
  await page.getByText(`Đã in phiếu ${number}`).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a call for help reaches the officers and the answer reaches the kiosk', async () => {
  const { page, context } = await openKiosk();
  const desk = await newVisitor(browser, { baseURL: site.url, size: 'desk' });
  await site.signIn(desk.page, 'tiepnhan1');
  await desk.page.goto('/can-bo/tro-giup');
  await page.getByRole('button', { name: 'Gọi cán bộ đến giúp' }).tap();
  await page.locator('[data-help=called]').waitFor();
  await desk.page.getByRole('button', { name: 'Tôi đến' }).click();
  await page.locator('[data-help=coming]').waitFor();
  expect(await page.locator('[data-help=coming]').textContent()).toContain('đang đến giúp ông/bà');
  await expectAccessible(desk.page);
  await shot(desk.page, 'help-desk');
  await desk.page.getByRole('button', { name: 'Đã giúp xong' }).click();
  await page.getByRole('button', { name: 'Gọi cán bộ đến giúp' }).waitFor();
  await desk.context.close();
  await context.close();
});
