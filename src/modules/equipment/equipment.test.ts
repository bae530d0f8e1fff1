import { createHash } from 'node:crypto';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { enrolDevice, revokeDeviceEnrolment } from '#modules/identity/commands/devices.ts';
import { readToken } from '#modules/identity/rules/token.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type DeviceActor, type StaffActor, systemActor } from '#platform/actor.ts';
import { tellPresence } from '#platform/http/presence.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { type SimulatedScanner, startScanner } from '#simulators/escl-scanner/server.ts';
import { type SimulatedIppPrinter, startIppPrinter } from '#simulators/ipp-printer/server.ts';
import { type SimulatedNetworkDevice, startNetworkDevice } from '#simulators/network-device/server.ts';
import { type SimulatedPrinter, startPrinter } from '#simulators/printer/server.ts';
import { drawLabels, reportUrl } from './commands/draw-labels.ts';
import { assignFault, closeFault, logRepair, reportFault } from './commands/faults.ts';
import { lookAround, lookAt } from './commands/look.ts';
import { claimPairing, openPairing } from './commands/pair-device.ts';
import { saveEquipment } from './commands/save-equipment.ts';
import { equipmentHealth } from './health.ts';
import { getEquipmentFile, listEquipment, listFaults } from './queries.ts';
import { ClaimInput, EquipmentInput } from './schema.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const START = Temporal.Instant.from('2026-11-23T08:00:00+07:00');

let t: TestApp;
let centreId: string;
let administrator: StaffActor;
let printer: SimulatedPrinter;
let office: SimulatedIppPrinter;
let scanner: SimulatedScanner;
let camera: SimulatedNetworkDevice;

beforeAll(async () => {
  t = await testApp({ now: START.toString() });
  [printer, office, scanner, camera] = await Promise.all([
    startPrinter(),
    startIppPrinter(),
    startScanner(),
    startNetworkDevice(),
  ]);
});
afterAll(() => Promise.all([printer.stop(), office.stop(), scanner.stop(), camera.stop()]));

beforeEach(async () => {
  t.clock.set(START);
  centreId = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  administrator = await makeStaff(t.ctx, centreId, ['administrator']);
  printer.mend();
  office.mend();
  scanner.mend();
  Object.assign(camera.switches, {
    silent: false,
    garbage: false,
    signIn: false,
    clock: '2026-11-23T01:00:00Z',
  });
});

const add = (input: object) => saveEquipment(t.ctx, administrator, EquipmentInput.parse(input));
const piece = async (id: string) => (await getEquipmentFile(t.ctx, administrator, id)).piece;
const local = (port: number) => ({ host: '127.0.0.1', port });
const visitor = () => ({ kind: 'public', centreId }) as const;

describe('the list', () => {
  test.each([
    [{ kind: 'ticket-printer', name: 'M', protocol: 'escpos', host: '10.0.0.9' }, 'dots'],
    [{ kind: 'fan', name: 'M', protocol: 'tcp', host: '10.0.0.9' }, 'protocol'],
    [{ kind: 'camera', name: 'M', protocol: 'rtsp' }, 'host'],
    [{ kind: 'camera', name: 'M', host: '10.0.0.9' }, 'protocol'],
    [{ kind: 'camera', name: 'M', protocol: 'rtsp', host: 'http://10.0.0.9' }, 'host'],
    [{ kind: 'fan', name: 'M', boughtOn: '2026-05-01', warrantyUntil: '2026-04-01' }, 'warrantyUntil'],
    [{ kind: 'fan', name: 'M', boughtOn: '31/12/2026' }, 'boughtOn'],
    [{ kind: 'robot', name: 'M' }, 'kind'],
  ])('%j names the field to mend', (input, field) => {
    const result = EquipmentInput.safeParse(input);
    expect(result.error?.issues.map((issue) => issue.path[0])).toContain(field);
  });

  test.each(['169.254.169.254', '8.8.8.8', '0.0.0.0', '2001:db8::1'])(
    'an address outside the own network (%s) is refused, and nothing is stored',
    async (host) => {
      await expect(add({ kind: 'camera', name: 'C', protocol: 'rtsp', host })).rejects.toMatchObject({
        code: 'validation',
        details: { fields: [{ path: 'host' }] },
      });
      expect(await listEquipment(t.ctx, administrator)).toEqual([]);
    },
  );

  test('the server itself is no device', async () => {
    const own = { kind: 'wifi', name: 'W', protocol: 'http', host: '127.0.0.1', port: t.ctx.config.port };
    await expect(add(own)).rejects.toMatchObject({ code: 'validation' });
  });

  test('a name stands once', async () => {
    await add({ kind: 'fan', name: 'Quạt trần sảnh' });
    await expect(add({ kind: 'fan', name: 'Quạt trần sảnh' })).rejects.toMatchObject({ code: 'validation' });
  });

  test('pages: adding keeps what was typed wrongly, then shows it in the list and in its file', async () => {
    const post = (payload: string) =>
      t.as(administrator, { method: 'POST', url: '/can-bo/trang-thiet-bi/moi', headers: FORM, payload });
    const wrong = await post('kind=camera&name=Camera+c%E1%BB%ADa&protocol=rtsp&host=8.8.8.8');
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="Camera cửa"');
    expect(wrong.body).toContain('không nằm trong mạng nội bộ');
    expect((await post('kind=camera&name=Camera+c%E1%BB%ADa&protocol=rtsp&host=10.0.0.9')).statusCode).toBe(
      303,
    );
    const list = await t.as(administrator, { url: '/can-bo/trang-thiet-bi' });
    expect(list.body).toContain('Camera cửa');
    const [camera] = await listEquipment(t.ctx, administrator);
    const file = await t.as(administrator, { url: `/can-bo/trang-thiet-bi/${camera?.id}` });
    expect(file.statusCode).toBe(200);
    expect(file.body).toContain('không lấy và không lưu hình');
    expect((await t.as(visitor(), { url: '/can-bo/trang-thiet-bi' })).statusCode).toBe(401);
  });
});

describe('a look at all machines', () => {
  test('finds what is broken, since when, and when it works again', async () => {
    const ticket = await add({
      kind: 'ticket-printer',
      name: 'Phiếu',
      protocol: 'escpos',
      dots: 576,
      ...local(printer.port),
    });
    const a4 = await add({ kind: 'office-printer', name: 'A4', protocol: 'ipp', ...local(office.port) });
    const scan = await add({ kind: 'scanner', name: 'Quét', protocol: 'escl', ...local(scanner.port) });
    const cam = await add({ kind: 'camera', name: 'Cam', protocol: 'onvif', ...local(camera.port) });
    printer.switches.paper = 'end';
    office.switches.reasons = ['toner-low-report'];
    scanner.switches.feeder = 'ScannerAdfJam';
    camera.switches.clock = '1970-01-01T00:00:00Z';
    await lookAround(t.ctx, systemActor(centreId, 'test'));
    expect(await piece(ticket)).toMatchObject({ state: 'down', trouble: 'paper', stateSince: START });
    expect(await piece(a4)).toMatchObject({ state: 'warning', trouble: 'toner-low' });
    expect(await piece(scan)).toMatchObject({ state: 'down', trouble: 'jam' });
    expect(await piece(cam)).toMatchObject({ state: 'warning', trouble: 'clock' });
    const mended = START.add({ minutes: 90 });
    t.clock.set(mended);
    printer.mend();
    await lookAt(t.ctx, administrator, ticket);
    const file = await getEquipmentFile(t.ctx, administrator, ticket);
    expect(file.piece).toMatchObject({ state: 'ok', trouble: null, stateSince: mended, checkedAt: mended });
    expect(file.states.map(({ state }) => state)).toEqual(['ok', 'down']);
    expect(file.broken).toEqual({ times: 1, seconds: 90 * 60 });
    const doctor = await equipmentHealth(t.ctx);
    expect(doctor.find(({ name }) => name.includes('Quét'))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('kẹt giấy'),
    });
    expect(doctor.find(({ name }) => name.includes('Phiếu'))).toMatchObject({ ok: true });
  });

  test('the same state twice is one stretch', async () => {
    const id = await add({
      kind: 'ticket-printer',
      name: 'P',
      protocol: 'escpos',
      dots: 384,
      ...local(printer.port),
    });
    await lookAt(t.ctx, administrator, id);
    t.clock.set(START.add({ minutes: 5 }));
    await lookAt(t.ctx, administrator, id);
    const { states, piece: found } = await getEquipmentFile(t.ctx, administrator, id);
    expect(states).toHaveLength(1);
    expect(found.checkedAt).toEqual(START.add({ minutes: 5 }));
  });
});

describe('a screen is let in by its code', () => {
  /** Opens /ghep-may as the screen does. */
  async function screen() {
    const opened = await t.as(visitor(), { method: 'POST', url: '/ghep-may' });
    const cookie = opened.cookies.find(({ name }) => name === 'ghep')?.value ?? '';
    const look = () => t.as(visitor(), { url: '/ghep-may', cookies: { ghep: cookie } });
    const code = /(\d{4} \d{4})/.exec((await look()).body)?.[1] ?? '';
    return { code, cookie, look };
  }
  const claim = (input: object) =>
    claimPairing(t.ctx, administrator, ClaimInput.parse({ purpose: 'kiosk', ...input }));

  test('the code is typed, the screen goes on as that device, revocation takes effect at once', async () => {
    const { code, cookie, look } = await screen();
    expect(code).toMatch(/^\d{4} \d{4}$/);
    const told: unknown[] = [];
    const hash = Buffer.from(readToken(cookie)?.hash ?? []).toString('hex');
    const end = t.ctx.live.subscribe([`pairing:${hash}`], ({ data }) => told.push(data));
    const typed = await t.as(administrator, {
      method: 'POST',
      url: '/can-bo/trang-thiet-bi/ghep-may',
      headers: FORM,
      payload: `code=${encodeURIComponent(code)}&purpose=kiosk&name=Ki-%E1%BB%91t+1&place=S%E1%BA%A3nh`,
    });
    expect(typed.statusCode).toBe(303);
    const moved = await look();
    expect(moved.headers.location).toBe(`/thiet-bi/${cookie}`);
    const paired = await t.as(undefined, { url: `/thiet-bi/${cookie}` });
    expect(paired.headers.location).toBe('/kiosk');
    const [kiosk] = await listEquipment(t.ctx, administrator);
    expect(kiosk).toMatchObject({ kind: 'kiosk', name: 'Ki-ốt 1', place: 'Sảnh', state: 'unknown' });
    const device: DeviceActor = {
      kind: 'device',
      centreId,
      deviceId: kiosk?.enrolmentId ?? '',
      purpose: 'kiosk',
    };
    const cut: unknown[] = [];
    const endCut = t.ctx.live.subscribe([`device:${device.deviceId}`], ({ data }) => cut.push(data));
    await t.as(administrator, { method: 'POST', url: `/can-bo/trang-thiet-bi/${kiosk?.id}/ngung-ghep` });
    expect((await t.as(undefined, { url: `/thiet-bi/${cookie}` })).statusCode).toBe(410);
    await expect.poll(() => [told, cut]).toEqual([[{ claimed: true }], [{ revoked: true }]]);
    end();
    endCut();
  });

  test('a wrong code, an old code and a code typed twice let nobody in', async () => {
    const { code, look } = await screen();
    await expect(claim({ code: '00000000', name: 'A' })).rejects.toMatchObject({ code: 'validation' });
    t.clock.set(START.add({ minutes: 10 }));
    await expect(claim({ code, name: 'A' })).rejects.toMatchObject({ code: 'validation' });
    expect((await look()).body).toContain('Mã đã hết hạn');
    t.clock.set(START);
    await claim({ code, name: 'A' });
    await expect(claim({ code, name: 'B' })).rejects.toMatchObject({ code: 'validation' });
    expect(await listEquipment(t.ctx, administrator)).toHaveLength(1);
  });

  test('an entry of the list takes the screen, once and of its kind only', async () => {
    const kioskId = await add({ kind: 'kiosk', name: 'Ki-ốt cũ' });
    const fanId = await add({ kind: 'fan', name: 'Quạt' });
    await expect(claim({ code: (await screen()).code, equipmentId: fanId })).rejects.toMatchObject({
      code: 'validation',
    });
    await claim({ code: (await screen()).code, equipmentId: kioskId });
    await expect(claim({ code: (await screen()).code, equipmentId: kioskId })).rejects.toMatchObject({
      code: 'validation',
    });
    await expect(add({ id: kioskId, kind: 'fan', name: 'Ki-ốt cũ' })).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
  });

  test('a device that was let in by its link stands in the list, too, and loses its right there when the link is ended', async () => {
    const name = 'Bảng sảnh';
    await add({ kind: 'fan', name });
    const { device } = await enrolDevice(t.ctx, administrator, { purpose: 'board', name });
    await lookAround(t.ctx, systemActor(centreId, 'test'));
    await lookAround(t.ctx, systemActor(centreId, 'test'));
    const boards = (await listEquipment(t.ctx, administrator)).filter(({ kind }) => kind === 'board');
    expect(boards).toMatchObject([{ enrolmentId: device.deviceId }]);
    await revokeDeviceEnrolment(t.ctx, administrator, device.deviceId);
    await lookAround(t.ctx, systemActor(centreId, 'test'));
    expect(await piece(boards[0]?.id ?? '')).toMatchObject({ enrolmentId: null, state: 'unknown' });
  });

  test('too many waiting screens are put off', async () => {
    await Promise.all(Array.from({ length: 20 }, () => openPairing(t.ctx, visitor())));
    await expect(openPairing(t.ctx, visitor())).rejects.toMatchObject({ code: 'rate-limited' });
  });

  test('its signs of life keep it well; silence is told from the last of them', async () => {
    await claim({ code: (await screen()).code, name: 'Ki-ốt' });
    const [kiosk] = await listEquipment(t.ctx, administrator);
    const id = kiosk?.id ?? '';
    const device: DeviceActor = {
      kind: 'device',
      centreId,
      deviceId: kiosk?.enrolmentId ?? '',
      purpose: 'kiosk',
    };
    await tellPresence(t.ctx, device);
    expect(await piece(id)).toMatchObject({ state: 'ok', checkedAt: START });
    t.clock.set(START.add({ seconds: 90 }));
    await lookAround(t.ctx, systemActor(centreId, 'test'));
    expect(await piece(id)).toMatchObject({ state: 'ok' });
    t.clock.set(START.add({ seconds: 91 }));
    await lookAround(t.ctx, systemActor(centreId, 'test'));
    expect(await piece(id)).toMatchObject({ state: 'down', trouble: 'no-line' });
    t.clock.set(START.add({ minutes: 3 }));
    expect((await t.as(device, { method: 'POST', url: '/api/v1/equipment/heartbeat' })).statusCode).toBe(200);
    expect(await piece(id)).toMatchObject({ state: 'ok', checkedAt: START.add({ minutes: 3 }) });
    expect((await t.as(visitor(), { method: 'POST', url: '/api/v1/equipment/heartbeat' })).statusCode).toBe(
      403,
    );
  });
});

describe('a fault', () => {
  test('is reported by the QR without signing in, given, mended, logged and closed', async () => {
    const id = await add({
      kind: 'water',
      name: 'Bình nước sảnh',
      place: 'Sảnh chờ',
      warrantyUntil: '2027-01-01',
    });
    const { reportCode } = await piece(id);
    const url = `/bao-hong/${reportCode}`;
    const form = await t.as(visitor(), { url });
    expect(form.body).toContain('Bình nước sảnh');
    expect(form.body).toContain('Hết nước');
    const empty = await t.as(visitor(), {
      method: 'POST',
      url,
      headers: FORM,
      payload: `requestId=${newRequestId()}`,
    });
    expect(empty.statusCode).toBe(422);
    const payload = `which=no-water&more=T%E1%BB%AB+s%C3%A1ng&requestId=${newRequestId()}`;
    for (const _ of ['once', 'pressed again']) {
      const sent = await t.as(visitor(), { method: 'POST', url, headers: FORM, payload });
      expect(sent.headers.location).toBe(`${url}?xong=1`);
    }
    const [fault, ...rest] = await listFaults(t.ctx, administrator);
    expect(rest).toEqual([]);
    expect(fault).toMatchObject({ words: 'Hết nước. Từ sáng', source: 'public', assignedTo: null });
    const faultId = fault?.id ?? '';
    const helper = await makeStaff(t.ctx, centreId, ['receptionist']);
    await assignFault(t.ctx, administrator, faultId, { assignedTo: helper.accountId, dueOn: '2026-11-24' });
    await expect(closeFault(t.ctx, helper, faultId, 'repaired')).rejects.toMatchObject({
      code: 'not-allowed-now',
    });
    t.clock.set(Temporal.Instant.from('2026-11-25T00:00:00+07:00'));
    expect((await t.as(administrator, { url: '/can-bo/trang-thiet-bi/bao-hong' })).body).toContain(
      'quá hạn sửa',
    );
    expect((await t.as(administrator, { url: '/can-bo/trang-thiet-bi' })).body).toContain('Quá hạn sửa: 1');
    const logged = await t.as(helper, {
      method: 'POST',
      url: `/can-bo/trang-thiet-bi/bao-hong/${faultId}/nhat-ky`,
      headers: FORM,
      payload: `what=Thay+b%C3%ACnh&doneBy=C%E1%BB%ADa+h%C3%A0ng+V%C3%AD+D%E1%BB%A5&cost=65000&requestId=${newRequestId()}`,
    });
    expect(logged.statusCode).toBe(303);
    await closeFault(t.ctx, helper, faultId, 'repaired');
    await expect(
      logRepair(t.ctx, helper, faultId, { what: 'x', doneBy: '', cost: 0, requestId: newRequestId() }),
    ).rejects.toMatchObject({ code: 'already-done' });
    const file = await getEquipmentFile(t.ctx, administrator, id);
    expect(file).toMatchObject({ cost: 65_000, repairs: [{ what: 'Thay bình', doneBy: 'Cửa hàng Ví Dụ' }] });
    expect((await t.as(administrator, { url: `/can-bo/trang-thiet-bi/bao-hong/${faultId}` })).body).toContain(
      'đã sửa',
    );
  });

  test('five people said so: the sixth is thanked, not added; a dead label says what to do', async () => {
    const id = await add({ kind: 'fan', name: 'Quạt' });
    const { reportCode } = await piece(id);
    const report = () =>
      reportFault(t.ctx, visitor(), reportCode, { words: 'Kêu', requestId: newRequestId() });
    const answers = await Promise.all(Array.from({ length: 8 }, report));
    expect(answers.filter((added) => added)).toHaveLength(5);
    expect(await listFaults(t.ctx, administrator)).toHaveLength(5);
    const dead = await t.as(visitor(), { url: '/bao-hong/abcdefghijkm' });
    expect(dead.statusCode).toBe(410);
    expect(dead.body).toContain('quầy hướng dẫn');
  });

  test('the label carries the name with all its marks and a QR that leads there', async () => {
    // As long as a name may be.
    const name = 'Máy in phiếu số thứ tự đặt cạnh ki-ốt ở cửa chính, tầng trệt, nhà hội trường xã';
    const id = await add({ kind: 'ticket-printer', name, place: 'Sảnh chờ', serial: 'ví-dụ-001' });
    const thing = await piece(id);
    const pdf = await drawLabels(t.ctx, administrator, [thing]);
    const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), {
      mergePages: true,
    });
    expect(totalPages).toBe(1);
    expect(text.normalize('NFC').replace(/\s+/g, ' ')).toContain(name);
    const qr = await sharp(Buffer.from(qrSvg(reportUrl(t.ctx, thing))))
      .resize(400)
      .ensureAlpha()
      .raw()
      .toBuffer();
    expect(jsQR.default(new Uint8ClampedArray(qr), 400, 400)?.data).toBe(
      `http://localhost:8080/bao-hong/${thing.reportCode}`,
    );
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(
      createHash('sha256')
        .update(await drawLabels(t.ctx, administrator, [thing]))
        .digest('hex'),
    );
  });
});
