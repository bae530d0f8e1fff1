import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { getDossier } from '#modules/dossiers/queries.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { readNotices } from '#modules/oversight/queries.ts';
import { type PublicActor, systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { addFile, dropFile, openPreparedFile } from './commands/add-file.ts';
import { changeAnswers, discardDraft } from './commands/answer.ts';
import { fileHere } from './commands/file-here.ts';
import { makePackage } from './commands/make-package.ts';
import { openAtCounter } from './commands/open-at-counter.ts';
import { switchFiling } from './commands/settings.ts';
import { startPreparation } from './commands/start.ts';
import { watchFiled } from './commands/watch-clocks.ts';
import { getHeld, getPreparation, listUsedPreparations } from './queries.ts';
import { BIRTH, begin, fill, PEOPLE, photograph, plainPdf } from './testing/drafts.ts';

let t: TestApp;
let commune: TestCommune;
let nobody: PublicActor;

beforeAll(async () => {
  t = await testApp({ example: true });
  commune = await testCommune(t.ctx);
  nobody = { kind: 'public', centreId: commune.centreId };
});

/** Every paper of the procedure as an original, the first photographed. */
async function readyDraft(): Promise<{ token: string; first: string; code: string }> {
  const token = await begin(t.ctx, nobody);
  const { procedure, preparation } = await getHeld(t.ctx, nobody, token);
  const submit = procedure.components.filter(({ kind }) => kind === 'submit');
  const first = submit[0]?.id ?? '';
  const papers = Object.fromEntries(
    procedure.components.map(({ id, kind }) => [id, kind === 'show' ? 'shown' : 'original']),
  );
  await fill(t.ctx, nobody, token, papers, [first, first]);
  return { token, first, code: preparation.code };
}

const receptionist = () => commune.person('tiepnhan1');
const open = (code: string, requestId = newRequestId()) =>
  openAtCounter(t.ctx, receptionist(), { code, requestId });

describe('a draft', () => {
  it('is begun once for one request, under an address that the database alone does not tell', async () => {
    const requestId = newRequestId();
    const input = { requestId, procedureCode: BIRTH };
    const token = await startPreparation(t.ctx, nobody, input);
    expect(await startPreparation(t.ctx, nobody, input)).toBe(token);
    const { rows } = await t.owner.query<{ n: number; all: string }>(
      "select count(*)::int as n, string_agg(p::text, ' ') as all from preparations p where request_id = $1",
      [requestId],
    );
    expect(rows[0]?.n).toBe(1);
    expect(rows[0]?.all).not.toContain(token.split('.')[1]);
  });

  it('says what is missing in words, and what is not', async () => {
    const token = await begin(t.ctx, nobody);
    const empty = await getHeld(t.ctx, nobody, token);
    expect(empty.missing.map(({ kind }) => kind)).toContain('question');
    const ready = await readyDraft();
    const full = await getHeld(t.ctx, nobody, ready.token);
    expect(full.missing.filter(({ kind }) => kind !== 'form')).toEqual([]);
    expect(full.missingToFile.some(({ kind }) => kind === 'photo')).toBe(true);
  });

  it('keeps photographs drawn anew, without the place, and takes one sending once', async () => {
    const { token, first } = await readyDraft();
    const bytes = await photograph(4000);
    const sent = { paperKey: first, bytes, name: 'IMG.JPG', requestId: newRequestId() };
    await addFile(t.ctx, nobody, token, sent);
    await addFile(t.ctx, nobody, token, sent);
    const { files } = await getHeld(t.ctx, nobody, token);
    expect(files).toHaveLength(3);
    const opened = await openPreparedFile(t.ctx, nobody, token, files.at(-1)?.id ?? '');
    const { width, height, exif } = await sharp(opened.bytes).metadata();
    expect(Math.max(width, height)).toBeLessThanOrEqual(2339);
    expect(exif).toBeUndefined();
    await dropFile(t.ctx, nobody, token, opened.file.id);
    await dropFile(t.ctx, nobody, token, opened.file.id);
    expect((await getHeld(t.ctx, nobody, token)).files).toHaveLength(2);
  });

  it.each([
    ['no picture', Buffer.from('<html>'), 'unsupported-file'],
    ['nothing', Buffer.alloc(0), 'validation'],
    [
      'a PDF with script',
      Buffer.from('%PDF-1.4\n1 0 obj << /JS (x) /JavaScript 2 0 R >> endobj'),
      'unsupported-file',
    ],
  ])('refuses %s and keeps nothing of it', async (_what, bytes, code) => {
    const { token, first } = await readyDraft();
    await expect(
      addFile(t.ctx, nobody, token, { paperKey: first, bytes, name: 'a.pdf', requestId: newRequestId() }),
    ).rejects.toMatchObject({ code });
    expect((await getHeld(t.ctx, nobody, token)).files).toHaveLength(2);
  });

  it('takes PDF as it is, and refuses papers that the procedure has not', async () => {
    const { token, first } = await readyDraft();
    const file = { bytes: plainPdf(), name: 'a.pdf', requestId: newRequestId() };
    await addFile(t.ctx, nobody, token, { ...file, paperKey: first });
    expect((await getHeld(t.ctx, nobody, token)).files.at(-1)).toMatchObject({
      mediaType: 'application/pdf',
      state: 'clean',
    });
    await expect(
      addFile(t.ctx, nobody, token, { ...file, paperKey: 'khac', requestId: newRequestId() }),
    ).rejects.toMatchObject({ code: 'validation' });
  });

  it('is deleted with its files when its citizen wants it', async () => {
    const { token } = await readyDraft();
    const { preparation } = await getHeld(t.ctx, nobody, token);
    await discardDraft(t.ctx, nobody, token);
    await expect(getHeld(t.ctx, nobody, token)).rejects.toMatchObject({ code: 'gone' });
    const { rows } = await t.owner.query('select 1 from preparation_files where preparation_id = $1', [
      preparation.id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('one scan at the counter', () => {
  it('opens persons, papers and files as a dossier kept at the counter; received, its citizen sees the number', async () => {
    const { token, first, code } = await readyDraft();
    const opened = await open(`http://localhost:8080/nop-ho-so/ma/${code}`);
    expect(opened.used).toBe(false);
    const { dossier } = await getDossier(t.ctx, receptionist(), { id: opened.dossierId });
    expect(dossier.status).toBe(1);
    expect(dossier.parties.applicant).toMatchObject({
      name: PEOPLE.applicant.name,
      idNumber: '038056000001',
      phone: '0900000001',
    });
    const paper = dossier.papers.find(({ key }) => key === first);
    expect(paper?.satisfied).toEqual({ how: 'uploaded' });
    expect(paper?.files).toHaveLength(1);
    expect(
      dossier.papers.filter(({ key }) => key !== first).every(({ satisfied }) => satisfied !== null),
    ).toBe(true);
    const { file } = await openFile(t.ctx, receptionist(), paper?.files[0] ?? '');
    expect(file).toMatchObject({ mediaType: 'application/pdf', pages: 2 });
    const page = await t.as(receptionist(), {
      method: 'GET',
      url: `/can-bo/ho-so/moi?nhap=${opened.dossierId}`,
    });
    expect(page.body).toContain('Chuẩn bị ở nhà: Nguyễn Thị Hồng Ví Dụ tự chuẩn bị');
    expect(page.body).toContain('value="038056000001"');
    await commune.act('tiepnhan1', { id: dossier.id }, { type: 'receive' });
    const after = await getHeld(t.ctx, nobody, token);
    expect(after.became?.number).toMatch(/^H56/);
    expect(after.preparation.state).toBe('opened');
  });

  it('brings the filled form along, to be printed and signed; so does the package for the portal', async () => {
    const { token, code } = await readyDraft();
    const formGaps = async () => {
      const { form, missing } = await getHeld(t.ctx, nobody, token);
      return { sample: form?.sample ?? {}, count: missing.filter(({ kind }) => kind === 'form').length };
    };
    const before = await formGaps();
    await changeAnswers(t.ctx, nobody, token, (body) => ({ ...body, answers: before.sample }));
    expect((await formGaps()).count).toBeLessThan(before.count);
    const { bytes } = await makePackage(t.ctx, nobody, token, 'vi');
    expect(bytes.includes(Buffer.from('01-to-khai-'))).toBe(true);
    const opened = await open(code);
    const page = await t.as(receptionist(), {
      method: 'GET',
      url: `/can-bo/ho-so/moi?nhap=${opened.dossierId}`,
    });
    expect(page.body).toContain('Tờ khai điền sẵn: ');
    const { dossier } = await getDossier(t.ctx, receptionist(), { id: opened.dossierId });
    const paper = dossier.papers.find(({ key }) => key === 'to-khai-dien-san');
    expect((await openFile(t.ctx, receptionist(), paper?.files[0] ?? '')).file.mediaType).toBe(
      'application/pdf',
    );
  });

  it('does so once: later scans and other counters are told which dossier', async () => {
    const { code, token } = await readyDraft();
    const first = await open(code);
    const again = await openAtCounter(t.ctx, commune.person('tiepnhan2'), {
      code: `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`,
      requestId: newRequestId(),
    });
    expect(again).toEqual({ ...first, used: true });
    await expect(
      addFile(t.ctx, nobody, token, {
        paperKey: 'c1',
        bytes: await photograph(),
        name: 'x.jpg',
        requestId: newRequestId(),
      }),
    ).rejects.toMatchObject({ code: 'already-done' });
    const { rows } = await t.owner.query('select count(*)::int as n from dossiers where id = $1', [
      first.dossierId,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('of two counters that scan at the same moment one opens it', async () => {
    const { code } = await readyDraft();
    const both = await Promise.allSettled([
      open(code),
      openAtCounter(t.ctx, commune.person('tiepnhan2'), { code, requestId: newRequestId() }),
    ]);
    const { rows } = await t.owner.query<{ n: number }>(
      `select count(*)::int as n from dossiers d join preparations p on p.dossier_id = d.id where p.code = $1`,
      [code],
    );
    expect(rows[0]?.n).toBe(1);
    expect(both.filter((one) => one.status === 'fulfilled' && !one.value.used)).toHaveLength(1);
  });

  it.each([
    ['12345', 'validation'],
    ['1000000000', 'not-found'],
    ['https://example.vn/nop-ho-so/ma/1000000000', 'not-found'],
  ])('%s opens nothing', async (code, wanted) => {
    await expect(open(code)).rejects.toMatchObject({ code: wanted });
  });

  it('asks for the name first, and opens nothing without', async () => {
    const token = await begin(t.ctx, nobody);
    const { preparation } = await getHeld(t.ctx, nobody, token);
    await expect(open(preparation.code)).rejects.toMatchObject({ code: 'not-allowed-now' });
    expect((await getHeld(t.ctx, nobody, token)).preparation.state).toBe('draft');
  });
});

describe('NĐ 118/2025 Điều 17 khoản 2: filed here where it is switched on', () => {
  it('makes a dossier of status 1 with both clocks, answered by the counter', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const token = await begin(t.ctx, nobody);
    const { procedure } = await getHeld(t.ctx, nobody, token);
    const papers = Object.fromEntries(
      procedure.components.map(({ id, kind, need }) => [
        id,
        kind === 'show' ? 'shown' : need === 'always' || need === 'one-of' ? 'photo' : 'none',
      ]),
    );
    const photos = procedure.components.filter(({ id }) => papers[id] === 'photo').map(({ id }) => id);
    await fill(t.ctx, nobody, token, papers, photos);
    const requestId = newRequestId();
    await expect(fileHere(t.ctx, nobody, token, requestId)).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    const admin = commune.person('quantri');
    await switchFiling(t.ctx, admin, { procedureCode: BIRTH, on: 'yes' });
    const held = await getHeld(t.ctx, nobody, token);
    if (held.missingToFile.length > 0) {
      await expect(fileHere(t.ctx, nobody, token, requestId)).rejects.toMatchObject({ code: 'validation' });
      await t.owner.query(
        "update preparations set body = jsonb_set(body, '{formId}', 'null') where id = $1",
        [held.preparation.id],
      );
    }
    const dossierId = await fileHere(t.ctx, nobody, token, requestId);
    await expect(fileHere(t.ctx, nobody, token, requestId)).rejects.toMatchObject({ code: 'already-done' });
    const { dossier } = await getDossier(t.ctx, receptionist(), { id: dossierId });
    expect(dossier).toMatchObject({ status: 1, channel: 'online' });
    expect(dossier.respondBy?.toString()).toBe('2026-05-05T01:00:00Z');
    const [line] = await listUsedPreparations(t.ctx, receptionist());
    expect(line).toMatchObject({ level: 0, preparation: { state: 'filed' } });
    const system = systemActor(commune.centreId, 'preparations');
    const told = async () => (await readNotices(t.ctx, receptionist())).filed.here;
    expect([await watchFiled(t.ctx, system), await told()]).toEqual([0, { count: 1, worst: 0 }]);
    t.clock.set('2026-05-04T10:30:00+07:00');
    // Nobody opened it in two hours: told once, to those who receive.
    expect([await watchFiled(t.ctx, system), await watchFiled(t.ctx, system)]).toEqual([1, 0]);
    expect(await told()).toEqual({ count: 1, worst: 1 });
    const other = commune.person('chuyenvien.tp');
    expect((await readNotices(t.ctx, other)).filed.here).toEqual({ count: 0, worst: 0 });
    expect((await listUsedPreparations(t.ctx, receptionist()))[0]?.level).toBe(1);
    await getPreparation(t.ctx, receptionist(), line?.preparation.id ?? '');
    expect((await listUsedPreparations(t.ctx, receptionist()))[0]?.level).toBe(0);
    // Two working hours before the answer is due, and after it: each once.
    for (const [at, level] of [
      ['2026-05-04T16:00:00+07:00', 2],
      ['2026-05-05T08:01:00+07:00', 3],
    ] as const) {
      t.clock.set(at);
      expect([await watchFiled(t.ctx, system), await watchFiled(t.ctx, system)]).toEqual([1, 0]);
      expect(await told()).toEqual({ count: 1, worst: level });
    }
    await commune.act(
      'tiepnhan1',
      { id: dossierId },
      {
        type: 'refuse-at-reception',
        reason: 'Không thuộc thẩm quyền của xã',
        legalBasis: '',
      },
    );
    const { preparation, became } = await getHeld(t.ctx, nobody, token);
    expect(preparation.clocks?.answeredAt).not.toBeNull();
    expect([await watchFiled(t.ctx, system), await told()]).toEqual([0, { count: 0, worst: 0 }]);
    expect(became?.status).toBe(3);
    await switchFiling(t.ctx, admin, { procedureCode: BIRTH, on: 'no' });
  });

  it('is not offered for what is not received online', async () => {
    await expect(
      switchFiling(t.ctx, commune.person('quantri'), { procedureCode: '9.999999', on: 'yes' }),
    ).rejects.toMatchObject({ code: 'validation' });
    expect((await t.owner.query('select 1 from preparation_filings')).rows).toEqual([]);
  });
});

it('an id that nobody has opens no page', async () => {
  await expect(getPreparation(t.ctx, receptionist(), newId())).rejects.toMatchObject({ code: 'not-found' });
});
