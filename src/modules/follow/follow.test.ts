import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyDossiers } from '#modules/dossiers/commands/verify.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { openBySecret } from './commands/holder.ts';
import { writeFromHome, writeFromOffice } from './commands/message.ts';
import { addPhoto, dropPhoto, openOwnFile } from './commands/photos.ts';
import { downloadResult } from './commands/result.ts';
import { askToWithdraw, sendSupplement } from './commands/send.ts';
import { changeFollowSettings } from './commands/settings.ts';
import { sendBack, takeSending } from './commands/settle.ts';
import { forgetPhotos } from './commands/tend.ts';
import { FOLLOW_POLICY, type FollowAction } from './policy.ts';
import { followSettings, listArrived, openSentFile, readFollowed, readFollowing } from './queries.ts';
import { followScene, ITEMS } from './testing/scene.ts';

const {
  t,
  commune,
  citizen,
  counter,
  photo,
  state,
  received,
  asked,
  dossierOf,
  versionOf,
  send,
  answer,
  sent,
} = await followScene();

describe('NĐ 118/2025 Đ19 k.5: a supplement from home', () => {
  it('is kept as a draft, sent once, and official only when an officer takes it, each paper in its place as one PDF', async () => {
    const { id, key, sendingId } = await sent();
    const before = await dossierOf(id);
    expect(before.status).toBe(STATUS.supplement);
    expect((await listArrived(t.ctx, counter)).lines).toContainEqual(
      expect.objectContaining({ dossierId: id, kind: 'supplement', words: 'Cháu gửi thay bà' }),
    );
    await takeSending(t.ctx, counter, sendingId, true);
    const after = await dossierOf(id);
    expect(after.status).not.toBe(STATUS.supplement);
    expect(after.runs.length).toBeGreaterThan(before.runs.length);
    const added = after.papers.slice(before.papers.length);
    expect(added.map(({ name, files, satisfied }) => [name, files.length, satisfied?.how])).toEqual([
      [ITEMS[0]?.content, 1, 'uploaded'],
      [ITEMS[1]?.content, 1, 'uploaded'],
    ]);
    const { settled, open } = await readFollowing(t.ctx, citizen, key);
    expect(settled.map(({ state }) => state)).toEqual(['taken']);
    expect(open.supplement).toBeNull();
    await takeSending(t.ctx, counter, sendingId, true);
    expect((await dossierOf(id)).seq).toBe(after.seq);
    expect((await listArrived(t.ctx, counter)).lines.some(({ dossierId }) => dossierId === id)).toBe(false);
  });

  it('in part keeps the dossier waiting, and the rest may be sent', async () => {
    const { id, key, sendingId } = await sent();
    await takeSending(t.ctx, counter, sendingId, false);
    expect((await dossierOf(id)).status).toBe(STATUS.supplement);
    await addPhoto(t.ctx, citizen, key, send(1));
    await sendSupplement(t.ctx, citizen, key, answer());
    expect((await readFollowing(t.ctx, citizen, key)).open.supplement?.state).toBe('sent');
  });

  it('sent back with a reason leaves the dossier as it was, and may be sent again', async () => {
    const { id, key, sendingId } = await sent();
    const before = await dossierOf(id);
    await sendBack(t.ctx, counter, { sendingId, why: 'Ảnh trang 2 mờ, xin chụp lại.' });
    expect(await dossierOf(id)).toEqual(before);
    const { settled, open } = await readFollowing(t.ctx, citizen, key);
    expect(settled[0]?.settledWhy).toBe('Ảnh trang 2 mờ, xin chụp lại.');
    expect(open.supplement).toBeNull();
    const kept = await state();
    await expect(takeSending(t.ctx, counter, sendingId, true)).rejects.toMatchObject({
      code: 'already-done',
    });
    expect(await state()).toEqual(kept);
  });

  it('gives way to papers that were brought to the counter meanwhile', async () => {
    const { id, key, sendingId } = await sent();
    await commune.act('tiepnhan1', { id }, { type: 'complete-supplement', papers: [], complete: true });
    expect((await readFollowing(t.ctx, citizen, key)).settled[0]?.state).toBe('overtaken');
    await expect(takeSending(t.ctx, counter, sendingId, true)).rejects.toMatchObject({
      code: 'already-done',
    });
  });

  it('repeated presses are as one, and what was not asked for is refused', async () => {
    const { key } = await asked();
    const one = send(0);
    await addPhoto(t.ctx, citizen, key, one);
    await addPhoto(t.ctx, citizen, key, one);
    const twice = answer();
    await Promise.all([
      sendSupplement(t.ctx, citizen, key, twice),
      sendSupplement(t.ctx, citizen, key, twice),
    ]);
    const { asked: papers, open } = await readFollowing(t.ctx, citizen, key);
    expect(papers[0]?.files).toHaveLength(1);
    expect(open.supplement?.state).toBe('sent');
    const kept = await state();
    await expect(addPhoto(t.ctx, citizen, key, send(0))).rejects.toMatchObject({ code: 'not-allowed-now' });
    await expect(sendSupplement(t.ctx, citizen, key, answer())).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    expect(await state()).toEqual(kept);
  });

  it('refuses what is no photograph, a paper that was not asked for, and an empty sending; nothing is written', async () => {
    const { key } = await asked();
    const kept = await state();
    const bad = send(0, Buffer.from('<html>không phải ảnh</html>'));
    await expect(addPhoto(t.ctx, citizen, key, bad)).rejects.toMatchObject({ code: 'unsupported-file' });
    await expect(addPhoto(t.ctx, citizen, key, send(7))).rejects.toMatchObject({ code: 'validation' });
    await expect(sendSupplement(t.ctx, citizen, key, answer())).rejects.toMatchObject({ code: 'validation' });
    expect(await state()).toEqual(kept);
  });

  it('TT 03/2025 Điều 5 khoản 2: a paper that is only shown is brought, not photographed; nothing is written', async () => {
    const one = await received();
    const shown = (await versionOf(one.dossier)).components.find(({ kind }) => kind === 'show');
    const items = [{ paperKey: shown?.id, content: shown?.name, reason: 'Quên mang theo' }, ...ITEMS];
    await commune.act('tiepnhan1', { id: one.id }, { type: 'request-supplement', items });
    const { asked: papers } = await readFollowing(t.ctx, citizen, one.key);
    expect(papers.map(({ onlyShown }) => onlyShown)).toEqual([true, false, false]);
    const kept = await state();
    await expect(addPhoto(t.ctx, citizen, one.key, send(0))).rejects.toMatchObject({
      code: 'validation',
      details: { detail: expect.stringContaining('chỉ cần mang đến để cán bộ xem') },
    });
    expect(await state()).toEqual(kept);
    await addPhoto(t.ctx, citizen, one.key, send(1));
  });

  it('a supplement and a wish to withdraw wait on one page, each refusal at its own box', async () => {
    const { id, key, sendingId } = await sent();
    await askToWithdraw(t.ctx, citizen, key, answer('Không cần nữa'));
    const url = `/can-bo/nguoi-dan-gui/${id}`;
    const page = await t.as(counter, { url });
    const ids = [...page.body.matchAll(/\sid="([^"]+)"/g)].map(([, name]) => name);
    expect(ids.filter((name, at) => ids.indexOf(name) !== at)).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(['f-why-supplement', 'f-why-withdrawal']));
    const payload = { sendingId, kind: 'supplement', 'why-supplement': 'Ờ' };
    const refused = await t.as(counter, { url: `${url}/tra-lai`, method: 'POST', payload });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('href="#f-why-supplement"');
    expect(refused.body.match(/>Ờ</g)).toHaveLength(1);
  });

  it('photographs nobody needs are deleted after thirty days', async () => {
    const { key, sendingId, id } = await sent();
    const [first] = (await readFollowing(t.ctx, citizen, key)).asked[0]?.files ?? [];
    await sendBack(t.ctx, counter, { sendingId, why: 'Chưa rõ trang 1.' });
    await t.owner.query(
      `update follow_sendings set settled_at = settled_at - interval '31 days', sent_at = sent_at - interval '31 days' where id = $1`,
      [sendingId],
    );
    expect(await forgetPhotos(t.ctx, systemActor(citizen.centreId, 'follow'))).toBe(3);
    await expect(openSentFile(t.ctx, counter, id, first?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('NĐ 118/2025 Đ21: withdrawing', () => {
  it('is asked for once with the code of the receipt, and done when an officer confirms', async () => {
    const { id, key, weak } = await received();
    const input = { requestId: newRequestId(), words: 'Gia đình chưa cần làm nữa' };
    const kept = await state();
    await expect(askToWithdraw(t.ctx, citizen, weak, input)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await state()).toEqual(kept);
    for (const url of [`/theo-doi-ho-so/${weak}`, `/theo-doi-ho-so/${weak}/rut`]) {
      const { body } = await t.app.inject({ url });
      expect(body).toContain('Để rút hồ sơ, xin tra cứu lại bằng mã in trên giấy tiếp nhận');
      expect(body).not.toMatch(/href="[^"]*\/rut"|name="sure"/);
    }
    await askToWithdraw(t.ctx, citizen, key, input);
    await askToWithdraw(t.ctx, citizen, key, input);
    expect((await dossierOf(id)).status).not.toBe(STATUS.withdrawn);
    const { sendings } = await readFollowed(t.ctx, counter, id);
    expect(sendings).toHaveLength(1);
    await takeSending(t.ctx, counter, sendings[0]?.sending.id ?? '', true);
    expect((await dossierOf(id)).status).toBe(STATUS.withdrawn);
    const found = await readFollowing(t.ctx, citizen, key);
    expect([found.settled[0]?.state, found.mayWithdraw, found.mayWrite]).toEqual(['taken', false, false]);
    const closed = await state();
    await expect(askToWithdraw(t.ctx, citizen, key, answer('Rút nữa'))).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    await expect(writeFromHome(t.ctx, citizen, key, answer('Xin hỏi'), null)).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    expect(await state()).toEqual(closed);
  });
});

describe('messages', () => {
  it('go both ways once, with a photograph, and the answer is counted', async () => {
    const { id, key } = await received();
    const input = answer('Bao giờ có kết quả ạ?');
    await writeFromHome(t.ctx, citizen, key, input, { bytes: photo, name: 'IMG.jpg' });
    await writeFromHome(t.ctx, citizen, key, input, { bytes: photo, name: 'IMG.jpg' });
    const before = await listArrived(t.ctx, counter);
    await writeFromOffice(t.ctx, counter, id, answer('Chiều thứ Sáu, mời ông/bà đến quầy 2.'));
    const after = await listArrived(t.ctx, counter);
    expect(after.figure.within).toBe(before.figure.within + 1);
    expect(after.figure.waiting).toBe(before.figure.waiting - 1);
    const { messages } = await readFollowing(t.ctx, citizen, key);
    expect(messages.map(({ author }) => author)).toEqual(['citizen', 'office']);
    expect(messages[1]?.byPost).toBe(counter.position);
    const seen = await openSentFile(t.ctx, counter, id, messages[0]?.photoId ?? '');
    expect(seen.mediaType).toBe('image/jpeg');
    expect(Buffer.from(seen.bytes).includes('GPS')).toBe(false);
  });

  it('with an identity number are refused in words; nothing is written', async () => {
    const { key } = await received();
    const kept = await state();
    const bad = answer('Căn cước của tôi là 038 056 000 001');
    await expect(writeFromHome(t.ctx, citizen, key, bad, null)).rejects.toMatchObject({ code: 'validation' });
    expect(await state()).toEqual(kept);
  });
});

describe('rights', () => {
  it('every actor may do exactly what the table says; a refusal writes nothing', async () => {
    const { id, key, sendingId } = await sent();
    const staff = (centreId: string) =>
      ROLES.map((role): StaffActor => ({ ...counter, centreId, roles: [role] }));
    const actors = (centreId: string): readonly Actor[] => [
      ...staff(centreId),
      { kind: 'public', centreId },
      { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' },
      systemActor(centreId, 'test'),
    ];
    const asStaff = (actor: Actor): StaffActor =>
      actor.kind === 'staff' ? actor : { ...counter, roles: [], centreId: actor.centreId };
    const acts: Readonly<Record<FollowAction, (actor: Actor) => Promise<unknown>>> = {
      follow: (actor) => readFollowing(t.ctx, actor, key),
      look: (actor) => listArrived(t.ctx, asStaff(actor)),
      settle: (actor) => takeSending(t.ctx, asStaff(actor), newId(), true),
      write: (actor) => writeFromOffice(t.ctx, asStaff(actor), newId(), answer('Xin chào')),
      'see-settings': (actor) => followSettings(t.ctx, actor),
      settings: (actor) => changeFollowSettings(t.ctx, actor, { answerHours: 8 }),
      tend: (actor) => forgetPhotos(t.ctx, actor),
    };
    for (const action of Object.keys(FOLLOW_POLICY) as FollowAction[]) {
      for (const actor of actors(commune.centreId)) {
        const may = can(FOLLOW_POLICY, actor, action, { centreId: commune.centreId });
        const before = await state();
        const refused = await acts[action](actor).then(
          () => false,
          (error: unknown) => isProblem(error, 'forbidden'),
        );
        expect([action, actor.kind, refused]).toEqual([action, actor.kind, !may]);
        if (refused) {
          expect(await state()).toEqual(before);
        }
      }
    }
    const elsewhere = { kind: 'public', centreId: newId() } as const;
    await expect(readFollowing(t.ctx, elsewhere, key)).rejects.toMatchObject({ code: 'gone' });
    const stranger: StaffActor = { ...counter, centreId: elsewhere.centreId };
    await expect(takeSending(t.ctx, stranger, sendingId, true)).rejects.toMatchObject({ code: 'not-found' });
    const officer = commune.person('chuyenvien.vhxh');
    await expect(readFollowed(t.ctx, officer, id)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listArrived(t.ctx, officer)).lines.some(({ dossierId }) => dossierId === id)).toBe(false);
  });

  it('a wrong secret, a changed key, an old key and the files of others open nothing', async () => {
    const mine = await asked();
    const other = await sent();
    await expect(openBySecret(t.ctx, citizen, mine.dossier.number ?? '', 'ZZZZZZ')).rejects.toMatchObject({
      code: 'not-found',
    });
    const forged = mine.key.replace(mine.id.replaceAll('-', ''), other.id.replaceAll('-', ''));
    const stronger = mine.weak.replace('.0.', '.1.');
    for (const key of [forged, stronger, 'x', '']) {
      await expect(readFollowing(t.ctx, citizen, key)).rejects.toMatchObject({ code: 'gone' });
    }
    const [file] = (await readFollowing(t.ctx, citizen, other.key)).asked[0]?.files ?? [];
    await expect(openOwnFile(t.ctx, citizen, mine.key, file?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
    const kept = await state();
    await addPhoto(t.ctx, citizen, mine.key, send(0));
    await dropPhoto(t.ctx, citizen, mine.key, file?.id ?? '');
    expect((await readFollowing(t.ctx, citizen, other.key)).asked[0]?.files).toHaveLength(2);
    expect(await state()).not.toEqual(kept);
    await expect(downloadResult(t.ctx, citizen, mine.weak, newId())).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(downloadResult(t.ctx, citizen, mine.key, newId())).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
  });
});

const RUNS = Number(process.env['FOLLOW_RUNS'] ?? 4);
const ACTS = [
  'photo',
  'send',
  'send',
  'take',
  'take-part',
  'back',
  'counter',
  'withdraw',
  'write',
  'answer',
] as const;

describe('property: any order of acts', () => {
  it('takes each sending at most once and never goes round the dossier’s own table', async () => {
    const order = fc.array(fc.constantFrom(...ACTS), { minLength: 6, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(order, async (acts) => {
        const { id, key } = await asked();
        const open = async () =>
          (await readFollowed(t.ctx, counter, id)).sendings.find(({ sending }) => sending.state === 'sent')
            ?.sending;
        const play: Record<(typeof ACTS)[number], () => Promise<unknown>> = {
          photo: () => addPhoto(t.ctx, citizen, key, send(1)),
          send: () => sendSupplement(t.ctx, citizen, key, answer()),
          take: async () => {
            const one = (await open())?.id ?? newId();
            return Promise.all([
              takeSending(t.ctx, counter, one, true),
              takeSending(t.ctx, counter, one, true),
            ]);
          },
          'take-part': async () => takeSending(t.ctx, counter, (await open())?.id ?? newId(), false),
          back: async () =>
            sendBack(t.ctx, counter, { sendingId: (await open())?.id ?? newId(), why: 'Chưa rõ.' }),
          counter: () =>
            commune.act('tiepnhan1', { id }, { type: 'complete-supplement', papers: [], complete: true }),
          withdraw: () => askToWithdraw(t.ctx, citizen, key, answer('Không cần nữa')),
          write: () => writeFromHome(t.ctx, citizen, key, answer('Xin hỏi'), null),
          answer: () => writeFromOffice(t.ctx, counter, id, answer('Xin chờ')),
        };
        for (const act of acts) {
          await play[act]().catch((error: unknown) => {
            if (!isProblem(error)) {
              throw error;
            }
          });
        }
        const { rows } = await t.owner.query<{ type: string; n: number }>(
          `select type, count(*)::int as n from dossier_events where dossier_id = $1 group by 1`,
          [id],
        );
        const events = new Map(rows.map(({ type, n }) => [type, n]));
        const { sendings } = await readFollowed(t.ctx, counter, id);
        const taken = sendings
          .filter(({ sending }) => sending.state === 'taken')
          .map(({ sending }) => sending);
        const bySending = (events.get('supplement-brought') ?? 0) + (events.get('supplement-completed') ?? 0);
        expect(taken.filter(({ kind }) => kind === 'supplement').length).toBeLessThanOrEqual(bySending);
        expect(events.get('supplement-completed') ?? 0).toBeLessThanOrEqual(1);
        expect(events.get('withdrawn') ?? 0).toBe(taken.filter(({ kind }) => kind === 'withdrawal').length);
        expect(new Set(taken.map(({ settledSeq }) => settledSeq)).size).toBe(taken.length);
        expect(
          sendings.filter(({ sending }) => sending.state === 'sent' && sending.kind === 'supplement').length,
        ).toBeLessThanOrEqual((await dossierOf(id)).status === STATUS.supplement ? 1 : 0);
      }),
      { numRuns: RUNS, seed: 20260504 },
    );
    expect(await verifyDossiers(t.ctx)).toEqual([]);
  });
});
