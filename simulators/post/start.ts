import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { answerWith } from '../faults.ts';
import { json, jsonOf, send, serveHere } from '../http.ts';
import { pageOf, tableOf } from '../page.ts';
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

function orderNumberIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'OrderNumber' in body ? String(body.OrderNumber) : '';
}

/** Serves one call with its fault. `run` does the work. */
function serve(
  run: (twice: boolean) => object,
  fault: CallFault | undefined,
  response: ServerResponse,
): Promise<void> {
  const well = (say: () => object) => answerWith(null, () => json(say()), response, 0);
  switch (fault) {
    case 'wrong-types':
      run(false);
      return well(() => ({ Status: [100], Message: 7 }));
    case 'text-status':
      return well(() => ({ ...run(false), Status: 100 }));
    case 'refuse':
      return well(() => ({ Status: '300', Message: 'Địa chỉ ngoài vùng phục vụ' }));
    case 'create-twice':
      run(false);
      return well(() => run(true));
    default:
      return answerWith(fault ?? null, () => json(run(false)), response, 0);
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
      const items = memory.items.filter(({ order }) => order.OrderNumber === orderNumberIn(body));
      return { Status: items.length === 0 ? '404' : '100', Data: items.flatMap(({ events }) => events) };
    },
  };
  const overview = (): string =>
    tableOf(
      memory.items.map(({ code, order, events }) => [
        code,
        order.OrderNumber,
        order.ReceiverName,
        events.at(-1)?.StatusCode ?? '',
      ]),
    );

  const { url, stop } = await serveHere(options.port ?? 0, async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://post').pathname;
    const service = services[path];
    if (service === undefined || request.method !== 'POST') {
      send(response, pageOf('Bưu điện mô phỏng', overview(), path === '/' ? 200 : 404));
      return;
    }
    if (switches.dead) {
      response.destroy();
      return;
    }
    calls[path] = (calls[path] ?? 0) + 1;
    const body = await jsonOf(request);
    if (request.headers['access_token'] !== options.token) {
      send(response, json({ Status: '401', Message: 'Sai mã truy cập' }, 401));
      return;
    }
    const known = path === '/tin' && memory.find(orderNumberIn(body)) === undefined;
    const fault = faults.shift();
    if (known && fault === undefined) {
      send(response, json({ Status: '404', Message: 'Không tìm thấy đơn' }, 404));
      return;
    }
    await serve((twice) => service(body, twice), fault, response);
  });
  return {
    url,
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
    stop,
  };
}
