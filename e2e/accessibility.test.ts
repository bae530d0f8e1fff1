import fastify from 'fastify';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { getCentre } from '#modules/agencies/queries.ts';
import { findHandOnOfLeave } from '#modules/dossiers/queries-hand-on.ts';
import { recordLeave } from '#modules/duties/commands/record-leave.ts';
import { startPlan } from '#modules/duties/commands/write-plan.ts';
import { PlanHeadInput } from '#modules/duties/plan-schema.ts';
import { RecordLeaveInput } from '#modules/duties/schema.ts';
import type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';
import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import { openTask } from '#modules/oversight/commands/open-task.ts';
import { OpenTaskInput } from '#modules/oversight/schema/tasks.ts';
import { keepReport } from '#modules/reports/commands/keep-report.ts';
import { newRequestId } from '#platform/id.ts';
import { localDay } from '#platform/time.ts';
import { MODULES } from '../src/modules.ts';
import { exampleAppointment } from './support/appointment.ts';
import { expectAccessible, expectFits, newVisitor, openBrowser, SIZES, shot } from './support/browser.ts';
import { type Life, PENSION, playLife } from './support/life.ts';
import { exampleRatings } from './support/rated.ts';
import { readByAll, sharedTitles } from './support/reading.ts';
import { openSite } from './support/site.ts';
import { leftoverFinder } from './support/vietnamese-left.ts';
import { walkedAddresses } from './support/walked.ts';

const site = await openSite();
const browser = await openBrowser();

/** Every GET that a module mounts as a page: a new page is walked from the day on which it is written. */
function mountedPages(): readonly string[] {
  const probe = fastify();
  const urls: string[] = [];
  probe.addHook('onRoute', ({ method, url }) => {
    if (method === 'GET') {
      urls.push(url);
    }
  });
  for (const module of MODULES) {
    module.pages?.(probe, site.t.ctx);
  }
  return urls;
}

/** What stands under an address but is no page: files, data, sound, and addresses that only lead elsewhere. */
const NO_PAGES: ReadonlySet<string> = new Set([
  '/ky-so/:token/tep.pdf',
  '/ung-dung.webmanifest',
  '/niem-yet/bang.pdf',
  '/tep/:id',
  '/giay/:id.pdf',
  '/tin-tuc.xml',
  '/tin-tuc/anh-bia.jpg',
  '/tin-tuc/:slug/anh.jpg',
  '/can-bo/tin-tuc/:id/anh.jpg',
  '/can-bo/tin-tuc/:id/am-thanh/:revision',
  '/loa-phat-thanh/:token/danh-sach.json',
  '/loa-phat-thanh/:token/danh-sach.m3u',
  '/loa-phat-thanh/:token/tin/:id/:revision',
  '/so-lieu.csv',
  '/phan-cong.pdf',
  '/can-bo/sanh-truc/ngay.csv',
  '/can-bo/trang-thiet-bi/nhan.pdf',
  '/can-bo/chuyen-phat/bang-ke/:id.pdf',
  '/can-bo/chuyen-phat/:id/nhan.pdf',
  '/can-bo/trang-thiet-bi/:id/nhan.pdf',
  '/can-bo/thong-ke/tai',
  '/thanh-toan/cong/:token/bien-lai',
  '/can-bo/so-quy/:id/excel',
  '/can-bo/danh-gia/tai',
  '/can-bo/thong-ke/tep/:id',
  '/can-bo/tim-nhanh',
  '/can-bo/nhac-viec/so',
  '/can-bo/quan-tri/quy-trinh/:code/tep',
  '/can-bo/quan-tri/bieu-mau/:code/tep',
  '/bieu-mau/:file',
  '/can-bo/quan-tri/quy-trinh/:code/in',
  '/quet/:token/trang/:position',
  '/hen/:token/lich.ics',
  '/nop-ho-so/:token/tep/:id',
  '/phan-anh/theo-doi/:token/anh/:id',
  '/can-bo/phan-anh/:id/anh/:photo',
  '/nop-ho-so/:token/goi.zip',
  '/nop-ho-so/:token/to-khai.pdf',
  '/nop-ho-so/:token/to-khai.docx',
  '/can-bo/ho-so-chuan-bi/ho-tro/:id/goi.zip',
  '/lay-so/hen',
  '/bang-goi/giong',
  '/bang-goi/giong/rieng/:clip',
  '/bang-goi/giong/chung/:clip',
  '/thiet-bi/:token',
  '/dang-nhap/tai-khoan-tinh',
  '/dang-nhap/tai-khoan-tinh/ve',
  '/dang-nhap/tai-khoan-tinh/ra',
  '/can-bo/tai-khoan/lien-ket/bat-dau',
  '/cong-dan/dang-nhap/bat-dau',
  '/cong-dan/dang-nhap/ve',
  '/cong-dan/dang-xuat/xong',
  '/theo-doi-ho-so',
  '/theo-doi-ho-so/:key/tep/:id',
  '/theo-doi-ho-so/:key/ket-qua/:id',
  '/can-bo/nguoi-dan-gui/:id/tep/:file',
  '/nhan-tin',
  '/can-bo/quan-tri/kenh-gui-tin/zalo/ve',
  '/dang-nhap/ma-xac-thuc',
  '/dang-nhap/mat-khau-moi',
]);

/** Pages that need another system at the other end; walked with the same eyes where that system is played. */
const WALKED_WITH_PARTNER: ReadonlySet<string> = new Set([
  // e2e/sso.test.ts
  '/cua-toi',
  '/cua-toi/:id',
  '/vneid/:token',
  '/kiosk/vneid/:token',
  // e2e/portal-inbox.test.ts
  '/can-bo/ho-so-tu-cong/:id',
]);

const UNKNOWN_PAPER = '/xac-minh?ma=AAAA';

/** A report of the year so far, kept by the chairman. */
async function keptReport({ commune }: Life): Promise<string> {
  const period = { from: Temporal.PlainDate.from('2026-01-01'), to: Temporal.PlainDate.from('2026-06-30') };
  const input = { form: 'II.06a', period, requestId: newRequestId() } as const;
  return (await keepReport(site.t.ctx, commune.person('chutich'), input)).id;
}

/** A task with six clears that the head of an office gave. */
async function exampleTask({ commune }: Life): Promise<string> {
  const officer = commune.person('chuyenvien.tp');
  const input = OpenTaskInput.parse({
    unitId: officer.unitId,
    accountId: officer.accountId,
    work: 'Kiểm tra, thay biển chỉ dẫn đã mờ ở sảnh và ở các quầy tiếp nhận',
    dueDay: localDay(site.t.clock.now()).add({ days: 3 }).toString(),
    responsibility: 'Đủ và đúng biển, người cao tuổi đọc được từ ba mét',
    product: 'Biên bản kiểm tra kèm ảnh chụp từng biển',
    authority: 'Tự quyết cách làm; kinh phí do Giám đốc Trung tâm duyệt',
  });
  return (await openTask(site.t.ctx, commune.person('truongphong.vp'), input, newRequestId())).id;
}

/** The handing on of an officer who will be away. */
async function exampleHandOn({ commune }: Life): Promise<string> {
  const officer = commune.person('chuyenvien.vhxh');
  const day = localDay(site.t.clock.now()).add({ days: 30 });
  const input = RecordLeaveInput.parse({
    requestId: newRequestId(),
    accountId: officer.accountId,
    fromDay: day.toString(),
    toDay: day.add({ days: 2 }).toString(),
  });
  const leaveId = await recordLeave(site.t.ctx, officer, input);
  return (await findHandOnOfLeave(site.t.ctx, officer, leaveId))?.id ?? '';
}

/** Addresses that stand for a page with a parameter, and further views of pages without one. */
type Examples = Readonly<Record<string, readonly string[]>>;

async function examples(life: Life): Promise<Examples> {
  const { t } = site;
  const centre = life.commune.centreId;
  const staff = life.commune.person('quantri');
  const id = async (sql: string) => (await t.owner.query<{ id: string }>(sql)).rows[0]?.id ?? '';
  const booked = await exampleAppointment(site);
  const validFrom = localDay(site.t.clock.now()).toString();
  await startPlan(site.t.ctx, staff, PlanHeadInput.parse({ validFrom }));
  const task = await exampleTask(life);
  const handOn = await exampleHandOn(life);
  const rated = await exampleRatings(site, life.commune);
  const dossier = (ref: string, query = '') => `/can-bo/ho-so/${encodeURIComponent(ref)}${query}`;
  return {
    ...(await walkedAddresses(site, life)),
    '/thu-tuc': ['/thu-tuc', '/thu-tuc?q=khai+sinh', '/thu-tuc?q=qqqqq'],
    '/thu-tuc/:code': [`/thu-tuc/${PENSION}`],
    '/tra-cuu': ['/tra-cuu', `/tra-cuu?so=${life.settled.number}&ma=${life.settled.secret}`],
    '/xac-minh': ['/xac-minh', UNKNOWN_PAPER],
    '/xac-minh/:code': [`/xac-minh/${life.paperCode}`],
    '/quet/:token': [`/quet/${life.scan.token}`],
    '/phieu/:token': [`/phieu/${life.ticket}`],
    '/kiosk/phieu/:token': [`/kiosk/phieu/${life.ticket}`],
    '/danh-gia/:token': [`/danh-gia/${life.rating}`, `/danh-gia/${rated.token}`],
    '/danh-gia/:token/khao-sat/xong': [`/danh-gia/${rated.token}/khao-sat/xong`],
    '/danh-gia/:token/khao-sat/:number': [
      `/danh-gia/${rated.token}/khao-sat/1`,
      `/danh-gia/${rated.token}/khao-sat/9`,
    ],
    '/danh-gia/:token/lien-he': [`/danh-gia/${rated.token}/lien-he`],
    '/can-bo/danh-gia/lien-he/:id': [`/can-bo/danh-gia/lien-he/${rated.contactId}`],
    '/dat-lich': ['/dat-lich', '/dat-lich?q=khai+sinh', '/dat-lich?q=qqqqq'],
    '/dat-lich/ngay': [`/dat-lich/ngay?thu-tuc=${PENSION}`],
    '/dat-lich/gio': [`/dat-lich/gio?nhom=A&ngay=${booked.day}`],
    '/dat-lich/ten': [`/dat-lich/ten?nhom=A&gio=${encodeURIComponent(booked.start)}`],
    '/hen/:token': [`/hen/${booked.token}`],
    '/hen/:token/doi': [`/hen/${booked.token}/doi`, `/hen/${booked.token}/doi?ngay=${booked.day}`],
    '/can-bo/lich-hen': [`/can-bo/lich-hen?ngay=${booked.day}`, '/can-bo/lich-hen'],
    '/can-bo/quan-tri/lich-hen/:groupId': [
      `/can-bo/quan-tri/lich-hen/${await id("select id from service_groups where letter = 'A'")}`,
    ],
    '/bang-goi/:centre': [`/bang-goi/${centre}`],
    '/lay-so/tim': ['/lay-so/tim?q=uy+quyen+nhan+luong'],
    '/lay-so/viec': [`/lay-so/viec?thu-tuc=${PENSION}`],
    '/lay-so/uu-tien': [`/lay-so/uu-tien?thu-tuc=${PENSION}`],
    '/kiosk': ['/kiosk', '/kiosk?to=1', '/kiosk?lang=en', '/kiosk?lang=vi'],
    '/kiosk/tim': ['/kiosk/tim?q=uy+quyen+nhan+luong', '/kiosk/tim?q=qqqqq'],
    '/kiosk/viec': [`/kiosk/viec?thu-tuc=${PENSION}`],
    '/kiosk/uu-tien': [`/kiosk/uu-tien?thu-tuc=${PENSION}`],
    '/can-bo/ho-so': ['/can-bo/ho-so', '/can-bo/ho-so?q=nguyen', '/can-bo/ho-so?q=qqqqq'],
    '/can-bo/ho-so/:ref': [
      dossier(life.received),
      dossier(life.received, '?lam=withdraw'),
      dossier(life.received, '?lam=correct-procedure'),
      dossier(life.waiting),
      dossier(life.waiting, '?lam=complete-supplement'),
      dossier(life.settled.number),
      dossier(life.settled.number, '?lam=return-result'),
      dossier(life.draft),
    ],
    '/can-bo/ho-so/moi': [
      '/can-bo/ho-so/moi',
      `/can-bo/ho-so/moi?thu-tuc=${PENSION}`,
      `/can-bo/ho-so/moi?nhap=${life.draft}`,
    ],
    '/can-bo/cong-viec/:id': [`/can-bo/cong-viec/${task}`],
    '/can-bo/theo-doi/nhac/:id': [
      `/can-bo/theo-doi/nhac/${await id('select id from dossiers where received_at is not null')}`,
    ],
    '/can-bo/ban-giao/:id': [`/can-bo/ban-giao/${handOn}`],
    '/can-bo/quan-tri/bieu-mau/:code': ['/can-bo/quan-tri/bieu-mau/ket-hon'],
    '/can-bo/quan-tri/bieu-mau/:code/thu': ['/can-bo/quan-tri/bieu-mau/ket-hon/thu'],
    '/can-bo/quan-tri/quy-trinh/:code/sua': ['/can-bo/quan-tri/quy-trinh/chung-thuc/sua'],
    '/can-bo/quan-tri/quy-trinh/:code/chep': ['/can-bo/quan-tri/quy-trinh/chung-thuc/chep'],
    '/can-bo/thong-ke/bieu/:code': ['/can-bo/thong-ke/bieu/07a', '/can-bo/thong-ke/bieu/06a'],
    '/can-bo/thong-ke/bieu/:code/nhap': ['/can-bo/thong-ke/bieu/06a/nhap', '/can-bo/thong-ke/bieu/08b/nhap'],
    '/can-bo/thong-ke/chot/:id': [`/can-bo/thong-ke/chot/${await keptReport(life)}`],
    '/can-bo/thong-ke/danh-sach/:list': ['late', 'register', 'control'].map(
      (list) => `/can-bo/thong-ke/danh-sach/${list}`,
    ),
    '/can-bo/thong-ke/766/:code': ['/can-bo/thong-ke/766/2.1'],
    '/can-bo/quay': ['/can-bo/quay', '/can-bo/quay?chon=1'],
    '/can-bo/sanh-truc/quay/:number': ['/can-bo/sanh-truc/quay/2'],
    '/can-bo/quet/:id': [`/can-bo/quet/${life.scan.id}`],
    '/can-bo/bien-lai/:id/huy': [`/can-bo/bien-lai/${life.receipt}/huy`],
    '/can-bo/bien-lai/:id/hoan-tra': [`/can-bo/bien-lai/${life.receipt}/hoan-tra`],
    '/can-bo/quan-tri/sanh/nhom/:letter': ['/can-bo/quan-tri/sanh/nhom/A', '/can-bo/quan-tri/sanh/nhom/moi'],
    '/can-bo/quan-tri/thu-tuc/:code': [`/can-bo/quan-tri/thu-tuc/${PENSION}`],
    '/can-bo/quan-tri/thu-tuc/nhap/:id': [`/can-bo/quan-tri/thu-tuc/nhap/${life.importRun}`],
    '/can-bo/quan-tri/quy-trinh/:code': ['/can-bo/quan-tri/quy-trinh/chung-thuc'],
    '/can-bo/quan-tri/tai-khoan/:id': [`/can-bo/quan-tri/tai-khoan/${staff.accountId}`],
    '/can-bo/quan-tri/co-quan/phong/:id': [
      `/can-bo/quan-tri/co-quan/phong/${await id("select id from agencies where kind = 'unit'")}`,
    ],
    '/can-bo/quan-tri/co-quan/quay/:id': [
      `/can-bo/quan-tri/co-quan/quay/${await id('select id from counters')}`,
    ],
  };
}

const READERS = [
  'tiepnhan2',
  'truongphong.vp',
  'chutich',
  'giamdoc',
  'quantri',
  'kiemtoan',
  'phochutich',
] as const satisfies readonly ExampleUsername[];
type Reader = (typeof READERS)[number] | 'citizen';

let life: Life;
let shownAt: Examples;
const pages = mountedPages().filter((url) => !NO_PAGES.has(url) && !WALKED_WITH_PARTNER.has(url));
const visitors = new Map<Reader, ReturnType<typeof newVisitor>>();

beforeAll(async () => {
  life = await playLife(site);
  shownAt = await examples(life);
});

/** One browser context for each reader; an officer signs in the first time. */
async function pageOf(who: Reader): Promise<Page> {
  const known = visitors.get(who);
  const visitor = known ?? newVisitor(browser, { baseURL: site.url, checker: true });
  visitors.set(who, visitor);
  const { page } = await visitor;
  if (known === undefined && who !== 'citizen') {
    await site.signIn(page, who);
  }
  return page;
}

/** Who was last let in, by part of the officers' side: likely to be let into its next page as well. */
const lastReader = new Map<string, Reader>();

/** Opens the page as somebody who may read it; the status is the last reader's where nobody may. */
async function open(path: string): Promise<{ readonly page: Page; readonly status: number }> {
  const part = path.split(/[/?]/, 4).join('/');
  const readers: readonly Reader[] = path.startsWith('/can-bo') ? READERS : ['citizen'];
  const likely = lastReader.get(part) ?? readers[0] ?? 'citizen';
  const [size] = sizesOf(path);
  const ask = async (who: Reader) => {
    const page = await pageOf(who);
    await page.setViewportSize(SIZES[size]);
    return { page, status: (await page.goto(path))?.status() ?? 0 };
  };
  let answer = await ask(likely);
  for (const who of readers.filter((one) => one !== likely)) {
    if (answer.status === 200) {
      break;
    }
    answer = await ask(who);
    lastReader.set(part, who);
  }
  return answer;
}

async function look(page: Page, name: string, sizes: readonly (keyof typeof SIZES)[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    await expectFits(page);
    // Officers' pages are the same page at both widths, and there are many: axe looks at the first.
    if (size === sizes[0] || !page.url().includes('/can-bo')) {
      await expectAccessible(page);
    }
    await shot(page, `page${name}-${size}`);
  }
}

/** Kiosk and board are also seen at the size of their own screens. */
function sizesOf(path: string): readonly [keyof typeof SIZES, ...(keyof typeof SIZES)[]] {
  if (path.startsWith('/bang-goi')) {
    return ['board', 'desk'];
  }
  return path.startsWith('/kiosk') ? ['kiosk', 'desk', 'phone'] : ['desk', 'phone'];
}

async function walk(path: string): Promise<Page> {
  const { page, status } = await open(path);
  expect(status, path).toBe(path === UNKNOWN_PAPER ? 404 : 200);
  expect(new URL(page.url()).pathname, path).toBe(new URL(path, site.url).pathname);
  await look(page, path.replaceAll(/[^a-z0-9.]+/gi, '_').slice(0, 70), sizesOf(path));
  return page;
}

test.each(pages)('%s is accessible and fits, at desk and phone width', async (url) => {
  const shown = shownAt[url] ?? [url];
  expect(shown[0], `an example address for the new page ${url}`).not.toMatch(/:|\/$(?<!^\/)/);
  for (const path of shown) {
    const page = await walk(path);
    if (!url.startsWith('/can-bo')) {
      await readByAll(page, url);
    }
  }
});

test.each([
  [
    'wider than the screen',
    '<main><h1>Ví dụ</h1><p style="width:700px">dài</p></main>',
    'wider than the screen',
  ],
  [
    'cut off',
    '<main><h1>Ví dụ</h1><p style="width:9em;overflow:hidden;white-space:nowrap">Tên dài hơn chỗ dành cho nó</p></main>',
    'cut off',
  ],
  [
    'not reached',
    '<main><h1>Ví dụ</h1><div onkeydown="event.preventDefault()"><button>1</button></div><a href="/">2</a></main>',
    'not reached',
  ],
  ['not seen', '<main><h1>Ví dụ</h1><a href="/" style="outline:none">1</a></main>', 'no visible focus'],
  ['two first headings', '<main><h1>Ví dụ</h1><h1>Ví dụ</h1></main>', 'h1'],
])('the reader of pages finds what is %s', async (_what, html, words) => {
  const { page, context } = await newVisitor(browser, { baseURL: site.url });
  await page.setContent(`<!doctype html><title>Ví dụ</title>${html}`);
  await expect(readByAll(page, '/kiosk')).rejects.toThrow(words);
  await context.close();
});

test('each page of the citizens has a title of its own', () => {
  expect(sharedTitles()).toEqual([]);
});

test('public pages speak English: what stays Vietnamese is marked as such', async () => {
  const citizen = { kind: 'public', centreId: life.commune.centreId } as const;
  const { name } = await getCentre(site.t.ctx, life.commune.centreId);
  const leftoversOf = leftoverFinder([name]);
  const left: string[] = [];
  for (const path of pages
    .filter((url) => !url.startsWith('/can-bo'))
    .flatMap((url) => shownAt[url] ?? [url])) {
    const { pathname, searchParams } = new URL(path, site.url);
    searchParams.set('lang', 'en');
    const url = `${pathname}?${searchParams}`;
    const { body, statusCode } = await site.t.as(citizen, { url, headers: { accept: 'text/html' } });
    expect(statusCode, url).not.toBe(500);
    left.push(...leftoversOf(body).map((text) => `${path}: ${text}`));
  }
  expect(left).toEqual([]);
});

test.each([
  ['/khong-co-trang-nay', undefined, 404, 'Không tìm thấy'],
  ['/can-bo/ho-so/H56.999-000000-0000', 'tiepnhan2', 404, 'Không tìm thấy'],
  ['/can-bo/quan-tri/tai-khoan', 'tiepnhan2', 403, 'chưa có quyền'],
] as const)('%s says what is wrong and where to go', async (path, who, status, words) => {
  const page = await pageOf(who ?? 'citizen');
  expect((await page.goto(path))?.status()).toBe(status);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(words);
  expect(await page.locator('main a').count()).toBeGreaterThan(0);
  await look(page, `refused-${status}`, ['desk', 'phone']);
});

test('no page reported an error of its scripts', async () => {
  for (const visitor of visitors.values()) {
    expect((await visitor).errors).toEqual([]);
  }
});

test('a machine becomes the board of the hall by its link', async () => {
  const secrets = await readExampleSecrets(site.t.ctx.config);
  const { context, page } = await newVisitor(browser, { baseURL: site.url, size: 'board' });
  await page.goto(`/thiet-bi/${secrets?.board ?? ''}`);
  expect(new URL(page.url()).pathname).toMatch(/^\/bang-goi/);
  await context.close();
});
