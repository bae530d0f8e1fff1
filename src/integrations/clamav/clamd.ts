import type { Socket } from 'node:net';
import { type DeviceAddress, DeviceUnreachable } from '#platform/devices/address.ts';
import { openSocket } from '#platform/devices/socket.ts';
import { ScannerError, type ScannerPort, type ScanVerdict } from './port.ts';

/** Milliseconds until the line must stand, and until a whole answer must be there. */
export interface ClamdPatience {
  readonly connect: number;
  readonly answer: number;
}

const USUAL: ClamdPatience = { connect: 2_000, answer: 15_000 };
const CHUNK = 65_536;
/** An answer is one short line; more is no answer of clamd. */
const LONGEST_ANSWER = 4_096;

const REASONS = {
  refused: 'không kết nối được',
  timeout: 'không trả lời',
  address: 'địa chỉ ngoài mạng nội bộ',
} as const;

/** Reads up to the zero byte that ends an answer. */
async function readAnswer(socket: Socket, patience: number): Promise<string> {
  let text = '';
  const late = setTimeout(() => socket.destroy(new Error('timeout')), patience);
  try {
    for await (const chunk of socket) {
      text += Buffer.from(chunk).toString('utf8');
      const end = text.indexOf('\0');
      if (end >= 0) {
        return text.slice(0, end);
      }
      if (text.length > LONGEST_ANSWER) {
        throw new ScannerError('câu trả lời không phải của clamd');
      }
    }
  } catch (error) {
    if (error instanceof ScannerError) {
      throw error;
    }
    const why = error instanceof Error && error.message === 'timeout' ? 'timeout' : 'refused';
    throw new ScannerError(REASONS[why]);
  } finally {
    clearTimeout(late);
  }
  throw new ScannerError('đứt giữa chừng');
}

function length(bytes: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes);
  return head;
}

/** Sends the bytes in pieces as clamd's INSTREAM wants them, not faster than they are taken. */
function sendStream(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0');
  for (let from = 0; from < bytes.length; from += CHUNK) {
    const piece = bytes.subarray(from, from + CHUNK);
    socket.write(length(piece.length));
    socket.write(piece);
  }
  socket.write(length(0));
}

class Clamd implements ScannerPort {
  readonly #address: DeviceAddress;
  readonly #patience: ClamdPatience;

  constructor(address: DeviceAddress, patience: ClamdPatience) {
    this.#address = address;
    this.#patience = patience;
  }

  async #ask(say: (socket: Socket) => void): Promise<string> {
    let socket: Socket;
    try {
      socket = await openSocket(this.#address, this.#patience.connect);
    } catch (error) {
      throw error instanceof DeviceUnreachable ? new ScannerError(REASONS[error.failure]) : error;
    }
    try {
      say(socket);
      return await readAnswer(socket, this.#patience.answer);
    } finally {
      socket.destroy();
    }
  }

  async scan(bytes: Uint8Array): Promise<ScanVerdict> {
    const answer = await this.#ask((socket) => sendStream(socket, bytes));
    if (answer === 'stream: OK') {
      return { clean: true };
    }
    const found = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
    if (found !== undefined) {
      return { clean: false, name: found };
    }
    // Also "INSTREAM size limit exceeded. ERROR": a file nobody looked at is not clean.
    throw new ScannerError(`clamd báo: ${answer.slice(0, 200)}`);
  }

  async check(): Promise<void> {
    const answer = await this.#ask((socket) => socket.write('zPING\0'));
    if (answer !== 'PONG') {
      throw new ScannerError(`clamd báo: ${answer.slice(0, 200)}`);
    }
  }
}

/** ClamAV's daemon at an address of the own network (protocol of clamd(8), TCP). */
export function clamd(address: DeviceAddress, patience: ClamdPatience = USUAL): ScannerPort {
  return new Clamd(address, patience);
}
