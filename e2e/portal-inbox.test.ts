import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { saveInboxSettings } from '#modules/national-portal/commands/save-inbox-settings.ts';
import { saveSettings } from '#modules/national-portal/commands/save-settings.ts';
import { SettingsInput } from '#modules/national-portal/schema.ts';
import { InboxSettingsInput } from '#modules/national-portal/schema-inbox.ts';
import type { StaffActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { type Filing, handOver } from '#simulators/national-portal/filed.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { officerAt, refOnPage } from './support/desk.ts';
import { openSite } from './support/site.ts';

/** A dossier filed on the portal from its arrival to its end, one that is refused, one that does not fit; and filing with a citizen. */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const SECRET = 'khoa-bi-mat-vi-du-dai';
const CODE = '1.001193';
const OWNER = 'Nguyễn Thị Thanh Huyền Trang Ví Dụ';
let commune: TestCommune;
let portal: SimulatedPortal;
let keys: readonly string[];

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  portal = await startPortal({ seed: 11 });
  const admin: StaffActor = { ...commune.person('quantri'), roles: ['administrator'] };
  const outbound = { requestId: newId(), mode: 'relay', base: portal.url, timeoutSeconds: '3' };
  await saveSettings(t.ctx, admin, SettingsInput.parse(outbound));
  const inbound = {
    requestId: newId(),
    auth: 'hmac',
    secret: SECRET,
    origins: portal.url,
    ownNetwork: 'yes',
  };
  await saveInboxSettings(t.ctx, admin, InboxSettingsInput.parse(inbound));
  keys = (await commune.intake(CODE)).papers.map(({ key }) => key);
});
afterAll(() => portal.stop());

async function arrive(number: string, change: Partial<Filing> = {}): Promise<void> {
  const papers = keys.map((key) => ({ key, kind: 'pdf' as const }));
  const post = portal.box.file(portal.url, {
    number,
    procedureCode: CODE,
    owner: OWNER,
    papers: [...papers, { key: '', kind: 'missing' }],
    ...change,
  });
  const url = `${site.url}/api/v1/portal/dossiers`;
  const now = () => t.clock.now().epochMilliseconds / 1000;
  await handOver({ url, secret: SECRET, auth: 'hmac', now }, post);
}

test('portal-filed: it appears by itself → opened → files → received → settled → returned; the portal shows its states in order', async () => {
  const officer = await officerAt(browser, site, 'tiepnhan1');
  const { page } = officer;
  await officer.visit('/can-bo/ho-so-tu-cong');
  await page.getByText('Không có hồ sơ nào chờ trả lời.').waitFor();
  await arrive('G22.99-260511-0001');
  await t.runJobs();
  // Nobody reloads: the page hears of it.
  const link = page.getByRole('link', { name: 'G22.99-260511-0001' });
  await link.waitFor();
  await page.getByText('Chờ kiểm tra').waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'portal-inbox-desk');
  await link.click();
  await page.getByRole('heading', { name: 'Hồ sơ G22.99-260511-0001 từ Cổng' }).waitFor();
  await page.getByText(OWNER).first().waitFor();
  await page.getByText('máy chủ trả lời HTTP 404, không có tệp').waitFor();
  await expectAccessible(page);
  await shot(page, 'portal-arrival-desk');
  await page.getByRole('link', { name: 'Tiếp nhận hồ sơ' }).click();
  await page.getByLabel('Họ và tên').first().waitFor();
  expect(await page.getByLabel('Họ và tên').first().inputValue()).toBe(OWNER);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã ghi: tiếp nhận').waitFor();

  // The work inside the centre, as with any dossier; the citizen follows it on the portal.
  const number = refOnPage(page);
  await t.runJobs();
  await officer.act(number, 'Hoàn thành bước');
  await commune.act('chuyenvien.tp', { number }, { type: 'accept-hand-over' });
  const justice = await officerAt(browser, site, 'chuyenvien.tp');
  await justice.act(number, 'Ghi quyết định', { 'Nội dung quyết định': 'Đủ điều kiện đăng ký' });
  await justice.act(number, 'Hoàn thành bước');
  await commune.act('phochutich', { number }, { type: 'sign-result' });
  await commune.act('phochutich', { number }, { type: 'complete-step' });
  await justice.act(number, 'Vào sổ', { 'Tên giấy tờ': 'Giấy khai sinh' });
  await justice.act(number, 'Hoàn thành bước');
  await t.runJobs();
  await officer.act(number, 'Trả kết quả');
  await t.runJobs();
  const filed = portal.box.filed.get('G22.99-260511-0001');
  expect(filed?.statuses).toEqual(['1', '2', '4', '9', '10']);
  expect(filed?.states.at(-1)).toMatchObject({
    MaHoSoDonVi: number,
    TrangThai: '10',
    NoiDung: 'Đã trả kết quả',
  });
  await officer.visit('/can-bo/ho-so-tu-cong');
  await page.getByText('Đã trả lời', { exact: true }).first().waitFor();
  expect([...officer.errors, ...justice.errors]).toEqual([]);

  const { page: outside } = await newVisitor(browser, { baseURL: portal.url, size: 'desk' });
  await outside.goto('/');
  await outside.getByText('1 → 2 → 4 → 9 → 10').waitFor();
  await outside.getByText(number).first().waitFor();
  await shot(outside, 'portal-simulator');
});

test('what the portal refused: in plain words on the screen, sent again when the portal knows the procedure, and then it is there', async () => {
  portal.switches.unknownProcedures = [CODE];
  const intake = await commune.intake(CODE, {
    parties: { applicant: { name: OWNER, idNumber: '038000000012', phone: '0900000012' } },
  });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const number = dossier.number ?? '';
  await t.runJobs();
  const officer = await officerAt(browser, site, 'tiepnhan1');
  const { page } = officer;
  await officer.visit('/can-bo/cong-dvcqg');
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByText('mã thủ tục (MaTTHC) 1.001193 chưa có trong danh mục thủ tục').waitFor();
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'portal-stuck-desk');
  const { page: phone } = await officerAt(browser, site, 'tiepnhan1', 'phone');
  await phone.goto('/can-bo/cong-dvcqg');
  await expectFits(phone);
  await shot(phone, 'portal-stuck-phone');

  portal.switches.unknownProcedures = [];
  await row.getByRole('button', { name: 'Gửi lại' }).click();
  await page.getByText('Không có mục nào cần xử lý.').waitFor();
  await t.runJobs();
  expect(portal.memory.held.get(number)).toMatchObject({ inserts: 1, statuses: ['2'] });
  await officer.visit(`/can-bo/cong-dvcqg/ho-so/${number}`);
  await page.getByText('Cổng từ chối').waitFor();
  await page.getByText('Cổng đã nhận').first().waitFor();
  expect(await page.content()).not.toContain('038000000012');
  await shot(page, 'portal-resent-desk');
  expect(officer.errors).toEqual([]);
});

test('refused with a reason: the citizen reads it on the portal', async () => {
  await arrive('G22.99-260511-0002');
  await t.runJobs();
  const officer = await officerAt(browser, site, 'tiepnhan1', 'phone');
  await officer.visit('/can-bo/ho-so-tu-cong');
  await expectAccessible(officer.page);
  await expectFits(officer.page);
  await shot(officer.page, 'portal-inbox-phone');
  await officer.page.getByRole('link', { name: 'G22.99-260511-0002' }).click();
  await officer.page.getByRole('heading', { name: 'Hồ sơ G22.99-260511-0002 từ Cổng' }).waitFor();
  await expectFits(officer.page);
  await shot(officer.page, 'portal-arrival-phone');
  await officer.page.getByRole('link', { name: 'Tiếp nhận hồ sơ' }).click();
  await officer.page.getByRole('button', { name: 'Từ chối' }).click();
  await officer.page.getByLabel('Lý do từ chối').fill('Không thuộc thẩm quyền của xã');
  await officer.page.getByRole('button', { name: 'Từ chối và in phiếu' }).click();
  await officer.page.getByText(/^Đã ghi: từ chối tiếp nhận/).waitFor();
  await t.runJobs();
  const filed = portal.box.filed.get('G22.99-260511-0002');
  expect(filed?.statuses).toEqual(['1', '3']);
  expect(filed?.states.at(-1)?.NoiDung).toBe('Từ chối tiếp nhận hồ sơ: Không thuộc thẩm quyền của xã');
});

test('what does not fit waits with its reason and is left out by a person, with theirs', async () => {
  await arrive('G22.99-260511-0003', { change: { MaTTHC: '9.999999' } });
  await t.runJobs();
  const officer = await officerAt(browser, site, 'tiepnhan1');
  const { page } = officer;
  await officer.visit('/can-bo/ho-so-tu-cong');
  await page.getByRole('link', { name: 'G22.99-260511-0003' }).click();
  await page.getByText('Hồ sơ này chưa đưa vào được').waitFor();
  await expectAccessible(page);
  await shot(page, 'portal-quarantine-desk');
  await page.locator('summary', { hasText: 'Không nhận' }).click();
  await page.getByLabel('Lý do không nhận').fill('Thủ tục không thuộc thẩm quyền');
  await page.getByRole('button', { name: 'Không nhận' }).click();
  await page.getByText('Thủ tục không thuộc thẩm quyền').first().waitFor();
});

test('filing with a citizen: begun, the portal’s page in a new tab, the number noted, linked when it arrives', async () => {
  const officer = await officerAt(browser, site, 'tiepnhan1');
  const { page } = officer;
  await officer.visit('/can-bo/ho-tro-nop');
  await page.getByLabel('Mã thủ tục').fill('9.999999');
  await page.getByLabel('Họ và tên người dân').fill(OWNER);
  await page.getByRole('button', { name: 'Bắt đầu hỗ trợ' }).click();
  await page.getByText('Không có thủ tục 9.999999 đang có hiệu lực').first().waitFor();
  expect(await page.getByLabel('Họ và tên người dân').inputValue()).toBe(OWNER);
  await page.getByLabel('Mã thủ tục').fill(CODE);
  await page.getByRole('button', { name: 'Bắt đầu hỗ trợ' }).click();
  const out = page.getByRole('link', { name: 'Mở trang thủ tục trên Cổng (thẻ mới)' });
  await out.waitFor();
  expect(await out.getAttribute('target')).toBe('_blank');
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'portal-assist-desk');
  await page.getByLabel('Mã hồ sơ Cổng vừa cấp').fill('G22.99-260511-0009');
  await page.getByRole('button', { name: 'Ghi mã hồ sơ' }).click();
  await page.getByText('Chờ hồ sơ đến').waitFor();
  await arrive('G22.99-260511-0009');
  await t.runJobs();
  await officer.visit('/can-bo/ho-tro-nop');
  await page.getByText('Hồ sơ đã đến').waitFor();
  await officer.visit('/can-bo/ho-so-tu-cong');
  await page.getByRole('link', { name: 'G22.99-260511-0009' }).click();
  await page.getByText('Cán bộ hỗ trợ nộp').waitFor();
  const { page: phone } = await officerAt(browser, site, 'tiepnhan1', 'phone');
  await phone.goto('/can-bo/ho-tro-nop');
  await expectFits(phone);
  await shot(phone, 'portal-assist-phone');
});

test('the settings are whole for an administrator', async () => {
  const officer = await officerAt(browser, site, 'quantri');
  await officer.visit('/can-bo/quan-tri/ho-so-tu-cong');
  await expectAccessible(officer.page);
  await expectFits(officer.page);
  await shot(officer.page, 'portal-inbox-settings');
  expect(await officer.page.content()).not.toContain(SECRET);
});
