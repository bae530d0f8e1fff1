import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

function html(title: string, body: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function send(response: ServerResponse, type: string, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text);
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

  const serve = (run: () => object, fault: CallFault | undefined, response: ServerResponse): void => {
    switch (fault) {
      case 'drop-before':
        response.destroy();
        return;
      case 'drop-after':
        run();
        response.destroy();
        return;
      case '502':
        send(response, 'text/html', '<html>Bad Gateway</html>', 502);
        return;
      case 'html':
        run();
        send(response, 'text/html', html('Bảo trì', ''));
        return;
      case 'truncated': {
        const text = JSON.stringify(wrapped(run()));
        send(response, 'application/json', text.slice(0, text.length / 2));
        return;
      }
      case 'number-code': {
        const answer: Record<string, unknown> = { ...run() };
        const state = answer['TrangThaiGD'];
        const changed = state === undefined ? answer : { ...answer, TrangThaiGD: Number(state) };
        send(response, 'application/json', JSON.stringify(wrapped(changed)));
        return;
      }
      case 'slow': {
        const answer = JSON.stringify(wrapped(run()));
        setTimeout(() => send(response, 'application/json', answer), switches.slowMs);
        return;
      }
      case 'wrong-hash':
      case undefined:
        send(response, 'application/json', JSON.stringify(wrapped(run())));
        return;
      default:
        fault satisfies never;
    }
  };

  const payer = async (request: IncomingMessage, path: string, response: ServerResponse): Promise<void> => {
    const reference = decodeURIComponent(path.split('/').at(-1) ?? '');
    if (path.startsWith('/bien-lai/')) {
      send(response, 'text/html', html('Biên lai điện tử', `<p>${reference}</p>`));
      return;
    }
    if (request.method === 'POST') {
      const held = memory.pay(reference);
      const answers = held === undefined ? [] : await tell(held);
      send(response, 'text/html', html('Đã trả tiền', `<p>Đã báo ${answers.length} lần.</p>`));
      return;
    }
    const held = memory.held.get(reference);
    const form = `<p>${held?.amount ?? 0} đồng</p><form method="post"><button>Trả tiền</button></form>`;
    send(response, 'text/html', html('Trang thanh toán mô phỏng', form));
  };

  const overview = (): string => {
    const rows = [...memory.held.values()].map(
      (held) =>
        `<tr><td>${held.reference}</td><td>${held.amount}</td><td>${held.state}</td><td>${held.transaction}</td></tr>`,
    );
    return html('Nền tảng thanh toán mô phỏng', `<table>${rows.join('')}</table>`);
  };

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://platform').pathname;
    if (/^\/(tra-tien|bien-lai)\//.test(path)) {
      await payer(request, path, response);
      return;
    }
    const service = services[path];
    if (service === undefined || request.method !== 'POST') {
      send(response, 'text/html', overview(), path === '/' ? 200 : 404);
      return;
    }
    if (switches.dead) {
      response.destroy();
      return;
    }
    calls[path] = (calls[path] ?? 0) + 1;
    const body = await bodyOf(request);
    const fault = faults.shift();
    serve(() => service(body, fault), fault, response);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    memory,
    faults,
    switches,
    calls,
    tell,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
