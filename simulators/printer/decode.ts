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

/**
 * Reads ESC/POS bytes as a printer does: initialise, raster picture, feed, cut.
 * @throws Error at a command it does not know, with its place, so that a wrong byte fails a test
 */
export function decodeEscpos(bytes: Uint8Array): PrintedPaper[] {
  const papers: PrintedPaper[] = [];
  let paper: Paper = { width: 0, rows: [] };
  let at = 0;
  const byte = (offset: number) => bytes[at + offset] ?? 0;
  const is = (...codes: number[]) => codes.every((code, offset) => byte(offset) === code);
  while (at < bytes.length) {
    if (is(0x1b, 0x40)) {
      at += 2;
    } else if (is(0x10, 0x04)) {
      at += 3;
    } else if (is(0x1d, 0x76, 0x30)) {
      const across = byte(4) | (byte(5) << 8);
      const rows = byte(6) | (byte(7) << 8);
      paper.width = Math.max(paper.width, across * 8);
      for (let row = 0; row < rows; row += 1) {
        paper.rows.push(bytes.slice(at + 8 + row * across, at + 8 + (row + 1) * across));
      }
      at += 8 + across * rows;
    } else if (is(0x1b, 0x64) || is(0x1b, 0x4a)) {
      at += 3;
    } else if (is(0x1d, 0x56)) {
      at += byte(2) === 0x42 ? 4 : 3;
      papers.push(developed(paper));
      paper = { width: 0, rows: [] };
    } else {
      throw new Error(`unknown command ${byte(0).toString(16)} ${byte(1).toString(16)} at byte ${at}`);
    }
  }
  return papers;
}
