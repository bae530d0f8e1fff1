import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';

/** What a simulator answers; 200 and JSON while nothing else is said. */
export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** A simulator that listens on this machine. */
export interface Listening {
  /** "http://127.0.0.1:PORT" */
  readonly url: string;
  readonly port: number;
  /** Stops it with all its connections. */
  stop(): Promise<void>;
}

/** All bytes of a request. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts);
}

/** What the bytes say as JSON; undefined when they are none. */
export function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The JSON of a request; undefined when it is none. */
export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  return jsonIn(await bytesOf(request));
}

/** An answer in JSON. */
export function json(value: unknown, status = 200): Reply {
  return { status, body: JSON.stringify(value) };
}

/** Writes an answer. */
export function send(
  response: ServerResponse,
  { status = 200, type = 'application/json; charset=utf-8', body }: Reply,
): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** Lets a server listen on this machine only, on a free port when the port is 0. */
export async function listenHere(
  server: Server & { closeAllConnections?(): void },
  port: number,
): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections?.();
        server.close(() => resolve());
      }),
  };
}

/** Answers HTTP on this machine; a request that cannot be handled has its line closed. */
export function serveHere(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  return listenHere(server, port);
}
