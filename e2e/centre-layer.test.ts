import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findExample } from '#modules/identity/queries/example.ts';
import { pullDossiers } from '#modules/mirror/commands/pull.ts';
import { saveMirrorSettings } from '#modules/mirror/commands/save-settings.ts';
import { FIELD_WORDS } from '#modules/mirror/rules/rows.ts';
import { MIRROR_FIELDS, MirrorSettingsInput } from '#modules/mirror/schema.ts';
import { newId } from '#platform/id.ts';
import { startProvincialSystem } from '#simulators/provincial-system/start.ts';
import { expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { openSite } from './support/site.ts';

/** A centre's layer beside the provincial system: what that tells is seen by leaders, officers and citizens; what is done there is not offered here. */
const site = await openSite('2026-05-04T10:00:00+07:00', 'centre-layer');
const browser = await openBrowser();
const SAID = 'heo hệ thống của tỉnh, lúc 10:00 04/05';
const CODE = 'H56.14-260504-0001';

async function deliver(): Promise<void> {
  const province = await startProvincialSystem();
  province.fill(12);
  const late = province.rows.get(CODE);
  province.rows.set(CODE, {
    ...late,
    TrangThaiHoSo: '4',
    TenTTHC:
      'Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài tại khu vực biên giới',
    ChuHoSo: 'Nguyễn Hoàng Bảo Ngọc Phương Anh Ví Dụ',
    SoDienThoai: '0900000123',
    DonViXuLy: 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã',
    NgayTiepNhan: '20/04/2026 08:00',
    NgayHenTra: '30/04/2026 17:00',
  });
  const example = await findExample(site.t.ctx);
  if (example === undefined) {
    throw new Error('the example commune is not there');
  }
  const columns = Object.fromEntries(
    MIRROR_FIELDS.map((field) => [
      field,
      FIELD_WORDS[field].usual.find((name) => /^[A-Z][A-Za-z]+$/.test(name)) ?? '',
    ]),
  );
  await saveMirrorSettings(
    site.t.ctx,
    example.staff('quantri'),
    MirrorSettingsInput.parse({
      requestId: newId(),
      kind: 'http',
      base: province.url,
      token: 'client-credentials',
      clientId: 'vi-du',
      secret: 'bi-mat-vi-du',
      columns,
    }),
  );
  const read = await pullDossiers(site.t.ctx, example.system);
  await province.stop();
  expect(read).toBe(true);
}

async function seen(page: Page, name: string): Promise<void> {
  await expectFits(page);
  await shot(page, `layer-${name}`);
}

test('the province tells, a leader sees it with source and time, an officer finds it, a citizen looks it up; acts of the source are not offered', async () => {
  const desk = await newVisitor(browser, { baseURL: site.url, size: 'desk' });
  await site.signIn(desk.page, 'giamdoc');
  await desk.page.goto('/can-bo/theo-doi');
  await desk.page.getByText('Chưa cài đặt nguồn đối chiếu').first().waitFor();
  await deliver();
  await desk.page.reload();
  const tile = desk.page.locator('[data-figure="late"]');
  expect(await tile.locator('.figure-number').textContent()).toBe('1');
  expect(await tile.locator('.figure-source').textContent()).toBe(`t${SAID}`);
  expect(await desk.page.locator('a[href="/can-bo/ky-so"]').count()).toBe(0);
  await seen(desk.page, 'board');
  await tile.locator('a').click();
  await desk.page.getByText(CODE).first().waitFor();
  await desk.page.goto(`/can-bo/quan-tri/doi-chieu/ho-so/${CODE}`);
  await desk.page.getByText(`T${SAID}`).waitFor();
  await seen(desk.page, 'dossier');
  await desk.page.goto('/can-bo/thong-ke?tu=2026-01-01&den=2026-05-04');
  await desk.page.getByText(`T${SAID}`).waitFor();
  await seen(desk.page, 'report');
  expect(desk.errors).toEqual([]);

  const counter = await newVisitor(browser, { baseURL: site.url, size: 'desk' });
  await site.signIn(counter.page, 'tiepnhan1');
  await counter.page.goto('/can-bo/ho-so');
  await counter.page.getByText(CODE).waitFor();
  await seen(counter.page, 'search');
  await counter.page.goto('/can-bo/ho-so/moi');
  await counter.page.getByRole('button', { name: /^Ghi biên nhận/ }).waitFor();
  expect(
    await counter.page.getByRole('button', { name: /Từ chối|Yêu cầu bổ sung|Tiếp nhận và in/ }).count(),
  ).toBe(0);
  await seen(counter.page, 'intake');

  const phone = await newVisitor(browser, { baseURL: site.url, size: 'phone', script: false });
  await phone.page.goto('/tra-cuu');
  await phone.page.getByLabel('Mã hồ sơ', { exact: true }).fill(CODE);
  await phone.page.getByLabel(/^Mã tra cứu/).fill('0123');
  await phone.page.getByRole('button', { name: 'Xem hồ sơ' }).click();
  await phone.page.getByRole('heading', { name: /chưa xong đúng hẹn 17:00/ }).waitFor();
  await phone.page.getByText(`T${SAID}`).waitFor();
  expect(await phone.page.getByText('Bảo Ngọc').count()).toBe(0);
  await seen(phone.page, 'look-up');
  await phone.page.goto('/so-lieu?tu=2026-01-01&den=2026-05-04');
  await phone.page.getByText(`T${SAID}`).waitFor();
  await seen(phone.page, 'statistics');
}, 60_000);
