import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerWith } from '../faults.ts';
import { json, jsonOf, type Reply, send, serveHere } from '../http.ts';
import { pageOf, tableOf } from '../page.ts';
import { type CallFault, type Held, PlatformMemory, type TellFault } from './memory.ts';

/** How the simulator is set up, and where it tells of results. */
export interface PlatformOptions {
  readonly port?: number;
  readonly partner: string;
  readonly secret: string;
  /** Our address for a CONFIRM; may be set after the start. */
  readonly confirmUrl?: string;
  /** Wraps every answer as a province's relay does. */
  readonly relay?: boolean;
}

export interface SimulatedPlatform {
  readonly url: string;
  readonly memory: PlatformMemory;
  /** Faults of the next calls, used up in order; `dead` refuses everything. */
  readonly faults: CallFault[];
  readonly switches: {
    dead: boolean;
    confirmUrl: string;
    /** `out-of-order` keeps call-backs back until there are two, and tells the newer one first. */
    tell: TellFault | 'well';
    /** How long a `slow` answer is kept back, in milliseconds. */
    slowMs: number;
  };
  readonly calls: Readonly<Record<string, number>>;
  /** Tells of a payment as switched or as said; gives what we answered. */
  tell(held: Held, fault?: TellFault): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

/** Starts a payment platform: three services for us, a page where a payer pays, call-backs that misbehave as switched. */
export async function startPlatform(options: PlatformOptions): Promise<SimulatedPlatform> {
  const memory = new PlatformMemory(options.partner, options.secret);
  const faults: CallFault[] = [];
  const calls: Record<string, number> = {};
  const switches: SimulatedPlatform['switches'] = {
    dead: false,
    confirmUrl: options.confirmUrl ?? '',
    tell: 'well',
    slowMs: 5_000,
  };
  const keptBack: Held[] = [];
  let url = '';

  const post = async (message: object): Promise<unknown> => {
    const answer = await fetch(switches.confirmUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    return answer.json();
  };
  const tellAll = async (all: readonly Held[]): Promise<readonly unknown[]> => {
    const answers: unknown[] = [];
    for (const held of all) {
      answers.push(await post(memory.confirm(held)));
    }
    return answers;
  };
  const tell = async (held: Held, fault?: TellFault): Promise<readonly unknown[]> => {
    const kind = fault ?? switches.tell;
    if (kind === 'lost') {
      return [];
    }
    if (kind === 'out-of-order') {
      keptBack.push(held);
      return keptBack.length < 2 ? [] : tellAll(keptBack.splice(0).reverse());
    }
    const message = memory.confirm(held, kind === 'well' ? undefined : kind);
    const first = await post(message);
    return kind === 'repeated' ? [first, await post(message)] : [first];
  };

  const services: Readonly<Record<string, (body: unknown, fault: CallFault | undefined) => object>> = {
    '/init': (body) => memory.init(body, (reference) => `${url}/tra-tien/${reference}`),
    '/query': (body, fault) => memory.query(body, fault === 'wrong-hash'),
    '/bill': (body) => memory.bill(body, (reference) => `${url}/bien-lai/${reference}`),
  };
  const wrapped = (answer: object): object =>
    options.relay === true ? { error_code: '0', message: JSON.stringify(answer) } : answer;

  const serve = (
    run: () => object,
    fault: CallFault | undefined,
    response: ServerResponse,
  ): Promise<void> => {
    switch (fault) {
      case 'number-code': {
        const answer: Record<string, unknown> = { ...run() };
        const state = answer['TrangThaiGD'];
        const changed = state === undefined ? answer : { ...answer, TrangThaiGD: Number(state) };
        return answerWith(null, () => json(wrapped(changed)), response, switches.slowMs);
      }
      case 'wrong-hash':
      case undefined:
        return answerWith(null, () => json(wrapped(run())), response, switches.slowMs);
      default:
        return answerWith(fault, () => json(wrapped(run())), response, switches.slowMs);
    }
  };

  const payer = async (request: IncomingMessage, path: string, response: ServerResponse): Promise<void> => {
    const reference = decodeURIComponent(path.split('/').at(-1) ?? '');
    if (path.startsWith('/bien-lai/')) {
      send(response, pageOf('Biên lai điện tử', `<p>${reference}</p>`));
      return;
    }
    if (request.method === 'POST') {
      const held = memory.pay(reference);
      const answers = held === undefined ? [] : await tell(held);
      send(response, pageOf('Đã trả tiền', `<p>Đã báo ${answers.length} lần.</p>`));
      return;
    }
    const held = memory.held.get(reference);
    const form = `<p>${held?.amount ?? 0} đồng</p><form method="post"><button>Trả tiền</button></form>`;
    send(response, pageOf('Trang thanh toán mô phỏng', form));
  };

  const overview = (status: number): Reply => {
    const rows = [...memory.held.values()].map(({ reference, amount, state, transaction }) => [
      reference,
      amount,
      state,
      transaction,
    ]);
    return pageOf('Nền tảng thanh toán mô phỏng', tableOf(rows), status);
  };

  const listening = await serveHere(options.port ?? 0, async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://platform').pathname;
    if (/^\/(tra-tien|bien-lai)\//.test(path)) {
      await payer(request, path, response);
      return;
    }
    const service = services[path];
    if (service === undefined || request.method !== 'POST') {
      send(response, overview(path === '/' ? 200 : 404));
      return;
    }
    if (switches.dead) {
      response.destroy();
      return;
    }
    calls[path] = (calls[path] ?? 0) + 1;
    const body = await jsonOf(request);
    const fault = faults.shift();
    await serve(() => service(body, fault), fault, response);
  });
  url = listening.url;
  return {
    url,
    memory,
    faults,
    switches,
    calls,
    tell,
    stop: listening.stop,
  };
}
