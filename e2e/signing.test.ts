import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDossier } from '#modules/dossiers/queries.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { noticeScene } from '#modules/notices/testing/scene.ts';
import {
  addRemoteCertificate,
  addStoreCertificate,
  addTokenCertificate,
} from '#modules/signing/commands/certificates.ts';
import { addAnchor } from '#modules/signing/commands/settings.ts';
import { type Decided, decidedDossier, setSigning } from '#modules/signing/testing/desk.ts';
import { foundAuthority, newKey } from '#simulators/signing-service/authority.ts';
import { startSigningService } from '#simulators/signing-service/start.ts';
import { startTokenAgent } from '#simulators/token-agent/start.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, SIZES, shot } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { LONG_NAME } from './support/life.ts';
import { openSite } from './support/site.ts';

/** A leader signs with the server's key, by phone and with the token; the citizen proves the result, and is told of it. */
const NOW = '2026-05-04T09:00:00+07:00';
const CCCD = '038000000001';
const site = await openSite(NOW);
const browser = await openBrowser();
const { t } = site;
// The desk's program fetches from where the browser is, as it does where the product is installed.
Object.assign(t.ctx.config, { publicUrl: site.url });
const service = await startSigningService({ now: () => t.clock.now() });
const authority = foundAuthority(
  'CA chuyên dùng Chính phủ Ví Dụ',
  t.clock.now().epochMilliseconds,
  newKey(),
  () => ({ ocsp: `${service.url}/ocsp` }),
);
service.vouchFor(authority);
const holder = `${LONG_NAME} (Phó Chủ tịch)`;
const own = authority.issue({ holder, organisation: 'Ủy ban nhân dân xã Ví Dụ, tỉnh Ví Dụ' });
const token = authority.issue({ holder: `${holder} token`, key: own.key });
const agent = await startTokenAgent(token);
afterAll(async () => {
  await service.stop();
  await agent.stop();
});

const { zalo, sms, settings } = await noticeScene(t);
let dossiers: readonly Decided[];
let leader: Page;

beforeAll(async () => {
  const commune = await testCommune(t.ctx);
  const admin = commune.person('quantri');
  const { accountId } = commune.person('phochutich');
  service.enrol(CCCD, holder);
  service.switches.decision = 'wait';
  await addAnchor(t.ctx, admin, authority.certificate);
  await addAnchor(t.ctx, admin, service.authority.certificate);
  const remote = {
    kind: 'smartca',
    baseUrl: `${service.url}/sca/sp769`,
    clientId: 'vi-du',
    waitMinutes: 5,
    timeoutSeconds: 5,
  };
  const tsaUrl = `${service.url}/tsa`;
  await setSigning(t.ctx, commune, { remote, secret: 'mat-khau-vi-du', agentPort: agent.port, tsaUrl });
  await addStoreCertificate(t.ctx, admin, { file: own.pkcs12('vi du'), passphrase: 'vi du', accountId });
  await addRemoteCertificate(t.ctx, admin, { userId: CCCD, accountId });
  await addTokenCertificate(t.ctx, admin, { certificate: token.certificate, accountId });
  dossiers = [
    await decidedDossier(t.ctx, commune),
    await decidedDossier(t.ctx, commune),
    await decidedDossier(t.ctx, commune),
  ];
  leader = (await officerAt(browser, site, 'phochutich')).page;
});

async function look(page: Page, name: string): Promise<void> {
  for (const size of ['phone', 'desk'] as const) {
    await page.setViewportSize(SIZES[size]);
    await expectFits(page);
    await expectAccessible(page);
    await shot(page, `signing-${name}-${size}`);
  }
}

/** Chooses the dossier and the certificate by the way it signs, and presses "Ký số". */
async function press(dossier: Decided | undefined, way: RegExp): Promise<void> {
  await leader.goto('/can-bo/ky-so');
  await leader.getByLabel(`Chọn hồ sơ ${dossier?.number}`).check();
  const option = leader.getByLabel('Chứng thư số').locator('option').filter({ hasText: way });
  await leader.getByLabel('Chứng thư số').selectOption(await option.getAttribute('value'));
  await leader.getByRole('button', { name: 'Ký số' }).click();
  await leader.getByRole('heading', { name: /Lượt ký lúc/ }).waitFor();
}

const signed = () => leader.locator('main').getByText('Đã ký', { exact: true }).first().waitFor();

test('with the key of the server: the list, the signed result, and the citizen who proves it', async () => {
  const [dossier] = dossiers;
  await leader.goto('/can-bo/ky-so');
  await look(leader, 'list');
  await press(dossier, /Khóa trên máy chủ/);
  await signed();
  await leader.getByText('Lâu dài (B-LT)').waitFor();
  await look(leader, 'session');
  await leader.goto(`/can-bo/ho-so/${dossier?.number}`);
  await leader.getByText('Kết quả chứng thực_da-ky.pdf').first().waitFor();
  // Pages of citizens are whole without script, too.
  const proves = async (script: boolean) => {
    const visitor = await newVisitor(browser, { baseURL: site.url, size: 'phone', script });
    await visitor.page.goto(`/tra-cuu?so=${dossier?.number}&ma=${dossier?.lookupCode}`);
    await visitor.page.getByRole('button', { name: 'Kiểm tra chữ ký số' }).click();
    await visitor.page.getByText('Chữ ký số hợp lệ').waitFor();
    await visitor.page.getByText('không khác một chữ').waitFor();
    return visitor;
  };
  await (await proves(false)).context.close();
  const { page, errors } = await proves(true);
  expect(await page.getByText(holder).count()).toBe(1);
  await look(page, 'check');
  expect(errors).toEqual([]);
});

test('by phone: declined in plain words, sent again, accepted', async () => {
  const [, dossier] = dossiers;
  const phone = await newVisitor(browser, { baseURL: service.url, size: 'phone' });
  const decide = async (button: string) => {
    await t.runJobs();
    await phone.page.goto('/');
    await phone.page.getByRole('button', { name: button }).first().click();
    const tran_code = service.book.orders.at(-1)?.code;
    await fetch(`${site.url}/api/v1/signing/confirmed`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tran_code }),
    });
    await t.runJobs();
  };
  await press(dossier, /Ký từ xa/);
  await leader.getByText('Xin mở ứng dụng ký số trên điện thoại').waitFor();
  await decide('Từ chối');
  await leader.getByText('Ông/bà đã từ chối ký trên điện thoại').waitFor();
  await look(leader, 'declined');
  await leader.getByRole('link', { name: 'Gửi lại' }).click();
  await leader.getByLabel(`Chọn hồ sơ ${dossier?.number}`).waitFor();
  expect(await leader.getByLabel(`Chọn hồ sơ ${dossier?.number}`).isChecked()).toBe(true);
  await press(dossier, /Ký từ xa/);
  await decide('Đồng ý ký');
  await signed();
});

test('with the token: cancelled at the desk, then signed; the page speaks to that program only', async () => {
  const [, , dossier] = dossiers;
  await press(dossier, /USB token/);
  agent.switches.faults = ['cancelled'];
  await leader.getByRole('button', { name: 'Ký bằng USB token' }).click();
  await leader.getByText('Chương trình ký số báo chưa ký được').waitFor();
  await look(leader, 'token');
  agent.switches.faults = [];
  await leader.getByRole('button', { name: 'Ký bằng USB token' }).click();
  await signed();
  await leader.goto('/can-bo/ky-so');
  await look(leader, 'done');
});

test('told of the result: no Zalo, so by SMS; the officer sees both with their cost, and the report as it comes', async () => {
  const commune = await testCommune(t.ctx);
  const [dossier] = dossiers;
  const ref = { id: dossier?.id ?? '' };
  const { dossier: known } = await getDossier(t.ctx, commune.person('tiepnhan1'), ref);
  await settings({ withoutConsent: 'yes' });
  zalo.withoutZalo.add(`84${known.parties.applicant.phone?.replace(/\D/g, '').slice(1)}`);
  sms.switches.fate = 'held';
  await commune.act('phochutich', ref, { type: 'complete-step' });
  const documents = [{ name: 'Giấy ủy quyền lĩnh lương hưu' }];
  await commune.act('chuyenvien.tp', ref, { type: 'enter-register', book: 'SCT/CK, ĐC', documents });
  await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
  await t.runJobs();

  const { page, errors } = await officerAt(browser, site, 'tiepnhan1');
  await page.goto(`/can-bo/thong-bao/ho-so/${ref.id}`);
  await page.getByRole('link', { name: 'Đã có kết quả' }).first().click();
  const lines = page.locator('section[aria-labelledby="lan-gui"] tbody tr');
  await expect.poll(() => lines.count()).toBe(2);
  await expect.poll(() => lines.nth(0).textContent()).toMatch(/Zalo.*không gửi được.*-118/s);
  expect(await lines.nth(1).textContent()).toMatch(/SMS \(esms\).*nhà mạng đã nhận.*(790|1\.580)/s);
  const [sent] = sms.messages.slice(-1);
  sms.settle(sent?.id ?? '', 'delivered');
  expect(await sms.report(sent?.id ?? '')).toBe(200);
  // The page was not touched: the carrier's report shows by itself.
  await lines.nth(1).getByText('đã đến').waitFor();
  // Axe walks this page with all others; here it is looked at with two lines.
  for (const size of ['phone', 'desk'] as const) {
    await page.setViewportSize(SIZES[size]);
    await expectFits(page);
    await shot(page, `signing-told-${size}`);
  }
  expect(errors).toEqual([]);
});
