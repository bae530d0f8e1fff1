import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { getDossier } from '#modules/dossiers/queries.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import type { StaffActor } from '#platform/actor.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { foundAuthority } from '#simulators/signing-service/authority.ts';
import { type SimulatedService, startSigningService } from '#simulators/signing-service/start.ts';
import { type SimulatedAgent, startTokenAgent } from '#simulators/token-agent/start.ts';
import { beginSigning } from './commands/begin.ts';
import {
  addRemoteCertificate,
  addStoreCertificate,
  addTokenCertificate,
  retireCertificate,
} from './commands/certificates.ts';
import { collectSession, sweepSessions } from './commands/collect.ts';
import { addAnchor } from './commands/settings.ts';
import { issueAddresses } from './commands/token.ts';
import { signingHealth } from './health.ts';
import { checkByCode, checkFileBytes, getSession, signerDesk } from './queries.ts';
import { type Decided, decidedDossier, setSigning } from './testing/desk.ts';

const NOW = '2026-05-04T09:00:00+07:00';
const CCCD = '038000000001';

let t: TestApp;
let commune: TestCommune;
let service: SimulatedService;
let agent: SimulatedAgent;
let leader: StaffActor;
const ids = { own: '', organisation: '', remote: '', token: '' };

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (isProblem(error)) {
      return error;
    }
    throw error;
  }
  throw new Error('it was allowed');
}

async function counts() {
  const { rows } = await t.owner.query<Record<string, string>>(
    `select (select count(*) from signed_files) as signed, (select count(*) from files) as files,
      (select count(*) from dossier_events) as events, (select count(*) from document_codes) as codes`,
  );
  return rows[0];
}

const sign = (certificateId: string, dossierIds: readonly string[], actor: StaffActor = leader) =>
  beginSigning(t.ctx, actor, {
    requestId: newRequestId(),
    certificateId,
    dossierIds: [...dossierIds],
    fileIds: [],
  });

async function newest(method: string): Promise<string> {
  const { rows } = await t.owner.query<{ id: string }>(
    'select id from signing_certificates where method = $1 order by id desc limit 1',
    [method],
  );
  return rows[0]?.id ?? '';
}

async function signedPdf(dossier: Decided): Promise<{ bytes: Uint8Array; code: string }> {
  const { rows } = await t.owner.query<{ file_id: string; verify_code: string }>(
    'select file_id, verify_code from signed_files where dossier_id = $1',
    [dossier.id],
  );
  const { bytes } = await openFile(t.ctx, leader, rows[0]?.file_id ?? '');
  return { bytes, code: rows[0]?.verify_code ?? '' };
}

beforeAll(async () => {
  t = await testApp({ example: true, now: NOW });
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  commune = await testCommune(t.ctx);
  leader = commune.person('phochutich');
  service = await startSigningService({ now: () => t.clock.now() });
  service.enrol(CCCD, leader.displayName);
  const authority = foundAuthority('CA công vụ Ví Dụ', t.clock.now().epochMilliseconds);
  const own = authority.issue({ holder: leader.displayName, organisation: 'UBND xã Ví Dụ' });
  const seal = authority.issue({ holder: 'Ủy ban nhân dân xã Ví Dụ', key: own.key });
  const token = authority.issue({ holder: `${leader.displayName} (token)`, key: own.key });
  agent = await startTokenAgent(token);
  const admin = commune.person('quantri');
  await addAnchor(t.ctx, admin, authority.certificate);
  await addAnchor(t.ctx, admin, service.authority.certificate);
  const remote = {
    kind: 'smartca',
    baseUrl: `${service.url}/sca/sp769`,
    clientId: 'vi-du',
    waitMinutes: 5,
    timeoutSeconds: 5,
  };
  await setSigning(t.ctx, commune, { remote, secret: 'mat-khau-vi-du', agentPort: agent.port });
  const { accountId } = leader;
  await addStoreCertificate(t.ctx, admin, {
    file: own.pkcs12('một hai ba'),
    passphrase: 'một hai ba',
    accountId,
  });
  ids.own = await newest('store');
  await addStoreCertificate(t.ctx, admin, {
    file: seal.pkcs12('x', '3des'),
    passphrase: 'x',
    accountId: null,
  });
  ids.organisation = await newest('store');
  await addRemoteCertificate(t.ctx, admin, { userId: CCCD, accountId });
  ids.remote = await newest('remote');
  await addTokenCertificate(t.ctx, admin, { certificate: token.certificate, accountId });
  ids.token = await newest('token');
  return async () => {
    await service.stop();
    await agent.stop();
  };
});

beforeEach(() => {
  service.switches.faults = [];
  service.switches.decision = 'accept';
  agent.switches.faults = [];
  t.clock.set(NOW);
});

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
    const remote = {
      kind: 'smartca',
      baseUrl: `${service.url}/sca/sp769`,
      clientId: 'vi-du',
      waitMinutes: 5,
      timeoutSeconds: 5,
    };
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

describe('the USB token at the desk', () => {
  async function askAgent(sessionId: string): Promise<number> {
    const [file] = await issueAddresses(t.ctx, leader, sessionId);
    const address = t.app.server.address();
    const base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    const here = (url: string) => url.replace('http://localhost:8080', base);
    const message = {
      FileUploadHandler: here(file?.upload ?? ''),
      FileName: here(file?.download ?? ''),
      SessionId: '',
      JWTToken: '',
      MetaData: [],
    };
    return new Promise((resolve) => {
      const socket = new WebSocket(`${agent.url}/SignApproved`);
      socket.addEventListener('open', () => socket.send(JSON.stringify(message)));
      socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data)).Status));
      socket.addEventListener('close', () => resolve(-1));
    });
  }

  test('signs through the desk program; what it says is not believed; the address works once', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    const before = await counts();
    const { sessionId } = await sign(ids.token, [dossier.id]);
    for (const fault of ['cancelled', 'no-token', 'unsigned', 'other-document', 'not-uploaded'] as const) {
      agent.switches.faults = [fault];
      const status = await askAgent(sessionId);
      expect([fault, status === 0]).toEqual([fault, fault === 'not-uploaded']);
      expect({ ...(await counts()), codes: '' }).toEqual({ ...before, codes: '' });
      expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('waiting');
    }
    agent.switches.faults = ['drop-after'];
    expect(await askAgent(sessionId)).toBe(-1);
    expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('done');
    const { bytes } = await signedPdf(dossier);
    expect((await checkFileBytes(t.ctx, commune.centreId, bytes)).reports).toMatchObject([
      { integrity: 'intact', trust: 'trusted', signer: { holder: `${leader.displayName} (token)` } },
    ]);
    const page = await t.as(leader, { url: `/can-bo/ky-so/${sessionId}` });
    expect(page.headers['content-security-policy']).not.toContain('connect-src');
  });

  test('another certificate than the registered one is refused', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    const { token } = agent.switches;
    agent.switches.token = service.enrol('038000000002', 'Trần Thị Ví Dụ');
    const { sessionId } = await sign(ids.token, [dossier.id]);
    const page = await t.as(leader, { url: `/can-bo/ky-so/${sessionId}` });
    expect(page.headers['content-security-policy']).toContain(
      `connect-src 'self' ws://127.0.0.1:${agent.port}`,
    );
    expect(await askAgent(sessionId)).not.toBe(0);
    expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('waiting');
    agent.switches.token = token;
    const cancelled = await t.as(leader, { method: 'POST', url: `/can-bo/ky-so/${sessionId}/huy` });
    expect(cancelled.statusCode).toBe(303);
    expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('cancelled');
  });
});

describe('rights', () => {
  let untouched: Decided;

  beforeAll(async () => {
    untouched = await decidedDossier(t.ctx, commune);
  });

  test.each(['tiepnhan1', 'chuyenvien.tp', 'giamdoc', 'truongphong.kt', 'quantri', 'kiemtoan'] as const)(
    '%s may not sign what a leader signs, not even with the key of the organisation; nothing is written',
    async (username) => {
      const before = await counts();
      const problem = await refusal(sign(ids.organisation, [untouched.id], commune.person(username)));
      expect(problem.code).toBe('forbidden');
      expect(await counts()).toEqual(before);
    },
  );

  test('nobody signs with the certificate of somebody else, one that is retired or one that has ended', async () => {
    const before = await counts();
    expect((await refusal(sign(ids.own, [untouched.id], commune.person('chutich')))).code).toBe('forbidden');
    expect((await refusal(sign(newId(), [untouched.id]))).code).toBe('not-found');
    t.clock.set('2028-05-04T09:00:00+07:00');
    expect((await refusal(sign(ids.own, [untouched.id]))).details.detail).toContain('hết hạn');
    expect(await signingHealth(t.ctx)).toContainEqual(
      expect.objectContaining({ name: 'chứng thư ký số', ok: false }),
    );
    t.clock.set(NOW);
    expect(await counts()).toEqual(before);
  });

  test('who lost the office between press and confirmation signs nothing', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    const { sessionId } = await sign(ids.remote, [dossier.id]);
    const before = await counts();
    await t.owner.query("update accounts set roles = '{officer}' where id = $1", [leader.accountId]);
    await collectSession(t.ctx, commune.centreId, sessionId);
    await t.owner.query('update accounts set roles = $2 where id = $1', [leader.accountId, leader.roles]);
    expect((await getSession(t.ctx, leader, sessionId)).session.state).toBe('failed');
    expect(await counts()).toEqual(before);
  });

  test('another centre sees neither certificates nor sessions nor one-time addresses', async () => {
    const dossier = await decidedDossier(t.ctx, commune);
    const { sessionId } = await sign(ids.token, [dossier.id]);
    const stranger = { ...leader, centreId: newId() };
    expect((await refusal(getSession(t.ctx, stranger, sessionId))).code).toBe('not-found');
    expect((await refusal(issueAddresses(t.ctx, stranger, sessionId))).code).toBe('not-found');
    expect((await refusal(issueAddresses(t.ctx, commune.person('chutich'), sessionId))).code).toBe(
      'not-found',
    );
    const gone = await t.as(undefined, { url: `/ky-so/${'A'.repeat(22)}.${'B'.repeat(43)}/tep.pdf` });
    expect(gone.statusCode).toBe(410);
  });

  test('only the administrator keeps certificates; keys and passphrases never come out again', async () => {
    const director = commune.person('giamdoc');
    expect((await refusal(retireCertificate(t.ctx, director, ids.own))).code).toBe('forbidden');
    expect((await refusal(setSigning(t.ctx, { ...commune, person: () => director }, {}))).code).toBe(
      'forbidden',
    );
    const seen = await t.as(director, { url: '/can-bo/quan-tri/ky-so' });
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toContain('<form method="post" action="/can-bo/quan-tri/ky-so');
    const { rows } = await t.owner.query<{ secret_box: Buffer | null }>(
      'select secret_box from signing_certificates',
    );
    for (const { secret_box } of rows) {
      expect(secret_box?.toString('latin1') ?? '').not.toMatch(/một hai ba|038000000001|passphrase/);
    }
    const wrong = addStoreCertificate(t.ctx, commune.person('quantri'), {
      file: Buffer.from('x'),
      passphrase: 'x',
      accountId: null,
    });
    expect((await refusal(wrong)).code).toBe('validation');
  });
});

test('a signed result verifies with OpenSSL, which shares no code with ours', async ({ skip }) => {
  try {
    execFileSync('openssl', ['version']);
  } catch {
    skip('no openssl on this machine');
  }
  const dossier = await decidedDossier(t.ctx, commune);
  await sign(ids.own, [dossier.id]);
  const { bytes } = await signedPdf(dossier);
  const text = Buffer.from(bytes).toString('latin1');
  const [, b = 0, c = 0, d = 0] = (/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)/.exec(text)?.slice(1) ?? []).map(
    Number,
  );
  const hex = text.slice(b + 1, c - 1);
  const folder = mkdtempSync(join(tmpdir(), 'motcua-cms-'));
  const put = (name: string, content: Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const cms = put('cms.der', Buffer.from(hex, 'hex'));
  const content = put('content', Buffer.concat([bytes.subarray(0, b), bytes.subarray(c, c + d)]));
  const ca = await t.owner.query<{ certificate: Buffer }>(
    'select certificate from signing_anchors order by added_at, id limit 1',
  );
  const root = ca.rows[0]?.certificate.toString('base64').replace(/.{64}/g, '$&\n');
  const pem = put('ca.pem', Buffer.from(`-----BEGIN CERTIFICATE-----\n${root}\n-----END CERTIFICATE-----\n`));
  const at = String(Math.floor(t.clock.now().epochMilliseconds / 1000));
  const trust = ['-CAfile', pem, '-purpose', 'any', '-attime', at, '-cades'];
  const verify = (file: string) =>
    execFileSync(
      'openssl',
      [
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        cms,
        '-content',
        file,
        '-binary',
        ...trust,
        '-out',
        '/dev/null',
      ],
      { stdio: 'pipe' },
    );
  expect(() => verify(content)).not.toThrow();
  const changed = Buffer.concat([bytes.subarray(0, b), bytes.subarray(c, c + d)]);
  changed[100] = (changed[100] ?? 0) ^ 1;
  const tampered = put('tampered', changed);
  expect(() => verify(tampered)).toThrow();
  rmSync(folder, { recursive: true });
});
