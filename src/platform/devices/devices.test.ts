import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SimulatedNetworkDevice, startNetworkDevice } from '#simulators/network-device/server.ts';
import { isOwnNetwork } from './address.ts';
import { probeHttp, probeOnvif, probeRtsp, probeTcp, readOnvifClock } from './probe.ts';

let device: SimulatedNetworkDevice;
beforeAll(async () => {
  device = await startNetworkDevice();
});
afterAll(() => device.stop());
beforeEach(() =>
  Object.assign(device.switches, {
    silent: false,
    garbage: false,
    signIn: false,
    clock: '2026-11-23T01:00:00Z',
    http: 200,
  }),
);
const address = () => ({ host: '127.0.0.1', port: device.port });

test.each([
  ['192.168.1.50', true],
  ['10.0.0.1', true],
  ['127.0.0.1', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['169.254.169.254', false],
  ['8.8.8.8', false],
  ['0.0.0.0', false],
  ['fd00::1', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['2001:db8::1', false],
  ['may-in.local', false],
])('%s own network: %s', (text, own) => {
  expect(isOwnNetwork(text)).toBe(own);
});

describe('a camera', () => {
  test('lives when it answers its options, sign-in asked or not; no picture is ever asked for', async () => {
    await expect(probeRtsp(address())).resolves.toEqual({ alive: true });
    device.switches.signIn = true;
    await expect(probeRtsp(address())).resolves.toEqual({ alive: true });
    expect(device.asked.every((line) => line.startsWith('OPTIONS '))).toBe(true);
  });

  test('tells its clock, or asks for a sign-in, which is life too', async () => {
    await expect(probeOnvif(address())).resolves.toEqual({
      alive: true,
      clock: Temporal.Instant.from('2026-11-23T01:00:00Z'),
    });
    device.switches.signIn = true;
    await expect(probeOnvif(address())).resolves.toEqual({ alive: true, clock: null });
  });

  test('that answers something else is strange; one that is silent takes too long', async () => {
    device.switches.garbage = true;
    await expect(probeRtsp(address())).resolves.toEqual({ alive: false, failure: 'strange' });
    await expect(probeOnvif(address())).resolves.toMatchObject({ alive: false });
    device.switches.garbage = false;
    device.switches.silent = true;
    await expect(probeRtsp(address())).resolves.toEqual({ alive: false, failure: 'timeout' });
  });
});

describe('other devices', () => {
  test('TCP and web pages', async () => {
    await expect(probeTcp(address())).resolves.toEqual({ alive: true });
    await expect(probeHttp(address(), false)).resolves.toEqual({ alive: true });
    device.switches.http = 500;
    await expect(probeHttp(address(), false)).resolves.toEqual({ alive: false, failure: 'strange' });
  });

  test('off, and outside the own network', async () => {
    const off = await startNetworkDevice();
    await off.stop();
    const gone = { host: '127.0.0.1', port: off.port };
    await expect(probeTcp(gone)).resolves.toEqual({ alive: false, failure: 'refused' });
    await expect(probeHttp({ host: '169.254.169.254', port: 80 }, false)).resolves.toEqual({
      alive: false,
      failure: 'address',
    });
  });
});

test.each([
  '',
  '<UTCDateTime></UTCDateTime>',
  '<a:UTCDateTime><Year>1970</Year><Month>13</Month></a:UTCDateTime>',
])('a clock that is none: %s', (xml) => {
  expect(readOnvifClock(xml)).toBeNull();
});
