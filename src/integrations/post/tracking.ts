import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '#platform/same-secret.ts';
import { ZONE } from '#platform/time.ts';
import { jsonOfText, type LineReply, unreadable } from '../line.ts';
import {
  type OpenPost,
  type PostSecrets,
  pairsOf,
  type TrackingEvent,
  type TrackingKind,
  type TrackResult,
  trackingKindOf,
} from './port.ts';

const Word = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .catch('');

/** A moment as the post writes it: ISO, `yyyyMMddHHmmss` or `dd/MM/yyyy HH:mm[:ss]`; without a zone it is Vietnam's. Null when it is none. */
export function readMoment(text: string): Temporal.Instant | null {
  const plain = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  const written = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  const iso =
    plain !== null
      ? `${plain[1]}-${plain[2]}-${plain[3]}T${plain[4]}:${plain[5]}:${plain[6]}`
      : written !== null
        ? `${written[3]}-${written[2]}-${written[1]}T${written[4]}:${written[5]}:${written[6] ?? '00'}`
        : text;
  try {
    return /(Z|[+-]\d\d:?\d\d)$/.test(iso)
      ? Temporal.Instant.from(iso)
      : Temporal.PlainDateTime.from(iso).toZonedDateTime(ZONE).toInstant();
  } catch {
    return null;
  }
}

/** What a status code means by the settings; codes that nobody has explained are kept as `unknown`. */
function kindOf(connection: OpenPost, code: string): TrackingKind {
  const found = pairsOf(connection.statuses)?.find(([left]) => left === code)?.[1];
  return (found === undefined ? null : trackingKindOf(found)) ?? 'unknown';
}

function eventOf(connection: OpenPost, row: Readonly<Record<string, unknown>>): TrackingEvent | null {
  const word = (name: string, longest: number) => Word.parse(row[name]).slice(0, longest);
  const at = readMoment(word(connection.fieldTime, 40));
  const orderCode = word(connection.fieldOrder, 60);
  const code = word(connection.fieldStatus, 40);
  if (at === null || orderCode === '' || code === '') {
    return null;
  }
  return {
    orderCode,
    itemCode: word(connection.fieldItem, 40),
    kind: kindOf(connection, code),
    code,
    at,
    place: word(connection.fieldPlace, 200),
    receiver: word(connection.fieldReceiver, 200),
    reason: word(connection.fieldReason, 300),
  };
}

const Rows = z.union([
  z.array(z.looseObject({})),
  z.looseObject({ Data: z.array(z.looseObject({})) }).transform(({ Data }) => Data),
  z.looseObject({}).transform((row) => [row]),
]);

/** Events of a call-back or of an answer: one, several, or under `Data`. Null when one of them cannot be read. */
export function readEvents(connection: OpenPost, body: unknown): readonly TrackingEvent[] | null {
  const rows = Rows.safeParse(body);
  if (!rows.success || rows.data.length > 500) {
    return null;
  }
  const events = rows.data.map((row) => eventOf(connection, row));
  return events.every((event) => event !== null) ? events : null;
}

/** The answer to the question what became of an order. */
export function readTrack(connection: OpenPost, reply: LineReply): TrackResult {
  if (reply.kind === 'lost') {
    return { kind: 'unavailable', why: reply.why };
  }
  if (reply.status === 404) {
    return { kind: 'none' };
  }
  const body = reply.status === 200 ? jsonOfText(reply.text) : undefined;
  const events =
    Array.isArray(body) || (typeof body === 'object' && body !== null && 'Data' in body)
      ? readEvents(connection, body)
      : null;
  return events === null
    ? { kind: 'unavailable', why: unreadable(reply.status) }
    : { kind: 'events', events };
}

/** The signature of a call-back: HMAC-SHA256 of its bytes, in hexadecimal. */
export function signCallBack(bytes: Uint8Array, key: string): string {
  return createHmac('sha256', key).update(bytes).digest('hex');
}

/** Whether a call-back is genuine. Without a key nothing is. */
export function isGenuine(
  connection: OpenPost,
  secrets: PostSecrets,
  header: string,
  bytes: Uint8Array,
): boolean {
  if (secrets.callBackKey === '') {
    return false;
  }
  return connection.proof === 'key'
    ? sameSecret(header, secrets.callBackKey)
    : sameSecret(header.toLowerCase(), signCallBack(bytes, secrets.callBackKey));
}
