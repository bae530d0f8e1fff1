import { describe, expect, it } from 'vitest';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { AT_THE_SOURCE } from '#modules/dossiers/rules/centre-layer.ts';
import { Command, type CommandType } from '#modules/dossiers/schema.ts';
import { getLayerBoard, listLayerFigure } from '#modules/oversight/queries/layer.ts';
import { requestExport } from '#modules/reports/commands/exports.ts';
import { keepReport } from '#modules/reports/commands/keep-report.ts';
import { ReportAsked } from '#modules/reports/sheets.ts';
import { systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { setUpExampleMirror } from './commands/example.ts';
import { takeFile } from './commands/take-file.ts';
import { mirrorModule } from './index.ts';
import { MIRROR_FIGURES } from './rules/figures.ts';
import { BIRTH, layerScene, OFFICE } from './testing/layer.ts';

const { t, commune, director, visitor, deliver, written, receive } = await layerScene();
const SAID = 'heo hệ thống của tỉnh, lúc 10:00 04/05';

describe('figures over mirrored dossiers', () => {
  it('the board counts what the source tells, each figure is the length of its list and says where it is from', async () => {
    const board = await getLayerBoard(t.ctx, director, null);
    expect(board.total).toEqual({
      received: 1,
      'in-hand': 3,
      'due-today': 1,
      soon: 1,
      late: 1,
      waiting: 1,
      settled: 2,
      'to-return': 1,
    });
    for (const figure of MIRROR_FIGURES) {
      const list = await listLayerFigure(t.ctx, director, { figure, unitName: null, page: 1, pageSize: 50 });
      expect(list.rows, figure).toHaveLength(board.total[figure]);
      expect(list.total, figure).toBe(board.total[figure]);
    }
    expect(board.days.at(-1)).toMatchObject({ received: 1, settled: 2, settledLate: 0 });
    const page = await t.as(director, { url: '/can-bo/theo-doi' });
    expect(page.body.match(new RegExp(`class="figure-source">t${SAID}`, 'g'))).toHaveLength(
      MIRROR_FIGURES.length,
    );
    expect((await t.as(director, { url: '/can-bo/theo-doi/ho-so?xem=late' })).body).toContain('H-2');
  });

  it('a head sees the own unit, whatever capitals the source writes it in; who does not lead sees no board', async () => {
    const own = await getLayerBoard(t.ctx, commune.person('truongphong.kt'), OFFICE);
    expect(own.units.map(({ unitName }) => unitName)).toEqual(['PHÒNG KINH TẾ']);
    expect(own.total).toMatchObject({ late: 1, waiting: 1, 'in-hand': 1 });
    for (const actor of [commune.person('tiepnhan1'), commune.person('chuyenvien.tp'), visitor]) {
      await expect(getLayerBoard(t.ctx, actor, null)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('public statistics and open data balance, carry the source, and say what they leave out', async () => {
    const { body } = await t.as(visitor, { url: '/so-lieu?tu=2026-01-01&den=2026-05-04' });
    expect(body).toContain(`T${SAID}`);
    expect(body).toContain('ngày hẹn trả (1), ngày xong (1)');
    const data = (await t.as(visitor, { url: '/api/v1/statistics?tu=2026-01-01&den=2026-05-04' })).json();
    expect(data.source).toMatchObject({ readAt: '2026-05-04T03:00:00Z', stale: false, leftOut: 2 });
    expect(data.total).toEqual({
      carriedOver: 0,
      received: 6,
      settled: 3,
      early: 1,
      onTime: 1,
      late: 1,
      withdrawn: 0,
      stopped: 0,
      inProgress: 3,
      overdue: 1,
    });
    const may = (await t.as(visitor, { url: '/api/v1/statistics?tu=2026-05-01&den=2026-05-04' })).json()
      .total;
    expect(may).toMatchObject({ carriedOver: 4, received: 1, settled: 2, inProgress: 3 });
    const csv = (await t.as(visitor, { url: '/so-lieu.csv?tu=2026-01-01&den=2026-05-04' })).body.split(
      '\r\n',
    );
    expect(csv[0]).toMatch(/,nguon,doc_luc$/);
    expect(csv[1]).toContain('2026-05-04T03:00:00Z');
  });

  it('what the mirror lacks is refused with the reason, and nothing is written', async () => {
    const period = { from: Temporal.PlainDate.from('2026-04-15'), to: Temporal.PlainDate.from('2026-05-14') };
    const asked = (report: string) => ReportAsked.parse({ report, tu: '2026-04-15', den: '2026-05-14' });
    const before = await written();
    await expect(
      keepReport(t.ctx, director, { form: 'II.06a', period, requestId: newId() }),
    ).rejects.toMatchObject({
      code: 'not-allowed-now',
      details: { detail: expect.stringContaining('kênh nộp') },
    });
    for (const report of ['07a', 'register', 'control', 'late', 'province']) {
      const order = { asked: asked(report), format: 'pdf', requestId: newId() } as const;
      await expect(requestExport(t.ctx, director, order), report).rejects.toMatchObject({
        code: 'not-allowed-now',
      });
    }
    expect(await written()).toBe(before);
    const byChannel = await t.as(director, { url: '/can-bo/thong-ke?theo=channel' });
    expect(byChannel.statusCode).toBe(200);
    expect(byChannel.body).toContain('không có kênh nộp hồ sơ');
    expect(byChannel.body).toContain(`T${SAID}`);
    expect(byChannel.body).not.toContain('/can-bo/thong-ke/bieu/07a');
    expect((await t.as(director, { url: '/can-bo/thong-ke/766' })).body).toContain('dữ liệu gốc');
    const file = await t.as(director, { url: '/can-bo/thong-ke?theo=unit_id' });
    expect(file.body).toContain('PHÒNG KINH TẾ');
  });

  it('officers find mirrored dossiers, marked, and open what the source tells with numbers masked', async () => {
    const counter = commune.person('tiepnhan1');
    const found = await t.as(counter, { url: '/can-bo/ho-so?q=nguyen+van&trang-thai=5' });
    expect(found.body).toContain('/can-bo/quan-tri/doi-chieu/ho-so/H-3');
    expect(found.body).not.toContain('ho-so/H-2"');
    expect(found.body).toContain('của tỉnh');
    const hits = (await t.as(counter, { url: '/can-bo/tim-nhanh?q=H-3' })).json();
    expect(hits[0]).toMatchObject({ href: '/can-bo/quan-tri/doi-chieu/ho-so/H-3' });
    const page = await t.as(counter, { url: '/can-bo/quan-tri/doi-chieu/ho-so/H-3' });
    expect(page.body).toContain(`T${SAID}`);
    expect(page.body).toContain('038******103');
    expect(page.body).not.toContain('038000000103');
    expect((await t.as(counter, { url: '/can-bo/quan-tri/doi-chieu/ho-so/H-99' })).statusCode).toBe(404);
  });
});

describe('public look-up of what was not received here', () => {
  const ask = (so: string, ma: string) =>
    t.as(visitor, {
      method: 'POST',
      url: '/tra-cuu',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ so, ma }).toString(),
    });

  it('the end of the holder’s phone or identity number opens it; no name and no number is shown', async () => {
    for (const secret of ['0101', '000101', '0000 0101']) {
      const found = await ask('h-1', secret);
      expect(found.statusCode, secret).toBe(200);
      expect(found.body).toContain('hẹn trả trước 17:00 thứ Hai 04/05/2026');
      expect(found.body).toContain(`T${SAID}`);
      expect(found.body).not.toContain('Ví Dụ');
      expect(found.body).not.toContain('038000000101');
    }
    const reply = (await t.as(visitor, { url: '/api/v1/lookup?number=H-2&secret=0102' })).json();
    expect(reply).toMatchObject({ number: 'H-2', standing: 'overdue', source: { stale: false } });
  });

  it('a wrong pair says the same of what is there and of what is not, and is slow after five', async () => {
    const plain = (body: string) => body.replaceAll(/H-\d+/g, 'H').replaceAll(/[0-9a-f-]{36}/g, '');
    const wrong = await ask('H-3', '9999');
    const unknown = await ask('H-77', '9999');
    expect(wrong.statusCode).toBe(404);
    expect(plain(wrong.body)).toBe(plain(unknown.body));
    for (const secret of ['', '103', 'abcd', '038000000103', '1111', '2222', '3333']) {
      expect((await ask('H-3', secret)).body).not.toContain(SAID);
    }
    const closed = await ask('H-3', '0103');
    expect(closed.statusCode).toBe(429);
    expect(closed.body).not.toContain(SAID);
  });

  it('what needs a dossier of ours says where it is done', async () => {
    const pay = await t.as(visitor, {
      method: 'POST',
      url: '/thanh-toan',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'so=H-1&ma=0101',
    });
    expect(pay.statusCode).toBe(409);
    expect(pay.body).toContain('hệ thống của tỉnh');
  });
});

/** One of each act that is the source's. */
const SAMPLES: Readonly<Partial<Record<CommandType, object>>> = {
  'refuse-at-reception': { reason: 'Lý do ví dụ', legalBasis: 'Căn cứ ví dụ' },
  'request-supplement': { items: [{ content: 'Giấy tờ', reason: 'Thiếu' }] },
  'drop-supplement': { reason: 'Lý do ví dụ' },
  'complete-supplement': { papers: [], complete: true },
  'close-for-no-supplement': { reason: 'Lý do ví dụ' },
  'hand-over': { toUnitId: newId() },
  'return-hand-over': { reason: 'Lý do ví dụ' },
  'open-sub-dossier': {
    agencyId: newId(),
    unitId: newId(),
    title: 'Ví dụ',
    question: 'Ví dụ',
    reason: 'Lý do ví dụ',
    days: 1,
  },
  'extend-with-apology': { newDay: '2026-06-01', reason: 'Lý do ví dụ' },
  'record-decision': { outcome: 'approve', summary: 'Ví dụ' },
  'enter-register': { book: 'khai-sinh', documents: [{ name: 'Ví dụ' }] },
  'announce-result': { via: 'sms', ok: true },
  'return-result': {
    via: 'paper',
    receiver: { name: 'Ví dụ', as: 'applicant', hasReceipt: true },
    originalsGivenBack: true,
  },
  stop: { reason: 'Lý do ví dụ', legalBasis: 'Căn cứ ví dụ' },
  'correct-result': { reason: 'Lý do ví dụ' },
};

describe('what is done at the source', () => {
  it('is refused to everybody in plain words, and nothing is written; no page offers it', async () => {
    const { dossier } = await receive('038000000201');
    const people = ['tiepnhan1', 'chuyenvien.tp', 'truongphong.vp', 'giamdoc', 'chutich'] as const;
    const before = await written();
    const told = new Set<CommandType>();
    for (const type of AT_THE_SOURCE) {
      const command = Command.parse({ type, ...SAMPLES[type] });
      for (const name of people) {
        const refused = await execute(
          t.ctx,
          commune.person(name),
          { id: dossier.id },
          command,
          newId(),
        ).catch((error: unknown) => error);
        if (!isProblem(refused)) {
          throw new Error(`${type} of ${name} was not refused`);
        }
        expect(['forbidden', 'not-allowed-now'], `${type} ${name}`).toContain(refused.code);
        if (refused.details.detail.includes('hệ thống của tỉnh')) {
          told.add(type);
        }
      }
    }
    // Some acts belong to who holds the dossier later: nobody gets so far, and the rights refuse them first.
    expect(told.size).toBeGreaterThan(10);
    expect(await written()).toBe(before);
    for (const name of people) {
      const { body } = await t.as(commune.person(name), { url: `/can-bo/ho-so/${dossier.id}` });
      for (const type of AT_THE_SOURCE) {
        expect(body, `${name} ${type}`).not.toContain(`lenh=${type}`);
        expect(body, `${name} ${type}`).not.toContain(`/lenh/${type}`);
      }
    }
    const intake = (await t.as(commune.person('tiepnhan1'), { url: '/can-bo/ho-so/moi' })).body;
    expect(intake).toContain('Ghi biên nhận tại Trung tâm');
    expect(intake).not.toContain('value="refuse"');
    expect(intake).not.toContain('value="supplement"');
  });

  it('a receipt may be withdrawn and corrected until its official code is there', async () => {
    const open = (await receive('038000000202')).dossier;
    const coded = (await receive('038000000203')).dossier;
    await deliver('ma.csv', [
      [
        'H-203',
        BIRTH,
        'Thủ tục đăng ký khai sinh',
        'Trần Thị Ví Dụ',
        'Đã tiếp nhận',
        OFFICE,
        '04/05/2026',
        '',
        '',
        '038000000203',
        '',
      ].join(';'),
    ]);
    const withdraw = { type: 'withdraw', reason: 'Công dân xin rút' } as const;
    await expect(commune.act('tiepnhan1', { id: coded.id }, withdraw)).rejects.toMatchObject({
      code: 'not-allowed-now',
      details: { detail: expect.stringContaining('hệ thống của tỉnh') },
    });
    expect((await commune.act('tiepnhan1', { id: open.id }, withdraw)).dossier.status).toBe(7);
  });

  it('the portal is told nothing, and what it posts is not taken, whoever it is', async () => {
    const { rows } = await t.owner.query('select count(*)::int as n from portal_outbox');
    expect(rows).toEqual([{ n: 0 }]);
    const before = await written();
    const posted = await t.as(visitor, {
      method: 'POST',
      url: '/api/v1/portal/dossiers',
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    });
    expect(posted.statusCode).toBe(403);
    expect(posted.json()).toEqual({
      error_code: '-1',
      message: expect.stringContaining('hệ thống thông tin'),
    });
    expect(await written()).toBe(before);
    const nav = (await t.as(director, { url: '/can-bo/theo-doi' })).body;
    expect(nav).not.toContain('href="/can-bo/ky-so"');
    expect(nav).not.toContain('href="/can-bo/cong-dvcqg"');
    expect(nav).toContain('href="/can-bo/phan-anh"');
    expect((await t.as(commune.person('quantri'), { url: '/can-bo/quan-tri' })).body).not.toContain(
      'cong-dvcqg',
    );
  });
});

describe('a source that is not read any more', () => {
  it('is said on every figure and to who looks after the machine; a file that is no export is told with its reason', async () => {
    t.clock.tick({ hours: 27 });
    const stale = 'đã 27 giờ không có tệp mới';
    expect((await t.as(director, { url: '/can-bo/theo-doi' })).body).toContain(stale);
    expect((await t.as(director, { url: '/can-bo/theo-doi/ho-so?xem=late' })).body).toContain(stale);
    expect((await t.as(director, { url: '/can-bo/thong-ke' })).body).toContain(stale);
    expect((await t.as(director, { url: '/can-bo/ho-so' })).body).toContain(stale);
    expect((await t.as(visitor, { url: '/so-lieu' })).body).toContain('chưa được cập nhật từ 10:00 04/05');
    const health = await mirrorModule.health?.(t.ctx);
    expect(health).toMatchObject([{ ok: false, detail: expect.stringContaining('số liệu cũ') }]);
    const wrong = await takeFile(t.ctx, systemActor(commune.centreId, 'mirror'), {
      name: 'cong-van.xlsx',
      bytes: Buffer.from('%PDF-1.7'),
      madeAt: t.clock.now(),
    });
    expect(wrong).toMatchObject({ kind: 'failed' });
    const page = (await t.as(director, { url: '/can-bo/quan-tri/doi-chieu' })).body;
    expect(page).toContain('Có tệp không đọc được');
    expect(page).toContain('cong-van.xlsx');
  });

  it('groups, sums and codes that come twice are told of a file that is taken; then the figures are fresh again', async () => {
    const line = (state: string, at: string) =>
      ['H-301', BIRTH, 'Khai sinh', 'Lê Văn Ví Dụ', state, OFFICE, at, '', '', '', ''].join(';');
    await deliver('nhom.csv', [
      'I. Lĩnh vực hộ tịch;;;;;;;;;;',
      line('Đã tiếp nhận', '04/05/2026'),
      line('Đang giải quyết', '04/05/2026'),
      'Tổng cộng;2;;;;;;;;;',
    ]);
    const page = (await t.as(director, { url: '/can-bo/quan-tri/doi-chieu' })).body;
    expect(page).toContain('Đã bỏ qua dòng tiêu đề nhóm hoặc dòng cộng: 2, 5.');
    expect(page).toContain('đã lấy dòng mới nhất: H-301');
    expect(page).not.toContain('Có tệp không đọc được');
    expect((await t.as(director, { url: '/can-bo/theo-doi' })).body).not.toContain('Số liệu cũ');
  });
});

it('the example of the role leaves a source alone that is set up', async () => {
  const before = await written();
  await setUpExampleMirror(t.ctx);
  expect(await written()).toBe(before);
});
