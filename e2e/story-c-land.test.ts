import { beforeAll, expect, test } from 'vitest';
import { oversightModule } from '#modules/oversight/index.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { type Officer, officerAt, receive } from './support/desk.ts';
import { openSite } from './support/site.ts';

/**
 * Story C. A first land certificate: six steps in two units with a budget each, handed over and accepted, sent back once,
 * going to be late, warned of before it is, an apology a day ahead, ended late against its first date and counted so.
 */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const LAND = '1.115520';
const OWNER = { name: 'Hoàng Văn Ví Dụ Có Đất', idNumber: '038070000888', phone: '0900000888' };

let counter: Officer;
let land: Officer;
let head: Officer;
let number = '';
let due = '';

beforeAll(async () => {
  counter = await officerAt(browser, site, 'tiepnhan1');
  land = await officerAt(browser, site, 'chuyenvien.kt');
  head = await officerAt(browser, site, 'truongphong.kt');
});

interface Stored {
  readonly status: number;
  readonly outcome: string | null;
  readonly runs: readonly { readonly due: string; readonly originalDue: string }[];
  readonly steps: readonly { readonly unitName: string; readonly minutes: number }[];
  readonly extension: { readonly fromDue: string; readonly newDue: string } | null;
}

async function stored(): Promise<Stored> {
  const { rows } = await t.owner.query<Stored>(
    `select status, outcome, state->'runs' as runs, state->'steps' as steps, state->'extension' as extension
     from dossiers where number = $1`,
    [number],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new Error(`no dossier ${number}`);
  }
  return row;
}

async function checkTerms(): Promise<void> {
  await oversightModule.tasks?.['oversight.check-terms']?.(t.ctx, {});
}

test('received: six steps in two units and the leaders, each with its budget', async () => {
  number = await receive(counter, LAND, OWNER);
  const { steps, runs } = await stored();
  expect(steps).toHaveLength(6);
  expect(steps.every(({ minutes }) => minutes > 0)).toBe(true);
  expect(new Set(steps.map(({ unitName }) => unitName)).size).toBeGreaterThanOrEqual(2);
  due = runs[0]?.due ?? '';
  expect(due).toBe('2026-05-28T10:30:00Z');
  expect(await visibleText(counter.page)).toContain('Thẩm định hồ sơ, kiểm tra thực địa');
  await shot(counter.page, 'c-received');
});

test('handed over, sent back once with a reason, handed over again and accepted', async () => {
  await counter.act(number, 'Hoàn thành bước');
  await counter.open(number);
  expect(await visibleText(counter.page)).toContain('Đang bàn giao cho Phòng Kinh tế');
  await land.visit('/can-bo');
  expect(await visibleText(land.page)).toMatch(/Chờ tôi nhận/);
  await land.act(number, 'Nhận bàn giao');
  await land.open(number);
  await land.begin('Trả lại', { 'Lý do': 'Thiếu mảnh trích đo bản đồ địa chính' });
  await shot(land.page, 'c-send-back');
  await land.confirm();
  await counter.open(number);
  expect(await visibleText(counter.page)).toContain('Thiếu mảnh trích đo bản đồ địa chính');
  await shot(counter.page, 'c-sent-back');
  await counter.act(number, 'Nhận bàn giao');
  await counter.act(number, 'Hoàn thành bước');
  await land.act(number, 'Nhận bàn giao');
  const { rows } = await t.owner.query<{ sent: string }>(
    `select h->>'reason' as sent from dossiers, jsonb_array_elements(state->'handOvers') h where h->>'kind' = 'back'`,
  );
  expect(rows).toEqual([{ sent: 'Thiếu mảnh trích đo bản đồ địa chính' }]);
});

test('it will be late: the officer, then the head of the unit are warned before it is', async () => {
  await land.visit('/can-bo/nhac-viec');
  expect(await visibleText(land.page)).toContain('Không có hồ sơ nào cần nhắc');
  t.clock.set('2026-05-26T14:00:00+07:00');
  await checkTerms();
  await land.visit('/can-bo/nhac-viec');
  expect(await visibleText(land.page)).toContain(number);
  await expectAccessible(land.page);
  await shot(land.page, 'c-notices-officer');
  t.clock.set('2026-05-27T13:45:00+07:00');
  await checkTerms();
  await head.visit('/can-bo/nhac-viec');
  expect(await visibleText(head.page)).toContain(number);
  const { rows } = await t.owner.query<{ level: string; kind: string; created_at: Date }>(
    "select distinct level from warnings where kind = 'term' order by level",
  );
  expect(rows.map(({ level }) => level)).toEqual(expect.arrayContaining(['officer', 'unit-head']));
  const before = (await t.owner.query('select 1 from warnings')).rows.length;
  await checkTerms();
  expect((await t.owner.query('select 1 from warnings')).rows, 'each warning once').toHaveLength(before);
  const chairman = await officerAt(browser, site, 'chutich', 'phone');
  await chairman.visit('/can-bo/theo-doi');
  const board = await visibleText(chairman.page);
  expect(board).toMatch(/sẽ trễ/);
  expect(board).toContain(number);
  await expectAccessible(chairman.page);
  await expectFits(chairman.page);
  await shot(chairman.page, 'c-watch-phone');
});

test('an apology with a new date a day ahead, by the head, once', async () => {
  await land.open(number);
  expect(await land.page.locator('a[data-action="Xin lỗi và hẹn lại"]').count()).toBe(0);
  await head.act(number, 'Xin lỗi và hẹn lại', {
    'Ngày hẹn mới': '2026-06-05',
    'Lý do': 'Phải kiểm tra lại ranh giới ngoài thực địa',
  });
  expect(await head.page.locator('[data-print-href] a').textContent()).toMatch(/xin lỗi/i);
  await shot(head.page, 'c-apology');
  expect(await stored()).toMatchObject({ extension: { fromDue: due, newDue: '2026-06-05T10:30:00Z' } });
  await head.open(number);
  expect(await head.page.locator('a[data-action="Xin lỗi và hẹn lại"]').count(), 'once only').toBe(0);

  const { page: phone } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await phone.goto(`/tra-cuu?so=${number}&ma=0888`);
  const seen = await visibleText(phone);
  expect(seen).toMatch(/hẹn trả trước 17:30 thứ Sáu 05\/06\/2026/);
  expect(seen).toMatch(/Hẹn lần đầu: 17:30 thứ Năm 28\/05\/2026/);
  await expectFits(phone);
  await shot(phone, 'c-phone-apology');
});

test('it ends after its first date and is counted late, though before the new one', async () => {
  t.clock.set('2026-06-01T08:00:00+07:00');
  await land.act(number, 'Hoàn thành bước');
  await land.act(number, 'Ghi quyết định', { 'Nội dung quyết định': 'Đủ điều kiện cấp Giấy chứng nhận' });
  await land.act(number, 'Hoàn thành bước');
  await head.act(number, 'Hoàn thành bước');
  const chairman = await officerAt(browser, site, 'chutich');
  await chairman.act(number, 'Ký kết quả');
  await chairman.act(number, 'Hoàn thành bước');
  expect(await stored()).toMatchObject({ status: 9, outcome: 'late', runs: [{ originalDue: due }] });
  await counter.open(number);
  expect(await visibleText(counter.page)).toMatch(/quá hạn/i);
  await shot(counter.page, 'c-ended');

  const { page: citizen } = await newVisitor(browser, { baseURL: site.url });
  await t.runJobs();
  await citizen.goto('/so-lieu');
  const figures = await visibleText(citizen);
  expect(figures, 'one dossier of a field is not published apart').not.toMatch(/Đất đai\s+\d/);
  expect(figures).toMatch(/gộp các lĩnh vực dưới 5 hồ sơ\)\s+0\s+1\s+1\s+0\s+0\s+1/);
  await shot(citizen, 'c-statistics');
  await chairman.visit('/can-bo/thong-ke?tu=2026-05-01&den=2026-06-30&theo=field');
  const report = await visibleText(chairman.page);
  expect(report, 'late by its first date').toMatch(/Đất đai\s+0\s+1\s+1\s+0\s+0\s+1/);
  await shot(chairman.page, 'c-report');
  expect([...counter.errors, ...land.errors, ...head.errors, ...chairman.errors]).toEqual([]);
});
