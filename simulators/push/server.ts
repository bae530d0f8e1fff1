import { bytesOf, serveHere } from '../http.ts';

/** How the simulated push service behaves. */
export interface PushSwitches {
  /** `stuck`: takes the request and never answers; `redirect`: sends to another address. */
  answer:
    | 'created'
    | 'gone'
    | 'not-found'
    | 'too-many'
    | 'down'
    | 'forbidden'
    | 'too-large'
    | 'stuck'
    | 'redirect';
  /** Seconds that `too-many` asks to wait; none when empty. */
  retryAfter: string;
}

/** A message as the service saw it: headers, and a body that only the browser can open. */
export interface PushedMessage {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface SimulatedPushService {
  /** An endpoint as the service would give a browser. */
  readonly endpoint: string;
  readonly switches: PushSwitches;
  readonly messages: readonly PushedMessage[];
  stop(): Promise<void>;
}

const STATUS = {
  created: 201,
  gone: 410,
  'not-found': 404,
  'too-many': 429,
  down: 503,
  forbidden: 403,
  'too-large': 413,
  redirect: 307,
} as const satisfies Record<Exclude<PushSwitches['answer'], 'stuck'>, number>;

/** A push service on a free port of this machine that keeps what it is sent and answers as its switches say. */
export async function startPushService(port = 0): Promise<SimulatedPushService> {
  const messages: PushedMessage[] = [];
  const switches: PushSwitches = { answer: 'created', retryAfter: '' };
  const { url, stop } = await serveHere(port, async (request, response) => {
    messages.push({ path: request.url ?? '', headers: request.headers, body: await bytesOf(request) });
    if (switches.answer === 'stuck') {
      return;
    }
    if (switches.answer === 'too-many' && switches.retryAfter !== '') {
      response.setHeader('retry-after', switches.retryAfter);
    }
    if (switches.answer === 'redirect') {
      response.setHeader('location', 'http://127.0.0.1:1/inside');
    }
    response.writeHead(STATUS[switches.answer]).end();
  });
  return { endpoint: `${url}/push/thu`, switches, messages, stop };
}
