import { once } from 'node:events';
import type { Socket } from 'node:net';
import { serveSockets } from '../sockets.ts';
import { commandLength, Press, type PrintedPaper } from './decode.ts';

/** Switches of the simulated printer. */
export interface PrinterSwitches {
  paper: 'full' | 'near-end' | 'end';
  cover: 'closed' | 'open';
  cutter: 'good' | 'jammed';
  /** Not ready without saying why (its button was pressed, or another computer holds it). */
  offline: boolean;
  /** Does not know the status commands, as cheap printers. */
  mute: boolean;
  /** Answers status questions with bytes that mean nothing. */
  garbage: boolean;
  /** Sends its automatic status (ASB) unasked when somebody connects. */
  automatic: boolean;
  /** Takes the connection and then nothing more. */
  stuck: boolean;
  /** Cuts the line after so many bytes of a job. */
  dropAfter: number | null;
  /** Runs out of paper after so many bytes of a job. */
  paperEndsAfter: number | null;
  /** Milliseconds it rests before each command. */
  slow: number;
}

export interface SimulatedPrinter {
  readonly port: number;
  readonly switches: PrinterSwitches;
  /** The bytes of each finished connection that brought any, without its questions. */
  readonly jobs: readonly Buffer[];
  /** What came out, cut by cut, oldest first. */
  readonly papers: readonly PrintedPaper[];
  /** Puts every switch back. */
  mend(): void;
  /** Waits until so many papers came out. */
  printed(count: number): Promise<void>;
  stop(): Promise<void>;
}

const MENDED: PrinterSwitches = {
  paper: 'full',
  cover: 'closed',
  cutter: 'good',
  offline: false,
  mute: false,
  garbage: false,
  automatic: false,
  stuck: false,
  dropAfter: null,
  paperEndsAfter: null,
  slow: 0,
};

/** The one byte that answers `DLE EOT n`. */
export function statusByte(n: number, switches: PrinterSwitches): number {
  const end = switches.paper === 'end';
  const open = switches.cover === 'open';
  const jammed = switches.cutter === 'jammed';
  switch (n) {
    case 1:
      return 0x12 | (end || open || jammed || switches.offline ? 0x08 : 0);
    case 2:
      return 0x12 | (open ? 0x04 : 0) | (end ? 0x20 : 0) | (jammed ? 0x40 : 0);
    case 3:
      return 0x12 | (jammed ? 0x08 : 0);
    default:
      return 0x12 | (switches.paper === 'full' ? 0 : 0x0c) | (end ? 0x60 : 0);
  }
}

function automaticStatus(switches: PrinterSwitches): Uint8Array {
  const end = switches.paper === 'end';
  const open = switches.cover === 'open';
  const jammed = switches.cutter === 'jammed';
  return Uint8Array.from([
    0x10 | (end || open || jammed || switches.offline ? 0x08 : 0) | (open ? 0x20 : 0),
    jammed ? 0x08 : 0,
    (switches.paper === 'full' ? 0 : 0x03) | (end ? 0x0c : 0),
    0x0f,
  ]);
}

const canPrint = (switches: PrinterSwitches) =>
  switches.paper !== 'end' && switches.cover === 'closed' && switches.cutter === 'good' && !switches.offline;

/** One connection: answers questions at once, prints the rest in its turn, waits while it cannot. */
class Session {
  readonly #socket: Socket;
  readonly #machine: Machine;
  readonly #job: Buffer[] = [];
  #buffer = Buffer.alloc(0);
  #size = 0;
  #working: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(socket: Socket, machine: Machine) {
    this.#socket = socket;
    this.#machine = machine;
    socket.on('data', (data: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, data]);
      this.#again();
    });
    socket.on('end', () => {
      this.#ended = true;
      this.#again();
    });
  }

  #again(): void {
    this.#working = this.#working.then(() => this.#work());
  }

  /** A file (PDF) is no ESC/POS: an office printer takes it as it is. */
  #takeFile(): boolean {
    const first = this.#job[0] ?? this.#buffer;
    if (first.subarray(0, 5).toString('latin1') !== '%PDF-') {
      return false;
    }
    this.#job.push(this.#buffer);
    this.#buffer = Buffer.alloc(0);
    return true;
  }

  async #work(): Promise<void> {
    for (;;) {
      if (this.#takeFile()) {
        break;
      }
      const length = commandLength(this.#buffer);
      if (length === null) {
        break;
      }
      const command = this.#buffer.subarray(0, length);
      this.#buffer = this.#buffer.subarray(length);
      await this.#run(command);
      if (this.#socket.destroyed) {
        return;
      }
    }
    if (this.#ended) {
      if (this.#job.length > 0) {
        this.#machine.jobs.push(Buffer.concat(this.#job));
        this.#job.length = 0;
      }
      this.#socket.end();
    }
  }

  async #run(command: Buffer): Promise<void> {
    const { switches } = this.#machine;
    if (command[0] === 0x10 && command[1] === 0x04) {
      if (!switches.mute) {
        this.#socket.write(
          Uint8Array.from([switches.garbage ? 0xa5 : statusByte(command[2] ?? 1, switches)]),
        );
      }
      return;
    }
    this.#size += command.length;
    if (switches.dropAfter !== null && this.#size > switches.dropAfter) {
      this.#socket.destroy();
      return;
    }
    if (switches.paperEndsAfter !== null && this.#size > switches.paperEndsAfter) {
      switches.paper = 'end';
      switches.paperEndsAfter = null;
    }
    await this.#machine.rest(switches.slow);
    while (!switches.mute && !canPrint(switches) && !this.#socket.destroyed) {
      // A real printer keeps what it was sent and goes on when it is mended; questions are answered meanwhile.
      this.#answerWaiting();
      await this.#machine.rest(5);
    }
    if (command[0] === 0x1d && command[1] === 0x72) {
      if (!switches.mute && !switches.garbage) {
        this.#socket.write(Uint8Array.from([switches.paper === 'full' ? 0x00 : 0x03]));
      }
      return;
    }
    this.#job.push(command);
    const paper = this.#machine.press.take(command);
    if (paper !== undefined) {
      this.#machine.out(paper);
    }
  }

  /** Real-time questions are answered even while the printer holds a job. */
  #answerWaiting(): void {
    const { switches } = this.#machine;
    for (let at = this.#buffer.length - 3; at >= 0; at -= 1) {
      if (this.#buffer[at] === 0x10 && this.#buffer[at + 1] === 0x04 && at + 3 === this.#buffer.length) {
        const n = this.#buffer[at + 2] ?? 1;
        this.#buffer = this.#buffer.subarray(0, at);
        this.#socket.write(Uint8Array.from([statusByte(n, switches)]));
      }
    }
  }
}

interface Machine {
  readonly switches: PrinterSwitches;
  readonly press: Press;
  readonly jobs: Buffer[];
  out(paper: PrintedPaper): void;
  rest(milliseconds: number): Promise<void>;
}

/** A ticket or office printer on a free port of this machine: prints to pictures, answers status as its switches say. */
export async function startPrinter(port = 0): Promise<SimulatedPrinter> {
  const jobs: Buffer[] = [];
  const papers: PrintedPaper[] = [];
  const switches: PrinterSwitches = { ...MENDED };
  const news = new EventTarget();
  const machine: Machine = {
    switches,
    press: new Press(),
    jobs,
    out(paper) {
      papers.push(paper);
      news.dispatchEvent(new Event('paper'));
    },
    rest: (milliseconds) =>
      milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
  const serve = (socket: Socket): void => {
    if (switches.stuck) {
      socket.pause();
      return;
    }
    if (switches.automatic) {
      socket.write(automaticStatus(switches));
    }
    new Session(socket, machine);
  };
  const { port: bound, stop } = await serveSockets(port, serve, { allowHalfOpen: true });
  return {
    port: bound,
    switches,
    jobs,
    papers,
    mend: () => Object.assign(switches, MENDED),
    async printed(count) {
      while (papers.length < count) {
        await once(news, 'paper');
      }
    },
    stop,
  };
}
