/** A black-and-white picture, one bit a dot, rows padded to whole bytes, most significant bit left, 1 is black. */
export interface Raster {
  /** Dots; a multiple of 8. */
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

const ESC = 0x1b;
const GS = 0x1d;
/** Small printers have small buffers: a picture goes in bands of at most this many rows. */
const BAND_ROWS = 255;
/** Dots of paper between the picture and the knife. */
const FEED_DOTS = 24;

function band(raster: Raster, from: number, rows: number): Uint8Array {
  const bytesAcross = raster.width / 8;
  const head = [GS, 0x76, 0x30, 0, bytesAcross & 0xff, bytesAcross >> 8, rows & 0xff, rows >> 8];
  const body = raster.bits.subarray(from * bytesAcross, (from + rows) * bytesAcross);
  return Buffer.concat([Uint8Array.from(head), body]);
}

/**
 * The bytes that make an ESC/POS printer print one picture and cut: `ESC @`, `GS v 0` in bands, feed, partial cut.
 * The whole ticket is a picture because the code pages of such printers lose Vietnamese letters.
 * @throws RangeError when the width is not a multiple of 8 or the bits do not fit the size
 */
export function escposPicture(raster: Raster): Uint8Array {
  if (raster.width % 8 !== 0 || raster.bits.length !== (raster.width / 8) * raster.height) {
    throw new RangeError(`raster of ${raster.width}×${raster.height} dots has ${raster.bits.length} bytes`);
  }
  const parts: Uint8Array[] = [Uint8Array.from([ESC, 0x40])];
  for (let row = 0; row < raster.height; row += BAND_ROWS) {
    parts.push(band(raster, row, Math.min(BAND_ROWS, raster.height - row)));
  }
  parts.push(Uint8Array.from([GS, 0x56, 0x42, FEED_DOTS]));
  return Buffer.concat(parts);
}

/** Asks for one of the four real-time states (`DLE EOT n`); the answer is one byte. */
export function escposStatusRequest(n: 1 | 2 | 3 | 4): Uint8Array {
  return Uint8Array.from([0x10, 0x04, n]);
}
