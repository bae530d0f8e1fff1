/**
 * What stands on the paper that a ticket printer prints: decoded from the ESC/POS bytes as they came over the line, its QR
 * read back, and every Vietnamese letter compared as an image with the same letter drawn larger.
 */
import jsQR from 'jsqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { escposPicture } from '#platform/print/escpos.ts';
import { printEscpos } from '#platform/print/escpos-line.ts';
import { rasterise, shades } from '#platform/print/raster.ts';
import type { PrintedPaper } from '#simulators/printer/decode.ts';
import { type SimulatedPrinter, startPrinter } from '#simulators/printer/server.ts';
import { TicketPrint } from './schema.ts';
import { ticketSvg } from './ticket-svg.ts';

let printer: SimulatedPrinter;
beforeAll(async () => {
  printer = await startPrinter();
});
afterAll(() => printer.stop());

const VOWELS = 'aăâeêioôơuưy';
const TONES = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
/** The vowels of Vietnamese with each tone, and đ, small and large: 146 letters. */
const LETTERS = [...VOWELS]
  .flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC')))
  .concat('đ')
  .flatMap((letter) => [letter, letter.toUpperCase()]);

const base = {
  centre: 'Trung tâm Phục vụ hành chính công xã Hoa Lộc',
  number: 'A012',
  group: 'Hộ tịch, chứng thực',
  issuedAt: '2026-11-23T07:35:00+07:00',
  url: 'https://hoaloc.example.vn/phieu/3mZ8QxW2aB7cD4eF6gH9jK',
};

/** Prints over the real line and gives what came out of the printer. */
async function printed(ticket: object, dots: number): Promise<PrintedPaper> {
  const before = printer.papers.length;
  const svg = ticketSvg(TicketPrint.parse({ ...base, ...ticket }));
  const outcome = await printEscpos(
    { host: '127.0.0.1', port: printer.port },
    escposPicture(rasterise(svg, dots)),
  );
  expect(outcome).toEqual({ kind: 'printed', confirmed: true, paperLow: false });
  const [paper, ...more] = printer.papers.slice(before);
  expect(more).toEqual([]);
  if (paper === undefined) {
    throw new Error('nothing came out');
  }
  return paper;
}

/** The code that stands between two rows of the paper, as a phone held over that part reads it. */
function qrOf(paper: PrintedPaper, from = 0, to = paper.height): string | undefined {
  const pixels = new Uint8ClampedArray(paper.width * (to - from) * 4).fill(255);
  paper.grey.subarray(from * paper.width, to * paper.width).forEach((value, at) => {
    pixels.fill(value, at * 4, at * 4 + 3);
  });
  return jsQR.default(pixels, paper.width, to - from)?.data;
}

test.each([384, 512, 576])(
  'on %i dots the QR is read back and the paper equals its drawing dot for dot',
  async (dots) => {
    const ticket = { need: LETTERS.join(' ').slice(0, 300), ahead: 12, wait: 'khoảng 10–25 phút' };
    const paper = await printed(ticket, dots);
    expect(qrOf(paper)).toBe(base.url);
    const drawn = shades(rasterise(ticketSvg(TicketPrint.parse({ ...base, ...ticket })), dots));
    expect([paper.width, paper.height]).toEqual([drawn.width, drawn.height]);
    expect(Buffer.from(paper.grey).equals(Buffer.from(drawn.grey))).toBe(true);
  },
);

/** A network with a name of 32 bytes and a password that needs escapes: about as much as a code must hold. */
const WIFI = {
  name: 'UBND xã Hoa Lộc - Khách',
  text: 'WIFI:T:WPA;S:UBND xã Hoa Lộc - Khách;P:xin\\;chào\\,2026\\:hoa-lộc;;',
};

test.each([384, 512, 576])(
  'on %i dots both codes are read back: the ticket’s, and the Wi-Fi of the hall below it',
  async (dots) => {
    const bring = ['Giấy tờ tùy thân (bản chính)', 'Tờ khai đăng ký khai sinh', 'Giấy chứng sinh'];
    const ticket = { ahead: 3, wait: 'khoảng 10–25 phút', bring };
    const without = await printed(ticket, dots);
    const paper = await printed({ ...ticket, wifi: WIFI }, dots);
    expect(paper.height).toBeGreaterThan(without.height);
    expect(qrOf(paper, 0, without.height)).toBe(base.url);
    expect(qrOf(paper, without.height)).toBe(WIFI.text);
    expect(qrOf(without)).toBe(base.url);
  },
);

/** The dots of one letter at the size of a ticket's text, as a string. */
function shapeOf(letter: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><text x="12" y="46" font-family="Be Vietnam Pro" font-size="30">${letter}</text></svg>`;
  return Buffer.from(rasterise(svg, 64).bits).toString('base64');
}

test('every Vietnamese letter is drawn, and none like another one or like a missing one', () => {
  expect(new Set(LETTERS).size).toBe(146);
  const missing = shapeOf('\u{10ffff}');
  const shapes = new Map(LETTERS.map((letter) => [letter, shapeOf(letter)]));
  const blank = shapeOf(' ');
  for (const [letter, shape] of shapes) {
    expect([letter, shape === blank, shape === missing]).toEqual([letter, false, false]);
  }
  expect(new Set(shapes.values()).size).toBe(LETTERS.length);
});

test('a letter without its mark gives another paper: the comparison can fail', async () => {
  const right = await printed({ need: 'Khai sinh cho trẻ ở nước ngoài' }, 576);
  const wrong = await printed({ need: 'Khai sinh cho trẻ ở nuớc ngoài' }, 576);
  expect(Buffer.from(right.grey).equals(Buffer.from(wrong.grey))).toBe(false);
});
