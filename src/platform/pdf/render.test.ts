import { expect, test } from 'vitest';
import { qrSvg } from './qr.ts';
import { PdfTemplateError, renderPdf } from './render.ts';

const template = new URL('./testing/wrong.typ', import.meta.url);
const createdAt = Temporal.Instant.from('2026-11-23T08:00:00+07:00');

test('a font that does not come with the product is an error, so that papers look the same on every machine', async () => {
  await expect(renderPdf(template, { text: 'x' }, { createdAt })).rejects.toThrow(/unknown font family/);
});

test('data that the template misses is an error of the template, and the next order is served', async () => {
  await expect(renderPdf(template, {}, { createdAt })).rejects.toBeInstanceOf(PdfTemplateError);
  await expect(renderPdf(template, {}, { createdAt })).rejects.toBeInstanceOf(PdfTemplateError);
});

test('a text that no QR code can hold is an error', () => {
  expect(() => qrSvg('x'.repeat(5000))).toThrow();
});
