import type { Socket } from 'node:net';
import { serveSockets } from '../sockets.ts';

/** Switches of the simulated virus scanner. */
export interface ClamdSwitches {
  /** `look`: clean unless the bytes hold {@link SIMULATED_VIRUS}; `busy`: an error line; `silent`: nothing; `cut`: hangs up; `babble`: no end. */
  answer: 'look' | 'busy' | 'silent' | 'cut' | 'babble';
}

/** Bytes that the simulated scanner calls a virus. No real one looks like this. */
export const SIMULATED_VIRUS = 'X-VI-DU-VI-RUS-X';

export interface SimulatedClamd {
  readonly port: number;
  readonly switches: ClamdSwitches;
  /** Sizes of what was looked at, in order. */
  readonly scanned: readonly number[];
  stop(): Promise<void>;
}

/** What a whole INSTREAM request carries; undefined while more is on its way. */
function streamOf(data: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = data.indexOf(0) + 1;
  while (at + 4 <= data.length) {
    const size = data.readUInt32BE(at);
    at += 4;
    if (size === 0) {
      return Buffer.concat(parts);
    }
    if (at + size > data.length) {
      return undefined;
    }
    parts.push(data.subarray(at, at + size));
    at += size;
  }
  return undefined;
}

function answerTo(data: Buffer, scanned: number[]): string | undefined {
  const command = data.subarray(0, Math.max(0, data.indexOf(0))).toString('latin1');
  if (command === 'zPING') {
    return 'PONG';
  }
  if (command !== 'zINSTREAM') {
    return command === '' ? undefined : 'UNKNOWN COMMAND';
  }
  const bytes = streamOf(data);
  if (bytes === undefined) {
    return undefined;
  }
  scanned.push(bytes.length);
  return bytes.includes(SIMULATED_VIRUS) ? 'stream: Vi.Du.Vi-Rus FOUND' : 'stream: OK';
}

function serve(socket: Socket, switches: ClamdSwitches, scanned: number[]): void {
  let data = Buffer.alloc(0);
  if (switches.answer === 'cut') {
    socket.destroy();
    return;
  }
  if (switches.answer === 'babble') {
    socket.write('x'.repeat(10_000));
    return;
  }
  socket.on('data', (chunk: Buffer) => {
    data = Buffer.concat([data, chunk]);
    if (switches.answer === 'silent') {
      return;
    }
    const said = switches.answer === 'busy' ? 'INSTREAM size limit exceeded. ERROR' : answerTo(data, scanned);
    if (said !== undefined) {
      socket.end(`${said}\0`);
    }
  });
}

/** A clamd on a free port of this machine that misbehaves as its switches say. */
export async function startClamd(port = 0): Promise<SimulatedClamd> {
  const switches: ClamdSwitches = { answer: 'look' };
  const scanned: number[] = [];
  const { port: bound, stop } = await serveSockets(port, (socket) => serve(socket, switches, scanned));
  return { port: bound, switches, scanned, stop };
}
