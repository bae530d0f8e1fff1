import QRCode from 'qrcode';

/** How much of the code may be damaged and still be read; `M` stands 15 % (a folded or stamped slip). */
type Correction = 'L' | 'M' | 'Q' | 'H';

export interface QrOptions {
  readonly correction?: Correction;
  /** Quiet zone in modules; readers want 4. */
  readonly margin?: number;
}

/**
 * A QR code as one black SVG path on a white ground, sharp at any size.
 * @throws Error when the text is empty or longer than a QR code can hold.
 */
export function qrSvg(text: string, { correction = 'M', margin = 4 }: QrOptions = {}): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: correction });
  const side = modules.size + 2 * margin;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 1) {
        path += `M${column + margin} ${row + margin}h1v1h-1z`;
      }
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}
