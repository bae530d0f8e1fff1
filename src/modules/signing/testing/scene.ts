import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import type { StaffActor } from '#platform/actor.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { type Authority, foundAuthority, newKey } from '#simulators/signing-service/authority.ts';
import { type SimulatedService, startSigningService } from '#simulators/signing-service/start.ts';
import { type SimulatedAgent, startTokenAgent } from '#simulators/token-agent/start.ts';
import { beginSigning } from '../commands/begin.ts';
import { addRemoteCertificate, addStoreCertificate, addTokenCertificate } from '../commands/certificates.ts';
import { addAnchor } from '../commands/settings.ts';
import { type Decided, setSigning } from './desk.ts';

/** The clock of every test of signing, and where {@link signingScene} sets it back to. */
export const NOW = '2026-05-04T09:00:00+07:00';
/** The leader's account at the simulated service. */
const CCCD = '038000000001';

/** A commune whose leader can sign in every way, with the outside systems played. */
export interface SigningScene {
  readonly t: TestApp;
  readonly commune: TestCommune;
  readonly service: SimulatedService;
  /** Who issued the certificates of the server and the token; asked at the service's `/ocsp`. */
  readonly authority: Authority;
  readonly agent: SimulatedAgent;
  readonly leader: StaffActor;
  /** Certificates: the leader's on the server, the organisation's, the leader's at the service, the leader's on a token. */
  readonly ids: {
    readonly own: string;
    readonly organisation: string;
    readonly remote: string;
    readonly token: string;
  };
  /** Settings of the remote service as the form posts them. */
  readonly remote: Readonly<Record<string, string | number>>;
  sign(
    certificateId: string,
    dossierIds: readonly string[],
    actor?: StaffActor,
  ): ReturnType<typeof beginSigning>;
  /** Rows that signing writes: none may come where something was refused. */
  counts(): Promise<Record<string, string> | undefined>;
  signedPdf(dossier: Decided): Promise<{ readonly bytes: Uint8Array; readonly code: string }>;
}

/** What an action was refused with. @throws Error when it was allowed */
export async function refusal(work: Promise<unknown>): Promise<Problem> {
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

async function outsiders(t: TestApp, leader: StaffActor) {
  const service = await startSigningService({ now: () => t.clock.now() });
  service.enrol(CCCD, leader.displayName);
  const places = () => ({ ocsp: `${service.url}/ocsp` });
  const now = t.clock.now().epochMilliseconds;
  const authority = foundAuthority('CA công vụ Ví Dụ', now, newKey(), places);
  service.vouchFor(authority);
  const own = authority.issue({ holder: leader.displayName, organisation: 'UBND xã Ví Dụ' });
  const seal = authority.issue({ holder: 'Ủy ban nhân dân xã Ví Dụ', key: own.key });
  const token = authority.issue({ holder: `${leader.displayName} (token)`, key: own.key });
  return { service, authority, own, seal, token, agent: await startTokenAgent(token) };
}

/** Builds the scene for the calling test file, sets switches and clock back before each test, and takes it down after the last. */
export async function signingScene(): Promise<SigningScene> {
  const t = await testApp({ example: true, now: NOW });
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  const commune = await testCommune(t.ctx);
  const leader = commune.person('phochutich');
  const { service, authority, own, seal, token, agent } = await outsiders(t, leader);
  const remote = {
    kind: 'smartca',
    baseUrl: `${service.url}/sca/sp769`,
    clientId: 'vi-du',
    waitMinutes: 5,
    timeoutSeconds: 5,
  };
  const ids = { own: '', organisation: '', remote: '', token: '' };
  const newest = async (method: string): Promise<string> => {
    const { rows } = await t.owner.query<{ id: string }>(
      'select id from signing_certificates where method = $1 order by id desc limit 1',
      [method],
    );
    return rows[0]?.id ?? '';
  };

  beforeAll(async () => {
    const admin = commune.person('quantri');
    const { accountId } = leader;
    await addAnchor(t.ctx, admin, authority.certificate);
    await addAnchor(t.ctx, admin, service.authority.certificate);
    await setSigning(t.ctx, commune, { remote, secret: 'mat-khau-vi-du', agentPort: agent.port });
    const key = { file: own.pkcs12('một hai ba'), passphrase: 'một hai ba', accountId };
    await addStoreCertificate(t.ctx, admin, key);
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
  });
  afterAll(async () => {
    await service.stop();
    await agent.stop();
  });
  beforeEach(() => {
    service.switches.faults = [];
    service.switches.decision = 'accept';
    agent.switches.faults = [];
    t.clock.set(NOW);
  });

  return {
    t,
    commune,
    service,
    authority,
    agent,
    leader,
    ids,
    remote,
    sign: (certificateId, dossierIds, actor = leader) =>
      beginSigning(t.ctx, actor, {
        requestId: newRequestId(),
        certificateId,
        dossierIds: [...dossierIds],
        fileIds: [],
      }),
    async counts() {
      const { rows } = await t.owner.query<Record<string, string>>(
        `select (select count(*) from signed_files) as signed, (select count(*) from files) as files,
          (select count(*) from dossier_events) as events, (select count(*) from document_codes) as codes`,
      );
      return rows[0];
    },
    async signedPdf(dossier) {
      const { rows } = await t.owner.query<{ file_id: string; verify_code: string }>(
        'select file_id, verify_code from signed_files where dossier_id = $1',
        [dossier.id],
      );
      const { bytes } = await openFile(t.ctx, leader, rows[0]?.file_id ?? '');
      return { bytes, code: rows[0]?.verify_code ?? '' };
    },
  };
}
