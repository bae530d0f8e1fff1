import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { fillIntake, type Officer, officerAt, receive, refOnPage } from './support/desk.ts';
import { BIRTH, PENSION } from './support/life.ts';
import { openSite } from './support/site.ts';

/** Story D. What goes otherwise: refused, withdrawn, stopped, corrected, printed again, pressed twice, decided twice. */
const site = await openSite('2026-06-22T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const PERSON = { name: 'Đinh Văn Ví Dụ Đổi Ý', idNumber: '038085000999', phone: '0900000999' };

let counter: Officer;
let justice: Officer;
let head: Officer;

beforeAll(async () => {
  counter = await officerAt(browser, site, 'tiepnhan1');
  justice = await officerAt(browser, site, 'chuyenvien.tp');
  head = await officerAt(browser, site, 'truongphong.vp');
});

async function stored(ref: string) {
  const { rows } = await t.owner.query<{
    id: string;
    number: string | null;
    status: number;
    procedure: string;
    decision: { outcome: string } | null;
    runs: readonly unknown[];
  }>(
    `select id, number, status, state->'procedure'->>'code' as procedure, state->'decision' as decision, state->'runs' as runs
     from dossiers where number = $1 or id::text = $1`,
    [ref],
  );
  return rows[0];
}

async function formsOf(ref: string): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ form: string }>(
    'select form from documents where subject_id = $1 order by drawn_at, form',
    [(await stored(ref))?.id],
  );
  return rows.map(({ form }) => form);
}

async function count(table: 'dossiers' | 'dossier_events'): Promise<number> {
  return (await t.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;
}

async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, `d-${name}`);
}

test('refused at the counter: asks for the reason, then gives Mẫu 03; no number is used up', async () => {
  const { page } = counter;
  await fillIntake(counter, BIRTH, PERSON);
  await page.getByRole('button', { name: 'Từ chối' }).click();
  await page.getByRole('heading', { name: /Phiếu từ chối tiếp nhận/ }).waitFor();
  await page.getByRole('button', { name: 'Từ chối và in phiếu' }).click();
  await page.getByText('Xin ghi lý do từ chối.').first().waitFor();
  expect(await page.getByLabel('Họ và tên').inputValue(), 'kept').toBe(PERSON.name);
  expect(await count('dossiers'), 'nothing written').toBe(0);
  await look(page, 'refuse-no-reason');
  await page
    .getByLabel('Lý do từ chối')
    .fill('Việc này thuộc thẩm quyền của UBND xã nơi cư trú của người mẹ; mời ông/bà đến đó.');
  await page.getByRole('button', { name: 'Từ chối và in phiếu' }).click();
  await page.getByText(/^Đã ghi: từ chối tiếp nhận/).waitFor();
  const ref = refOnPage(page);
  expect(await stored(ref)).toMatchObject({ status: 3, number: null });
  expect(await formsOf(ref)).toEqual(['03']);
  expect(await visibleText(page)).not.toContain('Lưu tạm tại quầy');
  await look(page, 'refused');
});

test('two presses on "receive" make one dossier, with script and when the same form is sent twice', async () => {
  const { page } = counter;
  const before = await count('dossiers');
  await fillIntake(counter, BIRTH, { ...PERSON, name: 'Đinh Thị Ví Dụ Bấm Đúp' });
  await page.getByRole('button', { name: /Tiếp nhận và in/ }).dblclick();
  await page.getByText('Đã ghi: tiếp nhận').waitFor();
  expect(await count('dossiers')).toBe(before + 1);

  await fillIntake(counter, BIRTH, { ...PERSON, name: 'Đinh Thị Ví Dụ Gửi Hai Lần' });
  const form = await page.locator('form[data-guard]').evaluate((element) => {
    const data = new URLSearchParams({ do: 'receive' });
    for (const [name, value] of new FormData(element instanceof HTMLFormElement ? element : undefined)) {
      data.append(name, String(value));
    }
    return data.toString();
  });
  const send = () =>
    page.context().request.post('/can-bo/ho-so/moi', {
      data: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site.url },
      maxRedirects: 0,
    });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303]);
  expect(new Set(answers.map((answer) => answer.headers()['location'])).size).toBe(1);
  expect(await count('dossiers')).toBe(before + 2);
});

test('the wrong procedure is corrected with a trace and the same number; the receipt is printed again', async () => {
  const number = await receive(counter, BIRTH, { ...PERSON, name: 'Đinh Văn Ví Dụ Nhầm Việc' });
  await counter.open(number);
  await counter.begin('Sửa thủ tục', { 'Mã thủ tục': PENSION, 'Lý do': 'Chọn nhầm thủ tục khi tiếp nhận' });
  await look(counter.page, 'correct');
  await counter.confirm();
  expect(await stored(number)).toMatchObject({ procedure: PENSION, number, runs: [{}, {}] });
  const seen = await visibleText(counter.page);
  expect(seen).toContain('Chọn nhầm thủ tục khi tiếp nhận');
  expect(seen).toMatch(/Chứng thực chữ ký/);
  await look(counter.page, 'corrected');

  await counter.act(number, 'In lại giấy tiếp nhận', { 'Lý do': 'Công dân làm ướt giấy' });
  const href = await counter.page.locator('[data-print-href] a').getAttribute('href');
  expect((await counter.page.context().request.get(href ?? '')).headers()['content-type']).toContain('pdf');
  expect((await formsOf(number)).filter((form) => form === '01').length).toBeGreaterThanOrEqual(2);
  expect(await visibleText(counter.page)).toContain('Công dân làm ướt giấy');

  await counter.act(number, 'Rút hồ sơ', { 'Lý do': 'Không còn nhu cầu' });
  expect(await stored(number)).toMatchObject({ status: 7 });
  expect((await formsOf(number)).at(-1)).toBe('05');
  await look(counter.page, 'withdrawn');
  const { page: phone } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await phone.goto(`/tra-cuu?so=${number}&ma=0999`);
  expect(await visibleText(phone)).toContain('Hồ sơ đã được rút theo yêu cầu');
  await look(phone, 'phone-withdrawn');
});

test('processing is stopped with its legal basis; without one the form says so and nothing is written', async () => {
  const number = await receive(counter, BIRTH, { ...PERSON, name: 'Đinh Văn Ví Dụ Dừng Lại' });
  await counter.act(number, 'Hoàn thành bước');
  await justice.act(number, 'Nhận bàn giao');
  await head.open(number);
  const before = await count('dossier_events');
  await head.begin('Dừng giải quyết', { 'Lý do': 'Tòa án đang giải quyết tranh chấp' });
  await head.page
    .locator('#lam')
    .getByRole('button', { name: /^Xác nhận/ })
    .click();
  await head.page.locator('#error-summary').waitFor();
  expect(await count('dossier_events')).toBe(before);
  expect(await visibleText(head.page)).toContain('Xin điền mục này.');
  await look(head.page, 'stop-no-basis');
  await head.page.locator('#lam').getByLabel('Căn cứ pháp lý').fill('Thông tư 03/2025/TT-VPCP Điều 7');
  await head.confirm();
  expect(await stored(number)).toMatchObject({ status: 8 });
  expect((await formsOf(number)).at(-1)).toBe('05');
  expect(await visibleText(head.page)).toContain('Dừng xử lý');
});

test('two officers decide at once: one decision, and one page that says who was first and what may be done', async () => {
  const number = await receive(counter, BIRTH, { ...PERSON, name: 'Đinh Văn Ví Dụ Hai Người' });
  await counter.act(number, 'Hoàn thành bước');
  await justice.act(number, 'Nhận bàn giao');
  const both = [
    { officer: justice, entries: { 'Kết quả': 'Đồng ý giải quyết', 'Nội dung quyết định': 'Đủ điều kiện' } },
    {
      officer: head,
      entries: { 'Kết quả': 'Từ chối giải quyết (Mẫu 03)', 'Nội dung quyết định': 'Không đủ điều kiện' },
    },
  ] as const;
  for (const { officer, entries } of both) {
    await officer.open(number);
    await officer.begin('Ghi quyết định', entries);
  }
  await Promise.all(
    both.map(async ({ officer: { page } }) => {
      await page
        .locator('#lam')
        .getByRole('button', { name: /^Xác nhận/ })
        .click();
      await page
        .getByText(/^Đã ghi: /)
        .or(page.getByRole('alert'))
        .first()
        .waitFor();
    }),
  );
  const pages = await Promise.all(both.map(async ({ officer }) => visibleText(officer.page)));
  expect(pages.filter((text) => text.startsWith('Đã ghi: ghi quyết định'))).toHaveLength(1);
  const [conflict] = pages.filter((text) => !text.startsWith('Đã ghi:'));
  expect(conflict).toMatch(/đã ghi quyết định lúc 08:00[\s\S]*Việc làm được lúc này/);
  const loser = pages[0] === conflict ? justice : head;
  await look(loser.page, 'conflict');
  const { rows } = await t.owner.query(
    "select 1 from dossier_events e join dossiers d on d.id = e.dossier_id where d.number = $1 and e.type = 'decided'",
    [number],
  );
  expect(rows).toHaveLength(1);
  expect([...counter.errors, ...justice.errors, ...head.errors]).toEqual([]);
});
