import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SimulatedPrinter, startPrinter } from '#simulators/printer/server.ts';
import { escposPicture } from './escpos.ts';
import { askEscpos, printEscpos, sendRaw } from './escpos-line.ts';

let printer: SimulatedPrinter;
beforeAll(async () => {
  printer = await startPrinter();
});
afterAll(() => printer.stop());
beforeEach(() => printer.mend());

const address = () => ({ host: '127.0.0.1', port: printer.port });
/** A picture of several bands, so that a line can break in its middle. */
const picture = escposPicture({ width: 384, height: 900, bits: new Uint8Array((384 / 8) * 900).fill(0x81) });

test('a ready printer prints once and proves it', async () => {
  const before = printer.papers.length;
  await expect(printEscpos(address(), picture)).resolves.toEqual({
    kind: 'printed',
    confirmed: true,
    paperLow: false,
  });
  expect(printer.papers.slice(before)).toMatchObject([{ width: 384, height: 900 }]);
});

test('paper near its end prints and says so', async () => {
  printer.switches.paper = 'near-end';
  await expect(printEscpos(address(), picture)).resolves.toMatchObject({ kind: 'printed', paperLow: true });
});

describe('nothing is sent to a printer that says it cannot', () => {
  test.each([
    [{ paper: 'end' }, 'paper'],
    [{ cover: 'open' }, 'cover'],
    [{ cutter: 'jammed' }, 'cutter'],
    [{ offline: true }, 'offline'],
    [{ dropAfter: 0, paper: 'end' }, 'paper'],
  ] as const)('%j', async (trouble, failure) => {
    Object.assign(printer.switches, trouble);
    const before = printer.papers.length;
    await expect(printEscpos(address(), picture)).resolves.toEqual({ kind: 'not-started', failure });
    await expect(askEscpos(address())).resolves.toMatchObject({ known: true, trouble: failure });
    expect(printer.papers).toHaveLength(before);
  });

  test('nobody there, and an address outside the own network', async () => {
    const gone = await startPrinter();
    await gone.stop();
    await expect(printEscpos({ host: '127.0.0.1', port: gone.port }, picture)).resolves.toEqual({
      kind: 'not-started',
      failure: 'refused',
    });
    await expect(printEscpos({ host: '169.254.169.254', port: 80 }, picture)).resolves.toEqual({
      kind: 'not-started',
      failure: 'address',
    });
    await expect(sendRaw({ host: '8.8.8.8', port: 9100 }, picture)).resolves.toEqual({
      kind: 'not-started',
      failure: 'address',
    });
  });
});

describe('a line that breaks in the middle leaves the outcome unknown', () => {
  test('dropped after the first band', async () => {
    printer.switches.dropAfter = 13_000;
    const before = printer.papers.length;
    await expect(printEscpos(address(), picture)).resolves.toMatchObject({ kind: 'unknown' });
    expect(printer.papers).toHaveLength(before);
  });

  test('paper that ends within the ticket is told as what it is, and the printer ends it itself', async () => {
    printer.switches.paperEndsAfter = 13_000;
    const before = printer.papers.length;
    await expect(printEscpos(address(), picture)).resolves.toEqual({ kind: 'unknown', failure: 'paper' });
    expect(printer.papers).toHaveLength(before);
    printer.switches.paper = 'full';
    await printer.printed(before + 1);
    expect(printer.papers).toHaveLength(before + 1);
  }, 40_000);
});

describe('printers that do not answer as they should print all the same', () => {
  test.each([
    ['mute', { mute: true }, false],
    ['garbage', { garbage: true }, false],
    ['automatic status between the answers', { automatic: true }, true],
    ['slow', { slow: 30 }, true],
  ] as const)('%s', async (_, switches, confirmed) => {
    Object.assign(printer.switches, switches);
    const before = printer.papers.length;
    await expect(printEscpos(address(), picture)).resolves.toMatchObject({ kind: 'printed', confirmed });
    expect(printer.papers).toHaveLength(before + 1);
  });
});

test('a file goes raw to an office printer byte for byte', async () => {
  const file = Buffer.from('%PDF-1.7 thử');
  await expect(sendRaw(address(), file)).resolves.toMatchObject({ kind: 'printed', confirmed: false });
  expect(printer.jobs.at(-1)?.equals(file)).toBe(true);
});
