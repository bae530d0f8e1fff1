import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { validationData } from '#integrations/signing/dss.ts';
import { openPdf } from '#integrations/signing/pdf-file.ts';
import { newId } from '#platform/id.ts';
import { addStoreCertificate, retireCertificate } from './commands/certificates.ts';
import { collectSession } from './commands/collect.ts';
import { issueAddresses } from './commands/token.ts';
import { signingHealth } from './health.ts';
import { checkFileBytes, getSession } from './queries.ts';
import { type Decided, decidedDossier, setSigning } from './testing/desk.ts';
import { NOW, refusal, signingScene } from './testing/scene.ts';

const { t, commune, service, agent, leader, ids, sign, counts, signedPdf } = await signingScene();

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
    skip('openssl is not on this machine: the independent check of the signature did not run');
  }
  await setSigning(t.ctx, commune, { tsaUrl: `${service.url}/tsa`, tsaRequired: true });
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
  // B-LT: the responder's answer about the signer, taken out of the file.
  const { evidence } = validationData(await openPdf(bytes));
  const [report] = (await checkFileBytes(t.ctx, commune.centreId, bytes)).reports;
  const signer = put('signer.der', report?.certificate ?? new Uint8Array());
  execFileSync('openssl', ['x509', '-inform', 'DER', '-in', signer, '-out', join(folder, 'signer.pem')]);
  const answers = evidence.map(({ bytes: answer }, i) => {
    const parts = [
      '-respin',
      put(`ocsp-${i}.der`, answer),
      '-issuer',
      pem,
      '-cert',
      join(folder, 'signer.pem'),
    ];
    const told = spawnSync(
      'openssl',
      ['ocsp', ...parts, '-CAfile', pem, '-no_check_time', '-no_nonce', '-validity_period', '999999999'],
      {
        encoding: 'utf8',
      },
    );
    return `${told.stdout}${told.stderr}`;
  });
  expect(
    answers.filter((one) => /Response verify OK/.test(one) && /signer\.pem: good/.test(one)),
  ).toHaveLength(1);
  const changed = Buffer.concat([bytes.subarray(0, b), bytes.subarray(c, c + d)]);
  changed[100] = (changed[100] ?? 0) ^ 1;
  const tampered = put('tampered', changed);
  expect(() => verify(tampered)).toThrow();
  rmSync(folder, { recursive: true });
});
