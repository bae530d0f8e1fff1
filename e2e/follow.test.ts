import { expect, test } from 'vitest';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { changeFollowSettings } from '#modules/follow/commands/settings.ts';
import { photograph, plainPdf } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import { expectFits, newVisitor, openBrowser, shot, visibleText } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { BIRTH, LONG_NAME } from './support/life.ts';
import { openSite } from './support/site.ts';

/** A dossier followed on a telephone without script: asked, photographed, sent, taken, result, download, rated. */
const site = await openSite('2026-05-04T08:00:00+07:00');
const browser = await openBrowser();
const commune = await testCommune(site.t.ctx);
const photo = Buffer.from(await photograph(400));

const PATIENCE_MS = 40_000;
const ASKED = 'Giấy cam đoan về việc sinh có chữ ký của hai người làm chứng';

/** From the officer's taking to the result that waits for its citizen, signed. */
async function finish(id: string): Promise<void> {
  const ref = { id };
  const file = await uploadFile(site.t.ctx, commune.person('chuyenvien.tp'), {
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

test('without script at 390 px: asked → photographs sent → the officer takes it → result → download → rated', async () => {
  const applicant = { name: LONG_NAME, idNumber: '038000000002', phone: '0900000002' };
  const intake = await commune.intake(BIRTH, { parties: { applicant } });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const { id } = dossier;
  const number = dossier.number ?? '';
  const items = [
    { content: ASKED, reason: 'Chưa có chữ ký' },
    { content: 'Bản sao hộ chiếu của cha', reason: 'Ảnh mờ' },
  ];
  await commune.act('tiepnhan1', { id }, { type: 'request-supplement', items });
  await changeFollowSettings(site.t.ctx, commune.person('giamdoc'), { resultDownload: '1', answerHours: 8 });

  const { page, errors } = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  page.context().setDefaultTimeout(PATIENCE_MS);
  await page.goto('/tra-cuu');
  await page.locator('input[name="so"]').fill(number);
  await page.locator('input[name="ma"]').fill(dossier.lookupCode ?? '');
  await page.locator('main form').first().getByRole('button').click();
  await page.getByRole('button', { name: 'Bổ sung, nhắn tin, rút hồ sơ' }).click();
  await page.getByRole('heading', { level: 1, name: number }).waitFor();
  await expectFits(page);
  await shot(page, 'follow-asked');
  const home = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Chụp ảnh và gửi bổ sung' }).click();
  const images = [1, 2].map((no) => ({ name: `IMG_${no}.jpg`, mimeType: 'image/jpeg', buffer: photo }));
  await page.locator('#f-file-0').setInputFiles(images);
  await page.getByRole('button', { name: 'Gửi ảnh lên' }).first().click();
  await page.getByText('Trang 2').waitFor();
  await expectFits(page);
  await shot(page, 'follow-photos');
  await page.getByLabel('Nói thêm với Trung tâm').fill('Hộ chiếu xin mang đến sau.');
  await page.getByRole('button', { name: 'Gửi bổ sung cho Trung tâm' }).click();
  await page.getByText('Trung tâm đang kiểm tra').first().waitFor();
  await expectFits(page);
  await shot(page, 'follow-sent');

  const officer = await officerAt(browser, site, 'tiepnhan1');
  officer.page.context().setDefaultTimeout(PATIENCE_MS);
  await officer.visit('/can-bo/nguoi-dan-gui');
  expect(await visibleText(officer.page)).toContain('Bổ sung gửi từ nhà');
  await shot(officer.page, 'follow-desk-list');
  await officer.page.getByRole('link', { name: 'Bổ sung gửi từ nhà' }).first().click();
  await officer.page.getByRole('heading', { level: 2, name: 'Bổ sung gửi từ nhà' }).waitFor();
  await expectFits(officer.page);
  await shot(officer.page, 'follow-desk');
  await officer.page.getByRole('button', { name: 'Nhận, đã đủ' }).click();
  await officer.page.getByText('Đã ghi. Người dân thấy ngay').waitFor();

  const after = await commune.act('tiepnhan1', { id }, { type: 'add-note', text: 'Đã nhận bổ sung từ nhà' });
  if (after.dossier.status === 1) {
    await commune.act('tiepnhan1', { id }, { type: 'receive' });
  }
  await finish(id);
  await page.goto(home);
  expect(await visibleText(page)).toContain('Bổ sung đã được nhận');
  await expectFits(page);
  await shot(page, 'follow-result');
  const href = await page.getByRole('link', { name: /^Tải / }).getAttribute('href');
  const answer = await page.request.get(`${site.url}${href}`);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto(`/tra-cuu?so=${number}&ma=${dossier.lookupCode}`);
  await page.getByRole('button', { name: 'Đánh giá việc phục vụ' }).click();
  await page.getByRole('button', { name: 'Hài lòng', exact: true }).click();
  expect(await visibleText(page)).toContain('Cảm ơn');
  expect(errors).toEqual([]);
});
