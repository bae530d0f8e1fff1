import { describe, expect, test } from 'vitest';
import { getDossier } from '#modules/dossiers/queries.ts';
import { newRequestId } from '#platform/id.ts';
import { beginSigning } from './commands/begin.ts';
import { addRemoteCertificate, addStoreCertificate } from './commands/certificates.ts';
import { collectSession, sweepSessions } from './commands/collect.ts';
import { signingHealth } from './health.ts';
import { checkByCode, checkFileBytes, getSession, signerDesk } from './queries.ts';
import { decidedDossier, setSigning } from './testing/desk.ts';
import { refusal, signingScene } from './testing/scene.ts';

const { t, commune, service, authority, agent, leader, ids, remote, sign, counts, signedPdf } =
  await signingScene();

describe('Đ22 k.1: a result is signed digitally', () => {
  test('with the key of the server: file, recorded act and check belong together; a repeat gives the same', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    const { toSign } = await signerDesk(t.ctx, leader);
    expect(toSign.map(({ dossier: { id } }) => id)).toContain(dossier.id);
    const input = {
      requestId: newRequestId(),
      certificateId: ids.own,
      dossierIds: [dossier.id],
      fileIds: [],
    };
    const { sessionId } = await beginSigning(t.ctx, leader, input);
    const before = await counts();
    expect(await beginSigning(t.ctx, leader, input)).toEqual({ sessionId, refused: [] });
    expect(await counts()).toEqual(before);
    expect(await getSession(t.ctx, leader, sessionId)).toMatchObject({
      session: { state: 'done', why: null },
      items: [{ state: 'signed', dossierId: dossier.id }],
    });
    const { dossier: now } = await getDossier(t.ctx, leader, { id: dossier.id });
    expect(now.decision?.signed).toMatchObject({ digital: true, by: { accountId: leader.accountId } });
    expect(now.decision?.files).toEqual([
      { id: expect.not.stringContaining(dossier.fileId), name: 'Kết quả chứng thực_da-ky.pdf' },
    ]);
    const { bytes, code } = await signedPdf(dossier);
    const check = await checkByCode(t.ctx, code.toLowerCase());
    expect(check).toMatchObject({
      unreadable: false,
      reports: [{ integrity: 'intact', trust: 'trusted', baseline: true, followed: false }],
    });
    expect(check?.reports[0]?.signer?.holder).toBe(leader.displayName);
    expect(check?.issued?.number).not.toBe(dossier.number);
    const public_ = await t.as(undefined, { url: `/xac-minh-chu-ky/${code}` });
    expect(public_.statusCode).toBe(200);
    expect(public_.body).toContain('Chữ ký số hợp lệ');
    expect(public_.body).not.toContain('Nguyễn Văn Ví Dụ');
    const looked = await t.as(undefined, {
      method: 'POST',
      url: '/xac-minh-chu-ky/ho-so',
      payload: { so: dossier.number, ma: dossier.lookupCode },
    });
    expect(looked.body).toContain(dossier.number);
    expect(looked.body).toContain('Chữ ký số hợp lệ');
    const outside = Buffer.concat([bytes, Buffer.from('\n')]);
    expect((await checkFileBytes(t.ctx, commune.centreId, outside)).issued).toBeNull();
    expect((await checkFileBytes(t.ctx, commune.centreId, bytes)).issued).not.toBeNull();
    await commune.act('phochutich', { id: dossier.id }, { type: 'complete-step' });
  });

  test('with time-stamp and the seal of the organisation behind it: two signatures, both hold', async () => {
    const base = { remote, agentPort: agent.port };
    await setSigning(t.ctx, commune, {
      ...base,
      seal: true,
      tsaUrl: `${service.url}/tsa`,
      tsaRequired: true,
    });
    const dossier = await decidedDossier(t.ctx, commune);
    service.switches.faults = ['wrong-stamp'];
    const before = await counts();
    const failed = await sign(ids.own, [dossier.id]);
    expect((await getSession(t.ctx, leader, failed.sessionId)).session).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('dấu thời gian'),
    });
    expect({ ...(await counts()), codes: '' }).toEqual({ ...before, codes: '' });
    service.switches.faults = [];
    await sign(ids.own, [dossier.id]);
    const { bytes } = await signedPdf(dossier);
    const { reports } = await checkFileBytes(t.ctx, commune.centreId, bytes);
    expect(reports).toMatchObject([
      {
        integrity: 'intact',
        trust: 'trusted',
        followed: true,
        stamp: { trust: 'trusted', holder: 'TSA mô phỏng Ví Dụ' },
      },
      {
        integrity: 'intact',
        trust: 'trusted',
        followed: false,
        signer: { holder: 'Ủy ban nhân dân xã Ví Dụ' },
      },
    ]);
    await setSigning(t.ctx, commune, base);
  });

  test('B-LT: what the authorities say of every certificate lies in the file; without an answer it stays B-T and says so', async () => {
    const stamped = { remote, agentPort: agent.port, tsaUrl: `${service.url}/tsa`, tsaRequired: true };
    await setSigning(t.ctx, commune, { ...stamped, seal: true });
    const levels = async (sessionId: string) => {
      const view = await getSession(t.ctx, leader, sessionId);
      expect(view.session.state).toBe('done');
      return [...view.levels.values()];
    };
    const whole = await decidedDossier(t.ctx, commune);
    const { sessionId } = await sign(ids.own, [whole.id]);
    expect(await levels(sessionId)).toEqual([{ level: 'B-LT', lacking: null }]);
    const { bytes, code } = await signedPdf(whole);
    const good = { integrity: 'intact', trust: 'trusted', revocation: { status: 'good', by: 'ocsp' } };
    expect((await checkFileBytes(t.ctx, commune.centreId, bytes)).reports).toMatchObject([
      { ...good, followed: true },
      { ...good, followed: false },
    ]);
    const shown = await t.as(undefined, { url: `/xac-minh-chu-ky/${code}` });
    expect(shown.body).toContain('Không bị thu hồi, theo trả lời OCSP');
    await setSigning(t.ctx, commune, stamped);
    for (const fault of ['ocsp-wrong-signature', 'no-ocsp'] as const) {
      service.switches.faults = [fault];
      const dossier = await decidedDossier(t.ctx, commune);
      const session = await sign(ids.own, [dossier.id]);
      expect([fault, await levels(session.sessionId)]).toEqual([
        fault,
        [{ level: 'B-T', lacking: expect.stringContaining('OCSP') }],
      ]);
      const page = await t.as(leader, { url: `/can-bo/ky-so/${session.sessionId}` });
      expect(page.body).toContain('Chưa đạt mức lâu dài');
      const alone = await signedPdf(dossier);
      expect((await checkFileBytes(t.ctx, commune.centreId, alone.bytes)).reports).toMatchObject([
        { integrity: 'intact', revocation: null },
      ]);
    }
    await t.owner.query('delete from circuits');
    await setSigning(t.ctx, commune, { remote, agentPort: agent.port });
  });

  test('a revoked certificate signs nothing: refused before anything is sent, and when it is taken back meanwhile', async () => {
    const admin = commune.person('quantri');
    const { accountId } = leader;
    const lost = authority.issue({ holder: `${leader.displayName} (mất thiết bị)` });
    await addStoreCertificate(t.ctx, admin, { file: lost.pkcs12('x'), passphrase: 'x', accountId });
    const { rows } = await t.owner.query<{ id: string }>(
      'select id from signing_certificates order by id desc limit 1',
    );
    service.revoke(lost.certificate, t.clock.now().subtract({ hours: 1 }));
    const dossier = await decidedDossier(t.ctx, commune);
    const written = async () => [
      await counts(),
      (await t.owner.query('select count(*) from signing_sessions')).rows[0],
    ];
    const before = await written();
    const refused = await refusal(sign(rows[0]?.id ?? '', [dossier.id]));
    expect(refused).toMatchObject({
      code: 'not-allowed-now',
      details: { detail: expect.stringContaining('đã bị cơ quan chứng thực thu hồi từ 08:00') },
    });
    expect(await written()).toEqual(before);
    const phone = service.enrol('038000000002', leader.displayName);
    await addRemoteCertificate(t.ctx, admin, { userId: '038000000002', accountId });
    const fresh = await t.owner.query<{ id: string }>(
      "select id from signing_certificates where method = 'remote' order by id desc limit 1",
    );
    const { sessionId } = await sign(fresh.rows[0]?.id ?? '', [dossier.id]);
    const begun = await counts();
    service.revoke(phone.certificate, t.clock.now());
    await collectSession(t.ctx, commune.centreId, sessionId);
    expect((await getSession(t.ctx, leader, sessionId)).session).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('thu hồi'),
    });
    expect(await counts()).toEqual(begun);
    const { dossier: now } = await getDossier(t.ctx, leader, { id: dossier.id });
    expect(now.decision?.signed).toBeNull();
  });

  test('many at one press: those that cannot be signed say why and hinder no other', async () => {
    const dossiers = [await decidedDossier(t.ctx, commune), await decidedDossier(t.ctx, commune)];
    const intake = await commune.intake('2.000884');
    const { dossier: young } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    const { sessionId, refused } = await sign(ids.remote, [...dossiers.map(({ id }) => id), young.id]);
    expect(refused).toEqual([{ dossierId: young.id, why: expect.stringContaining('chưa có quyết định') }]);
    await collectSession(t.ctx, commune.centreId, sessionId);
    const { session, items } = await getSession(t.ctx, leader, sessionId);
    expect(session.state).toBe('done');
    expect(items.map(({ state }) => state)).toEqual(['signed', 'signed']);
    expect(service.book.orders.at(-1)?.hashes).toHaveLength(2);
  });
});

describe('the remote service misbehaves: nothing of the dossier changes, and it can be sent again', () => {
  test.each([
    ['declined on the phone', [], 'decline', 'declined', 'từ chối'],
    ['too late on the phone', [], 'expire', 'expired', 'Hết thời gian'],
    ['signs another digest', ['wrong-hash'], 'accept', 'failed', 'không đúng'],
    ['signs with another key', ['wrong-key'], 'accept', 'failed', 'không đúng'],
    ['502 when the order is sent', ['502'], 'accept', 'failed', 'không trả lời'],
    ['drops after the order was sent', ['drop-after'], 'accept', 'failed', 'từ chối yêu cầu đó'],
    ['refuses the unit', ['unauthorised'], 'accept', 'failed', 'người quản trị'],
    ['the certificate is suspended', ['suspended'], 'accept', 'failed', 'người quản trị'],
  ] as const)('%s', async (_name, faults, decision, state, words) => {
    const dossier = await decidedDossier(t.ctx, commune);
    const before = await counts();
    service.switches.faults = faults;
    service.switches.decision = decision;
    const { sessionId } = await sign(ids.remote, [dossier.id]);
    await collectSession(t.ctx, commune.centreId, sessionId);
    const { session, items } = await getSession(t.ctx, leader, sessionId);
    expect(session).toMatchObject({ state, why: expect.stringContaining(words) });
    expect(items).toMatchObject([{ state: 'failed' }]);
    expect({ ...(await counts()), codes: '' }).toEqual({ ...before, codes: '' });
    const detail = await getDossier(t.ctx, leader, { id: dossier.id });
    expect(detail.dossier.decision?.signed).toBeNull();
    expect(detail.abilities).toContain('sign-result');
    service.switches.faults = [];
    service.switches.decision = 'accept';
    await t.owner.query('delete from circuits');
    const again = await sign(ids.remote, [dossier.id]);
    await collectSession(t.ctx, commune.centreId, again.sessionId);
    expect((await getSession(t.ctx, leader, again.sessionId)).session.state).toBe('done');
  });

  test('a lost answer while the person decides is asked again; the call-back only hastens; the end of the time closes', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    service.switches.decision = 'wait';
    const { sessionId } = await sign(ids.remote, [dossier.id]);
    await collectSession(t.ctx, commune.centreId, sessionId);
    service.switches.faults = ['drop-after'];
    await collectSession(t.ctx, commune.centreId, sessionId);
    expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('waiting');
    const busy = await refusal(sign(ids.own, [dossier.id]));
    expect(busy.code).toBe('conflict');
    service.switches.faults = [];
    const orders = service.book.orders.length;
    service.book.decide(service.book.orders.at(-1)?.code ?? '', 'accept');
    const payload = { tran_code: service.book.orders.at(-1)?.code };
    const nudged = await t.as(
      { kind: 'public', centreId: commune.centreId },
      { method: 'POST', url: '/api/v1/signing/confirmed', payload },
    );
    expect(nudged.statusCode).toBe(200);
    await collectSession(t.ctx, commune.centreId, sessionId);
    expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('done');
    expect(service.book.orders).toHaveLength(orders);

    const other = await decidedDossier(t.ctx, commune);
    service.switches.decision = 'wait';
    const waiting = await sign(ids.remote, [other.id]);
    t.clock.set('2026-05-04T09:06:00+07:00');
    await sweepSessions(t.ctx, commune.centreId);
    expect((await getSession(t.ctx, leader, waiting.sessionId)).session.state).toBe('expired');
  });

  test('a service that answers only when the person has decided holds no job: asked once, finished when the answer comes', async () => {
    const mysign = { ...remote, kind: 'mysign', baseUrl: service.url, timeoutSeconds: 60 };
    const base = { secret: 'mat-khau-vi-du', agentPort: agent.port };
    await setSigning(t.ctx, commune, { ...base, remote: mysign });
    service.switches.decision = 'wait';
    const dossier = await decidedDossier(t.ctx, commune);
    const orders = service.book.orders.length;
    const { sessionId } = await sign(ids.remote, [dossier.id]);
    // Comes back while nobody has decided; twice at once and once more ask the person once.
    const collect = () => collectSession(t.ctx, commune.centreId, sessionId);
    await Promise.all([collect(), collect()]);
    await expect.poll(() => service.book.orders.length).toBe(orders + 1);
    await collect();
    const state = async () => (await getSession(t.ctx, leader, sessionId)).session.state;
    expect(await state()).toBe('waiting');
    service.book.decide(service.book.orders.at(-1)?.code ?? '', 'accept');
    await expect.poll(state).toBe('done');
    expect(service.book.orders).toHaveLength(orders + 1);

    const other = await decidedDossier(t.ctx, commune);
    const declined = await sign(ids.remote, [other.id]);
    await collectSession(t.ctx, commune.centreId, declined.sessionId);
    await expect.poll(() => service.book.orders.length).toBe(orders + 2);
    service.book.decide(service.book.orders.at(-1)?.code ?? '', 'decline');
    await expect
      .poll(async () => (await getSession(t.ctx, leader, declined.sessionId)).session.state)
      .toBe('declined');
    await setSigning(t.ctx, commune, { ...base, remote });
  });

  test('after three failures the line rests, which health tells; other ways of signing go on', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    service.switches.faults = ['502'];
    for (let i = 0; i < 3; i += 1) {
      const { sessionId } = await sign(ids.remote, [dossier.id]);
      await collectSession(t.ctx, commune.centreId, sessionId);
    }
    expect((await refusal(sign(ids.remote, [dossier.id]))).code).toBe('unavailable');
    expect(await signingHealth(t.ctx)).toContainEqual(
      expect.objectContaining({ name: 'ký số từ xa', ok: false }),
    );
    await sign(ids.own, [dossier.id]);
    await t.owner.query('delete from circuits');
  });
});
