import { createHash } from 'node:crypto';
import { withoutMarks } from '#platform/vietnamese.ts';
import type { Attention, PostEvent, Tracking, TrackingEvent } from '../schema.ts';

/** The name of an event: the same told again, by call-back or on asking, is the same event. */
export function eventKey(event: TrackingEvent): string {
  const { orderCode, itemCode, code, at, receiver, reason } = event;
  return createHash('sha256')
    .update(JSON.stringify([orderCode, itemCode, code, at.toString(), receiver, reason]))
    .digest('hex');
}

/** Of events of one moment the later on the way counts. */
const RANK = {
  none: 0,
  collected: 1,
  transit: 2,
  delivering: 3,
  failed: 4,
  lost: 5,
  returned: 6,
  delivered: 7,
} as const;

type Told = Pick<PostEvent, 'kind' | 'at' | 'itemCode' | 'receiver' | 'key'>;

/** Where a shipment stands after everything that was told of it. */
export interface Stand {
  readonly tracking: Tracking;
  /** When that happened, as the post says. */
  readonly at: Temporal.Instant | null;
  readonly receivedBy: string | null;
  readonly attention: Attention | null;
}

function later(a: Told, b: Told): number {
  const rank = (told: Told) => (told.kind === 'unknown' ? 0 : RANK[told.kind]);
  return Temporal.Instant.compare(a.at, b.at) || rank(a) - rank(b) || (a.key < b.key ? -1 : 1);
}

/** Not the same text, but the same item: upper or lower case and hyphens do not count. */
export function sameItem(a: string, b: string): boolean {
  const plain = (code: string) => code.toUpperCase().replaceAll('-', '');
  return plain(a) === plain(b);
}

/** The item that the post means by what it told: that of the earliest event that names one. Null when none does. */
export function itemOf(events: readonly Told[]): string | null {
  const named = events.filter(({ itemCode }) => /^[0-9A-Za-z-]{4,40}$/.test(itemCode));
  return [...named].sort(later)[0]?.itemCode ?? null;
}

/**
 * What a set of events comes to, in whatever order and however often they came. Delivered is for good; sent back and lost hold
 * against what happened before on the way, and sent back against lost; otherwise the latest moment counts. Events of another
 * item under our order number (the post made the order twice) change nothing but that a person looks.
 */
export function standOf(events: readonly Told[], itemCode: string | null): Stand {
  const known = events.filter(({ kind }) => kind !== 'unknown');
  const own = known.filter(
    (told) => itemCode === null || told.itemCode === '' || sameItem(told.itemCode, itemCode),
  );
  const sorted = [...own].sort(later);
  const last = (kind: Tracking) => sorted.findLast((told) => told.kind === kind);
  const first = (kind: Tracking) => sorted.find((told) => told.kind === kind);
  // The first delivery: what is told of it later must not change who received and when.
  const delivered = first('delivered');
  const found = delivered ?? last('returned') ?? last('lost') ?? sorted.at(-1);
  const tracking: Tracking = found === undefined || found.kind === 'unknown' ? 'none' : found.kind;
  const bothEnds = delivered !== undefined && (last('returned') !== undefined || last('lost') !== undefined);
  const needs = bothEnds
    ? 'both-ends'
    : tracking === 'failed' || tracking === 'returned' || tracking === 'lost'
      ? tracking
      : own.length < known.length
        ? 'other-item'
        : null;
  return {
    tracking,
    at: found?.at ?? null,
    receivedBy: delivered === undefined ? null : delivered.receiver,
    attention: needs,
  };
}

/** Whether what the post told is the end of the way. */
export function isEnd(tracking: Tracking): boolean {
  return tracking === 'delivered' || tracking === 'returned' || tracking === 'lost';
}

/** Whether the name that the post told is the applicant's. */
export function samePerson(told: string, name: string): boolean {
  const plain = (text: string) => withoutMarks(text).toLowerCase().replace(/\s+/g, ' ').trim();
  return told !== '' && plain(told) === plain(name);
}

const MINUTE = 60;
/** Tries are spread over about two days, then a person is needed. */
const WAITS = [1, 5, 15, 60, 180, 360, 720, 1_440].map((minutes) => minutes * MINUTE);

/** Seconds until the next try after so many; null when a person is needed. */
export function nextTry(tries: number): number | null {
  return WAITS[tries - 1] ?? null;
}
