import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { proceduresModule } from './index.ts';
import { exportLine, exportOf, giveStarter } from './testing/catalogue.ts';

let t: TestApp;
let citizen: Actor;
let admin: StaffActor;
let officer: StaffActor;

beforeAll(async () => {
  t = await testApp({ modules: [proceduresModule] });
  const centreId = await setUpCommune(t.ctx, communeFixture('xa-vi-du'));
  await giveStarter(t.ctx, centreId);
  citizen = { kind: 'public', centreId };
  admin = await makeStaff(t.ctx, centreId, ['administrator']);
  officer = await makeStaff(t.ctx, centreId, ['officer']);
});

const get = async (url: string, actor: Actor = citizen) => t.as(actor, { method: 'GET', url });

/** Scripts that a page loads, without their digest: all pages have the one that keeps them for the time without a line. */
const scriptsOf = (body: string): string[] =>
  [...body.matchAll(/<script[^>]* src="\/assets\/([\w-]+?)-js-/g)].map(([, name]) => name ?? '');

describe('citizens’ pages', () => {
  it('home asks one question and works as a plain form', async () => {
    const { statusCode, body } = await get('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('Ông/bà cần làm việc gì?');
    expect(body).toMatch(/<form[^>]*method="get"[^>]*action="\/thu-tuc"/);
    expect(body).toContain('action="/tra-cuu"');
    expect(body).toContain('href="/lay-so"');
    expect(scriptsOf(body)).toEqual(['ui-keep']);
  });

  it('are compressed for strangers only: what is secret and what is echoed do not share a compressed page', async () => {
    const encoded = async (cookie: string) => {
      const headers = { 'accept-encoding': 'gzip, br', cookie };
      return (await t.as(citizen, { method: 'GET', url: '/thu-tuc?q=x', headers })).headers[
        'content-encoding'
      ];
    };
    expect(await encoded('lang=en')).toBe('br');
    expect(await encoded('lang=en; session=x')).toBeUndefined();
  });

  it('search answers without script, whatever is typed', async () => {
    const { body } = await get(`/thu-tuc?q=${encodeURIComponent('uy quyen nhan luong huu')}`);
    expect(body).toContain('href="/thu-tuc/2.000884"');
    const nothing = await get('/thu-tuc?q=%3Cscript%3Ezzqx%3C/script%3E');
    expect(nothing.statusCode).toBe(200);
    expect(nothing.body).toContain('quầy hướng dẫn');
    expect(nothing.body).not.toContain('<script>zzqx');
  });

  it('asks one question where the first answers are close relatives, a button an answer', async () => {
    const ask = await get(`/thu-tuc?q=${encodeURIComponent('đăng ký kết hôn')}`);
    expect(ask.body).toContain('Ông/bà kết hôn với ai');
    expect(ask.body).toContain('>Đã đăng ký trước đây, giấy và sổ lưu đều mất</a>');
    expect(scriptsOf(ask.body)).toEqual(['ui-keep']);
    expect((await get(`/thu-tuc?q=${encodeURIComponent('đăng ký kết hôn')}&lang=en`)).body).toContain(
      'Whom do you marry',
    );
    expect((await get(`/thu-tuc?q=${encodeURIComponent('mở quán phở')}`)).body).not.toContain('id="hoi-lai"');
  });

  it('browses by field and by event of life; a wrong address is a plain list', async () => {
    expect((await get('/thu-tuc?viec=sinh-con')).body).toContain('href="/thu-tuc/1.001193"');
    expect((await get(`/thu-tuc?linh-vuc=${encodeURIComponent('Đất đai')}`)).body).toContain(
      'href="/thu-tuc/1.115538"',
    );
    expect((await get('/thu-tuc?viec=khong-co')).statusCode).toBe(200);
    expect((await get('/thu-tuc?linh-vuc=khong-co')).body).toContain('chưa có thủ tục');
  });

  it('a procedure answers in the order in which people ask', async () => {
    const { body } = await get('/thu-tuc/2.000884');
    const places = [
      'Có phải việc của tôi không?',
      'Cần mang gì?',
      'Bao lâu?',
      'Bao nhiêu tiền?',
      'Ở đâu, khi nào?',
      'Làm thế nào?',
      'Nội dung niêm yết đầy đủ',
    ].map((heading) => body.indexOf(heading));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(body).toContain('Trong ngày; nhận sau 15:00 thì ngày làm việc tiếp theo');
    expect(body).toContain('10.000 đồng/trường hợp');
    expect(body).toContain('trả lại ngay, không nộp');
    expect(body).toContain('href="/lay-so/viec?thu-tuc=2.000884"');
  });

  it('NĐ 63/2010 Điều 8 k.2: every part is listed', async () => {
    const { body } = await get('/thu-tuc/1.001612');
    for (const part of [
      'Tên chính thức',
      'Trình tự thực hiện',
      'Cách thức thực hiện',
      'Thành phần hồ sơ',
      'Số lượng hồ sơ',
      'Thời hạn giải quyết',
      'Đối tượng thực hiện',
      'Cơ quan giải quyết',
      'Tên mẫu đơn, mẫu tờ khai',
      'Kết quả thực hiện',
      'Yêu cầu, điều kiện',
      'Phí, lệ phí',
      'Căn cứ pháp lý',
      'Quyết định công bố',
    ]) {
      expect(body).toContain(part);
    }
  });

  it('modules above may add facts', async () => {
    t.ctx.events.on('public.facts', async ({ page, add }) => {
      if (page.kind === 'home') {
        add({ place: 'today', text: '7 người chờ', href: '/lay-so' });
      }
    });
    expect((await get('/')).body).toContain('7 người chờ');
  });

  it('keeps large type and high contrast without script, and leads back to the page', async () => {
    const press = (fields: string, cookie = '', referer = 'http://xa.vi-du/thu-tuc/2.000884') =>
      t.as(citizen, {
        method: 'POST',
        url: '/hien-thi',
        headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'xa.vi-du', cookie, referer },
        payload: fields,
      });
    const large = await press('co-chu=lon');
    expect([large.statusCode, large.headers.location]).toEqual([303, '/thu-tuc/2.000884']);
    const both = await press('mau=dam', 'look=l');
    expect(String(both.headers['set-cookie'])).toContain('look=lc');
    const page = await t.as(citizen, { method: 'GET', url: '/thu-tuc', headers: { cookie: 'look=lc' } });
    expect(page.body).toMatch(/^<!doctype html><html[^>]* data-size="large" data-contrast="more"/);
    expect(page.body).toContain('value="thuong">Chữ thường');
    expect(String((await press('co-chu=thuong', 'look=l')).headers['set-cookie'])).toContain('look=-');
    expect((await press('mau=dam', '', 'https://khac.vi-du/x')).headers.location).toBe('/');
  });

  it('posts the list in force: a board a field with a code to scan, and what changed lately', async () => {
    const list = await get('/niem-yet');
    expect(list.body).toContain('60 thủ tục đang áp dụng');
    expect(list.body).toContain(`/niem-yet/bang.pdf?kho=a3&amp;linh-vuc=${encodeURIComponent('Đất đai')}`);
    const board = await get(`/niem-yet/bang?kho=a3&linh-vuc=${encodeURIComponent('Đất đai')}`);
    expect(board.body).toContain('board-a3');
    expect(board.body).toContain('href="/thu-tuc/1.115538"');
    expect(board.body).toMatch(/class="board-code"[^>]*><svg/);
    expect(scriptsOf(board.body)).toEqual(['ui-keep']);
    expect((await get('/niem-yet/bang?linh-vuc=khong-co&kho=a9')).body).toContain('Chưa có thủ tục nào');
    const file = await get(`/niem-yet/bang.pdf?kho=a4&linh-vuc=${encodeURIComponent('Đất đai')}`);
    expect(file.headers['content-disposition']).toBe('inline; filename="niem-yet-dat-dai-a4.pdf"');
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(file.rawPayload)), {
      mergePages: true,
    });
    expect(text.normalize('NFC')).toMatch(
      /Bản có hiệu lực ngày 04\/05\/2026[\s\S]*GIÁM ĐỐC TRUNG TÂM[\s\S]*1\.115538/,
    );
    expect((await get('/niem-yet/bang.pdf?linh-vuc=khong-co')).statusCode).toBe(404);
    const changes = await get('/niem-yet/thay-doi');
    expect(changes.body).toContain('Chưa có thay đổi');
  });

  it('can stand on a phone’s first screen under the names of the centre and its commune', async () => {
    const { headers, body } = await get('/ung-dung.webmanifest');
    expect(headers['content-type']).toContain('application/manifest+json');
    const manifest = z
      .object({
        name: z.string(),
        short_name: z.string(),
        icons: z.array(z.object({ src: z.string(), purpose: z.string() })),
        shortcuts: z.array(z.object({ url: z.string() })),
      })
      .parse(JSON.parse(body));
    expect(manifest.name).toMatch(/^Trung tâm/);
    expect(manifest.short_name.length).toBeLessThan(manifest.name.length);
    expect(manifest.icons.map(({ purpose }) => purpose)).toEqual(['any', 'any', 'maskable']);
    for (const { src } of manifest.icons) {
      const icon = await get(src);
      expect(icon.headers['content-type']).toBe('image/png');
      expect(icon.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    }
    expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/tra-cuu', '/lay-so', '/nop-ho-so']);
    expect((await get('/')).body).toContain('<link rel="manifest" href="/ung-dung.webmanifest"');
  });

  it('only what holds nothing of a person may be kept unasked', async () => {
    expect((await get('/thu-tuc/2.000884')).headers['x-keep']).toBe('opened 180');
    for (const url of [
      '/',
      '/thu-tuc',
      '/thu-tuc?q=khai+sinh',
      '/niem-yet',
      '/ngoai-tuyen',
      '/can-bo/quan-tri/tu-khoa',
    ]) {
      expect((await get(url)).headers['x-keep'], url).toBeUndefined();
    }
    expect((await get('/thu-tuc/2.000884', admin)).headers['x-keep']).toBe('opened 180');
  });

  it('without a line: where the centre is, when it is open, and what may not have been sent', async () => {
    const { statusCode, body } = await get('/ngoai-tuyen');
    expect(statusCode).toBe(200);
    expect(body).toContain('Giờ mở cửa');
    expect(body).toContain('Xin hỏi tại Trung tâm.');
    // What the service worker looks for when it serves a page from the device.
    expect(body).toMatch(/ data-sent(?:="")? hidden/);
    expect((await get('/thu-tuc/2.000884')).body).toMatch(
      / data-kept-note="procedure" hidden[\s\S]*<time data-kept-at(?:="")?><\/time>/,
    );
  });

  it('an unknown procedure is not found, with the next step', async () => {
    const { statusCode, body } = await get('/thu-tuc/9.999999');
    expect(statusCode).toBe(404);
    expect(body).toContain('quầy hướng dẫn');
  });

  it('speaks English on request', async () => {
    expect((await get('/thu-tuc/2.000884?lang=en')).body).toContain('What to bring?');
  });
});

describe('API', () => {
  it('finds by plain words', async () => {
    const { statusCode, body } = await get('/api/v1/procedures?q=lam%20giay%20khai%20sinh&limit=3');
    expect(statusCode).toBe(200);
    const { items, total } = JSON.parse(body);
    expect(items[0]).toMatchObject({ code: '1.001193', plainName: 'Đăng ký khai sinh' });
    expect(items).toHaveLength(3);
    expect(total).toBeGreaterThanOrEqual(3);
  });

  it('lists by field, in pages', async () => {
    const { items, total } = JSON.parse((await get('/api/v1/procedures?limit=5&offset=58')).body);
    expect([items.length, total]).toEqual([2, 60]);
  });

  it('gives one whole, or says that there is none', async () => {
    const one = JSON.parse((await get('/api/v1/procedures/2.000815')).body);
    expect(one).toMatchObject({ version: 1, missing: [], procedure: { code: '2.000815' } });
    expect((await get('/api/v1/procedures/9.999999')).statusCode).toBe(404);
    expect((await get('/api/v1/procedures/abc')).statusCode).toBe(422);
    expect((await get('/api/v1/procedures?limit=0')).statusCode).toBe(422);
  });
});

describe('officers’ pages', () => {
  const upload = (actor: Actor, text: string, requestId = newRequestId()) => {
    const boundary = 'ranhgioi';
    const payload = [
      `--${boundary}\r\ncontent-disposition: form-data; name="requestId"\r\n\r\n${requestId}`,
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="danh-muc.jsonl"\r\ncontent-type: application/json\r\n\r\n${text}`,
      `--${boundary}--\r\n`,
    ].join('\r\n');
    return t.as(actor, {
      method: 'POST',
      url: '/can-bo/quan-tri/thu-tuc/nhap',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    });
  };

  it('list and versions are for staff', async () => {
    expect((await get('/can-bo/quan-tri/thu-tuc', officer)).body).toContain('2.000884');
    expect((await get('/can-bo/quan-tri/thu-tuc/2.000884', officer)).body).toContain('Danh mục khởi đầu');
    expect((await get('/can-bo/quan-tri/thu-tuc', citizen)).statusCode).not.toBe(200);
  });

  it('upload, look at the difference, untick, apply', async () => {
    t.clock.tick({ minutes: 1 });
    const text = exportOf([
      exportLine('1.700001', { name: 'Thủ tục mới tinh' }),
      exportLine('1.001193', { name: 'Khai sinh kiểu mới', field: 'Hộ tịch' }),
      { code: 'sai' },
    ]);
    const sent = await upload(admin, text);
    expect(sent.statusCode).toBe(303);
    const at = String(sent.headers.location);
    const { body } = await get(at, admin);
    expect(body).toContain('Thêm 1, thay đổi 1');
    expect(body).toContain('Thủ tục mới tinh');
    expect(body).toContain('Dòng 3');
    const applied = await t.as(admin, {
      method: 'POST',
      url: `${at}/ap-dung`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'from=2026-05-04&offered=1.001193',
    });
    expect(applied.statusCode).toBe(303);
    expect((await get(at, admin)).body).toContain('Đã thêm 1, thay đổi 0');
    expect((await get('/thu-tuc/1.700001')).body).toContain('Thủ tục mới tinh');
    expect((await get('/niem-yet/thay-doi')).body).toMatch(
      /Mới tinh<\/a><p[^>]*>Mới áp dụng từ 04\/05\/2026/,
    );
    expect((await get('/thu-tuc/1.001193')).body).not.toContain('Khai sinh kiểu mới');
  });

  it('a file without a readable line says so and keeps the page', async () => {
    const { statusCode, body } = await upload(admin, 'xin chào');
    expect(statusCode).toBe(422);
    expect(body).toContain('Không đọc được thủ tục nào');
  });

  it('only the administrator may import; a refusal writes nothing', async () => {
    const count = async () => (await t.owner.query('SELECT count(*) FROM import_runs')).rows[0].count;
    const before = await count();
    expect((await upload(officer, exportOf([exportLine('1.700002')]))).statusCode).toBe(403);
    expect((await get('/can-bo/quan-tri/thu-tuc/nhap', officer)).body).not.toContain('type="file"');
    expect(await count()).toBe(before);
  });
});
