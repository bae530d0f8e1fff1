import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { changeFollowSettings } from '#modules/follow/commands/settings.ts';
import { saveInboxSettings } from '#modules/national-portal/commands/save-inbox-settings.ts';
import { saveSettings } from '#modules/national-portal/commands/save-settings.ts';
import { SettingsInput } from '#modules/national-portal/schema.ts';
import { InboxSettingsInput } from '#modules/national-portal/schema-inbox.ts';
import { changeAnswers } from '#modules/preparations/commands/answer.ts';
import { getHeld } from '#modules/preparations/queries.ts';
import { fill, photograph } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import { startPortal } from '#simulators/national-portal/start.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { BIRTH, LONG_NAME } from './support/life.ts';
import { layLine } from './support/line.ts';
import { openSite } from './support/site.ts';
import * as walk from './support/walk-a.ts';
import { unpack } from './support/zip.ts';

/**
 * A birth, from the search to the rating, on a telephone on a weak line, with script and without: prepared at home, brought by one
 * scan, completed from the telephone, the result taken, rated. And prepared at home, filed at the portal, alone and with a helper.
 */
const site = await openSite();
const browser = await openBrowser();
const line = await layLine(site.url);
const commune = await testCommune(site.t.ctx);
const portal = await startPortal({ seed: 5 });
afterAll(() => portal.stop());
const photo = Buffer.from(await photograph(700));
const image = (no: number) => ({ name: `IMG_${no}.jpg`, mimeType: 'image/jpeg', buffer: photo });
const counter = await officerAt(browser, site, 'tiepnhan1');
walk.bePatient(counter.page);
await changeFollowSettings(site.t.ctx, commune.person('giamdoc'), { resultDownload: '1', answerHours: 8 });

const ASKED = 'Giấy cam đoan về việc sinh có chữ ký của hai người làm chứng';
const CITIZEN = 'Lê Thị Mẫu';

test('without script, on a weak line: found, prepared, brought, one scan, asked, answered, result, rated', async () => {
  const { page, errors } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await walk.weaken(page);
  await walk.find(page);
  await expectFits(page);
  await shot(page, 'prepare-who');
  const draft = walk.draftOf(page);
  await walk.answerPeople(page, LONG_NAME);
  await walk.answerPapers(page, draft, async () => {
    await shot(page, 'prepare-photo');
    await page.locator('#f-file').setInputFiles([image(1), image(2)]);
    await page.getByRole('button', { name: 'Gửi' }).click();
  });
  await walk.chooseResult(page, draft);
  await expectFits(page);
  await shot(page, 'prepare-summary');
  expect(await visibleText(page)).toContain('Bản nháp');
  const code = await walk.takeCode(page);
  await shot(page, 'prepare-bring');
  expect(await page.getByRole('link', { name: 'Lấy số chờ' }).getAttribute('href')).toBe(
    `/lay-so/viec?thu-tuc=${BIRTH}`,
  );

  await walk.scan(counter, code, LONG_NAME);
  await expectAccessible(counter.page);
  await shot(counter.page, 'prepare-intake');
  const number = await walk.receiveScanned(counter);
  const { rows } = await site.t.owner.query<{ pages: number }>(
    "select f.pages from files f join dossiers d on f.subject_id = d.id::text and f.subject_type = 'dossier' where d.number = $1",
    [number],
  );
  expect(rows).toEqual([{ pages: 2 }]);
  // A later scan says which dossier it is.
  await counter.visit('/can-bo/ho-so-chuan-bi');
  await counter.page.getByLabel('Mã hồ sơ chuẩn bị').fill(code);
  await counter.page.keyboard.press('Enter');
  await counter.page.getByText(/Mã này đã dùng/).waitFor();
  expect(await visibleText(counter.page)).toContain(number);
  await shot(counter.page, 'prepare-used');
  await counter.act(number, 'Yêu cầu bổ sung', { 'Nội dung cần bổ sung': ASKED, 'Lý do': 'Chưa có chữ ký' });

  const home = await walk.follow(page, draft, number);
  await shot(page, 'follow-asked');
  await page.getByRole('link', { name: 'Chụp ảnh và gửi bổ sung' }).click();
  await page.locator('#f-file-0').setInputFiles([image(1), image(2)]);
  await page.getByRole('button', { name: 'Gửi ảnh lên' }).first().click();
  await page.getByText('Trang 2').waitFor();
  await expectFits(page);
  await shot(page, 'follow-photos');
  await page.getByLabel('Nói thêm với Trung tâm').fill('Hộ chiếu xin mang đến sau.');
  await page.getByRole('button', { name: 'Gửi bổ sung cho Trung tâm' }).click();
  await page.getByText('Trung tâm đang kiểm tra').first().waitFor();
  await expectFits(page);
  await shot(page, 'follow-sent');

  await walk.takeFromHome(counter, number);
  await shot(counter.page, 'follow-desk');
  await walk.confirmTaken(counter);
  await walk.finish(site, commune, number);
  await walk.collectAndRate(page, home, draft);
  expect([...errors, ...counter.errors]).toEqual([]);
});

test('with script: a lost line loses nothing, photographs are straightened by keyboard; brought, completed, result, rated', async () => {
  const { page } = await newVisitor(browser, { baseURL: line.url, size: 'phone' });
  await walk.weaken(page);
  await walk.find(page);
  await expectAccessible(page);
  const draft = walk.draftOf(page);
  await page.getByText('Cho tôi', { exact: true }).click();
  await walk.go(page);
  await page.waitForURL('**/hoi/ho-ten');
  await page.getByLabel('Họ và tên người có việc').fill(CITIZEN);
  line.cut();
  await walk.go(page);
  await page.getByText(/chỉ mới lưu trên máy này/).waitFor();
  await expectAccessible(page);
  await shot(page, 'prepare-lost-line');
  line.mend();
  await page.getByRole('button', { name: 'Gửi lại' }).click();
  await page.waitForURL('**/hoi/so-can-cuoc');
  await page.getByLabel('Số căn cước').fill('0380');
  await walk.go(page);
  await page.getByText('ông/bà mới nhập 4').first().waitFor();
  await expectAccessible(page);
  await shot(page, 'prepare-wrong');

  const straighten = async () => {
    const corner = page.getByRole('button', { name: 'Góc trên bên trái' });
    await corner.waitFor();
    await corner.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
    }
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dùng ảnh này' }).press('Enter');
  };
  await walk.answerPapers(page, draft, async () => {
    await page.locator('#f-file').setInputFiles(image(1));
    await straighten();
  });
  await walk.chooseResult(page, draft);
  await expectAccessible(page);
  await walk.scan(counter, await walk.takeCode(page), CITIZEN);
  const number = await walk.receiveScanned(counter);
  const items = [{ content: ASKED, reason: 'Chưa có chữ ký' }];
  await commune.act('tiepnhan1', { number }, { type: 'request-supplement', items });

  const home = await walk.follow(page, draft, number);
  await page.getByRole('link', { name: 'Chụp ảnh và gửi bổ sung' }).click();
  await page.locator('#f-file-0').setInputFiles(image(1));
  await straighten();
  await page.getByText('Trang 1').waitFor();
  await page.getByRole('button', { name: 'Gửi bổ sung cho Trung tâm' }).click();
  await page.getByText('Trung tâm đang kiểm tra').first().waitFor();
  await expectAccessible(page);
  await walk.takeFromHome(counter, number);
  await walk.confirmTaken(counter);
  await walk.finish(site, commune, number);
  await walk.collectAndRate(page, home, draft);
});

const SECRET = 'khoa-bi-mat-vi-du-dai';
const FRONT = 'https://cong.example.vn';

/** The portal knows the procedure and its papers, and hands on at once what is filed there. */
async function openPortal(): Promise<void> {
  const { t, url } = site;
  const admin = commune.person('quantri');
  const outbound = { requestId: newRequestId(), mode: 'relay', base: portal.url };
  await saveSettings(t.ctx, admin, SettingsInput.parse(outbound));
  const inbound = { auth: 'hmac', secret: SECRET, origins: portal.url, ownNetwork: 'yes' };
  const procedurePage = `${FRONT}/thu-tuc/{code}`;
  await saveInboxSettings(
    t.ctx,
    admin,
    InboxSettingsInput.parse({ requestId: newRequestId(), ...inbound, procedurePage }),
  );
  const now = () => t.clock.now().epochMilliseconds / 1000;
  portal.pages.receiver = { url: `${url}/api/v1/portal/dossiers`, secret: SECRET, auth: 'hmac', now };
}

/** From the search to a draft with every paper photographed and the form answered; the questions themselves are walked above. */
async function prepareAll(page: Page): Promise<string> {
  const { t } = site;
  await walk.weaken(page);
  await walk.find(page);
  const draft = walk.draftOf(page);
  const token = draft.split('/').at(-1) ?? '';
  const visitor = { kind: 'public', centreId: commune.centreId } as const;
  const { procedure, form } = await getHeld(t.ctx, visitor, token);
  const wanted = procedure.components.filter(({ kind, need }) => kind === 'submit' && need !== 'if-applies');
  const papers = procedure.components.map(
    ({ id, kind }) => [id, kind === 'show' ? 'shown' : 'none'] as const,
  );
  const photos = wanted.map(({ id }) => [id, 'photo'] as const);
  await fill(
    t.ctx,
    visitor,
    token,
    Object.fromEntries([...papers, ...photos]),
    wanted.map(({ id }) => id),
  );
  await changeAnswers(t.ctx, visitor, token, (body) => ({ ...body, answers: form?.sample ?? {} }));
  portal.shelf.put({
    code: BIRTH,
    name: procedure.name,
    papers: procedure.components
      .filter(({ kind }) => kind === 'submit')
      .map(({ id, name }) => ({ name, originals: 1, copies: 0, code: id })),
  });
  await page.goto(draft);
  return draft;
}

/** Presses the link to the portal and files there what the package holds; gives the number. @param link stands on our page */
async function fileAtPortal(page: Page, link: string | RegExp, zip: string): Promise<string> {
  // The portal has an address of its own; here it leads to the simulator.
  await page.context().route(`${FRONT}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ status: 302, headers: { location: `${portal.url}${pathname}` } });
  });
  const answer = await page.request.get(zip);
  expect(answer.headers()['content-type']).toBe('application/zip');
  const files = unpackNames(await answer.body());
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: link }).click();
  const outside = await opened;
  walk.bePatient(outside);
  await outside.waitForURL(`${portal.url}/thu-tuc/${BIRTH}`);
  await outside.getByRole('link', { name: 'Nộp hồ sơ' }).click();
  for (const [label, text] of [
    ['Họ và tên chủ hồ sơ', LONG_NAME],
    ['Số định danh', '038056000001'],
    ['Ngày sinh', '2/9/1956'],
    ['Địa chỉ', 'Thôn Ví Dụ, xã Hoa Lộc'],
    ['Số điện thoại', '0900000001'],
    ['Trích yếu hồ sơ', 'Đăng ký khai sinh'],
  ] as const) {
    await outside.getByLabel(label, { exact: true }).fill(text);
  }
  const [form, ...papers] = files;
  const boxes = outside.locator('input[type="file"]');
  await outside.getByLabel('Giấy tờ khác').setInputFiles(form === undefined ? [] : [form]);
  for (const [place, paper] of papers.entries()) {
    await boxes.nth(place).setInputFiles(paper);
  }
  await expectFits(outside);
  await shot(outside, 'portal-simulator-form');
  await outside.getByRole('button', { name: 'Nộp hồ sơ' }).click();
  await outside.getByText('Mới đăng ký').waitFor();
  const number = new URL(outside.url()).pathname.split('/').at(-1) ?? '';
  expect(await walk.heading(outside)).toBe(`Hồ sơ ${number}`);
  await site.t.runJobs();
  return number;
}

/** The PDF of a package as a browser takes them; the guide is read, not sent. */
function unpackNames(zip: Buffer) {
  const files = unpack(zip);
  expect(files.get('00-huong-dan.txt')?.toString('utf8')).toContain('Nguyễn Thị Hồng Ví Dụ');
  const pdfs = [...files].filter(([name]) => name.endsWith('.pdf'));
  expect(pdfs.length).toBeGreaterThan(1);
  expect(pdfs.every(([, bytes]) => bytes.subarray(0, 5).toString() === '%PDF-')).toBe(true);
  return pdfs.map(([name, buffer]) => ({ name, mimeType: 'application/pdf', buffer }));
}

/** The officer finds the arrival with its files and receives it; gives how many files came. */
async function receiveArrival(number: string): Promise<number> {
  const { page } = counter;
  await counter.visit('/can-bo/ho-so-tu-cong');
  await page.getByRole('link', { name: number }).click();
  await page.getByText(LONG_NAME).first().waitFor();
  await shot(page, 'portal-arrival-files');
  const { rows } = await site.t.owner.query<{ n: number }>(
    "select count(*)::int as n from files f join dossiers d on f.subject_id = d.id::text and f.subject_type = 'dossier' join portal_inbox i on i.dossier_id = d.id where i.national_number = $1",
    [number],
  );
  await page.getByRole('link', { name: 'Tiếp nhận hồ sơ' }).click();
  await walk.receiveScanned(counter);
  await site.t.runJobs();
  return rows[0]?.n ?? 0;
}

test('filed at the portal alone, without script: the package, the right page, the arrival with its files, the state', async () => {
  await openPortal();
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  const draft = await prepareAll(page);
  await page.getByRole('link', { name: 'Chuẩn bị nộp trên Cổng' }).click();
  expect(await walk.heading(page)).toBe('Nộp trên Cổng Dịch vụ công');
  await expectFits(page);
  await shot(page, 'prepare-portal');
  const number = await fileAtPortal(page, /Mở trang trên Cổng/, `${draft}/goi.zip`);
  expect(await receiveArrival(number)).toBeGreaterThan(1);
  await page.goto(`${portal.url}/ho-so/${number}`);
  await page.getByText('Được tiếp nhận').first().waitFor();
});

test('filed at the portal with a helper, with script: the code at the guidance desk, the package there, the number, the arrival', async () => {
  await openPortal();
  const { page } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await prepareAll(page);
  await page.getByRole('link', { name: 'Chuẩn bị nộp trên Cổng' }).click();
  await expectAccessible(page);
  const code = /\d{3} \d{3} \d{4}/.exec(await visibleText(page))?.[0] ?? '';
  const desk = counter.page;
  await counter.visit('/can-bo/ho-so-chuan-bi');
  await desk.getByLabel('Mã hồ sơ chuẩn bị').fill(code);
  await desk.getByRole('button', { name: 'Hỗ trợ nộp trên Cổng' }).click();
  await desk.getByRole('heading', { level: 1, name: 'Nộp trên Cổng cùng người dân' }).waitFor();
  await expectAccessible(desk);
  await expectFits(desk);
  await shot(desk, 'prepare-assist');
  const number = await fileAtPortal(desk, /Mở trang trên Cổng/, `${new URL(desk.url()).pathname}/goi.zip`);
  await desk.getByLabel('Mã hồ sơ Cổng vừa cấp').fill(number);
  await desk.getByRole('button', { name: 'Ghi mã hồ sơ' }).click();
  await desk.getByText('Hồ sơ đã đến').waitFor();
  expect(await receiveArrival(number)).toBeGreaterThan(1);
  await page.goto(`${portal.url}/ho-so/${number}`);
  await page.getByText('Được tiếp nhận').first().waitFor();
});
