import { generateKeyPairSync } from 'node:crypto';
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { encryptNotification, vapidHeaders } from '@block65/webcrypto-web-push';
import { PUBLIC_HOSTS, type PushPolicy } from './address.ts';
import type { PushAddress, PushKeys, PushMessage, PushOptions, PushOutcome, PushSender } from './port.ts';

const TIMEOUT_MS = 10_000;
/** The body of an answer is only read to be logged. */
const ANSWER_BYTES = 2_000;

/** Resolves a name and refuses where any of its addresses is not to be reached; the connection goes to the address that was looked at. */
function guardedLookup(policy: PushPolicy): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = error === null ? addresses : [];
      if (error !== null || first === undefined) {
        done(error ?? new Error(`no address for ${hostname}`), '', 0);
      } else if (!addresses.every(({ address }) => policy.reaches(address))) {
        done(new Error(`${hostname} leads into a network that messages are not sent to`), '', 0);
      } else if (options.all === true) {
        done(null, addresses);
      } else {
        done(null, first.address, first.family);
      }
    });
  };
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

function post(
  url: URL,
  headers: http.OutgoingHttpHeaders,
  body: Uint8Array,
  policy: PushPolicy,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'http:' ? http : https;
    const request = client.request(
      url,
      { method: 'POST', headers, lookup: guardedLookup(policy), signal: AbortSignal.timeout(TIMEOUT_MS) },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text = `${text}${part}`.slice(0, ANSWER_BYTES);
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], body: text }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Seconds of a `Retry-After` that states them; a date is left to the usual growing delay. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}

/** What an answer means: RFC 8030 §5 and the habits of the services (404 and 410 alike, 429 with `Retry-After`). */
export function outcomeOf({ status, retryAfter, body }: Answer): PushOutcome {
  const why = `HTTP ${status} ${body}`.trim().slice(0, 300);
  if (status >= 200 && status < 300) {
    return { kind: 'accepted' };
  }
  if (status === 404 || status === 410) {
    return { kind: 'gone' };
  }
  return status === 429 || status >= 500
    ? { kind: 'later', seconds: secondsOf(retryAfter), why }
    : { kind: 'refused', why };
}

/** What goes over the wire: encrypted for the browser (RFC 8291), signed with the centre's key (RFC 8292). @throws where keys are none */
async function sealed(
  url: URL,
  keys: PushKeys,
  to: PushAddress,
  message: PushMessage,
  { ttl, urgent }: PushOptions,
): Promise<{ readonly headers: http.OutgoingHttpHeaders; readonly body: Uint8Array }> {
  // The signature is for https alone, as push services are; a simulator without it gets the same.
  const endpoint = url.href.replace(/^http:/, 'https:');
  const subscription = { endpoint, expirationTime: null, keys: { p256dh: to.p256dh, auth: to.auth } };
  const { headers } = await vapidHeaders(subscription, {
    subject: keys.contact,
    publicKey: keys.publicKey,
    privateKey: keys.privateKey,
  });
  const body = await encryptNotification(subscription, new TextEncoder().encode(JSON.stringify(message)));
  return {
    headers: {
      ...headers,
      TTL: String(ttl),
      Urgency: urgent ? 'high' : 'normal',
      'Content-Encoding': 'aes128gcm',
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(body.byteLength),
    },
    body,
  };
}

/** A sender that reaches the hosts of the policy only. It follows no redirect. */
export function makePushSender(policy: PushPolicy = PUBLIC_HOSTS): PushSender {
  return async (keys, to, message, options) => {
    const url = URL.parse(to.endpoint);
    // A host that is an address is never looked up, so it is judged here.
    const host = url?.hostname.replaceAll(/[[\]]/g, '') ?? '';
    if (url === null || !policy.accepts(url) || (isIP(host) !== 0 && !policy.reaches(host))) {
      return { kind: 'refused', why: 'address not allowed' };
    }
    let sending: Awaited<ReturnType<typeof sealed>>;
    try {
      sending = await sealed(url, keys, to, message, options);
    } catch (error) {
      return { kind: 'refused', why: error instanceof Error ? error.message : 'keys not usable' };
    }
    try {
      return outcomeOf(await post(url, sending.headers, sending.body, policy));
    } catch (error) {
      return { kind: 'later', seconds: undefined, why: error instanceof Error ? error.message : 'no answer' };
    }
  };
}

/** A new pair of VAPID keys, base64url: the public one as an uncompressed P-256 point, the private one as its scalar. */
export function makePushKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return { publicKey: Buffer.concat(point).toString('base64url'), privateKey: d };
}
