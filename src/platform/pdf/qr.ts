import QRCode from 'qrcode';

/** How much of the code may be damaged and still be read; `M` stands 15 % (a folded or stamped slip). */
type Correction = 'L' | 'M' | 'Q' | 'H';

export interface QrOptions {
  readonly correction?: Correction;
  /** Quiet zone in modules; readers want 4. */
  readonly margin?: number;
}

interface Run {
  readonly row: number;
  readonly from: number;
  readonly length: number;
}

/** Neighbouring dark modules of a row as one bar: half the drawing, and no hair lines between modules. */
function darkRuns(modules: QRCode.BitMatrix, row: number): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < modules.size; from += 1) {
    let length = 0;
    while (from + length < modules.size && modules.get(row, from + length) === 1) {
      length += 1;
    }
    if (length > 0) {
      runs.push({ row, from, length });
      from += length;
    }
  }
  return runs;
}

/**
 * A QR code as one black SVG path on a white ground, sharp at any size.
 * @throws Error when the text is empty or longer than a QR code can hold.
 */
export function qrSvg(text: string, { correction = 'M', margin = 4 }: QrOptions = {}): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: correction });
  const side = modules.size + 2 * margin;
  const path = Array.from({ length: modules.size }, (_, row) => darkRuns(modules, row))
    .flat()
    .map(({ row, from, length }) => `M${from + margin} ${row + margin}h${length}v1h-${length}z`)
    .join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}
