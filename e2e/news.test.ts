import { createECDH } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smtpMail } from '#integrations/mail/smtp.ts';
import type { PushPolicy } from '#integrations/web-push/address.ts';
import { makePushSender } from '#integrations/web-push/client.ts';
import { addContact, listenToNews } from '#modules/announcements/commands/audience.ts';
import { deliver, sweep } from '#modules/announcements/commands/deliver.ts';
import { saveFacebook, saveLoudspeakers, saveVoice } from '#modules/announcements/commands/settings.ts';
import { getNewsFile } from '#modules/announcements/queries.ts';
import { judgeDuration } from '#modules/announcements/rules/duration.ts';
import { ContactInput } from '#modules/announcements/schema.ts';
import { FacebookInput, LoudspeakerInput, VoiceInput } from '#modules/announcements/schema-channels.ts';
import { saveGateway, saveZalo } from '#modules/carriers/commands/save-carriers.ts';
import { GatewayInput, ZaloInput } from '#modules/carriers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type StaffActor, systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { type SimulatedFacebook, startFacebook } from '#simulators/facebook/server.ts';
import { type SimulatedLoudspeakers, startLoudspeakers } from '#simulators/loudspeaker/server.ts';
import { type SimulatedPushService, startPushService } from '#simulators/push/server.ts';
import { type SimulatedSmsGateway, SMS_SECRET, startSmsGateway } from '#simulators/sms-gateway/start.ts';
import { type SimulatedSmtp, startSmtp } from '#simulators/smtp/server.ts';
import { type SimulatedVoice, startVoice } from '#simulators/voice/server.ts';
import { type SimulatedZalo, startZalo } from '#simulators/zalo/start.ts';
import { ZALO_APP } from '#simulators/zalo/tokens.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { officerAt } from './support/desk.ts';
import { openSite } from './support/site.ts';

/** One piece of news from its writing to all nine channels, one of which fails and is told again. */
const site = await openSite('2026-05-04T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const TITLE = 'Thay đổi lệ phí đăng ký biến động đất đai tại Trung tâm Phục vụ hành chính công';
const BODY =
  'UBND xã thông báo: từ ngày 30/12/2025, lệ phí của TTHC nêu tại Quyết định số 45/QĐ-UBND là 1.500.000 đồng. Mời bà con mang hồ sơ đến quầy số 2.';
const SPOKEN =
  'Ủy ban nhân dân xã thông báo, từ ngày ba mươi tháng mười hai năm hai nghìn không trăm hai mươi lăm, lệ phí của thủ tục hành chính nêu tại Quyết định số bốn mươi lăm của Ủy ban nhân dân là một triệu năm trăm nghìn đồng. Mời bà con mang hồ sơ đến quầy số hai.';
/** The simulated push service listens on this machine, where real messages are never sent. */
const LOCAL: PushPolicy = { accepts: () => true, reaches: (address) => address === '127.0.0.1' };

let commune: TestCommune;
let facebook: SimulatedFacebook;
let loudspeakers: SimulatedLoudspeakers;
let voice: SimulatedVoice;
let zalo: SimulatedZalo;
let sms: SimulatedSmsGateway;
let smtp: SimulatedSmtp;
let push: SimulatedPushService;

async function connect(admin: StaffActor): Promise<void> {
  const page = { mode: 'graph', base: facebook.url, pageId: facebook.pageId, timeoutSeconds: '3' };
  const keys = { token: 'ma-truy-cap-vi-du', appSecret: 'khoa-vi-du' };
  await saveFacebook(t.ctx, admin, FacebookInput.parse({ requestId: newId(), ...page, ...keys }));
  const server = { mode: 'push', base: loudspeakers.url, secret: 'khoa-loa', timeoutSeconds: '3' };
  await saveLoudspeakers(t.ctx, admin, LoudspeakerInput.parse({ requestId: newId(), ...server }));
  const engine = { mode: 'fpt', base: voice.url, secret: 'khoa', voice: 'banmai' };
  await saveVoice(t.ctx, admin, VoiceInput.parse({ requestId: newId(), ...engine }));
  const gateway = { provider: 'esms', address: sms.url, brandname: 'UBNDXaViDu', user: 'motcua' };
  await saveGateway(t.ctx, admin, GatewayInput.parse({ ...gateway, requestId: newId(), secret: SMS_SECRET }));
  const { appId, oaId, appSecret, oaSecret } = ZALO_APP;
  const urls = { oauthUrl: zalo.url, openApiUrl: zalo.url, businessUrl: zalo.url };
  const account = { appId, oaId, appSecret, oaSecret, refreshToken: zalo.tokens.refresh };
  await saveZalo(t.ctx, admin, ZaloInput.parse({ requestId: newId(), ...account, ...urls }));
}

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  [facebook, loudspeakers, voice, zalo, sms, smtp, push] = await Promise.all([
    startFacebook({ seed: 5, appSecret: 'khoa-vi-du' }),
    startLoudspeakers({ seed: 6, key: 'khoa-loa' }),
    startVoice(),
    startZalo(),
    startSmsGateway(),
    startSmtp(),
    startPushService(),
  ]);
  await connect({ ...commune.person('quantri'), roles: ['administrator'] });
  for (const [kind, address] of [
    ['email', 'truongthon@vidu.example'],
    ['sms', '0900000012'],
  ] as const) {
    const who = { name: 'Trưởng thôn Ví Dụ', consent: 'Phiếu đăng ký ngày 02/5/2026' };
    const contact = ContactInput.parse({ requestId: newId(), kind, address, ...who });
    await addContact(t.ctx, commune.person('tiepnhan1'), contact);
  }
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys('base64url');
  const keys = { p256dh, auth: Buffer.alloc(16, 7).toString('base64url') };
  const stranger = { kind: 'public', centreId: commune.centreId } as const;
  await listenToNews(t.ctx, stranger, { endpoint: push.endpoint, keys }, LOCAL);
});
afterAll(() =>
  Promise.all([facebook, loudspeakers, voice, zalo, sms, smtp, push].map((simulated) => simulated.stop())),
);

/** The product's own work: everything due goes to its partner. */
async function work(): Promise<void> {
  const system = systemActor(commune.centreId, 'announcements');
  const from = 'Một Cửa <motcua@vidu.example>';
  const mail = smtpMail({ url: `smtp://127.0.0.1:${smtp.port}`, from });
  const ways = { push: makePushSender(LOCAL), mail: () => mail };
  for (const id of await sweep(t.ctx, system)) {
    await deliver(t.ctx, system, id, ways);
  }
}

test('written once, a version for each of nine channels, approved by another person, told everywhere; the channel that failed is told again', async () => {
  const writer = await officerAt(browser, site, 'tiepnhan1');
  const { page } = writer;
  await writer.visit('/can-bo/tin-tuc/moi');
  await page.getByLabel('Tiêu đề', { exact: true }).fill(TITLE);
  await page.getByLabel('Nội dung').fill(BODY);
  await page.getByRole('button', { name: 'Lưu và xem bản từng kênh' }).click();
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  const address = new URL(page.url()).pathname;
  const id = address.split('/').at(-1) ?? '';

  // Every channel has its proposal; SMS costs money, so a person asks for it.
  expect(await page.locator('.news-version').count()).toBe(9);
  await page.getByRole('checkbox', { name: 'Tin nhắn SMS' }).check();
  await page.getByRole('button', { name: 'Lưu kênh đã chọn' }).click();
  await page.getByText('Loa truyền thanh: chưa có bản đọc').waitFor();
  expect(await page.getByRole('button', { name: 'Trình duyệt' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Tạo bản đọc' }).click();
  await page.getByText(/^Đủ lời: \d+ tiếng trong/).waitFor();

  // Listening notes: what a person hears, with how each number and short form is read.
  const { spoken, audio } = await getNewsFile(t.ctx, commune.person('tiepnhan1'), id);
  expect(spoken.text).toContain(SPOKEN);
  expect(spoken.text).not.toMatch(/\d|UBND|TTHC|QĐ/);
  expect(voice.texts).toEqual([spoken.text]);
  expect(judgeDuration(spoken.text, audio?.durationMs ?? 0)).toBe('fits');
  await writer.visit(`${address}/kenh/loudspeaker`);
  await page.getByText(SPOKEN).waitFor();
  for (const [written, said] of [
    ['30/12/2025', 'ba mươi tháng mười hai năm hai nghìn không trăm hai mươi lăm'],
    ['45/QĐ-UBND', 'bốn mươi lăm của Ủy ban nhân dân'],
    ['1.500.000 đồng', 'một triệu năm trăm nghìn đồng'],
  ] as const) {
    await page.getByRole('row').filter({ hasText: written }).getByText(said).waitFor();
  }
  await shot(page, 'news-loudspeaker-desk');
  await writer.visit(address);
  await shot(page, 'news-draft-desk');
  await page.getByRole('button', { name: 'Trình duyệt' }).click();
  await page.getByRole('button', { name: 'Rút về để sửa' }).waitFor();
  expect(await page.getByRole('button', { name: 'Duyệt cho đăng' }).count()).toBe(0);

  const director = await officerAt(browser, site, 'giamdoc');
  await director.visit(address);
  await shot(director.page, 'news-approval-desk');
  await director.page.getByRole('button', { name: 'Duyệt cho đăng' }).click();
  await director.page.getByRole('heading', { name: 'Kết quả từng kênh' }).waitFor();

  // The fan page's token has ended meanwhile.
  Object.assign(facebook.switches, { code: 190, subcode: 463 });
  await work();
  await writer.visit(address);
  const row = (channel: string) => page.getByRole('row').filter({ hasText: channel });
  await row('Trang Facebook').getByText('Lỗi', { exact: true }).waitFor();
  await row('Trang Facebook').getByText('Mã truy cập').waitFor();
  for (const channel of [
    'Trang tin',
    'Bảng sảnh',
    'Loa truyền thanh',
    'Zalo OA',
    'SMS',
    'Thư điện tử',
    'Báo trên điện thoại',
  ]) {
    await row(channel).getByText('Đã gửi', { exact: true }).waitFor();
  }
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'news-failed-desk');

  facebook.switches.code = null;
  await row('Trang Facebook').getByRole('button', { name: 'Gửi lại kênh này' }).click();
  await row('Trang Facebook').getByText('Đang chờ', { exact: true }).waitFor();
  await work();
  await page.getByRole('button', { name: 'Đã dán vào các nhóm' }).click();
  await row('Nhóm Zalo').getByText('Đã gửi', { exact: true }).waitFor();
  await row('Trang Facebook').getByText('Đã gửi', { exact: true }).waitFor();
  await shot(page, 'news-told-desk');

  // Each partner has it, once.
  expect(facebook.posts.map(({ message }) => message.includes(TITLE))).toEqual([true]);
  expect([...loudspeakers.playing.values()].map(({ soundMs }) => soundMs)).toEqual([audio?.durationMs]);
  expect(zalo.articles.map(({ title }) => title)).toEqual([TITLE]);
  expect(sms.messages.map(({ to }) => to)).toEqual(['84900000012']);
  expect(smtp.mails.map(({ to }) => to)).toEqual([['truongthon@vidu.example']]);
  expect(push.messages).toHaveLength(1);

  const { page: phone, errors } = await newVisitor(browser, {
    baseURL: site.url,
    size: 'phone',
    script: false,
  });
  await phone.goto('/tin-tuc');
  await phone.getByRole('link', { name: TITLE }).first().click();
  await phone.getByText('lệ phí của TTHC nêu tại').waitFor();
  await shot(phone, 'news-article-phone');

  // The feed is read by a real parser of XML, as feed readers do.
  const feed = await page.evaluate(async () => {
    const answer = await fetch('/tin-tuc.xml');
    const xml = new DOMParser().parseFromString(await answer.text(), 'application/xml');
    // Elements of RSS have no namespace; `atom:link` beside them has one.
    const texts = (path: string) =>
      [...xml.querySelectorAll(path)]
        .filter(({ namespaceURI }) => namespaceURI === null || path === 'parsererror')
        .map(({ textContent }) => textContent);
    return {
      type: answer.headers.get('content-type'),
      wrong: texts('parsererror'),
      root: [xml.documentElement.tagName, xml.documentElement.getAttribute('version')],
      head: ['channel > title', 'channel > link', 'channel > description'].map((path) => texts(path).length),
      titles: texts('item > title'),
      links: texts('item > link'),
      ids: texts('item > guid'),
      days: texts('item > pubDate').map((day) => Number.isNaN(Date.parse(day ?? ''))),
    };
  });
  expect(feed).toMatchObject({ wrong: [], root: ['rss', '2.0'], head: [1, 1, 1] });
  expect(feed.type).toContain('application/rss+xml');
  expect(feed.titles).toContain(TITLE);
  expect(feed.links.every((link) => /\/tin-tuc\/\d{8}-/.test(link ?? ''))).toBe(true);
  expect(new Set(feed.ids).size).toBe(feed.titles.length);
  expect(feed.days).not.toContain(true);
  expect([...writer.errors, ...director.errors, ...errors]).toEqual([]);
});
