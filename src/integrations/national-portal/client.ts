import { type Outcome, type Reply, readAnswer, sessionOf } from './answer.ts';
import { type CallOptions, getJson, postJson } from './http.ts';
import { PortalState } from './inbound.ts';
import { PortalDossier, PortalRating, PortalStep } from './payload.ts';
import type { PortalClient, PortalConnection } from './port.ts';
import { readRows } from './rows.ts';

type Adapter = Extract<PortalConnection, { mode: 'adapter' }>;
type Relay = Extract<PortalConnection, { mode: 'relay' }>;

/** A session and when it was given, in milliseconds; shared by all calls of one connection. */
interface Session {
  readonly id: string;
  readonly since: number;
}

/**
 * The adapter transport: login gives a session, every call carries it in an envelope. An expired session is renewed once and the call repeated once; a session
 * is shared by everything that is sent meanwhile.
 */
function adapterClient(connection: Adapter, secret: string, now: () => number): PortalClient {
  const { base, dstcode, madonvi, username } = connection;
  const options: CallOptions = { headers: { dstcode }, timeoutMs: connection.timeoutSeconds * 1000 };
  let session: Session | undefined;
  let opening: Promise<Session | undefined> | undefined;

  const login = async (): Promise<Session | undefined> => {
    const reply = await postJson(base + connection.loginPath, { username, password: secret }, options);
    const id = sessionOf(reply);
    return id === undefined ? undefined : { id, since: now() };
  };
  const current = async (): Promise<Session | undefined> => {
    if (session !== undefined && now() - session.since < connection.sessionMinutes * 60_000) {
      return session;
    }
    opening ??= login().finally(() => {
      opening = undefined;
    });
    session = await opening;
    return session;
  };
  const once = async (
    service: string,
    rest: object,
    push: boolean | 'rows',
    path: string,
  ): Promise<Outcome> => {
    const open = await current();
    if (open === undefined) {
      return { kind: 'unavailable', unknown: false, why: 'không đăng nhập được' };
    }
    const envelope = { session: open.id, madonvi, service, ...rest };
    const reply = await postJson(base + path, envelope, options);
    const outcome = push === 'rows' ? readRows(reply) : readAnswer(reply, push);
    if (outcome.kind === 'session' && session === open) {
      session = undefined;
    }
    return outcome;
  };
  const call = async (
    service: string,
    rest: object,
    push: boolean | 'rows',
    path = connection.integrationPath,
  ): Promise<Outcome> => {
    const first = await once(service, rest, push, path);
    const second = first.kind === 'session' ? await once(service, rest, push, path) : first;
    return second.kind === 'session'
      ? { kind: 'unavailable', unknown: false, why: `phiên làm việc bị từ chối: ${second.message}` }
      : second;
  };
  const send = async (dossier: PortalDossier, isUpdating: 'True' | 'False') =>
    call('DongBoHoSoMC', { isUpdating, data: [PortalDossier.parse(dossier)] }, true);
  return {
    insert: (dossier) => send(dossier, 'False'),
    update: (dossier) => send(dossier, 'True'),
    steps: async (steps) =>
      call('CapNhatTienDoHoSoMC', { data: steps.map((step) => PortalStep.parse(step)) }, true),
    lookUp: (number) => call('TraCuuHoSo', { mahoso: number }, false),
    state: async (state) => call('DongBoTrangThaiHoSo', { type: '2', data: PortalState.parse(state) }, true),
    read: (service, parameters) =>
      // Records are an integration service, lists a sharing one (2.1).
      call(
        service,
        parameters,
        'rows',
        service === 'LayThuTuc' ? connection.integrationPath : connection.sharePath,
      ),
    techId: (idNumber) =>
      call('TraCuuTechID', { provider: 'wso2is', mstorcmnd: idNumber }, false, connection.sharePath),
    ratings: async (rows) =>
      call('DongBoDanhGia', { data: rows.map((row) => PortalRating.parse(row)) }, true),
    waiting: async () => ({ kind: 'done', result: [], message: '' }),
    acknowledge: async () => ({ kind: 'done', result: [], message: '' }),
  };
}

function tokenHeaders(token: Relay['token'], secret: string): Readonly<Record<string, string>> {
  switch (token) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${secret}` };
    case 'lgspaccesstoken':
      return { lgspaccesstoken: secret };
    case 'access_token':
      return { access_token: secret };
    default:
      return token satisfies never;
  }
}

/** The provincial relay: bare arrays to three addresses; the relay logs in and adds the envelope. */
function relayClient(connection: Relay, secret: string): PortalClient {
  const options: CallOptions = {
    headers: tokenHeaders(connection.token, secret),
    timeoutMs: connection.timeoutSeconds * 1000,
  };
  const call = async (path: string, body: unknown, push: boolean): Promise<Outcome> =>
    judged(await postJson(connection.base + path, body, options), push);
  const judged = (reply: Reply, push: boolean): Outcome => {
    const outcome = readAnswer(reply, push);
    return outcome.kind === 'session'
      ? { kind: 'unavailable', unknown: false, why: `trục của tỉnh mất phiên với Cổng: ${outcome.message}` }
      : outcome;
  };
  return {
    insert: async (dossier) => call(connection.insertPath, [PortalDossier.parse(dossier)], true),
    update: async (dossier) => call(connection.updatePath, [PortalDossier.parse(dossier)], true),
    steps: async (steps) =>
      call(
        connection.stepsPath,
        steps.map((step) => PortalStep.parse(step)),
        true,
      ),
    lookUp: (number) => call(connection.lookUpPath, { mahoso: number }, false),
    // The relay adds the envelope with `type`; we send the inner object (2.7).
    state: async (state) => call(connection.statePath, PortalState.parse(state), true),
    techId: async (idNumber) =>
      judged(await getJson(connection.base + connection.techIdPath, { mstorcmnd: idNumber }, options), false),
    ratings: async (rows) =>
      call(
        connection.ratingsPath,
        rows.map((row) => PortalRating.parse(row)),
        true,
      ),
    read: async (service, parameters) =>
      readRows(await getJson(`${connection.base}${connection.readPath}${service}`, parameters, options)),
    waiting: (path) => call(path, {}, false),
    acknowledge: (path, number, answer) => call(path, { MaHoSo: number, ...answer }, true),
  };
}

/**
 * The client of a connection; null while it is off.
 * @param secret password of the adapter's account, or the token of the province's platform
 * @param now milliseconds, to know how old a session is
 */
export function portalClient(
  connection: PortalConnection,
  secret: string,
  now: () => number,
): PortalClient | null {
  switch (connection.mode) {
    case 'off':
      return null;
    case 'adapter':
      return adapterClient(connection, secret, now);
    case 'relay':
      return relayClient(connection, secret);
    default:
      return connection satisfies never;
  }
}
