import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PrinterSaying, readAutomatic, readRealTime, SayingReader } from './condition.ts';

const quiet = { printer: null, offlineCause: null, errorCause: null, paper: null };

describe('DLE EOT', () => {
  test.each([
    ['ready', { printer: 0x12, offlineCause: 0x12, errorCause: 0x12, paper: 0x12 }, true, null, false],
    ['paper out', { printer: 0x1a, offlineCause: 0x32, errorCause: 0x12, paper: 0x7e }, true, 'paper', true],
    [
      'paper near its end',
      { printer: 0x12, offlineCause: 0x12, errorCause: 0x12, paper: 0x1e },
      true,
      null,
      true,
    ],
    [
      'cover open',
      { printer: 0x1a, offlineCause: 0x16, errorCause: 0x12, paper: 0x12 },
      true,
      'cover',
      false,
    ],
    ['cutter', { printer: 0x1a, offlineCause: 0x52, errorCause: 0x1a, paper: 0x12 }, true, 'cutter', false],
    [
      'head too hot',
      { printer: 0x1a, offlineCause: 0x52, errorCause: 0x52, paper: 0x12 },
      true,
      'heat',
      false,
    ],
    ['an error without cause', { ...quiet, offlineCause: 0x52 }, true, 'fault', false],
    ['offline by its button', { ...quiet, printer: 0x1a, offlineCause: 0x12 }, true, 'offline', false],
    ['no answer at all', quiet, false, null, false],
    [
      'bytes that are no status',
      { printer: 0xff, offlineCause: 0xa5, errorCause: 0x00, paper: 0x80 },
      false,
      null,
      false,
    ],
    ['only the first answer', { ...quiet, offlineCause: 0x12 }, true, null, false],
  ] as const)('%s', (_, status, known, trouble, paperLow) => {
    expect(readRealTime(status)).toEqual({ known, trouble, paperLow });
  });
});

describe('automatic status', () => {
  test.each([
    [[0x10, 0, 0, 0x0f], null, false],
    [[0x18, 0, 0x0f, 0x0f], 'paper', true],
    [[0x38, 0, 0, 0x0f], 'cover', false],
    [[0x18, 0x08, 0, 0x0f], 'cutter', false],
    [[0x18, 0x40, 0, 0x0f], 'heat', false],
    [[0x18, 0x20, 0, 0x0f], 'fault', false],
    [[0x18, 0, 0, 0x0f], 'offline', false],
    [[0x10, 0, 0x03, 0x0f], null, true],
  ] as const)('%j', (bytes, trouble, paperLow) => {
    expect(readAutomatic([bytes[0], bytes[1], bytes[2], bytes[3]])).toEqual({
      known: true,
      trouble,
      paperLow,
    });
  });
});

describe('what a printer says', () => {
  const real = fc
    .constantFrom(0x12, 0x1a, 0x32, 0x7e, 0x1e)
    .map((byte) => ({ bytes: [byte], kind: 'real-time' }));
  const asb = fc
    .tuple(fc.constantFrom(0x10, 0x18, 0x38), fc.constantFrom(0, 8, 0x40), fc.constantFrom(0, 3, 15))
    .map(([a, b, c]) => ({ bytes: [a, b, c, 0x0f], kind: 'automatic' }));
  const sent = fc.constantFrom(0x00, 0x03, 0x0c).map((byte) => ({ bytes: [byte], kind: 'transmitted' }));

  test('is told apart in any mixture and however the line cuts it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(real, asb, sent), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (said, cut) => {
          const reader = new SayingReader();
          const bytes = said.flatMap((saying) => saying.bytes);
          const heard: PrinterSaying[] = [];
          for (let at = 0; at < bytes.length; at += cut) {
            heard.push(...reader.take(bytes.slice(at, at + cut)));
          }
          expect(heard.map((saying) => saying.kind)).toEqual(said.map((saying) => saying.kind));
        },
      ),
    );
  });

  test('bytes of no kind are left out', () => {
    expect(new SayingReader().take([0xff, 0xa5, 0x90, 0xd3])).toEqual([]);
  });
});
