import type { Socket } from 'node:net';
import { type DeviceAddress, DeviceUnreachable } from '../devices/address.ts';
import { openSocket } from '../devices/socket.ts';
import {
  type PrinterCondition,
  type PrinterSaying,
  type PrinterTrouble,
  readRealTime,
  SayingReader,
} from './condition.ts';
import { escposStatusRequest } from './escpos.ts';

/** Milliseconds a line may take to stand. */
const CONNECT_MS = 3_000;
/** Printers that know the status command answer at once; others never do. */
const STATUS_MS = 1_000;
/** Milliseconds a printer may take to swallow or to print one ticket. */
const PRINT_MS = 15_000;
/** Milliseconds between two looks at a printer that is still at it. */
const LOOK_MS = 1_500;

/** Why nothing came out, or nobody knows. */
export type PrintFailure = 'refused' | 'timeout' | 'address' | PrinterTrouble;

/**
 * How sending a ticket ended.
 * `printed`: the printer took all of it and is well afterwards; `confirmed` when it said so itself after the last dot.
 * `not-started`: no dot was sent, sending again is safe. `unknown`: it broke off in the middle; only a person who looks at
 * the printer can say whether paper came out, so nothing is sent again by itself.
 */
export type PrintOutcome =
  | { readonly kind: 'printed'; readonly confirmed: boolean; readonly paperLow: boolean }
  | { readonly kind: 'not-started'; readonly failure: PrintFailure }
  | { readonly kind: 'unknown'; readonly failure: PrintFailure };

/** A line to a printer: what it says is collected as it comes. */
class Line {
  readonly socket: Socket;
  readonly #reader = new SayingReader();
  readonly #heard: PrinterSaying[] = [];
  #wake: () => void = () => undefined;
  open = true;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (data: Buffer) => {
      this.#heard.push(...this.#reader.take(data));
      this.#wake();
    });
    socket.on('close', () => {
      this.open = false;
      this.#wake();
    });
  }

  /** Waits for an answer of one kind; undefined when none comes in time or the line ends. */
  async next<K extends PrinterSaying['kind']>(
    kind: K,
    milliseconds: number,
  ): Promise<Extract<PrinterSaying, { kind: K }> | undefined> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#wake();
    }, milliseconds);
    try {
      for (;;) {
        const at = this.#heard.findIndex((saying) => saying.kind === kind);
        const [saying] = at === -1 ? [] : this.#heard.splice(at, 1);
        if (saying !== undefined && saying.kind === kind) {
          return saying as Extract<PrinterSaying, { kind: K }>;
        }
        if (late || !this.open) {
          return undefined;
        }
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** The condition that the printer sent without being asked, if it did. */
  automatic(): PrinterCondition | undefined {
    return this.#heard.findLast((saying) => saying.kind === 'automatic')?.condition;
  }

  /** Sends bytes; false when the line ended or the printer stopped taking them. */
  send(bytes: Uint8Array, milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      const end = (sent: boolean) => {
        clearTimeout(timer);
        this.socket.off('close', broken);
        resolve(sent);
      };
      const broken = () => end(false);
      this.socket.once('close', broken);
      this.socket.write(bytes, (error) => end(error === undefined || error === null));
    });
  }
}

async function askOne(line: Line, n: 1 | 2 | 3 | 4): Promise<number | null> {
  if (!line.open) {
    return null;
  }
  line.socket.write(escposStatusRequest(n));
  return (await line.next('real-time', STATUS_MS))?.byte ?? null;
}

/** Asks the four questions; the first one that stays without an answer ends the asking. */
async function condition(line: Line): Promise<PrinterCondition> {
  const offlineCause = await askOne(line, 2);
  const paper = offlineCause === null ? null : await askOne(line, 4);
  const printer = paper === null ? null : await askOne(line, 1);
  const errorCause = printer === null ? null : await askOne(line, 3);
  const asked = readRealTime({ printer, offlineCause, errorCause, paper });
  return asked.known ? asked : (line.automatic() ?? asked);
}

/** Asks a printer how it is, and prints nothing. @throws DeviceUnreachable */
export async function askEscpos(printer: DeviceAddress): Promise<PrinterCondition> {
  const line = new Line(await openSocket(printer, CONNECT_MS));
  try {
    return await condition(line);
  } finally {
    line.socket.destroy();
  }
}

/** `GS r 1`: answered in its turn, that is after everything before it was printed. */
const CONFIRM = Uint8Array.from([0x1d, 0x72, 0x01]);

/** Whether the ticket came out, asked after the last byte. */
async function confirm(line: Line, knew: boolean): Promise<PrintOutcome> {
  if (!knew) {
    return { kind: 'printed', confirmed: false, paperLow: false };
  }
  // A long ticket takes seconds. Between two looks the printer is asked how it is, so that a trouble is told at once.
  let after: PrinterCondition = { known: false, trouble: null, paperLow: false };
  for (let waited = 0; waited < PRINT_MS && line.open; waited += LOOK_MS) {
    const answer = await line.next('transmitted', LOOK_MS);
    if (answer !== undefined) {
      return { kind: 'printed', confirmed: true, paperLow: (answer.byte & 0x03) !== 0 };
    }
    after = await condition(line);
    if (after.trouble !== null) {
      return { kind: 'unknown', failure: after.trouble };
    }
  }
  return after.known
    ? { kind: 'printed', confirmed: false, paperLow: after.paperLow }
    : { kind: 'unknown', failure: line.open ? 'timeout' : 'refused' };
}

/** Lets a printer that answers nothing take the bytes in peace: the line is closed only when it has read them all. */
async function closeGently(line: Line): Promise<boolean> {
  if (!line.open) {
    return false;
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PRINT_MS);
    line.socket.once('close', (failed) => {
      clearTimeout(timer);
      resolve(!failed);
    });
    line.socket.end();
  });
}

/**
 * Sends one ESC/POS job: asks first whether the printer is ready, sends, and asks for proof.
 * A printer that knows no status prints all the same. Never throws for what the printer does.
 */
export async function printEscpos(printer: DeviceAddress, bytes: Uint8Array): Promise<PrintOutcome> {
  let line: Line;
  try {
    line = new Line(await openSocket(printer, CONNECT_MS));
  } catch (error) {
    if (error instanceof DeviceUnreachable) {
      return { kind: 'not-started', failure: error.failure };
    }
    throw error;
  }
  try {
    const before = await condition(line);
    if (before.trouble !== null) {
      return { kind: 'not-started', failure: before.trouble };
    }
    if (!line.open) {
      return { kind: 'not-started', failure: 'refused' };
    }
    const job = before.known ? Buffer.concat([bytes, CONFIRM]) : bytes;
    if (!(await line.send(job, PRINT_MS))) {
      return { kind: 'unknown', failure: line.open ? 'timeout' : 'refused' };
    }
    const outcome = await confirm(line, before.known);
    if (before.known) {
      line.socket.end();
      return outcome;
    }
    return (await closeGently(line)) ? outcome : { kind: 'unknown', failure: 'timeout' };
  } finally {
    // An ended line that has sent its end is let go; one in trouble is cut.
    if (!line.socket.writableEnded) {
      line.socket.destroy();
    } else {
      line.socket.setTimeout(PRINT_MS, () => line.socket.destroy());
    }
  }
}

/**
 * Sends a file (PDF) to an office printer that takes it raw on port 9100. Such a printer says nothing: taken is all that
 * can be known, so IPP is the better way where the printer speaks it.
 */
export async function sendRaw(printer: DeviceAddress, bytes: Uint8Array): Promise<PrintOutcome> {
  let line: Line;
  try {
    line = new Line(await openSocket(printer, CONNECT_MS));
  } catch (error) {
    if (error instanceof DeviceUnreachable) {
      return { kind: 'not-started', failure: error.failure };
    }
    throw error;
  }
  try {
    const taken = (await line.send(bytes, PRINT_MS)) && (await closeGently(line));
    return taken
      ? { kind: 'printed', confirmed: false, paperLow: false }
      : { kind: 'unknown', failure: line.open ? 'timeout' : 'refused' };
  } finally {
    line.socket.destroy();
  }
}
