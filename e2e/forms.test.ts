import type { Page } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { getDossier } from '#modules/dossiers/queries.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { answerForm } from '#modules/preparations/commands/answer-form.ts';
import { openAtCounter } from '#modules/preparations/commands/open-at-counter.ts';
import { switchFiling } from '#modules/preparations/commands/settings.ts';
import { getHeld } from '#modules/preparations/queries.ts';
import { begin, fill, photograph } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import { expectFits, newVisitor, openBrowser, shot, visibleText } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { LONG_NAME } from './support/life.ts';
import { openSite } from './support/site.ts';
import { answerPeople, bePatient, chooseResult, draftOf, go } from './support/walk-a.ts';
import { unpack } from './support/zip.ts';

/**
 * A form with a condition built in the administration and tried: the same wrong answers are refused with the same words, script off and
 * on; then filed by a citizen as a dossier.
 */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const LIST = '/can-bo/quan-tri/bieu-mau';
const CODE = 'don-thu';
/** Changing what is grown on rice land: received online, one paper, no form of its own. */
const PROCEDURE = '1.008004';
const commune = await testCommune(site.t.ctx);
let words: readonly string[] = [];

async function administrator(script: boolean): Promise<Page> {
  const { page } = await newVisitor(browser, { baseURL: site.url, script, size: script ? 'desk' : 'phone' });
  await site.signIn(page, 'quantri');
  return page;
}

async function press(page: Page, viec: string): Promise<void> {
  await page.locator(`button[name="viec"][value="${viec}"]`).last().click();
}

async function row(page: Page, at: number, cells: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(cells)) {
    const input = page.locator(`[name="rows.${at}.${name}"]`);
    const tag = await input.evaluate((node) => node.tagName);
    const folded = page.locator(`#dong-${at + 1} details:not([open]) summary`);
    if (['when', 'checks'].includes(name) && (await folded.count()) > 0) {
      await folded.click();
    }
    await (tag === 'SELECT' ? input.selectOption(value) : input.fill(value));
  }
}

/** Answers the first page, sends the second wrong, and gives the words of the refusal. The first page of the form is open. */
async function refusedWords(page: Page): Promise<readonly string[]> {
  await page.getByLabel('Có', { exact: true }).check();
  await page.getByRole('button', { name: 'Tiếp tục' }).last().click();
  await page.locator('[name="ngay-gieo.day"]').fill('31');
  await page.locator('[name="ngay-gieo.month"]').fill('4');
  await page.locator('[name="ngay-gieo.year"]').fill('2020');
  await page.getByRole('button', { name: 'Tiếp tục' }).last().click();
  await page.locator('#error-summary').waitFor();
  expect(await page.locator('[name="ngay-gieo.day"]').inputValue()).toBe('31');
  return page.locator('#error-summary li').allInnerTexts();
}

test('built by form posts alone, refused alike with script off and on, published', async () => {
  const plain = await administrator(false);
  await plain.goto(LIST);
  await plain.locator('#tao-moi summary').click();
  await plain.locator('#tao-moi [name="name"]').fill('Đơn thử điều kiện');
  await plain.locator('#tao-moi [name="code"]').fill(CODE);
  await plain.locator('#tao-moi button').click();
  await plain.locator('[name="source"]').fill('Quy định của trung tâm');
  await plain.locator('[name="procedures"]').fill(PROCEDURE);
  await row(plain, 0, { label: 'Thửa ruộng đang có lúa không?', key: 'co-lua' });
  await row(plain, 1, { kind: 'yes-no', label: 'Đang có lúa', key: 'co-lua' });
  await press(plain, 'add-page:0');
  await row(plain, 2, { label: 'Gieo ngày nào?', key: 'gieo', when: 'ngay-gieo có trả lời' });
  await row(plain, 3, { kind: 'day', label: 'Ngày gieo', key: 'ngay-gieo', checks: 'không sau hôm nay' });
  await press(plain, 'publish');
  expect(await plain.locator('#error-summary').textContent()).toContain('được hỏi cùng trang hoặc sau đó');
  await row(plain, 2, { when: 'co-lua là có' });
  await press(plain, 'save');
  await expectFits(plain);

  await plain.goto(`${LIST}/${CODE}/thu`);
  const withoutScript = await refusedWords(plain);
  const scripted = await administrator(true);
  let posts = 0;
  scripted.on('request', (request) => {
    posts += request.method() === 'POST' && request.url().endsWith('/thu') ? 1 : 0;
  });
  await scripted.goto(`${LIST}/${CODE}/thu`);
  const withScript = await refusedWords(scripted);
  expect(withScript).toEqual(withoutScript);
  expect(withScript).toEqual([expect.stringContaining('ngày này không có trong lịch')]);
  // Only the first page was sent: the second was refused in the browser.
  expect(posts).toBe(1);

  await plain.goto(`${LIST}/${CODE}`);
  await press(plain, 'publish');
  await plain.goto('/bieu-mau');
  expect(await visibleText(plain)).toContain('Đơn thử điều kiện');
  words = withoutScript;
});

/** What a drawn paper says, in one line. */
async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.normalize('NFC').replaceAll(/\s+/g, ' ');
}

/** The text of the form that lies in the dossier, filled in, to be signed. */
async function formInDossier(id: string): Promise<string> {
  const { dossier } = await getDossier(site.t.ctx, commune.person('tiepnhan1'), { id });
  const paper = dossier.papers.find(({ key }) => key === 'to-khai-dien-san');
  expect(paper?.name).toBe('Tờ khai điền sẵn: Đơn thử điều kiện');
  const file = await openFile(site.t.ctx, commune.person('tiepnhan1'), paper?.files[0] ?? '');
  return textOf(file.bytes);
}

test('filed by a citizen through the preparation where that is switched on, and brought: the dossier holds the values', async () => {
  const { t } = site;
  await switchFiling(t.ctx, commune.person('quantri'), { procedureCode: PROCEDURE, on: 'yes' });
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  bePatient(page);
  await page.goto(`/thu-tuc/${PROCEDURE}`);
  await page.getByRole('link', { name: 'Chuẩn bị hồ sơ ở nhà' }).click();
  await page.getByRole('button', { name: 'Bắt đầu chuẩn bị' }).click();
  const draft = draftOf(page);
  await answerPeople(page, LONG_NAME);
  // The builder, the trial and the citizen's own page refuse with the same words.
  expect(await refusedWords(page)).toEqual(words);
  await page.locator('[name="ngay-gieo.day"]').fill('30');
  await go(page);
  await page.waitForURL('**/giay-to/*');
  await page.locator('input[value="photo"]').check();
  await go(page);
  const image = { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photograph(300)) };
  await page.locator('#f-file').setInputFiles(image);
  await page.getByRole('button', { name: 'Gửi' }).click();
  await page.locator('.photo').first().waitFor();
  await chooseResult(page, draft);
  await expectFits(page);
  await shot(page, 'forms-summary');
  const pdf = await page.request.get(`${draft}/to-khai.pdf`);
  expect(await textOf(await pdf.body())).toContain('30/04/2020');
  const word = unpack(await (await page.request.get(`${draft}/to-khai.docx`)).body());
  expect(word.get('word/document.xml')?.toString('utf8')).toContain('30/04/2020');
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();
  await page.getByText('Ông/bà đã nộp hồ sơ này').waitFor();
  await shot(page, 'forms-filed');
  const officer = await officerAt(browser, site, 'tiepnhan1');
  await officer.visit('/can-bo/ho-so-chuan-bi');
  await officer.page.getByRole('row').filter({ hasText: LONG_NAME }).getByRole('link').first().click();
  await officer.page.getByRole('heading', { name: 'Tờ khai người dân đã điền' }).waitFor();
  expect(await visibleText(officer.page)).toContain('30/04/2020');
  await shot(officer.page, 'forms-desk');
  const filed = await t.owner.query<{ id: string }>(
    "select dossier_id as id from preparations where state = 'filed'",
  );
  expect(await formInDossier(filed.rows[0]?.id ?? '')).toContain('30/04/2020');

  // Another one, brought to the counter.
  const visitor = { kind: 'public', centreId: commune.centreId } as const;
  const token = await begin(t.ctx, visitor, PROCEDURE);
  await fill(t.ctx, visitor, token, { c1: 'original' });
  const answer = (key: string, posted: object) =>
    answerForm(t.ctx, visitor, token, { key, posted, press: null });
  await answer('co-lua', { 'co-lua': 'yes' });
  const gieo = { day: '1', month: '5', year: '2021' };
  const day = Object.entries(gieo).map(([part, value]) => [`ngay-gieo.${part}`, value] as const);
  expect((await answer('gieo', Object.fromEntries(day))).issues).toEqual([]);
  const { preparation } = await getHeld(t.ctx, visitor, token);
  const input = { code: preparation.code, requestId: newRequestId() };
  const opened = await openAtCounter(t.ctx, commune.person('tiepnhan1'), input);
  expect(await formInDossier(opened.dossierId)).toContain('01/05/2021');
});
