/** Straightening a photographed page: the plane through four corners laid flat. Pure arithmetic. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The corners of a page in the photograph: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** Pixels as canvases hold them: four bytes each, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const far = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** The size of the flat page: its longer edges, reduced so that neither passes `longest`. At least one pixel. */
export function flatSize([a, b, c, d]: Corners, longest: number): { width: number; height: number } {
  const width = Math.max(far(a, b), far(d, c));
  const height = Math.max(far(a, d), far(b, c));
  const scale = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Where a point of the unit square lies in the photograph. */
export type Projection = (u: number, v: number) => Point;

/**
 * The projection that carries the unit square onto the corners (Heckbert, "Fundamentals of texture mapping", 1989):
 * straight lines stay straight, so a page seen at an angle becomes a rectangle again.
 */
export function projectionOnto([a, b, c, d]: Corners): Projection {
  const dx1 = b.x - c.x;
  const dx2 = d.x - c.x;
  const dy1 = b.y - c.y;
  const dy2 = d.y - c.y;
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const area = dx1 * dy2 - dx2 * dy1;
  const g = area === 0 ? 0 : (sx * dy2 - dx2 * sy) / area;
  const h = area === 0 ? 0 : (dx1 * sy - sx * dy1) / area;
  return (u, v) => {
    const w = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w,
    };
  };
}

/** Whether the corners are those of the whole picture, as nobody moved them. */
export function isWhole([a, b, c, d]: Corners, width: number, height: number): boolean {
  const at = (point: Point, x: number, y: number) => Math.abs(point.x - x) < 1 && Math.abs(point.y - y) < 1;
  return at(a, 0, 0) && at(b, width, 0) && at(c, width, height) && at(d, 0, height);
}

/** Whether the corners go round a page: no edge crosses another, nothing is folded in. */
export function isPage(corners: Corners): boolean {
  const turns = corners.map((corner, index) => {
    const next = corners[(index + 1) % 4] ?? corner;
    const after = corners[(index + 2) % 4] ?? corner;
    return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x);
  });
  return turns.every((turn) => turn > 0);
}

/** Fills the rows `from` to `to` of the flat page from the photograph, each pixel mixed of its four neighbours. */
export function warpRows(
  source: Pixels,
  target: Pixels,
  project: Projection,
  from: number,
  to: number,
): void {
  const { data, width, height } = source;
  const last = { x: width - 1.001, y: height - 1.001 };
  for (let row = from; row < Math.min(to, target.height); row += 1) {
    for (let column = 0; column < target.width; column += 1) {
      const { x, y } = project((column + 0.5) / target.width, (row + 0.5) / target.height);
      const px = Math.min(Math.max(x - 0.5, 0), last.x);
      const py = Math.min(Math.max(y - 0.5, 0), last.y);
      const left = Math.floor(px);
      const top = Math.floor(py);
      const fx = px - left;
      const fy = py - top;
      const at = (top * width + left) * 4;
      const below = at + width * 4;
      const out = (row * target.width + column) * 4;
      for (let channel = 0; channel < 4; channel += 1) {
        const upper = (data[at + channel] ?? 0) * (1 - fx) + (data[at + 4 + channel] ?? 0) * fx;
        const lower = (data[below + channel] ?? 0) * (1 - fx) + (data[below + 4 + channel] ?? 0) * fx;
        target.data[out + channel] = upper * (1 - fy) + lower * fy;
      }
    }
  }
}
