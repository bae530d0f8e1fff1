import type { Lane } from './order.ts';
import type { Comer } from './simulate.ts';
import { minuteOf } from './staffing.ts';
import type { WaitSample } from './waits.ts';

/** One wait in a line and what came of it; somebody who was sent on, held or absent waits several times. */
export interface TracedWait {
  readonly ticketId: string;
  readonly number: string;
  readonly letter: string;
  readonly procedureCode: string | null;
  /** The lane in which this wait was spent. */
  readonly lane: Lane;
  readonly since: Temporal.Instant;
  /** Null: not called. */
  readonly calledAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly counter: number | null;
  /** How the stay ended; null while it lasts, and for who was not called. */
  readonly outcome: string | null;
  /** When somebody who was not called gave up; null while they wait. */
  readonly gaveUpAt: Temporal.Instant | null;
}

const MINUTE = 60_000;

function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return (to.epochMilliseconds - from.epochMilliseconds) / MINUTE;
}

/** A stay longer than this is one whose end was pressed late (minutes). */
const LONGEST = 120;

/** Minutes of the stay at the counter; undefined where it did not end or was left open. */
export function stayMinutes({ calledAt, endedAt, outcome }: TracedWait): number | undefined {
  return calledAt === null || endedAt === null || outcome === 'left-open'
    ? undefined
    : Math.min(minutesBetween(calledAt, endedAt), LONGEST);
}

/** The measured wait of somebody; `end` is the minute of the day up to which those wait who are neither called nor give up. */
export function measured(wait: TracedWait, end: number): WaitSample {
  const { since, calledAt, gaveUpAt } = wait;
  const at = minuteOf(since.toString(), 0);
  if (calledAt !== null) {
    return { at, wait: Math.max(0, minutesBetween(since, calledAt)) };
  }
  const until = gaveUpAt === null ? end : minuteOf(gaveUpAt.toString(), end);
  return { at, wait: undefined, inVain: Math.max(0, until - at) };
}

/** A number from 0 to 1 that is always the same for the same words: the day's people are the same in every question about it. */
function drawn(words: string): number {
  let hash = 2_166_136_261;
  for (const letter of words) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/**
 * The people of a past day for being played again: each comes when they came, to the line and lane they came to, and keeps a counter as long as
 * they did. For whom that is not known (not called, left open) it is drawn from the others of the line that day, always the same.
 */
export function comersOf(waits: readonly TracedWait[]): readonly Comer[] {
  const times = new Map<string, number[]>();
  for (const wait of waits) {
    const minutes = stayMinutes(wait);
    if (minutes !== undefined) {
      times.set(wait.letter, [...(times.get(wait.letter) ?? []), minutes]);
    }
  }
  const usual = [...times.values()].flat();
  return waits.map((wait, index) => {
    const known = times.get(wait.letter) ?? usual;
    const guess = known[Math.floor(drawn(wait.ticketId) * known.length)] ?? 8;
    return {
      id: String(index).padStart(5, '0'),
      at: minuteOf(wait.since.toString(), 0),
      group: wait.letter,
      lane: wait.lane,
      minutes: stayMinutes(wait) ?? guess,
      leavesAt: wait.gaveUpAt === null ? undefined : minuteOf(wait.gaveUpAt.toString(), 0),
    };
  });
}
