import { once } from 'node:events';
import { type DeviceAddress, DeviceUnreachable } from './address.ts';
import { askDevice, BrokenAnswer } from './http.ts';
import { openSocket } from './socket.ts';

/** Milliseconds that a sign of life may take. */
const PROBE_MS = 3_000;
const ANSWER_LIMIT = 64 * 1024;

/** What a look at a device found. */
export type Liveness =
  | { readonly alive: true }
  | { readonly alive: false; readonly failure: 'refused' | 'timeout' | 'address' | 'strange' };

async function tried(work: () => Promise<boolean>): Promise<Liveness> {
  try {
    return (await work()) ? { alive: true } : { alive: false, failure: 'strange' };
  } catch (error) {
    if (error instanceof DeviceUnreachable) {
      return { alive: false, failure: error.failure };
    }
    if (error instanceof BrokenAnswer) {
      return { alive: false, failure: error.reason === 'timeout' ? 'timeout' : 'strange' };
    }
    throw error;
  }
}

/** Whether something takes TCP connections at the address. */
export function probeTcp(device: DeviceAddress): Promise<Liveness> {
  return tried(async () => {
    const socket = await openSocket(device, PROBE_MS);
    socket.destroy();
    return true;
  });
}

/** Whether a web server answers at the address; any answer below 500 is life, a refused sign-in included. */
export function probeHttp(device: DeviceAddress, tls: boolean): Promise<Liveness> {
  return tried(async () => {
    const answer = await askDevice({
      device,
      tls,
      method: 'GET',
      path: '/',
      timeout: PROBE_MS,
      limit: ANSWER_LIMIT * 16,
    });
    return answer.status > 0 && answer.status < 500;
  });
}

/**
 * Whether a camera speaks RTSP. Asks only for its options: no description, no picture is ever fetched
 * (cameras are watched by health only).
 */
export function probeRtsp(device: DeviceAddress): Promise<Liveness> {
  return tried(async () => {
    const socket = await openSocket(device, PROBE_MS);
    try {
      socket.write(`OPTIONS rtsp://${device.host}:${device.port}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n`);
      const [data]: Buffer[] = await once(socket, 'data', { signal: AbortSignal.timeout(PROBE_MS) });
      return /^RTSP\/1\.\d (200|401) /.test(data?.toString('latin1', 0, 64) ?? '');
    } catch {
      throw new DeviceUnreachable('timeout', device);
    } finally {
      socket.destroy();
    }
  });
}

const CLOCK_QUESTION =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>' +
  '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>';

/** Reads the UTC clock out of an ONVIF answer, whatever its prefixes; null when it is not there or no date. */
export function readOnvifClock(xml: string): Temporal.Instant | null {
  const utc = /<(?:\w+:)?UTCDateTime>([\s\S]*?)<\/(?:\w+:)?UTCDateTime>/.exec(xml)?.[1] ?? '';
  const number = (name: string) =>
    Number(new RegExp(`<(?:\\w+:)?${name}>\\s*(\\d{1,4})\\s*<`).exec(utc)?.[1] ?? Number.NaN);
  const fields = {
    year: number('Year'),
    month: number('Month'),
    day: number('Day'),
    hour: number('Hour'),
    minute: number('Minute'),
    second: number('Second'),
  };
  try {
    return Temporal.PlainDateTime.from(fields, { overflow: 'reject' }).toZonedDateTime('UTC').toInstant();
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/** What ONVIF's clock question tells: alive, and the clock when the camera says it without a sign-in. */
export type CameraLiveness =
  | { readonly alive: true; readonly clock: Temporal.Instant | null }
  | Extract<Liveness, { alive: false }>;

/** Asks a camera for its clock (ONVIF GetSystemDateAndTime, which needs no sign-in). "Sign in first" proves life, too. */
export async function probeOnvif(device: DeviceAddress): Promise<CameraLiveness> {
  let clock: Temporal.Instant | null = null;
  const found = await tried(async () => {
    const answer = await askDevice({
      device,
      method: 'POST',
      path: '/onvif/device_service',
      headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
      body: CLOCK_QUESTION,
      timeout: PROBE_MS,
      limit: ANSWER_LIMIT,
    });
    clock = readOnvifClock(answer.body.toString('utf8'));
    return answer.status === 200 ? clock !== null : answer.status === 400 || answer.status === 401;
  });
  return found.alive ? { alive: true, clock } : found;
}
