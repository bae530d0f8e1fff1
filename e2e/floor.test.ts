import { beforeAll, expect, test } from 'vitest';
import { listCounters } from '#modules/agencies/queries.ts';
import { getExample } from '#modules/identity/queries/example.ts';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { openCounter } from '#modules/queue/commands/mind-counter.ts';
import { IssueInput } from '#modules/queue/schema.ts';
import { expectAccessible, expectFits, openBrowser, SIZES, shot } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { openSite } from './support/site.ts';

/** The director of a centre on a busy Monday: looks on, moves a counter, plans tomorrow, asks what if, reads the day. */
const site = await openSite('2026-05-04T07:40:00+07:00');
const browser = await openBrowser();
const FLOOR = '/can-bo/sanh-truc';

const { system } = await getExample(site.t.ctx);
const counters = await listCounters(site.t.ctx, system);
const [first = '', second = ''] = counters.map(({ id }) => id);

async function comes(fieldGroup: string, priority?: string): Promise<void> {
  const input = IssueInput.parse(priority === undefined ? {} : { priority });
  await issueTicket(site.t.ctx, system, input, { source: 'kiosk', fieldGroup });
}

beforeAll(async () => {
  await openCounter(site.t.ctx, system, first);
  await openCounter(site.t.ctx, system, second);
  for (let minute = 0; minute < 80; minute += 1) {
    await comes(minute % 3 === 0 ? 'Đất đai' : 'Hộ tịch', minute % 8 === 0 ? 'elderly' : undefined);
    if (minute % 5 === 0) {
      await callNext(site.t.ctx, system, { counterId: first });
    }
    if (minute % 7 === 0) {
      await callNext(site.t.ctx, system, { counterId: second });
    }
    site.t.clock.tick({ minutes: 1 });
  }
});

test('the floor follows a counter that calls, without a reload; a counter is moved and given to an officer', async () => {
  const { page, errors, visit } = await officerAt(browser, site, 'giamdoc');
  await visit(FLOOR);
  const row = page.getByRole('row', { name: /^Quầy 2/ });
  await row.waitFor();
  await expectAccessible(page);
  await shot(page, 'floor');
  const before = await row.locator('.code').textContent();
  await page.evaluate(() => {
    document.body.dataset['kept'] = 'yes';
  });
  const { ticket } = await callNext(site.t.ctx, system, { counterId: second });
  expect(ticket?.number).not.toBe(before);
  await expect.poll(() => row.locator('.code').textContent()).toBe(ticket?.number);
  expect(await page.locator('body[data-kept]').count(), 'the page was not loaded again').toBe(1);

  await page
    .getByRole('row', { name: /^Quầy 3/ })
    .getByRole('link', { name: 'Điều hành' })
    .click();
  await page.getByRole('heading', { name: 'Điều hành quầy 3' }).waitFor();
  await expectAccessible(page);
  await shot(page, 'floor-counter');
  await page.getByRole('group', { name: /^A/ }).getByLabel('Phục vụ chính').check();
  await page.getByRole('button', { name: 'Chuyển quầy' }).click();
  await page.getByRole('status').getByText('Đã ghi.').waitFor();
  await page.getByLabel('Chọn cán bộ').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Giao quầy' }).click();
  await page.getByText('đang trống').waitFor();
  await page.getByRole('link', { name: 'Về sảnh' }).click();
  await page.getByRole('row', { name: /^Quầy 3.*đang trống/ }).waitFor();
  expect(errors).toEqual([]);
});

test('tomorrow is planned, and what if is answered with a picture', async () => {
  const { page, errors, visit } = await officerAt(browser, site, 'giamdoc');
  await visit(`${FLOOR}/ke-hoach`);
  await page.getByLabel('Người trực, ca 1 quầy 1').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Ghi kế hoạch' }).click();
  await page.getByText('Đã ghi kế hoạch.').waitFor();
  await expectAccessible(page);
  await shot(page, 'floor-plan');

  await visit(`${FLOOR}/thu`);
  await page.getByLabel('Quầy số').fill('4');
  await page.getByLabel('Từ', { exact: true }).fill('08:00');
  await page.getByLabel('Gọi số của nhóm').fill('A B');
  await page.getByRole('button', { name: 'Xem kết quả' }).click();
  await page.getByRole('heading', { name: /Chờ trung bình giảm từ \d+ xuống \d+ phút/ }).waitFor();
  await expectAccessible(page);
  await shot(page, 'floor-what-if');

  await visit(`${FLOOR}/ngay`);
  await page.getByRole('heading', { name: 'Ai trực quầy nào' }).waitFor();
  await expectAccessible(page);
  await shot(page, 'floor-day');
  expect(errors).toEqual([]);
});

test('every page of the hall fits a phone', async () => {
  const { page, visit } = await officerAt(browser, site, 'giamdoc');
  await page.setViewportSize(SIZES.phone);
  const asked = '?ngay=2026-05-04&viec=open&quay=4&tu=08:00&den=11:30&nhom=A';
  for (const path of ['', '/quay/3', '/ke-hoach', `/thu${asked}`, '/ngay']) {
    await visit(`${FLOOR}${path}`);
    await expectFits(page);
    await expectAccessible(page);
    await shot(page, `floor-phone${path.split('?')[0]?.replaceAll('/', '-')}`);
  }
});
