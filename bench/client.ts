import { Agent, type IncomingHttpHeaders, request as send } from 'node:http';
import { z } from 'zod';

/** What a request says besides its address. */
export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Milliseconds from sending to the first byte of the answer's body or its end. */
  readonly firstByte: number;
}

/** A client that keeps its connections open, as browsers do, and measures little besides. */
export interface Client {
  (path: string, ask?: Ask): Promise<Answer>;
  /** Signs in over HTTP; returns the cookie header of the session. */
  signIn(username: string, password: string): Promise<string>;
  close(): void;
}

const Stage = z.object({ stage: z.literal('full') });

/** A client of the server at `base`. */
export function client(base: string, sockets = 64): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const ask = (path: string, { method = 'GET', body, headers = {} }: Ask = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const from = performance.now();
      let firstByte = Number.NaN;
      const out = send(
        `${base}${path}`,
        {
          method,
          agent,
          headers: {
            accept: 'text/html,application/json',
            ...(payload === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => {
            firstByte = Number.isNaN(firstByte) ? performance.now() - from : firstByte;
            parts.push(part);
          });
          answer.once('error', reject);
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(parts).toString(),
              firstByte: Number.isNaN(firstByte) ? performance.now() - from : firstByte,
            }),
          );
        },
      );
      out.once('error', reject);
      out.end(payload);
    });
  return Object.assign(ask, {
    async signIn(username: string, password: string) {
      const answer = await ask('/api/v1/session', { method: 'POST', body: { username, password } });
      if (answer.status !== 201 || !Stage.safeParse(JSON.parse(answer.text)).success) {
        throw new Error(`${username} could not sign in: ${answer.status} ${answer.text}`);
      }
      return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
    },
    close: () => agent.destroy(),
  });
}
