import { afterAll, beforeAll, expect, test } from 'vitest';
import { escposPicture } from '#platform/print/escpos.ts';
import { askEscpos, printEscpos } from '#platform/print/escpos-line.ts';
import { type SimulatedPrinter, startPrinter } from '../printer/server.ts';
import { type ControlPage, startControl } from './control.ts';

let printer: SimulatedPrinter;
let page: ControlPage;
beforeAll(async () => {
  printer = await startPrinter();
  page = await startControl({ ...printer, title: 'Ticket <printer>' });
});
afterAll(async () => {
  await page.stop();
  await printer.stop();
});

const address = () => ({ host: '127.0.0.1', port: printer.port });
const set = (fields: Readonly<Record<string, string>>) =>
  fetch(page.url, { method: 'POST', body: new URLSearchParams(fields) });

test('what is set by hand is what the machine does; mended, it works again', async () => {
  expect(await (await fetch(page.url)).text()).toContain('Ticket &#60;printer&#62;');
  expect((await set({ paper: '"end"', slow: '0' })).status).toBe(200);
  expect((await askEscpos(address())).trouble).toBe('paper');
  await set({ mend: '1' });
  expect((await askEscpos(address())).trouble).toBe(null);
});

test('what does not fit the switch is named and changes nothing', async () => {
  const refused = await set({ offline: '"yes"', cover: 'open' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toMatch(/Not understood: cover[\s\S]*Not understood: offline/);
  expect(printer.switches).toMatchObject({ offline: false, cover: 'closed' });
});

test('a paper that came out is shown as a picture', async () => {
  await printEscpos(
    address(),
    escposPicture({ width: 384, height: 24, bits: new Uint8Array(48 * 24).fill(0xf0) }),
  );
  await printer.printed(1);
  const picture = await fetch(`${page.url}paper/0`);
  expect(picture.headers.get('content-type')).toBe('image/bmp');
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect([bytes.subarray(0, 2).toString(), bytes.readInt32LE(18)]).toEqual(['BM', 384]);
  expect([bytes[1078], bytes[1078 + 4]]).toEqual([0, 255]);
});
