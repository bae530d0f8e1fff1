import { setTimeout as sleep } from 'node:timers/promises';
import { type DeviceAddress, DeviceUnreachable } from '../devices/address.ts';
import { askDevice, BrokenAnswer, type DeviceAnswer } from '../devices/http.ts';

/** Where a network scanner speaks eSCL (AirScan, Mopria). */
export interface ScannerAddress extends DeviceAddress {
  /** Root path, mostly "/eSCL". */
  readonly path: string;
  readonly tls: boolean;
}

/** Why no pages came: in words of what a person at the scanner can mend. */
export type ScanFailure =
  | 'refused'
  | 'timeout'
  | 'address'
  | 'busy'
  | 'empty'
  | 'jam'
  | 'cover'
  | 'settings'
  | 'broken'
  | 'wrong-type'
  | 'elsewhere'
  | 'too-many';

export class ScanError extends Error {
  readonly failure: ScanFailure;

  constructor(failure: ScanFailure, scanner: DeviceAddress) {
    super(`scanner ${scanner.host}:${scanner.port}: ${failure}`);
    this.name = 'ScanError';
    this.failure = failure;
  }
}

/** What a scanner says of itself. */
export interface ScannerStatus {
  readonly state: 'idle' | 'busy' | 'down';
  readonly feeder: 'loaded' | 'empty' | 'jam' | 'cover' | null;
}

/** What is scanned and how. */
export interface ScanOrder {
  readonly source: 'feeder' | 'platen';
  readonly colour: boolean;
  /** Both sides; only from the feeder. */
  readonly duplex: boolean;
  /** Dots an inch. */
  readonly resolution: 150 | 200 | 300;
}

/** How long the client waits and how often it asks again; tests make it short. */
export interface ScanPatience {
  /** Milliseconds between two questions. */
  readonly pause: number;
  /** Questions for one page before it gives up. */
  readonly tries: number;
}

export const SCAN_PATIENCE: ScanPatience = { pause: 1_000, tries: 40 };

const TALK_MS = 10_000;
const PAGE_MS = 60_000;
const TALK_LIMIT = 512 * 1024;
const PAGE_LIMIT = 20 * 1024 * 1024;
/** Pages of one paper; more are several papers, or a scanner that never ends. */
const MOST_PAGES = 60;

function elementText(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>\\s*([^<]*?)\\s*<`).exec(xml)?.[1];
}

/** Reads an eSCL `ScannerStatus`, whatever its prefixes. */
export function readScannerStatus(xml: string): ScannerStatus {
  const state = elementText(xml, 'State');
  const feeder = elementText(xml, 'AdfState') ?? '';
  const FEEDER = [
    [/Loaded|Processing/, 'loaded'],
    [/Empty/, 'empty'],
    [/Jam|Mispick|MultipickDetected/, 'jam'],
    [/Door|Hatch/, 'cover'],
  ] as const;
  return {
    state: state === 'Idle' ? 'idle' : state === 'Processing' || state === 'Testing' ? 'busy' : 'down',
    feeder: FEEDER.find(([pattern]) => pattern.test(feeder))?.[1] ?? null,
  };
}

/** Writes `ScanSettings` in the order that picky devices want. A4 in 1/300 inch. */
export function scanSettings(order: ScanOrder): string {
  const feeder = order.source === 'feeder';
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.0</pwg:Version><scan:Intent>Document</scan:Intent><pwg:ScanRegions><pwg:ScanRegion><pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits><pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>2480</pwg:Width><pwg:Height>3508</pwg:Height></pwg:ScanRegion></pwg:ScanRegions><pwg:InputSource>${feeder ? 'Feeder' : 'Platen'}</pwg:InputSource><scan:ColorMode>${order.colour ? 'RGB24' : 'Grayscale8'}</scan:ColorMode><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt><scan:XResolution>${order.resolution}</scan:XResolution><scan:YResolution>${order.resolution}</scan:YResolution><scan:Duplex>${feeder && order.duplex}</scan:Duplex></scan:ScanSettings>`;
}

async function ask(
  scanner: ScannerAddress,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  extra: { readonly body?: string; readonly page?: boolean } = {},
): Promise<DeviceAnswer> {
  try {
    return await askDevice({
      device: scanner,
      tls: scanner.tls,
      method,
      path,
      ...(extra.body === undefined ? {} : { body: extra.body, headers: { 'content-type': 'text/xml' } }),
      timeout: extra.page === true ? PAGE_MS : TALK_MS,
      limit: extra.page === true ? PAGE_LIMIT : TALK_LIMIT,
    });
  } catch (error) {
    if (error instanceof DeviceUnreachable) {
      throw new ScanError(error.failure, scanner);
    }
    if (error instanceof BrokenAnswer) {
      throw new ScanError(error.reason === 'timeout' ? 'timeout' : 'broken', scanner);
    }
    throw error;
  }
}

/** Asks a scanner how it is. @throws ScanError */
export async function askScanner(scanner: ScannerAddress): Promise<ScannerStatus> {
  const answer = await ask(scanner, 'GET', `${scanner.path}/ScannerStatus`);
  if (answer.status >= 300 && answer.status < 400) {
    throw new ScanError('elsewhere', scanner);
  }
  if (answer.status === 503) {
    return { state: 'busy', feeder: null };
  }
  if (answer.status !== 200) {
    throw new ScanError('broken', scanner);
  }
  return readScannerStatus(answer.body.toString('utf8'));
}

/** Where the pages of a job are: only the path of `Location` counts, devices often put a wrong host into it. */
function jobPath(scanner: ScannerAddress, location: string | undefined): string {
  let path: string;
  try {
    path = new URL(location ?? '', 'http://scanner').pathname.replace(/\/+$/, '');
  } catch {
    throw new ScanError('broken', scanner);
  }
  if (!path.startsWith(`${scanner.path}/`)) {
    throw new ScanError('elsewhere', scanner);
  }
  return path;
}

async function start(scanner: ScannerAddress, order: ScanOrder, patience: ScanPatience): Promise<string> {
  const body = scanSettings(order);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(scanner, 'POST', `${scanner.path}/ScanJobs`, { body });
    if (answer.status === 201) {
      return jobPath(scanner, answer.headers['location']);
    }
    if (answer.status === 409) {
      throw new ScanError('settings', scanner);
    }
    if (answer.status >= 300 && answer.status < 400) {
      throw new ScanError('elsewhere', scanner);
    }
    if (answer.status !== 503) {
      throw new ScanError('broken', scanner);
    }
    if (attempt >= Math.min(3, patience.tries)) {
      throw new ScanError('busy', scanner);
    }
    await sleep(patience.pause);
  }
}

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** A whole JPEG: right beginning, and its end mark in the last bytes (some scanners pad). Half a picture is no page. */
function checkPage(scanner: ScannerAddress, { headers, body }: DeviceAnswer): Buffer {
  if (!/^image\/jpe?g/i.test(headers['content-type'] ?? '') || !body.subarray(0, 3).equals(JPEG_START)) {
    throw new ScanError('wrong-type', scanner);
  }
  if (!body.subarray(-64).includes(JPEG_END)) {
    throw new ScanError('broken', scanner);
  }
  return body;
}

/** The next page; null when there are no more. 503 means "not yet". */
async function nextPage(
  scanner: ScannerAddress,
  path: string,
  patience: ScanPatience,
): Promise<Buffer | null> {
  for (let attempt = 1; attempt <= patience.tries; attempt += 1) {
    const answer = await ask(scanner, 'GET', `${path}/NextDocument`, { page: true });
    if (answer.status === 200) {
      return checkPage(scanner, answer);
    }
    if (answer.status === 404 || answer.status === 410) {
      return null;
    }
    if (answer.status >= 300 && answer.status < 400) {
      throw new ScanError('elsewhere', scanner);
    }
    if (answer.status !== 503) {
      throw new ScanError((await troubleNow(scanner)) ?? 'broken', scanner);
    }
    await sleep(patience.pause);
  }
  throw new ScanError('timeout', scanner);
}

async function troubleNow(scanner: ScannerAddress): Promise<'jam' | 'cover' | null> {
  const { feeder } = await askScanner(scanner);
  return feeder === 'jam' || feeder === 'cover' ? feeder : null;
}

/**
 * Scans: starts a job, fetches its pages as JPEG, ends the job. Everything a scanner sends is bounded in size, number and
 * time, comes from the scanner's own address, and is checked again by whoever stores it.
 * @throws ScanError; pages that came before it are dropped, a paper is whole or not there
 */
export async function scanPages(
  scanner: ScannerAddress,
  order: ScanOrder,
  patience: ScanPatience = SCAN_PATIENCE,
): Promise<readonly Buffer[]> {
  const before = await askScanner(scanner);
  if (before.state !== 'idle') {
    throw new ScanError(before.state === 'busy' ? 'busy' : 'refused', scanner);
  }
  if (order.source === 'feeder' && before.feeder !== null && before.feeder !== 'loaded') {
    throw new ScanError(before.feeder, scanner);
  }
  const path = await start(scanner, order, patience);
  const pages: Buffer[] = [];
  try {
    for (;;) {
      const page = await nextPage(scanner, path, patience);
      if (page === null) {
        break;
      }
      pages.push(page);
      if (order.source === 'platen') {
        break;
      }
      if (pages.length > MOST_PAGES) {
        throw new ScanError('too-many', scanner);
      }
    }
    // A feeder that jams ends its pages like one that is empty: only its state tells the difference.
    const trouble = order.source === 'feeder' ? await troubleNow(scanner) : null;
    if (trouble !== null) {
      throw new ScanError(trouble, scanner);
    }
  } finally {
    // A job that stays open keeps the next person out; that it cannot be closed changes nothing about the pages.
    await ask(scanner, 'DELETE', path).catch(() => undefined);
  }
  if (pages.length === 0) {
    throw new ScanError('empty', scanner);
  }
  return pages;
}
