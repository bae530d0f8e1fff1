import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '#platform/same-secret.ts';
import { parseZalo } from './json.ts';

const Id = z.union([z.string().min(1), z.number().int().transform(String)]);

const Envelope = z.looseObject({
  app_id: Id.optional(),
  event_name: z.string().min(1),
  timestamp: Id,
  sender: z.looseObject({ id: Id.optional() }).optional(),
  recipient: z.looseObject({ id: Id.optional() }).optional(),
  follower: z.looseObject({ id: Id.optional() }).optional(),
  message: z
    .looseObject({
      msg_id: Id.optional(),
      tracking_id: z.string().optional(),
      delivery_time: Id.optional(),
      text: z.string().optional(),
    })
    .optional(),
});

/** What Zalo tells of. `key` is the same when the same event comes again. */
export interface ZaloEvent {
  readonly key: string;
  readonly at: Temporal.Instant;
  readonly event:
    | {
        readonly type: 'received';
        readonly messageId: string | null;
        readonly trackingId: string | null;
        readonly deliveredAt: Temporal.Instant | null;
      }
    | { readonly type: 'follow' | 'unfollow'; readonly userId: string }
    | { readonly type: 'wrote'; readonly userId: string; readonly text: string }
    | { readonly type: 'other'; readonly name: string };
}

/** `empty`: the console's test. `refused`: not from Zalo, or not readable. */
export type ReadZaloEvent =
  | { readonly kind: 'event'; readonly event: ZaloEvent }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly reason: 'signature' | 'shape' };

/** Hex mac of a body as Zalo makes it: plain SHA-256 of app id, raw body, timestamp and the OA's secret key, one after the other. */
export function zaloMac(appId: string, body: string, timestamp: string, oaSecret: string): string {
  return createHash('sha256').update(`${appId}${body}${timestamp}${oaSecret}`).digest('hex');
}

function instantOf(ms: string | undefined): Temporal.Instant | null {
  return ms !== undefined && /^\d{1,15}$/.test(ms)
    ? Temporal.Instant.fromEpochMilliseconds(Number(ms))
    : null;
}

function eventOf(read: z.output<typeof Envelope>): ZaloEvent['event'] {
  const { message } = read;
  switch (read.event_name) {
    case 'user_received_message':
      return {
        type: 'received',
        messageId: message?.msg_id ?? null,
        trackingId: message?.tracking_id ?? null,
        deliveredAt: instantOf(message?.delivery_time),
      };
    case 'follow':
    case 'unfollow':
      return { type: read.event_name, userId: read.follower?.id ?? read.sender?.id ?? '' };
    case 'user_send_text':
      return { type: 'wrote', userId: read.sender?.id ?? '', text: message?.text ?? '' };
    default:
      return { type: 'other', name: read.event_name };
  }
}

/**
 * Checks and reads an event. The signature is over the bytes as they came.
 *
 * @param signature header `X-ZEvent-Signature`, `mac=<hex>`
 */
export function readZaloEvent(
  body: Uint8Array,
  signature: string,
  keys: { readonly appId: string; readonly oaSecret: string },
): ReadZaloEvent {
  const text = Buffer.from(body).toString('utf8');
  if (text.trim() === '' || text.trim() === '{}') {
    return { kind: 'empty' };
  }
  const read = Envelope.safeParse(parseZalo(text));
  if (!read.success) {
    return { kind: 'refused', reason: 'shape' };
  }
  const { timestamp, event_name, sender, message } = read.data;
  const given = signature.replace(/^mac=/, '').toLowerCase();
  if (!sameSecret(given, zaloMac(keys.appId, text, timestamp, keys.oaSecret))) {
    return { kind: 'refused', reason: 'signature' };
  }
  const at = instantOf(timestamp);
  if (at === null) {
    return { kind: 'refused', reason: 'shape' };
  }
  return {
    kind: 'event',
    event: {
      key:
        message?.msg_id === undefined
          ? `${event_name} ${timestamp} ${sender?.id ?? ''}`
          : `${event_name} ${message.msg_id}`,
      at,
      event: eventOf(read.data),
    },
  };
}
