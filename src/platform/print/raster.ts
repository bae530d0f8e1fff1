import { Resvg } from '@resvg/resvg-js';
import { fontFiles } from '../pdf/fonts.ts';
import type { Raster } from './escpos.ts';

/** Darker than this (0–255) prints; keeps thin strokes of letters and QR edges whole. */
const THRESHOLD = 160;

/**
 * Draws an SVG at a width in dots and turns it to black and white. Only the fonts that come with the product are used.
 * Parts that are transparent count as paper.
 */
export function rasterise(svg: string, width: number): Raster {
  const drawn = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'width', value: width },
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' },
  }).render();
  const { pixels, height } = drawn;
  const bytesAcross = width / 8;
  const bits = new Uint8Array(bytesAcross * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const at = (row * width + column) * 4;
      const light =
        (pixels[at] ?? 255) * 0.3 + (pixels[at + 1] ?? 255) * 0.59 + (pixels[at + 2] ?? 255) * 0.11;
      if (light < THRESHOLD) {
        const byte = row * bytesAcross + (column >> 3);
        bits[byte] = (bits[byte] ?? 0) | (0x80 >> (column & 7));
      }
    }
  }
  return { width, height, bits };
}

/** The raster as one byte a dot, 0 black and 255 white: what picture encoders take. */
export function shades({ width, height, bits }: Raster): {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
} {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) === 0 ? 255 : 0;
  }
  return { width, height, grey };
}
