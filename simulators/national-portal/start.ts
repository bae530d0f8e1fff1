import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { chance } from '#platform/random.ts';
import { answerWith, faultByChance } from '../faults.ts';
import { json, jsonOf, send, serveHere } from '../http.ts';
import { FAULTS, type Fault } from './faults.ts';
import { FiledBox } from './filed.ts';
import { FilingPages } from './filing-pages.ts';
import { overviewPage } from './overview.ts';
import { addressesIn, type FetchedPaper, fetchPaper } from './papers.ts';
import { ScenarioPlayer } from './player.ts';
import { type PortalAnswer, PortalMemory, type Profile } from './portal.ts';
import { ProcedureShelf } from './procedure-list.ts';

/** What a running simulator lets its tests and its page do. */
export interface PortalSwitches {
  /** Chance from 0 to 1 that a call meets a fault. */
  faultRate: number;
  faults: readonly Fault[];
  /** Refuses every connection, as a line that is cut. */
  dead: boolean;
  /** Services that meet faults; all of them while none is named. */
  faultyServices: readonly string[];
  /** Code with which a dossier that is there already is refused: "3" and "-3" were seen, and "0" with the same words. */
  existsCode: string;
  /** What a batch does when one of its dossiers does not fit. */
  batch: 'all-or-nothing' | 'first-error-stops' | 'store-good-ones';
  /** Codes of procedures that the portal's list does not have. */
  unknownProcedures: readonly string[];
  /** Whether a step changes the dossier's own status; nobody knows what the real one does. */
  stepMovesStatus: boolean;
  /** Milliseconds after which `slow` answers. */
  slowMs: number;
}

export interface SimulatedPortal {
  readonly url: string;
  readonly memory: PortalMemory;
  /** Where citizens file. */
  readonly box: FiledBox;
  /** The pages on which they do so in a browser. */
  readonly pages: FilingPages;
  /** The national list of procedures. */
  readonly shelf: ProcedureShelf;
  readonly switches: PortalSwitches;
  /** Plays scenarios, in place of switches set by hand. */
  readonly player: ScenarioPlayer;
  /** Figures of satisfaction that it was told, by month and subject. */
  readonly ratings: ReadonlyMap<string, unknown>;
  /** Fetches every file whose address it was told and that it has not fetched yet. */
  fetchPapers(): Promise<readonly FetchedPaper[]>;
  /** Calls by service, faults included. */
  readonly calls: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

export interface PortalOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly profile?: Profile;
  readonly username?: string;
  readonly password?: string;
  readonly madonvi?: string;
  /** Destination that adapter calls must name, in the head or in the address; any while it is left out. */
  readonly dstcode?: string;
  /** Called with each dossier at the moment it is accepted. */
  readonly heard?: (dossier: Readonly<Record<string, unknown>>) => void;
  /** How the milliseconds between the steps of a scenario pass; by the clock while left out. */
  readonly pass?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds that a session lasts. */
  readonly sessionMs?: number;
}

const Login = z.object({ username: z.string(), password: z.string() });
const Envelope = z.looseObject({
  session: z.string().default(''),
  madonvi: z.string().default(''),
  service: z.string().default(''),
  isUpdating: z.enum(['True', 'False']).optional(),
  data: z.unknown().optional(),
  mahoso: z.string().optional(),
  type: z.string().optional(),
  provider: z.string().optional(),
  mstorcmnd: z.string().optional(),
});
const Rating = z.looseObject({
  NgayTongHop: z.string().regex(/^\d{1,2}-\d{4}$/),
  MaThuTuc: z.string(),
  NoiDung: z.string().min(1),
  PhanTramDanhGiaHaiLong: z.string().endsWith('%'),
});
const Rows = z.array(z.unknown());
const LookUp = z.object({ mahoso: z.string() });

/** Starts a portal that keeps what it is told and misbehaves as switched: adapter and relay transports on one port, `/` shows what it holds. */
export async function startPortal(options: PortalOptions = {}): Promise<SimulatedPortal> {
  const next = chance(options.seed ?? 1);
  const memory = new PortalMemory(options.profile ?? 'documented');
  const box = new FiledBox();
  const shelf = new ProcedureShelf();
  const pages = new FilingPages(box, shelf);
  const lookUp = (number: string) => box.lookUp(number) ?? memory.lookUp(number);
  const ratings = new Map<string, unknown>();
  const fetched = new Map<string, FetchedPaper>();
  const sessions = new Map<string, number>();
  const switches: PortalSwitches = {
    faultRate: 0,
    faults: FAULTS,
    faultyServices: [],
    existsCode: '3',
    batch: 'all-or-nothing',
    unknownProcedures: [],
    stepMovesStatus: false,
    dead: false,
    slowMs: 3_000,
  };
  const forgetSessions = () => sessions.clear();
  const player = new ScenarioPlayer({ switches, memory, box, forgetSessions }, options.pass);
  const calls: Record<string, number> = {};
  const sessionMs = options.sessionMs ?? 600_000;

  const storeAll = (data: unknown, updating: boolean): PortalAnswer => {
    const rows = Rows.safeParse(data).data ?? [];
    const { batch, existsCode, unknownProcedures } = switches;
    const answers = memory.storeBatch(rows, updating, batch, { existsCode, unknownProcedures });
    for (const [n, row] of rows.entries()) {
      const stored = z.looseObject({}).safeParse(row);
      if (answers[n]?.error_code === '0' && stored.success) {
        options.heard?.(stored.data);
      }
    }
    return (
      answers.find(({ error_code }) => error_code !== '0') ??
      answers[0] ?? { error_code: '-1', message: 'Thiếu data' }
    );
  };
  const storeRatings = (data: unknown): PortalAnswer => {
    const rows = z.array(Rating).safeParse(data);
    if (!rows.success || rows.data.length === 0) {
      return { error_code: '-1', message: 'Đánh giá không hợp lệ' };
    }
    for (const row of rows.data) {
      ratings.set(`${row.NgayTongHop} ${row.MaThuTuc} ${row.NoiDung}`, row);
    }
    return { error_code: '0', message: 'Đồng bộ đánh giá thành công' };
  };
  const fetchPapers = async (): Promise<readonly FetchedPaper[]> => {
    const told = [
      ...[...memory.held.values()].map(({ dossier }) => dossier),
      ...[...box.filed.values()].flatMap(({ states }) => states),
    ];
    for (const { number, url } of told.flatMap(addressesIn)) {
      if (!fetched.has(url)) {
        fetched.set(url, await fetchPaper(number, url));
      }
    }
    return [...fetched.values()];
  };
  const service = (envelope: z.output<typeof Envelope>): PortalAnswer => {
    const since = sessions.get(envelope.session);
    if (since === undefined || Date.now() - since > sessionMs) {
      return { error_code: '-1', message: 'Session không hợp lệ hoặc đã hết hạn' };
    }
    if (options.madonvi !== undefined && envelope.madonvi !== options.madonvi) {
      return { error_code: '-1', message: 'Mã đơn vị không đúng' };
    }
    switch (envelope.service) {
      case 'DongBoHoSoMC':
        return storeAll(envelope.data, envelope.isUpdating === 'True');
      case 'CapNhatTienDoHoSoMC':
        return memory.steps(Rows.safeParse(envelope.data).data ?? [], switches.stepMovesStatus);
      case 'TraCuuHoSo':
        return lookUp(envelope.mahoso ?? '');
      case 'DongBoTrangThaiHoSo':
        return envelope.type === '2'
          ? box.state(envelope.data)
          : { error_code: '-1', message: 'type phải là 2' };
      case 'TraCuuTechID':
        return box.account(envelope.mstorcmnd ?? '');
      case 'DongBoDanhGia':
        return storeRatings(envelope.data);
      default:
        return (
          shelf.service(envelope.service, envelope) ?? {
            error_code: '-1',
            message: `Không có dịch vụ ${envelope.service}`,
          }
        );
    }
  };
  const login = (body: unknown): object => {
    const read = Login.safeParse(body);
    const good =
      read.success &&
      (options.username === undefined || read.data.username === options.username) &&
      (options.password === undefined || read.data.password === options.password);
    if (!good) {
      return { error_code: '-1', message: 'Sai tài khoản hoặc mật khẩu' };
    }
    const session = randomUUID();
    sessions.set(session, Date.now());
    return { error_code: 0, message: 'Thành công', session };
  };
  const relayed = (answer: PortalAnswer): object =>
    answer.result === undefined
      ? answer
      : { error_code: answer.error_code, message: JSON.stringify({ result: answer.result }) };

  /** The national list: services of the relay by GET, the public web service by POST. */
  const listRoute = (
    url: URL,
    body: unknown,
  ): { readonly name: string; readonly run: () => object } | undefined => {
    const name = /^\/KetNoiMotCuaQuocGia\/(Lay\w+)$/.exec(url.pathname)?.[1];
    if (name !== undefined) {
      const answer = shelf.service(name, Object.fromEntries(url.searchParams));
      return answer === undefined ? undefined : { name, run: () => relayed(answer) };
    }
    if (url.pathname === '/KetNoiMotCuaQuocGia/TraCuuTechID') {
      const answer = box.account(url.searchParams.get('mstorcmnd') ?? '');
      return { name: 'TraCuuTechID', run: () => relayed(answer) };
    }
    const answer = url.pathname.startsWith('/api/v1/') ? shelf.publicService(url.pathname, body) : undefined;
    return answer === undefined || answer === null
      ? undefined
      : { name: url.pathname.split('/').at(-1) ?? '', run: () => answer };
  };

  /** The service and what it would answer; undefined for an address that is not there. */
  const route = (
    path: string,
    body: unknown,
  ): { readonly name: string; readonly run: () => object } | undefined => {
    if (/\/(Xrd|VXP)Adapter\/RestService\/forward\/mapi\/login$/.test(path)) {
      return { name: 'login', run: () => login(body) };
    }
    if (/\/(Xrd|VXP)Adapter\/RestService\/forward\/mapi\/[gs]$/.test(path)) {
      const read = Envelope.safeParse(body);
      return read.success ? { name: read.data.service, run: () => service(read.data) } : undefined;
    }
    switch (path) {
      case '/KetNoiMotCuaQuocGia/ThemMoiHoSo':
        return { name: 'DongBoHoSoMC', run: () => storeAll(body, false) };
      case '/KetNoiMotCuaQuocGia/CapNhatHoSo':
        return { name: 'DongBoHoSoMC', run: () => storeAll(body, true) };
      case '/KetNoiMotCuaQuocGia/DongBoTienTrinh':
        return {
          name: 'CapNhatTienDoHoSoMC',
          run: () => memory.steps(Rows.safeParse(body).data ?? [], switches.stepMovesStatus),
        };
      case '/KetNoiMotCuaQuocGia/TraCuuHoSo':
        return {
          name: 'TraCuuHoSo',
          run: () => relayed(lookUp(LookUp.safeParse(body).data?.mahoso ?? '')),
        };
      case '/KetNoiMotCuaQuocGia/DongBoTrangThaiHoSo':
        return { name: 'DongBoTrangThaiHoSo', run: () => box.state(body) };
      case '/KetNoiMotCuaQuocGia/DongBoDanhGia':
        return { name: 'DongBoDanhGia', run: () => storeRatings(body) };
      case '/KetNoiMotCuaQuocGia/HoSoChoTiepNhan':
        return { name: 'HoSoChoTiepNhan', run: () => relayed(box.waiting()) };
      case '/KetNoiMotCuaQuocGia/XacNhanHoSo':
        return { name: 'XacNhanHoSo', run: () => box.acknowledge(body) };
      default:
        return undefined;
    }
  };

  /** What the portal itself spoils; the rest is the line's doing. */
  const answer = (fault: Fault | null, run: () => object, response: ServerResponse): Promise<void> => {
    const well = (spoil: (said: Record<string, unknown>) => object) =>
      answerWith(null, () => json(spoil({ ...run() })), response, switches.slowMs);
    switch (fault) {
      case 'number-code':
        return well((said) => ({ ...said, error_code: Number(said['error_code']) }));
      case 'null-message':
        return well((said) => ({ ...said, message: null }));
      case 'session-lost':
        sessions.clear();
        return well((said) => said);
      case 'exists-as-success':
        return well((said) =>
          String(said['message']).includes('đã tồn tại') ? { ...said, error_code: '0' } : said,
        );
      default:
        return answerWith(fault, () => json(run()), response, switches.slowMs);
    }
  };

  const { url, stop } = await serveHere(options.port ?? 0, async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://portal');
    const path = url.pathname;
    if (request.method === 'GET' && box.serve(path, response)) {
      return;
    }
    const filing = request.method === 'GET' ? pages.page(url) : undefined;
    if (filing !== undefined) {
      send(response, filing);
      return;
    }
    if (request.method === 'POST' && path === '/nop-ho-so') {
      const done = await pages.file(`http://${request.headers.host}`, request);
      if ('location' in done) {
        response.writeHead(303, done).end();
      } else {
        send(response, done);
      }
      return;
    }
    if (path === '/kich-ban') {
      const { location, ...reply } = await player.serve(request, `http://${request.headers.host}`);
      send(location === undefined ? response : response.setHeader('location', location), reply);
      return;
    }
    if (request.method === 'GET' && !path.startsWith('/KetNoiMotCuaQuocGia/')) {
      const { playing } = player;
      const body = overviewPage({ memory, calls, box, ratings, fetched: [...fetched.values()], playing });
      send(response, { type: 'text/html; charset=utf-8', body });
      return;
    }
    if (switches.dead) {
      response.destroy();
      return;
    }
    const destination = request.headers['dstcode'] ?? url.searchParams.get('dstcode') ?? undefined;
    if (options.dstcode !== undefined && /Adapter/.test(path) && destination !== options.dstcode) {
      send(response, { status: 404, type: 'text/plain', body: 'không có đích này' });
      return;
    }
    const body = await jsonOf(request);
    const found = listRoute(url, body) ?? route(path, body);
    if (found === undefined) {
      send(response, { status: 404, type: 'text/plain', body: 'không có địa chỉ này' });
      return;
    }
    calls[found.name] = (calls[found.name] ?? 0) + 1;
    const faulty = switches.faultyServices.length === 0 || switches.faultyServices.includes(found.name);
    await answer(faulty ? faultByChance(next, switches) : null, found.run, response);
  });
  return {
    url,
    memory,
    box,
    pages,
    shelf,
    switches,
    player,
    ratings,
    fetchPapers,
    calls,
    stop() {
      player.stop();
      return stop();
    },
  };
}
