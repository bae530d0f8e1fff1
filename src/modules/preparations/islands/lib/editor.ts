/** The page on which a photograph is turned and straightened before it is sent, on the phone itself. */

import { islandMessages } from '../../messages-islands.ts';
import { type Corners, flatSize, isPage, isWhole, type Point, projectionOnto, warpRows } from './warp.ts';

/** Longest side of what is sent: A4 at 170 dpi, some 300 KB. */
const LONGEST = 2_000;
const QUALITY = 0.8;
/** Rows straightened at a time, so that the page stays awake. */
const ROWS = 120;
/** How far an arrow key moves a corner, as a share of the picture. */
const STEP = 0.01;

const NAMES = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const;

function drawn(width: number, height: number): readonly [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) {
    throw new Error('no canvas');
  }
  return [canvas, pen];
}

/** The picture upright and not larger than needed. Browsers turn it as its camera noted. */
async function load(file: Blob): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const [canvas, pen] = drawn(Math.round(picture.width * scale), Math.round(picture.height * scale));
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

function turned(source: HTMLCanvasElement): HTMLCanvasElement {
  const [canvas, pen] = drawn(source.height, source.width);
  pen.translate(canvas.width, 0);
  pen.rotate(Math.PI / 2);
  pen.drawImage(source, 0, 0);
  return canvas;
}

async function straightened(source: HTMLCanvasElement, shares: Corners): Promise<HTMLCanvasElement> {
  const { width, height } = source;
  const at = ({ x, y }: Point): Point => ({ x: x * width, y: y * height });
  const corners: Corners = [at(shares[0]), at(shares[1]), at(shares[2]), at(shares[3])];
  if (isWhole(corners, width, height) || !isPage(corners)) {
    return source;
  }
  const size = flatSize(corners, LONGEST);
  const [canvas, pen] = drawn(size.width, size.height);
  const from = source.getContext('2d', { willReadFrequently: true })?.getImageData(0, 0, width, height);
  if (from === undefined) {
    return source;
  }
  const to = pen.createImageData(size.width, size.height);
  const project = projectionOnto(corners);
  for (let row = 0; row < size.height; row += ROWS) {
    warpRows(from, to, project, row, row + ROWS);
    await new Promise((resolve) => setTimeout(resolve));
  }
  pen.putImageData(to, 0, 0);
  return canvas;
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)),
      'image/jpeg',
      QUALITY,
    );
  });
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));

class Editor {
  readonly #place: HTMLElement;
  readonly #t = islandMessages(document.documentElement.lang === 'en' ? 'en' : 'vi');
  readonly #frame = document.createElement('div');
  #canvas: HTMLCanvasElement;
  #corners: Point[] = [];

  constructor(place: HTMLElement, canvas: HTMLCanvasElement) {
    this.#place = place;
    this.#canvas = canvas;
    this.#frame.className = 'straighten';
    this.#reset();
  }

  #reset(): void {
    this.#corners = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ];
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#frame.replaceChildren(
      this.#canvas,
      this.#outline(),
      ...NAMES.map((_, index) => this.#handle(index)),
    );
  }

  #outline(): SVGSVGElement {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 1 1');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'polygon'));
    return svg;
  }

  #show(): void {
    const points = this.#corners.map(({ x, y }) => `${x},${y}`).join(' ');
    this.#frame.querySelector('polygon')?.setAttribute('points', points);
    this.#frame.querySelectorAll<HTMLElement>('.straighten-corner').forEach((handle, index) => {
      const { x = 0, y = 0 } = this.#corners[index] ?? {};
      handle.style.left = `${x * 100}%`;
      handle.style.top = `${y * 100}%`;
    });
  }

  #move(index: number, x: number, y: number): void {
    this.#corners[index] = { x: clamp(x), y: clamp(y) };
    this.#show();
  }

  #handle(index: number): HTMLButtonElement {
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'straighten-corner';
    handle.setAttribute('aria-label', this.#t(`corner-${NAMES[index] ?? 'top-left'}`));
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      handle.focus();
    });
    handle.addEventListener('pointermove', (event) => {
      if (handle.hasPointerCapture(event.pointerId)) {
        const box = this.#frame.getBoundingClientRect();
        this.#move(index, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
      }
    });
    handle.addEventListener('keydown', (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      const { x = 0, y = 0 } = this.#corners[index] ?? {};
      if (way !== undefined) {
        event.preventDefault();
        this.#move(index, x + STEP * (way[0] ?? 0), y + STEP * (way[1] ?? 0));
      }
    });
    return handle;
  }

  #button(words: string, look: string, press: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = look;
    button.textContent = words;
    button.addEventListener('click', press);
    return button;
  }

  /** Shows the picture and waits for the person: the straightened JPEG, or null when it is not wanted. */
  ask(): Promise<Blob | null> {
    const title = document.createElement('p');
    title.textContent = this.#t('photo-straighten');
    const row = document.createElement('div');
    row.className = 'row';
    return new Promise((resolve, reject) => {
      const end = (work: Promise<Blob | null>) => {
        row.querySelectorAll('button').forEach((button) => {
          button.disabled = true;
        });
        work.then(resolve, reject).finally(() => this.#place.replaceChildren());
      };
      row.append(
        this.#button(this.#t('photo-use'), 'btn btn-primary', () => end(this.#result())),
        this.#button(this.#t('photo-turn'), 'btn', () => {
          this.#canvas = turned(this.#canvas);
          this.#reset();
          this.#show();
        }),
        this.#button(this.#t('photo-drop'), 'btn btn-quiet', () => end(Promise.resolve(null))),
      );
      this.#place.replaceChildren(title, this.#frame, row);
      this.#show();
      this.#place.scrollIntoView({ block: 'start' });
      row.querySelector('button')?.focus({ preventScroll: true });
    });
  }

  async #result(): Promise<Blob> {
    const [a, b, c, d] = this.#corners;
    if (a === undefined || b === undefined || c === undefined || d === undefined) {
      return jpegOf(this.#canvas);
    }
    return jpegOf(await straightened(this.#canvas, [a, b, c, d]));
  }
}

/**
 * Lets the person turn and straighten one photograph. @returns the JPEG, or null when it is not wanted
 * @throws Error for a file that the browser cannot draw: it is sent as it is
 */
export async function straighten(place: HTMLElement, file: Blob): Promise<Blob | null> {
  return new Editor(place, await load(file)).ask();
}
