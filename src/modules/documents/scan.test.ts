import sharp from 'sharp';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import type { StaffActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { openScan } from './commands/scan.ts';
import { inspectPdf } from './content/pdf.ts';
import { photoPdf } from './content/photo-pdf.ts';
import { documentsModule } from './index.ts';
import { readScanToken, scanToken } from './rules/scan.ts';
import { officer } from './testing/people.ts';

let t: TestApp;
let clerk: StaffActor;

beforeAll(async () => {
  t = await testApp({ modules: [documentsModule], now: '2026-11-23T08:00:00+07:00' });
  clerk = officer(await setUpCommune(t.ctx, communeFixture('xa-mot')), 'receptionist');
});

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer();

function send(path: string, bytes: Uint8Array) {
  const boundary = 'bien-gioi';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="IMG_1.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return t.as(
    { kind: 'public', centreId: newId() },
    {
      method: 'POST',
      url: path,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    },
  );
}

const post = (url: string) => t.as({ kind: 'public', centreId: newId() }, { method: 'POST', url });
const get = (url: string) => t.as({ kind: 'public', centreId: newId() }, { url });

async function open(title = 'Giấy chứng sinh') {
  const { session, url } = await openScan(t.ctx, clerk, { title, purpose: 'component' });
  return { id: session.id, path: new URL(url).pathname };
}

test('a phone photographs two pages, one of them twice; the officer gets one PDF with two pages', async () => {
  const { id, path } = await open();
  expect((await get(path)).body).toContain('Giấy chứng sinh');
  expect((await send(path, await photo(300, 400))).statusCode).toBe(303);
  expect((await send(path, await photo(10, 10))).statusCode).toBe(303);
  expect((await post(`${path}/chup-lai`)).statusCode).toBe(303);
  expect((await send(path, await photo(400, 300))).statusCode).toBe(303);
  expect((await get(path)).body).toContain('Xong, gửi 2 trang');
  expect((await get(`${path}/trang/2`)).headers['content-type']).toBe('image/jpeg');
  expect((await post(`${path}/xong`)).statusCode).toBe(303);
  expect((await post(`${path}/xong`)).statusCode).toBe(303);
  expect((await get(path)).body).toContain('Cán bộ đã nhận 2 trang');
  const view = (await t.as(clerk, { url: `/api/v1/scans/${id}` })).json();
  expect(view).toMatchObject({
    state: 'finished',
    pages: 2,
    file: { name: 'Giấy chứng sinh.pdf', pages: 2 },
  });
  const pdf = (await t.as(clerk, { url: view.file.href })).rawPayload;
  expect((await extractText(await getDocumentProxy(new Uint8Array(pdf)))).totalPages).toBe(2);
  expect(await t.ctx.storage.exists(`${clerk.centreId}/chup/${id}/1`)).toBe(false);
  const { rows } = await t.owner.query('SELECT uploaded_by, uploader_kind FROM files WHERE id = $1', [
    view.file.id,
  ]);
  expect(rows).toEqual([{ uploaded_by: clerk.accountId, uploader_kind: 'system' }]);
});

test('after twenty minutes, or with another token, nothing is taken and nothing is shown', async () => {
  const { path } = await open();
  const other = `/quet/${scanToken({ centreId: clerk.centreId, secret: new Uint8Array(24) })}`;
  expect((await get(other)).statusCode).toBe(410);
  expect((await send(other, await photo(10, 10))).statusCode).toBe(410);
  t.clock.tick({ minutes: 21 });
  expect((await get(path)).statusCode).toBe(410);
  expect((await send(path, await photo(10, 10))).statusCode).toBe(410);
  const { rows } = await t.owner.query(
    'SELECT count(*)::int AS n FROM scan_pages p JOIN scan_sessions s ON s.id = p.session_id WHERE s.file_id IS NULL',
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test('what is no picture is refused on the same page, with the way to mend it', async () => {
  const { path } = await open();
  const refused = await send(path, Buffer.from('<script>'));
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Không nhận được loại tệp này');
  expect((await post(`${path}/xong`)).statusCode).toBe(422);
});

test('another officer does not see the scan; who may not upload cannot open one', async () => {
  const { id } = await open();
  const colleague = officer(clerk.centreId, 'receptionist');
  expect((await t.as(colleague, { url: `/api/v1/scans/${id}` })).statusCode).toBe(404);
  const auditor = officer(clerk.centreId, 'auditor');
  const before = await t.owner.query('SELECT count(*) FROM scan_sessions');
  const asked = await t.as(auditor, { method: 'POST', url: '/api/v1/scans', payload: { title: 'x' } });
  expect(asked.statusCode).toBe(403);
  expect((await t.owner.query('SELECT count(*) FROM scan_sessions')).rows).toEqual(before.rows);
});

test('the officer’s page shows the QR; the secret is not in its address', async () => {
  const asked = await t.as(clerk, {
    method: 'POST',
    url: '/can-bo/quet',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'title=Giấy+khai+sinh',
  });
  expect(asked.statusCode).toBe(303);
  const address = String(asked.headers.location);
  const cookie = asked.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  expect(asked.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: address });
  const page = await t.as(clerk, { url: address, headers: { cookie } });
  expect(page.body).toContain('data:image/svg+xml;base64,');
  expect((await t.as(clerk, { url: address })).body).not.toContain('data:image/svg+xml;base64,');
  const empty = await t.as(clerk, {
    method: 'POST',
    url: '/can-bo/quet',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'title=',
  });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('Xin ghi tên giấy tờ');
});

test('tokens come back as they went', () => {
  const centreId = newId();
  const secret = new Uint8Array(24).fill(7);
  expect(readScanToken(scanToken({ centreId, secret }))).toEqual({ centreId, secret });
  expect(readScanToken('abc')).toBeNull();
});

test('the PDF of photographs is a whole, plain PDF', async () => {
  const jpeg = await photo(30, 40);
  expect(inspectPdf(photoPdf([{ jpeg, width: 30, height: 40 }]))).toEqual({ problems: [], pages: 1 });
  expect(() => photoPdf([])).toThrow(RangeError);
});
