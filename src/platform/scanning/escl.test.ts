import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SimulatedScanner, startScanner } from '#simulators/escl-scanner/server.ts';
import { askScanner, readScannerStatus, type ScanOrder, scanPages, scanSettings } from './escl.ts';

let scanner: SimulatedScanner;
let page: Buffer;
beforeAll(async () => {
  scanner = await startScanner();
  page = await sharp({ create: { width: 620, height: 877, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => scanner.stop());
beforeEach(() => scanner.mend());

const address = () => ({ host: '127.0.0.1', port: scanner.port, path: '/eSCL', tls: false });
const order: ScanOrder = { source: 'feeder', colour: false, duplex: false, resolution: 300 };
const scan = (changes: Partial<ScanOrder> = {}) =>
  scanPages(address(), { ...order, ...changes }, { pause: 1, tries: 4 });

test('all pages of the feeder come, and the job is ended', async () => {
  scanner.switches.pages = [page, page, page];
  scanner.switches.warmUp = 2;
  scanner.switches.wrongHost = true;
  const pages = await scan();
  expect(pages.map((bytes) => bytes.equals(page))).toEqual([true, true, true]);
  expect(scanner.orders.at(-1)).toContain('<pwg:InputSource>Feeder</pwg:InputSource>');
  expect(scanner.open.size).toBe(0);
});

test('the glass gives one page', async () => {
  scanner.switches.pages = [page, page];
  await expect(scan({ source: 'platen' })).resolves.toHaveLength(1);
  expect(scanner.open.size).toBe(0);
});

test('a scanner that is busy for a moment is asked again', async () => {
  scanner.switches.pages = [page];
  scanner.switches.busy = 2;
  await expect(scan()).resolves.toHaveLength(1);
});

describe('what goes wrong is told as what a person can mend', () => {
  test.each([
    ['busy all the time', { busy: 9 }, 'busy'],
    ['another person’s job', { state: 'Processing' }, 'busy'],
    ['switched to a service mode', { state: 'Down' }, 'refused'],
    ['cover open', { feeder: 'ScannerAdfDoorOpen' }, 'cover'],
    ['jam before the first page', { feeder: 'ScannerAdfJam' }, 'jam'],
    ['jam after the first page', { jamAfter: 1 }, 'jam'],
    ['half a picture, then silence', { page: 'half' }, 'broken'],
    ['a picture without its end', { page: 'torn' }, 'broken'],
    ['a web page in place of a picture', { page: 'html' }, 'wrong-type'],
    ['pages without end', { page: 'endless' }, 'too-many'],
    ['never ready', { warmUp: 99 }, 'timeout'],
    ['sends to another machine by redirect', { elsewhere: 'redirect' }, 'elsewhere'],
    ['sends to another path by its job address', { elsewhere: 'location' }, 'elsewhere'],
  ] as const)('%s', async (_, switches, failure) => {
    scanner.switches.pages = [page, page];
    Object.assign(scanner.switches, switches);
    await expect(scan()).rejects.toMatchObject({ name: 'ScanError', failure });
  });

  test('an empty feeder', async () => {
    await expect(scan()).rejects.toMatchObject({ failure: 'empty' });
  });

  test('switched off, and outside the own network', async () => {
    const off = await startScanner();
    await off.stop();
    await expect(scanPages({ ...address(), port: off.port }, order)).rejects.toMatchObject({
      failure: 'refused',
    });
    await expect(scanPages({ ...address(), host: '169.254.169.254' }, order)).rejects.toMatchObject({
      failure: 'address',
    });
  });
});

test.each([
  ['<pwg:State>Idle</pwg:State><scan:AdfState>ScannerAdfLoaded</scan:AdfState>', 'idle', 'loaded'],
  ['<State>Processing</State>', 'busy', null],
  ['<x:State> Idle </x:State><x:AdfState>ScannerAdfMispick</x:AdfState>', 'idle', 'jam'],
  ['nonsense', 'down', null],
] as const)('status %s', (xml, state, feeder) => {
  expect(readScannerStatus(xml)).toEqual({ state, feeder });
});

test('both sides only from the feeder', () => {
  expect(scanSettings({ ...order, source: 'platen', duplex: true })).toContain(
    '<scan:Duplex>false</scan:Duplex>',
  );
  expect(scanSettings({ ...order, duplex: true })).toContain('<scan:Duplex>true</scan:Duplex>');
});

test('asked how it is', async () => {
  scanner.switches.pages = [page];
  await expect(askScanner(address())).resolves.toEqual({ state: 'idle', feeder: 'loaded' });
});
