import type { IncomingMessage, ServerResponse } from 'node:http';
import { bytesOf, serveHere } from '../http.ts';

/** Switches of the simulated scanner. */
export interface ScannerSwitches {
  /** Pages in the feeder, as JPEG. */
  pages: Buffer[];
  state: 'Idle' | 'Processing' | 'Down';
  /** Overrides what the feeder says: "ScannerAdfJam" and the like. */
  feeder: string | null;
  /** Answers a new job so many times with 503. */
  busy: number;
  /** Answers the next page so many times with 503 ("not yet"). */
  warmUp: number;
  /** Jams after so many pages: the rest never comes and the state says so. */
  jamAfter: number | null;
  /** `half`: the line breaks within a page; `torn`: a page without its end; `pdf`: another kind than asked. */
  page: 'good' | 'half' | 'torn' | 'html' | 'endless';
  /** Sends the caller elsewhere: in `Location` of the job, or by redirect. */
  elsewhere: 'none' | 'location' | 'redirect';
  /** Puts a wrong host into `Location`, as many devices do. */
  wrongHost: boolean;
  /** Says nothing at all. */
  silent: boolean;
}

export interface SimulatedScanner {
  readonly port: number;
  readonly switches: ScannerSwitches;
  /** The settings of each job, as XML. */
  readonly orders: readonly string[];
  /** Jobs that were not ended by their owner. */
  readonly open: ReadonlySet<string>;
  mend(): void;
  stop(): Promise<void>;
}

const mended = (): ScannerSwitches => ({
  pages: [],
  state: 'Idle',
  feeder: null,
  busy: 0,
  warmUp: 0,
  jamAfter: null,
  page: 'good',
  elsewhere: 'none',
  wrongHost: false,
  silent: false,
});

function statusXml(switches: ScannerSwitches, jammed: boolean): string {
  const own = switches.pages.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty';
  const feeder = jammed ? 'ScannerAdfJam' : (switches.feeder ?? own);
  return `<?xml version="1.0" encoding="UTF-8"?><scan:ScannerStatus xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.63</pwg:Version><pwg:State>${switches.state}</pwg:State><scan:AdfState>${feeder}</scan:AdfState></scan:ScannerStatus>`;
}

interface Desk {
  readonly switches: ScannerSwitches;
  readonly orders: string[];
  readonly open: Set<string>;
  given: number;
  jammed: boolean;
}

function sendPage(reply: ServerResponse, desk: Desk): void {
  const { switches } = desk;
  if (switches.warmUp > 0) {
    switches.warmUp -= 1;
    reply.writeHead(503).end();
    return;
  }
  if (switches.jamAfter !== null && desk.given >= switches.jamAfter) {
    desk.jammed = true;
    reply.writeHead(404).end();
    return;
  }
  const page = switches.page === 'endless' ? switches.pages[0] : switches.pages.shift();
  if (page === undefined) {
    reply.writeHead(404).end();
    return;
  }
  desk.given += 1;
  switch (switches.page) {
    case 'half':
      reply.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': page.length });
      reply.write(page.subarray(0, page.length >> 1));
      setImmediate(() => reply.socket?.destroy());
      return;
    case 'torn':
      reply.writeHead(200, { 'content-type': 'image/jpeg' }).end(page.subarray(0, page.length >> 1));
      return;
    case 'html':
      reply.writeHead(200, { 'content-type': 'text/html' }).end('<p>Please sign in</p>');
      return;
    default:
      reply.writeHead(200, { 'content-type': 'image/jpeg' }).end(page);
  }
}

async function startJob(request: IncomingMessage, reply: ServerResponse, desk: Desk): Promise<void> {
  const { switches } = desk;
  const order = (await bytesOf(request)).toString('utf8');
  if (switches.busy > 0) {
    switches.busy -= 1;
    reply.writeHead(503).end();
    return;
  }
  desk.orders.push(order);
  desk.given = 0;
  desk.jammed = false;
  const path = `/eSCL/ScanJobs/${desk.orders.length}`;
  desk.open.add(path);
  const host = switches.wrongHost ? 'http://localhost:1' : `http://${request.headers.host}`;
  const location = switches.elsewhere === 'location' ? 'http://198.51.100.7/secrets' : `${host}${path}`;
  reply.writeHead(201, { location }).end();
}

async function serve(request: IncomingMessage, reply: ServerResponse, desk: Desk): Promise<void> {
  const { switches } = desk;
  const url = request.url ?? '';
  if (switches.silent) {
    return;
  }
  if (switches.elsewhere === 'redirect') {
    reply.writeHead(302, { location: 'http://198.51.100.7/eSCL' }).end();
  } else if (request.method === 'GET' && url === '/eSCL/ScannerStatus') {
    reply.writeHead(200, { 'content-type': 'text/xml' }).end(statusXml(switches, desk.jammed));
  } else if (request.method === 'POST' && url === '/eSCL/ScanJobs') {
    await startJob(request, reply, desk);
  } else if (request.method === 'GET' && url.endsWith('/NextDocument')) {
    sendPage(reply, desk);
  } else if (request.method === 'DELETE' && desk.open.delete(url)) {
    reply.writeHead(200).end();
  } else {
    reply.writeHead(404).end();
  }
}

/** A network scanner (eSCL) on a free port of this machine: gives the pages that lie in its feeder. */
export async function startScanner(port = 0): Promise<SimulatedScanner> {
  const desk: Desk = { switches: mended(), orders: [], open: new Set(), given: 0, jammed: false };
  const { port: bound, stop } = await serveHere(port, (request, reply) => serve(request, reply, desk));
  return {
    port: bound,
    switches: desk.switches,
    orders: desk.orders,
    open: desk.open,
    mend() {
      Object.assign(desk.switches, mended());
      desk.jammed = false;
    },
    stop,
  };
}
