import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Ways in which the line to a simulated carrier fails. */
export const CARRIER_LINE_FAULTS = [
  /** Takes the request, does nothing, closes the line. */
  'drop-before',
  /** Does it, then closes the line: the caller cannot know. */
  'drop-after',
  /** Does it and answers after the caller gave up. */
  'slow',
  '502',
  /** Does it and answers with a page. */
  'html',
] as const;
export type CarrierLineFault = (typeof CARRIER_LINE_FAULTS)[number];

/** What a carrier answers. */
export interface CarrierReply {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** All bytes of a request. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

function write(
  response: ServerResponse,
  { status = 200, type = 'application/json; charset=utf-8', body }: CarrierReply,
): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** Answers as a healthy carrier would, or as the fault says. `run` does the work and is called when, and only when, the fault lets it be done. */
export function answerWith(
  fault: CarrierLineFault | null,
  run: () => CarrierReply,
  response: ServerResponse,
  slowMs: number,
): void {
  switch (fault) {
    case null:
      write(response, run());
      return;
    case 'drop-before':
      response.destroy();
      return;
    case 'drop-after':
      run();
      response.destroy();
      return;
    case 'slow': {
      const reply = run();
      setTimeout(() => write(response, reply), slowMs);
      return;
    }
    case '502':
      write(response, { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' });
      return;
    case 'html':
      run();
      write(response, { type: 'text/html', body: '<!doctype html><title>Bảo trì</title>' });
      return;
    default:
      fault satisfies never;
  }
}

/** Listens on this machine only. */
export async function listenHere(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}

/** Stops a server with all its connections. */
export function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}

/** A page that shows what a simulated carrier holds. */
export function carrierPage(title: string, rows: readonly (readonly string[])[]): CarrierReply {
  const harmless = (text: string) => text.replace(/[<>&]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const lines = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${harmless(cell)}</td>`).join('')}</tr>`)
    .join('');
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="vi"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><table border="1">${lines}</table></html>`,
  };
}
