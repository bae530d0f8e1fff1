/** What a printer would have put on paper: one picture for each cut. */
export interface PrintedPaper {
  readonly width: number;
  readonly height: number;
  /** One byte a dot: 0 black, 255 white. */
  readonly grey: Uint8Array;
}

interface Paper {
  width: number;
  rows: Uint8Array[];
}

function developed(paper: Paper): PrintedPaper {
  const grey = new Uint8Array(paper.width * paper.rows.length).fill(255);
  paper.rows.forEach((row, y) => {
    row.forEach((byte, index) => {
      for (let bit = 0; bit < 8; bit += 1) {
        if ((byte & (0x80 >> bit)) !== 0) {
          grey[y * paper.width + index * 8 + bit] = 0;
        }
      }
    });
  });
  return { width: paper.width, height: paper.rows.length, grey };
}

const RASTER_HEAD = 8;

/** The length of the command that bytes begin with; null when it is not whole yet, an unknown one counts as one byte (text). */
export function commandLength(bytes: Uint8Array): number | null {
  const [a, b, c, , e = 0, f = 0, g = 0, h = 0] = bytes;
  const whole = (length: number) => (bytes.length < length ? null : length);
  if (a === undefined) {
    return null;
  }
  if (a !== 0x1b && a !== 0x1d && a !== 0x10) {
    return 1;
  }
  if (b === undefined) {
    return null;
  }
  if (a === 0x1d && b === 0x76) {
    return bytes.length < RASTER_HEAD ? null : whole(RASTER_HEAD + (e | (f << 8)) * (g | (h << 8)));
  }
  if (a === 0x1d && b === 0x56) {
    return c === undefined ? null : whole(c === 0x42 ? 4 : 3);
  }
  if (a === 0x1b && b === 0x40) {
    return 2;
  }
  return whole(3);
}

/** The part of a printer that puts dots on paper: takes whole commands, gives a paper for each cut. */
export class Press {
  #paper: Paper = { width: 0, rows: [] };

  /** Prints one command. @returns the paper, when the command cut it off */
  take(command: Uint8Array): PrintedPaper | undefined {
    const [a, b] = command;
    if (a === 0x1d && b === 0x76) {
      const across = (command[4] ?? 0) | ((command[5] ?? 0) << 8);
      this.#paper.width = Math.max(this.#paper.width, across * 8);
      for (let at = RASTER_HEAD; at < command.length; at += across) {
        this.#paper.rows.push(command.slice(at, at + across));
      }
      return undefined;
    }
    if (a === 0x1d && b === 0x56) {
      const paper = developed(this.#paper);
      this.#paper = { width: 0, rows: [] };
      return paper;
    }
    return undefined;
  }
}

const KNOWN: readonly (readonly [number, number])[] = [
  [0x1b, 0x40],
  [0x10, 0x04],
  [0x1d, 0x76],
  [0x1b, 0x64],
  [0x1b, 0x4a],
  [0x1d, 0x56],
  [0x1d, 0x72],
];

/**
 * Reads ESC/POS bytes as a printer does: initialise, raster picture, feed, cut.
 * @throws Error at a command it does not know, with its place, so that a wrong byte fails a test
 */
export function decodeEscpos(bytes: Uint8Array): PrintedPaper[] {
  const papers: PrintedPaper[] = [];
  const press = new Press();
  let at = 0;
  while (at < bytes.length) {
    const rest = bytes.subarray(at);
    const length = commandLength(rest);
    if (length === null || !KNOWN.some(([a, b]) => rest[0] === a && rest[1] === b)) {
      throw new Error(`unknown command ${rest[0]?.toString(16)} ${rest[1]?.toString(16)} at byte ${at}`);
    }
    const paper = press.take(rest.subarray(0, length));
    if (paper !== undefined) {
      papers.push(paper);
    }
    at += length;
  }
  return papers;
}
