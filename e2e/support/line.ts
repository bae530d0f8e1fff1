import { connect, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** A wire between a browser and the server that the test may cut. */
export interface Line {
  /** "http://127.0.0.1:PORT" */
  readonly url: string;
  /** Breaks what runs and lets nothing new through. */
  cut(): void;
  mend(): void;
}

/** Lays a line to the server behind `target`. Taken away by itself after the test file. */
export async function layLine(target: string): Promise<Line> {
  const { port, hostname } = new URL(target);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const at = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  const breakAll = () => {
    for (const socket of sockets) {
      socket.destroy();
    }
  };
  afterAll(() => {
    breakAll();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${at}`,
    cut() {
      whole = false;
      breakAll();
    },
    mend() {
      whole = true;
    },
  };
}
