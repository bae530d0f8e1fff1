import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
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

/** What a browser does with a message: RFC 8291 §3 with RFC 8188 §2, written from their text with Node's own primitives. */
function openAsBrowser(body: Buffer, ecdh: ReturnType<typeof createECDH>, auth: Buffer): unknown {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body.readUInt8(20));
  const sealed = body.subarray(21 + sender.length);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const shared = hkdfSync('sha256', ecdh.computeSecret(sender), auth, keyInfo, 32);
  const derive = (info: string, length: number) =>
    Buffer.from(
      hkdfSync('sha256', Buffer.from(shared), salt, Buffer.from(`Content-Encoding: ${info}\0`), length),
    );
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
}

/** Whether the centre signed it: RFC 8292 §2, ES256. */
function claimsOf(authorization: string, publicKey: string): unknown {
  const [, header = '', claims = '', signature = ''] =
    /^vapid t=([^.]+)\.([^.]+)\.([^,]+), k=/.exec(authorization) ?? [];
  const point = Buffer.from(publicKey, 'base64url');
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = { key, dsaEncoding: 'ieee-p1363' } as const;
  expect(
    verify('sha256', Buffer.from(`${header}.${claims}`), signed, Buffer.from(signature, 'base64url')),
  ).toBe(true);
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
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
    // Always the same size, so that the length tells nothing (RFC 8291 §4: 4096 is what every service takes).
    expect(seen?.body.length).toBe(4_096);
    expect(seen?.body.toString('latin1')).not.toMatch(/A012|phieu/);
  });

  it('the browser reads it with its own key, and the centre has signed it', async () => {
    answer({ answer: 'created' });
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const auth = randomBytes(16);
    const to = {
      endpoint: service.endpoint,
      p256dh: ecdh.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    };
    expect(await send(keys, to, message, options)).toEqual({ kind: 'accepted' });
    const seen = service.messages.at(-1);
    expect(openAsBrowser(seen?.body ?? Buffer.alloc(0), ecdh, auth)).toEqual(message);
    expect(claimsOf(String(seen?.headers['authorization']), keys.publicKey)).toMatchObject({
      sub: keys.contact,
    });
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
