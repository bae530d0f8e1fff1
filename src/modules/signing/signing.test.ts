import { describe, expect, test } from 'vitest';
import { getDossier } from '#modules/dossiers/queries.ts';
import { newRequestId } from '#platform/id.ts';
import { beginSigning } from './commands/begin.ts';
import { collectSession, sweepSessions } from './commands/collect.ts';
import { signingHealth } from './health.ts';
import { checkByCode, checkFileBytes, getSession, signerDesk } from './queries.ts';
import { decidedDossier, setSigning } from './testing/desk.ts';
import { refusal, signingScene } from './testing/scene.ts';

const { t, commune, service, agent, leader, ids, remote, sign, counts, signedPdf } = await signingScene();

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
