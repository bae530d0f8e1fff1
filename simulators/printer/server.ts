import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** Switches of the simulated printer. */
export interface PrinterSwitches {
  paper: 'full' | 'near-end' | 'end';
  cover: 'closed' | 'open';
  cutter: 'good' | 'jammed';
  /** Does not know the status command, as cheap printers. */
  mute: boolean;
  /** Takes the connection and then nothing more. */
  stuck: boolean;
}

export interface SimulatedPrinter {
  readonly port: number;
  readonly switches: PrinterSwitches;
  /** The bytes of each finished connection. */
  readonly jobs: readonly Buffer[];
  stop(): Promise<void>;
}

/** The one byte that answers `DLE EOT n`. */
function statusByte(n: number, switches: PrinterSwitches): number {
  const end = switches.paper === 'end';
  const open = switches.cover === 'open';
  const jammed = switches.cutter === 'jammed';
  switch (n) {
    case 1:
      return 0x12 | (end || open || jammed ? 0x08 : 0);
    case 2:
      return 0x12 | (open ? 0x04 : 0) | (end ? 0x20 : 0) | (jammed ? 0x40 : 0);
    case 3:
      return 0x12 | (jammed ? 0x08 : 0);
    default:
      return 0x12 | (switches.paper === 'full' ? 0 : 0x0c) | (end ? 0x60 : 0);
  }
}

function serve(socket: Socket, switches: PrinterSwitches, jobs: Buffer[]): void {
  const parts: Buffer[] = [];
  socket.on('error', () => socket.destroy());
  if (switches.stuck) {
    socket.pause();
    return;
  }
  socket.on('data', (data: Buffer) => {
    if (data.length === 3 && data[0] === 0x10 && data[1] === 0x04) {
      if (!switches.mute) {
        socket.write(Uint8Array.from([statusByte(data[2] ?? 1, switches)]));
      }
      return;
    }
    parts.push(data);
  });
  socket.on('end', () => {
    if (parts.length > 0) {
      jobs.push(Buffer.concat(parts));
    }
    socket.end();
  });
}

/** A ticket or office printer on a free port of this machine: keeps what it is sent, answers status as its switches say. */
export async function startPrinter(port = 0): Promise<SimulatedPrinter> {
  const jobs: Buffer[] = [];
  const switches: PrinterSwitches = {
    paper: 'full',
    cover: 'closed',
    cutter: 'good',
    mute: false,
    stuck: false,
  };
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, switches, jobs);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address: string | AddressInfo | null = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    switches,
    jobs,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) {
          socket.destroy();
        }
        server.close(() => resolve());
      }),
  };
}
