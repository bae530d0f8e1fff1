import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { escposPicture } from '#platform/print/escpos.ts';
import { rasterise } from '#platform/print/raster.ts';
import { decodeEscpos, type PrintedPaper } from '#simulators/printer/decode.ts';
import { TicketPrint } from './schema.ts';
import { ticketSvg, wrap } from './ticket-svg.ts';

const ticket = TicketPrint.parse({
  centre: 'Trung tâm Phục vụ hành chính công xã Hoa Lộc',
  number: 'A012',
  group: 'Hộ tịch, chứng thực',
  need: 'Ủy quyền nhận lương hưu',
  issuedAt: '2026-11-23T08:05:00+07:00',
  ahead: 7,
  wait: 'khoảng 10–25 phút',
  bring: ['Thẻ căn cước', 'Giấy ủy quyền (Mẫu 13-HSB), chưa ký'],
  url: 'https://hoaloc.example.vn/lay-so/3mZ8QxW2aB7cD4eF6gH9jK',
});

function qrOf(paper: PrintedPaper): string | undefined {
  const pixels = new Uint8ClampedArray(paper.width * paper.height * 4).fill(255);
  paper.grey.forEach((value, at) => {
    pixels.fill(value, at * 4, at * 4 + 3);
  });
  return jsQR.default(pixels, paper.width, paper.height)?.data;
}

describe('a queue ticket', () => {
  test.each([384, 512, 576])('%i dots wide comes out of the printer whole, its QR readable', (dots) => {
    const raster = rasterise(ticketSvg(ticket), dots);
    const papers = decodeEscpos(escposPicture(raster));
    expect(papers).toHaveLength(1);
    const [paper] = papers;
    expect(paper).toMatchObject({ width: dots, height: raster.height });
    expect(paper && qrOf(paper)).toBe(ticket.url);
    const black = paper ? paper.grey.filter((value) => value === 0).length / paper.grey.length : 0;
    expect(black).toBeGreaterThan(0.05);
    expect(black).toBeLessThan(0.3);
  });

  test('signs that mean something in a drawing are printed as they stand', () => {
    const svg = ticketSvg({ ...ticket, need: '<script> & "A" </text>' });
    expect(svg).toContain('&lt;script&gt; &amp; &quot;A&quot; &lt;/text&gt;');
  });

  test('lines never lose a word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (text, letters) => {
        const words = text.split(/\s+/).filter((word) => word !== '');
        expect(
          wrap(text, letters)
            .join(' ')
            .split(' ')
            .filter((word) => word !== ''),
        ).toEqual(words);
      }),
    );
  });
});

describe('ESC/POS', () => {
  test('a picture of any height comes back dot for dot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 600 }),
        fc.infiniteStream(fc.nat(255)),
        (across, height, stream) => {
          const bits = Uint8Array.from({ length: across * height }, () => stream.next().value ?? 0);
          const [paper] = decodeEscpos(escposPicture({ width: across * 8, height, bits }));
          expect(paper?.height).toBe(height);
          const back = new Uint8Array(bits.length);
          paper?.grey.forEach((value, at) => {
            if (value === 0) {
              back[at >> 3] = (back[at >> 3] ?? 0) | (0x80 >> (at & 7));
            }
          });
          expect(Buffer.from(back).equals(Buffer.from(bits))).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('a size that does not fit is an error', () => {
    expect(() => escposPicture({ width: 10, height: 1, bits: new Uint8Array(2) })).toThrow(RangeError);
  });
});
