import { describe, expect, it } from 'vitest';
import { photograph, plainPdf } from '#modules/preparations/testing/drafts.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { actAsOfficer } from './commands/act.ts';
import { erasePetitions } from './commands/erase.ts';
import { sendPetition } from './commands/send.ts';
import { changeReception } from './commands/settings.ts';
import { PETITION_POLICY, type PetitionAction } from './policy.ts';
import {
  countsOf,
  getHeldPetition,
  getPetition,
  getPublished,
  listPetitions,
  listPublished,
  lookUpPetition,
  openHeldPhoto,
  petitionFigures,
  receptionSettings,
} from './queries.ts';
import { VIEWS, type View } from './rules/views.ts';
import { OfficerCommand } from './schema.ts';
import { photoKey } from './store-keys.ts';
import { sending } from './testing/examples.ts';
import { petitionScene } from './testing/scene.ts';

const {
  t,
  commune,
  nobody,
  unitId,
  state,
  refuses,
  send,
  act,
  answer,
  idOf,
  accept,
  words,
  shown,
  tasks,
  written,
  everybody,
  answered,
} = await petitionScene();

type Tried = Exclude<PetitionAction, 'refuse'>;

describe('sent', () => {
  it('pressed twice or at once makes one; the address opens it, and so do number and code', async () => {
    const requestId = newRequestId();
    const bytes = await photograph();
    const twice = () => sendPetition(t.ctx, nobody, sending({ requestId }), [{ name: 'a.jpg', bytes }]);
    const [first, second] = await Promise.all([twice(), twice()]);
    expect(await twice()).toBe(first);
    expect(second).toBe(first);
    const { rows } = await t.owner.query('select id from petitions where request_id = $1', [requestId]);
    expect(rows).toHaveLength(1);
    const held = await getHeldPetition(t.ctx, nobody, first);
    expect(held.petition.number).toMatch(/^PA-2026-\d{4}$/);
    expect(held.photos).toHaveLength(1);
    const photo = Buffer.from(await openHeldPhoto(t.ctx, nobody, first, held.photos[0]?.id ?? ''));
    expect(photo.includes('Exif')).toBe(false);
    const number = held.petition.number.toLowerCase();
    expect(await lookUpPetition(t.ctx, nobody, { number, code: held.code })).toBe(first);
    await expect(lookUpPetition(t.ctx, nobody, { number, code: '000 000' })).rejects.toMatchObject({
      code: 'validation',
    });
  });

  it('NĐ 118/2025 Đ8 k.1đ: of a complaint or denunciation nothing is stored; who says it is none is heard', async () => {
    const text = 'Tôi làm đơn tố cáo ông trưởng thôn nhận tiền của dân.';
    for (const change of [{ kind: 'complaint' }, { kind: 'denunciation' }, { text }]) {
      await refuses('not-allowed-now', () => send({ requestId: newRequestId(), ...change }));
    }
    await send({ requestId: newRequestId(), text, notComplaint: 'yes' });
  });

  it('what is no photograph, too much, or a photograph with something behind it is refused, and nothing is written', async () => {
    const before = await state();
    const photo = { name: 'a.jpg', bytes: await photograph(40) };
    for (const photos of [
      [{ name: 'a.jpg', bytes: plainPdf() }],
      [{ name: 'a.jpg', bytes: Buffer.from('<script>') }],
      Array.from({ length: 6 }, () => photo),
    ]) {
      await expect(
        sendPetition(t.ctx, nobody, sending({ requestId: newRequestId() }), photos),
      ).rejects.toMatchObject({ details: { fields: [{ path: 'photos' }] } });
    }
    expect(await state()).toEqual(before);
  });
});

describe('handled', () => {
  it('NĐ 20/2008 Điều 9: each clock is a task of who answers for it, due by the calendar, closed by the act', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const { token, id } = await answered();
    await act('truongphong.kt', id, { type: 'publish', ...shown });
    const due = (await tasks(id)).map(({ unit_id, state: done, due_at }) => [unit_id, done, `${due_at}`]);
    expect(due).toEqual([
      [commune.centreId, 'closed', '2026-05-06T10:30:00Z'],
      [unitId, 'closed', '2026-05-25T10:30:00Z'],
      [unitId, 'closed', '2026-05-06T10:30:00Z'],
    ]);
    const { petition } = await getHeldPetition(t.ctx, nobody, token);
    expect(petition).toMatchObject({ state: 'published', dueAt: null, clockSeq: null });
  });

  it('waiting for the sender stops the clock; what came late is marked late and its next task is due soon', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const token = await send();
    const id = await idOf(token);
    await act('tiepnhan1', id, accept());
    await act('chuyenvien.kt', id, { type: 'ask', words: 'Xin cho biết số nhà gần nhất.' });
    expect((await getHeldPetition(t.ctx, nobody, token)).petition.dueAt).toBeNull();
    expect((await tasks(id)).every(({ state: done }) => done === 'closed')).toBe(true);
    t.clock.set('2026-05-18T08:00:00+07:00');
    await answer(token, { type: 'supply', words: 'Cạnh nhà số 5.' });
    const { petition } = await getHeldPetition(t.ctx, nobody, token);
    expect(`${petition.dueAt}`).toBe('2026-06-05T10:30:00Z');
    t.clock.set('2026-06-08T08:00:00+07:00');
    await act('chuyenvien.kt', id, words);
    await act('truongphong.kt', id, { type: 'approve' });
    const { history } = await getPetition(t.ctx, commune.person('giamdoc'), id);
    expect(history.map(({ type, late }) => [type, late])).toEqual([
      ['received', false],
      ['accept', false],
      ['ask', false],
      ['supply', false],
      ['draft', false],
      ['approve', true],
    ]);
    const figures = await petitionFigures(t.ctx, commune.person('giamdoc'), {});
    expect(figures.all.late).toBe(1);
    t.clock.set('2026-05-04T08:00:00+07:00');
  });

  it('four eyes, personal data, one more question: each refusal writes nothing; a repeat changes nothing', async () => {
    const token = await send();
    const id = await idOf(token);
    await act('tiepnhan1', id, accept());
    await act('truongphong.kt', id, words);
    await refuses('not-allowed-now', () => act('truongphong.kt', id, { type: 'approve' }));
    await refuses('not-allowed-now', () => act('giamdoc', id, { type: 'publish', ...shown }));
    const once = newRequestId();
    await act('giamdoc', id, { type: 'approve' }, once);
    const before = await state();
    await act('giamdoc', id, { type: 'approve' }, once);
    expect(await state()).toEqual(before);
    const named = { ...shown, question: 'Ông Nguyễn Văn Ví Dụ báo nắp cống vỡ.' };
    await refuses('validation', () => act('giamdoc', id, { type: 'publish', ...named, allowed: 'vì sao' }));
    await act('giamdoc', id, { type: 'publish', ...shown });
    await refuses('not-allowed-now', () =>
      act('giamdoc', id, { type: 'correct', ...shown, words: 'như cũ' }),
    );
    await act('giamdoc', id, { type: 'correct', ...shown, title: 'Đã thay nắp cống', words: 'Sửa tiêu đề' });
    const found = await listPublished(t.ctx, nobody, { q: 'nap cong', field: 'roads', offset: 0, limit: 50 });
    const { number } = (await getHeldPetition(t.ctx, nobody, token)).petition;
    expect(found.find((one) => one.number === number)?.publication.corrections).toHaveLength(1);
    expect(JSON.stringify(await getPublished(t.ctx, nobody, number))).not.toContain('0900');
    await answer(token, { type: 'rate', satisfied: 'no', words: 'Nắp mới bị kênh' });
    await refuses('not-allowed-now', () => answer(token, { type: 'rate', satisfied: 'yes' }));
    await answer(token, { type: 'again', words: 'Nắp mới bị kênh, xin kiểm tra lại.' });
    const again = (await getHeldPetition(t.ctx, nobody, token)).petition;
    expect(again).toMatchObject({ state: 'received', round: 2, answer: '' });
    expect(again.publication).not.toBeNull();
    await refuses('not-allowed-now', () => answer(token, { type: 'again', words: 'lần nữa' }));
    await act('giamdoc', id, { type: 'refuse', words: 'Đã trả lời đủ.' });
    await refuses('not-allowed-now', () => answer(token, { type: 'again', words: 'lần nữa' }));
  });

  it('what was not published is not found by its number, and history cannot be changed', async () => {
    const { token } = await answered();
    const { petition } = await getHeldPetition(t.ctx, nobody, token);
    await expect(getPublished(t.ctx, nobody, petition.number)).rejects.toMatchObject({ code: 'not-found' });
    await expect(t.owner.query('update petition_events set late = true')).rejects.toThrow(/append-only/);
  });
});

describe('one person', () => {
  it('where nobody else may, the writer lets the answer out with a reason that the history and the sender show', async () => {
    const token = await send();
    const id = await idOf(token);
    await act('tiepnhan1', id, accept());
    await act('giamdoc', id, words);
    const others = `roles && array['unit-head', 'centre-director', 'commune-leader'] and username <> 'giamdoc'`;
    const reason = 'Các lãnh đạo khác đều đi vắng dài ngày.';
    const refused = (code: string, command: object) => refuses(code, () => act('giamdoc', id, command));
    await refused('not-allowed-now', { type: 'approve', alone: reason });
    await t.owner.query(`update accounts set active = false where ${others}`);
    try {
      expect((await getPetition(t.ctx, commune.person('giamdoc'), id)).alone).toBe(true);
      await refused('validation', { type: 'approve' });
      await act('giamdoc', id, { type: 'approve', alone: reason });
      await refused('validation', { type: 'publish', ...shown });
      await act('giamdoc', id, { type: 'publish', ...shown, alone: reason });
    } finally {
      await t.owner.query(`update accounts set active = true where ${others}`);
    }
    const { history } = await getHeldPetition(t.ctx, nobody, token);
    expect(history.filter(({ words: said }) => said.includes(reason)).map(({ type }) => type)).toEqual([
      'approve',
      'publish',
    ]);
    await expect(t.owner.query(`update petitions set alone_reason = '' where id = $1`, [id])).rejects.toThrow(
      /by_another/,
    );
  });
});

describe('Luật 91/2025/QH15: what a sender wrote goes after the term', () => {
  it('only what ended long enough ago; the trail says that, not what; the public reads on', async () => {
    const photo = { name: 'a.jpg', bytes: await photograph(40) };
    const token = await sendPetition(t.ctx, nobody, sending({ requestId: newRequestId() }), [photo]);
    const id = await idOf(token);
    await act('tiepnhan1', id, accept());
    await act('chuyenvien.kt', id, words);
    await act('truongphong.kt', id, { type: 'approve' });
    await act('truongphong.kt', id, { type: 'publish', ...shown });
    const open = await idOf(await send());
    const system = systemActor(commune.centreId, 'test');
    const place = { place: 'Trụ sở xã', hours: 'Thứ Năm', phone: '0237 0000 002', keepDays: 90 };
    await changeReception(t.ctx, commune.person('giamdoc'), place);
    const now = t.clock.now();
    try {
      t.clock.set(`${now.add({ hours: 24 * 89 })}`);
      const before = await state();
      await erasePetitions(t.ctx, system);
      expect(await state()).toEqual(before);
      t.clock.set(`${now.add({ hours: 24 * 91 })}`);
      const kept = await written(open);
      const { petition, photos } = await getHeldPetition(t.ctx, nobody, token);
      expect(await erasePetitions(t.ctx, system)).toBeGreaterThan(0);
      expect(await written(open)).toEqual(kept);
      const gone = await written(id);
      expect(gone.photos).toBe(0);
      for (const word of [
        'Nguyễn Văn Ví Dụ',
        'Thôn Ví Dụ',
        '0900 000 001',
        'hơn một tháng',
        'Xã đã thay nắp cống mới ngày hôm qua',
      ]) {
        expect(`${gone.petition} ${gone.events}`).not.toContain(word);
      }
      const key = photoKey(commune.centreId, id, photos[0]?.id ?? '');
      await expect(t.ctx.storage.get(key)).rejects.toThrow();
      await expect(getHeldPetition(t.ctx, nobody, token)).rejects.toMatchObject({ code: 'gone' });
      expect((await getPublished(t.ctx, nobody, petition.number)).publication.answer).toBe(shown.shownAnswer);
      const { rows: trail } = await t.owner.query(
        `select detail from audit_entries where action = 'petition.erase' and subject_id = $1`,
        [id],
      );
      expect(trail).toEqual([{ detail: { number: petition.number, photos: 1, keepDays: 90 } }]);
      await erasePetitions(t.ctx, system);
      expect(await written(id)).toEqual(gone);
      const director = commune.person('giamdoc');
      const { body } = await t.as(director, { method: 'GET', url: `/can-bo/phan-anh/${id}` });
      expect(body).toContain('đã được xóa');
      await expect(
        t.owner.query('update petition_events set late = true where petition_id = $1', [id]),
      ).rejects.toThrow(/append-only/);
    } finally {
      t.clock.set(`${now}`);
    }
  });
});

describe('lists', () => {
  it('each list holds what its count says, by state, clock and unit', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const waits = await idOf(await send());
    const { id } = await answered();
    const director = commune.person('giamdoc');
    for (const actor of [director, commune.person('chuyenvien.kt')]) {
      const counts = await countsOf(t.ctx, actor);
      for (const view of VIEWS) {
        const lines = await listPetitions(t.ctx, actor, { view });
        expect([view, lines.length]).toEqual([view, counts[view]]);
      }
      expect(counts.open).toBe(counts.new + counts.doing + counts.asked + counts['to-publish']);
    }
    const idsIn = async (view: View) =>
      (await listPetitions(t.ctx, director, { view })).map(({ petition }) => petition.id);
    expect(await idsIn('to-publish')).toContain(id);
    expect(await idsIn('new')).toContain(waits);
    expect(await idsIn('late')).not.toContain(waits);
    t.clock.set('2026-05-06T08:00:00+07:00');
    expect(await idsIn('soon')).toContain(waits);
    t.clock.set('2026-05-07T08:00:00+07:00');
    expect(await idsIn('late')).toContain(waits);
    t.clock.set('2026-05-04T08:00:00+07:00');
  });
});

describe('rights', () => {
  it('every actor may do exactly what the table says, in the own and in another unit and centre; a refusal writes nothing', async () => {
    const { elsewhere, actors } = everybody();
    const token = await send();
    const id = await idOf(token);
    await act('tiepnhan1', id, accept());
    const subject = { centreId: commune.centreId, unitId };
    const refused = () => Promise.reject(new Problem('forbidden', { detail: '' }));
    const officer = (actor: Actor, command: object) =>
      actor.kind === 'staff'
        ? actAsOfficer(t.ctx, actor, id, OfficerCommand.parse({ ...command, requestId: newRequestId() }))
        : refused();
    const place = { place: 'Trụ sở xã', hours: 'Thứ Năm', phone: '0237 0000 002', keepDays: 365 };
    const acts: Readonly<Record<Tried, (actor: Actor) => Promise<unknown>>> = {
      send: (actor) => sendPetition(t.ctx, actor, sending({ requestId: newRequestId() }), []),
      follow: (actor) => getHeldPetition(t.ctx, actor, token),
      see: (actor) => (actor.kind === 'staff' ? getPetition(t.ctx, actor, id) : refused()),
      // What the state does not allow is told to whoever has the right.
      triage: (actor) => officer(actor, accept()),
      draft: (actor) => officer(actor, words),
      approve: (actor) => officer(actor, { type: 'return', words: 'Sửa lại' }),
      publish: (actor) => officer(actor, { type: 'keep', words: 'Việc riêng' }),
      figures: (actor) => petitionFigures(t.ctx, actor, {}),
      read: (actor) => listPublished(t.ctx, actor, { q: '', field: null, offset: 0, limit: 5 }),
      'see-settings': (actor) => (actor.kind === 'staff' ? receptionSettings(t.ctx, actor) : refused()),
      settings: (actor) => changeReception(t.ctx, actor, place),
      erase: (actor) => (actor.kind === 'system' ? erasePetitions(t.ctx, actor) : refused()),
    };
    // Refusing would end the petition for the actors after; its row of the table is that of approving.
    expect(PETITION_POLICY.refuse).toEqual(PETITION_POLICY.approve);
    const OWN: ReadonlySet<Tried> = new Set(['send', 'figures', 'read', 'see-settings', 'settings', 'erase']);
    for (const actor of actors) {
      // Another centre's own lists and settings are its own matter.
      const names = (Object.keys(acts) as Tried[]).filter(
        (action) => actor.centreId !== elsewhere || !OWN.has(action),
      );
      const may = (action: Tried) => can(PETITION_POLICY, actor, action, subject);
      const before = await state();
      for (const action of names.filter((one) => !may(one))) {
        await expect(acts[action](actor), `${JSON.stringify(actor)} ${action}`).rejects.toMatchObject({
          code: expect.stringMatching(/^(forbidden|gone|not-found)$/),
        });
      }
      expect(await state()).toEqual(before);
      for (const action of names.filter(may)) {
        const said = await acts[action](actor).then(
          () => 'done',
          (error: unknown) => (isProblem(error) ? error.code : `${error}`),
        );
        expect(['done', 'not-allowed-now'], `${JSON.stringify(actor)} ${action}: ${said}`).toContain(said);
      }
    }
  });

  it('an officer lists the petitions of the own unit; an address made up opens nothing', async () => {
    const { token } = await answered();
    const mine = await listPetitions(t.ctx, commune.person('chuyenvien.kt'), { view: 'open' });
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every(({ petition }) => petition.unitId === unitId)).toBe(true);
    expect(await listPetitions(t.ctx, commune.person('chuyenvien.vhxh'), { view: 'open' })).toEqual([]);
    for (const forged of [`${token.slice(0, -3)}abc`, 'x', token.replace('.', '')]) {
      await expect(getHeldPetition(t.ctx, nobody, forged)).rejects.toMatchObject({ code: 'gone' });
    }
  });
});

describe('pages', () => {
  it('every page opens for whoever may see it; a wrong form keeps what was typed', async () => {
    const { token, id } = await answered();
    await act('truongphong.kt', id, { type: 'publish', ...shown });
    const { number } = (await getHeldPetition(t.ctx, nobody, token)).petition;
    const director = commune.person('giamdoc');
    for (const [actor, url] of [
      [nobody, '/phan-anh?loai=question'],
      [nobody, '/phan-anh/tiep-cong-dan'],
      [nobody, '/phan-anh/tra-cuu'],
      [nobody, `/phan-anh/theo-doi/${token}?moi=1`],
      [nobody, '/hoi-dap?q=nap&linh-vuc=roads'],
      [nobody, `/hoi-dap/${number}`],
      [director, '/can-bo/phan-anh'],
      [director, '/can-bo/phan-anh?xem=xong'],
      [director, `/can-bo/phan-anh/${id}?viec=correct`],
      [director, '/can-bo/phan-anh/so-lieu'],
      [director, '/can-bo/phan-anh/tiep-cong-dan'],
    ] as const) {
      const { statusCode } = await t.as(actor, { method: 'GET', url });
      expect(statusCode, url).toBe(200);
    }
    const wrong = await t.as(director, {
      method: 'POST',
      url: `/can-bo/phan-anh/${id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ type: 'correct', title: 'Giữ lại tiêu đề này' }).toString(),
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Giữ lại tiêu đề này');
  });
});
