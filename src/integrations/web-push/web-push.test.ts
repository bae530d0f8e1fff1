import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PushSwitches, type SimulatedPushService, startPushService } from '#simulators/push/server.ts';
import { isPublicAddress, PUBLIC_HOSTS, type PushPolicy } from './address.ts';
import { makePushKeys, makePushSender, outcomeOf } from './client.ts';

/** A browser's keys, as it tells them when it subscribes. */
function browserKeys() {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { p256dh: ecdh.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
}

const LOCAL: PushPolicy = { accepts: () => true, reaches: (address) => address === '127.0.0.1' };
const keys = { ...makePushKeys(), contact: 'mailto:webmaster@example.vn' };
const message = {
  title: 'Số A012: sắp đến lượt',
  text: 'Còn 3 người trước ông/bà.',
  path: '/phieu/x',
  tag: 'A012',
};
const options = { ttl: 600, urgent: true };

let service: SimulatedPushService;
beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());

describe('which addresses are public', () => {
  it.each([
    ['8.8.8.8', true],
    ['142.250.66.74', true],
    ['2404:6800:4005:80b::200a', true],
    ['127.0.0.1', false],
    ['127.8.9.1', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['push.example', false],
    ['', false],
  ])('%s: %s', (address, is) => {
    expect(isPublicAddress(address)).toBe(is);
  });

  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
    ['https://web.push.apple.com/QGuQ', true],
    ['http://fcm.googleapis.com/fcm/send/abc', false],
    ['https://fcm.googleapis.com:8443/fcm', false],
    ['https://user:pw@fcm.googleapis.com/fcm', false],
    ['https://127.0.0.1/x', false],
    ['https://2130706433/x', false],
    ['https://0x7f.1/x', false],
    ['https://[::1]/x', false],
    ['https://localhost/x', false],
    ['https://db/x', false],
    ['https://db.internal/x', false],
    ['https://may-in.local/x', false],
    ['ftp://fcm.googleapis.com/x', false],
  ])('%s: %s', (endpoint, is) => {
    expect(PUBLIC_HOSTS.accepts(new URL(endpoint))).toBe(is);
  });
});

describe('sending', () => {
  const send = makePushSender(LOCAL);
  const answer = (change: Partial<PushSwitches>) =>
    Object.assign(service.switches, { retryAfter: '', ...change });

  it('encrypts: the service sees lifetime, urgency and whose server it is, and nothing of the message', async () => {
    answer({ answer: 'created' });
    const outcome = await send(keys, { endpoint: service.endpoint, ...browserKeys() }, message, options);
    expect(outcome).toEqual({ kind: 'accepted' });
    const seen = service.messages.at(-1);
    expect(seen?.headers).toMatchObject({ ttl: '600', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(String(seen?.headers['authorization'])).toMatch(/^vapid t=\S+, k=\S+$/);
    expect(seen?.body.length).toBeGreaterThan(100);
    expect(seen?.body.length).toBeLessThan(2_000);
    expect(seen?.body.toString('latin1')).not.toMatch(/A012|phieu/);
  });

  it.each([
    [{ answer: 'gone' }, { kind: 'gone' }],
    [{ answer: 'not-found' }, { kind: 'gone' }],
    [{ answer: 'down' }, { kind: 'later', seconds: undefined }],
    [{ answer: 'too-many' }, { kind: 'later', seconds: undefined }],
    [
      { answer: 'too-many', retryAfter: '120' },
      { kind: 'later', seconds: 120 },
    ],
    [
      { answer: 'too-many', retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      { kind: 'later', seconds: undefined },
    ],
    [{ answer: 'forbidden' }, { kind: 'refused' }],
    [{ answer: 'too-large' }, { kind: 'refused' }],
  ] as const)('%j: %j', async (change, outcome) => {
    answer(change);
    const to = { endpoint: service.endpoint, ...browserKeys() };
    expect(await send(keys, to, message, options)).toMatchObject(outcome);
  });

  it('follows no redirect into the own network', async () => {
    answer({ answer: 'redirect' });
    const to = { endpoint: service.endpoint, ...browserKeys() };
    const before = service.messages.length;
    expect(await send(keys, to, message, options)).toMatchObject({ kind: 'refused', why: 'HTTP 307' });
    expect(service.messages.length).toBe(before + 1);
  });

  it('a name that leads into the own network is not reached, whatever it is called', async () => {
    answer({ answer: 'created' });
    const before = service.messages.length;
    const port = new URL(service.endpoint).port;
    const guarded = makePushSender({ accepts: () => true, reaches: isPublicAddress });
    for (const endpoint of [`http://localhost:${port}/x`, `http://127.0.0.1:${port}/x`]) {
      const outcome = await guarded(keys, { endpoint, ...browserKeys() }, message, options);
      expect(outcome.kind).not.toBe('accepted');
    }
    expect(service.messages.length).toBe(before);
  });

  it('keys that are none are refused, not thrown; a service that is not there is asked later', async () => {
    const broken = { endpoint: service.endpoint, p256dh: 'AAAA', auth: 'AAAA' };
    expect(await send(keys, broken, message, options)).toMatchObject({ kind: 'refused' });
    const nobody = { endpoint: 'http://127.0.0.1:1/x', ...browserKeys() };
    expect(await send(keys, nobody, message, options)).toMatchObject({ kind: 'later' });
  });

  it('every answer has a meaning', () => {
    for (let status = 100; status < 600; status += 1) {
      const { kind } = outcomeOf({ status, retryAfter: undefined, body: '' });
      expect(kind === 'accepted').toBe(status >= 200 && status < 300);
      expect(kind === 'gone').toBe(status === 404 || status === 410);
    }
  });
});
