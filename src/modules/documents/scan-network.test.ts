import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { saveEquipment } from '#modules/equipment/commands/save-equipment.ts';
import { getEquipmentFile } from '#modules/equipment/queries.ts';
import { EquipmentInput } from '#modules/equipment/schema.ts';
import { ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { type SimulatedScanner, startScanner } from '#simulators/escl-scanner/server.ts';
import { openFile } from './commands/open-file.ts';
import { listScanners, NetworkScanInput, scanFromNetwork } from './commands/scan-network.ts';
import { inspectPdf } from './content/pdf.ts';
import { officer } from './testing/people.ts';

let t: TestContext;
let scanner: SimulatedScanner;
let page: Buffer;
let centreId: string;
let clerk: StaffActor;
let scannerId: string;

beforeAll(async () => {
  t = await testContext({ modules: [], now: '2026-11-23T08:00:00+07:00' });
  scanner = await startScanner();
  page = await sharp({ create: { width: 620, height: 877, channels: 3, background: '#fafafa' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => scanner.stop());
beforeEach(async () => {
  scanner.mend();
  centreId = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  clerk = officer(centreId, 'receptionist');
  const entry = {
    kind: 'scanner',
    name: 'Máy quét quầy 1',
    protocol: 'escl',
    host: '127.0.0.1',
    port: scanner.port,
  };
  scannerId = await saveEquipment(t.ctx, systemActor(centreId, 'test'), EquipmentInput.parse(entry));
});

const scan = (actor: StaffActor = clerk, changes: object = {}) =>
  scanFromNetwork(
    t.ctx,
    actor,
    NetworkScanInput.parse({ scannerId, title: 'Giấy chứng sinh', requestId: newRequestId(), ...changes }),
    { pause: 1, tries: 3 },
  );
const stored = async () =>
  (await t.owner.query('SELECT count(*)::int AS n FROM files WHERE centre_id = $1', [centreId])).rows[0].n;

describe('a paper from a network scanner', () => {
  test('becomes one PDF of all its pages under its own name', async () => {
    scanner.switches.pages = [page, page, page];
    const file = await scan();
    expect(file).toMatchObject({ name: 'Giấy chứng sinh.pdf', mediaType: 'application/pdf', pages: 3 });
    const { bytes } = await openFile(t.ctx, clerk, file.id);
    expect(inspectPdf(bytes)).toEqual({ problems: [], pages: 3 });
  });

  test('on both sides in grey is asked for so', async () => {
    scanner.switches.pages = [page];
    await scan(clerk, { sides: 'both', colour: 'grey' });
    expect(scanner.orders.at(-1)).toContain('<scan:Duplex>true</scan:Duplex>');
    expect(scanner.orders.at(-1)).toContain('<scan:ColorMode>Grayscale8</scan:ColorMode>');
  });

  test.each([
    ['jams', { jamAfter: 1 }, 'kẹt giấy', 'down'],
    ['breaks off', { page: 'half' }, 'Chưa có gì được lưu', 'unknown'],
    ['sends a web page', { page: 'html' }, 'không phải ảnh', 'down'],
    ['is busy', { state: 'Processing' }, 'đang bận', 'unknown'],
    ['points to another machine', { elsewhere: 'redirect' }, 'hệ thống không theo', 'down'],
  ] as const)('that %s is told in words, and nothing is kept', async (_, switches, words, state) => {
    scanner.switches.pages = [page, page];
    Object.assign(scanner.switches, switches);
    await expect(scan()).rejects.toMatchObject({
      code: 'unavailable',
      details: { detail: expect.stringContaining(words) },
    });
    expect(await stored()).toBe(0);
    const { piece } = await getEquipmentFile(t.ctx, systemActor(centreId, 'test'), scannerId);
    expect(piece.state).toBe(state);
  });

  test('that is no picture inside is refused like any upload', async () => {
    scanner.switches.pages = [
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(300, 1), Buffer.from([0xff, 0xd9])]),
    ];
    await expect(scan()).rejects.toMatchObject({ name: 'Problem' });
    expect(await stored()).toBe(0);
  });
});

test('who does not work with papers does not scan; nobody scans with another centre’s machine', async () => {
  for (const role of ROLES) {
    const actor = officer(centreId, role);
    scanner.switches.pages = [page];
    const may = role !== 'administrator' && role !== 'auditor';
    const before = await stored();
    if (may) {
      await expect(scan(actor)).resolves.toMatchObject({ pages: 1 });
    } else {
      await expect(scan(actor)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listScanners(t.ctx, actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await stored()).toBe(before + (may ? 1 : 0));
  }
  const other = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  await expect(scan(officer(other, 'receptionist'))).rejects.toMatchObject({ code: 'not-found' });
});
