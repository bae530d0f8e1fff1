import { beforeAll, expect, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { oversightModule } from '#modules/oversight/index.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { type Officer, officerAt } from './support/desk.ts';
import { openSite } from './support/site.ts';

/**
 * A land dossier of six steps drifts over the holidays of April. Officer, head and leader are told in turn, each in office
 * hours; the leader urges, asks for an account and gives it to another; the head apologises with a new date; when the
 * first date has passed, the late list blames the step that used up the time.
 */
const site = await openSite('2026-04-20T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;

let commune: TestCommune;
let admin: Officer;
let land: Officer;
let head: Officer;
let chairman: Officer;
let number = '';

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  admin = await officerAt(browser, site, 'quantri');
  land = await officerAt(browser, site, 'chuyenvien.kt');
  head = await officerAt(browser, site, 'truongphong.kt');
  chairman = await officerAt(browser, site, 'chutich');
});

/** Lets the product look for warnings at a moment, as it does every ten minutes; gives how many were new about dossiers. */
async function look(at: string): Promise<number> {
  const count = async () =>
    (await t.owner.query("select 1 from warnings where subject = 'dossier'")).rowCount ?? 0;
  const before = await count();
  t.clock.set(at);
  await oversightModule.tasks?.['oversight.check-terms']?.(t.ctx, {});
  return (await count()) - before;
}

async function levels(): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ told: string }>(
    "select kind || ':' || level as told from warnings where subject = 'dossier' order by created_at, level",
  );
  return rows.map(({ told }) => told);
}

test('the administrator lets leaders know when a step is a working day over', async () => {
  await admin.visit('/can-bo/quan-tri/nhac-viec');
  await admin.page.locator('[name="step-leader-hours"]').fill('8');
  await admin.page.getByLabel('Áp dụng từ ngày').fill('2026-04-20');
  await admin.page.getByLabel('Văn bản làm căn cứ').fill('Quy chế hoạt động của Trung tâm');
  await admin.page.getByRole('button', { name: 'Ghi quy định' }).click();
  await admin.page.getByText('Đã ghi quy định').waitFor();
  expect(await visibleText(admin.page)).toContain('sau 8 giờ làm việc');
  await expectAccessible(admin.page);
  await shot(admin.page, 'drift-settings');
});

test('received, handed over, accepted; then nothing happens', async () => {
  const intake = await commune.intake('1.115520');
  const { dossier } = await commune.act('tiepnhan2', 'new', { type: 'receive', intake });
  number = dossier.number ?? '';
  t.clock.set('2026-04-20T09:00:00+07:00');
  await commune.act('tiepnhan2', { number }, { type: 'complete-step' });
  t.clock.set('2026-04-20T10:00:00+07:00');
  const { dossier: held } = await commune.act('chuyenvien.kt', { number }, { type: 'accept-hand-over' });
  expect(held.steps).toHaveLength(6);
  // Monday 27 April is off for the Kings' day, 30 April and 1 May are holidays.
  expect(held.runs[0]?.due.toString()).toBe('2026-05-12T10:30:00Z');
  expect(held.visits.at(-1)?.due?.toString()).toBe('2026-04-29T03:00:00Z');
});

test('the officer is told when the step is over, and sees it without touching the page', async () => {
  expect(await look('2026-04-27T09:00:00+07:00'), 'a day off').toBe(0);
  expect(await look('2026-04-29T09:50:00+07:00'), 'not yet').toBe(0);
  await land.visit('/can-bo');
  expect(await land.page.locator('.notice-count .count').isVisible()).toBe(false);
  expect(await look('2026-04-29T10:10:00+07:00')).toBe(1);
  await land.page.locator('.notice-count .count', { hasText: '1' }).waitFor();
  expect(await levels()).toEqual(['step:officer']);
});

test('the head after half a day, the leader after a whole one: over the holidays nobody', async () => {
  expect(await look('2026-04-29T12:30:00+07:00'), 'lunch').toBe(0);
  expect(await look('2026-04-29T15:50:00+07:00'), 'not yet half a day').toBe(0);
  expect(await look('2026-04-29T16:10:00+07:00')).toBe(1);
  expect(await levels()).toEqual(['step:officer', 'step:unit-head']);
  expect(await look('2026-04-29T20:00:00+07:00'), 'at night').toBe(0);
  expect(await look('2026-04-30T09:00:00+07:00'), 'a holiday').toBe(0);
  expect(await look('2026-05-01T15:00:00+07:00'), 'a holiday').toBe(0);
  expect(await look('2026-05-04T09:50:00+07:00'), 'not yet a whole day').toBe(0);
  expect(await look('2026-05-04T10:10:00+07:00')).toBe(1);
  expect(await levels()).toEqual(['step:officer', 'step:unit-head', 'step:leader']);
  await chairman.visit('/can-bo/nhac-viec');
  expect(await visibleText(chairman.page)).toContain(number);
  await shot(chairman.page, 'drift-notices-leader');
});

test('the leader goes from the figure to its dossier, and asks for an account; the officer answers', async () => {
  await chairman.visit('/can-bo/theo-doi');
  await expectAccessible(chairman.page);
  await chairman.page.locator('[data-figure="in-hand"] a').click();
  await chairman.page.getByRole('heading', { name: 'Đang giải quyết: 1 hồ sơ' }).waitFor();
  await chairman.page.getByLabel(`Chọn hồ sơ ${number}`).check();
  await chairman.page.getByLabel('Yêu cầu giải trình').check();
  await chairman.page.getByLabel('Nội dung').fill('Vì sao thẩm định quá ba ngày?');
  await shot(chairman.page, 'drift-list');
  await chairman.page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await chairman.page.getByText('1 trong 1 hồ sơ đã làm').waitFor();
  await expectAccessible(chairman.page);

  await land.visit('/can-bo/nhac-viec');
  expect(await visibleText(land.page)).toContain('Vì sao thẩm định quá ba ngày?');
  await land.page.getByLabel('Nội dung trả lời').fill('Chờ đo lại ranh giới với hộ liền kề');
  await expectAccessible(land.page);
  await shot(land.page, 'drift-answer');
  await land.page.getByRole('button', { name: 'Gửi trả lời' }).click();
  await land.page.getByText('Đã gửi trả lời').waitFor();
  await chairman.visit('/can-bo/nhac-viec');
  expect(await visibleText(chairman.page)).toContain('Chờ đo lại ranh giới với hộ liền kề');
});

test('the leader gives it to another; the warnings of the first are settled, the next is told anew', async () => {
  await chairman.visit('/can-bo/theo-doi/ho-so?xem=in-hand');
  await chairman.page.getByLabel(`Chọn hồ sơ ${number}`).check();
  await chairman.page.getByLabel('Giao lại cho người khác').check();
  const to = commune.person('truongphong.kt').displayName;
  const select = chairman.page.locator('select[name="accountId"]');
  const proposed = await select.locator('option:checked').textContent();
  expect(proposed, 'who has room is proposed with figures').toMatch(/đang giữ \d+ hồ sơ.*\(gợi ý\)/i);
  await select.selectOption(commune.person('truongphong.kt').accountId);
  await chairman.page.getByLabel('Nội dung').fill('Trưởng phòng trực tiếp thẩm định');
  await chairman.page.getByRole('button', { name: 'Gửi', exact: true }).click();
  await chairman.page.getByText(`Đã giao cho ${to}`).waitFor();
  const { rows } = await t.owner.query<{ outcome: string }>(
    "select outcome from warnings where level = 'officer' and account_id = $1",
    [commune.person('chuyenvien.kt').accountId],
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(['reassigned']);
  expect(await look('2026-05-04T14:40:00+07:00')).toBe(1);
  await head.visit('/can-bo/nhac-viec');
  expect(await visibleText(head.page)).toContain('Quá thời gian của bước');
});

test('an apology a day ahead, signed by the head; the citizen reads the new date', async () => {
  t.clock.set('2026-05-08T09:00:00+07:00');
  await head.act(number, 'Xin lỗi và hẹn lại', {
    'Ngày hẹn mới': '2026-05-18',
    'Lý do': 'Phải đo lại ranh giới thửa đất',
  });
  const { rows } = await t.owner.query<{ by: string; via: readonly string[] }>(
    `select state->'extension'->>'by' as by, state->'extension'->'via' as via from dossiers where number = $1`,
    [number],
  );
  expect(rows).toEqual([{ by: commune.person('truongphong.kt').displayName, via: ['page', 'paper'] }]);
  const { page: phone } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await phone.goto(`/tra-cuu?so=${number}&ma=0001`);
  const seen = await visibleText(phone);
  expect(seen).toMatch(/thứ Hai 18\/05\/2026/);
  expect(seen).toMatch(/Hẹn lần đầu: 17:30 thứ Ba 12\/05\/2026/);
});

test('past the first date it is late, and the step that used up the time is named', async () => {
  t.clock.set('2026-05-13T08:00:00+07:00');
  const phone = await officerAt(browser, site, 'chutich', 'phone');
  await phone.visit('/can-bo/theo-doi');
  expect(await visibleText(phone.page)).toMatch(/1 hồ sơ đã trễ/);
  await expectFits(phone.page);
  await shot(phone.page, 'drift-board-phone');
  await chairman.visit('/can-bo/theo-doi');
  await shot(chairman.page, 'drift-board');
  await chairman.page.locator('[data-figure="late"] a').click();
  await chairman.page.getByRole('heading', { name: 'Đã trễ: 1 hồ sơ' }).waitFor();
  const list = await visibleText(chairman.page);
  expect(list).toContain(number);
  expect(list).toMatch(/Thẩm định hồ sơ, kiểm tra thực địa, .*: quá/);
  expect(list).toContain('hẹn lại 17:30 thứ Hai 18/05/2026');
  await chairman.open(number);
  expect(await visibleText(chairman.page)).toMatch(
    /Bước làm hết thời gian: Thẩm định hồ sơ, kiểm tra thực địa/,
  );
  await shot(chairman.page, 'drift-dossier');
  await chairman.visit('/can-bo/thong-ke/danh-sach/late?tu=2026-05-01&den=2026-05-31');
  const report = await visibleText(chairman.page);
  expect(report).toContain(number);
  expect(report, 'the report blames the step and who had it when its time ran out').toMatch(
    new RegExp(`Thẩm định hồ sơ, kiểm tra thực địa.*${commune.person('chuyenvien.kt').displayName}`, 's'),
  );
  await shot(chairman.page, 'drift-report');
  expect([...admin.errors, ...land.errors, ...head.errors, ...chairman.errors, ...phone.errors]).toEqual([]);
});
