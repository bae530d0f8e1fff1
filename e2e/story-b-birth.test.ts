import { beforeAll, expect, test } from 'vitest';
import { oversightModule } from '#modules/oversight/index.ts';
import {
  expectAccessible,
  expectFits,
  newVisitor,
  openBrowser,
  shot,
  visibleText,
} from './support/browser.ts';
import { fillIntake, type Officer, officerAt, receive, refOnPage } from './support/desk.ts';
import { BIRTH } from './support/life.ts';
import { openSite } from './support/site.ts';

/**
 * Story B. A birth registration that lacks two papers at reception, and one that is found lacking after examination
 * (NĐ 118/2025 Đ17 k.1c, Đ19 k.5): asked for once, kept, not chased, begun anew when complete, closed by a person.
 */
const site = await openSite('2026-05-11T08:00:00+07:00');
const browser = await openBrowser();
const { t } = site;
const MOTHER = { name: 'Trần Thị Ví Dụ Sinh Con', idNumber: '038190000777', phone: '0900000777' };

let counter: Officer;
let justice: Officer;

beforeAll(async () => {
  counter = await officerAt(browser, site, 'tiepnhan1');
  justice = await officerAt(browser, site, 'chuyenvien.tp');
});

interface Stored {
  readonly id: string;
  readonly status: number;
  readonly outcome: string | null;
  readonly runs: readonly { readonly due: string; readonly originalDue: string }[];
}

async function stored(ref: string): Promise<Stored> {
  const { rows } = await t.owner.query<Stored>(
    `select id, status, outcome, state->'runs' as runs from dossiers where number = $1 or id::text = $1`,
    [ref],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new Error(`no dossier ${ref}`);
  }
  return row;
}

async function formsOf(ref: string): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ form: string }>(
    'select form from documents where subject_id = $1 order by drawn_at, form',
    [(await stored(ref)).id],
  );
  return rows.map(({ form }) => form);
}

/** Runs the check that the server runs every ten minutes; gives the kinds of warnings about the dossier. */
async function warningsOf(ref: string): Promise<readonly string[]> {
  await oversightModule.tasks?.['oversight.check-terms']?.(t.ctx, {});
  const { rows } = await t.owner.query<{ kind: string }>('select kind from warnings where dossier_id = $1', [
    (await stored(ref)).id,
  ]);
  return rows.map(({ kind }) => kind);
}

test('two papers missing at reception: one slip that lists both, no term runs, nothing is lost', async () => {
  const { page } = counter;
  await fillIntake(counter, BIRTH, MOTHER);
  await page.getByRole('combobox', { name: /Giấy chứng sinh/ }).selectOption({ label: 'Chưa có' });
  await page.getByRole('combobox', { name: /Tờ khai đăng ký/ }).selectOption({ label: 'Chưa có' });
  await page.getByRole('button', { name: 'Yêu cầu bổ sung' }).click();
  await page.getByRole('heading', { name: /Phiếu yêu cầu bổ sung/ }).waitFor();
  const listed = await page
    .getByLabel('Cần bổ sung', { exact: true })
    .evaluateAll((inputs) => inputs.map((input) => (input instanceof HTMLInputElement ? input.value : '')));
  expect(listed.filter((value) => /Tờ khai|Giấy chứng sinh/.test(value))).toHaveLength(2);
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe(MOTHER.name);
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, 'b-supplement-slip');
  await page.getByRole('button', { name: 'Lập phiếu bổ sung và in' }).click();
  await page.getByText('Đã ghi: yêu cầu bổ sung').waitFor();
  await shot(page, 'b-asked');
  const ref = refOnPage(page);
  expect(await stored(ref)).toMatchObject({ status: 5, runs: [] });
  expect(await formsOf(ref)).toEqual(['02']);
  expect(await visibleText(page)).toContain('Chờ bổ sung giấy tờ');

  t.clock.set('2026-05-12T09:00:00+07:00');
  expect(await warningsOf(ref)).toEqual([]);
  await counter.visit('/can-bo/ho-so?q=tran+thi+vi+du+sinh');
  await page.getByRole('row').filter({ hasText: MOTHER.name }).getByRole('link').first().click();
  await page.getByRole('link', { name: 'Tiếp tục tiếp nhận' }).click();
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe(MOTHER.name);
  expect(await page.getByLabel('Điện thoại', { exact: true }).inputValue()).toBe(MOTHER.phone);
  expect(await page.getByRole('combobox', { name: /Căn cước/ }).inputValue()).toBe('shown');
  await shot(page, 'b-comes-back');
  await page.getByRole('button', { name: 'Đánh dấu đủ như thường lệ' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Đã ghi: tiếp nhận').waitFor();
  const { runs } = await stored(ref);
  expect(runs.map(({ due }) => due)).toEqual(['2026-05-12T10:30:00Z']);
});

test('found lacking after examination: through the centre, one slip, waits and is not chased, begins anew', async () => {
  t.clock.set('2026-05-13T08:00:00+07:00');
  const number = await receive(counter, BIRTH, { ...MOTHER, name: 'Lê Thị Ví Dụ Thiếu Giấy' });
  const first = (await stored(number)).runs[0];
  await counter.act(number, 'Hoàn thành bước');
  await justice.act(number, 'Nhận bàn giao');
  await justice.open(number);
  await justice.begin('Yêu cầu bổ sung', {
    'Nội dung cần bổ sung': 'Giấy cam đoan về việc sinh',
    'Lý do': 'Giấy chứng sinh ghi sai ngày',
  });
  await shot(justice.page, 'b-proposal');
  await justice.confirm();
  expect(await visibleText(justice.page)).toContain('Cần Trung tâm chuyển cho công dân');
  expect(await stored(number)).toMatchObject({ status: 4 });

  await counter.visit('/can-bo');
  expect(await visibleText(counter.page)).toContain('Chuyển yêu cầu bổ sung cho công dân');
  await shot(counter.page, 'b-work');
  await counter.act(number, 'Chuyển yêu cầu bổ sung cho công dân');
  expect(await stored(number)).toMatchObject({ status: 5 });
  expect(await formsOf(number)).toEqual(['01', '02']);

  const asked = await stored(number);
  expect(asked.runs).toMatchObject([{ due: first?.due, originalDue: first?.originalDue }]);
  await counter.act(number, 'Ghi chú', { 'Nội dung': 'Đã gọi điện, chị hẹn tuần sau mang đến' });
  t.clock.set('2026-05-20T09:00:00+07:00');
  expect(await warningsOf(number), 'what waits for the citizen is not chased').toEqual([]);
  expect(await stored(number), 'a note changes nothing').toEqual(asked);

  const { page: phone } = await newVisitor(browser, { baseURL: site.url, size: 'phone' });
  await phone.goto(`/tra-cuu?so=${number}&ma=0777`);
  expect(await visibleText(phone)).toMatch(/đang chờ ông\/bà bổ sung giấy tờ, chậm nhất[\s\S]*Giấy cam đoan/);
  await expectAccessible(phone);
  await expectFits(phone);
  await shot(phone, 'b-phone-waiting');

  await counter.act(number, 'Nhận giấy tờ bổ sung');
  const again = await stored(number);
  expect(again).toMatchObject({ status: 4, runs: [{ originalDue: first?.originalDue }, {}] });
  expect(again.runs[1]?.due).toBe('2026-05-20T10:30:00Z');
  await counter.open(number);
  await counter.page.getByText('Vì sao có ngày này').click();
  const why = await visibleText(counter.page);
  expect(why).toMatch(/thời hạn tính lại từ đầu \(lần 2\)/);
  expect(why).toMatch(/Hẹn trả của lần 1 vẫn được lưu/);
  await shot(counter.page, 'b-explained');

  await justice.open(number);
  await justice.begin('Yêu cầu bổ sung', {
    'Nội dung cần bổ sung': 'Bản sao hộ chiếu của cha',
    'Lý do': 'Cần đối chiếu quốc tịch',
  });
  await justice.page
    .locator('#lam')
    .getByRole('button', { name: /^Xác nhận/ })
    .click();
  await justice.page.getByRole('alert').first().waitFor();
  expect(await visibleText(justice.page)).toMatch(/Lần thứ hai cần lãnh đạo/);
  await shot(justice.page, 'b-second-refused');
  const head = await officerAt(browser, site, 'truongphong.vp');
  await head.act(number, 'Yêu cầu bổ sung', {
    'Nội dung cần bổ sung': 'Bản sao hộ chiếu của cha',
    'Lý do': 'Cần đối chiếu quốc tịch',
    'Lý do của lãnh đạo': 'Phát sinh thông tin về quốc tịch của người cha',
  });
  const { rows } = await t.owner.query(
    "select 1 from dossier_events where data::text like '%quốc tịch của người cha%'",
  );
  expect(rows.length).toBeGreaterThan(0);
});

test('settled after a wait: judged by its run, and the waiting is subtracted for the score', async () => {
  t.clock.set('2026-05-25T08:00:00+07:00');
  const number = await receive(counter, BIRTH, { ...MOTHER, name: 'Phạm Thị Ví Dụ Chờ' });
  await counter.act(number, 'Hoàn thành bước');
  await justice.act(number, 'Yêu cầu bổ sung', {
    'Nội dung cần bổ sung': 'Tờ khai ghi lại cho rõ',
    'Lý do': 'Tờ khai bị mờ',
  });
  await counter.act(number, 'Chuyển yêu cầu bổ sung cho công dân');
  t.clock.set('2026-05-26T08:00:00+07:00');
  await counter.act(number, 'Nhận giấy tờ bổ sung');
  await justice.act(number, 'Ghi quyết định', { 'Nội dung quyết định': 'Đủ điều kiện đăng ký' });
  await justice.act(number, 'Hoàn thành bước');
  const leader = await officerAt(browser, site, 'phochutich');
  await leader.act(number, 'Ký kết quả');
  await leader.act(number, 'Hoàn thành bước');
  await justice.act(number, 'Vào sổ', { 'Tên giấy tờ': 'Giấy khai sinh' });
  await justice.act(number, 'Hoàn thành bước');
  expect(await stored(number)).toMatchObject({ status: 9, outcome: 'on-time' });
  await justice.page.getByText('Vì sao có ngày này').click();
  await shot(justice.page, 'b-settled');
  expect(await visibleText(justice.page)).toMatch(/Thời gian chờ công dân được trừ khi tính điểm: \d+ phút/);
});

test('nothing brought within 15 days: put before a person, who closes it', async () => {
  t.clock.set('2026-06-01T08:00:00+07:00');
  const number = await receive(counter, BIRTH, { ...MOTHER, name: 'Ngô Thị Ví Dụ Không Đến' });
  await counter.act(number, 'Hoàn thành bước');
  await justice.act(number, 'Yêu cầu bổ sung', {
    'Nội dung cần bổ sung': 'Giấy cam đoan về việc sinh',
    'Lý do': 'Chưa có giấy chứng sinh',
  });
  await counter.act(number, 'Chuyển yêu cầu bổ sung cho công dân');
  await counter.open(number);
  expect(await counter.page.locator('a[data-action="Đóng hồ sơ vì quá hạn bổ sung"]').count()).toBe(0);
  t.clock.set('2026-06-17T08:00:00+07:00');
  expect(await warningsOf(number)).toEqual(['closing']);
  await counter.visit('/can-bo');
  expect(await visibleText(counter.page)).toMatch(/Quá hạn bổ sung, cần xem để đóng/);
  await counter.page.getByText(number).first().click();
  await counter.begin('Đóng hồ sơ vì quá hạn bổ sung', { 'Lý do': 'Đã gọi hai lần, công dân không bổ sung' });
  await shot(counter.page, 'b-close');
  await counter.confirm();
  expect(await stored(number)).toMatchObject({ status: 8 });
  expect((await formsOf(number)).at(-1)).toBe('05');
  expect([...counter.errors, ...justice.errors]).toEqual([]);
});
