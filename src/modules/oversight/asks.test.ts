import { beforeAll, describe, expect, it, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { answerAsk, askAbout } from './commands/ask.ts';
import { reassignMany } from './commands/lead-many.ts';
import { oversightModule } from './index.ts';
import { countNotices, readNotices } from './queries.ts';
import type { AskInput } from './schema/asks.ts';

const BIRTH = '1.001193';

let t: TestApp;
let commune: TestCommune;

beforeAll(async () => {
  t = await testApp({ modules: [...MODULES_BELOW, oversightModule], example: true });
  commune = await testCommune(t.ctx);
});

/** A birth registration in the hands of the justice officer. */
async function held(): Promise<string> {
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake(BIRTH),
  });
  await commune.act('tiepnhan1', { id: dossier.id }, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', { id: dossier.id }, { type: 'accept-hand-over' });
  return dossier.id;
}

function ask(dossierIds: readonly string[], kind: AskInput['kind'] = 'urge', requestId = newRequestId()) {
  const input = { kind, dossierIds: [...dossierIds], text: 'Xong trước 16 giờ hôm nay' };
  return askAbout(t.ctx, commune.person('chutich'), input, requestId);
}

async function asked(dossierId: string) {
  const { asked: all } = await readNotices(t.ctx, commune.person('chutich'));
  return all.filter((one) => one.dossierId === dossierId);
}

describe('đôn đốc', () => {
  it('a result for each: asked, waiting for the citizen, unknown; a repeat asks nobody twice', async () => {
    const [running, waiting] = [await held(), await held()];
    const items = [{ content: 'Giấy chứng sinh', reason: 'Thông tin chưa khớp' }];
    await commune.act('chuyenvien.tp', { id: waiting }, { type: 'request-supplement', items });
    await commune.act('tiepnhan1', { id: waiting }, { type: 'pass-on-supplement' });
    const unknown = newRequestId();
    const requestId = newRequestId();
    expect(await ask([running, waiting, unknown], 'urge', requestId)).toMatchObject([
      { ok: true, text: `Đã gửi đến ${commune.person('chuyenvien.tp').displayName}` },
      { ok: false, text: 'Hồ sơ đang chờ công dân, không đôn đốc ai.' },
      { ok: false, text: 'Không tìm thấy hồ sơ này.' },
    ]);
    await ask([running], 'urge', requestId);
    expect(await asked(running)).toHaveLength(1);
    expect(await asked(waiting)).toHaveLength(0);
    expect(await countNotices(t.ctx, commune.person('chuyenvien.tp'))).toBe(1);
  });

  it('is kept with what came of it: a note answers nothing, an act does; waiting pauses it', async () => {
    const [moved, paused] = [await held(), await held()];
    await ask([moved]);
    await commune.act('chuyenvien.tp', { id: moved }, { type: 'add-note', text: 'Đã gọi điện' });
    expect(await asked(moved)).toMatchObject([{ outcome: null }]);
    await commune.act(
      'chuyenvien.tp',
      { id: moved },
      {
        type: 'record-decision',
        outcome: 'approve',
        summary: 'Đủ điều kiện đăng ký khai sinh',
      },
    );
    expect(await asked(moved)).toMatchObject([{ outcome: 'acted' }]);
    const items = [{ content: 'Giấy chứng sinh', reason: 'Thông tin chưa khớp' }];
    await commune.act('chuyenvien.tp', { id: paused }, { type: 'request-supplement', items });
    await ask([paused]);
    await commune.act('tiepnhan1', { id: paused }, { type: 'pass-on-supplement' });
    expect(await asked(paused)).toMatchObject([{ outcome: 'paused' }]);
  });
});

describe('giải trình', () => {
  it('is asked with a day to answer, answered once by whom it was asked of, and seen by the leader', async () => {
    const id = await held();
    await ask([id], 'account');
    const [one] = await asked(id);
    expect(one).toMatchObject({ kind: 'account', outcome: null });
    expect(String(one?.answerBy)).toBe('2026-05-05T10:30:00Z');
    const answer = (who: string) =>
      answerAsk(t.ctx, commune.person(who), one?.id ?? '', { answer: 'Chờ xác minh nơi sinh' });
    await expect(answer('chuyenvien.kt')).rejects.toMatchObject({ code: 'forbidden' });
    // An act on the dossier does not account for it.
    await commune.act('chuyenvien.tp', { id }, { type: 'complete-step' }).catch(() => undefined);
    await answer('chuyenvien.tp');
    await expect(answer('chuyenvien.tp')).rejects.toMatchObject({ code: 'already-done' });
    expect(await asked(id)).toMatchObject([
      {
        answer: 'Chờ xác minh nơi sinh',
        outcome: 'answered',
        answeredName: commune.person('chuyenvien.tp').displayName,
      },
    ]);
    const { asks } = await readNotices(t.ctx, commune.person('chuyenvien.tp'));
    expect(asks.filter((open) => open.dossierId === id)).toEqual([]);
  });
});

describe('giao lại', () => {
  it('gives each to another of the unit, by the rights of the dossier; one refused hinders no other', async () => {
    const [a, b] = [await held(), await held()];
    const accountId = commune.person('truongphong.vp').accountId;
    const input = { dossierIds: [a, newRequestId(), b], accountId, note: 'Chuyên viên nghỉ ốm' };
    const requestId = newRequestId();
    const results = await reassignMany(t.ctx, commune.person('truongphong.vp'), input, requestId);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    const count = async () => (await t.owner.query('select 1 from dossier_events')).rowCount;
    const before = await count();
    await reassignMany(t.ctx, commune.person('truongphong.vp'), input, requestId);
    expect(await count(), 'a repeated press changes nothing').toBe(before);
    const elsewhere = await reassignMany(t.ctx, commune.person('truongphong.kt'), input, newRequestId());
    expect(elsewhere.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(await count()).toBe(before);
  });
});

test('the list posts a bulk action and shows the result of each; without a choice it says what to do', async () => {
  const id = await held();
  const post = (pairs: readonly (readonly [string, string])[]) =>
    t.as(commune.person('chutich'), {
      method: 'POST',
      url: '/can-bo/theo-doi/ho-so?xem=in-hand',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams([
        ['requestId', newRequestId()],
        ...pairs.map(([k, v]) => [k, v]),
      ]).toString(),
    });
  const refused = await post([
    ['do', 'urge'],
    ['text', 'Xong hôm nay'],
  ]);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Xin chọn ít nhất một hồ sơ.');
  expect(refused.body).toContain('Xong hôm nay');
  const done = await post([
    ['do', 'urge'],
    ['ids', id],
    ['text', 'Xong hôm nay'],
  ]);
  expect(done.statusCode).toBe(200);
  expect(done.body).toContain('1 trong 1 hồ sơ đã làm');
  const officer = await t.as(commune.person('chuyenvien.tp'), { url: '/can-bo/nhac-viec' });
  expect(officer.body).toContain('Xong hôm nay');
  expect(officer.body).toMatch(/data-notice-count[^>]*>.*?class="count">\d+</s);
  const figure = await t.as(commune.person('chuyenvien.tp'), { url: '/can-bo/nhac-viec/so' });
  expect(figure.json()).toEqual({ notices: await countNotices(t.ctx, commune.person('chuyenvien.tp')) });
});
