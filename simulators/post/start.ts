import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallFault, PostMemory, type Told } from './memory.ts';

/** How the simulator is set up, and where it tells of events. */
export interface PostOptions {
  readonly port?: number;
  readonly token: string;
  readonly callBackKey: string;
  /** Our address for call-backs; may be set after the start. */
  readonly callBackUrl?: string;
}

/** A public post to try things with. */
export interface SimulatedPost {
  readonly url: string;
  readonly memory: PostMemory;
  /** Faults of the next calls, used up in order. */
  readonly faults: CallFault[];
  readonly switches: { dead: boolean; callBackUrl: string; key: string };
  readonly calls: Readonly<Record<string, number>>;
  /** Tells events in the order given, in one call-back; gives the status that we answered. */
  tell(events: readonly Told[]): Promise<number>;
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

function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function sendHtml(response: ServerResponse, title: string, body: string, status = 200): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`,
    );
}

/** Serves one call with its fault. `run` does the work. */
function serve(
  run: (twice: boolean) => object,
  fault: CallFault | undefined,
  response: ServerResponse,
): void {
  switch (fault) {
    case 'drop-before':
      response.destroy();
      return;
    case 'drop-after':
      run(false);
      response.destroy();
      return;
    case '502':
      sendHtml(response, 'Bad Gateway', '', 502);
      return;
    case 'html':
      run(false);
      sendHtml(response, 'Bảo trì', '');
      return;
    case 'wrong-types':
      run(false);
      send(response, { Status: [100], Message: 7 });
      return;
    case 'text-status':
      send(response, { ...run(false), Status: 100 });
      return;
    case 'refuse':
      send(response, { Status: '300', Message: 'Địa chỉ ngoài vùng phục vụ' });
      return;
    case 'create-twice':
      run(false);
      send(response, run(true));
      return;
    case undefined:
      send(response, run(false));
      return;
    default:
      fault satisfies never;
  }
}

/** Starts a post: orders with and without a waybill, tracking, call-backs, and a page of what it holds. */
export async function startPost(options: PostOptions): Promise<SimulatedPost> {
  const memory = new PostMemory();
  const faults: CallFault[] = [];
  const calls: Record<string, number> = {};
  const switches: SimulatedPost['switches'] = {
    dead: false,
    callBackUrl: options.callBackUrl ?? '',
    key: options.callBackKey,
  };
  const services: Readonly<Record<string, (body: unknown, twice: boolean) => object>> = {
    '/don': (body, twice) => memory.take(body, twice),
    '/don-co-van-don': (body, twice) => memory.take(body, twice),
    '/tin': (body) => {
      const asked =
        typeof body === 'object' && body !== null && 'OrderNumber' in body ? body.OrderNumber : '';
      const items = memory.items.filter(({ order }) => order.OrderNumber === asked);
      return { Status: items.length === 0 ? '404' : '100', Data: items.flatMap(({ events }) => events) };
    },
  };
  const overview = (): string =>
    `<table>${memory.items
      .map(
        ({ code, order, events }) =>
          `<tr><td>${code}<td>${order.OrderNumber}<td>${order.ReceiverName}<td>${events.at(-1)?.StatusCode ?? ''}`,
      )
      .join('')}</table>`;

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://post').pathname;
    const service = services[path];
    if (service === undefined || request.method !== 'POST') {
      sendHtml(response, 'Bưu điện mô phỏng', overview(), path === '/' ? 200 : 404);
      return;
    }
    if (switches.dead) {
      response.destroy();
      return;
    }
    calls[path] = (calls[path] ?? 0) + 1;
    const body = await bodyOf(request);
    if (request.headers['access_token'] !== options.token) {
      send(response, { Status: '401', Message: 'Sai mã truy cập' }, 401);
      return;
    }
    const known =
      path === '/tin' && memory.find(String((body as { OrderNumber?: unknown })?.OrderNumber)) === undefined;
    const fault = faults.shift();
    if (known && fault === undefined) {
      send(response, { Status: '404', Message: 'Không tìm thấy đơn' }, 404);
      return;
    }
    serve((twice) => service(body, twice), fault, response);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    memory,
    faults,
    switches,
    calls,
    async tell(events) {
      const body = JSON.stringify(events);
      const signature = createHmac('sha256', switches.key).update(body).digest('hex');
      const answer = await fetch(switches.callBackUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-post-signature': signature },
        body,
      });
      await answer.text();
      return answer.status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
