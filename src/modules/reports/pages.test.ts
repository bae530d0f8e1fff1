import { beforeAll, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import type { Actor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { reportsModule } from './index.ts';

let t: TestApp;
let commune: TestCommune;
let leader: Actor;
const days = 'tu=2026-10-15&den=2026-11-14';
const URL = '/can-bo/thong-ke';

beforeAll(async () => {
  t = await testApp({
    modules: [...MODULES_BELOW, reportsModule],
    example: true,
    now: '2026-11-03T08:00:00+07:00',
  });
  commune = await testCommune(t.ctx);
  leader = commune.person('giamdoc');
  for (const code of ['1.001193', '1.001193', '2.000884']) {
    await commune.act('tiepnhan1', 'new', { type: 'receive', intake: await commune.intake(code) });
  }
  t.clock.set('2026-11-16T09:00:00+07:00');
}, 120_000);

const get = (url: string, actor: Actor = leader) => t.as(actor, { url });
const post = (url: string, fields: Record<string, string>, actor: Actor = leader) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: new URLSearchParams(fields).toString(),
  });

describe('reports as pages', () => {
  it.each(['field', 'field_group', 'procedure_code', 'channel', 'unit_id', 'officer_id'])(
    'by %s, with figures that lead to their dossiers',
    async (theo) => {
      const page = await get(`${URL}?${days}&theo=${theo}`);
      expect(page.statusCode).toBe(200);
      const [, href = ''] = /href="([^"]*ho-so[^"]*so=received[^"]*)"/.exec(page.body) ?? [];
      const behind = await get(href.replaceAll('&amp;', '&'));
      expect(behind.body).toMatch(/H\d+\S*-261103-\d{4}/);
    },
  );

  it('a wrong date is said, and the running month shown instead', async () => {
    expect((await get(`${URL}?tu=hom-qua`)).body).toContain('Ngày chưa đúng.');
  });

  it.each(['late', 'register', 'control'])('the list "%s"', async (list) => {
    expect((await get(`${URL}/danh-sach/${list}?${days}`)).statusCode).toBe(200);
  });

  it('the province: this commune and its sums', async () => {
    const page = await get(`${URL}/tinh?tu=2026-01-01&den=2026-12-31`);
    expect(page.body).toContain('Cộng từ 1 xã, phường');
  });

  it('a form as PDF and Excel at once; a list is ordered', async () => {
    const pdf = await get(`${URL}/tai?report=07a&${days}&dang=pdf`);
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    const excel = await get(`${URL}/tai?report=period&theo=officer_id&${days}&dang=xlsx`);
    expect([excel.statusCode, excel.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const order = { report: 'register', tu: '2026-10-15', den: '2026-11-14', dang: 'xlsx' };
    const ordered = await post(`${URL}/tep`, { ...order, requestId: newRequestId() });
    expect(ordered.headers.location).toBe(`${URL}/tep`);
    expect((await get(`${URL}/tep`)).body).toContain('Đang chờ');
  });

  it('II.06a is refused for a period of 07a, and says which form to take', async () => {
    const page = await get(`${URL}/tai?report=II.06a&${days}&dang=pdf`);
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('07a/BTP/KSTT');
  });
});

describe('forms filled by hand', () => {
  const quarter = { tu: '2026-09-15', den: '2026-12-14' };
  const address = `${URL}/bieu/06a/nhap`;
  const row = (values: Record<number, string>) =>
    Object.fromEntries(Object.entries(values).map(([no, value]) => [`rows.0.${no}`, value]));
  const good = {
    3: '5',
    4: '3',
    5: '2',
    6: '1',
    7: '4',
    8: '4',
    9: '2',
    10: '2',
    11: '1',
    12: '3',
    13: '1',
    14: '1',
    15: '0',
    16: '4',
  };

  it('have no invented noughts: an empty one says so and cannot be given out', async () => {
    const page = await get(`${URL}/bieu/06a?tu=2026-09-15&den=2026-12-14`);
    expect(page.body).toContain('Kỳ này chưa ai nhập.');
    const file = await get(`${URL}/tai?report=06a&tu=2026-09-15&den=2026-12-14&dang=pdf`);
    expect(file.statusCode).toBe(409);
    expect(file.body).toContain('biểu nhập tay');
  });

  it('name each wrong field, keep what was typed, and write nothing', async () => {
    const page = await post(address, {
      ...quarter,
      requestId: newRequestId(),
      'rows.0.about': 'Đất đai',
      ...row({ ...good, 4: 'ba' }),
    });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Cột (4) phải là số nguyên từ 0 trở lên; ô vừa nhập là “ba”.');
    expect(page.body).toContain('value="ba"');
    const sums = await post(address, {
      ...quarter,
      requestId: newRequestId(),
      'rows.0.about': 'Đất đai',
      ...row({ ...good, 4: '4' }),
    });
    expect(sums.body).toContain('Dòng “Đất đai” chưa khớp: (3)=(4)+(5) (5 so với 6).');
    const { rows } = await t.owner.query('select count(*)::int as n from report_manual');
    expect(rows[0]?.n).toBe(0);
  });

  it('are stored with who entered them, kept in history, audited, and then given out', async () => {
    const requestId = newRequestId();
    const fields = { ...quarter, requestId, 'rows.0.about': 'Đất đai', ...row(good) };
    expect((await post(address, fields)).statusCode).toBe(303);
    expect((await post(address, fields)).statusCode).toBe(303);
    const page = await get(`${URL}/bieu/06a?tu=2026-09-15&den=2026-12-14`);
    expect(page.body).toContain('Bản đang xem do');
    expect(page.body).toContain('Các phép cộng của biểu đều đúng.');
    const { rows } = await t.owner.query(
      `select (select count(*)::int from report_manual) as entries,
        (select count(*)::int from audit_entries where action = 'reports.entered') as audited`,
    );
    expect(rows[0]).toEqual({ entries: 1, audited: 1 });
    const file = await get(`${URL}/tai?report=06a&tu=2026-09-15&den=2026-12-14&dang=xlsx`);
    expect(file.statusCode).toBe(200);
  });

  it('are kept as they are, and marked as sent once', async () => {
    const kept = await post(`${URL}/bieu/06a/chot`, { ...quarter, requestId: newRequestId() });
    const address = kept.headers.location ?? '';
    expect((await get(address)).body).toContain('Số liệu dưới đây không đổi nữa.');
    await post(`${address}/gui`, {});
    await post(`${address}/gui`, {});
    const { rows } = await t.owner.query(
      `select count(*)::int as n from audit_entries where action = 'reports.sent'`,
    );
    expect(rows[0]?.n).toBe(1);
  });
});
