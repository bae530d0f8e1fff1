import { bytesOf, serveHere } from '../http.ts';
import type { PrintedPaper } from '../printer/decode.ts';

/** A simulated machine as its control page sees it: switches to look at and change, and what came out of it. */
export interface Controlled {
  readonly title: string;
  readonly switches: object;
  /** Puts every switch back. */
  mend?(): void;
  /** Papers of a ticket printer, oldest first. */
  readonly papers?: readonly PrintedPaper[];
  /** Further facts, one line each. */
  facts?(): readonly string[];
}

/** The control page while it runs. */
export interface ControlPage {
  readonly url: string;
  stop(): Promise<void>;
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${String(sign.codePointAt(0))};`);

/** Switches that a person can write: everything but heaps of bytes. */
function writable(switches: object): readonly (readonly [string, unknown])[] {
  return Object.entries(switches).filter(
    ([, value]) => !(Array.isArray(value) && value.some((part) => Buffer.isBuffer(part))),
  );
}

/** What was typed for a switch, if it is of the kind that stands there (a switch that may be off holds `null`). */
function readValue(typed: string, now: unknown): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(typed);
    const fits =
      value === null ||
      now === null ||
      (typeof value === typeof now && Array.isArray(value) === Array.isArray(now));
    return fits ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** A paper as a picture that every browser shows (BMP, 8 bits grey, lines from below). */
export function paperPicture({ width, height, grey }: PrintedPaper): Buffer {
  const line = Math.ceil(width / 4) * 4;
  const start = 54 + 1024;
  const file = Buffer.alloc(start + line * height, 255);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(0, 6);
  file.writeUInt32LE(start, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(8, 28);
  file.fill(0, 30, 54);
  for (let shade = 0; shade < 256; shade += 1) {
    file.writeUInt32LE(shade * 0x010101, 54 + shade * 4);
  }
  for (let row = 0; row < height; row += 1) {
    file.set(grey.subarray(row * width, (row + 1) * width), start + (height - 1 - row) * line);
  }
  return file;
}

function pageOf(machine: Controlled, refused: readonly string[]): string {
  const rows = writable(machine.switches).map(
    ([name, value]) =>
      `<p><label>${escapeHtml(name)} <input name="${escapeHtml(name)}" value="${escapeHtml(JSON.stringify(value))}" size="40"></label></p>`,
  );
  const papers = (machine.papers ?? [])
    .map(
      (_, index) =>
        `<img src="/paper/${index}" alt="paper ${index + 1}" style="border:1px solid #999;margin:4px">`,
    )
    .toReversed();
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(machine.title)}</title>
<body style="font:16px system-ui;max-width:60rem;margin:2rem auto"><h1>${escapeHtml(machine.title)}</h1>
${refused.map((name) => `<p role="alert">Not understood: ${escapeHtml(name)}</p>`).join('')}
${(machine.facts?.() ?? []).map((fact) => `<p>${escapeHtml(fact)}</p>`).join('')}
<form method="post">${rows.join('\n')}<p><button>Set</button> <button name="mend" value="1">Mend everything</button></p></form>
${papers.join('\n')}</body></html>`;
}

/** Sets what was typed. @returns the names that were not understood; they stay as they were */
function set(machine: Controlled, typed: URLSearchParams): readonly string[] {
  if (typed.get('mend') !== null) {
    machine.mend?.();
    return [];
  }
  return writable(machine.switches).flatMap(([name, now]) => {
    const text = typed.get(name);
    const read = text === null ? { value: now } : readValue(text, now);
    if (read !== undefined) {
      Reflect.set(machine.switches, name, read.value);
    }
    return read === undefined ? [name] : [];
  });
}

/** A page on this machine on which a developer misbehaves a simulated machine by hand. */
export async function startControl(machine: Controlled, port = 0): Promise<ControlPage> {
  const { url, stop } = await serveHere(port, async (request, response) => {
    const paper = machine.papers?.[Number(/^\/paper\/(\d+)$/.exec(request.url ?? '')?.[1] ?? -1)];
    if (paper !== undefined) {
      response.setHeader('content-type', 'image/bmp').end(paperPicture(paper));
      return;
    }
    const typed = new URLSearchParams((await bytesOf(request)).toString('utf8'));
    const refused = request.method === 'POST' ? set(machine, typed) : [];
    response.statusCode = refused.length > 0 ? 422 : 200;
    response.setHeader('content-type', 'text/html; charset=utf-8').end(pageOf(machine, refused));
  });
  return { url: `${url}/`, stop };
}
