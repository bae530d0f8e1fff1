import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { explainRating } from '#modules/feedback/commands/explain-rating.ts';
import { ratingLink } from '#modules/feedback/commands/invite.ts';
import { Level } from '#modules/feedback/schema.ts';
import { citizenOf, rateDossier } from '#modules/feedback/testing.ts';
import { inTransaction } from '#platform/db/tx.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  SIZES,
  shot,
  visibleText,
} from './support/browser.ts';
import { exampleRatings } from './support/rated.ts';
import { openSite } from './support/site.ts';

const site = await openSite('2026-05-04T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
let commune: TestCommune;

async function receive(code = '1.001193') {
  const intake = await commune.intake(code);
  return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
}

/** The address under which a dossier is rated, not rated yet. */
async function address(): Promise<string> {
  const { id } = await receive();
  const visitor = citizenOf(commune);
  return inTransaction(t.ctx, visitor, (tx) => ratingLink(tx, visitor, { dossierId: id }, t.clock.now()));
}

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  let n = 0;
  for (const day of ['2026-03-10', '2026-04-14']) {
    t.clock.set(`${day}T09:00:00+07:00`);
    for (const code of ['1.001193', '1.001193', '2.000884', '2.000884', '2.000635', '2.000635']) {
      for (const level of [3, n % 4 === 0 ? 1 : 2]) {
        const token = await rateDossier(t.ctx, commune, await receive(code), Level.parse(level));
        if (level === 1) {
          await explainRating(t.ctx, citizenOf(commune), token, {
            reasons: ['long-wait'],
            comment: 'Chờ lâu quá, gọi chị Nguyễn Thị Ví Dụ số 0900000003 không ai nghe',
          });
        }
        n += 1;
      }
    }
  }
  t.clock.set('2026-05-04T08:00:00+07:00');
}, 180_000);

describe.each([
  ['off', false],
  ['on', true],
] as const)('a citizen with a phone, script %s', (name, script) => {
  const seen = async (page: Page, what: string) => {
    await expectFits(page);
    if (script) {
      await expectAccessible(page);
    }
    await shot(page, `ratings-${name}-${what}`);
  };

  test('rates, answers one question a page, skips others, leaves a number by consent', async () => {
    const url = await address();
    const { page, context, errors } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script });
    await page.goto(url);
    await page.getByRole('button', { name: 'Không hài lòng', exact: true }).click();
    await seen(page, 'thanks');
    await page.getByRole('link', { name: 'Trả lời thêm 9 câu ngắn' }).click();
    await seen(page, 'question');
    await page.getByRole('button', { name: 'Gửi và sang câu sau' }).click();
    expect(await visibleText(page)).toContain('Xin chọn một câu trả lời');
    await seen(page, 'question-wrong');
    await page.getByRole('radio', { name: 'Muộn hơn hẹn' }).check();
    await page.getByRole('button', { name: 'Gửi và sang câu sau' }).click();
    for (let number = 2; number <= 8; number += 1) {
      expect(await visibleText(page)).toContain(`Câu ${number} trong 9`);
      await page.getByRole('link', { name: 'Bỏ qua câu này' }).click();
    }
    await page.getByLabel('Ý kiến của ông/bà').fill('Quầy 3 đông quá');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await seen(page, 'done');
    await page.goto(url);
    await page.getByRole('link', { name: 'Để lại số điện thoại' }).click();
    await page.getByLabel('Tên ông/bà').fill('Nguyễn Phúc Bảo Thị Hoàng Uyên Phương Ví Dụ');
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0900 000');
    await page.getByLabel('Điều ông/bà chưa hài lòng').fill('Phải đi lại ba lần');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    const wrong = await visibleText(page);
    expect(wrong).toContain('Số điện thoại có 10 số');
    expect(wrong).toContain('Xin đánh dấu đồng ý');
    expect(await page.getByLabel('Điều ông/bà chưa hài lòng').inputValue()).toBe('Phải đi lại ba lần');
    await seen(page, 'contact-wrong');
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0900 000 001');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    expect(await visibleText(page)).toContain('Người đứng đầu đơn vị sẽ gọi');
    await seen(page, 'contact-sent');
    expect(errors).toEqual([]);
    await context.close();
  });
});

test('the director reads figures with samples and intervals, words without names, and takes the table along', async () => {
  const { page, context, errors } = await newVisitor(browser, { baseURL: site.url });
  await site.signIn(page, 'giamdoc');
  await page.goto('/can-bo/danh-gia');
  const text = await visibleText(page);
  expect(text).toMatch(/% hài lòng trong \d+ lượt đánh giá/);
  expect(text).toContain('Với 95 % tin cậy');
  expect(text).toContain('Chờ lâu ở Trung tâm');
  await page.getByText(/^Chờ lâu ở Trung tâm \(\d+\)$/).click();
  const words = await visibleText(page);
  expect(words).toContain('Chờ lâu quá');
  expect(words).not.toMatch(/0900000003|Nguyễn Thị Ví Dụ/);
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'ratings-figures');
  await page.setViewportSize(SIZES.phone);
  await expectFits(page);
  await shot(page, 'ratings-figures-phone');
  const csv = await page.request.get('/can-bo/danh-gia/tai?dang=csv');
  expect(await csv.text()).toContain('Số lượt');
  const xlsx = await page.request.get('/can-bo/danh-gia/tai?dang=xlsx');
  expect((await xlsx.body()).subarray(0, 2).toString()).toBe('PK');
  expect(errors).toEqual([]);
  await context.close();
});

test('the head calls, mends, and closes with what came of it; the task is closed with it', async () => {
  const { contactId } = await exampleRatings(site, commune);
  const { page, context, errors } = await newVisitor(browser, { baseURL: site.url });
  await site.signIn(page, 'giamdoc');
  await page.goto('/can-bo/danh-gia/lien-he');
  await expectAccessible(page);
  await shot(page, 'ratings-follow-ups');
  await page.goto(`/can-bo/danh-gia/lien-he/${contactId}`);
  expect(await page.getByRole('link', { name: /^Mở hồ sơ/ }).count()).toBe(1);
  await page.getByRole('button', { name: 'Kết thúc việc này' }).click();
  expect(await visibleText(page)).toContain('Xin chọn kết quả.');
  await expectAccessible(page);
  await shot(page, 'ratings-follow-up');
  await page.setViewportSize(SIZES.phone);
  await expectFits(page);
  await shot(page, 'ratings-follow-up-phone');
  await page.getByRole('radio', { name: 'Đã xin lỗi' }).check();
  await page.getByLabel('Đã làm gì, người dân nói gì').fill('Đã gọi, xin lỗi, người dân đồng ý');
  await page.getByRole('button', { name: 'Kết thúc việc này' }).click();
  expect(await visibleText(page)).toContain('người dân đồng ý');
  const { rows } = await t.owner.query('select state from tasks where source_ref = $1', [contactId]);
  expect(rows).toEqual([{ state: 'closed' }]);
  expect(errors).toEqual([]);
  await context.close();
});

test('the administrator dates the settings; what makes no sense is named', async () => {
  const { page, context, errors } = await newVisitor(browser, { baseURL: site.url });
  await site.signIn(page, 'quantri');
  await page.goto('/can-bo/danh-gia/cai-dat');
  await page.getByLabel('So sánh từ bao nhiêu lượt đánh giá').fill('5');
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  const wrong = await visibleText(page);
  expect(wrong).toContain('Dưới 30 lượt');
  expect(wrong).toContain('Xin ghi văn bản làm căn cứ.');
  await expectAccessible(page);
  await page.setViewportSize(SIZES.phone);
  await expectFits(page);
  await shot(page, 'ratings-settings-phone');
  await page.getByLabel('So sánh từ bao nhiêu lượt đánh giá').fill('40');
  await page.getByRole('radio', { name: /Có tính/ }).check();
  await page.getByLabel('Văn bản làm căn cứ').fill('Quy chế số 12 của Trung tâm');
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await page.goto('/can-bo/danh-gia');
  expect(await visibleText(page)).toContain('Thang cũ, chỉ dùng nội bộ (không phải số liệu chính thức)');
  expect(errors).toEqual([]);
  await context.close();
});
