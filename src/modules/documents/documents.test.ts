import { beforeAll, describe, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import type { StaffActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { type DrawInput, drawForm } from './commands/draw-form.ts';
import { openDocument } from './commands/open-document.ts';
import { bindFiles, uploadFile } from './commands/upload-file.ts';
import { documentsModule } from './index.ts';
import { checkPaper } from './queries.ts';
import { maskLabel, readVerifyCode, verifyCode } from './rules/codes.ts';
import { FORM_SAMPLES } from './samples.ts';
import type { FormId } from './schema.ts';
import { documentKey, fileKey } from './store-keys.ts';
import { smallPdf } from './testing/hostile.ts';
import { officer } from './testing/people.ts';

let t: TestApp;
let clerk: StaffActor;
let stranger: StaffActor;

beforeAll(async () => {
  t = await testApp({ modules: [documentsModule], now: '2026-11-23T08:00:00+07:00' });
  clerk = officer(await setUpCommune(t.ctx, communeFixture('xa-mot')), 'receptionist');
  stranger = officer(await setUpCommune(t.ctx, communeFixture('xa-hai')), 'receptionist');
  t.ctx.events.on('documents.opening', async ({ subject }) => {
    if (subject?.id === 'secret') {
      throw new Problem('forbidden', { detail: 'Hồ sơ này do đơn vị khác giữ.' });
    }
  });
});

function draw<F extends FormId>(form: F, more: Partial<DrawInput<F>> = {}, actor = clerk) {
  const subject = { type: 'dossier', id: newId(), label: 'H99.1-261123-0001' };
  const input: DrawInput<F> = { form, subject, data: FORM_SAMPLES[form], ...more };
  return inTransaction(t.ctx, actor, (tx) => drawForm(tx, t.ctx, actor, input));
}

async function count(table: string): Promise<number> {
  const { rows } = await t.owner.query(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0].n;
}

function multipart(name: string, bytes: Uint8Array) {
  const boundary = 'bien-gioi';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'idempotency-key': newRequestId(),
    },
  };
}

describe('numbers of slips (yearly, per centre and kind)', () => {
  test('run without gap over eight writers at once, and a rolled-back drawing leaves none', async () => {
    const drawn = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        index % 4 === 3
          ? inTransaction(t.ctx, clerk, async (tx) => {
              await drawForm(tx, t.ctx, clerk, {
                form: '02',
                subject: { type: 'dossier', id: newId(), label: 'x' },
                data: FORM_SAMPLES['02'],
              });
              throw new Error('the dossier was refused');
            }).catch(() => null)
          : draw('02'),
      ),
    );
    const numbers = drawn.flatMap((ref) => (ref?.number ? [Number.parseInt(ref.number, 10)] : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
    expect(await documentsModule.verify?.(t.ctx)).toEqual([]);
  });

  test('each kind, centre and year has its own series', async () => {
    expect((await draw('03')).number).toBe('01/PTC-TTPVHCC');
    expect((await draw('03')).number).toBe('02/PTC-TTPVHCC');
    expect((await draw('03', {}, stranger)).number).toBe('01/PTC-TTPVHCC');
    t.clock.set('2027-01-04T08:00:00+07:00');
    expect((await draw('03')).number).toBe('01/PTC-TTPVHCC');
    t.clock.set('2026-11-23T08:00:00+07:00');
  });

  test('a form whose number stands in a register has none of its own', async () => {
    expect((await draw('certification-statement')).number).toBeNull();
  });

  test('a number that was removed by hand is found', async () => {
    await draw('04');
    await draw('04');
    const client = await t.owner.connect();
    await client.query("SET session_replication_role = 'replica'");
    await client.query("DELETE FROM documents WHERE form = '04' AND serial = 1");
    await client.query("UPDATE document_series SET last = 1 WHERE sign = 'PXL'");
    expect(await documentsModule.verify?.(t.ctx)).toEqual([
      { check: 'documents.numbering', what: 'PXL 2026' },
    ]);
    await client.query(
      "DELETE FROM documents WHERE form = '04'; DELETE FROM document_series WHERE sign = 'PXL'",
    );
    client.release();
  });
});

describe('a drawn form', () => {
  test('is made at the first opening and stays bit for bit', async () => {
    const { documentId } = await draw('01');
    const first = await t.as(clerk, { url: `/giay/${documentId}.pdf` });
    expect(first.statusCode).toBe(200);
    expect(first.headers['content-type']).toBe('application/pdf');
    expect(first.headers['content-disposition']).toContain(
      'inline; filename="giay-tiep-nhan-H99.1-261123-0001.pdf"',
    );
    expect(first.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    t.clock.tick({ hours: 9_600 });
    const later = await t.as(clerk, { url: `/giay/${documentId}.pdf?tai=1` });
    t.clock.set('2026-11-23T08:00:00+07:00');
    expect(later.rawPayload.equals(first.rawPayload)).toBe(true);
    expect(later.headers['content-disposition']).toContain('attachment');
  });

  test('two first readers get the same', async () => {
    const { documentId } = await draw('02');
    const [a, b] = await Promise.all([
      openDocument(t.ctx, clerk, documentId),
      openDocument(t.ctx, clerk, documentId),
    ]);
    expect(Buffer.from(a.pdf).equals(Buffer.from(b.pdf))).toBe(true);
  });

  test('each reading is logged', async () => {
    const { documentId } = await draw('02');
    await openDocument(t.ctx, clerk, documentId);
    const { rows } = await t.owner.query('SELECT actor_id, what FROM access_log WHERE subject_id = $1', [
      documentId,
    ]);
    expect(rows).toEqual([{ actor_id: clerk.accountId, what: 'document.view' }]);
  });

  test('a kept file that was changed on disk is not given out', async () => {
    const { documentId } = await draw('02');
    await openDocument(t.ctx, clerk, documentId);
    await t.ctx.storage.put(documentKey(clerk.centreId, documentId), Buffer.from('%PDF- forged'));
    expect((await t.as(clerk, { url: `/giay/${documentId}.pdf` })).statusCode).toBe(503);
  });

  test('another centre does not find it, a stranger is refused, and the module that owns the subject may refuse', async () => {
    const { documentId } = await draw('02');
    const logged = await count('access_log');
    expect((await t.as(stranger, { url: `/giay/${documentId}.pdf` })).statusCode).toBe(404);
    expect(
      (await t.as({ kind: 'public', centreId: clerk.centreId }, { url: `/giay/${documentId}.pdf` }))
        .statusCode,
    ).toBe(403);
    const secret = await draw('02', { subject: { type: 'dossier', id: 'secret', label: 'x' } });
    expect((await t.as(clerk, { url: `/giay/${secret.documentId}.pdf` })).statusCode).toBe(403);
    expect((await t.as(clerk, { url: '/giay/khong-co.pdf' })).statusCode).toBe(404);
    expect(await count('access_log')).toBe(logged);
    expect(await count('document_files')).toBeGreaterThan(0);
  });

  test('data that does not fit stops the transaction of the caller', async () => {
    const before = await count('documents');
    const data = { ...FORM_SAMPLES['02'], items: [] };
    await expect(draw('02', { data })).rejects.toThrow();
    expect(await count('documents')).toBe(before);
  });
});

describe('the check behind the QR', () => {
  test('tells what to compare and nothing about a person', async () => {
    const { verifyUrl, number } = await draw('01');
    const answer = await t.as(
      { kind: 'public', centreId: clerk.centreId },
      { url: new URL(verifyUrl).pathname },
    );
    expect(answer.statusCode).toBe(200);
    for (const shown of [
      number,
      'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
      '23/11/2026',
      'còn giá trị',
      'xa-mot',
      'H99.1-26112•',
    ]) {
      expect(answer.body).toContain(shown);
    }
    for (const secret of ['Ánh', '038000000001', '0900000001', 'H99.1-261123-0001', 'K7P4']) {
      expect(answer.body).not.toContain(secret);
    }
  });

  test('a code typed by hand is put right; an unknown one says what to do', async () => {
    const { verifyCode: code } = await draw('01');
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const found = await t.as(
      { kind: 'public', centreId: clerk.centreId },
      { url: `/xac-minh?ma=${encodeURIComponent(typed)}` },
    );
    expect(found.body).toContain('còn giá trị');
    const unknown = await t.as(
      { kind: 'public', centreId: clerk.centreId },
      { url: '/xac-minh/AAAA-BBBB-CCCC-DDDD' },
    );
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('mang giấy đến Trung tâm');
  });

  test('a corrected paper is replaced, a cancelled one no longer counts, another centre’s paper is found too', async () => {
    const first = await draw('01');
    const second = await draw('01', { replaces: first.documentId });
    expect(await checkPaper(t.ctx, first.verifyCode)).toMatchObject({ state: 'replaced' });
    const head = officer(clerk.centreId, 'unit-head');
    const url = `/api/v1/documents/${second.documentId}/cancel`;
    const cancel = () => t.as(head, { method: 'POST', url, payload: { reason: 'Ghi nhầm tên người nộp' } });
    expect((await cancel()).statusCode).toBe(200);
    expect((await cancel()).statusCode).toBe(409);
    expect(await checkPaper(t.ctx, second.verifyCode)).toMatchObject({ state: 'cancelled' });
    const elsewhere = await draw('01', {}, stranger);
    expect(await checkPaper(t.ctx, elsewhere.verifyCode)).toMatchObject({
      state: 'in-force',
      centreName: expect.stringContaining('xa-hai'),
    });
  });

  test('codes', () => {
    expect(verifyCode(new Uint8Array(10))).toBe('0000-0000-0000-0000');
    expect(verifyCode(new Uint8Array(10).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(readVerifyCode('ABCD')).toBeNull();
    expect(readVerifyCode('UUUU-UUUU-UUUU-UUUU')).toBeNull();
    expect(maskLabel('H56.99-261123-0001')).toBe('H56.99-2611•••••01');
  });
});

describe('uploads', () => {
  const upload = (actor: StaffActor, more: { requestId?: string } = {}) =>
    uploadFile(t.ctx, actor, {
      bytes: smallPdf(),
      name: '../Giấy chứng sinh.exe',
      purpose: 'component',
      requestId: more.requestId ?? newRequestId(),
    });

  test('over HTTP: stored, proved by its digest, served with its name and never guessed at', async () => {
    const request = multipart('Giấy chứng sinh.png', smallPdf());
    const made = await t.as(clerk, { method: 'POST', url: '/api/v1/files?purpose=component', ...request });
    expect(made.statusCode).toBe(201);
    const view = made.json();
    expect(view).toMatchObject({ name: 'Giấy chứng sinh.pdf', mediaType: 'application/pdf', pages: 1 });
    const again = await t.as(clerk, { method: 'POST', url: '/api/v1/files?purpose=component', ...request });
    expect(again.json()).toEqual(view);
    const bytes = await t.as(clerk, { url: view.href });
    expect(bytes.rawPayload.equals(smallPdf())).toBe(true);
    expect(bytes.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-disposition': `inline; filename="Giay chung sinh.pdf"; filename*=UTF-8''${encodeURIComponent('Giấy chứng sinh.pdf')}`,
    });
    expect(bytes.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('what is refused leaves neither row nor bytes', async () => {
    const before = await count('files');
    const request = multipart('a.pdf', Buffer.from('<script>alert(1)</script>'));
    const refused = await t.as(clerk, { method: 'POST', url: '/api/v1/files?purpose=component', ...request });
    expect(refused.statusCode).toBe(415);
    expect(refused.json().detail).toContain('Xin gửi PDF, JPG, PNG, WebP');
    const nothing = await t.as(clerk, {
      method: 'POST',
      url: '/api/v1/files?purpose=component',
      ...multipart('', Buffer.alloc(0)),
    });
    expect(nothing.statusCode).toBe(422);
    expect(await count('files')).toBe(before);
  });

  test('past the limit the answer says the limit', async () => {
    const request = multipart('a.pdf', Buffer.alloc(20 * 1024 * 1024 + 10));
    const refused = await t.as(clerk, { method: 'POST', url: '/api/v1/files?purpose=component', ...request });
    expect(refused.statusCode).toBe(413);
    expect(refused.json().detail).toContain('20 MB');
  });

  test('before it belongs to a dossier, only who uploaded it may see it', async () => {
    const file = await upload(clerk);
    const colleague = officer(clerk.centreId, 'officer');
    expect((await t.as(colleague, { url: `/tep/${file.id}` })).statusCode).toBe(403);
    expect((await t.as(clerk, { url: `/tep/${file.id}` })).statusCode).toBe(200);
  });

  test('a file is bound once to its dossier', async () => {
    const file = await upload(clerk);
    const bind = (id: string) =>
      inTransaction(t.ctx, clerk, (tx) => bindFiles(tx, clerk, [file.id], { type: 'dossier', id }));
    await bind('d-1');
    await bind('d-1');
    await expect(bind('d-2')).rejects.toMatchObject({ code: 'validation' });
  });

  test('the database refuses to change or remove what was handed in', async () => {
    const file = await upload(clerk);
    const change = inTransaction(t.ctx, clerk, (tx) =>
      tx.updateTable('files').set({ name: 'x' }).where('id', '=', file.id).execute(),
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const remove = inTransaction(t.ctx, clerk, (tx) =>
      tx.deleteFrom('files').where('id', '=', file.id).execute(),
    );
    await expect(remove).rejects.toThrow(/permission denied/);
  });

  test('bytes that are gone or changed are found by verify and not given out', async () => {
    const file = await upload(clerk);
    await t.ctx.storage.put(fileKey(file), Buffer.from('other'));
    expect((await t.as(clerk, { url: `/tep/${file.id}` })).statusCode).toBe(503);
    await t.ctx.storage.delete(fileKey(file));
    expect(await documentsModule.verify?.(t.ctx)).toContainEqual({ check: 'documents.files', what: file.id });
    await t.ctx.storage.put(fileKey(file), smallPdf());
  });
});
