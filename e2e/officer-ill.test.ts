import { beforeAll, expect, test } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { createAccount } from '#modules/identity/commands/accounts.ts';
import { getExample } from '#modules/identity/queries/example.ts';
import { newRequestId } from '#platform/id.ts';
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
 * An officer falls ill at 08:00. By 08:05 every dossier of hers has a person, with the reason in its history, and the
 * public duty board is right. Then she comes back: new work returns, what was moved stays unless chosen.
 */
const site = await openSite('2026-05-11T07:40:00+07:00');
const browser = await openBrowser();
const { t } = site;
const example = await getExample(t.ctx);
const commune = await testCommune(t.ctx);
const LAND = '1.115520';
const ILL = example.account('chuyenvien.kt');
const DEPUTY = 'Phạm Văn Ví Dụ Làm Thay';

let director: Officer;
let ill: Officer;
const held: string[] = [];

async function received(): Promise<string> {
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake(LAND),
  });
  await commune.act('tiepnhan1', { id: dossier.id }, { type: 'complete-step' });
  return dossier.id;
}

interface Row {
  readonly id: string;
  readonly number: string;
  readonly status: number;
  readonly holder: string | null;
  readonly offered: string | null;
  readonly why: string | null;
}

async function rowsOf(ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await t.owner.query<Row>(
    `select id, number, status, holder_name as holder, state->'handOvers'->-1->'to'->>'name' as offered,
       coalesce(state->'holder'->>'why', state->'handOvers'->-1->'to'->>'why') as why
     from dossiers where id = any($1) order by number`,
    [ids],
  );
  return rows;
}

async function withHer(): Promise<number> {
  const { rows } = await t.owner.query(
    `select 1 from dossiers where status not in (3, 7, 8, 10) and (holder_account_id = $1 or pending_account_id = $1)`,
    [ILL.id],
  );
  return rows.length;
}

beforeAll(async () => {
  await createAccount(t.ctx, example.staff('quantri'), {
    requestId: newRequestId(),
    username: 'chuyenvien.kt2',
    displayName: DEPUTY,
    position: 'Công chức Địa chính',
    unitId: example.unit('phong-kinh-te').id,
    roles: ['officer'],
  });
  director = await officerAt(browser, site, 'giamdoc');
  ill = await officerAt(browser, site, 'chuyenvien.kt', 'phone');
});

test('the director names her deputy in the grid: draft, check, save', async () => {
  const { page } = director;
  await director.visit('/can-bo/quan-tri/phan-cong?vai=officer');
  await page.getByText('Chỗ trống, chồng chéo trong 30 ngày tới').click();
  expect(await visibleText(page)).toContain(`${ILL.displayName} chưa có người thay thế`);
  await expectAccessible(page);
  await shot(page, 'matrix');
  await page.getByRole('link', { name: 'Sửa bảng phân công' }).click();
  await page.getByLabel('Áp dụng từ ngày').fill('2026-05-11');
  await page.getByLabel('Số quyết định phân công').fill('45/QĐ-UBND');
  await page.getByRole('button', { name: 'Sửa bảng phân công' }).click();
  await page.getByLabel('Thay thế: Đất đai', { exact: true }).selectOption({ label: DEPUTY });
  await expectAccessible(page);
  await shot(page, 'plan-grid');
  await page.getByRole('button', { name: 'Kiểm tra và lưu' }).click();
  expect(await visibleText(page)).toContain(
    `${DEPUTY} thay thế lĩnh vực Đất đai (giải quyết) từ ngày 11/05/2026.`,
  );
  expect(await visibleText(page)).toContain('Bản nháp không gây thêm chỗ trống hay chồng chéo nào.');
  await expectAccessible(page);
  await shot(page, 'plan-check');
  await page.getByRole('button', { name: 'Lưu bảng phân công' }).click();
  await page.getByText('Đã lưu phiên bản 1.').waitFor();
});

test('she holds dossiers of every kind: in work, offered, waiting for the citizen', async () => {
  for (let i = 0; i < 5; i += 1) {
    held.push(await received());
  }
  for (const id of held.slice(0, 3)) {
    await commune.act('chuyenvien.kt', { id }, { type: 'accept-hand-over' });
  }
  const [waiting] = held;
  await commune.act(
    'chuyenvien.kt',
    { id: waiting ?? '' },
    { type: 'request-supplement', items: [{ content: 'Mảnh trích đo', reason: 'Chưa có' }] },
  );
  await commune.act('tiepnhan1', { id: waiting ?? '' }, { type: 'pass-on-supplement' });
  expect(await withHer()).toBeGreaterThanOrEqual(4);
  expect(
    (await rowsOf(held)).every(({ holder, offered }) => [holder, offered].includes(ILL.displayName)),
  ).toBe(true);
});

test('08:00: she reports sick from her phone; by 08:05 every dossier has a person, with reasons', async () => {
  t.clock.set('2026-05-11T08:00:00+07:00');
  const { page } = ill;
  await ill.visit('/can-bo/nghi');
  await expectFits(page);
  await expectAccessible(page);
  await shot(page, 'leave-phone');
  await page.getByLabel('Có mặt lại ngày').fill('2026-05-14');
  await page.getByLabel('Lý do').selectOption({ label: 'ốm' });
  await page.getByRole('button', { name: 'Ghi nhận vắng mặt' }).click();
  await page.getByText('Chờ đến giờ').or(page.getByText('Đang chuyển')).first().waitFor();
  t.clock.set('2026-05-11T08:05:00+07:00');
  await t.runJobs();

  expect(await withHer()).toBe(0);
  for (const row of await rowsOf(held)) {
    expect([row.holder, row.offered], row.number).toContain(DEPUTY);
    expect(row.why, row.number).toContain(`${ILL.displayName} vắng mặt từ 08:00 thứ Hai 11/05/2026`);
    expect(row.why, row.number).toContain(`Làm thay lĩnh vực Đất đai vì ${ILL.displayName} vắng mặt`);
  }
  await ill.visit('/can-bo/ban-giao');
  await page.getByRole('link', { name: ILL.displayName }).click();
  expect(await visibleText(page)).toContain('Tất cả 5 hồ sơ đã có người làm thay.');
  await expectFits(page);
  await expectAccessible(page);
  await shot(page, 'hand-on-phone');
  await director.visit('/can-bo/ban-giao');
  await director.page.getByRole('link', { name: ILL.displayName }).click();
  await shot(director.page, 'hand-on-desk');
});

test('the page of a dossier says who has it and why; its history keeps the trace', async () => {
  const [row] = (await rowsOf(held)).filter(({ holder }) => holder === DEPUTY);
  await director.open(row?.number ?? '');
  const text = await visibleText(director.page);
  expect(text).toContain(DEPUTY);
  expect(text).toContain(`Làm thay lĩnh vực Đất đai vì ${ILL.displayName} vắng mặt`);
  expect(text).toContain(`Phân công cho ${DEPUTY}`);
  await shot(director.page, 'dossier-why');
});

test('the public duty board is right, without script, and new work goes to her deputy', async () => {
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await page.goto('/phan-cong');
  const row = page.locator('tr', { hasText: 'Đất đai' }).first();
  // biome-ignore lint/performance/useDomNodeTextContent: textContent would hold hidden text, too
  const text = await row.innerText();
  expect(text).toContain(`${ILL.displayName}`);
  expect(text).toContain('vắng đến 07:00 thứ Năm 14/05/2026');
  expect(text).toContain(`Hôm nay làm thay: ${DEPUTY}`);
  await expectFits(page);
  await shot(page, 'board-phone');
  const [fresh] = await rowsOf([await received()]);
  expect(fresh?.offered).toBe(DEPUTY);
  const pdf = await page.request.get('/phan-cong.pdf');
  expect(pdf.headers()['content-type']).toContain('application/pdf');
});

test('what is sent back to her meanwhile does not stay with her', async () => {
  const id = held[1] ?? '';
  await commune.act('truongphong.kt', { id }, { type: 'assign', accountId: ILL.id });
  expect(await withHer()).toBe(1);
  await t.runJobs();
  expect(await withHer()).toBe(0);
});

test('back on Thursday: new work returns, moved dossiers stay unless she takes them back', async () => {
  t.clock.set('2026-05-14T08:00:00+07:00');
  const [fresh] = await rowsOf([await received()]);
  expect(fresh?.offered).toBe(ILL.displayName);
  expect(await withHer()).toBe(1);
  const board = await t.as({ kind: 'public', centreId: example.centreId }, { url: '/phan-cong' });
  expect(board.body).not.toContain('Hôm nay làm thay');
  const { page } = director;
  await director.visit('/can-bo/ban-giao');
  await page.getByRole('link', { name: ILL.displayName }).click();
  await page.getByRole('checkbox').first().check();
  await shot(page, 'take-back');
  await page.getByRole('button', { name: 'Nhận lại hồ sơ đã chọn' }).click();
  await page.getByText('Đã nhận lại 1 hồ sơ.').waitFor();
  expect(await withHer()).toBe(2);
  expect(director.errors).toEqual([]);
  expect(ill.errors).toEqual([]);
});
