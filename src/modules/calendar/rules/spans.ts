import type { Pause } from '../schema.ts';
import { type LocalMs, refuseReversed, toLocalMs } from './local-time.ts';

/** A half-open stretch of local time. */
export interface Span {
  readonly start: LocalMs;
  readonly end: LocalMs;
}

/** Sorts and joins: overlapping or touching stretches become one, empty ones vanish. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].filter((s) => s.end > s.start).sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

/**
 * Pauses in any order, overlapping or not, as separate stretches in order. Empty pauses are dropped.
 * @throws CalendarError `pause-reversed`
 */
export function joinPauses(pauses: readonly Pause[]): Span[] {
  if (pauses.length === 0) {
    return [];
  }
  pauses.forEach(refuseReversed);
  return joinSpans(pauses.map((p) => ({ start: toLocalMs(p.from), end: toLocalMs(p.to) })));
}

/** What is left of `span` after taking `cuts` out; `cuts` are joined and in order. */
export function subtract(span: Span, cuts: readonly Span[]): Span[] {
  const left: Span[] = [];
  let start = span.start;
  for (const cut of cuts) {
    if (cut.end <= start || cut.start >= span.end) {
      continue;
    }
    if (cut.start > start) {
      left.push({ start, end: cut.start });
    }
    start = cut.end;
  }
  if (start < span.end) {
    left.push({ start, end: span.end });
  }
  return left;
}

/** Length of the common part, 0 where there is none. */
export function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}
